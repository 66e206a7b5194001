import { CATEGORIES, type Category } from "#foundation/brand/edition-terms.ts";
import type { Block, Inline, Section } from "#foundation/documents/tree.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import { AUTOMATIC_ITEMS, type ItemId, LIST_ENTRIES } from "#foundation/register/items.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import { runs } from "#foundation/register/running.ts";
import { SWITCH_NEEDS } from "#foundation/register/sentences.ts";
import { retentionTerm } from "#foundation/register/terms.ts";
import { goesOnWhileOpen } from "#foundation/register/usable/open-objections.ts";
import type { ItemView, PurposeView } from "#foundation/register/views.ts";
import { words as wordsOf } from "#locales/locales.ts";
import {
	basisWords,
	type Draft,
	holds,
	itemWords,
	lowerFirst,
	paragraph,
	present,
	purposeWords,
	says,
	section,
	table,
} from "./draft.ts";
import { groupedTable, type Saying } from "./grouped.ts";
import { interestsSection } from "./interests.ts";
import { necessaryGroups, noChoice, obligationParagraph } from "./necessary.ts";
import { restsOnClaims, specialParagraphs, unaskedParagraph } from "./special.ts";
import type { RegisterWords, StatementWords } from "./words/shape.ts";

const PROMISES: Record<Category, string[]> = {
	necessary: ["P48", "P49"],
	voluntary: ["P50", "P51"],
	special: ["P05", "P52", "P53"],
};

export function accountSection(draft: Draft): Section {
	const { legal, words, names } = draft;
	const optional = draft.items.voluntary
		.filter(({ where }) => "listedAs" in where && where.listedAs === "account_information")
		.map(({ item }) => lowerFirst(names.items[item].name));
	const chosen = draft.items.special
		.filter(({ item }) => item === "sexual_preferences" || item === "orientation")
		.map(({ item }) => lowerFirst(names.items[item].name));
	return section(
		"account",
		words.account.heading,
		["P01", "P02", "P03", ...(optional.length > 0 ? ["P04"] : []), "GDPR 13(2)(e)"],
		present([
			paragraph(words.account.join),
			holds(draft, "adult_answer") && paragraph(words.account.adult),
			paragraph(`${words.account.email} ${words.account.userName} ${words.account.userNameUnseen}`),
			optional.length > 0 && paragraph(words.account.optional(joinWords(optional, draft.locale))),
			chosen.length > 0 && paragraph(words.articles.optionalSpecial(joinWords(chosen, draft.locale))),
			paragraph(words.account.shared(legal.operator.shortName)),
		]),
	);
}

export function categoriesSection(draft: Draft): Section {
	const { words } = draft;
	const used = CATEGORIES.filter((category) => draft.items[category].length > 0);
	if (used.length !== 2 && used.length !== 3)
		throw new Error(`${used.length} categories of data: expected two or three`);
	return section(
		"data",
		words.categories.heading,
		["P47", "GDPR 13(1)(c)", "GDPR 13(2)(e)"],
		[paragraph(words.categories.intro(words.categories.counts[used.length])), paragraph(words.categories.obligation)],
		[...used.map((category) => categorySection(draft, category)), automaticSection(draft), interestsSection(draft)],
	);
}

function categorySection(draft: Draft, category: Category): Section {
	const { words, names } = draft;
	const { name, explanation } = names.categories[category];
	const excepted = category === "special" && restsOnClaims(draft);
	const head = words.head;
	const counted = category === "voluntary" ? statisticsParagraphs(draft) : [];
	return section(
		category,
		name,
		[...PROMISES[category], ...(counted.length > 0 ? ["P57"] : []), "GDPR 13(1)(c)"],
		[
			paragraph(excepted ? wordsOf(draft.locale).bases.special.explanation : explanation),
			...(category === "special" ? specialParagraphs(draft) : []),
			...(category === "voluntary" && draft.items.special.length === 0 ? [unaskedParagraph(draft)] : []),
			...itemTables(draft, category),
			table(
				words.categories.purposes(lowerFirst(name)),
				[head.purpose, head.meaning, head.basis, head.choice],
				draft.purposes[category].map((view) => purposeRow(draft, view)),
			),
			...counted,
		],
	);
}

/** What is counted, of whom, and what is left of it: below the purpose that it belongs to. */
function statisticsParagraphs({ legal, words: { statistics } }: Draft): Block[] {
	if (!legal.features.includes("statistics")) return [];
	return [statistics.accounts, statistics.members, statistics.published].map((text) => paragraph(text));
}

/** One table of items; of necessary ones, one for each group of people, with what follows if they are not given. */
function itemTables(draft: Draft, category: Category): Block[] {
	const { words, names } = draft;
	const { head } = words;
	const views = inPromisedOrder(draft.items[category], category);
	const tableOf = (caption: string, own: readonly ItemView[]): Block =>
		groupedTable(
			caption,
			[head.item, head.what, head.purposes],
			own.map((view) => itemRow(draft, view)),
			WHY,
		);
	if (category !== "necessary")
		return [tableOf(words.categories.items(lowerFirst(names.categories[category].name)), views)];
	return necessaryGroups(views).flatMap((own) => [
		obligationParagraph(draft, own),
		tableOf(words.articles.necessary[own.group].caption, own.views),
	]);
}

