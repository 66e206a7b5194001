import { beforeEach, describe, expect, it } from "vitest";
import { ageBandOf, areaOf, crossOf } from "#features/statistics/measure.ts";
import { build } from "#foundation/db/database.ts";
import { DAY, MINUTE } from "#foundation/time.ts";
import { REALM } from "../../support/fixtures/keyed-members.ts";
import {
	BRAND,
	MONDAY,
	type Person,
	restriction,
	type StatisticsWorld,
	statisticsWorld,
	WEEK,
} from "../../support/processes/statistics-world.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const LAST = "2026-11-23";
const TODAY = "2026-11-29T23:00:00.000Z";
const TOWNS = ["Utrecht", "Den Haag", "Gent", "Nergenshuizen", ""];

/** So many that a count takes several pages, with each age and town often. */
const PEOPLE: readonly Person[] = Array.from({ length: 700 }, (_, at) => ({
	id: `lid-${String(at).padStart(3, "0")}`,
	birthDate: at % 7 === 0 ? "" : `${1950 + (at % 53)}-0${1 + (at % 9)}-15`,
	town: TOWNS[at % TOWNS.length] ?? "",
}));

/** What the tables say of these people, counted by hand. */
function oracle(people: readonly Person[]): Record<string, number> {
	const counts = new Map<string, number>();
	for (const { birthDate = "", town = "" } of people) {
		const [band, place] = [ageBandOf(birthDate, TODAY), areaOf(town)];
		for (const cell of [`age ${band}`, `region ${place}`, `age_region ${crossOf(band, place)}`])
			counts.set(cell, (counts.get(cell) ?? 0) + 1);
	}
	return Object.fromEntries(
		[...counts].filter(([, count]) => count >= 10).map(([cell, count]) => [cell, count - (count % 10)]),
	);
}

/** Of members who said yes, without the numbers of accounts. */
const members = (world: StatisticsWorld, week = LAST) =>
	Object.fromEntries(Object.entries(world.tables()[week] ?? {}).filter(([cell]) => !cell.startsWith("accounts ")));

async function worldOf(people: readonly Person[], answered = people, salts = memorySalts()): Promise<StatisticsWorld> {
	const world = await statisticsWorld(salts);
	world.time = MONDAY - WEEK;
	await world.addPeople(people);
	for (const { id } of answered) await world.answer(id, "given");
	world.time = MONDAY;
	return world;
}

describe("the weekly count", () => {
	it("P51 P57 counts those who said yes by age and region, in tens, and nobody else, and keeps nothing of the way", async () => {
		const world = await worldOf(PEOPLE, PEOPLE.slice(40));
		expect(await world.tick()).toBe(true);
		expect(members(world)).toEqual(oracle(PEOPLE.slice(40)));
		expect(Object.keys(members(world)).length).toBeGreaterThan(25);
		expect(world.sqlite.prepare("SELECT * FROM statistics_run").all()).toEqual([]);
		const trips = world.trips;
		expect(await world.tick()).toBe(true);
		expect(world.trips - trips).toBe(1);
	});

	it("P57 writes no id of a member, and no value of one, into any row of its own", async () => {
		const world = await worldOf(PEOPLE.slice(0, 300));
		const written: string[] = [];
		world.before = async () => {
			for (const table of ["run", "week", "cell"])
				written.push(JSON.stringify(world.sqlite.prepare(`SELECT * FROM statistics_${table}`).all()));
		};
		await world.tick();
		await world.before(0);
		const all = written.join();
		expect(all).toContain("30-39");
		expect(PEOPLE.filter(({ id }) => all.includes(id))).toEqual([]);
		expect(all).not.toMatch(/Utrecht|Gent|Nergens|-15/);
	});

	it("counts nobody twice and leaves nobody out, killed at any trip, before or after it was done", async () => {
		const salts = memorySalts();
		const whole = await worldOf(PEOPLE, PEOPLE, salts);
		const filled = whole.sqlite.serialize();
		await whole.tick();
		const [wanted, trips] = [whole.tables(), whole.trips];
		expect(members(whole)).toEqual(oracle(PEOPLE));
		expect(trips).toBeGreaterThan(9);
		for (let at = 0; at < trips; at++)
			for (const after of [false, true]) {
				const world = await statisticsWorld(salts);
				world.sqlite.deserialize(filled);
				world.time = MONDAY;
				world.dies = { at, after };
				expect(await world.tick()).toBe(false);
				world.dies = undefined;
				world.time += MINUTE;
				expect(await world.tick()).toBe(true);
				expect({ at, after, tables: world.tables(), all: world.tables("") }).toEqual({
					...{ at, after, tables: wanted, all: whole.tables("") },
				});
				expect(world.sqlite.prepare("SELECT * FROM statistics_run").all()).toEqual([]);
			}
	}, 60_000);

	it("passes over no answer between two pages", async () => {
		const world = await worldOf(PEOPLE);
		await world.tick();
		const ranges = world.sent
			.map(({ query }) => query.compile())
			.filter(({ sql }) => sql.includes('"e"."hash" >='))
			.map(({ parameters }) => {
				const to = parameters.findIndex((value) => typeof value === "string" && value.endsWith("~"));
				return { from: String(parameters[to - 1]), to: String(parameters[to]) };
			});
		expect(ranges.map(({ from }) => from)[0]).toBe("");
		expect(ranges.at(-1)?.to).toBe("~");
		for (const [at, { to }] of ranges.slice(0, -1).entries())
			expect(Number.parseInt(ranges[at + 1]?.from ?? "", 16)).toBe(Number.parseInt(to, 16) + 1);
		expect(ranges).toHaveLength(3);
	});

	it("goes on in the next minute where the time of a run is over", async () => {
		const world = await worldOf(PEOPLE);
		world.tripTakes = 15_000;
		let ticks = 0;
		for (; Object.keys(world.tables()).length === 0 && ticks < 20; ticks++) await world.tick();
		expect(ticks).toBeGreaterThan(2);
		expect(members(world)).toEqual(oracle(PEOPLE));
	});

	it("counts in two processes at once what one counts", async () => {
		const world = await worldOf(PEOPLE);
		let other: Promise<boolean> | undefined;
		world.before = () => {
			world.before = () => undefined;
			other = world.tick();
			return undefined;
		};
		await world.tick();
		await other;
		await world.tick();
		expect(members(world)).toEqual(oracle(PEOPLE));
	});
});

