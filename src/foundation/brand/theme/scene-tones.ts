import type { Look } from "../settings.ts";
import { hexOf, lchOf } from "./color.ts";
import type { Scheme } from "./theme.ts";

export const TONES = ["deep", "brand", "mid", "pale", "accent", "glow"] as const;
export type Tone = (typeof TONES)[number];

/** Lightness and the most chroma that a tone has (OKLCH), by scheme. */
const SCALE: Record<Tone, { of: "brand" | "accent"; chroma: number } & Record<Scheme, number>> = {
	deep: { of: "brand", chroma: 0.075, light: 0.27, dark: 0.215 },
	brand: { of: "brand", chroma: 0.15, light: 0.44, dark: 0.37 },
	mid: { of: "brand", chroma: 0.11, light: 0.63, dark: 0.52 },
	pale: { of: "brand", chroma: 0.03, light: 0.94, dark: 0.86 },
	accent: { of: "accent", chroma: 0.2, light: 0.6, dark: 0.57 },
	glow: { of: "accent", chroma: 0.085, light: 0.86, dark: 0.79 },
};

/** The six tones of a drawing, `#rrggbb`: four of the brand's first colour, two of its second. */
export function sceneTones({ colors }: Pick<Look["theme"], "colors">, scheme: Scheme): Record<Tone, string> {
	const sources = { brand: lchOf(colors.brand), accent: lchOf(colors.accent) };
	const tone = (name: Tone) => {
		const { of, chroma, [scheme]: l } = SCALE[name];
		const { c, h } = sources[of];
		return hexOf({ l, c: Math.min(c, chroma), h });
	};
	return Object.fromEntries(TONES.map((name) => [name, tone(name)])) as Record<Tone, string>;
}