/** First the list that the statements promise, in its order; then what a law or the service adds. */
function inPromisedOrder(views: readonly ItemView[], category: Category): ItemView[] {
	const entries: readonly string[] = LIST_ENTRIES[category];
	const position = ({ where }: ItemView): number =>
		"listedAs" in where ? entries.indexOf(where.listedAs) : Number.MAX_SAFE_INTEGER;
	return [...views].sort((a, b) => position(a) - position(b));
}

/** The column of what an item is and why it is held. */
const WHY = 1;

function itemRow(draft: Draft, view: ItemView): Saying {
	const { words, names } = draft;
	const { name, explanation } = itemWords(draft, view.item);
	const reason = "reason" in view.where ? names.itemReasons[view.where.reason] : undefined;
	const says = present([
		reason ?? (explanation === undefined && plainly(words, names, view)),
		view.whereSpecial && words.categories.whereSpecial,
	]);
	const purposes = view.purposes.map((purpose, index) => {
		const text = names.purposes[purpose].name;
		return index === 0 ? text : lowerFirst(text);
	});
	return {
		cells: [[name], [explanation ?? ""], [purposes.join("; ")]],
		says: says.length > 0 ? [says.join(" ")] : [],
	};
}

/** For an item that is on the promised list and needs no explanation of its own. */
function plainly(words: StatementWords, names: RegisterWords, view: ItemView): string | undefined {
	if ("reason" in view.where) return undefined;
	if (view.automatic) return names.itemReasons.automatic;
	return view.item.endsWith("_cookies") ? words.categories.seeCookies : words.categories.plain[view.category];
}

function purposeRow(draft: Draft, view: PurposeView): Inline[][] {
	const { names } = draft;
	const { name, explanation } = purposeWords(draft, view.purpose);
	const reason = view.use.reason ? names.purposeReasons[view.use.reason] : undefined;
	const stop = stopWords(draft, view);
	const choice = present([stop, stop && switchedOff(draft, view)]);
	return [
		[name],
		[present([explanation, reason]).join(" ")],
		[basisWords(draft, view.use)],
		[choice.join(" ") || noChoice(draft, view.purpose, view.use)],
	];
}

/** Where a member switches it off; undefined where that is nowhere, or where it goes on until a decision. */
export function switchedOff({ words, names, running }: Draft, view: PurposeView): string | undefined {
	const { switch: id, purpose } = view;
	if (id === undefined || goesOnWhileOpen(purpose) || !runs(running, SWITCH_NEEDS[id])) return undefined;
	return words.categories.switchedOff(names.switches[id]);
}

/** What an objection does at once. */
export function afterObjection(
	{ categories }: Draft["words"],
	{ purpose, objection }: Pick<PurposeView, "purpose" | "objection">,
): string {
	if (objection === "absolute") return categories.objectionAbsolute;
	return goesOnWhileOpen(purpose) ? categories.objectionProtects : categories.objection;
}

/** How a member ends it, where the basis leaves a choice. */
function stopWords(
	{ words, names, locale, purposes }: Draft,
	{ purpose, use, objection }: PurposeView,
): string | undefined {
	const { withdraw } = words.categories;
	const within = use.within?.filter((showing) => purposes.special.some(({ purpose }) => purpose === showing)) ?? [];
	if (within.length > 0) {
		const showing = within.map((id) => names.purposes[id].name);
		return wordsOf(locale).bases.within(joinWords(showing, locale));
	}
	if (use.art6 === "a") return withdraw;
	// Art. 21(1) gives the right to object to any legitimate interest, whatever a purpose declares.
	if (use.art6 === "f") return afterObjection(words, { purpose, objection });
	return undefined;
}

/** P14: the list comes from the register, and the statement is refused when visits are kept and it is not the six. */
function automaticSection(draft: Draft): Section {
	const { words, names } = draft;
	const held = draft.items.necessary.filter(({ automatic }) => automatic).map(({ item }) => item);
	if (!says(draft, "data.automatic")) return withoutVisits(draft, held);
	if (String([...held].sort()) !== String([...AUTOMATIC_ITEMS].sort())) {
		throw new Error(`the automatically generated data must be exactly six; the register has ${held.length}`);
	}
	return section(
		"automatic",
		words.automatic.heading,
		["P14"],
		[
			paragraph(words.automatic.intro),
			{ kind: "list", items: AUTOMATIC_ITEMS.map((item) => [names.items[item].name]) },
			paragraph(words.automatic.kept(termOf(draft, "visit_log"), termOf(draft, "abuse_count"))),
			paragraph(words.automatic.mac),
		],
	);
}

/** Which of the six are kept although no visit is, and for what. */
function withoutVisits(draft: Draft, held: readonly ItemId[]): Section {
	const { words, names } = draft;
	return section(
		"automatic",
		words.automatic.heading,
		["GDPR 13(1)(c)"],
		[
			paragraph(words.automatic.some),
			{ kind: "list", items: held.map((item) => [names.items[item].name]) },
			paragraph(words.automatic.withoutVisits(termOf(draft, "abuse_count"))),
			paragraph(words.automatic.mac),
		],
	);
}

const termOf = ({ legal, locale }: Draft, rule: RetentionId): string =>
	durationWords(retentionTerm(legal, rule).for, locale);
