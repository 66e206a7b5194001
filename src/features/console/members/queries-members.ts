import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";

/** SQL of what staff see and do of members. */

const CARD_COLUMNS = ["id", "state", "created_at", "suspended_at", "closed_at"] as const;

export const memberByIndexForStaff = (
	realm: RealmId,
	column: "email_index" | "user_name_index",
	indexes: readonly Uint8Array[],
) =>
	build
		.selectFrom("member")
		.select(CARD_COLUMNS)
		.where("realm_id", "=", realm)
		.where(column, "in", [...indexes]);

/** The core key of the member with this e-mail or user name. */
export const coreKeysByIndex = (
	realm: RealmId,
	column: "email_index" | "user_name_index",
	indexes: readonly Uint8Array[],
) => {
	const members = build.selectFrom("member").select("id").where("realm_id", "=", realm);
	return unitKeysOf(realm, members.where(column, "in", [...indexes]), ["core"]);
};

export const memberCard = (realm: RealmId, member: string) =>
	build.selectFrom("member").select(CARD_COLUMNS).where("realm_id", "=", realm).where("id", "=", member);

/** Read only in the batch that writes down who reads it. */
export const sealedCore = (realm: RealmId, member: string) =>
	build
		.selectFrom("member")
		.select(["email_sealed", "user_name_sealed", "gender_sealed"])
		.where("realm_id", "=", realm)
		.where("id", "=", member);

/** For a mail to them. */
export const recipientOf = (realm: RealmId, member: string) =>
	build
		.selectFrom("member")
		.select(["email_sealed", "language"])
		.where("realm_id", "=", realm)
		.where("id", "=", member);

/** The epoch ends every session at once (T11). */
export const suspendMember = (realm: RealmId, member: string, now: string) =>
	build
		.updateTable("member")
		.set((eb) => ({
			state: "suspended",
			suspended_at: now,
			session_epoch: eb("session_epoch", "+", 1),
			updated_at: now,
		}))
		.where("realm_id", "=", realm)
		.where("id", "=", member)
		.where("state", "=", "active")
		.returning("id");

export const restoreMember = (realm: RealmId, member: string, now: string) =>
	build
		.updateTable("member")
		.set({ state: "active", suspended_at: null, updated_at: now })
		.where("realm_id", "=", realm)
		.where("id", "=", member)
		.where("state", "=", "suspended")
		.returning("id");
