import { expressionBuilder } from "kysely";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";
import { LEGAL_COLUMNS } from "./queries-legal.ts";

/** SQL of what the minute's work does about proposals to give data on a legal ground. Times are ISO 8601. */

/** Proposals of all realms that nobody decided on in time. */
export const lapsing = (before: string, most: number) =>
	build
		.selectFrom("legal_disclosure")
		.select(["realm_id", "id", "shown_from", "prolongs"])
		.where("state", "=", "proposed")
		.where("proposed_at", "<=", before)
		.orderBy("proposed_at")
		.limit(most);

const untold = () =>
	build
		.selectFrom("legal_disclosure")
		.where("state", "=", "approved")
		.where("prolongs", "=", "")
		.where("told", "is", null);

/** Whether its entry stands in the list of disclosures. */
const isRecorded = expressionBuilder<Tables, "legal_disclosure">().exists((eb) =>
	eb
		.selectFrom("disclosure")
		.select("disclosure.id")
		.whereRef("disclosure.realm_id", "=", "legal_disclosure.realm_id")
		.whereRef("disclosure.id", "=", "legal_disclosure.disclosure_id"),
);

/** What the operator's tool approved, of all realms: it has no keys, so that the entry is still to be written. */
export const unrecorded = (most: number) =>
	untold()
		.select(LEGAL_COLUMNS)
		.where(({ not }) => not(isRecorded))
		.orderBy("shown_from")
		.limit(most);

/** What members are to be told at this moment, in every realm. */
export const dueToTell = (at: string, most: number) =>
	untold()
		.select(["realm_id", "id", "member_id", "silent_until", "shown_from", "decided_at"])
		.where("shown_from", "<=", at)
		.where(isRecorded)
		.orderBy("shown_from")
		.limit(most);

/** Gives its row where it was this that marked it. */
export const markTold = (realm: RealmId, id: string, at: string) =>
	build
		.updateTable("legal_disclosure")
		.set({ told: "mail", told_at: at })
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where("told", "is", null)
		.returning("id");

/** What it takes to write to a member. */
export const addresseeQueries = (realm: RealmId, brands: readonly string[], member: string) =>
	[
		build
			.selectFrom("member")
			.select(["email_sealed", "language"])
			.where("realm_id", "=", realm)
			.where("id", "=", member),
		unitKeysOf(realm, [member], ["core"]),
		build
			.selectFrom("membership")
			.select("brand_id")
			.where("brand_id", "in", [...brands])
			.where("member_id", "=", member)
			.orderBy("joined_at"),
	] as const;
