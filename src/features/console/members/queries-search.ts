import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { DAY, HOUR } from "#foundation/time.ts";

/** SQL of the record of searches by staff, found or not (DECISIONS 70). */

/** Searches that a member of staff may make in one hour, and in a day: a list of addresses cannot be sifted. */
export const MAX_SEARCHES = { hour: 60, day: 300 } as const;
const LASTS = { hour: HOUR, day: DAY } as const;
type Period = keyof typeof LASTS;
const PERIODS: readonly Period[] = ["hour", "day"];

const searchesSince = (realm: RealmId, staff: string, since: string) =>
	build
		.selectFrom("staff_search")
		.select((eb) => eb.fn.countAll<number>().as("searches"))
		.where("realm_id", "=", realm)
		.where("staff_id", "=", staff)
		.where("searched_at", ">", since);

/** `now`: epoch milliseconds. */
const searchesIn = (realm: RealmId, staff: string, period: Period, now: number) =>
	searchesSince(realm, staff, new Date(now - LASTS[period]).toISOString());

/** How many searches a member of staff made in the last hour, and in the last day. */
export const searchCounts = (realm: RealmId, staff: string, now: number) =>
	[searchesIn(realm, staff, "hour", now), searchesIn(realm, staff, "day", now)] as const;

/** The period whose searches are used up, given the rows of `searchCounts`. */
export function usedUp(counts: readonly (readonly { searches: number }[])[]): Period | undefined {
	return PERIODS.find((period, index) => (counts[index]?.[0]?.searches ?? 0) >= MAX_SEARCHES[period]);
}

export type Search = { id: string; staff: string; kind: "email" | "user_name"; found: boolean; now: number };

/**
 * The row of a search, for the batch that answers it.
 * @throws ConstraintViolated, with its batch, for one more than `MAX_SEARCHES`: many at once do not pass either
 */
export const addSearch = (realm: RealmId, { id, staff, kind, found, now }: Search) =>
	build
		.insertInto("staff_search")
		.columns(["realm_id", "id", "staff_id", "kind", "found", "searched_at"])
		.expression(
			build.selectNoFrom((eb) => [
				...[eb.val<string>(realm).as("realm_id"), eb.val(id).as("id"), eb.val(staff).as("staff_id")],
				eb.val(kind).as("kind"),
				// Nothing where there is no room: the table refuses the row.
				eb
					.case()
					.when(eb.and(PERIODS.map((period) => eb(searchesIn(realm, staff, period, now), "<", MAX_SEARCHES[period]))))
					.then(eb.val(found ? 1 : 0))
					.end()
					.$notNull()
					.as("found"),
				eb.val(new Date(now).toISOString()).as("searched_at"),
			]),
		);

/** Who searched how often since then, and how often somebody was found. */
export const searchesByStaff = (realm: RealmId, since: string) =>
	build
		.selectFrom("staff_search")
		.select((eb) => ["staff_id", eb.fn.countAll<number>().as("searches"), eb.fn.sum<number>("found").as("found")])
		.where("realm_id", "=", realm)
		.where("searched_at", ">", since)
		.groupBy("staff_id");
