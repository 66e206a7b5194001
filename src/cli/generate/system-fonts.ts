import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { create, type Font } from "fontkit";

/** Fonts of one width that readers have under these names; `file` is one of them, in a package for development. */
type SystemFont = { locals: string[]; package: string; file: string };

/** All have the widths of Helvetica, letter by letter; Debian calls Nimbus by its PostScript name alone. */
const HELVETICA: SystemFont = {
	locals: ["Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Arimo Bold", "Nimbus Sans Bold", "NimbusSans-Bold"],
	package: "pdfjs-dist",
	file: "standard_fonts/LiberationSans-Bold.ttf",
};
const TIMES: SystemFont = {
	locals: [
		"Times New Roman Bold",
		"TimesNewRomanPS-BoldMT",
		"Liberation Serif Bold",
		"Tinos Bold",
		"Nimbus Roman Bold",
		"NimbusRoman-Bold",
	],
	package: "@expo-google-fonts/tinos",
	file: "700Bold/Tinos_700Bold.ttf",
};
const NOTO_SANS: SystemFont = {
	locals: ["Noto Sans Bold", "NotoSans-Bold"],
	package: "@expo-google-fonts/noto-sans",
	file: "700Bold/NotoSans_700Bold.ttf",
};
const DEJAVU_SANS: SystemFont = {
	locals: ["DejaVu Sans Bold", "DejaVuSans-Bold"],
	package: "dejavu-fonts-ttf",
	file: "ttf/DejaVuSans-Bold.ttf",
};
const DEJAVU_SERIF: SystemFont = {
	locals: ["DejaVu Serif Bold", "DejaVuSerif-Bold"],
	package: "dejavu-fonts-ttf",
	file: "ttf/DejaVuSerif-Bold.ttf",
};

const REGULAR: Record<"helvetica" | "times" | "notoSans" | "dejavuSans" | "dejavuSerif", SystemFont> = {
	helvetica: {
		locals: ["Arial", "ArialMT", "Liberation Sans", "Arimo", "Nimbus Sans", "NimbusSans-Regular"],
		package: "pdfjs-dist",
		file: "standard_fonts/LiberationSans-Regular.ttf",
	},
	times: {
		locals: ["Times New Roman", "TimesNewRomanPSMT", "Liberation Serif", "Tinos", "NimbusRoman-Regular"],
		package: "@expo-google-fonts/tinos",
		file: "400Regular/Tinos_400Regular.ttf",
	},
	notoSans: {
		locals: ["Noto Sans", "NotoSans-Regular"],
		package: "@expo-google-fonts/noto-sans",
		file: "400Regular/NotoSans_400Regular.ttf",
	},
	dejavuSans: { locals: ["DejaVu Sans", "DejaVuSans"], package: "dejavu-fonts-ttf", file: "ttf/DejaVuSans.ttf" },
	dejavuSerif: { locals: ["DejaVu Serif", "DejaVuSerif"], package: "dejavu-fonts-ttf", file: "ttf/DejaVuSerif.ttf" },
};

/** In the order in which they stand in for a text font. */
export const SYSTEM_TEXT_FONTS = {
	sans: [REGULAR.helvetica, REGULAR.notoSans, REGULAR.dejavuSans],
	serif: [REGULAR.times, REGULAR.dejavuSerif, REGULAR.helvetica, REGULAR.notoSans, REGULAR.dejavuSans],
};

/** In the order in which they stand in for a heading font. */
export const SYSTEM_FONTS = {
	sans: [HELVETICA, NOTO_SANS, DEJAVU_SANS],
	serif: [TIMES, DEJAVU_SERIF, HELVETICA, NOTO_SANS, DEJAVU_SANS],
};

const SAMPLE =
	"the quick brown fox jumps over the lazy dog een schip op het water wacht geen uur Privacy verklaring Statement over data ";

const require = createRequire(import.meta.url);

function averageAdvance(font: Font): number {
	return font.layout(SAMPLE).advanceWidth / font.unitsPerEm / SAMPLE.length;
}

function percent(value: number): string {
	return `${(value * 100).toFixed(2)}%`;
}

export function packageFolder(name: string): string {
	return dirname(require.resolve(`${name}/package.json`));
}

export function readFont(path: string): { bytes: Buffer; font: Font } {
	const bytes = readFileSync(path);
	const font = create(bytes);
	if (!("unitsPerEm" in font)) throw new Error(`${path} holds a collection, not a font`);
	return { bytes, font };
}

/** How to stretch system fonts so that they take the room of a web font: no layout shift when that font arrives. */
export function fallbacks(font: Font, systemFonts: readonly SystemFont[]) {
	return systemFonts.map(({ locals, package: name, file }) => {
		const sizeAdjust = averageAdvance(font) / averageAdvance(readFont(join(packageFolder(name), file)).font);
		const scale = font.unitsPerEm * sizeAdjust;
		return {
			locals,
			sizeAdjust: percent(sizeAdjust),
			ascent: percent(font.ascent / scale),
			descent: percent(Math.abs(font.descent) / scale),
			lineGap: percent(font.lineGap / scale),
		};
	});
}
