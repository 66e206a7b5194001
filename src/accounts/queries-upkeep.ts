import type { Compilable } from "kysely";
import type { BrandId, RealmId } from "../brand/settings.ts";
import { build } from "../db/database.ts";

/** SQL of the minute's work, over every realm (DECISIONS 8: the system's scope). */

export const expiredRegistrations = (now: string, most: number) =>
	build.selectFrom("registration").select("id").where("expires_at", "<=", now).limit(most);

export function removeUnconfirmed(ids: readonly string[]): Compilable[] {
	if (ids.length === 0) return [];
	const own = [...ids];
	return [
		build.deleteFrom("registration").where("id", "in", own),
		build.deleteFrom("unit_key").where("owner_id", "in", own),
		build.deleteFrom("mail_code").where("member_id", "in", own),
		build.deleteFrom("acceptance").where("member_id", "in", own),
		build.deleteFrom("consent_event").where("member_id", "in", own),
		build.deleteFrom("outbox").where("member_id", "in", own),
	];
}

/** Codes a day after their end, so that a late click is still told why; sessions and counts at once. */
export const endOf = (now: string, dayAgo: string): Compilable[] => [
	build.deleteFrom("mail_code").where("expires_at", "<=", dayAgo),
	build.deleteFrom("sign_in_code").where("expires_at", "<=", now),
	build.deleteFrom("session").where("ends_at", "<=", now),
	build.deleteFrom("staff_session").where("ends_at", "<=", now),
	build.deleteFrom("staff_invitation").where("expires_at", "<=", now),
	build.deleteFrom("abuse_count").where("window_start", "<=", dayAgo),
	build.deleteFrom("user_name_hold").where("until", "<=", now),
];

/** Members of a brand who have not been told of this statement, with what a mail to them needs. */
export const untoldMembers = (realm: RealmId, brand: BrandId, number: number, most: number) =>
	build
		.selectFrom("membership")
		.innerJoin("member", "member.id", "membership.member_id")
		.innerJoin("unit_key", (join) =>
			join.onRef("unit_key.owner_id", "=", "membership.member_id").on("unit_key.unit", "=", "core"),
		)
		.select(["member.id as member", "member.email_sealed", "member.language", "membership.statement_notified as told"])
		.select(["unit_key.realm_id", "unit_key.id", "unit_key.owner_id", "unit_key.unit", "unit_key.wrapped_key"])
		.select(["unit_key.key_version", "unit_key.created_at"])
		.where("membership.brand_id", "=", brand)
		.where("membership.statement_notified", "<", number)
		.where("member.realm_id", "=", realm)
		.where("unit_key.realm_id", "=", realm)
		.where("member.state", "=", "active")
		.limit(most);

export const markTold = (brand: BrandId, member: string, number: number, now: string) =>
	build
		.updateTable("membership")
		.set({ statement_notified: number, updated_at: now })
		.where("brand_id", "=", brand)
		.where("member_id", "=", member)
		.where("statement_notified", "<", number);
