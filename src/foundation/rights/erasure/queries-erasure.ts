import type { Compilable, Insertable } from "kysely";
import { unitKeysOf } from "../../crypto/queries.ts";
import { build } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";

/** SQL of erasures that were asked for. Times are ISO 8601. */

/** The unit of an erasure's key; its owner is the erasure. */
export const ERASURE_UNIT = "erasure";

/** `begun`: nobody signs in any more. `planned`, `executed`, `verified`: each step is written down. `issued`: proven. */
export type ErasureState = "begun" | "planned" | "executed" | "verified" | "issued";

export type ErasureRow = Omit<Tables["erasure"], "state"> & { state: ErasureState };

const COLUMNS = [
	...(["realm_id", "id", "request_id", "subject_id", "commitment", "state", "begun_at", "stepped_at"] as const),
	...(["failures", "last_error_code", "payload_sealed", "plan_json", "executed_at", "verified_at"] as const),
	...(["verified_json", "recipients_json", "waiting", "receipt", "closed_at"] as const),
] as const;

const NEW = [
	...(["realm_id", "id", "request_id", "subject_id", "commitment", "begun_at", "stepped_at"] as const),
	...(["payload_sealed", "state"] as const),
] as const;
type NewErasure = Pick<
	Tables["erasure"],
	"realm_id" | "id" | "request_id" | "subject_id" | "commitment" | "begun_at" | "payload_sealed"
>;

/** Written right after the statement that took the member, if that took one. */
export function addErasureAfterChange(erasure: NewErasure): Compilable {
	const row = { ...erasure, stepped_at: erasure.begun_at, state: "begun" };
	return build
		.insertInto("erasure")
		.columns(NEW)
		.expression(
			build
				.selectNoFrom((eb) => NEW.map((column) => eb.val(row[column]).as(column)))
				.where((eb) => eb(eb.fn<number>("changes", []), ">", 0)),
		);
}

const erasures = () => build.selectFrom("erasure").select(COLUMNS).$narrowType<{ state: ErasureState }>();

/** Those that are not proven yet, the one that has waited longest first. */
export const openErasures = (but: readonly string[], most: number) =>
	erasures()
		.where("state", "<>", "issued")
		.where("id", "not in", [...but])
		.orderBy("stepped_at")
		.limit(most);

export const erasureById = (realm: string, id: string) => erasures().where("realm_id", "=", realm).where("id", "=", id);

/** The one of a member that is not proven yet. */
export const erasureOfSubject = (realm: string, subject: string) =>
	erasures().where("realm_id", "=", realm).where("subject_id", "=", subject);

/** The key of the erasure's own, which seals what its last steps need. */
export const erasureKey = (realm: string, id: string) => unitKeysOf(realm, [id], [ERASURE_UNIT]);

type Change = Partial<Insertable<Tables["erasure"]>>;
type Step = Pick<ErasureRow, "realm_id" | "id" | "state">;

/** Goes on from a state: nothing where another run did so first. */
export const moveErasure = ({ realm_id, id, state }: Step, next: ErasureState, change: Change) =>
	build
		.updateTable("erasure")
		.set({ ...change, state: next, failures: 0, last_error_code: null })
		.where("realm_id", "=", realm_id)
		.where("id", "=", id)
		.where("state", "=", state)
		.returning("id");

/**
 * Right after `moveErasure`: breaks a constraint where another run went on first, so that nothing else of the batch is
 * written twice.
 */
export const requireMoved = ({ realm_id, id }: Step): Compilable =>
	build
		.insertInto("erasure_count")
		// Without what the table asks for.
		.columns(["realm_id", "erasure_id"])
		.expression(
			build
				.selectNoFrom((eb) => [eb.val(realm_id).as("realm_id"), eb.val(id).as("erasure_id")])
				.where((eb) => eb(eb.fn<number>("changes", []), "=", 0)),
		);

/** A step that could not be made; the next run tries again. */
export const noteFailure = ({ realm_id, id, state }: Step, code: string, at: string): Compilable =>
	build
		.updateTable("erasure")
		.set((eb) => ({ failures: eb("failures", "+", 1), last_error_code: code, stepped_at: at }))
		.where("realm_id", "=", realm_id)
		.where("id", "=", id)
		.where("state", "=", state);

/** When the account was closed that is erased: what was agreed to ended then. */
export const closedAt = (realm: string, member: string) =>
	build.selectFrom("member").select("closed_at").where("realm_id", "=", realm).where("id", "=", member);

/** What its statements deleted or emptied, table by table. */
export const erasedCounts = (realm: string, id: string) =>
	build
		.selectFrom("erasure_count")
		.select((eb) => ["table_name", eb.fn.sum<number>("erased").as("erased")])
		.where("realm_id", "=", realm)
		.where("erasure_id", "=", id)
		.where("erased", ">", 0)
		.groupBy("table_name")
		.orderBy("table_name");

/** Proven erasures with notices of which no outcome is known, the one first that was looked at longest ago. */
export const untoldErasures = (most: number) =>
	erasures().where("waiting", ">", 0).where("closed_at", "is not", null).orderBy("stepped_at").limit(most);

export const noteRecipients = (
	{ realm_id, id }: Pick<ErasureRow, "realm_id" | "id">,
	recipients_json: string,
	waiting: number,
	at: string,
): Compilable =>
	build
		.updateTable("erasure")
		.set({ recipients_json, waiting, stepped_at: at })
		.where("realm_id", "=", realm_id)
		.where("id", "=", id);

/** How the notices of an erasure stand; what was told long ago has no row any more. */
export const noticeStates = (realm: string, ids: readonly string[]) =>
	build
		.selectFrom("recipient_notice")
		.select(["id", "state"])
		.where("realm_id", "=", realm)
		.where("id", "in", [...ids]);

/** The mail that carries the receipt, until it is forgotten. */
export const mailsOf = (realm: string, erasure: string) =>
	build
		.selectFrom("outbox")
		.select(["id", "settled_at"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", erasure);

/** The mail was delivered or given up: nothing knows the address any more. */
export const forgetMails = (realm: string, erasure: string): Compilable[] => [
	build.deleteFrom("unit_key").where("realm_id", "=", realm).where("owner_id", "=", erasure),
	build
		.deleteFrom("outbox")
		.where("realm_id", "=", realm)
		.where("member_id", "=", erasure)
		.where("settled_at", "is not", null),
];
