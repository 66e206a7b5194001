import { describe, expect, it } from "vitest";
import { publishable, shownNumber, type Tables } from "#features/statistics/disclosure-control.ts";
import { crossOf } from "#features/statistics/measure.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";

/** What the console and the consent say of the numbers, beside what becomes of a group of these sizes, week by week. */
const desk = (locale: Locale) => words(locale).statistics.desk;
const CELL = crossOf("30-39", "utrecht");

function weeksOf(...sizes: number[]): (number | undefined)[] {
	const tables: Tables[] = [];
	for (const size of sizes) {
		const newest = tables.at(-1);
		tables.push(publishable({ [CELL]: size }, newest && { newest, lastCrossed: newest.age_region }));
	}
	return tables.map(({ age }) => age["30-39"]);
}

/** The sizes of groups for which a number that was published as this one stays. */
const sizesOf = (number: number): [smallest: number, largest: number] => {
	const sizes = Array.from({ length: 200 }, (_, size) => size).filter((size) => shownNumber(size, number) === number);
	return [Math.min(...sizes), Math.max(...sizes)];
};

const numbersIn = (text: string) => (text.match(/\d+/g) ?? []).map(Number);

describe("P57 the words beside the numbers", () => {
	it.each(LOCALES)("say no size of a group that is hidden, which may be more than ten: %s", (locale) => {
		expect(weeksOf(5, 18)).toEqual([undefined, undefined]);
		const { hidden, legend } = desk(locale);
		expect(hidden).not.toMatch(/\d|<|ten\b|tien/);
		expect(legend.toLowerCase()).toContain(`“${hidden}”`);
	});

	it.each(LOCALES)("name the largest group that is too small, and from where on a number changes: %s", (locale) => {
		const [, hiddenTo] = sizesOf(0);
		const [smallest, largest] = sizesOf(40);
		expect(numbersIn(desk(locale).legend)).toEqual([hiddenTo, largest + 1 - 40, 40 - (smallest - 1)]);
	});

	it.each([
		["en", /the group may be larger or smaller than it says/, /can stay in later tables while the group gets smaller/],
		["nl", /kan de groep groter of kleiner zijn dan er staat/, /kan in latere tabellen blijven staan terwijl de groep/],
	] as const)("say that a number may stand with another group, in the consent too: %s", (locale, legend, consent) => {
		// One who is left of ten, and almost forty for twenty.
		expect(weeksOf(10, 1)).toEqual([10, 10]);
		expect(weeksOf(20, 38, 39)).toEqual([20, 20, 30]);
		expect(desk(locale).legend).toMatch(legend);
		expect(words(locale).statistics.consent("Twero", "Jupiter")).toMatch(consent);
	});

	it.each(LOCALES)("say of no number that it is its group rounded, other than as it is counted: %s", (locale) => {
		const { lead, legend } = desk(locale);
		expect(lead).not.toMatch(/rounded|afgerond/);
		expect(legend).toMatch(/rounded down to tens when it is counted|bij de telling naar beneden afgerond/);
		expect(words(locale).statistics.consent("Twero", "Jupiter")).toMatch(/when they were counted|bij de telling/);
	});
});
