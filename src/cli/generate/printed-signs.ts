import { PDF_FONTS } from "../pdf/signs.ts";

/** The signs that both fonts of the PDF have, as ranges, for checks that run where no font can be opened. */
export function generatePrintedSigns(): string {
	const bold = new Set(PDF_FONTS.bold.characterSet);
	const both = new Set(PDF_FONTS.regular.characterSet.filter((sign) => bold.has(sign)));
	const signs = [...both].sort((one, other) => one - other);
	const ranges: [number, number][] = [];
	for (const sign of signs) {
		const last = ranges.at(-1);
		if (last !== undefined && last[1] === sign - 1) last[1] = sign;
		else ranges.push([sign, sign]);
	}
	const bounds = ranges.flat();
	const steps = bounds.map((bound, index) => (bound - (bounds[index - 1] ?? 0)).toString(36));
	return [
		"/** Written by `npm run generate` from the fonts of the PDF: first and last of each range, in steps of base 36. */",
		`export const PRINTED_RANGES =\n\t"${steps.join(" ")}";`,
		"",
	].join("\n");
}
