import { type Locale, words } from "#locales/locales.ts";
import { TIME_ZONE, wallClock } from "./wall-clock.ts";

/** The day of a moment (ISO 8601) as ISO 8601 writes it, by the calendar of the operators' country. */
export const calendarDay = (iso: string): string => wallClock(new Date(iso)).toISOString().slice(0, 10);

/** The time of day of a moment, by the same calendar: 09:05. Where the day stands beside it. */
export const clockTime = (iso: string): string => wallClock(new Date(iso)).toISOString().slice(11, 16);

const DAY_PARTS = new Intl.DateTimeFormat("en-GB", {
	day: "numeric",
	month: "numeric",
	year: "numeric",
	timeZone: TIME_ZONE,
});

/** A day in words, by the calendar of the operators' country: midnight there is still yesterday in UTC. */
export function dayInWords(iso: string, locale: Locale): string {
	const parts = DAY_PARTS.formatToParts(new Date(iso));
	const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value);
	return `${part("day")} ${words(locale).language.months[part("month") - 1]} ${part("year")}`;
}

const TIME_PARTS = new Intl.DateTimeFormat("en-GB", {
	hour: "2-digit",
	minute: "2-digit",
	hourCycle: "h23",
	timeZone: TIME_ZONE,
});

/** A moment in words, on the clock of the operators' country. */
export function timeInWords(iso: string, locale: Locale): string {
	const parts = TIME_PARTS.formatToParts(new Date(iso));
	const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? "";
	return `${dayInWords(iso, locale)}, ${part("hour")}:${part("minute")} (${words(locale).language.timeZone})`;
}
