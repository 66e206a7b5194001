import { z } from "zod";

/** ISO 8601 duration in whole days, months or years: P30D, P60M, P7Y. */
export const durationSchema = z.string().regex(/^P[1-9][0-9]{0,3}[DMY]$/);
export type Duration = z.infer<typeof durationSchema>;

/** The moment that lies a duration after another. The last day of a month stays within it: 31 January + P1M = 28 February. */
export function addDuration(from: Date, duration: Duration): Date {
	const count = Number(duration.slice(1, -1));
	const unit = duration.at(-1);
	const date = new Date(from);
	if (unit === "D") {
		date.setUTCDate(date.getUTCDate() + count);
		return date;
	}
	const day = date.getUTCDate();
	date.setUTCDate(1);
	date.setUTCMonth(date.getUTCMonth() + (unit === "Y" ? 12 * count : count));
	const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
	date.setUTCDate(Math.min(day, last));
	return date;
}

/** The latest moment, to the day, from which the duration has passed by `end`: months differ in length, so it is tried out. */
export function startOf(duration: Duration, end: Date): Date {
	const start = addDuration(end, duration);
	start.setTime(2 * end.getTime() - start.getTime());
	while (addDuration(start, duration) > end) start.setUTCDate(start.getUTCDate() - 1);
	for (;;) {
		const later = new Date(start);
		later.setUTCDate(later.getUTCDate() + 1);
		if (addDuration(later, duration) > end) return start;
		start.setTime(later.getTime());
	}
}
