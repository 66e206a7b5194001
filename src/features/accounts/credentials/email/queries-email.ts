import type { UpdateObject } from "kysely";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";

/** SQL of changing the e-mail address: two codes, and what happens once both are confirmed. */

const KINDS = ["email_old", "email_new"] as const;

export const removeEmailCodes = (realm: RealmId, member: string) =>
	build
		.deleteFrom("mail_code")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("kind", "in", KINDS);

/** The change that waits, if one does. */
export const waitingEmailChange = (realm: RealmId, member: string, now: string) =>
	build
		.selectFrom("mail_code")
		.select("kind")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("kind", "in", KINDS)
		.where("expires_at", ">", now);

/** Whose code it is. */
export const ownerOfCode = (realm: RealmId, hash: Uint8Array) =>
	build.selectFrom("mail_code").select("member_id").where("realm_id", "=", realm).where("code_hash", "=", hash);

/** Gives a row once the account has this address. */
export const hasEmail = (realm: RealmId, member: string, index: Uint8Array) =>
	build
		.selectFrom("member")
		.select("id")
		.where("realm_id", "=", realm)
		.where("id", "=", member)
		.where("email_index", "=", index);

export const memberOfCode = (realm: RealmId, hash: Uint8Array) =>
	build
		.selectFrom("member")
		.select(["id", "user_name_sealed"])
		.where("realm_id", "=", realm)
		.where("state", "=", "active")
		.where(
			"id",
			"in",
			build.selectFrom("mail_code").select("member_id").where("realm_id", "=", realm).where("code_hash", "=", hash),
		);

export const spendEmailCode = (realm: RealmId, hash: Uint8Array, now: string) =>
	build
		.updateTable("mail_code")
		.set({ used_at: now })
		.where("realm_id", "=", realm)
		.where("code_hash", "=", hash)
		.where("kind", "in", KINDS)
		.where("used_at", "is", null)
		.where("expires_at", ">", now)
		.returning("member_id");

const confirmed = (realm: RealmId, member: string, kind: (typeof KINDS)[number]) =>
	build
		.selectFrom("mail_code")
		.select("kind")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("kind", "=", kind)
		.where("used_at", "is not", null);

/** Only where both codes are confirmed, in either order, and no other account has the address. */
export const changeEmail = (
	realm: RealmId,
	member: string,
	columns: UpdateObject<Tables, "member">,
	indexes: readonly Uint8Array[],
) => {
	return build
		.updateTable("member")
		.set(columns)
		.where("realm_id", "=", realm)
		.where("id", "=", member)
		.where((eb) =>
			eb.and([
				eb.exists(confirmed(realm, member, "email_old")),
				eb.exists(confirmed(realm, member, "email_new")),
				eb.not(eb.exists(rivalOf(realm, member, indexes))),
			]),
		)
		.returning("id");
};

/** Another account with this address. */
export const rivalOf = (realm: RealmId, member: string, indexes: readonly Uint8Array[]) =>
	build
		.selectFrom("member")
		.select("id")
		.where("realm_id", "=", realm)
		.where("email_index", "in", [...indexes])
		.where("id", "!=", member);

/** The same once both codes are confirmed: before, the answer would tell the old mailbox who has an account (T25). */
export const rivalOfChange = (realm: RealmId, member: string, indexes: readonly Uint8Array[]) =>
	rivalOf(realm, member, indexes).where((eb) =>
		eb.and([eb.exists(confirmed(realm, member, "email_old")), eb.exists(confirmed(realm, member, "email_new"))]),
	);

/** Every link that was sent before, once the account has its new address. */
export const removeCodesAfterChange = (realm: RealmId, member: string, index: Uint8Array) =>
	build
		.deleteFrom("mail_code")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where((eb) =>
			eb.exists(
				build
					.selectFrom("member")
					.select("id")
					.where("realm_id", "=", realm)
					.where("id", "=", member)
					.where("email_index", "=", index),
			),
		);
