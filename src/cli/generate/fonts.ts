import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { create, type Font } from "fontkit";

type Source = {
	typeface: "grotesque" | "serif" | "rounded";
	family: string;
	package: string;
	weight: number;
	fallback: { locals: string[]; averageWidth: number };
};

/** Average advance, in em, of SAMPLE in Helvetica Bold and Times Bold, with which Arial, Liberation and Times New Roman share widths. */
const SANS = { locals: ["Arial Bold", "Arial-BoldMT", "Liberation Sans Bold"], averageWidth: 0.48592 };
const SERIF = {
	locals: ["Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold"],
	averageWidth: 0.43752,
};
const SAMPLE =
	"the quick brown fox jumps over the lazy dog een schip op het water wacht geen uur Privacy verklaring Statement over data ";

const SOURCES: Source[] = [
	{
		typeface: "grotesque",
		family: "Familjen Grotesk",
		package: "@fontsource/familjen-grotesk",
		weight: 700,
		fallback: SANS,
	},
	{ typeface: "serif", family: "Fraunces", package: "@fontsource/fraunces", weight: 600, fallback: SERIF },
	{ typeface: "rounded", family: "Nunito", package: "@fontsource/nunito", weight: 800, fallback: SANS },
];

const MONOGRAM_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

const require = createRequire(import.meta.url);

function packageFolder(source: Source): string {
	return dirname(require.resolve(`${source.package}/package.json`));
}

function readFont(source: Source): { bytes: Buffer; font: Font } {
	const name = source.package.split("/")[1];
	const bytes = readFileSync(join(packageFolder(source), "files", `${name}-latin-${source.weight}-normal.woff2`));
	const font = create(bytes);
	if (!("unitsPerEm" in font)) throw new Error(`${source.package} holds a collection, not a font`);
	return { bytes, font };
}

function percent(value: number): string {
	return `${(value * 100).toFixed(2)}%`;
}

/** How to stretch the fallback so that it takes the room of the web font: no layout shift when the font arrives. */
function fallbackMetrics(source: Source, font: Font) {
	const advance = font.layout(SAMPLE).advanceWidth / font.unitsPerEm / SAMPLE.length;
	const sizeAdjust = advance / source.fallback.averageWidth;
	const scale = font.unitsPerEm * sizeAdjust;
	return {
		locals: source.fallback.locals,
		sizeAdjust: percent(sizeAdjust),
		ascent: percent(font.ascent / scale),
		descent: percent(Math.abs(font.descent) / scale),
		lineGap: percent(font.lineGap / scale),
	};
}

function licences(): string {
	const texts = SOURCES.map((source) => readFileSync(join(packageFolder(source), "LICENSE"), "utf8").trim());
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
		const { bytes, font } = readFont(source);
		const entry = {
			family: source.family,
			weight: source.weight,
			sha256: createHash("sha256").update(bytes).digest("hex"),
			fallback: fallbackMetrics(source, font),
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

/** Source of `src/foundation/ui/glyphs.generated.ts`: the initials of the icons, drawn, because an icon can load no font. */
export function generateGlyphs(): string {
	const alphabets = SOURCES.map((source) => {
		const { font } = readFont(source);
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
