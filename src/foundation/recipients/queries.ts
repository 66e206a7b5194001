import { type Compilable, type Expression, sql } from "kysely";
import type { UnitKeyRow } from "../crypto/key-wrap.ts";
import { KEY_COLUMNS } from "../crypto/queries.ts";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { RealmId } from "../ids.ts";

/** SQL of notices to recipients. What a run of them asks, it asks of every realm on behalf of the system. */

/** An act that is written twice keeps its first notice. */
export const addNotice = (row: Tables["recipient_notice"]) =>
	build
		.insertInto("recipient_notice")
		.values(row)
		.onConflict((conflict) => conflict.doNothing());

/** Gives a row where something took place in the same batch. */
export type Happened = Expression<{ id: string }>;

/** The same with its key, and nothing where what it tells of did not take place. */
export function addNoticeWhen(happened: Happened, row: Tables["recipient_notice"], key: UnitKeyRow): Compilable[] {
	const columns = Object.keys(row) as (keyof typeof row)[];
	return [
		build
			.insertInto("unit_key")
			.columns(KEY_COLUMNS)
			.expression(
				build
					.selectNoFrom((eb) => KEY_COLUMNS.map((column) => eb.val(key[column]).as(column)))
					.where((eb) => eb.exists(happened)),
			)
			.onConflict((conflict) => conflict.doNothing()),
		build
			.insertInto("recipient_notice")
			.columns(columns)
			.expression(
				build
					.selectNoFrom((eb) => columns.map((column) => eb.val(row[column]).as(column)))
					.where((eb) => eb.exists(happened)),
			)
			.onConflict((conflict) => conflict.doNothing()),
	];
}

/**
 * Breaks a constraint when the member has other disclosures than were read: their recipients would not be told.
 * @throws ConstraintViolated, with its batch
 */
export function requireDisclosuresRead(realm: RealmId, member: string, read: number): Compilable {
	const there = build
		.selectFrom("disclosure")
		.select((eb) => eb.fn.countAll<number>().as("rows"))
		.where("realm_id", "=", realm)
		.where("member_id", "=", member);
	return (
		build
			.insertInto("recipient_notice")
			// Nothing sealed: the table refuses the row.
			.columns(["realm_id", "id"])
			.expression(
				build
					.selectNoFrom((eb) => [eb.val<string>(realm).as("realm_id"), eb.val("").as("id")])
					.where((eb) => eb(there, "<>", read)),
			)
	);
}

/** Takes due notices for one run; `until` is when others may take them again (both ISO 8601). */
export const leaseNotices = (lease: string, now: string, until: string, most: number) =>
	build
		.updateTable("recipient_notice")
		.set((row) => ({ leased_by: lease, due_at: until, attempts: row("attempts", "+", 1) }))
		.where((eb) =>
			eb(
				eb.refTuple("realm_id", "id"),
				"in",
				eb
					.selectFrom("recipient_notice as due")
					.select(["due.realm_id", "due.id"])
					.where("due.state", "=", "queued")
					.where("due.due_at", "<=", now)
					.orderBy("due.due_at")
					.limit(most)
					.$asTuple("realm_id", "id"),
			),
		);

/** The notices of a run, each with its key; without one where that is gone. */
export const leasedNotices = (lease: string) =>
	build
		.selectFrom("recipient_notice as notice")
		.leftJoin("unit_key", (join) =>
			join.onRef("unit_key.realm_id", "=", "notice.realm_id").onRef("unit_key.owner_id", "=", "notice.id"),
		)
		.select(["notice.realm_id", "notice.id", "notice.recipient", "notice.act", "notice.payload_sealed"])
		.select(["notice.attempts", "notice.queued_at"])
		.select(["unit_key.id as key_id", "unit_key.unit", "unit_key.wrapped_key", "unit_key.key_version"])
		.select("unit_key.created_at")
		.where("notice.leased_by", "=", lease)
		.where("notice.state", "=", "queued")
		.orderBy("notice.queued_at")
		.orderBy("notice.id");

/** What a person was to tell is queued again, now that its recipient has a port. */
export const queueForPorts = (ports: readonly { realm: string; recipient: string }[], now: string) =>
	build
		.updateTable("recipient_notice")
		.set({ state: "queued", due_at: now, attempts: 0, last_error_code: null })
		.where("state", "=", "by_hand")
		.where((eb) =>
			eb.or(ports.map(({ realm, recipient }) => eb.and([eb("realm_id", "=", realm), eb("recipient", "=", recipient)]))),
		);

export type NoticeOutcome = Partial<
	Pick<Tables["recipient_notice"], "state" | "due_at" | "attempts" | "last_error_code" | "told_at">
