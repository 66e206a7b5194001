import { z } from "zod";
import { PURPOSE_IDS } from "#foundation/register/purposes.ts";
import { optionalText } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";

/** `done`: what the page says of the change that led to it. */
export const choicesQuery = z.object({ done: optionalText() });

/** "no": the member objects to this purpose; "yes": they take that back. */
export function choiceForm(locale: Locale) {
	const { choose } = words(locale).myData.objection;
	return z.strictObject({
		purpose: z.enum(PURPOSE_IDS, { error: choose }),
		allowed: z.enum(["yes", "no"], { error: choose }),
	});
}
