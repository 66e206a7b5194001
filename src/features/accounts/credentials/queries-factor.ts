import type { Insertable } from "kysely";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";

/** SQL of passkeys, authenticator and recovery codes. */

type Indexes = readonly Uint8Array[];

/** Whether the member found by these indexes has an authenticator: then a password alone does not sign in. */
export const authenticatorByIndex = (realm: RealmId, column: "email_index" | "user_name_index", indexes: Indexes) =>
	build
		.selectFrom("authenticator")
		.select("member_id")
		.where("realm_id", "=", realm)
		.where(
			"member_id",
			"in",
			build
				.selectFrom("member")
				.select("id")
				.where("realm_id", "=", realm)
				.where(column, "in", [...indexes]),
		);

export const authenticatorOf = (realm: RealmId, member: string) =>
	build
		.selectFrom("authenticator")
		.select(["secret_sealed", "last_step", "created_at"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", member);

/** A new one takes the place of the old. */
export const setAuthenticator = (row: Insertable<Tables["authenticator"]>) =>
	build
		.insertInto("authenticator")
		.values(row)
		.onConflict((conflict) =>
			conflict.columns(["realm_id", "member_id"]).doUpdateSet({
				secret_sealed: row.secret_sealed,
				last_step: row.last_step,
				created_at: row.created_at,
			}),
		);

export const removeAuthenticator = (realm: RealmId, member: string) =>
	build.deleteFrom("authenticator").where("realm_id", "=", realm).where("member_id", "=", member);

/** @throws ConstraintViolated, with its batch, when this or a later step was taken already */
export const takeStep = (realm: RealmId, member: string, step: number) =>
	build
		.updateTable("authenticator")
		.set({ last_step: step })
		.where("realm_id", "=", realm)
		.where("member_id", "=", member);

export const recoveryCode = (realm: RealmId, member: string, hash: Uint8Array) =>
	build
		.selectFrom("recovery_code")
		.select("used_at")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("code_hash", "=", hash);

/** @throws ConstraintViolated, with its batch, when the code was used already */
export const spendRecoveryCode = (realm: RealmId, member: string, hash: Uint8Array, now: string) =>
	build
		.updateTable("recovery_code")
		.set({ used_at: now })
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("code_hash", "=", hash);

export const removeRecoveryCodes = (realm: RealmId, member: string) =>
	build.deleteFrom("recovery_code").where("realm_id", "=", realm).where("member_id", "=", member);

export const addRecoveryCodes = (realm: RealmId, member: string, hashes: readonly Uint8Array[]) =>
	build
		.insertInto("recovery_code")
		.values(hashes.map((code_hash) => ({ realm_id: realm, member_id: member, code_hash })));

/** A passkey with its member, asked for by what the browser says that it is. */
export const passkeyByHash = (realm: RealmId, hash: Uint8Array) =>
	build
		.selectFrom("passkey")
		.innerJoin("member", (join) => join.onRef("member.id", "=", "passkey.member_id").on("member.realm_id", "=", realm))
		.select(["passkey.id", "passkey.member_id", "passkey.credential_sealed", "passkey.counter"])
		.select(["member.state", "member.session_epoch", "member.purge_at", "member.erasing_at", "member.email_sealed"])
		.where("passkey.realm_id", "=", realm)
		.where("passkey.credential_hash", "=", hash);

export const coreKeyOfPasskey = (realm: RealmId, hash: Uint8Array) =>
	unitKeysOf(
		realm,
		build.selectFrom("passkey").select("member_id").where("realm_id", "=", realm).where("credential_hash", "=", hash),
		["core"],
	);

export const membershipsOfPasskey = (
	{ id: realm, brands }: { id: RealmId; brands: readonly BrandId[] },
	hash: Uint8Array,
) =>
	build
		.selectFrom("membership")
		.select("brand_id")
		.where("brand_id", "in", [...brands])
		.where(
			"member_id",
			"in",
			build.selectFrom("passkey").select("member_id").where("realm_id", "=", realm).where("credential_hash", "=", hash),
		)
		.orderBy("joined_at");

export const passkeysOf = (realm: RealmId, member: string) =>
	build
		.selectFrom("passkey")
		.select(["id", "name_sealed", "credential_sealed", "created_at", "used_at"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.orderBy("created_at");

export const addPasskey = (row: Insertable<Tables["passkey"]>) => build.insertInto("passkey").values(row);

export const namePasskey = (realm: RealmId, member: string, id: string, sealed: Uint8Array) =>
	build
		.updateTable("passkey")
		.set({ name_sealed: sealed })
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("id", "=", id);

export const removePasskey = (realm: RealmId, member: string, id: string) =>
	build
		.deleteFrom("passkey")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("id", "=", id)
		.returning("id");

/** @throws ConstraintViolated, with its batch, when the counter does not ascend */
export const countPasskey = (realm: RealmId, id: string, counter: number, now: string) =>
	build.updateTable("passkey").set({ counter, used_at: now }).where("realm_id", "=", realm).where("id", "=", id);

/** @throws ConstraintViolated, with its batch, when it was used already */
export const spendChallenge = (realm: RealmId, hash: Uint8Array, expiresAt: string) =>
	build.insertInto("used_challenge").values({ realm_id: realm, challenge_hash: hash, expires_at: expiresAt });

export const forgetChallenges = (realm: RealmId, now: string) =>
	build.deleteFrom("used_challenge").where("realm_id", "=", realm).where("expires_at", "<=", now);
