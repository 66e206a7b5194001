import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	addDuration,
	type Duration,
	endOfYear,
	startOf,
	startOfDay,
	startOfNextDay,
} from "#foundation/i18n/duration.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { askTemporal } from "../../support/temporal-cases.ts";

const anyMoment = fc.date({
	min: new Date("2000-01-01T00:00:00.000Z"),
	max: new Date("2100-01-01T00:00:00.000Z"),
	noInvalidDate: true,
});
/** Within a day and a half of the hour that summer time skips (in March) or repeats (in October). */
const nearChange = fc
	.record({
		year: fc.integer({ min: 2000, max: 2100 }),
		month: fc.constantFrom(2, 9),
		minutes: fc.integer({ min: -36 * 60, max: 36 * 60 }),
	})
	.map(({ year, month, minutes }) => {
		const last = new Date(Date.UTC(year, month, 31, 1));
		return new Date(last.getTime() - last.getUTCDay() * DAY + minutes * 60_000);
	});
/** Around the ends of months, leap days among them. */
const nearMonthEnd = fc
	.record({
		year: fc.integer({ min: 2000, max: 2100 }),
		month: fc.integer({ min: 0, max: 11 }),
		minutes: fc.integer({ min: -72 * 60, max: 36 * 60 }),
	})
	.map(({ year, month, minutes }) => new Date(Date.UTC(year, month + 1, 1) + minutes * 60_000));
const moments = fc.oneof(anyMoment, nearChange, nearMonthEnd);

const durations = fc
	.oneof(
		fc.tuple(fc.integer({ min: 1, max: 800 }), fc.constant("D")),
		fc.tuple(fc.integer({ min: 1, max: 120 }), fc.constant("M")),
		fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constant("Y")),
	)
	.map(([count, unit]): Duration => `P${count}${unit}`);

const AMSTERDAM = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone: "Europe/Amsterdam" });
const dayOf = (at: Date): string => AMSTERDAM.format(at);

describe("a duration from any moment", () => {
	it("ends when Temporal says, and so do days and years", () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(moments, durations), { minLength: 300, maxLength: 400 }), (cases) => {
				const ours = cases.map(([at, duration]) => ({
					at: at.toISOString(),
					duration,
					later: addDuration(at, duration).getTime(),
					startOfDay: startOfDay(at).getTime(),
					startOfNextDay: startOfNextDay(at).getTime(),
					endOfYear: endOfYear(at).getTime(),
				}));
				const theirs = askTemporal(cases).map((answer, index) => ({ ...ours[index], ...answer }));
				expect(ours).toEqual(theirs);
			}),
			{ numRuns: 4, endOnFailure: true },
		);
	});

	it("ends on a later day when it begins on a later day, and never on an earlier one", () => {
		fc.assert(
			fc.property(moments, fc.integer({ min: 0, max: 40 * 24 }), durations, (at, hours, duration) => {
				const later = new Date(at.getTime() + hours * HOUR);
				expect(dayOf(addDuration(later, duration)) >= dayOf(addDuration(at, duration))).toBe(true);
			}),
		);
	});

	it("is longer by its count", () => {
		fc.assert(
			fc.property(moments, fc.integer({ min: 1, max: 200 }), fc.constantFrom("D", "M", "Y"), (at, count, unit) => {
				const ends = [count, count + 1].map((each) => addDuration(at, `P${each}${unit}`).getTime());
				expect(ends).toEqual(ends.toSorted((one, other) => one - other));
				expect(ends[0]).toBeGreaterThan(at.getTime());
			}),
		);
	});
});

describe("the start of a duration", () => {
	it("is the latest, to the day, from which it has passed by its end", () => {
		fc.assert(
			fc.property(moments, durations, (end, duration) => {
				const start = startOf(duration, end);
				expect(addDuration(start, duration).getTime()).toBeLessThanOrEqual(end.getTime());
				const dayLater = new Date(start.getTime() + DAY);
				expect(addDuration(dayLater, duration).getTime()).toBeGreaterThan(end.getTime());
			}),
			{ numRuns: 2_000 },
		);
	});

	it("is at most three days after what the duration was added to, and not more than an hour before it", () => {
		fc.assert(
			fc.property(moments, durations, (at, duration) => {
				const back = startOf(duration, addDuration(at, duration)).getTime() - at.getTime();
				expect(back).toBeGreaterThanOrEqual(-HOUR);
				expect(back).toBeLessThanOrEqual(3 * DAY + HOUR);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("is on no earlier day for a later end", () => {
		fc.assert(
			fc.property(moments, fc.integer({ min: 1, max: 40 }), durations, (end, days, duration) => {
				const later = startOf(duration, addDuration(end, `P${days}D`));
				expect(dayOf(later) >= dayOf(startOf(duration, end))).toBe(true);
			}),
			{ numRuns: 2_000 },
		);
	});
});
