import type { Compilable } from "kysely";
import type { Realm } from "#foundation/brand/snapshot.ts";
import { endDoors } from "./credentials/doors.ts";
import { closeMember, hideMemberships, removeSpecialKeys } from "./session/queries-session.ts";

/**
 * For the batch that closes an account: first the account itself, then every door that stood open, its places on
 * brands, and the keys of special values. `at`, `purgeAt`: ISO 8601.
 */
export const closeAccountQueries = (
	{ id: realm, brands }: Pick<Realm, "id" | "brands">,
	{ member, at, purgeAt }: { member: string; at: string; purgeAt: string },
): [Compilable, ...Compilable[]] => [
	closeMember(realm, member, at, purgeAt),
	...endDoors(realm, member, at),
	hideMemberships(brands, member, at),
	removeSpecialKeys(realm, member),
];
