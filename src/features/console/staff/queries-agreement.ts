import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { rolesThatMay } from "../roles.ts";

/** SQL of the second person that a new member of staff waits for (DECISIONS 69). */

const waiting = (realm: RealmId) =>
	build
		.selectFrom("staff")
		.select(["id", "role", "invited_by", "created_at"])
		.where("realm_id", "=", realm)
		.where("state", "=", "active")
		.where("agreement", "=", "waiting");

export const allWaiting = (realm: RealmId) => waiting(realm).orderBy("created_at");

export const waitingStaff = (realm: RealmId, staff: string) => waiting(realm).where("id", "=", staff);

/** How many could be the second person for this member of staff: anybody active with the right but the inviter. */
export const countAgreers = (realm: RealmId, { id, invited_by }: { id: string; invited_by: string }) =>
	build
		.selectFrom("staff")
		.select((eb) => eb.fn.countAll<number>().as("agreers"))
		.where("realm_id", "=", realm)
		.where("state", "=", "active")
		.where("agreement", "!=", "waiting")
		.where("role", "in", rolesThatMay("staff.agree"))
		.where("id", "not in", [id, invited_by]);

/**
 * A second person agrees. Changes nothing when that person invited the member of staff, under this or an earlier
 * account with the same address, or when nobody waits any more.
 * @param by a member of staff with `staff.agree`; '' for the operator's command
 */
export const agreeToStaff = (realm: RealmId, staff: string, { by, now }: { by: string; now: string }) =>
	build
		.updateTable("staff")
		.set({ agreement: "given", agreed_by: by, agreed_at: now })
		.where("realm_id", "=", realm)
		.where("id", "=", staff)
		.where("state", "=", "active")
		.where("agreement", "=", "waiting")
		.where("invited_by", "!=", by)
		.where("id", "!=", by)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom("staff as inviter")
						.innerJoin("staff as second", (join) =>
							join.onRef("second.email_index", "=", "inviter.email_index").on("second.realm_id", "=", realm),
						)
						.select("inviter.id")
						.where("inviter.realm_id", "=", realm)
						.whereRef("inviter.id", "=", "staff.invited_by")
						.where("second.id", "=", by),
				),
			),
		)
		.returning("id");
