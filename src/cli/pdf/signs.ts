import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create } from "fontkit";
import { CommandError } from "../command.ts";

const require = createRequire(import.meta.url);
const FILES = { regular: "400Regular/SourceSans3_400Regular.ttf", bold: "600SemiBold/SourceSans3_600SemiBold.ttf" };

/** The fonts of the PDF, by the name under which a run asks for them. */
export const PDF_FONTS: Readonly<Record<keyof typeof FILES, Buffer>> = {
	regular: readFileSync(require.resolve(`@expo-google-fonts/source-sans-3/${FILES.regular}`)),
	bold: readFileSync(require.resolve(`@expo-google-fonts/source-sans-3/${FILES.bold}`)),
};

function signsOf(bytes: Buffer): number[] {
	const font = create(bytes);
	if (!("characterSet" in font)) throw new Error("a file of a PDF font holds several fonts");
	return font.characterSet;
}

const BOLD_SIGNS = new Set(signsOf(PDF_FONTS.bold));
/** Signs that both fonts have. */
const SIGNS: ReadonlySet<number> = new Set(signsOf(PDF_FONTS.regular).filter((sign) => BOLD_SIGNS.has(sign)));

/** White space is measured and broken, not drawn. */
const SPACE = /[ \t\n]/;

/** The signs of a text that the PDF would show as a box, each once. Letters are put together first (NFC). */
export function unprintableSigns(text: string): string[] {
	const signs = new Set(text.normalize("NFC"));
	return [...signs].filter((sign) => !SPACE.test(sign) && !SIGNS.has(sign.codePointAt(0) ?? 0));
}

/** A text that the fonts of the PDF cannot show: no box is ever drawn in its place. */
export class UnprintableText extends CommandError {
	constructor(signs: readonly string[]) {
		super(`the PDF cannot print ${namedSigns(signs)}`);
	}
}

/** `株 (U+682A), 式 (U+5F0F)`, the first three. */
export function namedSigns(signs: readonly string[]): string {
	const point = (sign: string) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
	const first = signs.slice(0, 3).map((sign) => (/\P{M}/u.test(sign) ? `${sign} (${point(sign)})` : point(sign)));
	return `${first.join(", ")}${signs.length > 3 ? ` and ${signs.length - 3} more` : ""}`;
}
