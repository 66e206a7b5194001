import { z } from "zod";
import { optionalText } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";
import { ASKED_GROUNDS } from "./restrictable.ts";

/** `done`: what the page says of the change that led to it. */
export const restrictionQuery = z.object({ done: optionalText() });

/** What is to be restricted, and why. Whether the member has that, the route says. */
export function restrictionForm(locale: Locale) {
	const { choose } = words(locale).myData.restriction;
	return z.strictObject({
		what: z.string({ error: choose }).min(1, { error: choose }),
		ground: z.enum(ASKED_GROUNDS, { error: choose }),
	});
}

/** The other form of that page: its buttons end one restriction each. */
export const endForm = z.strictObject({ end: z.string() });
