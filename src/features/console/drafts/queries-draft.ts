import type { Updateable } from "kysely";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";
import { rolesThatMay } from "../roles.ts";

/** SQL of drafts of brands. Times are ISO 8601. */

const COLUMNS = [
	...(["id", "staff_id", "brand_id", "answers", "state", "reason", "version", "created_at", "changed_at"] as const),
] as const;

/** Nobody but the author sees what was not submitted, and nobody who may not approve sees another's. */
const SHOWN_TO_OTHERS = ["submitted", "approved", "rejected", "published"];

const visible = (realm: RealmId, staff: string) =>
	build
		.selectFrom("brand_draft")
		.select(COLUMNS)
		.where("realm_id", "=", realm)
		.where((eb) =>
			eb.or([
				eb("staff_id", "=", staff),
				eb.and([
					eb("state", "in", SHOWN_TO_OTHERS),
					eb.exists(
						eb
							.selectFrom("staff")
							.select("staff.id")
							.where("staff.realm_id", "=", realm)
							.where("staff.id", "=", staff)
							.where("staff.role", "in", rolesThatMay("drafts.approve")),
					),
				]),
			]),
		);

/** What waits for a decision first, then the newest: however many were decided, none that waits is left out. */
export const visibleDrafts = (realm: RealmId, staff: string, most: number) =>
	visible(realm, staff)
		.orderBy((eb) => eb("state", "<>", "submitted"))
		.orderBy("id", "desc")
		.limit(most);

export const visibleDraft = (realm: RealmId, staff: string, id: string) => visible(realm, staff).where("id", "=", id);

export type NewDraft = Pick<Tables["brand_draft"], "realm_id" | "id" | "staff_id" | "brand_id" | "answers"> & {
	at: string;
};

export const addDraft = ({ at, ...row }: NewDraft) =>
	build
		.insertInto("brand_draft")
		.values({ ...row, state: "draft", reason: "", version: 1, created_at: at, changed_at: at });

/** Which draft, as the page showed it: one that was changed since is not. */
export type SeenDraft = { realm: RealmId; id: string; version: number };
type Change = Pick<
	Updateable<Tables["brand_draft"]>,
	"answers" | "brand_id" | "state" | "reason" | "decided_by" | "closed_at"
>;

/** The author's own step: gives the row where it was taken. */
export const changeOwnDraft = (seen: SeenDraft, author: string, from: readonly string[], at: string, change: Change) =>
	changed(seen, from, at, change).where("staff_id", "=", author);

/** The step of somebody else. */
export const decideDraft = (seen: SeenDraft, by: string, at: string, change: Change) =>
	changed(seen, change.state === "rejected" ? ["submitted", "approved"] : ["submitted"], at, {
		...change,
		decided_by: by,
	}).where("staff_id", "<>", by);

/** A draft as its page showed it, in one of these states: one more version of it. */
export const changed = ({ realm, id, version }: SeenDraft, from: readonly string[], at: string, change: Change) =>
	build
		.updateTable("brand_draft")
		.set({ ...change, version: version + 1, changed_at: at })
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where("version", "=", version)
		.where("state", "in", [...from])
		.returning("id");
