import { describe, expect, it } from "vitest";
import { lastWeek } from "#features/statistics/week.ts";

describe("the week that is counted", () => {
	it.each([
		["2026-11-29T22:59:59.999Z", "2026-11-16", "2026-11-15T23:00:00.000Z", "2026-11-22T23:00:00.000Z"],
		["2026-11-29T23:00:00.000Z", "2026-11-23", "2026-11-22T23:00:00.000Z", "2026-11-29T23:00:00.000Z"],
		["2026-12-06T22:00:00.000Z", "2026-11-23", "2026-11-22T23:00:00.000Z", "2026-11-29T23:00:00.000Z"],
		// Summer time ends in it.
		["2026-10-26T09:00:00.000Z", "2026-10-19", "2026-10-18T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
		["2027-01-01T12:00:00.000Z", "2026-12-21", "2026-12-20T23:00:00.000Z", "2026-12-27T23:00:00.000Z"],
	])("at %s is that of %s", (now, week, from, to) => {
		expect(lastWeek(Date.parse(now))).toEqual({ week, from, to });
	});
});
