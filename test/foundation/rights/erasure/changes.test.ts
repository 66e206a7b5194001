import { describe, expect, it } from "vitest";
import { build, ConstraintViolated, type Database } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import {
	forgetMails,
	mailsOf,
	moveErasure,
	noteFailure,
	noteRecipients,
	requireMoved,
} from "#foundation/rights/erasure/queries-erasure.ts";
import { AT, addErasures, addMail, erasureRow, OTHER } from "../../../support/erasure/erasure-world.ts";
import { REALM } from "../../../support/fixtures/keyed-members.ts";
import { memoryDatabase } from "../../../support/stores/memory-database.ts";

/** What each query changes of an erasure, of which there are always others. */

const LATER = "2026-12-01T08:00:00.000Z";
const BEFORE = "2026-11-01T08:00:00.000Z";
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const everything = async (database: Database) =>
	(await database.read(build.selectFrom("erasure").selectAll().orderBy("realm_id").orderBy("id")))[0];
const stepOf = (id: string, state: "begun" | "planned", realm_id: string = REALM) => ({ realm_id, id, state });

describe("an erasure that moves", () => {
	const failing = (id: string, given: Partial<Tables["erasure"]> = {}) =>
		erasureRow({ id, failures: 2, last_error_code: "x", ...given, state: "begun" });
	const move = (id: string, state: "begun" | "planned" = "begun", realm: string = REALM) =>
		moveErasure(stepOf(id, state, realm), "planned", { plan_json: "{}", stepped_at: LATER });

	it("goes on alone, from the state that was read, and its failures are forgotten", async () => {
		const database = memoryDatabase();
		const others = [failing("f"), failing("e", { realm_id: OTHER })];
		await database.write(...addErasures(failing("e"), ...others));
		const [moved] = await database.write(move("e"));
		expect(moved).toEqual([{ id: "e" }]);
		const gone = { plan_json: "{}", stepped_at: LATER, state: "planned", failures: 0, last_error_code: null };
		expect(await everything(database)).toEqual([{ ...failing("e"), ...gone }, others[0], others[1]]);
	});

	it.each([
		["is in another state already", move("e", "planned")],
		["is of another realm", move("e", "begun", "nowhere")],
		["is another", move("g")],
	])("goes nowhere where it %s, and breaks the batch that it stands in", async (_, query) => {
		const database = memoryDatabase();
		await database.write(...addErasures(failing("e"), failing("f")));
		const before = await everything(database);
		const [moved] = await database.write(query);
		expect(moved).toEqual([]);
		await expect(database.write(query, requireMoved(stepOf("e", "begun")))).rejects.toThrow(ConstraintViolated);
		expect(await everything(database)).toEqual(before);
	});

	it("lets the rest of its batch be written where it moved", async () => {
		const database = memoryDatabase();
		await database.write(...addErasures(failing("e")));
		await database.write(move("e"), requireMoved(stepOf("e", "begun")));
		expect((await everything(database)).map(({ state }) => state)).toEqual(["planned"]);
		expect((await database.read(build.selectFrom("erasure_count").selectAll()))[0]).toEqual([]);
	});

	it("counts a step that could not be made, where it still stands there", async () => {
		const database = memoryDatabase();
		const others = [failing("f"), failing("e", { realm_id: OTHER })];
		await database.write(...addErasures(failing("e"), ...others));
		await database.write(
			noteFailure(stepOf("e", "begun"), "NotErased", LATER),
			noteFailure(stepOf("e", "planned"), "another", BEFORE),
		);
		const failed = { failures: 3, last_error_code: "NotErased", stepped_at: LATER };
		expect(await everything(database)).toEqual([{ ...failing("e"), ...failed }, ...others]);
	});

	it("is told how its recipients stand, and no other is", async () => {
		const database = memoryDatabase();
		const rows = [
			erasureRow({ id: "e", state: "issued", waiting: 3 }),
			erasureRow({ id: "f", state: "issued", waiting: 3 }),
			erasureRow({ id: "e", state: "issued", waiting: 3, realm_id: OTHER }),
		];
		await database.write(...addErasures(...rows));
		await database.write(noteRecipients({ realm_id: REALM, id: "e" }, "[1]", 2, LATER));
		const told = { recipients_json: "[1]", waiting: 2, stepped_at: LATER };
		expect(await everything(database)).toEqual([{ ...rows[0], ...told }, rows[1], rows[2]]);
	});
});

describe("the mail that carries a receipt", () => {
	const names = async (database: Database) => {
		const [mails, keys] = await database.read(
			build.selectFrom("outbox").select("id").orderBy("id"),
			build.selectFrom("unit_key").select("id").orderBy("id"),
		);
		return [idsOf(mails), idsOf(keys)];
	};

	it("is found by its erasure, with whether it is under way", async () => {
		const database = memoryDatabase();
		await database.write(
			...[...addMail("sent", "e", { settled: true }), ...addMail("queued", "e")],
			...[...addMail("others", "f"), ...addMail("elsewhere", "e", { realm: OTHER })],
		);
		const [mails] = await database.read(mailsOf(REALM, "e"));
		expect([...mails].sort((one, other) => one.id.localeCompare(other.id))).toEqual([
			{ id: "queued", settled_at: null },
			{ id: "sent", settled_at: AT },
		]);
	});

	it("goes with every key of the erasure once it has arrived, and takes nobody else's along", async () => {
		const database = memoryDatabase();
		await database.write(
			...[...addMail("sent", "e", { settled: true }), ...addMail("queued", "e")],
			...[...addMail("others", "f", { settled: true }), ...addMail("elsewhere", "e", { settled: true, realm: OTHER })],
		);
		await database.write(...forgetMails(REALM, "e"));
		expect(await names(database)).toEqual([
			["elsewhere", "others", "queued"],
			["key elsewhere", "key others"],
		]);
	});
});
