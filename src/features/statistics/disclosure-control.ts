import { AGE_BANDS, type Counts, crossOf, PLACES, tablesOf } from "./measure.ts";

/**
 * What of the counts may be published (DECISIONS 123). Every number is a multiple of ten, so that no sum and no
 * difference of published numbers, of one week or of several, is a number from 1 to 9. A published number stands until
 * ten persons or more have come or gone since it was counted. In a line whose total is shown no single cell is hidden.
 */

/** The smallest number of persons that a published number tells of. */
export const MIN_PERSONS = 10;

export const MEASURES = ["accounts", "age", "region", "age_region"] as const;
export type Measure = (typeof MEASURES)[number];

/** By cell; a cell that is not there is hidden. */
export type Shown = Readonly<Record<string, number>>;
export type Tables = Readonly<Record<Exclude<Measure, "accounts">, Shown>>;

const inTens = (count: number): number => Math.floor(count / MIN_PERSONS) * MIN_PERSONS;

/**
 * A number as it may be published; 0: hidden.
 * @param before what stood there in the table before, 0 for a hidden one; undefined where there was no table. As a
 *   number from `before` to `before + 9` was counted then, it stands until the difference to each of these is ten.
 */
export function shownNumber(count: number, before: number | undefined): number {
	const stands = before !== undefined && count > before - MIN_PERSONS && count < before + 2 * MIN_PERSONS - 1;
	return stands ? before : inTens(count);
}

/**
 * A number that the newest table hides and an earlier one showed, as `last`. It may have been hidden for its line alone,
 * and then be the one that stood: it comes back as that, or as one that is ten persons away from it and from a hidden one.
 */
function shownAgain(count: number, last: number): number {
	const number = shownNumber(count, last);
	return shownNumber(count, 0) === 0 || number > count ? 0 : number;
}

/** Of who came or went in one week: they are others in each. */
export const shownOnce = (count: number): number => inTens(count);

/** Each line of the crossed table: the measure and the cell that is its total, and its cells. */
const LINES = [
	...AGE_BANDS.map((band) => ({
		measure: "age" as const,
		total: band as string,
		cells: PLACES.map((place) => crossOf(band, place)),
	})),
	...PLACES.map((place) => ({
		measure: "region" as const,
		total: place as string,
		cells: AGE_BANDS.map((band) => crossOf(band, place)),
	})),
];

/** The newest table, and of each crossed cell the number that was shown last, in whichever table. */
export type Before = { newest: Tables; lastCrossed: Shown };

/** What is published of these counts, after what was published before; undefined: nothing was. */
export function publishable(crossed: Counts, before: Before | undefined): Tables {
	const counted = tablesOf(crossed);
	const cells = {
		age: AGE_BANDS,
		region: PLACES,
		age_region: LINES.slice(0, AGE_BANDS.length).flatMap((l) => l.cells),
	};
	const numberOf = (measure: keyof Tables, cell: string): number => {
		const count = counted[measure][cell] ?? 0;
		const newest = before?.newest[measure][cell];
		const last = measure === "age_region" && newest === undefined ? before?.lastCrossed[cell] : undefined;
		return last === undefined ? shownNumber(count, before && (newest ?? 0)) : shownAgain(count, last);
	};
	const shown = (measure: keyof Tables): Shown =>
		Object.fromEntries(
			cells[measure].flatMap((cell) => {
				const number = numberOf(measure, cell);
				return number === 0 ? [] : [[cell, number] as const];
			}),
		);
	const [age, region] = [shown("age"), shown("region")];
	return { age, region, age_region: withoutLoneHidden(shown("age_region"), { age, region }) };
}

/**
 * Hides the smallest shown cell of each line whose total is shown and in which one cell alone is hidden, until there is
 * no such line. One that is hidden may leave another line with a hidden cell, so this goes on while it changes anything.
 */
function withoutLoneHidden(crossed: Shown, totals: Pick<Tables, "age" | "region">): Shown {
	const shown: Record<string, number> = { ...crossed };
	for (let isChanged = true; isChanged; ) {
		isChanged = false;
		for (const { measure, total, cells } of LINES) {
			if (totals[measure][total] === undefined) continue;
			const visible = cells.filter((cell) => shown[cell] !== undefined);
			if (cells.length - visible.length !== 1) continue;
			const [smallest] = visible.sort((one, other) => (shown[one] ?? 0) - (shown[other] ?? 0));
			if (smallest === undefined) continue;
			delete shown[smallest];
			isChanged = true;
		}
	}
	return shown;
}
