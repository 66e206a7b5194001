import { z } from "zod";
import { checkbox, textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";
import { parseAnswer } from "../credentials/passkeys/schema.ts";

const MAX_IDENTIFIER_LENGTH = 254;
const MAX_PASSWORD_LENGTH = 1_000;

/** A name or address, and a password. What no account can have is refused as a pair that does not belong together. */
export function signInForm(locale: Locale) {
	const text = words(locale).accounts.error;
	return z
		.strictObject({
			identifier: textField().refine((typed) => typed.trim() !== "", text.required),
			password: textField().refine((typed) => typed !== "", text.required),
			keep: checkbox(text.choose),
		})
		.refine(
			({ identifier, password }) =>
				identifier.length <= MAX_IDENTIFIER_LENGTH && password.length <= MAX_PASSWORD_LENGTH,
			text.signIn,
		);
}

/** Either code, after the password: that it is wrong is said once it is counted as an attempt. */
export const secondStepForm = z.strictObject({ token: textField(), code: textField(), recovery_code: textField() });

/** Filled in by a script, which sends `keep` empty where the box is not ticked. */
export const passkeySignInForm = z.strictObject({
	token: textField(),
	response: textField().transform(parseAnswer),
	keep: z
		.enum(["", "yes"])
		.optional()
		.transform((value) => value === "yes"),
});

/** The link of a mail about guesses. */
export const newBrowserQuery = z.object({ token: textField() });
export const newBrowserForm = z.strictObject({ token: textField() });

/** Made by the sign-in that led here. */
export const ticketQuery = z.object({ ticket: textField() });

/** The offer that was made with the page: to reopen the account, or to open its privacy rights. */
export const offerForm = z.strictObject({ offer: textField() });
