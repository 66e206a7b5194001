import { PRINTED_RANGES } from "./printed-signs.generated.ts";

/** Pairs of first and last; each counted from the one before, in base 36. */
function signsIn(ranges: string): ReadonlySet<number> {
	const signs = new Set<number>();
	let at = 0;
	let isFirst = true;
	for (const step of ranges.split(" ")) {
		const from = at;
		at += Number.parseInt(step, 36);
		if (!isFirst) for (let sign = from; sign <= at; sign += 1) signs.add(sign);
		isFirst = !isFirst;
	}
	return signs;
}

/** Signs that both fonts of the PDF have. */
const PRINTED = signsIn(PRINTED_RANGES);

/** White space is measured and broken, not drawn. */
const SPACE = /[ \t\n]/;
/** Most texts hold none but these, which both fonts have. */
const PLAIN = /^[ -~\t\n]*$/;

/** The signs of a text that the PDF would show as a box, each once. Letters are put together first (NFC). */
export function unprintableSigns(text: string): string[] {
	if (PLAIN.test(text)) return [];
	const signs = new Set(text.normalize("NFC"));
	return [...signs].filter((sign) => !SPACE.test(sign) && !PRINTED.has(sign.codePointAt(0) ?? 0));
}

/** `株 (U+682A), 式 (U+5F0F)`, the first three. */
export function namedSigns(signs: readonly string[]): string {
	const point = (sign: string) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
	const first = signs.slice(0, 3).map((sign) => (/\P{M}/u.test(sign) ? `${sign} (${point(sign)})` : point(sign)));
	return `${first.join(", ")}${signs.length > 3 ? ` and ${signs.length - 3} more` : ""}`;
}
