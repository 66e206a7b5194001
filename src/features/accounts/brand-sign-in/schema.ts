import { z } from "zod";
import type { Locale } from "#foundation/i18n/locale.ts";
import { checkbox, textField } from "#foundation/ui/form-fields.ts";
import { ACCOUNT_TEXT } from "../text.ts";

/** What the account host gives back to the brand; without it the sign-in has failed. */
export const callbackQuery = z.object({ code: textField(), state: textField() });

/** What a brand asks at a first visit; whether it asks, its ledger tells. */
export function authorizeForm(locale: Locale) {
	const { agree } = ACCOUNT_TEXT[locale].error;
	return z.strictObject({ terms: checkbox(agree), membership: checkbox(agree) });
}
export type Agreements = z.output<ReturnType<typeof authorizeForm>>;
