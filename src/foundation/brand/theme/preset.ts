import type { Look } from "../settings.ts";

export type Preset = {
	/** Whose hue the greys borrow, and how much of it. */
	tintFrom: "brand" | "warmer";
	tintChroma: number;
	light: { ground: number; tint: number };
	dark: { ground: number; surface: number };
	/** How the top of the home page is filled. */
	hero: "plain" | "deep" | "glow" | "solid";
	/** Ratio of the type scale on small and on wide screens. */
	scale: [number, number];
	headingTracking: string;
	headingLeading: number;
	/** Multiplies every distance. */
	density: number;
	shadow: boolean;
};

/** The four characters that a brand can choose from. */
export const PRESETS: Record<Look["theme"]["preset"], Preset> = {
	/** Editorial: paper, hairlines, large type. */
	ink: {
		tintFrom: "brand",
		tintChroma: 0.004,
		light: { ground: 0.99, tint: 0.955 },
		dark: { ground: 0.18, surface: 0.215 },
		hero: "plain",
		scale: [1.22, 1.36],
		headingTracking: "-0.025em",
		headingLeading: 1.06,
		density: 1.1,
		shadow: false,
	},
	/** Evening: deep fields of the brand's own colour, soft cards. */
	dusk: {
		tintFrom: "brand",
		tintChroma: 0.014,
		light: { ground: 0.972, tint: 0.93 },
		dark: { ground: 0.185, surface: 0.235 },
		hero: "deep",
		scale: [1.2, 1.3],
		headingTracking: "-0.015em",
		headingLeading: 1.12,
		density: 1,
		shadow: true,
	},
	/** Warm: paper lit by the warmer of the two colours, round shapes. */
	ember: {
		tintFrom: "warmer",
		tintChroma: 0.016,
		light: { ground: 0.978, tint: 0.93 },
		dark: { ground: 0.19, surface: 0.235 },
		hero: "glow",
		scale: [1.2, 1.27],
		headingTracking: "-0.01em",
		headingLeading: 1.14,
		density: 1.05,
		shadow: true,
	},
	/** Clear: a solid field of colour above cool paper. */
	harbour: {
		tintFrom: "brand",
		tintChroma: 0.008,
		light: { ground: 0.985, tint: 0.945 },
		dark: { ground: 0.2, surface: 0.245 },
		hero: "solid",
		scale: [1.18, 1.25],
		headingTracking: "-0.005em",
		headingLeading: 1.16,
		density: 0.94,
		shadow: false,
	},
};
