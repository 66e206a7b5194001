import { z } from "zod";
import { parseMailAddress } from "#foundation/names/mail-address.ts";
import { EXTENSION_MONTHS, type ExtensionMonths } from "#foundation/rights/requests/clock.ts";
import { REFUSAL_GROUNDS, REQUEST_KINDS, type RequestKind } from "#foundation/rights/requests/request.ts";
import { checkbox, parsedField, textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";
import { doneQuery, reasonField, rowId } from "../schema.ts";

export const requestParams = z.object({ request: rowId });
/** The last request of the page before; without one, the list begins. */
export const listQuery = z.object({
	after: rowId.optional().default(""),
	by: z.iso.datetime().optional().catch(undefined),
});
export const caseQuery = doneQuery(["recorded", "unchanged", "added"]);

/** Characters of words that go into a mail. */
export const ANSWER = { shortest: 20, longest: 4_000 } as const;

const BUTTONS = ["read", "ask_identity", "begin", "copy"] as const;
const FORMS = ["accept_identity", "extend", "refuse", "fulfil"] as const;

/** What a case's page may send: a button alone, or the words of one of its forms. */
export function caseForm(locale: Locale, act: string | undefined) {
	const { choose } = words(locale).console.error;
	const months = z.enum(["1", "2"], { error: choose }).transform((typed) => Number(typed) as ExtensionMonths);
	const forms = {
		accept_identity: z.strictObject({ act: z.literal("accept_identity"), accept: reasonField(locale) }),
		extend: z.strictObject({ act: z.literal("extend"), months, extension: reasonField(locale, ANSWER) }),
		refuse: z.strictObject({
			act: z.literal("refuse"),
			outcome: z.enum(["refused", "partially_fulfilled"], { error: choose }),
			ground: z.enum(REFUSAL_GROUNDS, { error: choose }),
			refusal: reasonField(locale, ANSWER),
		}),
		fulfil: z.strictObject({ act: z.literal("fulfil"), answer: reasonField(locale, ANSWER) }),
	};
	// Refused in words, so that the role of the caller is checked first.
	const button = z.strictObject({ act: z.enum(BUTTONS, { error: choose }) });
	const form = FORMS.find((one) => one === act);
	return form === undefined ? button : forms[form];
}
export type CaseForm = z.output<ReturnType<typeof caseForm>>;
export const MONTHS = EXTENSION_MONTHS;

/** Days that a letter may be older than today. */
export const MAX_AGE_DAYS = 62;

/** A letter or mail that is typed in. `today`: the day there, as the form has days. */
export function intakeForm(locale: Locale, { today, oldest }: { today: string; oldest: string }) {
	const { required, email: wrong } = words(locale).accounts.error;
	const { desk, own } = words(locale).requests;
	const kinds = Object.fromEntries(REQUEST_KINDS.map((kind) => [kind, checkbox()])) as Record<
		RequestKind,
		ReturnType<typeof checkbox>
	>;
	return z
		.strictObject({
			email: parsedField(parseMailAddress, { required, wrong }),
			received: z.iso
				.date({ error: desk.dayWrong })
				.refine((day) => day <= today && day >= oldest, { error: desk.dayWrong }),
			...kinds,
			text: textField()
				.transform((typed) => typed.trim())
				.refine((typed) => [...typed].length <= ANSWER.longest, { error: own.tooLong(ANSWER.longest) }),
		})
		.refine((form) => REQUEST_KINDS.some((kind) => form[kind]), { error: desk.chooseOne, path: ["access"] });
}
