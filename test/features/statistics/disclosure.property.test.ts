import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { publishable, type Shown, shownNumber, type Tables } from "#features/statistics/disclosure-control.ts";
import {
	AGE_BANDS,
	added,
	ageBandOf,
	areaOf,
	type Counted,
	crossOf,
	PLACES,
	tablesOf,
} from "#features/statistics/measure.ts";

/** Some of the bands and places, so that lines of few groups come too. */
const TODAY = "2026-11-29T23:00:00.000Z";
const BIRTHS = ["2000-01-01", "1992-01-01", "1982-01-01", "1972-01-01", ""];
const TOWNS = ["Utrecht", "Assen", "Gent", "Nergens", ""];

/** Groups of members who do the same: histories with numbers around the limits. */
const group = fc.record({
	birthDate: fc.constantFrom(...BIRTHS),
	town: fc.constantFrom(...TOWNS),
	size: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 45 })),
	/** Of each week, whether they are switched on. */
	on: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
});
const histories = fc.array(group, { minLength: 1, maxLength: 30 });
type History = typeof histories extends fc.Arbitrary<infer Value> ? Value : never;

const whoIsOn = (history: History, week: number): (Counted & { id: string })[] =>
	history.flatMap(({ birthDate, town, size, on }, at) =>
		on[week] ? Array.from({ length: size }, (_, one) => ({ id: `${at} ${one}`, birthDate, town })) : [],
	);

/** One age in each place, of which all but two have many: as one of the two goes, the other is hidden for its line. */
const LINE = PLACES.map((place) => crossOf("30-39", place));
const MANY = Object.fromEntries(LINE.slice(2).map((cell) => [cell, 90]));
const restless = fc.record({
	cell: fc.constantFrom(...LINE.slice(0, 2)),
	size: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 45 })),
	on: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
});
type Restless = typeof restless extends fc.Arbitrary<infer Value> ? Value : never;

const sizeOf = (groups: readonly Restless[]): number => groups.reduce((sum, { size }) => sum + size, 0);

function publishedCounts(groups: readonly Restless[]): Tables[] {
	const weeks: Tables[] = [];
	let lastCrossed: Shown = {};
	for (let week = 0; week < 6; week++) {
		const counts = LINE.slice(0, 2).map((cell) => [
			cell,
			sizeOf(groups.filter((one) => one.cell === cell && one.on[week])),
		]);
		const newest = weeks.at(-1);
		const tables = publishable({ ...MANY, ...Object.fromEntries(counts) }, newest && { newest, lastCrossed });
		lastCrossed = { ...lastCrossed, ...tables.age_region };
		weeks.push(tables);
	}
	return weeks;
}

type Week = { tables: Tables; counted: ReturnType<typeof tablesOf>; people: ReturnType<typeof whoIsOn> };

function publishedWeeks(history: History): Week[] {
	const weeks: Week[] = [];
	let lastCrossed: Shown = {};
	for (let week = 0; week < 6; week++) {
		const people = whoIsOn(history, week);
		const crossed = added({}, people, TODAY);
		const newest = weeks.at(-1)?.tables;
		const tables = publishable(crossed, newest && { newest, lastCrossed });
		lastCrossed = { ...lastCrossed, ...tables.age_region };
		weeks.push({ tables, counted: tablesOf(crossed), people });
	}
	return weeks;
}

const groupOf = ({ birthDate, town }: Counted) => ({ age: ageBandOf(birthDate, TODAY), region: areaOf(town) });

const MEASURES = ["age", "region", "age_region"] as const;
const describesFew = (number: number) => Math.abs(number) >= 1 && Math.abs(number) <= 9;
const lines = [
	...AGE_BANDS.map((band) => ({ of: ["age", band] as const, cells: PLACES.map((place) => crossOf(band, place)) })),
	...PLACES.map((place) => ({ of: ["region", place] as const, cells: AGE_BANDS.map((band) => crossOf(band, place)) })),
];

