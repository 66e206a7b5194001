import type { JobContext, JobSchedule } from "../context.ts";
import { keyProblem } from "../crypto/keys.ts";
import { randomToken } from "../crypto/random.ts";
import { StandsStill, Unavailable } from "../errors.ts";
import { MINUTE } from "../time.ts";
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

const iso = (time: number) => new Date(time).toISOString();

/**
 * One tick (DECISIONS 82): the jobs without a lease; then, if the keys fit the database, those that are due and that
 * no other process runs. A job that fails stops no other.
 * @throws Error that names the jobs that failed, once all have ended
 */
export async function runTable(table: readonly Job[], system: JobContext): Promise<void> {
	const withoutLease = table.filter(({ leaseSeconds }) => leaseSeconds === 0);
	const free = await inOrder(withoutLease, (job) => attempt(job, system));
	// Beside a database that is not theirs, jobs write nothing.
	const fits = (await keyProblem(system.keySources)) === undefined;
	const leased = fits ? await runLeased(table, free, system) : [];
	const failed = [...free, ...leased].flatMap((outcome) => (outcome?.ended === "fault" ? [outcome.job.name] : []));
	if (failed.length > 0) throw new Error(`jobs failed: ${failed.join(", ")}`);
}

/** All at the same time, but each after those that it names. */
async function inOrder<Ended>(jobs: readonly Job[], run: (job: Job) => Promise<Ended>): Promise<Ended[]> {
	const begun = new Map<string, Promise<Ended>>();
	const begin = (job: Job): Promise<Ended> => {
		const before = jobs.filter(({ name }) => job.after?.includes(name));
		const running = begun.get(job.name) ?? Promise.all(before.map(begin)).then(() => run(job));
		begun.set(job.name, running);
		return running;
	};
	return Promise.all(jobs.map(begin));
}

async function attempt(job: Job, system: JobContext): Promise<Outcome> {
	const context = system.step();
	const ended = await howItEnds(job, context);
	return { job, started: context.now, ended, endedAt: system.clock() };
}

async function howItEnds(job: Job, context: JobContext): Promise<Outcome["ended"]> {
	try {
		await job.run(context);
		return "well";
	} catch (error) {
		if (error instanceof Unavailable || error instanceof StandsStill) return "hindered";
		noteFault(job.name, error instanceof Error ? error : new Error("no error was thrown"));
		return "fault";
	}
}

/** Its message may hold what a job worked on; its kind does not. */
function noteFault(job: string, error: Error): void {
	console.error(`job: ${job} failed: ${error.name}`);
}

/** One write takes the leases of all that wait for none; one that waits takes its own as it begins. */
async function runLeased(
	table: readonly Job[],
	free: readonly Outcome[],
	system: JobContext,
): Promise<(Outcome | undefined)[]> {
	const jobs = table.filter(({ leaseSeconds }) => leaseSeconds > 0);
	const holder = randomToken(16);
	const first = jobs.filter(({ after }) => after === undefined);
	const taken = await takeLeases(first, holder, system.step(), free);
	if (taken === undefined) return [];
	return inOrder(jobs, async (job) => {
		const own = job.after === undefined ? taken : await takeLeases([job], holder, system.step());
		return own?.has(job.name) ? runHeld(job, holder, system) : undefined;
	});
}

/**
 * Takes the leases of those that are due, and writes down how jobs without a lease ended.
 * @returns names; undefined when the database does not answer
 */
async function takeLeases(
	jobs: readonly Job[],
	holder: string,
	{ now, at, database }: JobContext,
	free: readonly Outcome[] = [],
): Promise<ReadonlySet<string> | undefined> {
	const leases = jobs.map(({ name, everyMinutes, leaseSeconds }) => {
		const until = now + leaseSeconds * 1_000;
		// A tick comes a little early or late: what is due before the next is due now.
		const dueBefore = iso(now - (everyMinutes - 1) * MINUTE);
		// Clocks of two machines differ by less than a minute.
		const ahead = { nextTick: iso(now + MINUTE), untilAfter: iso(until + MINUTE) };
		return leaseJob(name, { holder, now: at, until: iso(until), dueBefore, ...ahead });
	});
	const runs = free.map((outcome) => noteRun(outcome.job.name, iso(outcome.started), endOf(outcome)));
	return unlessAway(async () => {
		const results = await database("jobs").write(...leases, ...runs);
		return new Set(results.slice(0, leases.length).flatMap((rows) => rows.map(({ name }) => name)));
	});
}

async function unlessAway<Answer>(question: () => Promise<Answer>): Promise<Answer | undefined> {
	try {
		return await question();
	} catch (error) {
		if (error instanceof Unavailable) return undefined;
		throw error;
	}
}

const endOf = ({ ended, endedAt }: Outcome) => (ended === "well" ? iso(endedAt) : undefined);

async function runHeld(job: Job, holder: string, system: JobContext): Promise<Outcome> {
	const outcome = await attempt(job, system);
	// Where that is not written, the lease runs out by itself, and then the job runs again.
	await unlessAway(() => system.database("jobs").write(endJob(job.name, holder, endOf(outcome))));
	return outcome;
}
