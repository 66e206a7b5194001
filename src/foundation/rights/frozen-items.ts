import type { StandingRestriction } from "./queries-restriction.ts";

/**
 * Items that a member contests on a brand: they are neither shown nor changed while that stands, so that what is
 * contested is still there to be looked into. `brand`: "" for what is given once.
 */
export const frozenItems = (standing: readonly StandingRestriction[], brand: string): ReadonlySet<string> =>
	new Set(standing.flatMap(({ brand_id, item }) => (item !== "" && ["", brand].includes(brand_id) ? [item] : [])));
