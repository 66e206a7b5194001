import { HOUR } from "../time.ts";

/** The clock and calendar that terms are counted by and dates are shown in: those of the operators' country. */
export const TIME_ZONE = "Europe/Amsterdam";

const HOUR_OF_DAY = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: TIME_ZONE });

/** What date and time it is there at a moment, in the UTC fields of the result. Exact from 1946 on. */
export function wallClock(at: Date): Date {
	return new Date(at.getTime() + offsetAt(at));
}

/**
 * The moment of a date and time there, given in UTC fields. A time that the start of summer time skips moves forward;
 * of a time that its end repeats, the first counts.
 */
export function momentOf(wall: Date): Date {
	const inSummer = new Date(wall.getTime() - 2 * HOUR);
	return offsetAt(inSummer) === 2 * HOUR ? inSummer : new Date(wall.getTime() - HOUR);
}

/** Ahead of UTC: one hour, or two in summer. NaN of an invalid date, so that it stays one, as in all sums of dates. */
function offsetAt(at: Date): number {
	if (Number.isNaN(at.getTime())) return Number.NaN;
	return ((24 + Number(HOUR_OF_DAY.format(at)) - at.getUTCHours()) % 24) * HOUR;
}
