import type { Block } from "#foundation/documents/tree.ts";
import { words as wordsOf } from "#locales/locales.ts";
import { type Draft, holds, paragraph, present } from "./draft.ts";
import { retentionWords } from "./words/duration.ts";

/** Whether special data are kept for claims: beside every consent, and on after it (GDPR Art. 9(2)(f)). */
export const restsOnClaims = ({ purposes }: Draft): boolean => purposes.special.some(({ use }) => use.art9 === "f");

/** What holds for special data as a whole: the consent, and what stands beside it. */
export function specialParagraphs(draft: Draft): Block[] {
	const { words, legal, locale } = draft;
	const { special } = wordsOf(locale).bases;
	const excepted = restsOnClaims(draft);
	return present([
		paragraph(excepted ? special.consent : words.special.consent),
		holds(draft, "membership", "special") && paragraph(words.special.membership(legal.operator.shortName)),
		holds(draft, "performer_content", "special") && paragraph(words.special.performers),
		...(excepted ? claimsBlocks(draft) : []),
		paragraph(words.special.never),
		unaskedParagraph(draft),
	]);
}

/** What is kept beside every consent, each with its term, and why. */
function claimsBlocks(draft: Draft): Block[] {
	const { special } = wordsOf(draft.locale).bases;
	const kept = draft.items.special.filter(({ art9 }) => art9.every((condition) => condition === "f"));
	const rules = [...new Set(kept.flatMap(({ retention }) => retention))];
	return [
		paragraph(special.claims),
		{ kind: "list", items: rules.map((rule) => [`${draft.names.retention[rule]}: ${retentionWords(rule, draft)}`]) },
		paragraph(special.claimsWhy),
	];
}

/** GDPR Art. 9 and 10: what nobody is asked, and what becomes of it when it is written all the same. */
export function unaskedParagraph({ words, items }: Draft): Block {
	const { adult, general, criminal } = words.articles.unasked;
	return paragraph(`${items.special.length > 0 ? adult : general} ${criminal}`);
}
