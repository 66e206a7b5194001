import { en } from "./en/words.ts";
import { nl } from "./nl/words.ts";

export const LOCALES = ["nl", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** What every language says. English is the shape: what it has, the others have. */
export type Words = typeof en;

export const WORDS = { nl, en } satisfies Record<Locale, Words>;

/** All words of one language, by area. */
export const words = (locale: Locale): Words => WORDS[locale];
