import type { Look } from "../settings.ts";
import { hexOf, inkOn, type Lch, lchOf, readableOn } from "./color.ts";
import { PRESETS, type Preset } from "./preset.ts";

export const TOKEN_NAMES = [
	"ground",
	"surface",
	"sunken",
	"tint",
	"ink",
	"muted",
	"line",
	"control",
	"brand",
	"brand-strong",
	"on-brand",
	"link",
	"accent",
	"accent-text",
	"focus",
	"hero",
	"on-hero",
	"on-hero-muted",
	"hero-control",
	"art-a",
	"art-b",
	"art-c",
	"selection",
	"on-selection",
	"inserted",
	"on-inserted",
	"deleted",
	"on-deleted",
	"wrong",
] as const;
export type TokenName = (typeof TOKEN_NAMES)[number];
export type Tokens = Record<TokenName, string>;
export type Scheme = "light" | "dark";

/** What may be drawn on what, and the ratio it keeps in both schemes (WCAG 2.2, 1.4.3 and 1.4.11). */
export const PAIRS: { front: TokenName; on: TokenName[]; ratio: number }[] = [
	{ front: "ink", on: ["ground", "surface", "sunken", "tint"], ratio: 7 },
	{ front: "muted", on: ["ground", "surface", "sunken", "tint"], ratio: 4.5 },
	{ front: "link", on: ["ground", "surface", "sunken", "tint"], ratio: 4.5 },
	{ front: "accent-text", on: ["ground", "surface", "sunken", "tint"], ratio: 4.5 },
	{ front: "wrong", on: ["ground", "surface", "sunken", "tint"], ratio: 4.5 },
	{ front: "control", on: ["ground", "surface", "sunken", "tint"], ratio: 3 },
	{ front: "focus", on: ["ground", "surface", "sunken", "tint"], ratio: 3 },
	{ front: "brand", on: ["ground", "surface", "tint"], ratio: 3 },
	{ front: "accent", on: ["ground", "surface"], ratio: 3 },
	{ front: "on-brand", on: ["brand", "brand-strong"], ratio: 4.5 },
	{ front: "on-hero", on: ["hero"], ratio: 4.5 },
	{ front: "on-hero-muted", on: ["hero"], ratio: 4.5 },
	{ front: "hero-control", on: ["hero"], ratio: 3 },
	{ front: "on-selection", on: ["selection"], ratio: 4.5 },
	{ front: "on-inserted", on: ["inserted"], ratio: 4.5 },
	{ front: "on-deleted", on: ["deleted"], ratio: 4.5 },
];

type Palette = { brand: Lch; accent: Lch; warmer: Lch; tint: Lch; preset: Preset; scheme: Scheme };

/** Hue of embers. A grey has no warmth at all. */
const WARM_HUE = 55;

function coldness({ c, h }: Lch): number {
	const away = Math.abs(h - WARM_HUE) % 360;
	return c < 0.02 ? 360 : Math.min(away, 360 - away);
}

function grey(palette: Palette, l: number, strength = 1): Lch {
	return { l, c: palette.tint.c * strength, h: palette.tint.h };
}

function surfaces(palette: Palette) {
	const { preset, scheme, brand } = palette;
	if (scheme === "light") {
		const { ground, tint } = preset.light;
		return {
			ground: hexOf(grey(palette, ground)),
			surface: hexOf(grey(palette, 1, 0.3)),
			sunken: hexOf(grey(palette, ground - 0.025, 1.3)),
			tint: hexOf({ l: tint, c: Math.min(brand.c, 0.035), h: brand.h }),
		};
	}
	const { ground, surface } = preset.dark;
	return {
		ground: hexOf(grey(palette, ground, 1.2)),
		surface: hexOf(grey(palette, surface, 1.2)),
		sunken: hexOf(grey(palette, ground - 0.03, 1.2)),
		tint: hexOf({ l: surface + 0.045, c: Math.min(brand.c, 0.045), h: brand.h }),
	};
}

