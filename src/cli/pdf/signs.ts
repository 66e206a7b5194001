import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import { CommandError } from "../command.ts";

const require = createRequire(import.meta.url);
const FILES = { regular: "400Regular/SourceSans3_400Regular.ttf", bold: "600SemiBold/SourceSans3_600SemiBold.ttf" };

function openFont(file: string): Font {
	const font = create(readFileSync(require.resolve(`@expo-google-fonts/source-sans-3/${file}`)));
	if (!("characterSet" in font)) throw new Error("a file of a PDF font holds several fonts");
	return font;
}

/** The fonts of the PDF, by the name under which a run asks for them; opened once for all documents. */
export const PDF_FONTS: Readonly<Record<keyof typeof FILES, Font>> = {
	regular: openFont(FILES.regular),
	bold: openFont(FILES.bold),
};

const BOLD_SIGNS = new Set(PDF_FONTS.bold.characterSet);
/** Signs that both fonts have. */
const SIGNS: ReadonlySet<number> = new Set(PDF_FONTS.regular.characterSet.filter((sign) => BOLD_SIGNS.has(sign)));

/** White space is measured and broken, not drawn. */
const SPACE = /[ \t\n]/;
/** Most texts hold none but these, which both fonts have. */
const PLAIN = /^[ -~\t\n]*$/;

/** The signs of a text that the PDF would show as a box, each once. Letters are put together first (NFC). */
export function unprintableSigns(text: string): string[] {
	if (PLAIN.test(text)) return [];
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
