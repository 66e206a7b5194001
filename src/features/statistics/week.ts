import { momentOf, wallClock } from "#foundation/i18n/wall-clock.ts";
import { DAY } from "#foundation/time.ts";

/** `week`: its Monday, 2026-11-23, by the calendar in Amsterdam. `from` and `to`: its first moment and the next week's, ISO 8601. */
export type Week = { week: string; from: string; to: string };

/** The last week that has ended. `now`: epoch milliseconds */
export function lastWeek(now: number): Week {
	const wall = wallClock(new Date(now));
	const today = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate());
	const monday = today - ((wall.getUTCDay() + 6) % 7) * DAY;
	const [first, next] = [new Date(monday - 7 * DAY), new Date(monday)];
	return {
		week: first.toISOString().slice(0, 10),
		from: momentOf(first).toISOString(),
		to: momentOf(next).toISOString(),
	};
}
