/** Rules of what a member gives once: telephone number, birth date, town, and who may see them. */

import { withPlainDigits } from "#foundation/names/typed-code.ts";
import { withoutFormatSigns } from "#foundation/names/unseen.ts";

/** What an account holds once and a brand shows only after its member turned it on there (DECISIONS 14). */
export const SHOWABLE = ["gender", "birth_date", "town", "phone"] as const;
export type Showable = (typeof SHOWABLE)[number];

/** The fields that may be absent, each of which can be cleared by itself (P04). */
export const DETAILS = ["phone", "birth_date", "town"] as const;
export type Detail = (typeof DETAILS)[number];

export const MAX_TOWN_LENGTH = 100;
/** Nobody known has lived longer than 122 years. */
const MAX_AGE_YEARS = 122;

/**
 * A telephone number as ITU-T E.164 writes it: `+`, country code, number. Spaces, points, dashes and parentheses are
 * passed over, `00` stands for `+`, and a Dutch number may begin with its 0. Undefined: no such number.
 */
export function parsePhone(input: string): string | undefined {
	const plain = withPlainDigits(withoutFormatSigns(input))
		.replace(/\(0\)/g, "")
		.replace(/[\s().\-/\u2010-\u2015]+/gu, "");
	const number = plain.replace(/^00/, "+").replace(/^0(?=[1-9]\d{8}$)/, "+31");
	return /^\+[1-9]\d{7,14}$/.test(number) ? number : undefined;
}

/**
 * A day that exists, as ISO 8601 writes it; `31-12-1990` and `31/12/1990` are read too, for browsers without a
 * calendar. Undefined: no day, in the future, or of nobody alive. `today`: ISO 8601.
 */
export function parseBirthDate(input: string, today: string): string | undefined {
	const text = withPlainDigits(withoutFormatSigns(input)).trim();
	const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
	const [, day = "", month = "", year = ""] = local ?? [];
	const date = local ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
	const parsed = /^\d{4}-\d{2}-\d{2}$/.test(date) ? new Date(`${date}T00:00:00Z`) : undefined;
	// An impossible day would move into the next month.
	if (!parsed || Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date) return undefined;
	return date > today.slice(0, 10) || ageOn(date, today) > MAX_AGE_YEARS ? undefined : date;
}

/** Whole years on a day, both ISO 8601. Who was born on 29 February is a year older on 1 March. */
export function ageOn(birthDate: string, day: string): number {
	const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
	return day.slice(5, 10) < birthDate.slice(5, 10) ? years - 1 : years;
}
