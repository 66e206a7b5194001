import type { Compilable } from "kysely";
import { endDoors } from "#features/accounts/credentials/doors.ts";
import { endSessionsOn } from "#features/accounts/membership.ts";
import { type MeasureScope, suspensionOf } from "#features/moderation/measure.ts";
import {
	addBrandMeasure,
	addMeasureAfterChange,
	liftSuspension,
	type NewMeasure,
} from "#features/moderation/standing-measures.ts";
import type { RealmId } from "#foundation/ids.ts";
import { restoreMember, suspendMember } from "./queries-members.ts";

/** SQL of suspending and lifting, for the console and for what is done once more on a restored copy. */

export type Suspension = Omit<NewMeasure, "kind">;

/**
 * The queries that suspend. The last of `change` adds the measure, so what follows it in the batch may depend on whether
 * it did; `after` shuts the doors.
 */
export function suspension(
	realm: RealmId,
	given: Suspension,
): { change: readonly [Compilable, ...Compilable[]]; after: Compilable[] } {
	const { member, scope, at } = given;
	const measure = { ...given, kind: suspensionOf(scope) };
	if (scope === "")
		return {
			change: [suspendMember(realm, member, at), addMeasureAfterChange(realm, measure)],
			after: endDoors(realm, member, at),
		};
	return { change: [addBrandMeasure(realm, scope, measure)], after: [endSessionsOn(realm, member, scope)] };
}

export function suspensionQueries(realm: RealmId, given: Suspension): Compilable[] {
	const { change, after } = suspension(realm, given);
	return [...change, ...after];
}

/** Gives a row where it lifted something. */
export const liftQuery = (realm: RealmId, member: string, scope: MeasureScope, at: string) =>
	scope === "" ? restoreMember(realm, member, at) : liftSuspension(realm, member, scope, at);
