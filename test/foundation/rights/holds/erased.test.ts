import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ConstraintViolated } from "#foundation/db/database.ts";
import { Unavailable } from "#foundation/errors.ts";
import { copiedTables } from "#foundation/rights/export/columns.ts";
import { openerOf } from "#foundation/rights/export/open-values.ts";
import { commonKeys, pageOfRows } from "#foundation/rights/export/rows.ts";
import { heldEntries } from "#foundation/rights/holds/hold.ts";
import { holdsJob } from "#foundation/rights/holds/job.ts";
import { addHold, heldOf, holdById } from "#foundation/rights/holds/queries-holds.ts";
import { planOf } from "#foundation/rights/plan.ts";
import { DAY, MINUTE } from "#foundation/time.ts";
import { REGISTER } from "../../../../src/register.ts";
import {
	bytesOf,
	DUE,
	describedAs,
	hold,
	kept,
	photoOf,
	worldWithPhotos,
} from "../../../support/fixtures/held-photos.ts";
import { REALM } from "../../../support/fixtures/keyed-members.ts";
import { BRANDS } from "../../../support/fixtures/person-rows.ts";
import { PLANTED_REGISTER, PLANTED_SQL, plantTables } from "../../../support/fixtures/planted-feature.ts";
import type { RetentionWorld } from "../../../support/fixtures/retention-world.ts";

const text = (photo: string, size: string) => new TextDecoder().decode(bytesOf(photo, size));
const outcomeOf = async (world: RetentionWorld, id: string) =>
	(await world.database.read(holdById(REALM, id)))[0][0]?.outcome;