describe("who is counted", () => {
	let world: StatisticsWorld;
	const some = PEOPLE.slice(0, 40).map(({ id }) => ({ id, birthDate: "1990-05-05", town: "Utrecht" }));
	beforeEach(async () => {
		world = await worldOf(some);
	});
	const counted = async () => {
		await world.tick();
		return members(world)["region utrecht"] ?? 0;
	};

	it("P34 P51 is none who withdrew before the count", async () => {
		for (const { id } of some.slice(0, 11)) await world.answer(id, "withdrawn");
		expect(await counted()).toBe(20);
	});

	it("P51 is none who switched it off while the count went on, and none twice who switched it on again", async () => {
		const whole = await worldOf(PEOPLE.map(({ id }) => ({ id, birthDate: "1990-05-05", town: "Utrecht" })));
		const moved = PEOPLE.slice(0, 60);
		// What was counted by then: the first two of three pages.
		const early = whole.sqlite
			.prepare("SELECT member_id FROM consent_event WHERE member_id < 'lid-060' AND hash < 'aaaaaa'")
			.all().length;
		whole.before = async (trip) => {
			if (trip !== 8) return;
			for (const { id } of moved) await whole.answer(id, "withdrawn");
			whole.time += 1;
			for (const { id } of moved) await whole.answer(id, "given");
		};
		await whole.tick();
		expect([early > 20, early < 60]).toEqual([true, true]);
		expect(members(whole)["region utrecht"]).toBe(640 + early - (early % 10));
	});

	it("P41 is none who restricted the use of their data, for this purpose or for all", async () => {
		const [first, second, third] = some.map(({ id }) => id);
		await world.database.write(
			restriction(first ?? "", {}),
			restriction(second ?? "", { purpose: "statistics" }),
			restriction(third ?? "", { purpose: "suggestions" }),
			...some.slice(3, 12).map(({ id }) => restriction(id, { purpose: "statistics" })),
		);
		expect(await counted()).toBe(20);
		expect(members(world)["region unknown"]).toBeUndefined();
	});

	it("P41 knows no town of who restricted that alone", async () => {
		await world.database.write(...some.slice(0, 15).map(({ id }) => restriction(id, { item: "town" })));
		expect(await counted()).toBe(20);
		expect(members(world)).toMatchObject({ "region unknown": 10, "age 30-39": 40 });
	});

	it("is none whose account is suspended or closed", async () => {
		await world.database.write(
			build
				.updateTable("member")
				.set({ state: "suspended" })
				.where(
					"id",
					"in",
					some.slice(0, 15).map(({ id }) => id),
				),
		);
		expect(await counted()).toBe(20);
	});

	it("is none who answered other words than today's", async () => {
		world.time = MONDAY - DAY;
		for (const { id } of some.slice(0, 15)) await world.answer(id, "given", "of other words");
		world.time = MONDAY;
		expect(await counted()).toBe(20);
	});

	it("is everybody else where the values of some do not open", async () => {
		world.sqlite.exec("UPDATE member_detail SET town_sealed = x'00' WHERE member_id < 'lid-015'");
		expect(await counted()).toBe(20);
	});
});