describe("what is published of any history of members who switch on and off", () => {
	it("P57 holds no cell, no difference of two tables and no total minus cells that describes 1 to 9 persons", () => {
		fc.assert(
			fc.property(histories, fc.nat(), (history, seed) => {
				const weeks = publishedWeeks(history);
				for (const { tables } of weeks) {
					for (const measure of MEASURES)
						for (const number of Object.values(tables[measure])) expect(number).toBeGreaterThanOrEqual(10);
					for (const {
						of: [measure, total],
						cells,
					} of lines) {
						const sum = tables[measure][total];
						if (sum === undefined) continue;
						const shown = cells.flatMap((cell) => tables.age_region[cell] ?? []);
						expect(describesFew(sum - shown.reduce((one, other) => one + other, 0))).toBe(false);
						// Any of its cells, not only all of them.
						const some = shown.filter((_, at) => (seed >> (at % 30)) & 1);
						expect(describesFew(sum - some.reduce((one, other) => one + other, 0))).toBe(false);
						expect(cells.length - shown.length).not.toBe(1);
					}
				}
				for (const one of weeks)
					for (const other of weeks)
						for (const measure of MEASURES)
							for (const cell of Object.keys({ ...one.tables[measure], ...other.tables[measure] }))
								expect(describesFew((one.tables[measure][cell] ?? 0) - (other.tables[measure][cell] ?? 0))).toBe(false);
			}),
			{ numRuns: 400 },
		);
	});

	it("P57 changes a number only after ten persons or more came to its group or left it", () => {
		fc.assert(
			fc.property(histories, (history) => {
				const weeks = publishedWeeks(history);
				for (const measure of ["age", "region"] as const)
					for (const cell of measure === "age" ? AGE_BANDS : PLACES) {
						let since = 0;
						for (let week = 1; week < weeks.length; week++) {
							const [before, now] = [weeks[week - 1], weeks[week]].map((one) => one?.tables[measure][cell] ?? 0);
							if (before === now) continue;
							const membersOf = (at: number) =>
								new Set((weeks[at]?.people ?? []).filter((one) => groupOf(one)[measure] === cell).map(({ id }) => id));
							const [then, today] = [membersOf(since), membersOf(week)];
							const changed =
								[...then].filter((id) => !today.has(id)).length + [...today].filter((id) => !then.has(id)).length;
							expect(changed).toBeGreaterThanOrEqual(10);
							since = week;
						}
					}
			}),
			{ numRuns: 60 },
		);
	});

	it("P57 shows a crossed number, also one that was hidden meanwhile, as before or ten persons later", () => {
		fc.assert(
			fc.property(fc.array(restless, { maxLength: 12 }), (groups) => {
				const last = new Map<string, { number: number; week: number }>();
				const weeks = publishedCounts(groups);
				for (const [week, { age_region }] of weeks.entries())
					for (const [cell, number] of Object.entries(age_region)) {
						const earlier = last.get(cell);
						if (number === earlier?.number) continue;
						const moved = groups.filter((one) => one.cell === cell && one.on[week] !== one.on[earlier?.week ?? week]);
						if (earlier) expect(sizeOf(moved)).toBeGreaterThanOrEqual(10);
						last.set(cell, { number, week });
					}
			}),
			{ numRuns: 1_000 },
		);
	});

	it("P57 shows a crossed number again as it was, where its line alone had hidden it", () => {
		const on = (...weeks: number[]) => [0, 1, 2, 3, 4, 5].map((week) => weeks.includes(week));
		const [first = "", second = ""] = LINE;
		const weeks = publishedCounts([
			{ cell: first, size: 30, on: on(0, 2, 3, 4, 5) },
			{ cell: second, size: 29, on: on(0, 1, 2, 3, 4, 5) },
			{ cell: second, size: 1, on: on(2, 3, 4, 5) },
			{ cell: second, size: 9, on: on(4, 5) },
		]);
		expect(weeks.map(({ age_region }) => age_region[second])).toEqual([20, undefined, 20, 20, 30, 30]);
	});

	it("P57 shows a number that was never larger than its group when it was counted", () => {
		fc.assert(
			fc.property(histories, (history) => {
				const weeks = publishedWeeks(history);
				for (const [week, { tables, counted }] of weeks.entries())
					for (const measure of MEASURES)
						for (const [cell, number] of Object.entries(tables[measure])) {
							const before = weeks[week - 1]?.tables[measure][cell];
							if (before === number) continue;
							expect(counted[measure][cell] ?? 0).toBeGreaterThanOrEqual(number);
							expect(counted[measure][cell] ?? 0).toBeGreaterThanOrEqual(10);
						}
			}),
			{ numRuns: 200 },
		);
	});
});

describe("one number", () => {
	it.each([
		[9, undefined, 0],
		[10, undefined, 10],
		[29, undefined, 20],
		[18, 0, 0],
		[19, 0, 10],
		[38, 20, 20],
		[39, 20, 30],
		[11, 20, 20],
		[10, 20, 10],
		[1, 10, 10],
		[0, 10, 0],
	])("of %i after %s is shown as %i", (count, before, shown) => {
		expect(shownNumber(count, before)).toBe(shown);
	});

	it("hides a second group of a line whose total is shown where one alone is small", () => {
		// Each place has twenty of one age, but for one with three.
		const crossed = Object.fromEntries(PLACES.map((place, at) => [crossOf("30-39", place), at === 0 ? 3 : 20 + at]));
		const { age, age_region } = publishable(crossed, undefined);
		expect(age["30-39"]).toBeGreaterThan(0);
		const hidden = PLACES.filter((place) => age_region[crossOf("30-39", place)] === undefined);
		expect(hidden).toHaveLength(2);
		expect(hidden).toContain(PLACES[0]);
	});
});