>;

type NoticeKey = Pick<Tables["recipient_notice"], "realm_id" | "id">;

/** Ends a run's work on a notice; does nothing once the notice has gone to another run. */
export const settleNotice = ({ realm_id, id }: NoticeKey, lease: string, outcome: NoticeOutcome) =>
	build
		.updateTable("recipient_notice")
		.set({ ...outcome, leased_by: null })
		.where("realm_id", "=", realm_id)
		.where("id", "=", id)
		.where("leased_by", "=", lease);

type Counted = Omit<Tables["recipient_notice_count"], "notices">;

/** Counts an outcome, right after the statement that wrote it; nothing where that changed nothing. */
export const countOutcome = (counted: Counted) => {
	const changes = () => sql<number>`changes()`;
	return build
		.insertInto("recipient_notice_count")
		.columns(["realm_id", "day", "recipient", "act", "outcome", "notices"])
		.expression(
			build
				.selectNoFrom((eb) => [
					...[eb.val(counted.realm_id).as("realm_id"), eb.val(counted.day).as("day")],
					...[eb.val(counted.recipient).as("recipient"), eb.val(counted.act).as("act_kind")],
					...[eb.val(counted.outcome).as("outcome"), changes().as("notices")],
				])
				.where((eb) => eb(changes(), ">", 0)),
		)
		.onConflict((conflict) =>
			conflict
				.columns(["realm_id", "day", "recipient", "act", "outcome"])
				.doUpdateSet((eb) => ({ notices: eb("recipient_notice_count.notices", "+", eb.ref("excluded.notices")) })),
		);
};

/** States in which a notice waits for a person, while its recipient was not told. */
const FOR_PERSON = ["refused", "failed", "by_hand"] as const;

const waiting = (realm: RealmId) =>
	build
		.selectFrom("recipient_notice")
		.where("realm_id", "=", realm)
		.where("told_at", "is", null)
		.where("state", "in", [...FOR_PERSON]);

/** What waits for a person in a realm: recipient by recipient, the oldest first. */
export const waitingNotices = (realm: RealmId, most: number) =>
	waiting(realm)
		.select(["id", "recipient", "act", "state", "queued_at", "last_error_code"])
		.orderBy("recipient")
		.orderBy("queued_at")
		.orderBy("id")
		.limit(most);

export const countWaitingNotices = (realm: RealmId) =>
	waiting(realm).select((eb) => eb.fn.countAll<number>().as("rows"));

/** One notice with its key; without one where that is gone. */
export const noticeWithKey = (realm: RealmId, id: string) =>
	build
		.selectFrom("recipient_notice as notice")
		.leftJoin("unit_key", (join) =>
			join.on("unit_key.realm_id", "=", realm).onRef("unit_key.owner_id", "=", "notice.id"),
		)
		.select(["notice.realm_id", "notice.id", "notice.recipient", "notice.act", "notice.payload_sealed"])
		.select(["notice.state", "notice.queued_at", "notice.last_error_code", "notice.told_at", "notice.told_role"])
		.select(["unit_key.id as key_id", "unit_key.unit", "unit_key.wrapped_key", "unit_key.key_version"])
		.select("unit_key.created_at")
		.where("notice.realm_id", "=", realm)
		.where("notice.id", "=", id);

const takeUp = (realm: RealmId, id: string) =>
	build
		.updateTable("recipient_notice")
		.where("realm_id", "=", realm)
		.where("id", "=", id)
		.where("told_at", "is", null)
		.where("state", "in", [...FOR_PERSON])
		.returning("id");

/** Somebody told the recipient; gives the row where this noted it. Counted by the statement after it. */
export const noteToldByHand = (
	realm: RealmId,
	id: string,
	{ by, role, at }: { by: string; role: string; at: string },
) => takeUp(realm, id).set({ state: "sent", told_at: at, told_by: by, told_role: role, last_error_code: null });

/** Has a program try again; gives the row where this queued it. @param at ISO 8601 */
export const queueAgain = (realm: RealmId, id: string, at: string) =>
	takeUp(realm, id).set({ state: "queued", due_at: at, attempts: 0, last_error_code: null });

/** How many notices a person has to tell, by recipient: no program could. */
export const noticesForPerson = () =>
	build
		.selectFrom("recipient_notice")
		.select((eb) => ["realm_id", "recipient", "state", eb.fn.countAll<number>().as("notices")])
		.where("told_at", "is", null)
		.where("state", "in", [...FOR_PERSON])
		.groupBy(["realm_id", "recipient", "state"])
		.orderBy("realm_id")
		.orderBy("recipient")
		.orderBy("state");
