import { z } from "zod";
import type { Context } from "#foundation/context.ts";
import { startOfDay } from "#foundation/i18n/duration.ts";
import { HOLD_GROUNDS, latestEnd } from "#foundation/rights/holds/hold.ts";
import { IN_ANY_CASE, textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";
import { doneQuery, reasonField, rowId } from "../schema.ts";

export const holdParams = z.object({ hold: rowId });
export const caseQuery = doneQuery(["placed", "unchanged"]);

/** Behind which hold the list goes on: its day of review and its id, as the link to the next page says them. */
export const listQuery = z.object({
	after: z
		.string()
		.regex(/^[0-9TZ:.-]{24}~[0-9a-f-]{36}$/)
		.transform((text) => {
			const [reviewAt = "", id = ""] = text.split("~");
			return { reviewAt, id };
		})
		.optional()
		.catch(undefined),
	done: z.enum(["released"]).optional().catch(undefined),
});

export const releaseForm = (locale: Locale) => z.strictObject({ release_reason: reasonField(locale) });
export const openForm = (locale: Locale) => z.strictObject({ look_reason: reasonField(locale) });

/** Characters of the reason of a hold. */
export const HOLD_REASON = { shortest: 20, longest: 1_000 } as const;

/** The beginning of a day on the calendar of Amsterdam. Undefined where the text is no day. */
export function momentOfDay(typed: string): Date | undefined {
	const day = z.iso.date().safeParse(typed.trim());
	return day.success ? startOfDay(new Date(`${day.data}T12:00:00.000Z`)) : undefined;
}

function dayField({ locale, now }: Context) {
	const { desk, console: text } = words(locale);
	return textField().superRefine((typed, check) => {
		const day = momentOfDay(typed);
		if (typed.trim() === "") check.addIssue(text.error.required);
		else if (day === undefined) check.addIssue(desk.holds.day);
		else if (day.getTime() <= now) check.addIssue(desk.holds.past);
		else if (day > latestEnd(now)) check.addIssue(desk.holds.tooLong);
	});
}

export function placeForm(context: Context) {
	const { desk, console: text } = words(context.locale);
	const { choose } = text.error;
	return z
		.strictObject({
			item: textField().refine((typed) => typed !== "", { error: choose }),
			ground: z.enum(HOLD_GROUNDS, { error: choose }),
			reason: reasonField(context.locale, HOLD_REASON),
			review_on: dayField(context),
			until_on: dayField(context),
		})
		.superRefine(({ review_on, until_on }, check) => {
			const [review, until] = [momentOfDay(String(review_on)), momentOfDay(String(until_on))];
			if (review !== undefined && until !== undefined && review > until)
				check.addIssue({ code: "custom", path: ["review_on"], message: desk.holds.afterEnd });
		}, IN_ANY_CASE)
		.transform(({ review_on, until_on, ...others }) => ({
			...others,
			reviewAt: momentOfDay(review_on)?.toISOString() ?? "",
			until: momentOfDay(until_on)?.toISOString() ?? "",
		}));
}
