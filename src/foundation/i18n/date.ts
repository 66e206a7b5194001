import { type Locale, words } from "#locales/locales.ts";

const PARTS = { day: "numeric", month: "numeric", year: "numeric", timeZone: "Europe/Amsterdam" } as const;

/** A day in words, by the calendar of the operators' country: midnight there is still yesterday in UTC. */
export function dayInWords(iso: string, locale: Locale): string {
	const parts = new Intl.DateTimeFormat("en-GB", PARTS).formatToParts(new Date(iso));
	const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value);
	return `${part("day")} ${words(locale).language.months[part("month") - 1]} ${part("year")}`;
}

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Europe/Amsterdam" } as const;

/** A moment in words, on the clock of the operators' country. */
export function timeInWords(iso: string, locale: Locale): string {
	const parts = new Intl.DateTimeFormat("en-GB", CLOCK).formatToParts(new Date(iso));
	const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? "";
	return `${dayInWords(iso, locale)}, ${part("hour")}:${part("minute")} (${words(locale).language.timeZone})`;
}
