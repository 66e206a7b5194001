import { addDuration, startOfDay, startOfNextDay } from "../../i18n/duration.ts";
import { wallClock } from "../../i18n/wall-clock.ts";
import { DAY } from "../../time.ts";

/*
 * Terms of requests, by the calendar of the operators' country. A term of days begins on the day after the event
 * (Reg. 1182/71, Art. 3(1)) and ends with its last day, never later for a weekend or a holiday.
 */

/** The last millisecond of a moment's day. */
const endOfDay = (at: Date) => new Date(startOfNextDay(at).getTime() - 1);

/** The end of the last of the days in which a request is answered, within one month whatever the days are (GDPR Art. 12(3)). */
export function dueAt(received: Date, days: number): Date {
	const day = startOfDay(received);
	const ends = ([`P${days}D`, "P1M"] as const).map((term) => endOfDay(addDuration(day, term)).getTime());
	return new Date(Math.min(...ends));
}

/** The same day of the answer some days later. */
export const withPause = (answerBy: Date, days: number): Date =>
	days === 0 ? answerBy : addDuration(answerBy, `P${days}D`);

/** Months that one extension may last. */
export const EXTENSION_MONTHS = [1, 2] as const;
export type ExtensionMonths = (typeof EXTENSION_MONTHS)[number];

/** The day of the answer after an extension (GDPR Art. 12(3), Reg. 1182/71 Art. 3(2)(c)). */
export const withExtension = (answerBy: Date, months: ExtensionMonths): Date =>
	endOfDay(addDuration(answerBy, `P${months}M`));

/** Whole days by the clock on the wall. */
export const wholeDays = (from: Date, to: Date): number =>
	Math.max(0, Math.floor((wallClock(to).getTime() - wallClock(from).getTime()) / DAY));

/** Days on the calendar from today until the day of the answer: 0 on that day, below 0 after it. */
export function daysLeft(now: Date, answerBy: Date): number {
	const [today, last] = [now, answerBy].map((at) => wallClock(startOfDay(at)).getTime());
	return Math.round(((last ?? 0) - (today ?? 0)) / DAY);
}

/** Working days within which an identity is asked for, so that the wait for it counts. */
const DAYS_TO_ASK = 3;

/** Whether an identity was asked for by the end of the third working day after the request came in. */
export function isAskedInTime(received: Date, asked: Date): boolean {
	let day = startOfDay(received);
	for (let working = 0; working < DAYS_TO_ASK; ) {
		day = startOfNextDay(day);
		if (isWorkingDay(day)) working++;
	}
	return asked <= endOfDay(day);
}

/** Monday to Friday: holidays count as working days, which gives less time to ask, not more. */
const isWorkingDay = (day: Date) => ![0, 6].includes(wallClock(day).getUTCDay());
