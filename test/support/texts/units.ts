import type { Locale } from "#locales/locales.ts";

/** The languages that these checks read; a text in another one is looked at by people. */
const READ = ["nl", "en"] as const satisfies readonly Locale[];
export type TextLocale = (typeof READ)[number];

/** A text of a brand as its reader gets it, in pieces: headings, paragraphs, items of lists, rows of tables. */
export type Text = { path: string; brand: string; locale: TextLocale; name: string; blocks: readonly string[] };

const UNDERLINE = /^[=\-.]{4,}/;
/** What begins a piece within lines that belong together: an item, a row, a box to tick, a button. */
const BEGINS = /^(- |\* |\[(?!http)|\( \))/;

/** `twero/nl/letters/confirm.txt` with what stands in it. */
export function readText(path: string, text: string): Text {
	const [brand = "", language, ...rest] = path.replace(/\.txt$/, "").split("/");
	const locale = READ.find((one) => one === language);
	if (locale === undefined) throw new Error(`${path} is in no language`);
	const blocks: string[] = [];
	for (const paragraph of text.split(/\n\s*\n/)) {
		let piece: string[] = [];
		const end = () => {
			if (piece.length > 0) blocks.push(piece.join(" ").replace(/\s+/g, " ").trim());
			piece = [];
		};
		for (const line of paragraph.split("\n").filter((one) => one.trim() !== "" && !UNDERLINE.test(one))) {
			if (BEGINS.test(line)) end();
			piece.push(line);
		}
		end();
	}
	return { path, brand, locale, name: rest.join("/"), blocks };
}

export const sentencesOf = (block: string): string[] => block.split(/(?<=[.!?])\s+(?=["“(]?\p{Lu})/u);

const NEGATIONS: Record<TextLocale, RegExp> = {
	nl: /(?<![\p{L}-])(niet|niets|geen|nooit|niemand|nergens|zonder|noch|nee)(?!\p{L})/giu,
	en: /(?<![\p{L}-])(not|nothing|none|no|never|nobody|without|nowhere|neither|nor|cannot|unconfirmed|disagree)(?![\p{L}-])/giu,
};

export const negationsIn = (text: string, locale: TextLocale): number => text.match(NEGATIONS[locale])?.length ?? 0;
export const negationPattern = (locale: TextLocale): RegExp => new RegExp(NEGATIONS[locale]);

/** Addresses of pages and mailboxes. */
export const ADDRESS = /https?:\/\/[^\s\]>),]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
export const withoutAddresses = (text: string): string => text.replace(ADDRESS, " ");

/** What a check found: the promise or the fact that a text no longer tells, and where. */
export type Finding = { fact: string; where: string };
