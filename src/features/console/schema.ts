import { z } from "zod";
import type { Context } from "#foundation/context.ts";
import { REASON } from "#foundation/ledgers/staff-access.ts";
import { optionalChoice, requiredField, textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";

/**
 * The id of a row in the path. Another text is the id of nothing: it is answered as an unknown id is, and not before
 * the role of the caller has been checked.
 */
export const rowId = z.uuidv7().catch("");

/** Which of its notices a page shows. */
export const doneQuery = <const Done extends string>(known: readonly Done[]) =>
	z.object({ done: z.enum(known).optional().catch(undefined) });

/** The code of a mailed link: an invitation, or a new second step. */
export const linkQuery = z.object({ code: textField() });

export const homeQuery = doneQuery(["password", "others", "keys"]);
export const keysForm = z.strictObject({ keys: z.enum(["on", "off"]) });
export const sessionParams = z.object({ session: rowId });

/** Days before this one; another text is no day. */
export const retentionQuery = z.object({ before: z.iso.date().optional().catch(undefined) });

const MAX_EMAIL_LENGTH = 254;
const MAX_PASSWORD_LENGTH = 1_000;

/** Longer than any: refused in the words of a wrong password. */
export function signInForm({ locale }: Context) {
	const { required, signIn } = words(locale).console.error;
	return z
		.strictObject({
			email: requiredField(required),
			password: textField().refine((typed) => typed !== "", { error: required }),
		})
		.refine(({ email, password }) => email.length <= MAX_EMAIL_LENGTH && password.length <= MAX_PASSWORD_LENGTH, {
			error: signIn,
		});
}

/** The second step of signing in. `token`: of the first. */
export const codeForm = z.strictObject({ token: textField(), code: textField() });

/** Why an account is opened or changed: the member can read it. `limits`: characters. */
export function reasonField(locale: Locale, limits: { shortest: number; longest: number } = REASON) {
	const text = words(locale).console.error;
	return textField()
		.transform((typed) => typed.trim())
		.superRefine((reason, check) => {
			const length = [...reason].length;
			if (length === 0) check.addIssue(text.required);
			else if (length < limits.shortest) check.addIssue(text.reasonShort(limits.shortest));
			else if (length > limits.longest) check.addIssue(text.reasonLong(limits.longest));
		});
}

/** The brand that an access is about; "" for the account itself. */
export const brandField = ({ realm }: Context) => optionalChoice(realm.brands);
