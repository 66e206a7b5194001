import type { PurposeUse } from "#foundation/brand/edition-terms.ts";
import type { Block } from "#foundation/documents/tree.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import type { ItemId } from "#foundation/register/items.ts";
import type { PurposeId } from "#foundation/register/purposes.ts";
import type { ItemView } from "#foundation/register/views.ts";
import { type Draft, lowerFirst, paragraph } from "./draft.ts";
import { ASKED_ON_JOINING, NECESSARY_GROUPS, type NecessaryGroup, necessaryGroup } from "./necessary-groups.ts";

type GroupOfItems = { group: NecessaryGroup; views: ItemView[] };

/** Necessary items by the person of whom they are asked; a group of which this brand holds nothing is left out. */
export function necessaryGroups(views: readonly ItemView[]): GroupOfItems[] {
	const unplaced = views.find(({ item }) => necessaryGroup(item) === undefined);
	if (unplaced) throw new Error(`necessary item ${unplaced.item} belongs to no group of people`);
	return NECESSARY_GROUPS.map((group) => ({
		group,
		views: views.filter(({ item }) => necessaryGroup(item) === group),
	})).filter((one) => one.views.length > 0);
}

/** GDPR Art. 13(2)(e): whether the data have to be given, and what follows if they are not. */
export function obligationParagraph({ words, names, locale }: Draft, { group, views }: GroupOfItems): Block {
	const { intro, without, after } = words.articles.necessary[group];
	const asked = ASKED_ON_JOINING.filter((item) => views.some((view) => view.item === item));
	const items = asked.map((item) => lowerFirst(names.items[item].name));
	return paragraph([intro(items.length === 0 ? "" : joinWords(items, locale)), without, after].join(" "));
}

/** What follows for this item alone; undefined: nothing, because nobody gives it. */
export function withoutItem({ words }: Draft, item: ItemId): string | undefined {
	const group = necessaryGroup(item);
	if (group === undefined || (group === "member" && !ASKED_ON_JOINING.includes(item))) return undefined;
	return words.articles.necessary[group].without;
}

/** Contract or law, where there is nothing to withdraw or to object to. */
export function noChoice({ words }: Draft, purpose: PurposeId, { art6 }: PurposeUse): string {
	const { byContract, byLaw, byThisLaw, duties } = words.articles;
	if (art6 === "b") return byContract;
	if (art6 !== "c") throw new Error(`purpose ${purpose} leaves a choice that is not said (${art6})`);
	const laws: Partial<Record<PurposeId, string>> = duties;
	const law = laws[purpose];
	return law === undefined ? byLaw : byThisLaw(law);
}
