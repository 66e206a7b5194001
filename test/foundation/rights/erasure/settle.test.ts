import { describe, expect, it, vi } from "vitest";
import { build, type Database } from "#foundation/db/database.ts";
import { recipientsIn, settleRecipients } from "#foundation/rights/erasure/settle.ts";
import { AT, addErasures, addMail, addNotice, erasureRow, OTHER } from "../../../support/erasure/erasure-world.ts";
import { REALM } from "../../../support/fixtures/keyed-members.ts";
import { memoryDatabase } from "../../../support/stores/memory-database.ts";

/** What becomes known after an erasure was proven: whether its recipients were told, and whether its mail arrived. */

const LATER = "2026-12-01T08:00:00.000Z";

type Recipient = { name: string; notice: string; outcome: "told" | "waiting" | "by_hand" };
const bank = (notice: string, outcome: Recipient["outcome"]): Recipient => ({ name: "Bank", notice, outcome });
const issued = (id: string, waiting: number, recipients: Recipient[] = [], realm_id: string = REALM) =>
	erasureRow({ id, state: "issued", waiting, recipients_json: JSON.stringify(recipients), realm_id });

async function settled(database: Database): Promise<Record<string, unknown[]>> {
	await settleRecipients(database, LATER);
	const [rows] = await database.read(build.selectFrom("erasure").selectAll());
	return Object.fromEntries(
		rows.map(({ id, recipients_json, waiting, stepped_at }) => [
			id,
			[recipientsIn(recipients_json).map(({ outcome }) => outcome), waiting, stepped_at],
		]),
	);
}
const keysOf = async (database: Database) =>
	(await database.read(build.selectFrom("unit_key").select("owner_id")))[0].map(({ owner_id }) => owner_id);
const mailsIn = async (database: Database) =>
	(await database.read(build.selectFrom("outbox").select("id")))[0].map(({ id }) => id);

describe("the recipients of proven erasures", () => {
	it("are as their notices stand, each erasure by those of its own realm", async () => {
		const database = memoryDatabase();
		await database.write(
			...[addNotice("sent", "sent"), addNotice("queued", "queued"), addNotice("refused", "refused")],
			...[addNotice("shared", "sent"), addNotice("shared", "failed", OTHER)],
			...addErasures(
				issued("three", 3, [bank("sent", "waiting"), bank("queued", "waiting"), bank("refused", "waiting")]),
				issued("here", 1, [bank("shared", "by_hand")]),
				issued("there", 1, [bank("shared", "waiting")], OTHER),
			),
		);
		expect(await settled(database)).toEqual({
			three: [["told", "waiting", "by_hand"], 2, LATER],
			here: [["told"], 0, LATER],
			there: [["by_hand"], 1, LATER],
		});
	});

	it("keep what was known of them: who was told stays told, and of a notice that has gone nothing new is said", async () => {
		const database = memoryDatabase();
		await database.write(
			...[addNotice("again", "queued"), addNotice("done", "sent")],
			...addErasures(issued("e", 3, [bank("again", "told"), bank("gone", "by_hand"), bank("done", "waiting")])),
		);
		expect(await settled(database)).toEqual({ e: [["told", "by_hand", "told"], 1, LATER] });
	});

	it("are not written again where nothing is new", async () => {
		const database = memoryDatabase();
		await database.write(
			addNotice("queued", "queued"),
			...addErasures(issued("e", 1, [bank("queued", "waiting")]), issued("none", 0)),
		);
		const write = vi.spyOn(database, "write");
		expect(await settled(database)).toEqual({ e: [["waiting"], 1, AT], none: [[], 0, AT] });
		expect(write).not.toHaveBeenCalled();
	});

	it("cost one look where everything is known", async () => {
		const database = memoryDatabase();
		await database.write(...addErasures(issued("e", 0), erasureRow({ id: "open", state: "verified" })));
		const [read, write] = [vi.spyOn(database, "read"), vi.spyOn(database, "write")];
		await settleRecipients(database, LATER);
		expect([read.mock.calls.length, write.mock.calls.length]).toEqual([1, 0]);
	});

	it("are written where only one of them is told another way, though as many are open", async () => {
		const database = memoryDatabase();
		await database.write(addNotice("n", "failed"), ...addErasures(issued("e", 1, [bank("n", "waiting")])));
		expect(await settled(database)).toEqual({ e: [["by_hand"], 1, LATER] });
	});

	it("have their turn behind a full list of fifty that wait for staff", async () => {
		const database = memoryDatabase();
		const fifty = Array.from({ length: 50 }, (_, at) => `e${String(at).padStart(2, "0")}`);
		const waits = [bank("n", "by_hand")];
		const late = { ...issued("late", 1, [bank("done", "waiting")]), stepped_at: "2026-11-30T09:00:00.000Z" };
		await database.write(addNotice("n", "by_hand"), addNotice("done", "sent"));
		await database.write(...addErasures(...fifty.map((id) => issued(id, 1, waits)), late));
		const first = await settled(database);
		expect(first.late).toEqual([["waiting"], 1, late.stepped_at]);
		expect(fifty.map((id) => first[id])).toEqual(fifty.map(() => [["by_hand"], 1, LATER]));
		expect((await settled(database)).late).toEqual([["told"], 0, LATER]);
	});
});

describe("the mail of a proven erasure", () => {
	it("is forgotten with its key once it has arrived, and the erasure waits for nothing more", async () => {
		const database = memoryDatabase();
		await database.write(
			...addErasures(issued("e", 1), issued("f", 1)),
			...[...addMail("arrived", "e", { settled: true }), ...addMail("queued", "f")],
		);
		expect(await settled(database)).toEqual({ e: [[], 0, LATER], f: [[], 1, AT] });
		expect([await mailsIn(database), await keysOf(database)]).toEqual([["queued"], ["f"]]);
	});

	it("keeps the key of the erasure while another of its mails is under way", async () => {
		const database = memoryDatabase();
		await database.write(
			...addErasures(issued("e", 2)),
			...[...addMail("arrived", "e", { settled: true }), ...addMail("queued", "e")],
		);
		expect(await settled(database)).toEqual({ e: [[], 1, LATER] });
		expect([(await mailsIn(database)).sort(), await keysOf(database)]).toEqual([
			["arrived", "queued"],
			["e", "e"],
		]);
	});

	it("counts beside the recipients that are not told yet", async () => {
		const database = memoryDatabase();
		await database.write(
			...[addNotice("n", "sent"), addNotice("m", "queued")],
			...addErasures(issued("e", 3, [bank("n", "waiting"), bank("m", "waiting")])),
			...addMail("queued", "e"),
		);
		expect(await settled(database)).toEqual({ e: [["told", "waiting"], 2, LATER] });
	});

	it("takes no key along where there was no mail", async () => {
		const database = memoryDatabase();
		const [key] = addMail("other", "e");
		await database.write(...addErasures(issued("e", 1)), ...(key ? [key] : []));
		expect(await settled(database)).toEqual({ e: [[], 0, LATER] });
		expect(await keysOf(database)).toEqual(["e"]);
	});
});

describe("the list of recipients in a row", () => {
	it("is empty where none was written, and refused where it is no such list", () => {
		expect(recipientsIn(null)).toEqual([]);
		expect(recipientsIn(JSON.stringify([bank("n", "told")]))).toEqual([bank("n", "told")]);
		for (const broken of [[{ name: "Bank" }], [{ ...bank("n", "told"), outcome: "lost" }], {}])
			expect(() => recipientsIn(JSON.stringify(broken))).toThrow();
	});
});
