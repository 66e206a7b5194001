import { CONFUSABLES } from "./confusables.generated.ts";

function unpack(table: string): ReadonlyMap<string, string> {
	return new Map(
		table.split("\n").flatMap((line) => {
			const [to = "", ...distances] = line.split(" ");
			let code = 0;
			return distances.map((distance): [string, string] => {
				code += Number.parseInt(distance, 36);
				return [String.fromCodePoint(code), to];
			});
		}),
	);
}

const FOLDED = unpack(CONFUSABLES);

/**
 * What a text looks like at a glance: two texts of one skeleton can be taken for each other (UTS 39 section 4,
 * without regard to case and marks; letters and digits only). Pairs that read as one letter are written out (`m` is
 * `rn`, `d` is `cl`, `w` is `vv`), so that each letter folds by itself and no order of replacing matters.
 */
export function skeleton(text: string): string {
	const plain = text.normalize("NFKD").replace(/\p{M}/gu, "");
	return Array.from(plain, (sign) => FOLDED.get(sign) ?? sign.toLowerCase())
		.join("")
		.replace(/[^\p{L}\p{N}]/gu, "");
}
