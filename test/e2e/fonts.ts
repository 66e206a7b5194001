import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeNimbusSans } from "./nimbus-sans.ts";

/** What a machine has installed, and what stands there for each generic family. */
export type FontSet = {
	/** Folders of npm packages; of a family that none has, a function that writes its files. */
	folders: (string | ((folder: string) => void))[];
	/** Property, value in the file, value that pages ask for. */
	renamed?: [property: string, from: string, to: string][];
	/** Whatever is asked for and not there becomes the first. */
	generic: { "sans-serif": string; serif: string; monospace: string };
};

/** Liberation Sans lies beside fonts that are none of its family. */
const LIBERATION = "node_modules/pdfjs-dist/standard_fonts";
const LEFT_OUT = ["*/Foxit*"];

const onlyOne = (family: string) => ({ "sans-serif": family, serif: family, monospace: family });

/**
 * Liberation Sans, and its relatives under their other names: Tinos is Liberation Serif, Cousine Liberation Mono. Pages
 * ask for the serif by the name that systems have it under.
 */
export const TEST_FONTS: FontSet = {
	folders: [LIBERATION, "node_modules/@expo-google-fonts/tinos", "node_modules/@expo-google-fonts/cousine"],
	renamed: [
		["family", "Tinos", "Liberation Serif"],
		["fullname", "Tinos Bold", "Liberation Serif Bold"],
	],
	generic: { "sans-serif": "Liberation Sans", serif: "Liberation Serif", monospace: "Cousine" },
};

/** The families that text may be set in, apart from a page's own. */
export const TEST_FAMILIES = ["Liberation Sans", "Tinos", "Cousine"];

/** Machines with one family of fonts, as Linux distributions come. */
export const SYSTEM_FONTS: Record<string, FontSet> = {
	"Liberation Sans": { folders: [LIBERATION], generic: onlyOne("Liberation Sans") },
	"Nimbus Sans": { folders: [writeNimbusSans], generic: onlyOne("Nimbus Sans") },
	"DejaVu Sans": {
		folders: ["node_modules/dejavu-fonts-ttf/ttf"],
		generic: { "sans-serif": "DejaVu Sans", serif: "DejaVu Serif", monospace: "DejaVu Sans Mono" },
	},
	"Noto Sans": {
		folders: ["400Regular", "700Bold"].map((weight) => `node_modules/@expo-google-fonts/noto-sans/${weight}`),
		generic: onlyOne("Noto Sans"),
	},
};

const alias = ([family, font]: [string, string]) =>
	`<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;

const rename = ([property, from, to]: [string, string, string]) =>
	`<match target="scan"><test name="${property}"><string>${from}</string></test>` +
	`<edit name="${property}" mode="assign"><string>${to}</string></edit></match>`;

/**
 * A fontconfig that knows these fonts and no others: what a page looks like in a test depends on the page, never on what
 * the machine has installed.
 * @param folder where the file, its cache and the files that have to be made are written
 * @returns the path for the environment variable FONTCONFIG_FILE (fontconfig's user manual, fonts-conf)
 */
export function writeFontConfig(folder: string, { folders, renamed = [], generic }: FontSet): string {
	const path = join(folder, "fonts.conf");
	const places = folders.map((source) => {
		if (typeof source === "string") return join(process.cwd(), source);
		source(folder);
		return folder;
	});
	const lines = [
		'<?xml version="1.0"?>',
		'<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
		"<fontconfig>",
		...places.map((place) => `<dir>${place}</dir>`),
		`<cachedir>${join(folder, "cache")}</cachedir>`,
		...LEFT_OUT.map((glob) => `<selectfont><rejectfont><glob>${glob}</glob></rejectfont></selectfont>`),
		...renamed.map(rename),
		...Object.entries(generic).map(alias),
		// For a family that is not there.
		`<match target="pattern"><edit name="family" mode="append_last"><string>${generic["sans-serif"]}</string></edit></match>`,
		'<match target="pattern"><edit name="antialias" mode="append"><bool>true</bool></edit>',
		'<edit name="hintstyle" mode="append"><const>hintslight</const></edit></match>',
		"</fontconfig>",
	];
	writeFileSync(path, lines.join("\n"));
	return path;
}
