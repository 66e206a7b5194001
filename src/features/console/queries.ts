import type { Insertable } from "kysely";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";

/** SQL of staff accounts, their sessions and invitations. */

export const addStaff = (row: Insertable<Tables["staff"]>) => build.insertInto("staff").values(row);
export const addStaffSession = (row: Insertable<Tables["staff_session"]>) =>
	build.insertInto("staff_session").values(row);
export const addInvitation = (row: Insertable<Tables["staff_invitation"]>) =>
	build.insertInto("staff_invitation").values(row);

/** Marks a session as in use, if it still counts and was not marked lately: the first query of a signed-in request. */
export const touchSession = (
	realm: RealmId,
	session: string,
	{ now, idleSince, markedBefore }: { now: string; idleSince: string; markedBefore: string },
) =>
	build
		.updateTable("staff_session")
		.set({ seen_at: now })
		.where("realm_id", "=", realm)
		.where("id", "=", session)
		.where("ends_at", ">", now)
		.where("seen_at", ">", idleSince)
		.where("seen_at", "<=", markedBefore);

/** The session with its member of staff, if it still counts: both rows decide (T11). */
export const liveStaffSession = (
	realm: RealmId,
	session: string,
	{ now, idleSince }: { now: string; idleSince: string },
) =>
	build
		.selectFrom("staff_session")
		.innerJoin("staff", (join) =>
			join.onRef("staff.id", "=", "staff_session.staff_id").on("staff.realm_id", "=", realm),
		)
		.select(["staff_session.id", "staff_session.staff_id", "staff.role", "staff.email_sealed", "staff.created_at"])
		.select(["staff.agreement", "staff.keys_off", "staff_session.created_at as signed_in_at"])
		.where("staff_session.realm_id", "=", realm)
		.where("staff_session.id", "=", session)
		.where("staff_session.ends_at", ">", now)
		.where("staff_session.seen_at", ">", idleSince)
		.where("staff.state", "=", "active");

export const staffKey = (realm: RealmId, staff: string) => unitKeysOf(realm, [staff], ["core"]);

const SIGN_IN_COLUMNS = ["id", "role", "password_sealed", "authenticator_secret_sealed", "authenticator_step"] as const;

export const staffByEmail = (realm: RealmId, indexes: readonly Uint8Array[]) =>
	build
		.selectFrom("staff")
		.select(SIGN_IN_COLUMNS)
		.where("realm_id", "=", realm)
		.where("email_index", "in", [...indexes])
		.where("state", "=", "active");

export const staffKeyByEmail = (realm: RealmId, indexes: readonly Uint8Array[]) =>
	unitKeysOf(
		realm,
		build
			.selectFrom("staff")
			.select("id")
			.where("realm_id", "=", realm)
			.where("email_index", "in", [...indexes])
			.where("state", "=", "active"),
		["core"],
	);

export const activeStaff = (realm: RealmId, staff: string) =>
	build
		.selectFrom("staff")
		.select(SIGN_IN_COLUMNS)
		.where("realm_id", "=", realm)
		.where("id", "=", staff)
		.where("state", "=", "active");

export const staffAddress = (realm: RealmId, staff: string) =>
	build.selectFrom("staff").select("email_sealed").where("realm_id", "=", realm).where("id", "=", staff);

/** @throws ConstraintViolated, with its batch, when this or a later code was taken already */
export const takeStaffStep = (realm: RealmId, staff: string, step: number) =>
	build
		.updateTable("staff")
		.set({ authenticator_step: step })
		.where("realm_id", "=", realm)
		.where("id", "=", staff)
		.where("state", "=", "active");

export const staffSessions = (realm: RealmId, staff: string, { now, idleSince }: { now: string; idleSince: string }) =>
	build
		.selectFrom("staff_session")
		.select(["id", "created_at", "seen_at", "device_sealed"])
		.where("realm_id", "=", realm)
		.where("staff_id", "=", staff)
		.where("ends_at", ">", now)
		.where("seen_at", ">", idleSince)
		.orderBy("seen_at", "desc");

export const endStaffSession = (realm: RealmId, staff: string, session: string) =>
	build
		.deleteFrom("staff_session")
		.where("realm_id", "=", realm)
		.where("staff_id", "=", staff)
		.where("id", "=", session)
		.returning("id");

export const endStaffSessions = (realm: RealmId, staff: string) =>
	build.deleteFrom("staff_session").where("realm_id", "=", realm).where("staff_id", "=", staff);

/** All present and former staff, present staff first. */
export const allStaff = (realm: RealmId) =>
	build
		.selectFrom("staff")
		.select(["id", "role", "state", "email_sealed", "created_at", "ended_at", "invited_by"])
		.select(["agreement", "agreed_by", "agreed_at"])
		.where("realm_id", "=", realm)
		.orderBy("state")
		.orderBy("created_at");

export const allStaffKeys = (realm: RealmId) =>
	unitKeysOf(realm, build.selectFrom("staff").select("id").where("realm_id", "=", realm), ["core"]);

/** Whether single keys press the buttons of the console. */
export const switchKeys = (realm: RealmId, staff: string, keys: "on" | "off") =>
	build
		.updateTable("staff")
		.set({ keys_off: keys === "off" ? 1 : 0 })
		.where("realm_id", "=", realm)
		.where("id", "=", staff);

/** What signing in takes goes at once; the identity stays readable, for questions about past actions. */
export const endStaff = (realm: RealmId, staff: string, { now, by }: { now: string; by: string }) =>
	build
		.updateTable("staff")
		.set({ state: "ended", ended_at: now, ended_by: by, password_sealed: null, authenticator_secret_sealed: null })
		.where("realm_id", "=", realm)
		.where("id", "=", staff)
		.where("state", "=", "active")
		.returning("id");

export const openInvitations = (realm: RealmId, now: string) =>
	build
		.selectFrom("staff_invitation")
		.select(["id", "role", "invited_by", "created_at", "expires_at"])
		.where("realm_id", "=", realm)
		.where("expires_at", ">", now)
		.orderBy("created_at");

export const invitationByCode = (realm: RealmId, hash: Uint8Array, now: string) =>
	build
		.selectFrom("staff_invitation")
		.select(["id", "role", "email_hash", "invited_by"])
		.where("realm_id", "=", realm)
		.where("code_hash", "=", hash)
		.where("expires_at", ">", now);

/** An invitation that is taken, or taken back. */
export const removeInvitation = (realm: RealmId, id: string) =>
	build.deleteFrom("staff_invitation").where("realm_id", "=", realm).where("id", "=", id).returning("id");
