import { beforeAll, describe, expect, it } from "vitest";
import { addDuration, endOfYear } from "#foundation/i18n/duration.ts";
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
		expect(world.rowsOf(...PLANTED_TABLES)).toHaveLength(1);
	});
});
