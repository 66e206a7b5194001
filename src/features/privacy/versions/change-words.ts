import type { Category } from "#foundation/brand/edition-terms.ts";
import { recipientName } from "#foundation/brand/unnamed.ts";
import { countryName } from "#foundation/i18n/countries.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import { inEachLocale, type Locale, words } from "#locales/locales.ts";
import { lowerFirst } from "../statement/draft.ts";
import { CHANGE_LABELS, type ChangeLabel } from "./change-labels.ts";
import type { Change, StatementFacts } from "./statement-facts.ts";

type Facts = StatementFacts;
type Say = (locale: Locale) => string;

function change(say: Say, consent = false): Change {
	return { consent, words: inEachLocale(say) };
}

/** The word for an id; the id itself where the register no longer knows it. */
function wordFor(words: Record<string, string | { name: string }>, id: string): string {
	const word = Object.hasOwn(words, id) ? words[id] : undefined;
	return typeof word === "object" ? word.name : (word ?? id);
}

const itemWord = (locale: Locale, item: string): string => lowerFirst(wordFor(words(locale).register.items, item));
const itemWords = (locale: Locale, items: readonly string[]): string =>
	items.map((item) => itemWord(locale, item)).join(", ") || words(locale).changes.nothing;
const purposeWord = (locale: Locale, purpose: string): string =>
	lowerFirst(wordFor(words(locale).register.purposes, purpose));
const categoryWord = (locale: Locale, category: Category): string =>
	lowerFirst(words(locale).register.categories[category].name);
const ruleWord = (locale: Locale, rule: string): string => wordFor(words(locale).register.retention, rule);

function valueWords(locale: Locale, label: ChangeLabel, { values }: Facts): string {
	const text = words(locale).changes;
	const value = values[label];
	if (label === "responseDays") return text.days(values.responseDays);
	if (label === "eraseAfterClosing") return durationWords(values.eraseAfterClosing, locale);
	if (label === "paymentMethods") {
		return (
			values.paymentMethods.map((method) => wordFor(words(locale).statement.payment, method)).join(", ") || text.nothing
		);
	}
	if (typeof value === "boolean") return value ? text.yes : text.no;
	return String(value) || text.nothing;
}

export function valueChanges(before: Facts, after: Facts): Change[] {
	return CHANGE_LABELS.filter((label) => String(before.values[label]) !== String(after.values[label])).map((label) =>
		change((locale) =>
			words(locale).changes.fromTo(
				words(locale).changes.labels[label],
				valueWords(locale, label, before),
				valueWords(locale, label, after),
			),
		),
	);
}

export function featureChanges(before: Facts, after: Facts): Change[] {
	const name = (locale: Locale, feature: string): string => wordFor(words(locale).changes.features, feature);
	return [
		...missing(after.features, before.features).map((feature) =>
			change((locale) => words(locale).changes.featureOn(name(locale, feature))),
		),
		...missing(before.features, after.features).map((feature) =>
			change((locale) => words(locale).changes.featureOff(name(locale, feature))),
		),
	];
}

function missing<T>(from: readonly T[], inside: readonly T[]): T[] {
	return from.filter((each) => !inside.includes(each));
}

type Keyed<T> = { before: T | undefined; after: T | undefined };

function match<T>(before: readonly T[], after: readonly T[], key: (each: T) => string): Keyed<T>[] {
	const keys = [...new Set([...before, ...after].map(key))];
	return keys.map((wanted) => ({
		before: before.find((each) => key(each) === wanted),
		after: after.find((each) => key(each) === wanted),
	}));
}

/** Items of each category, purposes of each category, and which item serves which purpose. */
export function itemChanges(before: Facts, after: Facts): Change[] {
	const used = (category: Category, purpose: string) =>
		after.purposes.find((each) => each.category === category && each.purpose === purpose);
	const items = match(before.items, after.items, ({ category, item }) => `${category}/${item}`).flatMap((pair) =>
		itemChange(pair, used),
	);
	const purposes = match(before.purposes, after.purposes, ({ category, purpose }) => `${category}/${purpose}`);
	return [...items, ...purposes.flatMap(purposeChange)];
}

function itemChange(
	{ before, after }: Keyed<Facts["items"][number]>,
	used: (category: Category, purpose: string) => Facts["purposes"][number] | undefined,
): Change[] {
	const restsOnConsent = (purpose: string): boolean => used(category, purpose)?.art6 === "a";
	const { item, category } = after ?? before ?? { item: "", category: "necessary" };
	const say =
		(key: "itemAdded" | "itemRemoved"): Say =>
		(locale) =>
			words(locale).changes[key](itemWord(locale, item), categoryWord(locale, category));
	if (!before) {
		const purposes = after?.purposes ?? [];
		// What is special asks again, except what is kept for claims, which no consent allows or ends.
		const isForClaims = purposes.length > 0 && purposes.every((purpose) => used(category, purpose)?.art9 === "f");
		const consent = (category === "special" && !isForClaims) || purposes.some(restsOnConsent);
		return [change(say("itemAdded"), consent)];
	}
	if (!after) return [change(say("itemRemoved"))];
	const each =
		(key: "itemPurposeAdded" | "itemPurposeRemoved", purpose: string): Say =>
		(locale) =>
			words(locale).changes[key](itemWord(locale, item), categoryWord(locale, category), purposeWord(locale, purpose));
	return [
		...missing(after.purposes, before.purposes).map((purpose) =>
			change(each("itemPurposeAdded", purpose), restsOnConsent(purpose)),
		),
		...missing(before.purposes, after.purposes).map((purpose) => change(each("itemPurposeRemoved", purpose))),
	];
}

