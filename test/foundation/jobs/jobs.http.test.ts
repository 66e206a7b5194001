import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { addDrill } from "#foundation/jobs/drills.ts";
import { parseEnv } from "../../../src/env.ts";
import { JOBS, runJobs } from "../../../src/jobs.ts";
import { TABLE_RULES } from "../../../src/register.ts";
import { endLeases } from "../../support/leases.ts";
import { type DatabaseProxy, startDatabaseProxy } from "../../support/stores/database-proxy.ts";
import { startWorld, type World } from "../../support/world.ts";

/** The table of jobs on workerd and in a second process, on one libSQL server. */
let world: World;
let proxy: DatabaseProxy;
/** Batches in which a run of the outbox looked for mail. */
let drains = 0;
beforeAll(async () => {
	proxy = await startDatabaseProxy(() => world.server.port);
	world = await startWorld({ bindings: { DATABASE_URL: proxy.url } });
	await world.worker.tick();
	proxy.answers = (batch) => {
		if (batch.includes(DRAIN)) drains += 1;
		return undefined;
	};
});
afterAll(async () => {
	await world.stop();
	await proxy.stop();
});
beforeEach(async () => {
	drains = 0;
	await world.worker.tick();
	drains = 0;
});

const DRAIN = 'update \\"outbox\\" set \\"leased_by\\"';
/** The mail job looks with two runs at the same time. */
const RUNS = 2;

type Health = {
	status: string;
	jobs: Record<string, { ended: string | null; overdue: boolean; failures: number }> | null;
};
async function health(): Promise<Health & { code: number }> {
	const { status: code, text } = await world.get("/healthz", { host: "twero.com" });
	return { code, ...(JSON.parse(text) as Health) };
}

const setEnd = (name: string, last_ended_at: string) =>
	world.database.write(build.updateTable("job").set({ last_ended_at }).where("name", "=", name));

const mailRow = async () => {
	const [[row]] = await world.database.read(build.selectFrom("job").selectAll().where("name", "=", "mail"));
	return row ?? expect.fail("no such job");
};

/** One tick in this process, on the Worker's database and buckets. */
async function tickHere(): Promise<void> {
	const bindings = {
		...{ STAGE: "test", DATABASE_URL: proxy.url, SMTP_URL: "smtp://127.0.0.1:9", ...world.secrets },
		...{ SALTS: await world.worker.bucket("SALTS"), OBJECTS: await world.worker.bucket("OBJECTS") },
	};
	const platform = { now: () => Date.now(), wait: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)) };
	await runJobs({ settings: parseEnv(bindings, TABLE_RULES), platform, keepAlive: () => undefined });
}

describe("jobs of two processes", () => {
	it("are run by one of them at a time: while the Worker has the mail, another leaves it alone (T38)", async () => {
		let before = 0;
		proxy.hold('update "outbox" set "leased_by"', async () => {
			before = drains;
			await tickHere();
			// Nothing but the Worker's own two runs came until then.
			expect(drains).toBe(RUNS);
			drains += 100;
		});
		await world.worker.tick();
		expect(before).toBeGreaterThan(0);
		expect(drains).toBe(100 + RUNS);
		await tickHere();
		expect(drains).toBe(100 + 2 * RUNS);
	});

	it("are run again once the lease of a process that was killed is over, and not before (T36)", async () => {
		const held = new Promise<void>((resolve) => {
			proxy.hold('update "outbox" set "leased_by"', async () => {
				resolve();
				await world.restartWorker();
			});
		});
		const tick = world.worker.tick().catch(() => undefined);
		await held;
		await tick;
		await expect.poll(async () => (await world.get("/", { host: "twero.com" })).status).toBe(200);
		drains = 0;
		await world.worker.tick();
		expect(drains).toBe(0);
		expect(Date.parse((await mailRow()).leased_until ?? "")).toBeGreaterThan(Date.now());
		await world.database.write(endLeases());
		proxy.hold('update "outbox" set "leased_by"', async () => {
			expect(await mailRow()).toMatchObject({ failures: 1 });
			drains += 100;
		});
		await world.worker.tick();
		expect(drains).toBe(100 + RUNS);
		expect(await mailRow()).toMatchObject({ failures: 0, leased_until: null, lease_holder: null });
	});
});

describe("GET /healthz", () => {
	it("says when each job last ended well, and nothing is overdue after a tick", async () => {
		const { code, status, jobs } = await health();
		expect([code, status]).toEqual([200, "ok"]);
		expect(Object.keys(jobs ?? {})).toEqual(JOBS.map(({ name }) => name));
		for (const job of Object.values(jobs ?? {})) {
			expect(Object.keys(job)).toEqual(["ended", "overdue", "failures"]);
			expect(job).toEqual({ ended: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), overdue: false, failures: 0 });
			expect(Date.now() - Date.parse(job.ended ?? "")).toBeLessThan(60_000);
		}
	});

	it("names a job that is overdue, and stays 200 and ok, so that nobody takes the site away", async () => {
		const long = new Date(Date.now() - 10 * 60_000).toISOString();
		await setEnd("mail", long);
		const { code, status, jobs } = await health();
		expect([code, status]).toEqual([200, "ok"]);
		const overdue = Object.entries(jobs ?? {}).filter(([, job]) => job.overdue);
		expect(overdue).toEqual([["mail", { ended: long, overdue: true, failures: 0 }]]);
		await world.worker.tick();
		expect((await health()).jobs?.mail?.overdue).toBe(false);
	});

	it("says how the last drill of restoring ended, and whether one is overdue", async () => {
		const drill = async () => ((await health()) as unknown as { drill: unknown }).drill;
		expect(await drill()).toEqual({ ended: null, failedAt: null, overdue: false });
		const ended = Date.now();
		const plain = { startedAt: ended - 1_000, endedAt: ended, backupAt: undefined, rows: 0, acts: 0 };
		await world.database.write(addDrill({ ...plain, failedAt: "keys" }));
		expect(await drill()).toEqual({ ended: new Date(ended).toISOString(), failedAt: "keys", overdue: false });
	});

	it("costs a trip, and answers 200 without one when the database is away", async () => {
		const reply = await world.get("/healthz", { host: "twero.com" });
		expect(reply.headers["server-timing"]).toMatch(/^db;desc="1"/);
		await world.stopDatabase();
		const away = await health();
		expect([away.code, away.jobs]).toEqual([200, null]);
		expect(away.status).toBe("degraded");
		await world.startDatabase();
		await expect.poll(async () => (await health()).jobs).not.toBeNull();
	});
});
