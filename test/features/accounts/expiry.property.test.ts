import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { endedBy } from "#features/accounts/job.ts";
import { addDuration } from "#foundation/i18n/duration.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { migrated } from "../../support/stores/memory-database.ts";

const sqlite = migrated();
afterAll(() => sqlite.close());
const triggersAllow = sqlite.prepare("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', ?, '-24 months') AS up_to");

describe("what has ended of the record of staff", () => {
	it("is nothing that a trigger still keeps, and all that both it and the calendar have ended", () => {
		// Summer time begins on another day each year: around it 24 months end an hour earlier by the calendar.
		const nearMarch = fc
			.tuple(fc.integer({ min: 2028, max: 2060 }), fc.integer({ min: 0, max: 10 * 24 }))
			.map(([year, hours]) => new Date(Date.UTC(year, 2, 23) + hours * HOUR));
		const anyTime = fc.date({ min: new Date("2028-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });
		fc.assert(
			fc.property(fc.oneof(nearMarch, anyTime), (now) => {
				const { accesses } = endedBy([], now);
				const upTo = String(triggersAllow.get(now.toISOString())?.up_to);
				expect(accesses).toHaveLength(1);
				for (const { before } of accesses) {
					expect(before <= upTo).toBe(true);
					expect(addDuration(new Date(before), "P24M").getTime()).toBeLessThanOrEqual(now.getTime());
					expect(Date.parse(upTo) - Date.parse(before)).toBeLessThanOrEqual(DAY + HOUR);
				}
			}),
			{ numRuns: 2_000 },
		);
	});
});
