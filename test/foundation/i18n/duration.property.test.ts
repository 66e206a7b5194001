import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDuration, type Duration, startOf } from "#foundation/i18n/duration.ts";
import { DAY } from "#foundation/time.ts";

const moments = fc.date({
	min: new Date("2000-01-01T00:00:00.000Z"),
	max: new Date("2100-01-01T00:00:00.000Z"),
	noInvalidDate: true,
});
const durations = fc
	.tuple(fc.integer({ min: 1, max: 120 }), fc.constantFrom("D", "M", "Y"))
	.map(([count, unit]): Duration => `${count}${unit}`.replace(/^/, "P"));

describe("the start of a duration", () => {
	it("is the latest, to the day, from which it has passed by its end", () => {
		fc.assert(
			fc.property(moments, durations, (end, duration) => {
				const start = startOf(duration, end);
				expect(addDuration(start, duration).getTime()).toBeLessThanOrEqual(end.getTime());
				const dayLater = new Date(start.getTime() + DAY);
				expect(addDuration(dayLater, duration).getTime()).toBeGreaterThan(end.getTime());
			}),
		);
	});
});