/** The fill of the hero and the colours of its artwork. */
function hero(palette: Palette, ground: string, brandFill: string) {
	const { brand, accent, warmer, preset, scheme } = palette;
	const dark = scheme === "dark";
	const fills: Record<Preset["hero"], string> = {
		plain: ground,
		deep: hexOf({ l: dark ? 0.235 : 0.3, c: Math.min(brand.c, 0.11), h: brand.h }),
		glow: hexOf({ l: dark ? 0.255 : 0.925, c: Math.min(warmer.c, dark ? 0.05 : 0.045), h: warmer.h }),
		solid: dark ? hexOf({ l: 0.33, c: Math.min(brand.c, 0.1), h: brand.h }) : brandFill,
	};
	const fill = fills[preset.hero];
	const on = inkOn(fill, brand.h);
	const towards = on.isLight ? "light" : "dark";
	const away = on.isLight ? 1 : -1;
	const base = lchOf(fill);
	const { c, h } = lchOf(on.color);
	return {
		hero: fill,
		"on-hero": on.color,
		"on-hero-muted": readableOn({ l: on.isLight ? 0.86 : 0.42, c: c + 0.02, h }, [fill], 4.6, towards),
		"hero-control": readableOn({ l: base.l + away * 0.2, c: base.c, h: base.h }, [fill], 3.05, towards),
		"art-a": hexOf({ l: base.l + away * 0.09, c: Math.min(brand.c, base.c + 0.05), h: brand.h }),
		"art-b": hexOf({ ...accent, l: on.isLight ? Math.max(accent.l, 0.62) : accent.l }),
		"art-c": hexOf({ l: dark ? Math.max(brand.l, 0.5) : brand.l + away * 0.04, c: brand.c, h: brand.h }),
	};
}

function brandFills(palette: Palette, ground: string, surface: string, tint: string) {
	const { brand, scheme } = palette;
	const fill = readableOn(brand, [ground, surface, tint], 3.05, scheme === "light" ? "dark" : "light");
	const on = inkOn(fill, brand.h);
	const strong = lchOf(fill);
	return {
		brand: fill,
		"on-brand": on.color,
		"brand-strong": hexOf({ ...strong, l: strong.l + (on.isLight ? -0.06 : 0.06) }),
	};
}

/** Marks of the difference page: green and red by hue, and underlined or struck through besides. */
function marks(scheme: Scheme) {
	const light = scheme === "light";
	const mark = (h: number, c: number) => {
		const fill = hexOf({ l: light ? 0.93 : 0.32, c: light ? c * 0.5 : c * 0.6, h });
		return { fill, text: readableOn({ l: light ? 0.36 : 0.9, c, h }, [fill], 5, light ? "dark" : "light") };
	};
	const inserted = mark(150, 0.1);
	const deleted = mark(25, 0.11);
	return {
		inserted: inserted.fill,
		"on-inserted": inserted.text,
		deleted: deleted.fill,
		"on-deleted": deleted.text,
	};
}

function selectionOf(palette: Palette) {
	const light = palette.scheme === "light";
	const { accent } = palette;
	const fill = hexOf({ l: light ? 0.86 : 0.42, c: Math.min(accent.c, 0.09), h: accent.h });
	return { selection: fill, "on-selection": inkOn(fill, accent.h).color };
}

function schemeTokens(palette: Palette): Tokens {
	const { brand, accent, scheme } = palette;
	const light = scheme === "light";
	const towards = light ? "dark" : "light";
	const papers = surfaces(palette);
	const { ground, surface, sunken, tint } = papers;
	const all = [ground, surface, sunken, tint];
	const fills = brandFills(palette, ground, surface, tint);
	const bright = (color: Lch): Lch => (light ? color : { ...color, l: Math.max(color.l, 0.72) });
	return {
		...papers,
		ink: readableOn(grey(palette, light ? 0.22 : 0.95, 1.5), all, 7, towards),
		muted: readableOn(grey(palette, light ? 0.47 : 0.76, 2), all, 4.6, towards),
		line: hexOf(grey(palette, light ? 0.885 : 0.34, 1.6)),
		control: readableOn(grey(palette, light ? 0.62 : 0.56, 2), all, 3.05, towards),
		...fills,
		link: readableOn(bright(brand), all, 4.6, towards),
		accent: readableOn(accent, [ground, surface], 3.05, towards),
		"accent-text": readableOn(bright(accent), all, 4.6, towards),
		focus: readableOn(bright(brand), all, 3.05, towards),
		wrong: readableOn({ l: light ? 0.5 : 0.76, c: 0.16, h: 25 }, all, 4.6, towards),
		...hero(palette, ground, fills.brand),
		...selectionOf(palette),
		...marks(scheme),
	};
}

/** Every colour of a brand in both schemes, derived from its two colours. Values are `#rrggbb`. */
export function themeTokens(theme: Pick<Look["theme"], "preset" | "colors">): Record<Scheme, Tokens> {
	const preset = PRESETS[theme.preset];
	const brand = lchOf(theme.colors.brand);
	const accent = lchOf(theme.colors.accent);
	const warmer = coldness(accent) < coldness(brand) ? accent : brand;
	const source = preset.tintFrom === "brand" ? brand : warmer;
	const tint = { l: 0, c: preset.tintChroma * Math.min(1, source.c / 0.08), h: source.h };
	const palette = { brand, accent, warmer, tint, preset };
	return { light: schemeTokens({ ...palette, scheme: "light" }), dark: schemeTokens({ ...palette, scheme: "dark" }) };
}
