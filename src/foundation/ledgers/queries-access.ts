import type { Insertable, OperandValueExpressionOrList } from "kysely";
import { unitKeysOfParts } from "../crypto/queries.ts";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { RealmId } from "../ids.ts";
import { ACCESS_UNITS } from "./staff-access.ts";

/** SQL of the record of access by staff. */

export const addAccess = (row: Insertable<Tables["staff_access"]>) => build.insertInto("staff_access").values(row);

/** The member by the id, or by a query that finds it. */
type Member = OperandValueExpressionOrList<Tables, "staff_access", "member_id">;

/** The end of a member's chain, which the next row hangs on; it outlives the account. */
export const lastAccess = (realm: RealmId, member: Member) =>
	build
		.selectFrom("staff_access")
		.select(["number", "accessed_at", "hash"])
		.where("realm_id", "=", realm)
		.where("member_id", typeof member === "string" ? "=" : "in", member)
		.orderBy("number", "desc")
		.limit(1);

/** The same, of the member with this e-mail or user name. */
export const lastAccessByIndex = (
	realm: RealmId,
	column: "email_index" | "user_name_index",
	indexes: readonly Uint8Array[],
) =>
	lastAccess(
		realm,
		build
			.selectFrom("member")
			.select("id")
			.where("realm_id", "=", realm)
			.where(column, "in", [...indexes]),
	);

/** All of a member's, in the order of their chain. */
export const accessesOf = (realm: RealmId, member: string) =>
	build
		.selectFrom("staff_access")
		.select(["realm_id", "id", "member_id", "number", "staff_id", "role", "brand_id", "what", "reason_sealed"])
		.select(["accessed_at", "previous_at", "previous_hash", "hash", "legal_id"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.orderBy("number");

/** What a member may read of them at this moment (ISO 8601): nothing that an order forbids to tell. */
export const ownAccesses = (realm: RealmId, member: string, at: string) =>
	accessesOf(realm, member).where((eb) =>
		eb.or([
			eb("legal_id", "is", null),
			eb(
				"legal_id",
				"not in",
				build
					.selectFrom("legal_disclosure")
					.select("legal_disclosure.id")
					.where("legal_disclosure.realm_id", "=", realm)
					.where("legal_disclosure.member_id", "=", member)
					.where("legal_disclosure.shown_from", ">", at),
			),
		]),
	);

/** The keys of the reasons in them. */
export const accessKeysOf = (realm: RealmId, member: string) => unitKeysOfParts(realm, [member], ACCESS_UNITS);
