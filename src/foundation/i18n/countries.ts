import { z } from "zod";
import type { Locale } from "#locales/locales.ts";

/** ISO 3166-1, two letters. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/);

/** The European Economic Area: no transfer instrument is needed inside it (GDPR Art. 44). */
const EEA = {
	AT: { nl: "Oostenrijk", en: "Austria" },
	BE: { nl: "België", en: "Belgium" },
	BG: { nl: "Bulgarije", en: "Bulgaria" },
	CY: { nl: "Cyprus", en: "Cyprus" },
	CZ: { nl: "Tsjechië", en: "Czechia" },
	DE: { nl: "Duitsland", en: "Germany" },
	DK: { nl: "Denemarken", en: "Denmark" },
	EE: { nl: "Estland", en: "Estonia" },
	ES: { nl: "Spanje", en: "Spain" },
	FI: { nl: "Finland", en: "Finland" },
	FR: { nl: "Frankrijk", en: "France" },
	GR: { nl: "Griekenland", en: "Greece" },
	HR: { nl: "Kroatië", en: "Croatia" },
	HU: { nl: "Hongarije", en: "Hungary" },
	IE: { nl: "Ierland", en: "Ireland" },
	IS: { nl: "IJsland", en: "Iceland" },
	IT: { nl: "Italië", en: "Italy" },
	LI: { nl: "Liechtenstein", en: "Liechtenstein" },
	LT: { nl: "Litouwen", en: "Lithuania" },
	LU: { nl: "Luxemburg", en: "Luxembourg" },
	LV: { nl: "Letland", en: "Latvia" },
	MT: { nl: "Malta", en: "Malta" },
	NL: { nl: "Nederland", en: "the Netherlands" },
	NO: { nl: "Noorwegen", en: "Norway" },
	PL: { nl: "Polen", en: "Poland" },
	PT: { nl: "Portugal", en: "Portugal" },
	RO: { nl: "Roemenië", en: "Romania" },
	SE: { nl: "Zweden", en: "Sweden" },
	SI: { nl: "Slovenië", en: "Slovenia" },
	SK: { nl: "Slowakije", en: "Slovakia" },
} satisfies Record<string, Record<Locale, string>>;

const ELSEWHERE = {
	AU: { nl: "Australië", en: "Australia" },
	BR: { nl: "Brazilië", en: "Brazil" },
	CA: { nl: "Canada", en: "Canada" },
	CH: { nl: "Zwitserland", en: "Switzerland" },
	GB: { nl: "het Verenigd Koninkrijk", en: "the United Kingdom" },
	IL: { nl: "Israël", en: "Israel" },
	IN: { nl: "India", en: "India" },
	JP: { nl: "Japan", en: "Japan" },
	KR: { nl: "Zuid-Korea", en: "South Korea" },
	NZ: { nl: "Nieuw-Zeeland", en: "New Zealand" },
	PH: { nl: "de Filipijnen", en: "the Philippines" },
	RS: { nl: "Servië", en: "Serbia" },
	SG: { nl: "Singapore", en: "Singapore" },
	TR: { nl: "Turkije", en: "Türkiye" },
	UA: { nl: "Oekraïne", en: "Ukraine" },
	US: { nl: "de Verenigde Staten", en: "the United States" },
	ZA: { nl: "Zuid-Afrika", en: "South Africa" },
} satisfies Record<string, Record<Locale, string>>;

const NAMES = new Map<string, Record<Locale, string>>(Object.entries({ ...EEA, ...ELSEWHERE }));

export function isInEea(country: string): boolean {
	return Object.hasOwn(EEA, country);
}

/** The country in words. A list of our own, because engines do not agree on names and the text is hashed. */
export function countryName(country: string, locale: Locale): string {
	const name = NAMES.get(country);
	if (!name) throw new Error(`country ${country} has no name in the statement's list (privacy/countries.ts)`);
	return name[locale];
}
