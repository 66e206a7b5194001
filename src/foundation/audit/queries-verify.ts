import { build } from "../db/database.ts";
import type { RealmId } from "../ids.ts";

/** SQL of verifying: whole chains in pages, for the operator's command. */

const ACCESS_COLUMNS = [
	...(["realm_id", "id", "member_id", "number", "staff_id", "role", "brand_id", "what", "reason_sealed"] as const),
	...(["accessed_at", "previous_at", "previous_hash", "hash", "legal_id"] as const),
] as const;

/** Records of access by staff in the order of their chains, after a row. */
export const accessesAfter = (realm: RealmId, after: { member: string; number: number }, most: number) =>
	build
		.selectFrom("staff_access")
		.select(ACCESS_COLUMNS)
		.where("realm_id", "=", realm)
		.where("member_id", ">=", after.member)
		.where((eb) => eb.or([eb("member_id", ">", after.member), eb("number", ">", after.number)]))
		.orderBy("member_id")
		.orderBy("number")
		.limit(most);

/** Members of a brand after one, by their ids. */
export const membersOn = (brand: string, after: string, most: number) =>
	build
		.selectFrom("membership")
		.select("member_id")
		.where("brand_id", "=", brand)
		.where("member_id", ">", after)
		.orderBy("member_id")
		.limit(most);

export const consentsOf = (brand: string, members: readonly string[]) =>
	build
		.selectFrom("consent_event")
		.select(["brand_id", "id", "member_id", "purpose", "recipient", "kind", "text_hash", "method", "happened_at"])
		.select(["ended_at", "commitment", "previous_hash", "hash"])
		.where("brand_id", "=", brand)
		.where("member_id", "in", [...members])
		.orderBy("member_id");

/** Where these chains ended on closed days. */
export const headsOfChains = (realm: RealmId, chains: readonly string[]) =>
	build
		.selectFrom("audit_chain_head")
		.select(["day", "leaf", "chain"])
		.where("realm_id", "=", realm)
		.where("chain", "in", [...chains])
		.orderBy("day");

/** Members of a realm after one, by their ids. */
export const membersOf = (realm: RealmId, after: string, most: number) =>
	build
		.selectFrom("member")
		.select("id as member_id")
		.where("realm_id", "=", realm)
		.where("id", ">", after)
		.orderBy("id")
		.limit(most);

export const accessesOfMembers = (realm: RealmId, members: readonly string[]) =>
	build
		.selectFrom("staff_access")
		.select(ACCESS_COLUMNS)
		.where("realm_id", "=", realm)
		.where("member_id", "in", [...members])
		.orderBy("member_id")
		.orderBy("number");

/** Up to which moment records of access have come to their end. */
export const accessesEndedBefore = (realm: RealmId) =>
	build
		.selectFrom("retention_cutoff")
		.select("before")
		.where("realm_id", "=", realm)
		.where("rule", "=", "staff_access");
