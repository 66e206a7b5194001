import type { Locale } from "#locales/locales.ts";

/** Written out: the same bytes on every runtime, whatever language data it has. */
const MONTHS: Record<Locale, string[]> = {
	nl: "januari februari maart april mei juni juli augustus september oktober november december".split(" "),
	en: "January February March April May June July August September October November December".split(" "),
};

const PARTS = { day: "numeric", month: "numeric", year: "numeric", timeZone: "Europe/Amsterdam" } as const;

/** A day in words, by the calendar of the operators' country: midnight there is still yesterday in UTC. */
export function dayInWords(iso: string, locale: Locale): string {
	const parts = new Intl.DateTimeFormat("en-GB", PARTS).formatToParts(new Date(iso));
	const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value);
	return `${part("day")} ${MONTHS[locale][part("month") - 1]} ${part("year")}`;
}

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Europe/Amsterdam" } as const;
const TIME_ZONE: Record<Locale, string> = { nl: "Nederlandse tijd", en: "Dutch time" };

/** A moment in words, on the clock of the operators' country. */
export function timeInWords(iso: string, locale: Locale): string {
	const parts = new Intl.DateTimeFormat("en-GB", CLOCK).formatToParts(new Date(iso));
	const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? "";
	return `${dayInWords(iso, locale)}, ${part("hour")}:${part("minute")} (${TIME_ZONE[locale]})`;
}
