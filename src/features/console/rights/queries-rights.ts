import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";

/** SQL of the member whom a restriction or an objection is about: nobody sees more of them than the row's id. */

const memberOf = (realm: RealmId, table: "restriction" | "processing_choice", id: string) =>
	build.selectFrom(table).select("member_id").where("realm_id", "=", realm).where("id", "=", id);

type Case = { realm: RealmId; brands: readonly BrandId[]; table: "restriction" | "processing_choice"; id: string };

/** What it takes to write down who decided, and to tell the member, in the trip that reads the case. */
export function memberQueries({ realm, brands, table, id }: Case) {
	const member = memberOf(realm, table, id);
	return [
		unitKeysOf(realm, member, ["core"]),
		build
			.selectFrom("staff_access")
			.select(["number", "accessed_at", "hash"])
			.where("realm_id", "=", realm)
			.where("member_id", "in", member)
			.orderBy("number", "desc")
			.limit(1),
		build
			.selectFrom("member")
			.select(["email_sealed", "language"])
			.where("realm_id", "=", realm)
			.where("id", "in", member),
		build
			.selectFrom("membership")
			.select("brand_id")
			.where("brand_id", "in", [...brands])
			.where("member_id", "in", member)
			.orderBy("joined_at"),
	] as const;
}

/** A check of the age of the member who objected to such checks, that has not ended. */
export const openAgeCheckOf = (realm: RealmId, objection: string) =>
	build
		.selectFrom("age_check")
		.select("id")
		.where("realm_id", "=", realm)
		.where("ended_at", "is", null)
		.where("member_id", "in", memberOf(realm, "processing_choice", objection).where("purpose", "=", "age_check"));
