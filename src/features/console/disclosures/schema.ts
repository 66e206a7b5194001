import { z } from "zod";
import type { Context } from "#foundation/context.ts";
import { LEGAL_GROUNDS, latestSilence } from "#foundation/ledgers/legal-disclosure.ts";
import { ITEM_IDS, type ItemId } from "#foundation/register/items.ts";
import { checkbox, IN_ANY_CASE, offered, textField } from "#foundation/ui/form-fields.ts";
import { words } from "#locales/locales.ts";
import { momentOfDay } from "../holds/schema.ts";
import { doneQuery, reasonField, rowId } from "../schema.ts";
import { LISTS } from "./queries-legal.ts";

export const legalParams = z.object({ legal: rowId });
export const caseQuery = doneQuery(["proposed", "approved", "refused", "withdrawn", "unchanged"]);
/** Which list, and behind which of its rows it goes on. */
export const listQuery = z.object({
	list: z.enum(LISTS).catch("waiting"),
	after: rowId.optional().default(""),
});

/** Characters of what is typed. */
export const LENGTHS = { order: 120, article: 200, recipient: 120, address: 400, silence: 300 } as const;
/** Of the reason, which the member reads. */
export const LEGAL_REASON = { shortest: 20, longest: 1_000 } as const;

/** The name of an item's box. */
export const boxOf = (item: ItemId) => `item_${item}` as const;

function lineField(context: Context, field: keyof typeof LENGTHS) {
	const { error } = words(context.locale).console;
	const { tooLong } = words(context.locale).legalDisclosures;
	const longest = LENGTHS[field];
	return textField()
		.transform((typed) => typed.trim())
		.superRefine((text, check) => {
			if (text === "") check.addIssue(error.required);
			else if ([...text].length > longest) check.addIssue(tooLong(longest));
		});
}

/** Of the order: a day that has come. */
function orderedOn({ locale, now }: Context) {
	const { desk, console: text, legalDisclosures } = words(locale);
	return textField()
		.transform((typed) => typed.trim())
		.superRefine((typed, check) => {
			const day = momentOfDay(typed);
			if (typed === "") check.addIssue(text.error.required);
			else if (day === undefined) check.addIssue(desk.holds.day);
			else if (day.getTime() > now) check.addIssue(legalDisclosures.notYet);
		});
}

/** Until when the member is not told: a day after today, within the longest silence. */
function checkSilence({ locale, now }: Context, typed: string): string | undefined {
	const { desk, legalDisclosures: text } = words(locale);
	const day = momentOfDay(typed);
	if (day === undefined) return desk.holds.day;
	if (day.getTime() <= now) return desk.holds.past;
	return day > latestSilence(now) ? text.silenceTooLong : undefined;
}

const isoOf = (typed: string) => momentOfDay(typed)?.toISOString();

const orderFields = (context: Context) => ({
	ground: z.enum(LEGAL_GROUNDS, { error: words(context.locale).console.error.choose }),
	order: lineField(context, "order"),
	ordered_on: orderedOn(context),
	article: lineField(context, "article"),
	reason: reasonField(context.locale, LEGAL_REASON),
});

/** The form that proposes to give data. */
export function proposeForm(context: Context) {
	const { legalDisclosures: text, console: consoleText } = words(context.locale);
	const boxes = Object.fromEntries(ITEM_IDS.map((item) => [boxOf(item), checkbox()] as const));
	return z
		.strictObject({
			...orderFields(context),
			recipient: lineField(context, "recipient"),
			address: lineField(context, "address"),
			silent_on: textField().transform((typed) => typed.trim()),
			silence: textField()
				.transform((typed) => typed.trim())
				.refine((typed) => [...typed].length <= LENGTHS.silence, { error: text.tooLong(LENGTHS.silence) }),
			...boxes,
		})
		.superRefine((form, check) => {
			const { silent_on, silence } = form;
			const issue = (path: string, message: string) => check.addIssue({ code: "custom", path: [path], message });
			const wrong = silent_on === "" ? undefined : checkSilence(context, silent_on);
			if (wrong !== undefined) issue("silent_on", wrong);
			if (silent_on !== "" && silence === "") issue("silence", consoleText.error.required);
			if (silent_on === "" && silence !== "") issue("silent_on", text.silenceNeedsDay);
			if (itemsOf(form).length === 0) issue("items", text.chooseItems);
		}, IN_ANY_CASE)
		.transform(
			({ ordered_on: orderedOn, silent_on, order, article, recipient, address, reason, silence, ...form }) => ({
				...{ ground: form.ground, items: itemsOf(form), silentUntil: silent_on === "" ? undefined : isoOf(silent_on) },
				words: { order, orderedOn, article, recipient, address, reason, silence },
			}),
		);
}

const itemsOf = (form: object): ItemId[] =>
	ITEM_IDS.filter((item) => (form as Readonly<Record<string, unknown>>)[boxOf(item)] === true);

/** The form that proposes a longer silence. */
export function silenceForm(context: Context) {
	return z
		.strictObject({
			...orderFields(context),
			silent_on: textField()
				.transform((typed) => typed.trim())
				.superRefine((typed, check) => {
					const { required } = words(context.locale).console.error;
					const wrong = typed === "" ? required : checkSilence(context, typed);
					if (wrong !== undefined) check.addIssue(wrong);
				}),
			silence: lineField(context, "silence"),
		})
		.transform(({ ground, ordered_on: orderedOn, silent_on, order, article, reason, silence }) => ({
			...{ ground, silentUntil: isoOf(silent_on) ?? "" },
			words: { order, orderedOn, article, recipient: "", address: "", reason, silence },
		}));
}

const BUTTONS = ["approve", "withdraw"] as const;

/** What is done with a proposal; a refusal says why. */
export const decideForm = (context: Context) =>
	z.discriminatedUnion("act", [
		z.strictObject({ act: offered(BUTTONS) }),
		z.strictObject({ act: z.literal("refuse"), refusal: reasonField(context.locale, LEGAL_REASON) }),
	]);
export type DecideForm = z.output<ReturnType<typeof decideForm>>;
