import { describe, expect, it } from "vitest";
import {
	addDuration,
	durationSchema,
	endOfYear,
	startOf,
	startOfDay,
	startOfNextDay,
} from "#foundation/i18n/duration.ts";
import { DAY } from "#foundation/time.ts";

const at = (iso: string) => new Date(iso);

/** What is added to a moment, and what comes out; all with the offset of Amsterdam that day. */
const SUMS = [
	["a month after a night in March", "2027-03-31T00:30:00+02:00", "P1M", "2027-04-30T00:30:00+02:00"],
	["a month over the start of summer time", "2027-03-01T00:30:00+01:00", "P1M", "2027-04-01T00:30:00+02:00"],
	["a month over the end of summer time", "2027-10-01T00:30:00+02:00", "P1M", "2027-11-01T00:30:00+01:00"],
	["a day of 23 hours", "2027-03-27T12:00:00+01:00", "P1D", "2027-03-28T12:00:00+02:00"],
	["a day of 25 hours", "2027-10-30T12:00:00+02:00", "P1D", "2027-10-31T12:00:00+01:00"],
	["a time that the start of summer time skips", "2027-03-27T02:30:00+01:00", "P1D", "2027-03-28T03:30:00+02:00"],
	["a time that the end of summer time repeats", "2027-10-30T02:30:00+02:00", "P1D", "2027-10-31T02:30:00+02:00"],
	["a month after the second of two such times", "2027-10-31T02:30:00+01:00", "P1M", "2027-11-30T02:30:00+01:00"],
	["the last day of a month", "2027-01-31T10:00:00+01:00", "P1M", "2027-02-28T10:00:00+01:00"],
	["the last day before a leap day", "2028-01-31T10:00:00+01:00", "P1M", "2028-02-29T10:00:00+01:00"],
	["the leap day", "2028-02-29T10:00:00+01:00", "P1Y", "2029-02-28T10:00:00+01:00"],
	["the leap day, four years on", "2028-02-29T10:00:00+01:00", "P4Y", "2032-02-29T10:00:00+01:00"],
	["sixty months", "2026-11-29T23:59:59.999+01:00", "P60M", "2031-11-29T23:59:59.999+01:00"],
	["the turn of a year", "2027-12-31T23:30:00+01:00", "P1D", "2028-01-01T23:30:00+01:00"],
	["more days than a year has", "2027-01-01T00:00:00+01:00", "P400D", "2028-02-05T00:00:00+01:00"],
	["a day that is still yesterday in UTC", "2027-06-01T00:30:00+02:00", "P1M", "2027-07-01T00:30:00+02:00"],
] as const;

/** From when a duration has passed by a moment. */
const STARTS = [
	["the same day of another month", "2027-04-15T00:30:00+02:00", "P1M", "2027-03-15T00:30:00+01:00"],
	["the last day of a short month", "2027-02-28T10:00:00+01:00", "P1M", "2027-01-31T10:00:00+01:00"],
	["a day that the month before lacks", "2027-03-30T10:00:00+02:00", "P1M", "2027-02-28T10:00:00+01:00"],
	["the last day of a month of 30", "2027-04-30T10:00:00+02:00", "P1M", "2027-03-31T10:00:00+02:00"],
	["the 28th before a leap day", "2028-02-28T10:00:00+01:00", "P4Y", "2024-02-28T10:00:00+01:00"],
	["the day before a leap day of another year", "2027-02-28T10:00:00+01:00", "P3Y", "2024-02-29T10:00:00+01:00"],
	["days", "2027-03-29T12:00:00+02:00", "P30D", "2027-02-27T12:00:00+01:00"],
	["a last day, by days", "2027-02-28T12:00:00+01:00", "P28D", "2027-01-31T12:00:00+01:00"],
	["a time that was skipped then", "2027-04-28T02:30:00+02:00", "P1M", "2027-03-27T02:30:00+01:00"],
	["a time that was repeated then", "2027-11-30T02:30:00+01:00", "P1M", "2027-10-31T02:30:00+02:00"],
] as const;

describe("a duration on the calendar of Amsterdam", () => {
	it.each(SUMS)("is added to %s", (_name, from, duration, later) => {
		expect(addDuration(at(from), duration)).toEqual(at(later));
	});

	it.each(STARTS)("is taken off %s", (_name, end, duration, start) => {
		expect(startOf(duration, at(end))).toEqual(at(start));
	});

	it("leaves the moment that it counts from as it was", () => {
		const from = at("2027-01-31T10:00:00+01:00");
		addDuration(from, "P1M");
		startOf("P1M", from);
		startOfDay(from);
		startOfNextDay(from);
		endOfYear(from);
		expect(from).toEqual(at("2027-01-31T10:00:00+01:00"));
	});

	it("stays invalid from an invalid date, which comes before and after nothing", () => {
		const none = new Date(Number.NaN);
		const sums = [
			addDuration(none, "P1M"),
			startOf("P1M", none),
			startOfDay(none),
			startOfNextDay(none),
			endOfYear(none),
		];
		expect(sums.map((date) => date.getTime())).toEqual(Array(5).fill(Number.NaN));
	});

	it("has one to four figures and one unit", () => {
		const given = [
			"P1D",
			"P60M",
			"P7Y",
			"P9999D",
			"P10000D",
			"P0D",
			"P01D",
			"PT1H",
			"P1W",
			"P1M2D",
			"xP1D",
			"P1Dx",
			"PD",
		];
		expect(given.filter((text) => durationSchema.safeParse(text).success)).toEqual(given.slice(0, 4));
	});
});

describe("days and years on the calendar of Amsterdam", () => {
	it.each([
		["in summer", "2027-07-01T23:59:59.999+02:00", "2027-07-01T00:00:00+02:00", "2027-07-02T00:00:00+02:00"],
		["at midnight", "2027-07-01T00:00:00+02:00", "2027-07-01T00:00:00+02:00", "2027-07-02T00:00:00+02:00"],
		["when summer time starts", "2027-03-28T12:00:00+02:00", "2027-03-28T00:00:00+01:00", "2027-03-29T00:00:00+02:00"],
		["when summer time ends", "2027-10-31T12:00:00+01:00", "2027-10-31T00:00:00+02:00", "2027-11-01T00:00:00+01:00"],
		["at the end of a year", "2027-12-31T12:00:00+01:00", "2027-12-31T00:00:00+01:00", "2028-01-01T00:00:00+01:00"],
	])("start and end %s", (_name, moment, start, next) => {
		expect(startOfDay(at(moment))).toEqual(at(start));
		expect(startOfNextDay(at(moment))).toEqual(at(next));
		expect(startOfNextDay(at(moment)).getTime() - at(moment).getTime()).toBeLessThanOrEqual(1.5 * DAY);
	});

	it.each([
		["its first moment", "2027-01-01T00:00:00+01:00", "2028-01-01T00:00:00+01:00"],
		["its last moment", "2027-12-31T23:59:59.999+01:00", "2028-01-01T00:00:00+01:00"],
		["summer", "2027-07-01T00:00:00+02:00", "2028-01-01T00:00:00+01:00"],
		["a leap day", "2028-02-29T12:00:00+01:00", "2029-01-01T00:00:00+01:00"],
	])("end a year that is counted from %s", (_name, moment, end) => {
		expect(endOfYear(at(moment))).toEqual(at(end));
	});
});
