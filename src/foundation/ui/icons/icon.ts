import type { Look } from "../../brand/settings.ts";
import { themeTokens } from "../../brand/theme/theme.ts";
import { GLYPHS } from "./glyphs.generated.ts";

type IconLook = Pick<Look, "name" | "theme">;

const CORNERS: Record<Look["theme"]["radius"], number> = { none: 0, small: 10, medium: 22, large: 50 };

/** For a name that begins with no Latin letter or digit: a ring, which is nobody's initial. */
const RING = "M50 24A26 26 0 1 0 50 76A26 26 0 1 0 50 24ZM50 37A13 13 0 1 1 50 63A13 13 0 1 1 50 37Z";

/** The initial of a name as an SVG path in a box of 100 by 100. */
export function monogram({ name, theme }: IconLook): string {
	const initial =
		name
			.normalize("NFD")
			.match(/[a-z0-9]/i)?.[0]
			?.toUpperCase() ?? "";
	const glyphs: Record<string, string> = GLYPHS[theme.typeface === "system" ? "grotesque" : theme.typeface];
	return glyphs[initial] ?? RING;
}

/**
 * The brand's mark as an SVG image: its initial on its colour. It needs no font, script or style.
 * `maskable` fills the square, because the system that shows it cuts its own shape.
 */
export function iconSvg(look: IconLook, options: { maskable?: boolean } = {}): string {
	const { light } = themeTokens(look.theme);
	const corner = options.maskable === true ? 0 : CORNERS[look.theme.radius];
	return [
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">',
		`<rect width="100" height="100" rx="${corner}" fill="${light.brand}"/>`,
		`<path d="${monogram(look)}" fill="${light["on-brand"]}"/>`,
		"</svg>",
	].join("");
}
