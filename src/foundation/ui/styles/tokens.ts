import type { Look } from "../../brand/settings.ts";
import { PRESETS, type Preset } from "../../brand/theme/preset.ts";
import { type Tokens, themeTokens } from "../../brand/theme/theme.ts";
import { textFont, type WebFont, webFont } from "../fonts.ts";

type Theme = Look["theme"];

const fallbackFamily = ({ family }: WebFont, index: number) => `"${family} Fallback ${index + 1}"`;
const ROOT_PIXELS = 16;
/** Between these widths, in rem, sizes grow with the window. */
const NARROW = 22;
const WIDE = 80;
const STEPS = [-1, 0, 1, 2, 3, 4, 5, 6];
const SPACES: Record<string, number> = {
	"3xs": 0.25,
	"2xs": 0.5,
	xs: 0.75,
	s: 1,
	m: 1.5,
	l: 2.25,
	xl: 3.5,
	"2xl": 5.5,
};

/** Radius of small parts, of panels, and of buttons. */
const CORNERS: Record<Theme["radius"], [string, string, string]> = {
	none: ["0", "0", "0"],
	small: ["3px", "5px", "4px"],
	medium: ["7px", "14px", "9px"],
	large: ["12px", "26px", "999px"],
};

/** Where no text face is loaded, text is set in what readers already have: long texts, the console. */
const TEXT_FAMILIES: Record<Theme["typeface"], string> = {
	grotesque: '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif',
	serif: 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "Source Sans 3", "Liberation Sans", Arial, sans-serif',
	rounded: '"Avenir Next", Avenir, "Segoe UI", Corbel, "Noto Sans", "Liberation Sans", sans-serif',
	system: "system-ui, sans-serif",
};

function number(value: number): string {
	return String(Math.round(value * 1000) / 1000);
}

/** A length in rem that grows from `low` to `high`. Its rem part keeps text zoom working (WCAG 1.4.4). */
function fluid(low: number, high: number): string {
	const slope = (high - low) / (WIDE - NARROW);
	const base = low - slope * NARROW;
	return `clamp(${number(low)}rem,${number(base)}rem + ${number(slope * 100)}vw,${number(high)}rem)`;
}

function sizes({ scale: [narrow, wide], density }: Preset): string[] {
	const steps = STEPS.map((step) => `--step-${step}:${fluid(narrow ** step, 1.0625 * wide ** step)}`);
	const spaces = Object.entries(SPACES).map(
		([name, space]) => `--space-${name}:${fluid(space * density, space * density * (space > 1 ? 1.3 : 1.1))}`,
	);
	return [...steps, ...spaces];
}

function colorRules(tokens: Tokens): string {
	return Object.entries(tokens)
		.map(([name, value]) => `--${name}:${value}`)
		.join(";");
}

/** A loaded font, those that stand in for it, and what readers have in any case. */
function familyOf(font: WebFont | undefined, typeface: Theme["typeface"]): string {
	const text = TEXT_FAMILIES[typeface];
	if (font === undefined) return text;
	return [`"${font.family}"`, ...font.fallbacks.map((_, index) => fallbackFamily(font, index)), text].join(",");
}

/** Sets the text of a page in its preset's face, if that is there before the page is painted: lines never break again while they are read. */
export function textFaceStyles(theme: Theme, href: string | undefined): string {
	const font = textFont(theme);
	return font === undefined || href === undefined
		? ""
		: `${fontFaces(font, href, "optional")}:root{--text:${familyOf(font, theme.typeface)}}`;
}

/**
 * A font, and stretched local ones that take the same room until it is there: a family per width, as a family
 * that the reader lacks is passed over.
 */
export function fontFaces(
	font: WebFont | undefined,
	href: string | undefined,
	display: "swap" | "optional" = "swap",
): string {
	if (font === undefined || href === undefined) return "";
	const { family, weight } = font;
	return [
		`@font-face{font-family:"${family}";font-weight:${weight};font-display:${display};src:url("${href}") format("woff2")}`,
		...font.fallbacks.map(({ locals, sizeAdjust, ascent, descent, lineGap }, index) => {
			const sources = locals.map((name) => `local("${name}")`).join(",");
			return (
				`@font-face{font-family:${fallbackFamily(font, index)};font-weight:${weight};src:${sources};size-adjust:${sizeAdjust};` +
				`ascent-override:${ascent};descent-override:${descent};line-gap-override:${lineGap}}`
			);
		}),
	].join("");
}

/** Custom properties of a brand: everything below them is the same for all. */
export function tokenStyles(theme: Theme): string {
	const preset = PRESETS[theme.preset];
	const { light, dark } = themeTokens(theme);
	const [small, panel, button] = CORNERS[theme.radius];
	const fixed = [
		...sizes(preset),
		`--heading:${familyOf(webFont(theme.typeface), theme.typeface)}`,
		`--heading-weight:${webFont(theme.typeface)?.weight ?? 700}`,
		`--text:${TEXT_FAMILIES[theme.typeface]}`,
		`--tracking:${preset.headingTracking}`,
		`--leading:${preset.headingLeading}`,
		`--radius:${small}`,
		`--radius-panel:${panel}`,
		`--radius-button:${button}`,
		`--shadow:${preset.shadow ? "0 1px 2px rgb(0 0 0/.06),0 8px 24px rgb(0 0 0/.07)" : "none"}`,
		`--hair:${number(1 / ROOT_PIXELS)}rem`,
	].join(";");
	return [
		`:root{color-scheme:light dark;${fixed};${colorRules(light)}}`,
		`@media screen and (prefers-color-scheme:dark){:root{${colorRules(dark)};--shadow:none}}`,
		"@media (prefers-contrast:more){:root{--muted:var(--ink);--line:var(--control);--on-hero-muted:var(--on-hero)}}",
	].join("");
}
