import { type Compilable, expressionBuilder } from "kysely";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";
import { LEGAL_COLUMNS } from "./queries-legal.ts";

/** SQL of what the minute's work does about proposals to give data on a legal ground. Times are ISO 8601. */

/** Where a row stands in a list: by the moment that the list is sorted by (ISO 8601), and its id. */
export type Place = { moment: string; id: string };
export const BEFORE_ALL: Place = { moment: "", id: "" };

const beyond = (column: "proposed_at" | "shown_from", { moment, id }: Place) => {
	const { eb, or, and } = expressionBuilder<Tables, "legal_disclosure">();
	return and([eb(column, ">=", moment), or([eb(column, ">", moment), eb("id", ">", id)])]);
};

/** Proposals of all realms that nobody decided on in time. */
export const lapsing = (before: string, after: Place, most: number) =>
	build
		.selectFrom("legal_disclosure")
		.select(["realm_id", "id", "proposed_at as moment"])
		.where("state", "=", "proposed")
		.where("proposed_at", "<=", before)
		.where(beyond("proposed_at", after))
		.orderBy("proposed_at")
		.orderBy("id")
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
export const unrecorded = (after: Place, most: number) =>
	untold()
		.select([...LEGAL_COLUMNS, "shown_from as moment"])
		.where("decided_by", "=", "")
		.where(({ not }) => not(isRecorded))
		.where(beyond("shown_from", after))
		.orderBy("shown_from")
		.orderBy("id")
		.limit(most);

/** Breaks a constraint where the silence was prolonged since the row was read, so that its entry does not end too early. */
export const requireShownFrom = (realm: RealmId, { id, shown_from }: { id: string; shown_from: string }): Compilable =>
	build
		.insertInto("legal_disclosure")
		// Without what the table asks for.
		.columns(["realm_id", "id"])
		.expression(
			build
				.selectNoFrom((eb) => [eb.val(realm).as("realm_id"), eb.val(id).as("id")])
				.where(({ not, exists, selectFrom }) =>
					not(
						exists(
							selectFrom("legal_disclosure as l")
								.select("l.id")
								.where("l.realm_id", "=", realm)
								.where("l.id", "=", id)
								.where("l.shown_from", "=", shown_from),
						),
					),
				),
		);

/** What members are to be told at this moment, in every realm. */
export const dueToTell = (at: string, after: Place, most: number) =>
	untold()
		.select(["realm_id", "id", "member_id", "silent_until", "shown_from", "decided_at", "shown_from as moment"])
		.where("shown_from", "<=", at)
		.where(isRecorded)
		.where(beyond("shown_from", after))
		.orderBy("shown_from")
		.orderBy("id")
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
