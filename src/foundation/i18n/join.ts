import { type Locale, words } from "#locales/locales.ts";

/**
 * "a, b and c". Not Intl.ListFormat: a hashed text may not depend on the runtime's language data.
 * @throws Error for no parts: no sentence is written for them
 */
export function joinWords(parts: readonly string[], locale: Locale, conjunction: "and" | "or" = "and"): string {
	const last = parts.at(-1);
	if (last === undefined) throw new Error("an empty list in a legal text");
	return parts.length === 1 ? last : `${parts.slice(0, -1).join(", ")} ${words(locale).language[conjunction]} ${last}`;
}
