import { describe, expect, it } from "vitest";
import { calendarDay, dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import { addDuration } from "#foundation/i18n/duration.ts";

describe("a date that is shown", () => {
	it.each([
		["in winter", "2027-01-31T23:00:00.000Z", "2027-02-01", "1 February 2027", "00:00"],
		["a moment before", "2027-01-31T22:59:59.999Z", "2027-01-31", "31 January 2027", "23:59"],
		["in summer", "2027-06-30T22:00:00.000Z", "2027-07-01", "1 July 2027", "00:00"],
		["a moment before in summer", "2027-06-30T21:59:59.999Z", "2027-06-30", "30 June 2027", "23:59"],
		["at the turn of a year", "2027-12-31T23:30:00.000Z", "2028-01-01", "1 January 2028", "00:30"],
	])("is the day in Amsterdam, %s", (_name, iso, day, inWords, time) => {
		expect(calendarDay(iso)).toBe(day);
		expect(dayInWords(iso, "en")).toBe(inWords);
		expect(timeInWords(iso, "en")).toContain(`${inWords}, ${time} (`);
	});

	it("is the day on which a term ends that began just after midnight", () => {
		const closed = new Date("2027-03-30T22:30:00.000Z");
		expect(dayInWords(closed.toISOString(), "en")).toBe("31 March 2027");
		expect(dayInWords(addDuration(closed, "P1M").toISOString(), "en")).toBe("30 April 2027");
	});
});
