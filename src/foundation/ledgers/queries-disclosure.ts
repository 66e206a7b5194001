import type { OperandValueExpressionOrList } from "kysely";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { RealmId } from "../ids.ts";

/** SQL of the record of disclosures. */

/** A cause that is written twice keeps its first row. */
export const addDisclosure = (row: Tables["disclosure"]) =>
	build
		.insertInto("disclosure")
		.values(row)
		.onConflict((conflict) => conflict.doNothing());

/** Members by their ids, or by a query that finds them. */
export type Members = OperandValueExpressionOrList<Tables, "disclosure", "member_id">;

/** All of these members', told or withheld, the oldest first. */
export const disclosuresOf = (realm: RealmId, members: Members) =>
	build
		.selectFrom("disclosure")
		.select(["id", "member_id", "recipient", "items", "details_sealed"])
		.where("realm_id", "=", realm)
		.where("member_id", "in", members)
		.orderBy("member_id")
		.orderBy("disclosed_at")
		.orderBy("id");

/** What a member may read of their own at this moment (ISO 8601), the newest first. */
export const ownDisclosures = (realm: RealmId, member: string, at: string) =>
	build
		.selectFrom("disclosure")
		.select(["id", "member_id", "recipient", "items", "details_sealed", "disclosed_at", "disclosed_by"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where((eb) => eb.or([eb("withheld_until", "is", null), eb("withheld_until", "<=", at)]))
		.orderBy("disclosed_at", "desc")
		.orderBy("id");