describe("the numbers of accounts", () => {
	it("P57 are tens of each realm and brand, and less than ten is not there", async () => {
		const world = await statisticsWorld();
		const person = (id: string, joinedAt: string) => ({ id, joinedAt });
		await world.addPeople([
			...Array.from({ length: 25 }, (_, at) => person(`oud-${at}`, "2026-10-01T10:00:00.000Z")),
			...Array.from({ length: 14 }, (_, at) => person(`nieuw-${at}`, "2026-11-25T10:00:00.000Z")),
			...Array.from({ length: 3 }, (_, at) => person(`morgen-${at}`, "2026-11-30T07:00:00.000Z")),
		]);
		world.sqlite.exec("DELETE FROM membership WHERE member_id LIKE 'oud-1%'");
		world.sqlite.exec(
			"UPDATE member SET state = 'closed', closed_at = '2026-11-26T10:00:00.000Z', purge_at = '2030-01-01T00:00:00.000Z' WHERE id LIKE 'oud-2%'",
		);
		await world.tick();
		// Eleven left, of whom none was one of the six that closed.
		expect(world.tables()[LAST]).toEqual({ "accounts active": 20, "accounts joined": 10, "accounts left": 10 });
		expect(world.tables("")[LAST]).toEqual({ "accounts active": 30, "accounts joined": 10 });
		expect(world.sqlite.prepare("SELECT count FROM ended_membership_count").all()).toEqual([{ count: 0 }]);
	});

	it("leave to the next table what ended while this one was made", async () => {
		const world = await statisticsWorld();
		await world.addPeople(Array.from({ length: 40 }, (_, at) => ({ id: `lid-${at + 10}` })));
		world.sqlite.exec("DELETE FROM membership WHERE member_id < 'lid-22'");
		let isGone = false;
		world.before = async () => {
			const isCounted = world.sent.some(({ query }) => query.compile().sql.includes("ended_membership_count"));
			if (!isCounted || isGone) return;
			isGone = true;
			world.sqlite.exec("DELETE FROM membership WHERE member_id < 'lid-33'");
		};
		await world.tick();
		world.before = () => undefined;
		world.time += WEEK;
		await world.tick();
		const left = Object.values(world.tables()).map((table) => table["accounts left"]);
		expect([isGone, ...left]).toEqual([true, 10, 10]);
	});
});

describe("what is published week by week", () => {
	it("P57 stands until ten or more have come or gone, and says from which week it is", async () => {
		const world = await statisticsWorld();
		const people = Array.from({ length: 60 }, (_, at) => ({
			...{ id: `lid-${at + 100}`, birthDate: "1990-05-05", town: "Utrecht" },
		}));
		await world.addPeople(people);
		const numbers: unknown[] = [];
		for (const [from, to] of [
			[0, 24],
			[24, 33],
			[33, 39],
		] as const) {
			world.time -= 60_000;
			for (const { id } of people.slice(from, to)) await world.answer(id, "given");
			world.time += 60_000;
			await world.tick();
			const [row] = world.sqlite
				.prepare("SELECT count, counted_week FROM statistics_cell WHERE measure = 'age' ORDER BY week DESC LIMIT 1")
				.all();
			numbers.push(row?.count, row?.counted_week);
			world.time += WEEK;
		}
		expect(numbers).toEqual([20, LAST, 20, LAST, 30, "2026-12-07"]);
	});

	it("P57 shows a crossed number again from the week in which it was counted, after tables that hid it", async () => {
		const person = (_: unknown, at: number) => ({ id: `lid-${at + 100}`, birthDate: "1990-05-05", town: "Utrecht" });
		const world = await worldOf(Array.from({ length: 30 }, person));
		const [shown, hidden] = ["2026-11-09", "2026-11-16"];
		const place = { realm_id: REALM, brand_id: BRAND };
		const number = { measure: "age_region", cell: crossOf("30-39", "utrecht"), count: 20, counted_week: shown };
		await world.database.write(
			...[shown, hidden].map((week) =>
				build.insertInto("statistics_week").values({ ...place, week, published_at: `${week}T00:00:00.000Z` }),
			),
			build.insertInto("statistics_cell").values({ ...place, ...number, week: shown }),
		);
		await world.tick();
		const rows = world.sqlite.prepare(
			"SELECT measure, count, counted_week FROM statistics_cell WHERE week = ? ORDER BY measure",
		);
		expect(rows.all(LAST).filter(({ measure }) => measure !== "accounts")).toEqual([
			{ measure: "age", count: 30, counted_week: LAST },
			{ measure: "age_region", count: 20, counted_week: shown },
			{ measure: "region", count: 30, counted_week: LAST },
		]);
	});
});
