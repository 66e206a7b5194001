import { en } from "./en/words.ts";
import { nl } from "./nl/words.ts";

export const LOCALES = ["nl", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** The language whose words are the shape of all others, and that those who run the platform read. */
export const BASE_LOCALE: Locale = "en";

/** What every language says. What English has, the others have. */
export type Words = typeof en;

const WORDS = { nl, en } satisfies Record<Locale, Words>;

/** All words of one language, by area. */
export const words = (locale: Locale): Words => WORDS[locale];

/** The same thing said in each language. */
export function inEachLocale<T>(say: (locale: Locale) => T): Record<Locale, T> {
	return Object.fromEntries(LOCALES.map((locale) => [locale, say(locale)])) as Record<Locale, T>;
}
