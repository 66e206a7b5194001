import type { Compilable, Insertable, Updateable } from "kysely";
import { KEY_COLUMNS } from "../../crypto/queries.ts";
import { build } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";
import { REQUEST_UNITS } from "./words.ts";

/** SQL of requests and their events. Times are ISO 8601. */

const COLUMNS = [
	...(["id", "member_id", "letter_id", "kind", "door", "brand_id", "state"] as const),
	...(["received_at", "response_days", "due_at", "answer_by", "verified_at"] as const),
	...(["asked_at", "answered_at", "pause_counts", "paused_days", "extended_at"] as const),
	...(["announced_at", "begins_at", "duplicate_of", "copy_id", "refusal_ground", "closed_at"] as const),
	...(["text_sealed", "extension_sealed", "answer_sealed", "events", "member_gone_at"] as const),
] as const;

const EVENT_COLUMNS = [
	...(["realm_id", "id", "request_id", "member_id", "number", "from_state", "to_state", "what"] as const),
	...(["actor", "actor_role", "staff_id", "mail_id", "happened_at", "previous_hash", "hash"] as const),
] as const;

/** Requests with the hash of their newest event, on which the next one hangs. */
const withHash = (realm: string) =>
	build
		.selectFrom("rights_request")
		.innerJoin("rights_request_event as newest", (join) =>
			join
				.onRef("newest.realm_id", "=", "rights_request.realm_id")
				.onRef("newest.request_id", "=", "rights_request.id")
				.onRef("newest.number", "=", "rights_request.events"),
		)
		.select([...COLUMNS.map((column) => `rights_request.${column}` as const), "newest.hash as hash"])
		.where("rights_request.realm_id", "=", realm)
		.where("newest.realm_id", "=", realm);

export const requestById = (realm: string, id: string) => withHash(realm).where("rights_request.id", "=", id);

/** By the code of the link that was mailed. */
export const requestsByCode = (realm: string, hash: Uint8Array) =>
	withHash(realm).where("rights_request.code_hash", "=", hash).orderBy("rights_request.id");

export const letterOfRequest = (realm: string, id: string) =>
	build.selectFrom("rights_request").select("letter_id").where("realm_id", "=", realm).where("id", "=", id);

export const letterOfCode = (realm: string, hash: Uint8Array) =>
	build.selectFrom("rights_request").select("letter_id").where("realm_id", "=", realm).where("code_hash", "=", hash);

/** What one letter asked. `letter`: its id, or a query that gives it. */
export const requestsOfLetter = (realm: string, letter: string | ReturnType<typeof letterOfRequest>) =>
	withHash(realm)
		.where("rights_request.letter_id", "in", (typeof letter === "string" ? [letter] : letter) as never)
		.orderBy("rights_request.id");

/** What a member has asked and was shown to have asked, the newest first. */
export const requestsOfMember = (realm: string, member: string, most: number) =>
	withHash(realm)
		.where("rights_request.member_id", "=", member)
		.where("rights_request.verified_at", "is not", null)
		.orderBy("rights_request.id", "desc")
		.limit(most);

/** Verified requests of a member that are not closed: one of a kind at most. */
export const activeRequests = (realm: string, member: string) =>
	withHash(realm)
		.where("rights_request.member_id", "=", member)
		.where("rights_request.verified_at", "is not", null)
		.where("rights_request.closed_at", "is", null)
		.orderBy("rights_request.id");

export const eventsOf = (realm: string, request: string) =>
	build
		.selectFrom("rights_request_event")
		.select(EVENT_COLUMNS)
		.where("realm_id", "=", realm)
		.where("request_id", "=", request)
		.orderBy("number");

/** The key of a request's own words. */
export const requestKey = (realm: string, id: string) =>
	build
		.selectFrom("unit_key")
		.select(KEY_COLUMNS)
		.where("realm_id", "=", realm)
		.where("unit", "=", `${REQUEST_UNITS}${id}`)
		.where(
			"owner_id",
			"in",
			build.selectFrom("rights_request").select("member_id").where("realm_id", "=", realm).where("id", "=", id),
		);

export const addEvent = (row: Insertable<Tables["rights_request_event"]>) =>
	build.insertInto("rights_request_event").values(row);

export const addRequest = (row: Insertable<Tables["rights_request"]>): Compilable =>
	build.insertInto("rights_request").values(row);

export type RequestChange = Omit<Updateable<Tables["rights_request"]>, "realm_id" | "id">;

/** Right after the event that tells of it: without that the database refuses it. */
export const changeRequest = (realm: string, id: string, change: RequestChange): Compilable =>
	build.updateTable("rights_request").set(change).where("realm_id", "=", realm).where("id", "=", id);

/** Where a page of the list goes on: the row before it. */
export type After = { answerBy: string; id: string };

const onDesk = (realm: string) =>
	build.selectFrom("rights_request").where("realm_id", "=", realm).where("on_desk", "=", 1);

/** What waits for staff, by the day of the answer, of one day the oldest first. */
export const requestsOnDesk = (realm: string, after: After | undefined, most: number) => {
	const rows = onDesk(realm)
		.select(["id", "kind", "door", "state", "received_at", "answer_by", "extended_at", "begins_at"])
		.orderBy("answer_by")
		.orderBy("id")
		.limit(most);
	if (after === undefined) return rows;
	return rows.where((eb) =>
		eb.and([
			eb("answer_by", ">=", after.answerBy),
			eb.or([eb("answer_by", ">", after.answerBy), eb("id", ">", after.id)]),
		]),
	);
};

/** How many wait, and the day of the answer that comes first. */
export const countOnDesk = (realm: string) =>
	onDesk(realm).select((eb) => [
		eb.fn.countAll<number>().as("rows"),
		eb.fn.min<string | null>("answer_by").as("first"),
	]);

type Due = "unanswered" | "begins" | "gone" | "copied";

/**
 * Requests of all realms for which the minute's work has something to do, those first that no run took up yet, then the
 * one that was taken up longest ago: so none that waits holds up the others. `before`: the moment up to which.
 */
export function dueRequests(due: Due, before: string, most: number) {
	const rows = build
		.selectFrom("rights_request")
		.select(["realm_id", "id", "member_id", "letter_id", "copy_id"])
		.where("closed_at", "is", null)
		.orderBy("taken_up_at")
		.limit(most);
	if (due === "unanswered")
		return rows.where("verified_at", "is", null).where("asked_at", "<=", before).orderBy("asked_at");
	if (due === "begins") return rows.where("begins_at", "<=", before).orderBy("begins_at");
	if (due === "gone") return rows.where("member_gone_at", "<=", before).orderBy("member_gone_at");
	return rows.where("copy_id", "is not", null).orderBy("copy_id");
}

/** Before a run of the minute's work does anything with them. */
export const takeUp = (realm: string, id: string, at: string): Compilable =>
	build.updateTable("rights_request").set({ taken_up_at: at }).where("realm_id", "=", realm).where("id", "=", id);

/**
 * No link that was mailed to the old address confirms a request, once the account has its new one: `index` is of that.
 * Such a request expires like any that nobody confirms.
 */
export const dropConfirmLinksAfterChange = (realm: string, member: string, index: Uint8Array): Compilable =>
	build
		.updateTable("rights_request")
		.set({ code_hash: null })
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where("state", "=", "identity_pending")
		.where((eb) =>
			eb.exists(
				build
					.selectFrom("member")
					.select("id")
					.where("realm_id", "=", realm)
					.where("id", "=", member)
					.where("email_index", "=", index),
			),
		);
