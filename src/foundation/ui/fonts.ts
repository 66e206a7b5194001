import type { Look } from "../brand/settings.ts";
import { FONT_FILES } from "./fonts.generated.ts";
import { TEXT_FONT_FILES } from "./text-fonts.generated.ts";

type Typeface = Look["theme"]["typeface"];
export type WebTypeface = Exclude<Typeface, "system">;

export type WebFont = {
	family: string;
	/** One, or the range of a variable font. */
	weight: number | string;
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

/** What a preset sets its text in, on pages of visitors and members; nothing where the reader's own fonts are used. */
export function textFont({ typeface, preset }: Pick<Look["theme"], "typeface" | "preset">): WebFont | undefined {
	return typeface === "system" ? undefined : TEXT_FONT_FILES[preset];
}

const FILES = [...Object.values(FONT_FILES), ...Object.values(TEXT_FONT_FILES)];

/** The woff2 file whose hash begins so, decoded at each call: the caller keeps it. */
export function fontBytes(hash: string): Uint8Array<ArrayBuffer> | undefined {
	const file = FILES.find(({ sha256 }) => sha256.startsWith(hash));
	return file && Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
}
