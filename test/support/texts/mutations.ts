import { ADDRESS, negationPattern, sentencesOf, type Text, type TextLocale } from "./units.ts";

/** Draws a number below a bound, the same for the same seed. */
export type Draw = (below: number) => number;

export const KINDS = [
	...["name", "address", "number", "term", "article"],
	...["negation removed", "negation added", "sentence removed", "item or row removed"],
] as const;
export type Kind = (typeof KINDS)[number];

/** One piece of a language's words that reads otherwise: `after` is undefined where it is gone. */
export type Mutation = { kind: Kind; locale: TextLocale; before: string; after: string | undefined };

const WORD_OF: Record<TextLocale, RegExp> = {
	nl: /\d+ (dag(?:en)?|maand(?:en)?|jaar|uur|weken)\b/,
	en: /\d+ (days?|months?|years?|hours|weeks)\b/,
};
const OTHER_UNITS: Record<TextLocale, readonly string[]> = {
	nl: ["dagen", "maanden", "jaar", "uur"],
	en: ["days", "months", "years", "hours"],
};
const ARTICLE = /\b(?:[Aa]rt(?:ikel|icle|\.)) ?(\d+)/;
/** Names of people and places that the settings give, as somebody types them wrong or puts another in their place. */
const NAME =
	/\b(Jupiter|Lage Kade|Zeilvereniging|Cloudflare|VspCash|Haarlem|Lagehaven|Tingietersweg|Verzonnen Kade|Autoriteit|Twero|Geilesexsite|Harbour)\b/;
const OTHER_NAMES = ["Saturnus", "Jupyter", "Amsterdam", "Dorpsstraat", "Bureau", "Mercurius"];
const OPPOSITES: Record<TextLocale, Record<string, string>> = {
	nl: {
		nooit: "altijd",
		niemand: "iedereen",
		geen: "een",
		niets: "alles",
		nergens: "overal",
		zonder: "met",
		nee: "ja",
	},
	en: { never: "always", nobody: "everybody", no: "a", nothing: "everything", without: "with", cannot: "can" },
};
const ADDED: Record<TextLocale, readonly string[]> = { nl: ["niet", "nooit", "geen"], en: ["not", "never", "no"] };

/** What can go wrong with a piece of text in this way; undefined where it has nothing of the kind. */
export function mutate(kind: Kind, block: string, locale: TextLocale, draw: Draw): string | undefined | null {
	const sentences = sentencesOf(block);
	const one = draw(sentences.length);
	const sentence = sentences[one] ?? "";
	/** A sentence still begins with a capital where it did. */
	const put = (changed: string) => {
		const begins = /^\p{Lu}/u.test(sentence) ? changed.charAt(0).toUpperCase() + changed.slice(1) : changed;
		return sentences.with(one, begins).join(" ");
	};
	const pick = <Item>(items: readonly Item[]): Item => items[draw(items.length)] ?? (items[0] as Item);
	switch (kind) {
		case "name":
			return NAME.test(block) ? block.replace(NAME, () => pick(OTHER_NAMES)) : null;
		case "address": {
			const [address] = block.match(ADDRESS) ?? [];
			const digits = /\+31[ \d]+\d|\b\d{8}\b|\b\d{4} [A-Z]{2}\b|B\d\d\b/.exec(block)?.[0];
			const found = digits !== undefined && draw(2) === 0 ? digits : (address ?? digits);
			if (found === undefined) return null;
			return block.replace(
				found,
				found.includes("://") || found.includes("@") ? misspelt(found, draw) : otherDigit(found, draw),
			);
		}
		case "number": {
			const found = /(?<![\d.])\d+(?![\d.]*\d)/.exec(sentence.replace(ADDRESS, (text) => "x".repeat(text.length)));
			if (found === null) return null;
			const number = Number(found[0]) + 1 + draw(9);
			return put(sentence.slice(0, found.index) + number + sentence.slice(found.index + found[0].length));
		}
		case "term": {
			const found = WORD_OF[locale].exec(block)?.[1];
			if (found === undefined) return null;
			const others = OTHER_UNITS[locale].filter((unit) => unit.slice(0, 3) !== found.slice(0, 3));
			return block.replace(WORD_OF[locale], (text) => text.replace(found, pick(others)));
		}
		case "article":
			return ARTICLE.test(block)
				? block.replace(ARTICLE, (text, number: string) => text.replace(number, String(Number(number) + 1 + draw(5))))
				: null;
		case "negation removed": {
			const pattern = negationPattern(locale);
			const found = sentence.match(pattern);
			if (found === null) return null;
			const gone = pick(found);
			const opposite = OPPOSITES[locale][gone.toLowerCase()] ?? "";
			return put(
				sentence
					.replace(new RegExp(`(?<!\\p{L})${gone}(?!\\p{L})`, "u"), opposite)
					.replace(/ {2}/g, " ")
					.trimStart(),
			);
		}
		case "negation added": {
			const words = sentence.split(" ");
			if (words.length < 4 || ADDRESS.test(sentence)) return null;
			return put(words.toSpliced(1 + draw(words.length - 1), 0, pick(ADDED[locale])).join(" "));
		}
		case "sentence removed": {
			if (/^[*-] /.test(block) || (sentences.length === 1 && !/[.!?]$/.test(block))) return null;
			return sentences.length === 1 ? undefined : sentences.toSpliced(one, 1).join(" ");
		}
		case "item or row removed":
			return /^([*-] |\[ \] )/.test(block) ? undefined : null;
	}
}

function misspelt(address: string, draw: Draw): string {
	const at = address.length - 4 - draw(Math.min(5, address.length - 6));
	return `${address.slice(0, at)}q${address.slice(at + 1)}`;
}

function otherDigit(text: string, draw: Draw): string {
	const places = [...text.matchAll(/\d/g)].map(({ index }) => index);
	const at = places[draw(places.length)] ?? 0;
	return `${text.slice(0, at)}${(Number(text[at]) + 1 + draw(8)) % 10}${text.slice(at + 1)}`;
}

/** Texts in which a mutation was made wherever its piece stands, as a change of the words would. */
export function mutated(texts: readonly Text[], { locale, before, after }: Mutation): Text[] {
	return texts.flatMap((text) => {
		if (text.locale !== locale || !text.blocks.includes(before)) return [];
		const blocks = text.blocks.flatMap((block) => (block !== before ? [block] : after === undefined ? [] : [after]));
		return [{ ...text, blocks }];
	});
}

/** The same of a sentence, wherever it stands within a piece. */
export function reworded(texts: readonly Text[], locale: TextLocale, before: string, after: string): Text[] {
	const bare = before.replace(/^(\[ \]|[-*]) /, "");
	return texts.flatMap((text) => {
		if (text.locale !== locale || !text.blocks.some((block) => block.includes(bare))) return [];
		const blocks = text.blocks.map((block) => block.replaceAll(bare, after).trim()).filter((block) => block !== "");
		return [{ ...text, blocks }];
	});
}
