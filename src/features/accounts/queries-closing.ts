import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";

/** SQL of accounts that end. */

export const closeMember = (realm: RealmId, member: string, now: string, purgeAt: string) =>
	build
		.updateTable("member")
		.set((eb) => ({
			state: "closed",
			closed_at: now,
			purge_at: purgeAt,
			session_epoch: eb("session_epoch", "+", 1),
			updated_at: now,
		}))
		.where("realm_id", "=", realm)
		.where("id", "=", member)
		.where("state", "=", "active");

/** Takes an account for erasure, open, suspended or closed; not one whose erasure has begun. */
export const takeMember = (realm: RealmId, member: string, now: string) =>
	build
		.updateTable("member")
		.set((eb) => ({
			state: "closed",
			closed_at: eb.fn.coalesce("closed_at", eb.val(now)),
			purge_at: now,
			erasing_at: now,
			session_epoch: eb("session_epoch", "+", 1),
			updated_at: now,
		}))
		.where("realm_id", "=", realm)
		.where("id", "=", member)
		.where("erasing_at", "is", null);

/** Registrations that wait to be confirmed: nobody confirms them any more, and retention erases them. */
export const expireRegistrations = (realm: RealmId, ids: readonly string[], now: string) =>
	build
		.updateTable("registration")
		.set({ expires_at: now })
		.where("realm_id", "=", realm)
		.where("id", "in", [...ids]);

export const hideMemberships = (brands: readonly BrandId[], member: string, now: string) =>
	build
		.updateTable("membership")
		.set({ state: "hidden", updated_at: now })
		.where("brand_id", "in", [...brands])
		.where("member_id", "=", member);
