import type { Compilable } from "kysely";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";

/** SQL of bringing a copy of the database up to the acts in the bucket, over every realm. */

export type RestoreRow = Tables["restore"];

const COLUMNS = [
	...(["number", "noticed_at", "asked_at", "finished_at", "ahead_json", "progress_json"] as const),
	...(["lease_holder", "leased_until"] as const),
] as const;

/** The one that was asked for and is not finished yet, if any. */
export const askedRestore = () =>
	build.selectFrom("restore").select(COLUMNS).where("asked_at", "is not", null).where("finished_at", "is", null);

export const newestRestore = () => build.selectFrom("restore").select(COLUMNS).orderBy("number", "desc").limit(1);

const highestNumber = () => build.selectFrom("restore").select((eb) => eb.fn.max("restore.number").as("number"));

/** Writes down that the database is a copy that was put back, once. */
const noteRestore = (now: string): Compilable =>
	build
		.insertInto("restore")
		.columns(["number", "noticed_at", "ahead_json", "progress_json"])
		.expression(
			build.selectNoFrom((eb) => [
				eb(eb.fn.coalesce(highestNumber(), eb.lit(0)), "+", 1).as("number"),
				...[eb.val(now).as("noticed_at"), eb.val("{}").as("ahead_json"), eb.val("{}").as("progress_json")],
			]),
		)
		.onConflict((conflict) => conflict.doNothing());

/** @param ahead how many acts the database lacks, by realm, as JSON */
export const noticeRestore = (ahead: string, now: string): Compilable[] => [
	noteRestore(now),
	build.updateTable("restore").set({ ahead_json: ahead }).where("finished_at", "is", null),
];

/** What was noticed is no longer so, and nobody asked for anything. */
export const forgetNotice = () => build.deleteFrom("restore").where("asked_at", "is", null);

/** Asks to finish it; a second request shares the one that is open. */
export const askRestore = (now: string): Compilable[] => [
	noteRestore(now),
	build.updateTable("restore").set({ asked_at: now }).where("finished_at", "is", null).where("asked_at", "is", null),
];

/** Takes the lease, unless another holds it. */
export const leaseRestore = (holder: string, now: string, until: string) =>
	build
		.updateTable("restore")
		.set({ lease_holder: holder, leased_until: until })
		.where("asked_at", "is not", null)
		.where("finished_at", "is", null)
		.where((eb) => eb.or([eb("lease_holder", "is", null), eb("leased_until", "<=", now)]))
		.returning(COLUMNS);

/** Writes progress and holds the lease for longer; no row comes back to a run that lost it. */
export const advanceRestore = (
	number: number,
	holder: string,
	change: Partial<Pick<RestoreRow, "progress_json" | "finished_at" | "leased_until" | "lease_holder">>,
) =>
	build
		.updateTable("restore")
		.set(change)
		.where("number", "=", number)
		.where("lease_holder", "=", holder)
		.returning("number");

/** The next members of a realm in the order of their ids. */
export const membersAfter = (realm: string, id: string, most: number) =>
	build.selectFrom("member").select("id").where("realm_id", "=", realm).where("id", ">", id).orderBy("id").limit(most);

/** The next realm that has members. */
export const realmAfter = (realm: string) =>
	build
		.selectFrom("member")
		.select((eb) => eb.fn.min<string | null>("realm_id").as("realm"))
		.where("realm_id", ">", realm);

/** More than anything that was given out since the copy can name. */
const EPOCHS = 1_000;

/** Ends what these members of a realm were signed in with. */
export const endSignIns = (realm: string, from: string, to: string, now: string): Compilable[] => [
	build
		.updateTable("member")
		.set((eb) => ({ session_epoch: eb("session_epoch", "+", EPOCHS), updated_at: now }))
		.where("realm_id", "=", realm)
		.where("id", ">=", from)
		.where("id", "<=", to),
	build.deleteFrom("session").where("realm_id", "=", realm).where("member_id", ">=", from).where("member_id", "<=", to),
];

/**
 * Sessions of nobody that is a member any more, every code that waits, and mail that carries codes or tells of what
 * was told already: since the copy they were used, or thrown away.
 */
export const endOpenings = (asked: string, now: string): Compilable[] => [
	build.deleteFrom("session"),
	build.deleteFrom("sign_in_code"),
	build.deleteFrom("mail_code"),
	build.deleteFrom("copy_link"),
	build.updateTable("export").set({ link_hash: null }).where("link_hash", "is not", null),
	build.deleteFrom("staff_session"),
	build.deleteFrom("staff_invitation"),
	build.updateTable("staff_second_step_reset").set({ ended_at: now }).where("ended_at", "is", null),
	build
		.updateTable("outbox")
		.set({
			state: "dropped",
			settled_at: now,
			due_at: now,
			last_error_code: "restored",
			slot_at: null,
			leased_by: null,
		})
		.where("state", "=", "queued")
		.where("urgent", "=", 1)
		.where("queued_at", "<=", asked),
];
