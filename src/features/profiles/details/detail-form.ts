import type { Locale } from "#foundation/i18n/locale.ts";
import type { Written } from "../free-text.ts";
import { PROFILE_TEXT } from "../text.ts";

/** What to tell the writer of a text that is not taken. */
export function writtenError(written: Written, longest: number, locale: Locale): string | undefined {
	const words = PROFILE_TEXT[locale].error;
	if ("text" in written) return undefined;
	return written.problem === "too_long" ? words.tooLong(longest) : words.characters;
}
