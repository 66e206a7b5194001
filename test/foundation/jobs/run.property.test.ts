import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Unavailable } from "#foundation/errors.ts";
import { type Job, runTable } from "#foundation/jobs/run.ts";
import { type JobWorld, jobWorld } from "../../support/job-world.ts";

const MINUTE = 60_000;
const PROCESSES = 3;
const SCHEDULES = [
	{ name: "daily", everyMinutes: 1_440, leaseSeconds: 60 },
	{ name: "often", everyMinutes: 1, leaseSeconds: 90 },
	{ name: "seldom", everyMinutes: 5, leaseSeconds: 300, after: ["often"] },
] as const;

type How = "well" | "fault" | "unavailable";
type Run = { job: string; process: number; startedAt: number; isLive: boolean; end(how: How): void };

const settle = async () => {
	for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Processes that run one table, and what a fold of their runs, which knows nothing of the code, allows. */
class Fleet {
	readonly world: JobWorld = jobWorld();
	readonly runs: Run[] = [];
	/** What no order of events allows. */
	readonly offences: string[] = [];
	processes = Array.from({ length: PROCESSES }, () => this.world.process());
	/** Of each job, the run that began last, and how it ended. */
	private readonly last = new Map<string, { run: Run; how: How | undefined }>();

	private begin(process: number, { name, everyMinutes, leaseSeconds }: (typeof SCHEDULES)[number]): Promise<void> {
		const { time } = this.world;
		const beside = this.live().filter((run) => run.job === name && time - run.startedAt < leaseSeconds * 1_000);
		if (beside.length > 0) this.offences.push(`${name} beside another run of it`);
		const before = this.last.get(name);
		if (before?.how === "well" && time - before.run.startedAt < (everyMinutes - 1) * MINUTE)
			this.offences.push(`${name} too soon`);
		return new Promise((resolve, reject) => {
			const end = (how: How) => {
				run.isLive = false;
				const last = this.last.get(name);
				if (last?.run === run) last.how = how;
				if (how === "well") resolve();
				else reject(how === "fault" ? new TypeError("a fault") : new Unavailable("away"));
			};
			const run: Run = { job: name, process, startedAt: time, isLive: true, end };
			this.runs.push(run);
			this.last.set(name, { run, how: undefined });
		});
	}

	async tick(...processes: number[]): Promise<void> {
		for (const process of processes) {
			const table: Job[] = SCHEDULES.map((schedule) => ({ ...schedule, run: () => this.begin(process, schedule) }));
			const { system } = this.processes[process] ?? expect.fail("no process");
			void runTable(table, system).catch((error: Error) => {
				if (!error.message.startsWith("jobs failed: ")) this.offences.push(String(error));
			});
		}
		await settle();
	}

	async end(index: number, how: How): Promise<void> {
		const live = this.live();
		live[index % Math.max(live.length, 1)]?.end(how);
		await settle();
	}

	die(process: number): void {
		this.processes[process]?.die();
		for (const run of this.runs) if (run.process === process) run.isLive = false;
		this.processes[process] = this.world.process();
	}

	live = () => this.runs.filter(({ isLive }) => isLive);
}

// Runs that fail are said, and here there are thousands.
beforeAll(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
afterAll(() => void vi.restoreAllMocks());

const process = fc.nat(PROCESSES - 1);
const steps = fc.array(
	fc.oneof(
		{ weight: 5, arbitrary: fc.record({ ticks: fc.uniqueArray(process, { minLength: 1, maxLength: PROCESSES }) }) },
		{
			weight: 5,
			arbitrary: fc.record({ end: fc.nat(5), how: fc.constantFrom<How>("well", "well", "fault", "unavailable") }),
		},
		{ weight: 2, arbitrary: fc.record({ dies: process }) },
		{ weight: 4, arbitrary: fc.record({ seconds: fc.constantFrom(1, 30, 59, 60, 61, 240, 300, 90_000) }) },
	),
	{ minLength: 3, maxLength: 30 },
);

describe("the table of jobs", () => {
	it("never has two processes at one job within its lease, keeps its intervals, and goes on after whatever dies", async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (all) => {
				const fleet = new Fleet();
				for (const step of all) {
					if ("ticks" in step) await fleet.tick(...step.ticks);
					else if ("dies" in step) fleet.die(step.dies);
					else if ("seconds" in step) fleet.world.time += step.seconds * 1_000;
					else await fleet.end(step.end, step.how);
				}
				for (let number = 0; number < PROCESSES; number += 1) fleet.die(number);
				fleet.world.time += 2 * 1_440 * MINUTE;
				expect(fleet.offences).toEqual([]);
				const before = fleet.runs.length;
				await fleet.tick(0, 1, 2);
				while (fleet.live().length > 0) await fleet.end(0, "well");
				const later = fleet.runs.slice(before).map(({ job }) => job);
				expect(fleet.offences).toEqual([]);
				expect(later.sort()).toEqual(SCHEDULES.map(({ name }) => name));
				for (const row of await fleet.world.rows())
					expect(row).toMatchObject({ failures: 0, leased_until: null, last_ended_at: expect.stringMatching(/^20/) });
			}),
			{ numRuns: 150 },
		);
	});
});
