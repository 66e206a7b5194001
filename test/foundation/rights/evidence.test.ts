import { describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { noteCutoff, noteErased, noteKept, retentionPasses, retentionRuns } from "#foundation/rights/evidence.ts";
import { expectIndexes } from "../../support/query-plan.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";

const AT = "2026-11-29T08:00:00.000Z";
const LATER = "2026-11-29T09:00:00.000Z";
const OF = { realm: "jupiter", day: "2026-11-29", at: AT, rule: "mail", table: "outbox" } as const;

const salted = (number: number) =>
	build
		.insertInto("abuse_count")
		.values({ kind: "k", subject_index: new Uint8Array([number]), window_start: AT, count: 1 });
const emptied = () => build.deleteFrom("abuse_count");
const counts = (realm: string) =>
	build
		.selectFrom("abuse_count")
		.select((eb) => eb.fn.countAll<number>().as("rows"))
		.where("kind", "=", realm) as unknown as Parameters<typeof noteKept>[1];

describe("what retention writes down of itself", () => {
	it("adds up what statements erased and what stays, from the first moment of a day to its last", async () => {
		const database = memoryDatabase();
		await database.write(salted(1), salted(2), noteKept(OF, counts("k")), emptied(), noteErased(OF));
		await database.write(salted(1), emptied(), noteErased({ ...OF, at: LATER }));
		await database.write(emptied(), noteErased({ ...OF, at: "2026-11-29T10:00:00.000Z" }));
		await database.write(noteKept({ ...OF, at: "2026-11-29T10:00:00.000Z" }, counts("other")));
		await database.write(salted(1), noteKept({ ...OF, rule: "session", at: LATER }, counts("k")));
		await database.write(noteKept({ ...OF, rule: "session", at: LATER }, counts("k")));
		const [rows] = await database.read(build.selectFrom("retention_run").selectAll());
		const row = { realm_id: "jupiter", day: "2026-11-29", table_name: "outbox" };
		expect(rows).toEqual([
			{ ...row, rule: "mail", erased: 3, kept: 2, first_at: AT, last_at: LATER },
			{ ...row, rule: "session", erased: 0, kept: 2, first_at: LATER, last_at: LATER },
		]);
	});

	it("keeps one cutoff of each rule and realm, the newest", async () => {
		const database = memoryDatabase();
		await database.write(noteCutoff(OF, "2026-10-01"), noteCutoff({ ...OF, realm: "mars" }, "2026-09-01"));
		await database.write(noteCutoff({ ...OF, at: LATER }, "2026-10-02"));
		const [rows] = await database.read(build.selectFrom("retention_cutoff").selectAll());
		expect(rows).toEqual([
			{ realm_id: "jupiter", rule: "mail", before: "2026-10-02", noted_at: LATER },
			{ realm_id: "mars", rule: "mail", before: "2026-09-01", noted_at: AT },
		]);
	});

	it("is read day by day, newest first, of one realm and of the days before one", async () => {
		const database = memoryDatabase();
		const days = ["2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"];
		const pass = { after_closed_at: "", after_id: "", examined: 2, started_at: AT, ended_at: null };
		for (const realm_id of ["jupiter", "mars"])
			for (const [number, day] of days.entries()) {
				await database.write(
					build.insertInto("retention_pass").values({ ...pass, realm_id, day }),
					...[
						salted(number),
						emptied(),
						noteErased({ ...OF, realm: realm_id, day, rule: "session", table: "session" }),
					],
					...[salted(1), emptied(), noteErased({ ...OF, realm: realm_id, day, table: "unit_key" })],
					...[salted(1), emptied(), noteErased({ ...OF, realm: realm_id, day })],
				);
			}
		const passes = retentionPasses("jupiter", "2026-11-29", 2);
		const runs = retentionRuns("jupiter", "2026-11-29", 2);
		expectIndexes([passes, runs]);
		const [ofPasses, ofRuns] = await database.read(passes, runs);
		expect(ofPasses).toEqual([
			{ day: "2026-11-28", examined: 2, started_at: AT, ended_at: null },
			{ day: "2026-11-27", examined: 2, started_at: AT, ended_at: null },
		]);
		expect(ofRuns.map(({ day, rule, table_name }) => [day, rule, table_name])).toEqual(
			["2026-11-28", "2026-11-27"].flatMap((day) => [
				[day, "mail", "outbox"],
				[day, "mail", "unit_key"],
				[day, "session", "session"],
			]),
		);
		expect(ofRuns[0]).toMatchObject({ erased: 1, kept: 0, first_at: AT, last_at: AT });
	});
});
