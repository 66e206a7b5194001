import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import { namedSigns } from "#foundation/brand-file/printed-signs.ts";
import { CommandError } from "../command.ts";

const require = createRequire(import.meta.url);
const FILES = { regular: "400Regular/SourceSans3_400Regular.ttf", bold: "600SemiBold/SourceSans3_600SemiBold.ttf" };

/** Of signs that share a glyph, the one that texts use: space, hyphen, mu, delta. */
const COMMON_SIGNS = [0x20, 0x2d, 0xb5, 0x394];

function openFont(file: string): Font {
	const font = create(readFileSync(require.resolve(`@expo-google-fonts/source-sans-3/${file}`)));
	if (!("characterSet" in font)) throw new Error("a file of a PDF font holds several fonts");
	// A glyph is kept with the sign that asked for it first, and a PDF's text says that sign: not that of an earlier text.
	for (const sign of COMMON_SIGNS) font.glyphForCodePoint(sign);
	return font;
}

/** The fonts of the PDF, by the name under which a run asks for them; opened once for all documents. */
export const PDF_FONTS: Readonly<Record<keyof typeof FILES, Font>> = {
	regular: openFont(FILES.regular),
	bold: openFont(FILES.bold),
};

/** A text that the fonts of the PDF cannot show: no box is ever drawn in its place. */
export class UnprintableText extends CommandError {
	constructor(signs: readonly string[]) {
		super(`the PDF cannot print ${namedSigns(signs)}`);
	}
}
