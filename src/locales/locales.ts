import { en } from "./en/words.ts";
import { nl } from "./nl/words.ts";

/** What every language says. What English has, the others have. */
export type Words = typeof en;

/** One line for each language. */
const WORDS = {
	nl,
	en,
} satisfies Record<string, Words>;

export type Locale = keyof typeof WORDS;
export const LOCALES = Object.keys(WORDS) as [Locale, ...Locale[]];

/** The language whose words are the shape of all others, and that those who run the platform read. */
export const BASE_LOCALE: Locale = "en";

/** All words of one language, by area. */
export const words = (locale: Locale): Words => WORDS[locale];

/** Whether brands may be published in it; a language whose legal words are unfinished has pages alone. */
export const isLegallyWhole = (locale: Locale, { legalWholeIn }: Words = words(locale)): boolean =>
	legalWholeIn === locale;

/** The same thing said in each language. */
export function inEachLocale<T>(say: (locale: Locale) => T): Record<Locale, T> {
	return Object.fromEntries(LOCALES.map((locale) => [locale, say(locale)])) as Record<Locale, T>;
}