const keysOf = (world: RetentionWorld, member: string) =>
	world
		.rowsOf("unit_key")
		.flatMap((row) => (row.includes(`"owner_id":"${member}"`) ? [/"unit":"([^"]*)"/.exec(row)?.[1]] : []));

/** Everything of the first member is gone but what the hold keeps, and that opens. */
async function expectKeptAlone(world: RetentionWorld, id: string): Promise<void> {
	expect(world.rowsOf("member")).toEqual([expect.stringContaining('"lid-3"')]);
	expect(world.rowsOf("photo").filter((row) => !row.includes('"lid-3"'))).toEqual([]);
	expect(keysOf(world, "lid-1")).toEqual([`core:hold:${id}`]);
	expect(keysOf(world, "lid-2")).toEqual([]);
	expect(await outcomeOf(world, id)).toBe("kept");
	const held = await kept(world, id);
	expect(held?.item).toMatchObject({
		...{ table: "photo", brand: BRANDS[0], row: "one-1", member: "lid-1", unreadable: [] },
		values: { description: describedAs("one-1"), state: "pending" },
	});
	expect(held?.file).toBe(text("one-1", "1080"));
	const queued = world.rowsOf("object_removal").join();
	for (const photo of ["one-1", "two-1", "one-2", "two-2"]) expect(queued).toContain(`photos/file-${photo}`);
	expect(queued).not.toContain("holds/");
}

const logged = vi.spyOn(console, "error");
afterEach(() => logged.mockReset());

describe("a member of whom a photo is held, as the account is erased", () => {
	it("loses the row, every key and every other photo, and the held one opens by its hold's own key", async () => {
		const world = await worldWithPhotos();
		const id = await hold(world, "lid-1");
		expect(await world.tick()).toBe(true);
		await expectKeptAlone(world, id);
	});

	it("killed at any trip, before or after it was done, has it kept once and whole", async () => {
		const undisturbed = await worldWithPhotos();
		await hold(undisturbed, "lid-1");
		await undisturbed.tick();
		expect(undisturbed.trips).toBeGreaterThan(9);
		for (let at = 0; at < undisturbed.trips; at++)
			for (const after of [false, true]) {
				const world = await worldWithPhotos();
				const id = await hold(world, "lid-1");
				world.dies = { at, after };
				expect(await world.tick()).toBe(false);
				world.dies = undefined;
				world.time += MINUTE;
				expect(await world.tick()).toBe(true);
				await expectKeptAlone(world, id);
			}
	});

	it("is erased no sooner than the store of files answers, and not by half", async () => {
		const world = await worldWithPhotos();
		const id = await hold(world, "lid-1");
		const { put } = world.objects;
		world.objects.put = () => Promise.reject(new Unavailable("the bucket does not answer"));
		const before = world.rowsOf("photo", "unit_key", "held_item", "hold");
		await expect(world.tick()).rejects.toThrow(Unavailable);
		expect(world.rowsOf("member")).toHaveLength(3);
		expect(world.rowsOf("photo", "unit_key", "held_item", "hold")).toEqual(before);
		world.objects.put = put;
		world.time += MINUTE;
		expect(await world.tick()).toBe(true);
		await expectKeptAlone(world, id);
	});

	it("is erased all the same where the held row is gone or does not open, and the hold says that nothing was left", async () => {
		const world = await worldWithPhotos();
		logged.mockImplementation(() => undefined);
		const gone = await hold(world, "lid-1", { item: photoOf("none") });
		const shut = await hold(world, "lid-2", { item: photoOf("two-2") });
		world.sqlite.exec("DELETE FROM unit_key WHERE unit LIKE '%:photo:two-2'");
		expect(await world.tick()).toBe(true);
		expect(world.rowsOf("member")).toHaveLength(1);
		expect([await outcomeOf(world, gone), await outcomeOf(world, shut)]).toEqual(["nothing", "nothing"]);
		expect(world.rowsOf("held_item")).toEqual([]);
		expect(logged.mock.calls.flat().sort()).toEqual([
			"holds: nothing was left of an item of photo: it does not open",
			"holds: nothing was left of an item of photo: its row is gone",
		]);
		const [rows] = await world.database.read(heldOf(REALM, "lid-1"));
		expect(heldEntries(rows)).toEqual([]);
	});

	it("stays where nothing seals what is held: the database refuses the erasure, whatever erases", async () => {
		const world = await worldWithPhotos();
		await hold(world, "lid-1");
		logged.mockImplementation(() => undefined);
		await expect(world.tick({ hooks: [] })).rejects.toThrow(/could not be erased/);
		expect(world.rowsOf("member").filter((row) => row.includes('"lid-1"'))).toHaveLength(1);
		expect(world.rowsOf("photo").filter((row) => row.includes('"lid-1"'))).toHaveLength(2);
	});

	it("stays for a minute where a hold is placed as the erasure begins, and loses nothing of it", async () => {
		const world = await worldWithPhotos();
		const trips = await tripsOf("erasure");
		let at = 0;
		let id = "";
		world.before = async () => {
			at += 1;
			if (at === trips) id = await hold(world, "lid-1");
		};
		logged.mockImplementation(() => undefined);
		await world.tick().catch(() => undefined);
		world.before = () => undefined;
		world.time += MINUTE;
		expect(await world.tick()).toBe(true);
		await expectKeptAlone(world, id);
	});
});

/** At which trip of a run the batch of the erasure is sent. */
async function tripsOf(_: "erasure"): Promise<number> {
	const world = await worldWithPhotos();
	let found = 0;
	let at = 0;
	world.before = async () => {
		at += 1;
		if (found === 0 && world.sent.some((query) => /^delete from "member"/.test(query.compile().sql))) found = at;
	};
	await world.tick();
	expect(found).toBeGreaterThan(0);
	return found;
}

describe("a held item of an account that stands", () => {
	const run = async (world: RetentionWorld) => holdsJob(world.context(), REGISTER);

	it("is sealed within the minute and stays where it is; its member may then delete it, and erasure finds it kept", async () => {
		const world = await worldWithPhotos();
		const id = await hold(world, "lid-1");
		const before = world.rowsOf("photo");
		await run(world);
		expect(world.rowsOf("photo")).toEqual(before);
		expect((await kept(world, id))?.file).toBe(text("one-1", "1080"));
		world.sqlite.exec("DELETE FROM photo WHERE id = 'one-1'; DELETE FROM unit_key WHERE unit LIKE '%:photo:one-1'");
		world.objects.put = () => Promise.reject(new Unavailable("an erasure needs no store for what is sealed"));
		expect(await world.tick()).toBe(true);
		await expectKeptAlone(world, id);
	});

	it("is sealed once where the job and the erasure meet", async () => {
		const world = await worldWithPhotos();
		const id = await hold(world, "lid-1");
		await Promise.all([run(world), world.tick(), run(world)]);
		await expectKeptAlone(world, id);
	});

	it("waits for the store, and for keys that this process does not know yet", async () => {
		const world = await worldWithPhotos();
		const id = await hold(world, "lid-1");
		const { get } = world.objects;
		world.objects.get = () => Promise.reject(new Unavailable("the bucket does not answer"));
		await expect(run(world)).rejects.toThrow(Unavailable);
		world.objects.get = get;
		world.sqlite.exec("UPDATE unit_key SET key_version = 2 WHERE unit LIKE '%:photo:one-1'");
		await expect(run(world)).rejects.toThrow(Unavailable);
		expect(await outcomeOf(world, id)).toBe("waiting");
		world.sqlite.exec("UPDATE unit_key SET key_version = 1 WHERE unit LIKE '%:photo:one-1'");
		await run(world);
		expect(await outcomeOf(world, id)).toBe("kept");
	});

	it("stands in its member's copy with its reason and its dates, and with what is kept (Art. 15)", async () => {
		const world = await worldWithPhotos();
		const id = await hold(world, "lid-3");
		await run(world);
		const owner = { realm: REALM, brands: BRANDS, subject: "lid-3", at: new Date(world.time).toISOString() };
		const tables = copiedTables(REGISTER, "member").filter(({ table }) => ["hold", "held_item"].includes(table));
		const [keys, ...pages] = await world.database.read(
			commonKeys(owner, []),
			...tables.map((table) => pageOfRows(table, owner, [], 9)),
		);
		const opener = openerOf(await world.keys(), "lid-3", keys as never);
		const opened: Record<string, unknown> = {};
		for (const [at, table] of tables.entries())
			for (const row of pages[at] ?? [])
				for (const column of table.columns)
					opened[`${table.table}.${column.name}`] = await opener.value(table, column, row as never);
		expect(opened).toMatchObject({
			...{ "hold.id": id, "hold.ground": "legal_claim", "hold.reason": "A claim is pending", "hold.outcome": "kept" },
			...{ "hold.until": new Date(DUE + 699 * DAY).toISOString(), "held_item.object_key": `holds/${id}` },
			"held_item.item": expect.stringContaining(describedAs("one-3")),
		});
		expect(Object.keys(opened)).not.toContain("hold.placed_by");
		expect(tables.flatMap(({ objects }) => objects)).toEqual([{ column: "object_key", extension: "webp" }]);
	});

	it("is in the plan of an erasure, and nobody else's is, in this realm or another", async () => {
		const world = await worldWithPhotos();
		const id = await hold(world, "lid-1");
		await world.database.write(
			addHold({
				...{ realm_id: "elsewhere", id: "h", member_id: "lid-1", table_name: "photo", brand_id: "x", row_id: "one-1" },
				...{ ground: "legal_duty", reason_sealed: new Uint8Array(1), placed_by: "s", placed_role: "r" },
				...{ placed_at: new Date(DUE).toISOString(), review_at: new Date(DUE + DAY).toISOString() },
				until: new Date(DUE + DAY).toISOString(),
			}),
		);
		const plan = (subject: string) =>
			planOf(
				world.database,
				{ kind: "member", subject, realm: REALM, brands: BRANDS },
				{
					register: REGISTER,
					ends: (rule) => rule !== "rights_request",
					endOf: (_, from) => from,
					at: new Date(DUE).toISOString(),
				},
			);
		const until = new Date(DUE + 699 * DAY).toISOString();
		const { held, keys, objects } = await plan("lid-1");
		expect(held).toEqual([{ id, table: "photo", ground: "legal_claim", until }]);
		expect(keys.filter((unit) => unit.startsWith("core:hold:"))).toEqual([]);
		expect(objects).toContainEqual({ prefix: "photos/", objects: 2 });
		expect((await plan("lid-2")).held).toEqual([]);
	});
});

describe("a hold, by the database alone", () => {
	it.each([
		["ends more than five years after it was placed", "until = '2033-01-01T00:00:00.000Z'"],
		["is moved to another end", "until = '2028-01-01T00:00:00.000Z'"],
		["is put on another row", "row_id = 'two-1'"],
		["gets another reason", "reason_sealed = x'01'"],
		["loses its reason while it stands", "reason_sealed = NULL"],
		["is settled again", "outcome = 'nothing'"],
	])("never %s", async (_, change) => {
		const world = await worldWithPhotos();
		await hold(world, "lid-1");
		await holdsJob(world.context(), REGISTER);
		expect(() => world.sqlite.exec(`UPDATE hold SET ${change}`)).toThrow();
		expect(() => world.sqlite.exec("UPDATE held_item SET sealed_at = 'x'")).toThrow();
	});

	it("lasts five years to the moment at most, and is looked at again before its end", async () => {
		const world = await worldWithPhotos();
		const dates = (reviewAt: string, until: string) => hold(world, "lid-1", { reviewAt, until });
		await expect(dates("2028-01-01T00:00:00.000Z", "2032-11-28T08:00:00.001Z")).rejects.toThrow(ConstraintViolated);
		await expect(dates("2028-01-02T00:00:00.000Z", "2028-01-01T00:00:00.000Z")).rejects.toThrow(ConstraintViolated);
		await dates("2028-01-01T00:00:00.000Z", "2032-11-28T08:00:00.000Z");
		await expect(hold(world, "lid-1")).rejects.toThrow(ConstraintViolated);
	});
});

describe("a feature that brings its declaration and no code", () => {
	beforeAll(plantTables);

	it("has its rows held with what each way of being about a member shows of them, and loses them as ever", async () => {
		const world = await worldWithPhotos();
		world.sqlite.exec(PLANTED_SQL);
		world.sqlite.exec(
			`INSERT INTO gift VALUES ('${REALM}', 'g', 'lid-1', 'lid-3', 'For you', NULL, 'Thanks'), ('${REALM}', 'h', 'lid-1', 'lid-3', 'Another', NULL, NULL)`,
		);
		const id = await hold(world, "lid-1", { item: { table: "gift", brand: "", row: "g" } });
		expect(await world.tick({ register: PLANTED_REGISTER })).toBe(true);
		// What the other person wrote is no part of it.
		expect((await kept(world, id))?.item.values).toEqual({ id: "g", note: "For you", card_key: null });
		expect(world.rowsOf("gift").filter((row) => /For you|Another/.test(row))).toEqual([]);
	});
});
