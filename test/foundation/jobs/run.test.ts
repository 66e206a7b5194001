import { afterEach, describe, expect, it, vi } from "vitest";
import { build } from "#foundation/db/database.ts";
import { StandsStill, Unavailable } from "#foundation/errors.ts";
import { workHealth } from "#foundation/jobs/health.ts";
import { type Job, runTable } from "#foundation/jobs/run.ts";
import { JOBS } from "../../../src/jobs.ts";
import { jobWorld, START } from "../../support/job-world.ts";

const MINUTE = 60_000;
const job = (name: string, own: Partial<Job> = {}): Job => ({
	...{ name, everyMinutes: 1, leaseSeconds: 60, run: async () => undefined },
	...own,
});
const throwing = (error: unknown) => () => Promise.reject(error);

afterEach(() => {
	vi.restoreAllMocks();
});

function heard(): string[] {
	const lines: string[] = [];
	vi.spyOn(console, "error").mockImplementation((line: string) => {
		lines.push(line);
	});
	return lines;
}

describe("a tick", () => {
	it("runs every job beside one that throws, names that one without its message, and rejects", async () => {
		const world = jobWorld();
		const lines = heard();
		const ran: string[] = [];
		const note = (name: string, own: Partial<Job> = {}) => job(name, { run: async () => ran.push(name), ...own });
		const table = [
			note("after", { after: ["fault"] }),
			note("beside"),
			job("fault", { run: throwing(new TypeError("kanarie of a member")) }),
			job("free-fault", { leaseSeconds: 0, run: throwing("kanarie, no error at all") }),
			note("last"),
		];
		await expect(runTable(table, world.process().system)).rejects.toThrow(/^jobs failed: free-fault, fault$/);
		expect(ran.sort()).toEqual(["after", "beside", "last"]);
		expect(lines).toEqual(["job: free-fault failed: Error", "job: fault failed: TypeError"]);
		expect(await world.rows()).toMatchObject([
			{ name: "after", failures: 0, leased_until: null },
			{ name: "beside", failures: 0 },
			{ name: "fault", failures: 1, last_ended_at: null, leased_until: null },
			{ name: "free-fault", failures: 1, last_ended_at: null },
			{ name: "last", failures: 0 },
		]);
	});

	it("is quiet about what was said where it was seen, and does not count it as well ended", async () => {
		const world = jobWorld();
		const lines = heard();
		const table = [
			job("away", { run: throwing(new Unavailable("no bucket")) }),
			job("still", { run: throwing(new StandsStill("a row that does not open")) }),
		];
		for (const times of [1, 2]) {
			await runTable(table, world.process().system);
			expect(await world.rows()).toMatchObject([
				{ name: "away", failures: times, last_ended_at: null },
				{ name: "still", failures: times, last_ended_at: null },
			]);
		}
		expect(lines).toEqual([]);
	});

	it("begins a job once those before it have ended, with the moment of its own begin", async () => {
		const world = jobWorld();
		const order: [string, number][] = [];
		const slow = (name: string, after: string[], own: Partial<Job> = {}) =>
			job(name, {
				after,
				async run({ now, at, clock }) {
					order.push([name, now - START]);
					expect(at).toBe(new Date(now).toISOString());
					world.time += 1_000;
					await new Promise((resolve) => setImmediate(resolve));
					expect(clock()).toBeGreaterThan(now);
				},
				...own,
			});
		const table = [
			slow("a", ["c"]),
			slow("b", ["a"]),
			slow("c", []),
			slow("d", [], { leaseSeconds: 0 }),
			slow("e", ["d"], { leaseSeconds: 0 }),
		];
		await runTable(table, world.process().system);
		expect(order).toEqual([
			["d", 0],
			["e", 1_000],
			["c", 2_000],
			["a", 3_000],
			["b", 4_000],
		]);
	});

	it("runs what needs no database while it is away, and nothing else, in peace", async () => {
		const world = jobWorld();
		const ran: string[] = [];
		const table = ["free", "leased"].map((name) =>
			job(name, { leaseSeconds: name === "free" ? 0 : 60, run: async () => ran.push(name) }),
		);
		world.away = true;
		await runTable(table, world.process().system);
		expect(ran).toEqual(["free"]);
		world.away = false;
		await runTable(table, world.process().system);
		expect(ran).toEqual(["free", "free", "leased"]);
		expect(await world.rows()).toHaveLength(2);
	});

	it("writes nothing into a database that the keys do not fit", async () => {
		const world = jobWorld();
		const { system } = world.process();
		const ran: string[] = [];
		const table = ["free", "leased"].map((name) =>
			job(name, { leaseSeconds: name === "free" ? 0 : 60, run: async () => ran.push(name) }),
		);
		await system.keys();
		heard();
		await world.database.write(build.updateTable("key_rotation").set({ salt_sha256: "of another bucket" }));
		world.time += MINUTE;
		await runTable(table, system);
		expect(ran).toEqual(["free"]);
		expect(await world.rows()).toEqual([]);
	});

	it("runs a job of every hour about once an hour, and one that failed at the next tick", async () => {
		const world = jobWorld();
		heard();
		const at: number[] = [];
		let fails = false;
		const table = [
			job("hourly", {
				everyMinutes: 60,
				async run({ now }) {
					at.push((now - START) / MINUTE);
					if (fails) throw new TypeError("once");
				},
			}),
		];
		for (let minute = 0; minute < 130; minute += 1) {
			fails = minute === 118;
			await runTable(table, world.process().system).catch(() => undefined);
			world.time += MINUTE;
		}
		expect(at).toEqual([0, 59, 118, 119]);
	});

	it("runs after a clock that was set back, beside ends and leases of the future", async () => {
		const world = jobWorld();
		const ran: string[] = [];
		let dies = true;
		const dying = job("dies", { run: () => (dies ? new Promise(() => undefined) : Promise.resolve(ran.push("dies"))) });
		const table = [job("well", { run: async () => ran.push("well") }), dying];
		const cutOff = world.process();
		void runTable(table, cutOff.system);
		await vi.waitUntil(async () => (await world.rows()).some(({ last_ended_at }) => last_ended_at !== null));
		cutOff.die();
		dies = false;
		world.time += MINUTE - 1_000;
		await runTable(table, world.process().system);
		expect(ran).toEqual(["well", "well"]);
		world.time -= 24 * 60 * MINUTE;
		expect((await workHealth(world.database, table, world.time)).jobs?.well?.overdue).toBe(true);
		await runTable(table, world.process().system);
		expect(ran.sort()).toEqual(["dies", "well", "well", "well"]);
		expect((await workHealth(world.database, table, world.time)).jobs?.well?.overdue).toBe(false);
	});

	it("leaves a lease alone that a machine holds whose clock is a little ahead", async () => {
		const world = jobWorld();
		const ran: string[] = [];
		const held = job("held", { run: () => new Promise(() => undefined) });
		void runTable([held], world.process().system);
		await vi.waitUntil(async () => (await world.rows()).length > 0);
		world.time -= 2_000;
		await runTable([job("held", { run: async () => ran.push("held") })], world.process().system);
		expect(ran).toEqual([]);
	});
});

