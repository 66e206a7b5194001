import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";

/** SQL of telling members of a new statement, over every realm (DECISIONS 8: the system's scope). */

/** Members of a brand who have not been told of this statement, with what a mail to them needs. */
export const untoldMembers = (realm: RealmId, brand: BrandId, number: number, most: number) =>
	build
		// Chosen first: else the planner may go through every key of the realm.
		.selectFrom(
			build
				.selectFrom("membership")
				.innerJoin("member", "member.id", "membership.member_id")
				.select(["member.id as member", "member.email_sealed", "member.language"])
				.select("membership.statement_notified as told")
				.where("membership.brand_id", "=", brand)
				.where("membership.statement_notified", "<", number)
				.where("member.realm_id", "=", realm)
				.where("member.state", "=", "active")
				.limit(most)
				.as("untold"),
		)
		.innerJoin("unit_key", "unit_key.owner_id", "untold.member")
		.select(["untold.member", "untold.email_sealed", "untold.language", "untold.told"])
		.select(KEY_COLUMNS.map((column) => `unit_key.${column}` as const))
		.where("unit_key.realm_id", "=", realm)
		.where("unit_key.unit", "=", "core");

export const markTold = (brand: BrandId, member: string, number: number, now: string) =>
	build
		.updateTable("membership")
		.set({ statement_notified: number, updated_at: now })
		.where("brand_id", "=", brand)
		.where("member_id", "=", member)
		.where("statement_notified", "<", number);
