import { z } from "zod";
import { type Locale, words } from "#locales/locales.ts";

/** ISO 3166-1, two letters. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/);

/** The European Economic Area: no transfer instrument is needed inside it (GDPR Art. 44). */
const EEA = new Set([
	"AT",
	"BE",
	"BG",
	"CY",
	"CZ",
	"DE",
	"DK",
	"EE",
	"ES",
	"FI",
	"FR",
	"GR",
	"HR",
	"HU",
	"IE",
	"IS",
	"IT",
	"LI",
	"LT",
	"LU",
	"LV",
	"MT",
	"NL",
	"NO",
	"PL",
	"PT",
	"RO",
	"SE",
	"SI",
	"SK",
]);

export function isInEea(country: string): boolean {
	return EEA.has(country);
}

/**
 * The country in words.
 * @throws Error for a country that the list of words lacks
 */
export function countryName(country: string, locale: Locale): string {
	const names: Record<string, string> = words(locale).countries;
	const name = Object.hasOwn(names, country) ? names[country] : undefined;
	if (name === undefined) throw new Error(`country ${country} has no name in src/locales/${locale}/legal/countries.ts`);
	return name;
}
