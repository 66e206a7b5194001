import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Liberation Sans, and its relatives under their other names: Tinos is Liberation Serif, Cousine Liberation Mono. */
const FOLDERS = [
	"node_modules/pdfjs-dist/standard_fonts",
	"node_modules/@expo-google-fonts/tinos",
	"node_modules/@expo-google-fonts/cousine",
];

/** The families that text may be set in, apart from a page's own. */
export const TEST_FAMILIES = ["Liberation Sans", "Tinos", "Cousine"];

/** What stands in for each generic family. */
const GENERIC = { "sans-serif": "Liberation Sans", serif: "Liberation Serif", monospace: "Cousine" };

const alias = ([family, font]: [string, string]) =>
	`<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;

const rename = (property: string, from: string, to: string) =>
	`<match target="scan"><test name="${property}"><string>${from}</string></test>` +
	`<edit name="${property}" mode="assign"><string>${to}</string></edit></match>`;

/**
 * A fontconfig that knows the fonts of three npm packages and no others: what a page looks like in a test depends on the
 * page, never on what the machine has installed.
 * @param folder where the file and its cache are written
 * @returns the path for the environment variable FONTCONFIG_FILE (fontconfig's user manual, fonts-conf)
 */
export function writeTestFonts(folder: string): string {
	const path = join(folder, "fonts.conf");
	const lines = [
		'<?xml version="1.0"?>',
		'<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
		"<fontconfig>",
		...FOLDERS.map((fonts) => `<dir>${join(process.cwd(), fonts)}</dir>`),
		`<cachedir>${join(folder, "cache")}</cachedir>`,
		"<selectfont><rejectfont><glob>*/Foxit*</glob></rejectfont></selectfont>",
		// Pages ask for the serif by the name that systems have it under.
		rename("family", "Tinos", "Liberation Serif"),
		rename("fullname", "Tinos Bold", "Liberation Serif Bold"),
		...Object.entries(GENERIC).map(alias),
		// For a family that is not there.
		`<match target="pattern"><edit name="family" mode="append_last"><string>${GENERIC["sans-serif"]}</string></edit></match>`,
		'<match target="pattern"><edit name="antialias" mode="append"><bool>true</bool></edit>',
		'<edit name="hintstyle" mode="append"><const>hintslight</const></edit></match>',
		"</fontconfig>",
	];
	writeFileSync(path, lines.join("\n"));
	return path;
}
