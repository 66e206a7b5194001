import { z } from "zod";
import { BASE_LOCALE, LOCALES, type Locale, words } from "#locales/locales.ts";

/** The form of an ISO 3166-1 code: what was published stays readable. What a file may name is `isCountry`. */
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

/** Whether a code is a country of ISO 3166-1: exactly then `countryName` has words for it, in each locale. */
export function isCountry(code: string): boolean {
	return Object.hasOwn(words(BASE_LOCALE).countries, code);
}

/** Codes that people write for a country, beside its own: the tax number's, the number plate's, the car's. */
const OTHER_CODES: Readonly<Record<string, string>> = { UK: "GB", EN: "GB", EL: "GR", USA: "US", UAE: "AE", XI: "GB" };

/** The code of a country that is written otherwise: in small letters, as another code, or by its name in any locale. */
export function countryCodeOf(text: string): string | undefined {
	const upper = text.trim().toUpperCase();
	if (isCountry(upper)) return upper;
	if (Object.hasOwn(OTHER_CODES, upper)) return OTHER_CODES[upper];
	const plain = (name: string) => name.toUpperCase().replace(/^(THE|DE|HET) /, "");
	for (const locale of LOCALES)
		for (const [code, name] of Object.entries(words(locale).countries)) if (plain(name) === plain(upper)) return code;
	return undefined;
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
