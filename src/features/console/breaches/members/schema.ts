import { z } from "zod";
import type { Context } from "#foundation/context.ts";
import { checkbox, IN_ANY_CASE } from "#foundation/ui/form-fields.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";
import { reasonField } from "../../schema.ts";
import type { LetterWords } from "../entry.ts";
import { boxes, checkScope, refuser, SEEN, scopeOf, TEXT, ticked, typed } from "../schema.ts";

/** The form that counts who is affected. */
export const scopeForm = (context: Context) =>
	z
		.strictObject(boxes(context))
		.superRefine((form, check) => checkScope(context, form, refuser(check)), IN_ANY_CASE)
		.transform((form) => scopeOf(context, form));

/** Names of the fields of a letter in one language. */
export const letterField = (field: keyof LetterWords, locale: Locale) => `${field}_${locale}` as const;
export const LETTER_FIELDS = ["nature", "consequences", "measures"] as const;

/** The form that sends a letter to members, in every language that an account can have. */
export function letterForm(context: Context) {
	const { locale } = context;
	const names = LOCALES.flatMap((own) => LETTER_FIELDS.map((field) => letterField(field, own)));
	return z
		.strictObject({
			...boxes(context),
			...Object.fromEntries(names.map((name) => [name, reasonField(locale, TEXT)] as const)),
			letter_reason: reasonField(locale, TEXT),
			confirm: checkbox(),
			...SEEN,
		})
		.superRefine((form, check) => {
			const refuse = refuser(check);
			checkScope(context, form, refuse);
			if (!ticked(form, "confirm")) refuse("confirm", words(locale).breaches.error.confirm);
		}, IN_ANY_CASE)
		.transform((form) => ({
			...{ scope: scopeOf(context, form), reason: form.letter_reason },
			letter: Object.fromEntries(
				LOCALES.map((own) => [
					own,
					Object.fromEntries(LETTER_FIELDS.map((field) => [field, typed(form, letterField(field, own))])),
				]),
			) as Record<Locale, LetterWords>,
		}));
}
