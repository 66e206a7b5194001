import {
	type Art6,
	type Art9,
	CATEGORIES,
	type Category,
	type CookieAge,
	type PurposeUse,
	type RetentionEvent,
	type StatuteId,
	type SwitchId,
} from "../brand/edition-terms.ts";
import type { Legal, Recipient } from "../brand/settings.ts";
import type { Duration } from "../i18n/duration.ts";
import type { CookieDeclaration, Declaration, Register } from "./declaration.ts";
import {
	cookiesOn,
	type DataLocation,
	declarationsOn,
	type Holding,
	holdingsOf,
	isSwitchedOn,
	locationsOn,
} from "./holdings.ts";
import { ITEM_IDS, type ItemId, type ItemPlace, isItemId, itemOf } from "./items.ts";
import type { PromiseId } from "./promises.ts";
import { PURPOSE_IDS, type PurposeId } from "./purposes.ts";
import { RETENTION_IDS, type RetentionId } from "./retention.ts";
import { isSentByProgram } from "./sentences.ts";
import { cookieAge, purposeTerm, retentionTerm } from "./terms.ts";

export type ItemView = {
	item: ItemId;
	category: Category;
	/** On the promised list of the category, or added for a reason. */
	where: ItemPlace;
	/** Listed as special only as far as it turns out to hold special data: free text and media. */
	whereSpecial: boolean;
	automatic: boolean;
	purposes: PurposeId[];
	art6: Art6[];
	art9: Art9[];
	retention: RetentionId[];
	promises: PromiseId[];
};

export type PurposeView = {
	purpose: PurposeId;
	/** Its basis in this category, and whether it is promised or added for a reason. */
	use: PurposeUse;
	objection: "no" | "assessed" | "absolute";
	switch?: SwitchId;
	items: ItemId[];
};

export type RetentionView = {
	rule: RetentionId;
	from: RetentionEvent;
	duration: Duration;
	statute?: StatuteId;
	items: ItemId[];
};

export type RecipientView = { recipient: Recipient; items: ItemId[] };

/** The live declarations that apply to a brand: those of every brand and those of its own features. */
export function activeDeclarations(legal: Legal, register: Register): Declaration[] {
	return declarationsOn(legal, register);
}

/** The brand's cookies, as the edition says how long each is kept; a third party's only where it is a recipient. */
export function cookiesOf(legal: Legal, register: Register): (CookieDeclaration & { keptFor: CookieAge })[] {
	return declarationsOn(legal, register).flatMap((declaration) =>
		cookiesOn(legal, declaration).map((cookie) => ({ ...cookie, keptFor: cookieAge(legal, cookie.id) })),
	);
}

/** Every place on a brand that holds personal data. */
export function dataLocations(legal: Legal, register: Register): DataLocation[] {
	return declarationsOn(legal, register).flatMap((declaration) => locationsOn(legal, declaration));
}

/** Who has them already, as a draft of a statement has, hands them on. */
type Items = Record<Category, ItemView[]>;

/** The items of each category, in the register's order, each with what is done with it on this brand. */
export function itemsByCategory(legal: Legal, register: Register): Items {
	const holdings = new Map<string, Holding[]>();
	for (const holding of holdingsOf(legal, register)) {
		const key = `${holding.category} ${holding.item}`;
		holdings.set(key, [...(holdings.get(key) ?? []), holding]);
	}
	const of = (category: Category): ItemView[] =>
		ITEM_IDS.flatMap((item) => {
			const own = holdings.get(`${category} ${item}`);
			const where = itemOf(item).in[category];
			return own !== undefined && where ? [itemView(legal, item, category, where, own)] : [];
		});
	return { necessary: of("necessary"), voluntary: of("voluntary"), special: of("special") };
}

/** The purposes of each category on this brand, with basis, objection and switch. */
export function purposesByCategory(
	legal: Legal,
	register: Register,
	items: Items = itemsByCategory(legal, register),
): Record<Category, PurposeView[]> {
	const of = (category: Category): PurposeView[] =>
		PURPOSE_IDS.flatMap((purpose) => {
			const term = purposeTerm(legal, purpose);
			const use = term?.uses[category];
			const own = items[category].filter(({ purposes }) => purposes.includes(purpose)).map(({ item }) => item);
			if (!use || own.length === 0) return [];
			const { objection, switch: switchId } = term;
			return [{ purpose, use, objection, ...(switchId ? { switch: switchId } : {}), items: own }];
		});
	return { necessary: of("necessary"), voluntary: of("voluntary"), special: of("special") };
}

/** One row per retention rule that the brand uses. */
export function retentionRows(
	legal: Legal,
	register: Register,
	items: Items = itemsByCategory(legal, register),
): RetentionView[] {
	const all = CATEGORIES.flatMap((category) => items[category]);
	return RETENTION_IDS.flatMap((rule) => {
		const own = new Set(all.filter(({ retention }) => retention.includes(rule)).map(({ item }) => item));
		if (own.size === 0) return [];
		const { from, for: duration, statute } = retentionTerm(legal, rule);
		return [{ rule, from, duration, ...(statute ? { statute } : {}), items: ITEM_IDS.filter((item) => own.has(item)) }];
	});
}

/** The brand's recipients, each with the items it gets of those that the brand holds at all. */
export function recipientsOf(
	legal: Legal,
	register: Register,
	items: Items = itemsByCategory(legal, register),
): RecipientView[] {
	const held = new Set(CATEGORIES.flatMap((category) => items[category].map(({ item }) => item)));
	return legal.recipients.map((recipient) => ({
		recipient,
		// What a program sends passes through, and need not be kept.
		items: recipient.fields.filter(isItemId).filter((item) => held.has(item) || isSentByProgram(recipient)),
	}));
}

function itemView(legal: Legal, item: ItemId, category: Category, where: ItemPlace, own: Holding[]): ItemView {
	const named = new Set(own.flatMap(({ purposes }) => purposes));
	if (legal.recipients.some(({ requiresConsent, fields }) => requiresConsent && fields.includes(item))) {
		named.add("third_parties");
	}
	const useOf = (purpose: PurposeId): PurposeUse[] => {
		const term = purposeTerm(legal, purpose);
		const use = term && isSwitchedOn(legal, term.switchedBy) ? term.uses[category] : undefined;
		return use ? [use] : [];
	};
	const purposes = PURPOSE_IDS.filter((purpose) => named.has(purpose) && useOf(purpose).length > 0);
	const uses = purposes.flatMap(useOf);
	return {
		item,
		category,
		where,
		whereSpecial: own.every(({ whereSpecial }) => whereSpecial),
		automatic: itemOf(item).automatic === true,
		purposes,
		art6: [...new Set(uses.map(({ art6 }) => art6))].sort(),
		art9: [...new Set(uses.flatMap(({ art9 }) => art9 ?? []))],
		retention: RETENTION_IDS.filter((rule) => own.some(({ retention }) => retention === rule)),
		promises: [...new Set(own.flatMap(({ promises }) => promises))].sort(),
	};
}