describe("the health of jobs", () => {
	const schedule = { name: "mail", everyMinutes: 5, leaseSeconds: 60 };

	it("is overdue after three intervals and the lease, and where a job never ended well", async () => {
		const world = jobWorld();
		const told = async () => (await workHealth(world.database, [schedule], world.time)).jobs?.mail;
		expect(await told()).toEqual({ ended: null, overdue: true, failures: 0 });
		await runTable([{ ...schedule, run: async () => undefined }], world.process().system);
		const ended = new Date(START).toISOString();
		world.time += 16 * MINUTE;
		expect(await told()).toEqual({ ended, overdue: false, failures: 0 });
		world.time += 1;
		expect(await told()).toEqual({ ended, overdue: true, failures: 0 });
	});

	it("counts the runs that failed since one ended well", async () => {
		const world = jobWorld();
		let isBroken = true;
		const run = async () => {
			if (isBroken) throw new Unavailable("a part is away");
		};
		const failures = async () => (await workHealth(world.database, [schedule], world.time)).jobs?.mail?.failures;
		for (const count of [1, 2]) {
			await runTable([{ ...schedule, run }], world.process().system);
			expect(await failures()).toBe(count);
			world.time += MINUTE;
		}
		isBroken = false;
		await runTable([{ ...schedule, run }], world.process().system);
		expect(await failures()).toBe(0);
	});

	it("is null while the database is away", async () => {
		const world = jobWorld();
		world.away = true;
		const away = await workHealth(world.process().system.database("jobs"), [schedule], world.time);
		expect(away).toEqual({ jobs: null, drill: null });
	});
});

describe("src/jobs.ts", () => {
	const names = JOBS.map(({ name }) => name);

	it("is sorted, and names each job once, in words that /healthz may say", () => {
		expect(names).toEqual([...new Set(names)].sort());
		for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
	});

	it("names jobs before a job that exist, run in the same part of the tick, and form no circle", () => {
		for (const { name, after = [], leaseSeconds } of JOBS) {
			for (const before of after) {
				const found = JOBS.find((one) => one.name === before);
				expect([name, before, found && found.leaseSeconds > 0]).toEqual([name, before, leaseSeconds > 0]);
			}
			const all = new Set(after);
			for (const one of all) for (const next of JOBS.find((other) => other.name === one)?.after ?? []) all.add(next);
			expect(all).not.toContain(name);
		}
	});

	it("gives a lease to all but what must run without the database, has a lease of its own, or is about its own memory", () => {
		const free = JOBS.filter(({ leaseSeconds }) => leaseSeconds === 0).map(({ name }) => name);
		expect(free).toEqual(["day-salt", "registry", "restore", "visits"]);
		for (const { leaseSeconds } of JOBS) if (leaseSeconds > 0) expect(leaseSeconds).toBeGreaterThanOrEqual(60);
	});
});
