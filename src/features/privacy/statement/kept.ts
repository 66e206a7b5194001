import { joinWords } from "#foundation/i18n/join.ts";
import type { ItemId } from "#foundation/register/items.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import type { RetentionView } from "#foundation/register/views.ts";
import { capital, type Draft, lowerFirst } from "./draft.ts";

/**
 * What a rule keeps: the names of its items, unless an item stands under another rule too. Then the datum is named
 * that differs, so that nobody reads two terms for one thing.
 */
export function keptWords(
	{ words, names, locale }: Draft,
	{ rule, items }: Pick<RetentionView, "rule" | "items">,
): string {
	const whole: Partial<Record<RetentionId, string>> = words.articles.keptWhole;
	const parts: Partial<Record<RetentionId, Partial<Record<ItemId, string>>>> = words.articles.keptPart;
	const one = whole[rule];
	if (one !== undefined) return one;
	const each = items.map((item) => parts[rule]?.[item] ?? lowerFirst(names.items[item].name));
	return capital(joinWords(each, locale));
}
