import type { JobSchedule } from "../context.ts";
import type { Database } from "../db/database.ts";
import { Unavailable } from "../errors.ts";
import { type DrillHealth, drillHealth, drillQueries } from "./drills.ts";
import { endsOfJobs } from "./queries.ts";

/**
 * Of each job: when it last ended well (ISO 8601), whether it should have ended since, and how many runs failed or died
 * since then.
 */
export type JobHealth = Record<string, { ended: string | null; overdue: boolean; failures: number }>;

/** Intervals without an end that is well after which a job is overdue. */
const MISSED = 3;

/** Of what runs by itself, and of what the operator's scheduler starts; null when the database does not answer. */
export type WorkHealth = { jobs: JobHealth | null; drill: DrillHealth | null };

/** Reads in one trip on behalf of the system. @param now epoch milliseconds */
export async function workHealth(
	database: Database,
	schedules: readonly JobSchedule[],
	now: number,
): Promise<WorkHealth> {
	try {
		const [rows, ...drills] = await database.read(endsOfJobs(), ...drillQueries());
		return { jobs: jobHealth(rows, schedules, now), drill: drillHealth(drills, now) };
	} catch (error) {
		if (error instanceof Unavailable) return { jobs: null, drill: null };
		throw error;
	}
}

type EndOfJob = { name: string; last_ended_at: string | null; failures: number };

/** @param rows of `endsOfJobs` */
export function jobHealth(rows: readonly EndOfJob[], schedules: readonly JobSchedule[], now: number): JobHealth {
	const known = new Map(rows.map((row) => [row.name, row]));
	const jobs = schedules.map((schedule): [string, JobHealth[string]] => {
		const { last_ended_at: ended = null, failures = 0 } = known.get(schedule.name) ?? {};
		return [schedule.name, { ended, overdue: isOverdue(schedule, ended, now), failures }];
	});
	return Object.fromEntries(jobs);
}

function isOverdue({ everyMinutes, leaseSeconds }: JobSchedule, ended: string | null, now: number): boolean {
	const limit = (MISSED * everyMinutes * 60 + leaseSeconds) * 1_000;
	// An end in the future is of a clock that was set back: nothing says that the job ran since.
	return ended === null || Math.abs(now - Date.parse(ended)) > limit;
}