function purposeChange({ before, after }: Keyed<Facts["purposes"][number]>): Change[] {
	const one = after ?? before;
	if (!one) return [];
	const say =
		(key: "purposeAdded" | "purposeRemoved" | "basisChanged"): Say =>
		(locale) =>
			words(locale).changes[key](purposeWord(locale, one.purpose), categoryWord(locale, one.category));
	if (!before) return [change(say("purposeAdded"), after?.art6 === "a")];
	if (!after) return [change(say("purposeRemoved"))];
	if (before.art6 === after.art6 && before.art9 === after.art9) return [];
	return [change(say("basisChanged"), after.art6 === "a")];
}

type RecipientFacts = Facts["recipients"][number];
type RecipientLabel = "name" | "role" | "kind" | "country" | "transfer";
const RECIPIENT_LABELS: RecipientLabel[] = ["name", "role", "kind", "country", "transfer"];

/** A consent was given to this party, in this role, in this country: another one must ask again (P18). */
const CONSENT_LABELS: readonly RecipientLabel[] = ["name", "role", "country", "transfer"];

/** Details that have no sentence of their own here; the marked text shows them. */
export function detailChanges(before: Facts, after: Facts): Change[] {
	return before.details === after.details ? [] : [change((locale) => words(locale).changes.details)];
}

export function recipientChanges(before: Facts, after: Facts): Change[] {
	return match(before.recipients, after.recipients, ({ id }) => id).flatMap(recipientChange);
}

function recipientChange({ before, after }: Keyed<RecipientFacts>): Change[] {
	if (!before) {
		if (!after) return [];
		const { items, requiresConsent } = after;
		return [
			change(
				(locale) => words(locale).changes.recipientAdded(recipientName(after, locale), itemWords(locale, items)),
				requiresConsent,
			),
		];
	}
	if (!after) return [change((locale) => words(locale).changes.recipientRemoved(recipientName(before, locale)))];
	const name = (locale: Locale): string => recipientName(after, locale);
	const added = missing(after.items, before.items);
	const removed = missing(before.items, after.items);
	const asks = after.requiresConsent ? "recipientAsks" : "recipientAsksNoMore";
	return [
		...RECIPIENT_LABELS.filter((label) => before[label] !== after[label]).map((label) =>
			change(
				(locale) =>
					words(locale).changes.recipientField(
						name(locale),
						words(locale).changes.recipientLabels[label],
						recipientValue(locale, label, before),
						recipientValue(locale, label, after),
					),
				after.requiresConsent && CONSENT_LABELS.includes(label),
			),
		),
		...(before.requiresConsent === after.requiresConsent
			? []
			: [change((locale) => words(locale).changes[asks](name(locale)), after.requiresConsent)]),
		...(added.length === 0
			? []
			: [
					change(
						(locale) => words(locale).changes.recipientItemsAdded(name(locale), itemWords(locale, added)),
						after.requiresConsent,
					),
				]),
		...(removed.length === 0
			? []
			: [change((locale) => words(locale).changes.recipientItemsRemoved(name(locale), itemWords(locale, removed)))]),
	];
}

function recipientValue(locale: Locale, label: RecipientLabel, facts: RecipientFacts): string {
	const text = words(locale).statement;
	const value = facts[label];
	if (value === "") return words(locale).changes.nothing;
	if (label === "name") return recipientName(facts, locale);
	const table = { country: {}, role: text.roles, kind: text.kinds, transfer: text.transfers }[label];
	const each = value.split(" ").map((one) => (label === "country" ? countryName(one, locale) : wordFor(table, one)));
	return joinWords(each, locale);
}

export function retentionChanges(before: Facts, after: Facts): Change[] {
	return match(before.retention, after.retention, ({ rule }) => rule).flatMap(({ before: old, after: now }) => {
		if (!old) {
			if (!now) return [];
			return [
				change((locale) =>
					words(locale).changes.retentionAdded(ruleWord(locale, now.rule), durationWords(now.duration, locale)),
				),
			];
		}
		if (!now) return [change((locale) => words(locale).changes.retentionRemoved(ruleWord(locale, old.rule)))];
		const terms = (locale: Locale): string =>
			words(locale).changes.retention(
				ruleWord(locale, now.rule),
				durationWords(old.duration, locale),
				durationWords(now.duration, locale),
			);
		const sameItems = [...old.items].sort().join() === [...now.items].sort().join();
		return [
			...(old.duration === now.duration ? [] : [change(terms)]),
			...(sameItems ? [] : [change((locale) => words(locale).changes.retentionItems(ruleWord(locale, now.rule)))]),
		];
	});
}

/** A cookie that is not necessary waits for consent by itself (its recipient or purpose brings the class). */
export function cookieChanges(before: Facts, after: Facts): Change[] {
	return match(before.cookies, after.cookies, ({ name }) => name).flatMap(({ before: old, after: now }) => {
		const name = (now ?? old)?.name ?? "";
		if (!old) return [change((locale) => words(locale).changes.cookieAdded(name), now?.necessary === false)];
		if (!now) return [change((locale) => words(locale).changes.cookieRemoved(name))];
		if (old.necessary === now.necessary && old.keptFor === now.keptFor && old.setBy === now.setBy) return [];
		return [change((locale) => words(locale).changes.cookieChanged(name), !now.necessary)];
	});
}
