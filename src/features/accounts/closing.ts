import type { Compilable } from "kysely";
import type { Realm } from "#foundation/brand/snapshot.ts";
import type { RealmId } from "#foundation/ids.ts";
import { endDoors } from "./credentials/doors.ts";
import { closeMember, expireRegistrations, hideMemberships, takeMember } from "./queries-closing.ts";
import { removeSpecialKeys } from "./session/queries-session.ts";

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

/**
 * For the batch that begins an erasure: first the account itself, whatever state it is in, then every door that stood
 * open and its places on brands. Nobody opens it again. Everything else goes as the erasure is executed.
 */
export const eraseAccountQueries = (
	{ id: realm, brands }: Pick<Realm, "id" | "brands">,
	{ member, at }: { member: string; at: string },
): [Compilable, ...Compilable[]] => [
	takeMember(realm, member, at),
	...endDoors(realm, member, at),
	hideMemberships(brands, member, at),
];

/** Nobody confirms these registrations any more: retention erases them within a minute. */
export const endRegistrations = (realm: RealmId, ids: readonly string[], at: string): Compilable =>
	expireRegistrations(realm, ids, at);
