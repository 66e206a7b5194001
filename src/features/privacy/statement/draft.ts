import type { Category } from "#foundation/brand/edition-terms.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import type { Block, Inline, Section } from "#foundation/documents/tree.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import { mailtoHref } from "#foundation/names/mail-address.ts";
import type { Register } from "#foundation/register/declaration.ts";
import type { ItemId } from "#foundation/register/items.ts";
import { offerOf } from "#foundation/register/offer.ts";
import type { PurposeId } from "#foundation/register/purposes.ts";
import { type Running, runs } from "#foundation/register/running.ts";
import { SENTENCES, type SentenceId } from "#foundation/register/sentences.ts";
import {
	type ItemView,
	itemsByCategory,
	type PurposeView,
	purposesByCategory,
	retentionRows,
} from "#foundation/register/views.ts";
import { type Locale, words } from "#locales/locales.ts";
import type { RegisterWords, StatementWords, Words } from "./words/shape.ts";

/** What every part of the statement is derived from. */
export type Draft = {
	legal: Legal;
	locale: Locale;
	running: Running;
	register: Register;
	items: Record<Category, ItemView[]>;
	purposes: Record<Category, PurposeView[]>;
	words: StatementWords;
	names: RegisterWords;
};

export function draftOf(settings: Legal, locale: Locale, running: Running): Draft {
	const { register } = running;
	const { legal } = offerOf(settings, running);
	const items = itemsByCategory(legal, register);
	return {
		legal,
		locale,
		running,
		register,
		items,
		purposes: purposesByCategory(legal, register, items),
		words: words(locale).statement,
		names: words(locale).register,
	};
}

/** Tells whether what this sentence says runs. */
export const says = ({ running }: Pick<Draft, "running">, sentence: SentenceId): boolean =>
	runs(running, SENTENCES[sentence]);

const ITEM_SENTENCES: Partial<Record<ItemId, SentenceId>> = {
	preferences: "data.preferences",
	block_marks: "data.block_marks",
};
const PURPOSE_SENTENCES: Partial<Record<PurposeId, SentenceId>> = {
	moderation: "moderation.reports",
	decisions: "moderation.reports",
};

/** An item's words, as far as they are true. */
export const itemWords = (draft: Draft, item: ItemId): Words =>
	trueWords(draft, draft.names.items[item], ITEM_SENTENCES[item]);

export function purposeWords(draft: Draft, purpose: PurposeId): Required<Pick<Words, "name" | "explanation">> {
	const given = draft.names.purposes[purpose];
	return { ...given, ...trueWords(draft, given, PURPOSE_SENTENCES[purpose]) };
}

function trueWords(draft: Draft, { name, explanation, without }: Words, sentence: SentenceId | undefined): Words {
	const said = sentence === undefined || says(draft, sentence) ? explanation : without;
	return { name, ...(said === undefined ? {} : { explanation: said }) };
}

/** Of a claim its condition first, as it is that which allows the use. */
export function basisWords({ names, locale }: Draft, { art6, art9 }: PurposeView["use"]): string {
	const condition = art9 && names.art9[art9];
	return joinWords(present(art9 === "f" ? [condition, names.art6[art6]] : [names.art6[art6], condition]), locale);
}

/** Does this brand hold the item, in this category or in any? */
export function holds({ items }: Draft, item: ItemId, category?: Category): boolean {
	const views = category ? items[category] : [...items.necessary, ...items.voluntary, ...items.special];
	return views.some((view) => view.item === item);
}

/** Whether an imprint of the name outlives the account. */
export function holdsNames({ legal, register, items }: Draft): boolean {
	return retentionRows(legal, register, items).some(({ rule }) => rule === "name_hold");
}

export function itemNames({ names, locale }: Draft, items: readonly ItemId[]): string {
	return joinWords(
		items.map((item, index) => (index === 0 ? names.items[item].name : lowerFirst(names.items[item].name))),
		locale,
	);
}

/** "Google Analytics" of "Google Ireland Limited (Google Analytics)": the whole name stands in the table. */
export const shortName = (name: string): string => /\(([^()]+)\)$/.exec(name)?.[1] ?? name;

/** Within a sentence, unless the word is written with capitals (BSN, IP-adres). */
export function lowerFirst(text: string): string {
	return /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

export function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

export function link(text: string, href: string): Inline {
	return { text, href };
}

export function mail(address: string): Inline {
	return { text: address, href: mailtoHref(address) };
}

export function paragraph(...text: Inline[]): Block {
	return { kind: "paragraph", text };
}

export function table(caption: string, head: string[], rows: Inline[][][]): Block {
	return { kind: "table", caption, head, rows };
}

/** A section whose text may be absent, because what it speaks of is switched off. */
export type Part = Section | undefined;

/** `states` mixes promises (P01 to P63) and the law that asks for the section (`GDPR 13(1)(c)`). */
export function section(
	id: string,
	heading: string,
	states: string[],
	blocks: Block[],
	sections: Part[] = [],
): Section {
	const grounds = states.filter((each) => !/^P\d\d$/.test(each));
	return {
		id,
		heading,
		promises: states.filter((each) => /^P\d\d$/.test(each)),
		...(grounds.length > 0 ? { grounds } : {}),
		blocks,
		sections: present(sections),
	};
}

export function present<T>(parts: readonly (T | undefined | false)[]): T[] {
	return parts.filter((part): part is T => part !== undefined && part !== false);
}
