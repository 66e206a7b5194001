import { z } from "zod";
import { type Written, writtenLine, writtenText } from "#foundation/names/free-text.ts";
import { parseMailAddress } from "#foundation/names/mail-address.ts";
import { NOT_OFFERED, optionalText, parsedField, textField } from "#foundation/ui/form-fields.ts";
import { writtenField } from "#foundation/ui/written-field.ts";
import { type Locale, words } from "#locales/locales.ts";
import { type CheckedFile, checkFile, type MAX_ATTACHMENTS } from "./attachment.ts";
import { MAX_BODY, MAX_SUBJECT } from "./ticket.ts";

export const helpdeskQuery = z.object({ done: optionalText() });
/** Another text is the id of nothing: answered as an unknown id is. */
export const ticketParams = z.object({ ticket: z.uuidv7().catch(""), token: textField() });

export const ATTACHMENT_FIELDS = ["attachment_1", "attachment_2", "attachment_3"] as const satisfies {
	length: typeof MAX_ATTACHMENTS;
};

/** A page without a chosen file sends one without a name or a byte. */
const attachment = (locale: Locale) =>
	z
		.union([z.file(), z.literal("")], { error: NOT_OFFERED })
		.optional()
		.transform(async (file, check): Promise<CheckedFile[]> => {
			if (file === undefined || file === "" || (file.name === "" && file.size === 0)) return [];
			const bytes = new Uint8Array(await file.arrayBuffer());
			const checked = checkFile({ name: file.name, announced: file.type, bytes });
			if (!("problem" in checked)) return [checked];
			check.addIssue(words(locale).helpdesk.fileProblem[checked.problem]);
			return [];
		});

const attachments = (locale: Locale) => ({
	attachment_1: attachment(locale),
	attachment_2: attachment(locale),
	attachment_3: attachment(locale),
});

const required = (write: (input: string, longest: number) => Written, longest: number, locale: Locale) =>
	writtenField(write, longest, locale).refine((text) => text !== "", { error: words(locale).helpdesk.error.required });

type Files = Record<(typeof ATTACHMENT_FIELDS)[number], CheckedFile[]>;
const filesOf = (form: Files): CheckedFile[] => ATTACHMENT_FIELDS.flatMap((field) => form[field]);

/** Exactly these are asked (P15). */
export function questionForm(locale: Locale) {
	const text = words(locale).helpdesk.error;
	return z
		.strictObject({
			email: parsedField(parseMailAddress, { required: text.required, wrong: text.email }),
			subject: required(writtenLine, MAX_SUBJECT, locale),
			description: required(writtenText, MAX_BODY, locale),
			...attachments(locale),
		})
		.transform(({ email, subject, description: body, ...files }) => ({ email, subject, body, files: filesOf(files) }));
}

export const answerForm = (locale: Locale) =>
	z
		.strictObject({ answer: required(writtenText, MAX_BODY, locale), ...attachments(locale) })
		.transform(({ answer: body, ...files }) => ({ body, files: filesOf(files) }));
export type AnswerForm = z.output<ReturnType<typeof answerForm>>;
