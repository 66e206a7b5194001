import type { JobSchedule } from "../context.ts";
import type { Database } from "../db/database.ts";
import { Unavailable } from "../errors.ts";
import { endsOfJobs } from "./queries.ts";

/** Of each job, when it last ended well (ISO 8601), and whether that should have been since. */
export type JobHealth = Record<string, { ended: string | null; overdue: boolean }>;

/** Intervals without an end that is well after which a job is overdue. */
const MISSED = 3;

/** Reads in one trip on behalf of the system; null when the database does not answer. @param now epoch milliseconds */
export async function jobHealth(
	database: Database,
	schedules: readonly JobSchedule[],
	now: number,
): Promise<JobHealth | null> {
	try {
		const [rows] = await database.read(endsOfJobs());
		const ends = new Map(rows.map(({ name, last_ended_at }) => [name, last_ended_at]));
		return Object.fromEntries(
			schedules.map((schedule) => {
				const ended = ends.get(schedule.name) ?? null;
				return [schedule.name, { ended, overdue: isOverdue(schedule, ended, now) }];
			}),
		);
	} catch (error) {
		if (error instanceof Unavailable) return null;
		throw error;
	}
}

function isOverdue({ everyMinutes, leaseSeconds }: JobSchedule, ended: string | null, now: number): boolean {
	const limit = (MISSED * everyMinutes * 60 + leaseSeconds) * 1_000;
	// An end in the future is of a clock that was set back: nothing says that the job ran since.
	return ended === null || Math.abs(now - Date.parse(ended)) > limit;
}
