import { type Locale, words } from "#locales/locales.ts";
import type { Written } from "../names/free-text.ts";
import type { Refused } from "../names/unseen.ts";
import { textField } from "./form-fields.ts";

/**
 * A text that a member writes, in the spelling that `write` makes of it.
 * @param maxLength code points
 */
export const writtenField = (write: (input: string, longest: number) => Written, maxLength: number, locale: Locale) =>
	textField().transform((typed, check) => {
		const written = write(typed, maxLength);
		if ("text" in written) return written.text;
		const text = words(locale).profiles.error;
		check.addIssue(written.problem === "too_long" ? text.tooLong(maxLength) : refusedSignWords(written.refused, text));
		return "";
	});

type ProfileErrors = ReturnType<typeof words>["profiles"]["error"];

const refusedSignWords = ({ kind, code, before }: Refused, text: ProfileErrors) =>
	text.characters(text.refusedSign[kind], code, before);
