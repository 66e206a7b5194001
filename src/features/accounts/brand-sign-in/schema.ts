import { z } from "zod";
import { checkbox, textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";
import { displayNameField } from "../brand-name/schema.ts";

/** Of a sign-in that was made on the account host just before: it goes back there, and the brand reads nothing in it. */
export const loginQuery = z.object({ ticket: textField() });

/** What the account host gives back to the brand; without it the sign-in has failed. */
export const callbackQuery = z.object({ code: textField(), state: textField() });

/** What a brand asks at a first visit; whether it asks, its ledger tells. */
export function authorizeForm(locale: Locale) {
	const { agree } = words(locale).accounts.error;
	return z
		.strictObject({ terms: checkbox(agree), membership: checkbox(agree), display_name: displayNameField(locale) })
		.transform(({ display_name: displayName, ...agreements }) => ({ ...agreements, displayName }));
}
export type FirstVisit = z.output<ReturnType<typeof authorizeForm>>;
