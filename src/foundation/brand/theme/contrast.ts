import { clampChroma, converter, formatHex, modeLrgb, modeOklch, modeRgb, useMode, wcagContrast } from "culori/fn";

useMode(modeRgb);
useMode(modeLrgb);
useMode(modeOklch);
const toOklch = converter("oklch");

/** The page behind a brand's colours in the light scheme. */
export const LIGHT_SURFACE = "#ffffff";
/** WCAG 2.2, 1.4.3: text against its background. */
export const TEXT_CONTRAST = 4.5;

/** WCAG 2.2 contrast ratio of two hex colours, 1 to 21. */
export function contrastRatio(color: string, background: string): number {
	return wcagContrast(color, background);
}

/** The most chroma that sRGB holds at a lightness and hue. */
function mostChroma(l: number, h: number): number {
	return clampChroma({ mode: "oklch", l, c: 0.4, h }, "oklch").c;
}

/**
 * The colour nearest to `color` that can be read as text on a light `background`: same hue, as little darker in OKLCH
 * as it takes. It keeps its chroma, and gains some where it is pale because it is light: a dark colour of so little
 * chroma looks muddy. The colour itself when it passes already.
 */
export function nearestReadable(color: string, background: string = LIGHT_SURFACE, ratio = TEXT_CONTRAST): string {
	if (contrastRatio(color, background) >= ratio) return color;
	const start = toOklch(color);
	if (start === undefined) return "#000000";
	const { h = 0 } = start;
	const share = start.c / Math.max(mostChroma(start.l, h), start.c, 0.001);
	// Between the chroma that it has and its share of what there is at the new lightness.
	const darker = (l: number) =>
		formatHex(
			clampChroma({ ...start, l, c: Math.max(start.c, Math.sqrt(start.c * share * mostChroma(l, h))) }, "oklch"),
		);
	let passes = 0;
	let fails = start.l;
	for (let step = 0; step < 16; step++) {
		const lightness = (passes + fails) / 2;
		if (contrastRatio(darker(lightness), background) >= ratio) passes = lightness;
		else fails = lightness;
	}
	return darker(passes);
}

/** A second colour that goes with the first and can be read on the light surface: the hue opposite on the wheel. */
export function companionColor(color: string): string {
	const start = toOklch(color);
	if (start === undefined) return "#1f5f6b";
	const turned = { ...start, l: Math.min(start.l, 0.5), c: Math.min(start.c, 0.12), h: ((start.h ?? 20) + 160) % 360 };
	return nearestReadable(formatHex(clampChroma(turned, "oklch")));
}

/** A very light tint of a colour, for the ground of an icon. */
export function paleTint(color: string): string {
	const start = toOklch(color);
	if (start === undefined) return LIGHT_SURFACE;
	return formatHex(clampChroma({ ...start, l: 0.97, c: Math.min(start.c, 0.025) }, "oklch"));
}

/** A colour of a given hue (degrees) that can be read on the light surface. */
export function readableColorOfHue(hue: number): string {
	return nearestReadable(formatHex(clampChroma({ mode: "oklch", l: 0.46, c: 0.13, h: hue }, "oklch")));
}
