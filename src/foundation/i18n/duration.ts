import { z } from "zod";
import { momentOf, wallClock } from "./wall-clock.ts";

/** ISO 8601 duration in whole days, months or years: P30D, P60M, P7Y. */
export const durationSchema = z.string().regex(/^P[1-9][0-9]{0,3}[DMY]$/);
export type Duration = z.infer<typeof durationSchema>;

/**
 * The moment that lies a duration after another, by the calendar of the operators' country (DECISIONS 97): at the same
 * time of day. The last day of a month stays within it: 31 January + P1M = 28 February.
 */
export function addDuration(from: Date, duration: Duration): Date {
	const { months, days } = partsOf(duration);
	const wall = wallClock(from);
	return momentOf(plusDays(plusMonths(wall, months, wall.getUTCDate()), days));
}

/** The latest moment, to the day, from which the duration has passed by `end`. */
export function startOf(duration: Duration, end: Date): Date {
	const { months, days } = partsOf(duration);
	const wall = wallClock(end);
	// The last day of a month is where all longer months end too: 28 February - P1M = 31 January.
	const day = wall.getUTCDate() === daysInMonth(wall) ? 31 : wall.getUTCDate();
	const wanted = plusDays(plusMonths(wall, -months, day), -days);
	const start = momentOf(wanted);
	// Moved forward over a skipped hour, it would end too late.
	return wallClock(start).getTime() === wanted.getTime() ? start : momentOf(plusDays(wanted, -1));
}

/** Midnight before a moment, or the moment itself, by the same calendar. */
export function startOfDay(at: Date): Date {
	return momentOf(midnight(wallClock(at)));
}

/** The midnight after a moment, by the same calendar. */
export function startOfNextDay(at: Date): Date {
	return momentOf(plusDays(midnight(wallClock(at)), 1));
}

/** When the year of a moment has ended, by the same calendar: midnight before 1 January. */
export function endOfYear(at: Date): Date {
	const wall = wallClock(at);
	wall.setUTCFullYear(wall.getUTCFullYear() + 1, 0, 1);
	return momentOf(midnight(wall));
}

function partsOf(duration: Duration): { months: number; days: number } {
	const count = Number(duration.slice(1, -1));
	if (duration.endsWith("D")) return { months: 0, days: count };
	return { months: duration.endsWith("Y") ? 12 * count : count, days: 0 };
}

/** The same time some months later, on that day of the month, or on its last where it has fewer. */
function plusMonths(wall: Date, months: number, day: number): Date {
	const date = new Date(wall);
	date.setUTCDate(1);
	date.setUTCMonth(date.getUTCMonth() + months);
	date.setUTCDate(Math.min(day, daysInMonth(date)));
	return date;
}

function plusDays(wall: Date, days: number): Date {
	const date = new Date(wall);
	date.setUTCDate(date.getUTCDate() + days);
	return date;
}

function daysInMonth(wall: Date): number {
	const date = new Date(wall);
	date.setUTCMonth(date.getUTCMonth() + 1, 0);
	return date.getUTCDate();
}

function midnight(wall: Date): Date {
	const date = new Date(wall);
	date.setUTCHours(0, 0, 0, 0);
	return date;
}
