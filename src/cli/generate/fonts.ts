import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Font } from "fontkit";
import { fallbacks, packageFolder, readFont, SYSTEM_FONTS } from "./system-fonts.ts";

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

const MONOGRAM_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

function readSource({ package: name, weight }: Source): { bytes: Buffer; font: Font } {
	return readFont(join(packageFolder(name), "files", `${name.split("/")[1]}-latin-${weight}-normal.woff2`));
}

function licences(): string {
	const texts = SOURCES.map((source) => readFileSync(join(packageFolder(source.package), "LICENSE"), "utf8").trim());
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
		licences(),
		" */",
		"export const FONT_FILES = {",
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
