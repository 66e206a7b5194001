import type { StandingRestriction } from "./queries-restriction.ts";

/**
 * Items that a member contests on a brand: they are neither shown nor changed while that stands, so that what is
 * contested is still there to be looked into. `brand`: "" for what is given once. One row of several is `item:row`.
 */
export const frozenItems = (standing: readonly StandingRestriction[], brand: string): ReadonlySet<string> =>
	new Set(
		standing.flatMap(({ brand_id, item, row_id }) => {
			if (item === "" || !["", brand].includes(brand_id)) return [];
			return [row_id === "" ? item : `${item}:${row_id}`];
		}),
	);
