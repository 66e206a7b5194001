import { beforeAll, describe, expect, it } from "vitest";
import { TABLE_COLUMNS } from "#foundation/db/tables.ts";
import { addDuration, endOfYear } from "#foundation/i18n/duration.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { usableViews } from "#foundation/register/usable/usable-views.ts";
import { addressedKinds, foundByAddress, withoutAccount } from "#foundation/rights/found-by-address.ts";
import { planOf } from "#foundation/rights/plan.ts";
import { addRestriction } from "#foundation/rights/restriction/queries-restriction.ts";
import { MINUTE } from "#foundation/time.ts";
import { accountRows, BRANDS, insertRows } from "../../support/fixtures/person-rows.ts";
import { PLANTED_REGISTER, PLANTED_SQL, PLANTED_TABLES, plantTables } from "../../support/fixtures/planted-feature.ts";
import { type RetentionWorld, retentionWorld } from "../../support/fixtures/retention-world.ts";

const AT = "2026-01-05T10:00:00.000Z";
const REALM = "voorbeeld-media";
const SOME = { realm_id: REALM, issued_at: "2031-11-01T10:00:00.000Z", delivered_at: "2031-11-20T10:00:00.000Z" };

beforeAll(plantTables);

function insert(world: RetentionWorld, table: string, row: Record<string, string | null>): void {
	const names = Object.keys(row);
	const marks = names.map(() => "?").join();
	world.sqlite.prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${marks})`).run(...Object.values(row));
}

const valuesOf = (world: RetentionWorld, table: string): Record<string, unknown>[] =>
	world.rowsOf(table).map((row) => JSON.parse(row.slice(table.length + 1)));

/** Somebody without an account, with a key and a picture. */
function plantGuest(
	world: RetentionWorld,
	id: string,
	leftAt: string,
	index: Uint8Array = new TextEncoder().encode(id),
): void {
	const bytes = new TextEncoder().encode("sealed");
	world.sqlite
		.prepare("INSERT INTO guest VALUES (?, ?, ?, ?, ?, ?, ?)")
		.run(REALM, id, bytes, index, bytes, `pictures/${id}`, leftAt);
	world.sqlite
		.prepare(
			"INSERT INTO unit_key (realm_id, id, owner_id, unit, wrapped_key, key_version, created_at) VALUES (?, ?, ?, 'core', ?, 1, ?)",
		)
		.run(REALM, `core ${id}`, id, bytes, AT);
}

/** Ann's account is erased on 29 November 2031, Bob's a year later; Cas stays. */
async function planted(): Promise<RetentionWorld> {
	const world = await retentionWorld(0);
	world.sqlite.exec(PLANTED_SQL);
	const closed = { ann: "2026-11-29T15:30:00.000Z", bob: "2027-11-29T15:30:00.000Z" };
	await world.database.write(
		...Object.entries(closed).flatMap(([id, closedAt]) =>
			insertRows(accountRows({ id, at: AT, closedAt, purgeAt: addDuration(new Date(closedAt), "P60M").toISOString() })),
		),
		...insertRows(accountRows({ id: "cas", at: AT })),
	);
	return world;
}

async function at(world: RetentionWorld, time: string): Promise<void> {
	world.time = Date.parse(time);
	expect(await world.tick({ register: PLANTED_REGISTER })).toBe(true);
}

const ANN_GOES = "2031-11-29T08:00:00.000Z";
const BOB_GOES = "2032-11-29T08:00:00.000Z";

describe("a feature that brings its declaration and no code", () => {
	it("loses what each of two people put into a row, and the row keeps its place", async () => {
		const world = await planted();
		const gift = { realm_id: REALM, note: "For you", card_key: "cards/1", thanks: "Thank you" };
		insert(world, "gift", { ...gift, id: "1", giver_id: "ann", receiver_id: "bob" });
		insert(world, "gift", { ...gift, id: "2", giver_id: "cas", receiver_id: "ann", card_key: "cards/2" });
		insert(world, "gift", { ...gift, id: "3", giver_id: "cas", receiver_id: "bob", card_key: "cards/3" });
		await at(world, ANN_GOES);
		const gone = { note: "a gift", card_key: null };
		expect(valuesOf(world, "gift")).toMatchObject([
			{ ...gift, ...gone, id: "1" },
			{ ...gift, id: "2", card_key: "cards/2", thanks: null },
			{ ...gift, id: "3", card_key: "cards/3" },
		]);
		expect(world.rowsOf("object_removal")).toEqual([expect.stringContaining('"cards/1"')]);
		await at(world, BOB_GOES);
		expect(valuesOf(world, "gift")).toMatchObject([
			{ ...gone, id: "1", thanks: null },
			{ note: "For you", id: "2", thanks: null },
			{ note: "For you", id: "3", thanks: null },
		]);
		expect(valuesOf(world, "retention_run")).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ day: "2031-11-29", rule: "account", table_name: "gift", erased: 1 }),
				expect.objectContaining({ day: "2031-11-29", rule: "brand", table_name: "gift", erased: 1 }),
				expect.objectContaining({ day: "2032-11-29", rule: "brand", table_name: "gift", erased: 2 }),
			]),
		);
	});

	it("loses rows that are found through one join and through two, and no other's", async () => {
		const world = await planted();
		for (const [id, giver] of [
			["a", "ann"],
			["c", "cas"],
		] as const) {
			insert(world, "gift", { realm_id: REALM, id, giver_id: giver, receiver_id: "cas", note: "", thanks: null });
			for (const brand of BRANDS)
				insert(world, "gift_line", { brand_id: brand, id: `${id} ${brand}`, gift_id: id, label: "x" });
			const stamp = { realm_id: REALM, id, line_id: `${id} ${BRANDS[1]}`, place: "here" };
			insert(world, "gift_stamp", { ...stamp, stamped_at: "2031-11-28T10:00:00.000Z" });
		}
		insert(world, "gift_line", { brand_id: "elders", id: "a", gift_id: "a", label: "of another realm" });
		await at(world, ANN_GOES);
		expect(valuesOf(world, "gift_line").map(({ id }) => id)).toEqual(["a", `c ${BRANDS[0]}`, `c ${BRANDS[1]}`]);
		expect(valuesOf(world, "gift_stamp").map(({ id }) => id)).toEqual(["c"]);
		await at(world, "2031-12-28T09:59:59.000Z");
		expect(world.rowsOf("gift_stamp")).toHaveLength(1);
		await at(world, "2031-12-28T10:00:00.000Z");
		expect(world.rowsOf("gift_stamp")).toEqual([]);
		expect(world.rowsOf("gift_line")).toHaveLength(3);
	});

	it("loses a row that two people share once neither has anything in it", async () => {
		const world = await planted();
		const [brand] = BRANDS;
		const greeting = { brand_id: brand, sent: "Hello", answer: "Hello yourself" };
		insert(world, "greeting", { ...greeting, id: "1", sender_id: "ann", receiver_id: "bob" });
		insert(world, "greeting", { ...greeting, id: "2", sender_id: "ann", receiver_id: "bob", answer: null });
		insert(world, "greeting", { ...greeting, id: "3", sender_id: "bob", receiver_id: "ann" });
		insert(world, "greeting", { ...greeting, id: "4", sender_id: "cas", receiver_id: "bob" });
		await at(world, ANN_GOES);
		expect(valuesOf(world, "greeting")).toMatchObject([
			{ id: "1", sent: null, answer: "Hello yourself" },
			{ id: "3", sent: "Hello", answer: null },
			{ id: "4", sent: "Hello", answer: "Hello yourself" },
		]);
		await at(world, BOB_GOES);
		expect(valuesOf(world, "greeting")).toMatchObject([{ id: "4", sent: "Hello", answer: null }]);
	});

	it("keeps what a statute keeps until seven years after the year, and then the row goes", async () => {
		const world = await planted();
		const invoice = { ...SOME, name: "Ann", address: "Here", amount: "12.50" };
		insert(world, "invoice", { ...invoice, id: "a", buyer_id: "ann" });
		insert(world, "invoice", { ...invoice, id: "c", buyer_id: "cas" });
		await at(world, ANN_GOES);
		expect(valuesOf(world, "invoice")).toMatchObject([
			{ id: "a", name: "", address: "Here", amount: "12.50" },
			{ id: "c", name: "Ann", address: "Here", amount: "12.50" },
		]);
		expect(valuesOf(world, "retention_run")).toContainEqual(
			expect.objectContaining({ rule: "delivery_address", table_name: "invoice", erased: 0, kept: 1 }),
		);
		await at(world, "2031-12-20T10:00:00.000Z");
		expect(valuesOf(world, "invoice")).toMatchObject([
			{ id: "a", name: "", address: null, amount: "12.50" },
			{ id: "c", name: "Ann", address: null, amount: "12.50" },
		]);
		const end = addDuration(endOfYear(new Date(SOME.issued_at)), "P7Y").getTime();
		await at(world, new Date(end - 1).toISOString());
		expect(world.rowsOf("invoice")).toHaveLength(2);
		await at(world, new Date(end).toISOString());
		expect(valuesOf(world, "invoice")).toMatchObject([{ id: "c", name: "Ann", address: null, amount: null }]);
	});

	it("counts a row that stays once, however often retention runs", async () => {
		const world = await planted();
		insert(world, "invoice", { ...SOME, id: "c", buyer_id: "cas", name: "Cas", address: "Here", amount: "1" });
		await at(world, "2031-12-20T10:00:00.000Z");
		const evidence = world.rowsOf("retention_run");
		expect(evidence).toContainEqual(expect.stringMatching(/"invoice","erased":1,/));
		for (let runs = 0; runs < 3; runs++) {
			world.time += MINUTE;
			await world.tick({ register: PLANTED_REGISTER });
		}
		expect(world.rowsOf("retention_run")).toEqual(evidence);
		expect(world.rowsOf(...PLANTED_TABLES).filter((row) => !row.startsWith("provider_task"))).toHaveLength(1);
	});

	it("brings a kind of person without an account, who ends by its own clock, with keys, objects and what others share", async () => {
		const world = await planted();
		for (const [id, leftAt] of [
			["gus", "2030-11-29T10:00:00.000Z"],
			["fay", "2031-06-01T10:00:00.000Z"],
		] as const) {
			plantGuest(world, id, leftAt);
			for (const receiver of ["cas", "ann"]) {
				const letter = { brand_id: BRANDS[0], id: `${id} ${receiver}`, guest_id: id, receiver_id: receiver };
				insert(world, "guest_letter", { ...letter, sent: `of ${id}`, answer: receiver === "cas" ? "of cas" : null });
			}
		}
		const guests = () => valuesOf(world, "guest").map(({ id }) => id);
		await at(world, "2031-11-29T09:59:59.000Z");
		expect(guests()).toEqual(["fay", "gus"]);
		await at(world, "2031-11-29T10:00:00.000Z");
		expect(guests()).toEqual(["fay"]);
		expect(valuesOf(world, "guest_letter").map(({ id, sent, answer }) => [id, sent, answer])).toEqual([
			["fay ann", "of fay", null],
			["fay cas", "of fay", "of cas"],
			["gus cas", null, "of cas"],
		]);
		expect(valuesOf(world, "unit_key").map(({ owner_id }) => owner_id)).toEqual(["fay"]);
		expect(world.rowsOf("object_removal")).toEqual([expect.stringContaining('"pictures/gus"')]);
		expect(valuesOf(world, "retention_run")).toContainEqual(
			expect.objectContaining({ rule: "ticket", table_name: "guest", erased: 1 }),
		);
	});

	it("tells its provider of each person that goes, in the batch of the erasure, once, and of nobody else", async () => {
		const world = await planted();
		plantGuest(world, "gus", "2030-11-29T07:00:00.000Z");
		world.refuse("BEFORE DELETE ON guest");
		await expect(at(world, ANN_GOES)).rejects.toThrow(/could not be erased/);
		expect(valuesOf(world, "provider_task").map(({ id }) => id)).toEqual(["forget ann"]);
		world.allow();
		for (let minute = 0; minute < 3; minute++)
			await at(world, new Date(Date.parse(ANN_GOES) + minute * MINUTE).toISOString());
		expect(valuesOf(world, "provider_task").map(({ id, kind }) => [id, kind])).toEqual([
			["forget ann", "member"],
			["forget gus", "guest"],
		]);
	});

	it("has a plan of erasure for each of its two kinds of persons", async () => {
		const world = await planted();
		plantGuest(world, "gus", "2031-01-01T10:00:00.000Z");
		insert(world, "guest_letter", {
			...{ brand_id: BRANDS[0], id: "1", guest_id: "gus", receiver_id: "cas" },
			...{ sent: "Hello", answer: "Hello yourself" },
		});
		const of = (kind: string, subject: string) =>
			planOf(
				world.database,
				{ kind, subject, realm: REALM, brands: BRANDS },
				{ register: PLANTED_REGISTER, ends: () => true, endOf: (_, from) => from, at: "2026-01-01T00:00:00.000Z" },
			);
		const plan = await of("guest", "gus");
		expect(plan).toMatchObject({ keys: ["core"], holds: [], objects: [{ prefix: "pictures/", objects: 1 }] });
		expect([...plan.rows].sort((one, other) => one.table.localeCompare(other.table))).toEqual([
			{ table: "guest", rows: 1, becomes: "gone" },
			{ table: "guest_letter", rows: 1, becomes: "emptied" },
		]);
		const ofMember = await of("member", "cas");
		expect(ofMember.rows).toContainEqual({ table: "guest_letter", rows: 1, becomes: "emptied" });
	});

	it("is found by the address in its declaration, and by no other", async () => {
		const world = await retentionWorld(Date.parse(AT), { keyed: true });
		world.sqlite.exec(PLANTED_SQL);
		const ring = await world.keys();
		const realm = realmIdSchema.parse(REALM);
		plantGuest(world, "gus", AT, await ring.index("email", realm, "gus@example.org"));
		const [guest] = addressedKinds(PLANTED_REGISTER).filter(({ as }) => as === "guest");
		const found = async (email: string) => {
			const [rows] = await world.database.read(
				await foundByAddress(ring, { realm, brands: BRANDS }, guest ?? expect.fail(), email),
			);
			return rows.map(({ id }) => id);
		};
		expect([await found("gus@example.org"), await found("fay@example.org")]).toEqual([["gus"], []]);
		expect(withoutAccount(guest ?? expect.fail())).toBe(true);
	});

	it("shows others nothing of a member who restricted the use, by views that follow from its declaration", async () => {
		const world = await planted();
		const views = usableViews(PLANTED_REGISTER, TABLE_COLUMNS).filter(({ table }) => table === "greeting");
		expect(views.map(({ name }) => name)).toEqual(["greeting_usable_for_use_of_site"]);
		for (const { sql } of views) world.sqlite.exec(sql);
		for (const sender of ["ann", "cas"])
			insert(world, "greeting", {
				...{ brand_id: BRANDS[0], id: sender, sender_id: sender, receiver_id: "bob", sent: "Hello", answer: null },
			});
		await world.database.write(
			addRestriction({
				...{ realm_id: REALM, id: "r", member_id: "ann", brand_id: "", purpose: "use_of_site", item: "", row_id: "" },
				...{ ground: "claim", since: AT },
			}),
		);
		const shown = world.sqlite.prepare("SELECT id FROM greeting_usable_for_use_of_site").all();
		expect(shown.map(({ id }) => id)).toEqual(["cas"]);
	});
});
