import type { JobContext, JobSchedule } from "../context.ts";
import { keyProblem } from "../crypto/keys.ts";
import { randomToken } from "../crypto/random.ts";
import { StandsStill, Unavailable } from "../errors.ts";
import { endJob, leaseJob, noteRun } from "./queries.ts";

export type Job = JobSchedule & {
	/** Jobs of the same tick that end before this begins, well or not; both with a lease or both without. */
	after?: readonly string[];
	/**
	 * `context.now` is the moment at which the job begins.
	 * @throws Unavailable, StandsStill: said where it was seen, and the next tick tries again
	 */
	run(context: JobContext): Promise<unknown>;
};

/** How a run ended: well, with what was said already, or with a fault of the program. */
type Outcome = { job: Job; started: number; ended: "well" | "hindered" | "fault"; endedAt: number };

const MINUTE = 60_000;
const iso = (time: number) => new Date(time).toISOString();

/**
 * One tick (DECISIONS 82): the jobs without a lease; then, if the keys fit the database, those that are due and that
 * no other process runs. One write takes every lease, one ends each job. A job that fails stops no other.
 * @throws Error that names the jobs that failed, once all have ended
 */
export async function runTable(table: readonly Job[], system: JobContext): Promise<void> {
	const free = table.filter(({ leaseSeconds }) => leaseSeconds === 0);
	const outcomes = await inOrder(free, (job) => attempt(job, system));
	// Beside a database that is not theirs, jobs write nothing.
	const fits = (await keyProblem(system.keySources)) === undefined;
	if (fits) {
		const due = await takeLeases(table, outcomes, system.step());
		outcomes.push(...(await inOrder(due.jobs, (job) => runLeased(job, due.holder, system))));
	}
	const failed = outcomes.filter(({ ended }) => ended === "fault").map(({ job }) => job.name);
	if (failed.length > 0) throw new Error(`jobs failed: ${failed.join(", ")}`);
}

/** All at the same time, but each after those that it names. */
async function inOrder(jobs: readonly Job[], run: (job: Job) => Promise<Outcome>): Promise<Outcome[]> {
	const begun = new Map<string, Promise<Outcome>>();
	const begin = (job: Job): Promise<Outcome> => {
		const before = jobs.filter(({ name }) => job.after?.includes(name));
		const running = begun.get(job.name) ?? Promise.all(before.map(begin)).then(() => run(job));
		begun.set(job.name, running);
		return running;
	};
	return Promise.all(jobs.map(begin));
}

async function attempt(job: Job, system: JobContext): Promise<Outcome> {
	const context = system.step();
	const ended = await job.run(context).then(
		() => "well" as const,
		(error: unknown) => {
			if (error instanceof Unavailable || error instanceof StandsStill) return "hindered" as const;
			noteFault(job.name, error instanceof Error ? error : new Error("no error was thrown"));
			return "fault" as const;
		},
	);
	return { job, started: context.now, ended, endedAt: system.clock() };
}

/** Its message may hold what a job worked on; its kind does not. */
function noteFault(job: string, error: Error): void {
	console.error(`job: ${job} failed: ${error.name}`);
}

/** Takes the leases of all jobs that are due, and writes down how those without a lease ended. */
async function takeLeases(
	table: readonly Job[],
	outcomes: readonly Outcome[],
	{ now, at, database }: JobContext,
): Promise<{ jobs: readonly Job[]; holder: string }> {
	const holder = randomToken(16);
	const leases = table
		.filter(({ leaseSeconds }) => leaseSeconds > 0)
		.map(({ name, everyMinutes, leaseSeconds }) => {
			const until = iso(now + leaseSeconds * 1_000);
			// A tick comes a little early or late: what is due before the next is due now.
			const dueBefore = iso(now - (everyMinutes - 1) * MINUTE);
			return leaseJob(name, { holder, now: at, until, dueBefore });
		});
	const runs = outcomes.map((outcome) => noteRun(outcome.job.name, iso(outcome.started), endOf(outcome)));
	try {
		const results = await database("jobs").write(...leases, ...runs);
		const names = new Set(results.slice(0, leases.length).flatMap((rows) => rows.map(({ name }) => name)));
		return { jobs: table.filter(({ name }) => names.has(name)), holder };
	} catch (error) {
		if (error instanceof Unavailable) return { jobs: [], holder };
		throw error;
	}
}

const endOf = ({ ended, endedAt }: Outcome) => (ended === "well" ? iso(endedAt) : undefined);

async function runLeased(job: Job, holder: string, system: JobContext): Promise<Outcome> {
	const outcome = await attempt(job, system);
	try {
		await system.database("jobs").write(endJob(job.name, holder, endOf(outcome)));
	} catch (error) {
		// The lease runs out by itself, and then the job runs again.
		if (!(error instanceof Unavailable)) throw error;
	}
	return outcome;
}
