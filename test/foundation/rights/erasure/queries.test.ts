import { describe, expect, it } from "vitest";
import { build, type Database } from "#foundation/db/database.ts";
import {
	addErasureAfterChange,
	closedAt,
	erasedCounts,
	erasureById,
	erasureKey,
	erasureOfSubject,
	noticeStates,
	openErasures,
	untoldErasures,
} from "#foundation/rights/erasure/queries-erasure.ts";
import { AT, addErasures, addNotice, erasureRow, OTHER } from "../../../support/erasure/erasure-world.ts";
import { REALM } from "../../../support/fixtures/keyed-members.ts";
import { insertRows, memberRows } from "../../../support/fixtures/person-rows.ts";
import { memoryDatabase } from "../../../support/stores/memory-database.ts";

/** Which erasures each query finds, of which there are always others. */

const LATER = "2026-12-01T08:00:00.000Z";
const BEFORE = "2026-11-01T08:00:00.000Z";
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const everything = async (database: Database) =>
	(await database.read(build.selectFrom("erasure").selectAll().orderBy("realm_id").orderBy("id")))[0];

/** A member that a statement may change, so that what hangs on the change comes about or not. */
async function withMember(): Promise<Database> {
	const database = memoryDatabase();
	const { member = [] } = memberRows({ id: "ada", at: BEFORE, closedAt: AT, purgeAt: LATER, realm: REALM });
	await database.write(...insertRows({ member }));
	return database;
}
const change = (id: string) => build.updateTable("member").set({ updated_at: LATER }).where("id", "=", id);

describe("an erasure that is added", () => {
	const { plan_json: _, ...row } = erasureRow({ id: "e", subject_id: "ada" });
	const given = {
		...{ realm_id: row.realm_id, id: row.id, request_id: row.request_id, subject_id: row.subject_id },
		...{ commitment: row.commitment, begun_at: row.begun_at, payload_sealed: row.payload_sealed },
	};

	it("begins where the statement before it took its member, with nothing done yet", async () => {
		const database = await withMember();
		await database.write(change("ada"), addErasureAfterChange(given));
		expect(await everything(database)).toEqual([{ ...row, plan_json: null }]);
	});

	it("does not begin where that took nobody", async () => {
		const database = await withMember();
		await database.write(change("bob"), addErasureAfterChange(given));
		expect(await everything(database)).toEqual([]);
	});
});

describe("the queries that look for erasures", () => {
	it("find those that are not proven, the longest waiting first, but those that are passed over", async () => {
		const database = memoryDatabase();
		await database.write(
			...addErasures(
				erasureRow({ id: "late", stepped_at: LATER }),
				erasureRow({ id: "early", stepped_at: BEFORE, realm_id: OTHER, state: "verified" }),
				erasureRow({ id: "now", state: "executed" }),
				erasureRow({ id: "done", state: "issued", stepped_at: BEFORE }),
			),
		);
		const [all, one, others] = await database.read(
			openErasures([], 9),
			openErasures([], 1),
			openErasures(["early", "late"], 9),
		);
		expect([all, one, others].map(idsOf)).toEqual([["early", "now", "late"], ["early"], ["now"]]);
	});

	it("find one by its id or its member, whole, in its own realm", async () => {
		const database = memoryDatabase();
		const row = erasureRow({
			...{ id: "e", state: "issued", waiting: 2, failures: 3, last_error_code: "x", recipients_json: "[]" },
			...{ executed_at: BEFORE, verified_at: LATER, plan_json: '{"rows":[]}', verified_json: '{"looks":1}' },
		});
		const open = erasureRow({ id: "f", subject_id: "ada" });
		await database.write(...addErasures(row, open, erasureRow({ id: "g", subject_id: "bob" })));
		const [byId, noneById, bySubject, noneBySubject] = await database.read(
			erasureById(REALM, "e"),
			erasureById(OTHER, "e"),
			erasureOfSubject(REALM, "ada"),
			erasureOfSubject(OTHER, "ada"),
		);
		expect(byId).toEqual([row]);
		expect(bySubject).toEqual([open]);
		expect([noneById, noneBySubject]).toEqual([[], []]);
	});

	it("find the erasure's own key, and not that of its mail or of another erasure", async () => {
		const database = memoryDatabase();
		const key = (id: string, owner_id: string, unit: string, realm_id: string = REALM) =>
			build.insertInto("unit_key").values({
				...{ realm_id, id, owner_id, unit, wrapped_key: new Uint8Array([1]), key_version: 1, created_at: AT },
			});
		await database.write(
			key("own", "e", "erasure"),
			key("mail", "e", "message:m"),
			key("others", "f", "erasure"),
			key("elsewhere", "e", "erasure", OTHER),
		);
		const [keys] = await database.read(erasureKey(REALM, "e"));
		expect(idsOf(keys)).toEqual(["own"]);
	});

	it("say when the account was closed, of nobody else", async () => {
		const database = await withMember();
		const [[ada], bob, elsewhere] = await database.read(
			closedAt(REALM, "ada"),
			closedAt(REALM, "bob"),
			closedAt(OTHER, "ada"),
		);
		expect([ada, bob, elsewhere]).toEqual([{ closed_at: AT }, [], []]);
	});

	it("add up what was erased table by table, without the tables that had nothing", async () => {
		const database = memoryDatabase();
		await database.write(
			...addErasures(erasureRow({ id: "e" }), erasureRow({ id: "f" }), erasureRow({ id: "e", realm_id: OTHER })),
		);
		const count = (step: number, table_name: string, erased: number, erasure_id = "e", realm_id: string = REALM) =>
			build.insertInto("erasure_count").values({ realm_id, erasure_id, step, table_name, erased });
		await database.write(
			...[count(1, "photo", 2), count(2, "member", 1), count(3, "photo", 5), count(4, "session", 0)],
			...[count(1, "member", 7, "f"), count(1, "member", 9, "e", OTHER)],
		);
		const [counts] = await database.read(erasedCounts(REALM, "e"));
		expect(counts).toEqual([
			{ table_name: "member", erased: 1 },
			{ table_name: "photo", erased: 7 },
		]);
	});

	it("find proven erasures of which something is not known yet, the one first that was looked at longest ago", async () => {
		const database = memoryDatabase();
		await database.write(
			...addErasures(
				erasureRow({ id: "late", state: "issued", waiting: 1, stepped_at: LATER }),
				erasureRow({ id: "early", state: "issued", waiting: 2, stepped_at: BEFORE }),
				erasureRow({ id: "known", state: "issued", stepped_at: BEFORE }),
				erasureRow({ id: "open", state: "verified", waiting: 1, stepped_at: BEFORE }),
			),
		);
		const [all, one] = await database.read(untoldErasures(9), untoldErasures(1));
		expect([all, one].map(idsOf)).toEqual([["early", "late"], ["early"]]);
	});

	it("find how the notices stand that are asked for, in the realm", async () => {
		const database = memoryDatabase();
		await database.write(addNotice("one", "sent"), addNotice("two", "queued"), addNotice("three", "failed"));
		await database.write(addNotice("three", "by_hand", OTHER));
		const [states, none] = await database.read(noticeStates(REALM, ["one", "three", "gone"]), noticeStates(REALM, []));
		expect([...states].sort((one, other) => one.id.localeCompare(other.id))).toEqual([
			{ id: "one", state: "sent" },
			{ id: "three", state: "failed" },
		]);
		expect(none).toEqual([]);
	});
});
