import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDuration, startOfDay, startOfNextDay } from "#foundation/i18n/duration.ts";
import { wallClock } from "#foundation/i18n/wall-clock.ts";
import {
	daysLeft,
	dueAt,
	isAskedInTime,
	wholeDays,
	withExtension,
	withPause,
} from "#foundation/rights/requests/clock.ts";
import { DAY, HOUR, MINUTE } from "#foundation/time.ts";

const moment = fc.date({
	min: new Date("2024-01-01T00:00:00Z"),
	max: new Date("2049-12-31T23:59:59Z"),
	noInvalidDate: true,
});
const wallDay = (at: Date) => wallClock(at).toISOString().slice(0, 10);

describe("the day by which a request is answered (P27, P28)", () => {
	it("is the end of the 28th day there, and never later than a month, on every day from 2024 to 2049 (P27, P28)", () => {
		const last = Date.parse("2050-01-01T12:00:00Z");
		for (let at = Date.parse("2024-01-01T12:00:00Z"); at < last; at += DAY) {
			const received = new Date(at);
			const due = dueAt(received, 28);
			const day = new Date(`${wallDay(received)}T00:00:00Z`).getTime() + 28 * DAY;
			expect(wallDay(due)).toBe(new Date(day).toISOString().slice(0, 10));
			expect(wallClock(due).toISOString().slice(11)).toBe("23:59:59.999Z");
			expect(due.getTime()).toBeLessThan(startOfNextDay(addDuration(startOfDay(received), "P1M")).getTime());
		}
	});

	it("is a month at most where the statement promises more days", () => {
		expect(wallDay(dueAt(new Date("2027-01-31T12:00:00Z"), 30))).toBe("2027-02-28");
		expect(wallDay(dueAt(new Date("2028-01-31T12:00:00Z"), 30))).toBe("2028-02-29");
	});

	it.each([
		["the start of summer time", "2027-02-28T12:00:00Z", "2027-03-28T21:59:59.999Z"],
		["its end", "2026-10-03T12:00:00Z", "2026-10-31T22:59:59.999Z"],
		["the 29th of February", "2028-02-01T00:00:00Z", "2028-02-29T22:59:59.999Z"],
		["a day that has begun there and not in UTC", "2026-11-29T23:30:00Z", "2026-12-28T22:59:59.999Z"],
	])("holds over %s", (_, received, due) => {
		expect(dueAt(new Date(received), 28).toISOString()).toBe(due);
	});

	it("with the longest extension ends within three months of the day that it came in", () => {
		fc.assert(
			fc.property(moment, fc.constantFrom(1, 2) as fc.Arbitrary<1 | 2>, (received, months) => {
				const due = dueAt(received, 28);
				const end = withExtension(due, months);
				expect(end.getTime()).toBeGreaterThan(due.getTime());
				expect(end.getTime()).toBeLessThan(startOfNextDay(addDuration(startOfDay(received), "P3M")).getTime());
				expect((end.getTime() - due.getTime()) / DAY).toBeLessThanOrEqual(62.05);
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe("a pause for an identity", () => {
	it("adds whole days by the clock on the wall, and no hour more", () => {
		fc.assert(
			fc.property(moment, fc.integer({ min: 0, max: 40 * 24 * 60 }), (asked, minutes) => {
				const answered = new Date(asked.getTime() + minutes * MINUTE);
				const days = wholeDays(asked, answered);
				expect(days).toBeGreaterThanOrEqual(0);
				expect(days * DAY).toBeLessThanOrEqual(answered.getTime() - asked.getTime() + HOUR);
				const due = dueAt(asked, 28);
				expect(daysLeft(due, withPause(due, days))).toBe(days);
			}),
			{ numRuns: 1_000 },
		);
	});

	it.each([
		["2026-11-30T10:00:00Z", "2026-12-03T22:59:59Z", true],
		["2026-11-30T10:00:00Z", "2026-12-03T23:00:01Z", false],
		// A Friday: Monday, Tuesday, Wednesday.
		["2026-11-27T10:00:00Z", "2026-12-02T20:00:00Z", true],
		["2026-11-27T10:00:00Z", "2026-12-03T08:00:00Z", false],
	])("of a request of %s counts where it is asked by %s: %s", (received, asked, inTime) => {
		expect(isAskedInTime(new Date(received), new Date(asked))).toBe(inTime);
	});
});

describe("the days that are left", () => {
	it("are those on the calendar: none on the last day, below none after it", () => {
		const due = new Date("2026-03-29T21:59:59.999Z");
		expect(daysLeft(new Date("2026-03-28T23:30:00Z"), due)).toBe(0);
		expect(daysLeft(new Date("2026-03-28T12:00:00Z"), due)).toBe(1);
		expect(daysLeft(new Date("2026-03-29T22:00:00Z"), due)).toBe(-1);
	});
});
