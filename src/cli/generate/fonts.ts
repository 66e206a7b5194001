import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Font } from "fontkit";
import { fallbacks, packageFolder, readFont, SYSTEM_FONTS, SYSTEM_TEXT_FONTS } from "./system-fonts.ts";

type Source = {
	typeface: "grotesque" | "serif" | "rounded";
	family: string;
	package: string;
	weight: number;
	kind: keyof typeof SYSTEM_FONTS;
};

const SOURCES: Source[] = [
	{
		typeface: "grotesque",
		family: "Familjen Grotesk",
		package: "@fontsource/familjen-grotesk",
		weight: 700,
		kind: "sans",
	},
	{ typeface: "serif", family: "Fraunces", package: "@fontsource/fraunces", weight: 600, kind: "serif" },
	{ typeface: "rounded", family: "Nunito", package: "@fontsource/nunito", weight: 800, kind: "sans" },
];

type TextSource = Omit<Source, "typeface" | "weight"> & { preset: "ink" | "dusk" | "ember" | "harbour" };

/** What is read: one variable file each, of every weight that a page uses. */
const TEXT_SOURCES: TextSource[] = [
	{ preset: "ink", family: "Faustina", package: "@fontsource-variable/faustina", kind: "serif" },
	{ preset: "dusk", family: "Figtree", package: "@fontsource-variable/figtree", kind: "sans" },
	{ preset: "ember", family: "Manrope", package: "@fontsource-variable/manrope", kind: "sans" },
	{ preset: "harbour", family: "Public Sans", package: "@fontsource-variable/public-sans", kind: "sans" },
];

const MONOGRAM_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

function readSource({ package: name, weight }: Source): { bytes: Buffer; font: Font } {
	return readFont(join(packageFolder(name), "files", `${name.split("/")[1]}-latin-${weight}-normal.woff2`));
}

function licences(sources: readonly { package: string }[]): string {
	const texts = sources.map((source) => readFileSync(join(packageFolder(source.package), "LICENSE"), "utf8").trim());
	const copyrights = texts.map((text) => text.split("\n")[0] ?? "");
	const [first = ""] = texts;
	return [...copyrights, "", first.split("\n").slice(1).join("\n").trim()]
		.join("\n")
		.split("\n")
		.map((line) => ` * ${line.replaceAll("*/", "* /")}`.trimEnd())
		.join("\n");
}

/** Source of `src/foundation/ui/fonts.generated.ts`: bytes as text, so that workerd, Deno and Node load them alike. */
export function generateFonts(): string {
	const fonts = SOURCES.map((source) => {
		const { bytes, font } = readSource(source);
		const entry = {
			family: source.family,
			weight: source.weight,
			sha256: createHash("sha256").update(bytes).digest("hex"),
			fallbacks: fallbacks(font, SYSTEM_FONTS[source.kind]),
			base64: bytes.toString("base64"),
		};
		return `\t${source.typeface}: ${JSON.stringify(entry)},`;
	});
	return [
		"/**",
		" * Made by `npm run generate` (src/cli/generate/fonts.ts). Latin subsets, unchanged.",
		" *",
		licences(SOURCES),
		" */",
		"export const FONT_FILES = {",
		...fonts,
		"};",
		"",
	].join("\n");
}

/** Source of `src/foundation/ui/text-fonts.generated.ts`. */
export function generateTextFonts(): string {
	const fonts = TEXT_SOURCES.map(({ preset, family, package: name, kind }) => {
		const path = join(packageFolder(name), "files", `${name.split("/")[1]}-latin-wght-normal.woff2`);
		const { bytes, font } = readFont(path);
		const entry = {
			family,
			weight: "300 800",
			sha256: createHash("sha256").update(bytes).digest("hex"),
			fallbacks: fallbacks(font, SYSTEM_TEXT_FONTS[kind]),
			base64: bytes.toString("base64"),
		};
		return `\t${preset}: ${JSON.stringify(entry)},`;
	});
	return [
		"/**",
		" * Made by `npm run generate` (src/cli/generate/fonts.ts). Variable Latin subsets, unchanged.",
		" *",
		licences(TEXT_SOURCES),
		" */",
		"export const TEXT_FONT_FILES = {",
		...fonts,
		"};",
		"",
	].join("\n");
}

/** A letter as an SVG path in a box of 100 by 100, its capital height 56 and its middle in the centre. */
function monogramPath(font: Font, letter: string): string {
	const glyph = font.layout(letter).glyphs[0];
	if (glyph === undefined) throw new Error(`no glyph for ${letter}`);
	const { minX, maxX, minY, maxY } = glyph.path.bbox;
	const scale = Math.min(56 / (maxY - minY), 68 / (maxX - minX));
	const x = 50 - ((minX + maxX) / 2) * scale;
	const y = 50 + ((minY + maxY) / 2) * scale;
	const path = glyph.path.transform(scale, 0, 0, -scale, x, y).toSVG();
	return path.replace(/-?\d+\.?\d*/g, (number) => String(Math.round(Number(number) * 10) / 10));
}

/** Source of `src/foundation/ui/icons/glyphs.generated.ts`: the initials of the icons, drawn, because an icon can load no font. */
export function generateGlyphs(): string {
	const alphabets = SOURCES.map((source) => {
		const { font } = readSource(source);
		const letters = [...MONOGRAM_LETTERS].map((letter) => [letter, monogramPath(font, letter)]);
		return `\t${source.typeface}: ${JSON.stringify(Object.fromEntries(letters))} as Record<string, string>,`;
	});
	return [
		"/** Made by `npm run generate` (src/cli/generate/fonts.ts) from the fonts named in fonts.generated.ts. */",
		"export const GLYPHS = {",
		...alphabets,
		"};",
		"",
	].join("\n");
}
