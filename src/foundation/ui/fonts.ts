import type { Look } from "../brand/settings.ts";
import { FONT_FILES } from "./fonts.generated.ts";

type Typeface = Look["theme"]["typeface"];
export type WebTypeface = Exclude<Typeface, "system">;

export type WebFont = {
	family: string;
	weight: number;
	/** Of the bytes: the address of the file holds it, so it never changes. */
	sha256: string;
	/** Local fonts that stand in for it until it is there, stretched to its measures. */
	fallbacks: { locals: string[]; sizeAdjust: string; ascent: string; descent: string; lineGap: string }[];
};

/** The heading fonts (OFL, Latin subsets); `system` loads none. */
export const FONTS: Record<WebTypeface, WebFont> = FONT_FILES;

/** The font of a typeface, or nothing where the reader's own fonts are used. */
export function webFont(typeface: Typeface): WebFont | undefined {
	return typeface === "system" ? undefined : FONTS[typeface];
}

/** The woff2 file, decoded at each call: the caller keeps it. */
export function fontBytes(typeface: WebTypeface): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(FONT_FILES[typeface].base64), (character) => character.charCodeAt(0));
}
