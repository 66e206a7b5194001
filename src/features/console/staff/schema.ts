import { z } from "zod";
import { passwordError } from "#features/accounts/password-error.ts";
import type { Context } from "#foundation/context.ts";
import { STAFF_ROLES } from "#foundation/ledgers/staff-role.ts";
import { parseMailAddress } from "#foundation/names/mail-address.ts";
import { IN_ANY_CASE, parsedField, textField } from "#foundation/ui/form-fields.ts";
import { words } from "#locales/locales.ts";
import { doneQuery, rowId } from "../schema.ts";

export const staffQuery = doneQuery(["invited", "reset", "agreed", "ended"]);
export const staffParams = z.object({ staff: rowId });
export const invitationParams = z.object({ invitation: rowId });

export function inviteForm({ locale }: Context) {
	const { required, email: wrong, choose } = words(locale).console.error;
	return z.strictObject({
		email: parsedField(parseMailAddress, { required, wrong }),
		role: z.enum(STAFF_ROLES, { error: choose }),
	});
}

export type EnrolRequest = z.output<ReturnType<typeof enrolForm>>;

/** `code`: of the invitation; `token`: the new secret, sealed. Whether they fit is for `enrol` to say. */
export function enrolForm({ locale, edition }: Context) {
	const { required, email: wrong } = words(locale).console.error;
	return z
		.strictObject({
			code: textField(),
			token: textField(),
			email: parsedField(parseMailAddress, { required, wrong }),
			new_password: textField(),
			authenticator_code: textField(),
		})
		.superRefine(async ({ email, new_password: password }, check) => {
			const message = await passwordError(password, [email, edition.legal.operator.name], locale);
			if (message !== undefined) check.addIssue({ code: "custom", path: ["new_password"], message });
		}, IN_ANY_CASE);
}

export type PasswordRequest = z.output<ReturnType<typeof passwordForm>>;

/** Whether the new password is a good one is said to the owner of the old one alone: a rule does. */
export function passwordForm({ locale }: Context) {
	const filled = () => textField().refine((typed) => typed !== "", { error: words(locale).console.error.required });
	return z.strictObject({ current_password: filled(), new_password: filled(), authenticator_code: filled() });
}

/** `code`: of the link; `reset`: what it is for; `token`: the new secret, sealed. */
export const secondStepForm = z.strictObject({
	code: textField(),
	reset: textField(),
	token: textField(),
	password: textField(),
	authenticator_code: textField(),
});
