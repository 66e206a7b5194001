import {
	clampChroma,
	converter,
	formatHex,
	modeLrgb,
	modeOklab,
	modeOklch,
	modeRgb,
	useMode,
	wcagContrast,
} from "culori/fn";

useMode(modeRgb);
useMode(modeLrgb);
useMode(modeOklab);
const toOklch = useMode(modeOklch);
const toRgb = converter("rgb");

/** Lightness 0–1, chroma, hue in degrees: OKLCH, where equal steps look equal. */
export type Lch = { l: number; c: number; h: number };

/** A colour of a brand file (`#rrggbb`). */
export function lchOf(hex: string): Lch {
	const color = toOklch(hex);
	if (color === undefined) throw new Error(`not a colour: ${hex}`);
	return { l: color.l, c: color.c, h: color.h ?? 0 };
}

/** Eight-bit sRGB, with chroma lowered until a screen can show it. */
export function hexOf({ l, c, h }: Lch): string {
	const inGamut = clampChroma({ mode: "oklch", l: Math.min(1, Math.max(0, l)), c, h }, "oklch", "rgb");
	return formatHex(toRgb(inGamut));
}

/** WCAG 2.2 contrast ratio of two hex colours. */
export function contrast(one: string, other: string): number {
	return wcagContrast(one, other);
}

function lowestContrast(color: string, backgrounds: string[]): number {
	return Math.min(...backgrounds.map((background) => contrast(color, background)));
}

/** The colour nearest to `start` that keeps `ratio` on each background, found by moving its lightness only. */
export function readableOn(start: Lch, backgrounds: string[], ratio: number, towards: "dark" | "light"): string {
	const step = towards === "dark" ? -0.01 : 0.01;
	for (let l = start.l; l >= 0 && l <= 1; l += step) {
		const color = hexOf({ ...start, l });
		if (lowestContrast(color, backgrounds) >= ratio) return color;
	}
	return towards === "dark" ? "#000000" : "#ffffff";
}

/** Near-white or near-black of the same hue, whichever reads better. On any colour one of the two extremes reaches 4.58. */
export function inkOn(background: string, hue: number): { color: string; isLight: boolean } {
	const isLight = contrast("#ffffff", background) >= contrast("#000000", background);
	const start = isLight ? { l: 0.985, c: 0.01, h: hue } : { l: 0.2, c: 0.03, h: hue };
	return { color: readableOn(start, [background], 4.6, isLight ? "light" : "dark"), isLight };
}
