import { describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { addDrill, type DrillOutcome, drillHealth, drillQueries } from "#foundation/jobs/drills.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";

const DAY = 24 * 60 * 60 * 1_000;
const BEGUN = "2026-01-01T00:00:00.000Z";

async function told(outcomes: readonly Partial<DrillOutcome>[], days: number) {
	const database = memoryDatabase();
	await database.write(
		build.insertInto("migration").values({ number: 1, name: "", sha256: "", applied_at: BEGUN }),
		...outcomes.map((outcome) => {
			const endedAt = outcome.endedAt ?? 0;
			const plain = { startedAt: endedAt - 1_000, endedAt, backupAt: BEGUN, failedAt: undefined, rows: 1, acts: 0 };
			return addDrill({ ...plain, ...outcome });
		}),
	);
	return drillHealth(await database.read(...drillQueries()), Date.parse(BEGUN) + days * DAY);
}
const on = (day: number) => Date.parse(BEGUN) + day * DAY;

describe("a drill", () => {
	it("is overdue 35 days after the database began, or after the last that passed", async () => {
		expect(await told([], 35)).toEqual({ ended: null, failedAt: null, overdue: false });
		expect(await told([], 35.001)).toEqual({ ended: null, failedAt: null, overdue: true });
		expect((await told([{ endedAt: on(30) }], 65)).overdue).toBe(false);
		expect((await told([{ endedAt: on(30) }], 65.001)).overdue).toBe(true);
		// One that failed is none.
		const failed = await told([{ endedAt: on(30) }, { endedAt: on(60), failedAt: "keys" }], 66);
		expect(failed).toEqual({ ended: new Date(on(60)).toISOString(), failedAt: "keys", overdue: true });
		expect((await told([{ endedAt: on(60), failedAt: "keys" }, { endedAt: on(61) }], 66)).failedAt).toBeNull();
	});

	it("of a clock that was ahead counts for nothing", async () => {
		expect((await told([{ endedAt: on(400) }], 10)).overdue).toBe(true);
	});

	it("stands as it ended: no row of it is changed, and a failure says at which check", async () => {
		const database = memoryDatabase();
		const plain = { startedAt: 0, endedAt: 1, backupAt: undefined, rows: 0, acts: 0 };
		await database.write(addDrill({ ...plain, failedAt: "backup" }));
		await expect(
			database.write(build.updateTable("drill").set({ outcome: "passed", failed_at: null })),
		).rejects.toThrow();
		// Without a backup nothing passed.
		await expect(database.write(addDrill({ ...plain, failedAt: undefined }))).rejects.toThrow();
	});
});
