import type { Insertable } from "kysely";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";
import { endStaffSessions } from "../queries.ts";

/** SQL of what staff change of their own sign-in, and of a second step that an operator takes away. */

const activeStaffRow = (realm: RealmId, staff: string) =>
	build.updateTable("staff").where("realm_id", "=", realm).where("id", "=", staff).where("state", "=", "active");

/** @throws ConstraintViolated, with its batch, when the code's step was taken already */
export const changeStaffPassword = (realm: RealmId, staff: string, sealed: Uint8Array, step: number) =>
	activeStaffRow(realm, staff).set({ password_sealed: sealed, authenticator_step: step });

export const endOtherStaffSessions = (realm: RealmId, staff: string, but: string) =>
	endStaffSessions(realm, staff).where("id", "!=", but).returning("id");

export const replaceSecret = (realm: RealmId, staff: string, sealed: Uint8Array) =>
	activeStaffRow(realm, staff).set({ authenticator_secret_sealed: sealed }).returning("id");

/** @throws ConstraintViolated, with its batch, when the code's step was taken already */
export const confirmSecret = (realm: RealmId, staff: string, sealed: Uint8Array, step: number) =>
	activeStaffRow(realm, staff).set({ authenticator_secret_sealed: sealed, authenticator_step: step });

export const addReset = (row: Insertable<Tables["staff_second_step_reset"]>) =>
	build.insertInto("staff_second_step_reset").values(row);

/** A newer link takes the place of one that waits. */
export const endOpenResets = (realm: RealmId, staff: string, now: string) =>
	build
		.updateTable("staff_second_step_reset")
		.set({ ended_at: now })
		.where("realm_id", "=", realm)
		.where("staff_id", "=", staff)
		.where("ended_at", "is", null);

/** @throws ConstraintViolated, with its batch, when it has ended already: a link works once */
export const endReset = (realm: RealmId, id: string, now: string) =>
	build
		.updateTable("staff_second_step_reset")
		.set({ ended_at: now })
		.where("realm_id", "=", realm)
		.where("id", "=", id);

/** The open reset of a link, with what its owner signs in by. */
export const resetByCode = (realm: RealmId, hash: Uint8Array, now: string) =>
	build
		.selectFrom("staff_second_step_reset as reset")
		.innerJoin("staff", (join) => join.onRef("staff.id", "=", "reset.staff_id").on("staff.realm_id", "=", realm))
		.select(["reset.id", "reset.staff_id", "staff.password_sealed", "staff.authenticator_step"])
		.where("reset.realm_id", "=", realm)
		.where("reset.code_hash", "=", hash)
		.where("reset.ended_at", "is", null)
		.where("reset.expires_at", ">", now)
		.where("staff.state", "=", "active");

export const keyOfReset = (realm: RealmId, hash: Uint8Array) =>
	unitKeysOf(
		realm,
		build
			.selectFrom("staff_second_step_reset")
			.select("staff_id")
			.where("realm_id", "=", realm)
			.where("code_hash", "=", hash),
		["core"],
	);

const RESET_COLUMNS = ["id", "staff_id", "reset_by", "created_at", "ended_at"] as const;

/** Oldest first. */
export const allResets = (realm: RealmId) =>
	build.selectFrom("staff_second_step_reset").select(RESET_COLUMNS).where("realm_id", "=", realm).orderBy("id");

export const resetsOf = (realm: RealmId, staff: string) =>
	build
		.selectFrom("staff_second_step_reset")
		.select(RESET_COLUMNS)
		.where("realm_id", "=", realm)
		.where("staff_id", "=", staff)
		.orderBy("id");
