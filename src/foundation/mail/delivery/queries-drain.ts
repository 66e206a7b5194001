import type { UnitKeyRow } from "../../crypto/key-wrap.ts";
import { KEY_COLUMNS } from "../../crypto/queries.ts";
import { build } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";
import { OPTIONAL_CLASSES } from "../mail-class.ts";
import { OUTBOX_COLUMNS } from "../queries.ts";

/** What a run of the outbox asks. It works for every realm, on behalf of the system. */

/** Takes due rows for one run; `until` is when others may take them again. Runs on behalf of the system. */
export function leaseDue(
	of: { state: "queued" | "held"; urgent: 0 | 1; most: number },
	lease: string,
	now: string,
	until: string,
) {
	return build
		.updateTable("outbox")
		.set((row) => ({ leased_by: lease, due_at: until, attempts: row("attempts", "+", 1) }))
		.where("id", "in", (eb) =>
			eb
				.selectFrom("outbox as due")
				.select("due.id")
				.where("due.state", "=", of.state)
				.where("due.urgent", "=", of.urgent)
				.where("due.due_at", "<=", now)
				.orderBy("due.due_at")
				.limit(of.most),
		);
}

/** Takes what waits for room beside a mail that has found some: their week goes into one digest. */
export function leaseHeld(group: MailGroup, lease: string, until: string) {
	return build
		.updateTable("outbox")
		.set({ leased_by: lease, due_at: until })
		.where("realm_id", "=", group.realm_id)
		.where("member_id", "=", group.member_id)
		.where("class", "=", group.class)
		.where("brand_id", "=", group.brand_id)
		.where("state", "=", "held")
		.where("leased_by", "is", null);
}

export type MailGroup = Pick<Tables["outbox"], "realm_id" | "member_id" | "class" | "brand_id">;

/** The rows of a run, each with its key; a row whose key is gone is its subject's erasure and comes without one. */
export function leasedRows(lease: string) {
	return build
		.selectFrom("outbox")
		.leftJoin("unit_key", (join) =>
			join
				.onRef("unit_key.realm_id", "=", "outbox.realm_id")
				.onRef("unit_key.id", "=", "outbox.key_id")
				.onRef("unit_key.owner_id", "=", "outbox.member_id"),
		)
		.select([
			"outbox.realm_id",
			"outbox.id",
			"outbox.brand_id",
			"outbox.member_id",
			"outbox.class",
			"outbox.state",
			"outbox.recipient_sealed",
			"outbox.payload_sealed",
			"outbox.attempts",
			"outbox.queued_at",
			"outbox.key_id",
			"unit_key.unit",
			"unit_key.wrapped_key",
			"unit_key.key_version",
			"unit_key.created_at",
		])
		.where("outbox.leased_by", "=", lease)
		.where("outbox.state", "in", ["queued", "held"])
		.orderBy("outbox.urgent", "desc")
		.orderBy("outbox.queued_at");
}

/** What the members of a run's rows have chosen about mail. */
export function choicesOf(lease: string) {
	return build
		.selectFrom("outbox")
		.innerJoin("mail_choice", (join) =>
			join
				.onRef("mail_choice.realm_id", "=", "outbox.realm_id")
				.onRef("mail_choice.member_id", "=", "outbox.member_id")
				.onRef("mail_choice.brand_id", "=", "outbox.brand_id")
				.onRef("mail_choice.class", "=", "outbox.class"),
		)
		.select(["outbox.id", "mail_choice.wanted"])
		.where("outbox.leased_by", "=", lease);
}

export function limitsOf(lease: string) {
	return build
		.selectFrom("outbox")
		.innerJoin("mail_limit", (join) =>
			join
				.onRef("mail_limit.realm_id", "=", "outbox.realm_id")
				.onRef("mail_limit.member_id", "=", "outbox.member_id")
				.onRef("mail_limit.class", "=", "outbox.class"),
		)
		.select(["outbox.id", "mail_limit.most_per_week"])
		.where("outbox.leased_by", "=", lease);
}

export function stopsOf(lease: string) {
	return build
		.selectFrom("outbox")
		.innerJoin("mail_stop", (join) =>
			join.onRef("mail_stop.realm_id", "=", "outbox.realm_id").onRef("mail_stop.member_id", "=", "outbox.member_id"),
		)
		.select(["outbox.id", "mail_stop.stopped", "mail_stop.most_per_week", "mail_stop.neutral_sender"])
		.where("outbox.leased_by", "=", lease);
}

/** What the members of a run's rows had restricted of all their data. */
export function restrictionsOf(lease: string) {
	return build
		.selectFrom("outbox")
		.innerJoin("restriction", (join) =>
			join
				.onRef("restriction.realm_id", "=", "outbox.realm_id")
				.onRef("restriction.member_id", "=", "outbox.member_id")
				.on("restriction.item", "=", "")
				.on("restriction.lifted_at", "is", null),
		)
		.select(["outbox.id", "restriction.brand_id", "restriction.purpose"])
		.where("outbox.leased_by", "=", lease);
}

type Leased = Pick<Tables["outbox"], "realm_id" | "id" | "member_id" | "class" | "brand_id">;

/** The most that may have a place in the week. `ofClass` undefined: the class has no limit of its own. */
export type Limits = { ofAll: number; ofClass: number | undefined };

/**
 * Takes a place in the week, if there is one: fewer than `ofAll` other optional mails, and fewer than `ofClass` of the
 * class, have taken theirs since `since`. One statement, so that two runs cannot both take the last.
 */
export function claimSlot(mail: Leased, lease: string, { ofAll, ofClass }: Limits, since: string, now: string) {
	const claim = build
		.updateTable("outbox")
		.set({ slot_at: now })
		.where("id", "=", mail.id)
		.where("leased_by", "=", lease)
		.where(() => countTaken(mail, OPTIONAL_CLASSES, since), "<", ofAll);
	const claimed =
		ofClass === undefined ? claim : claim.where(() => countTaken(mail, [mail.class], since), "<", ofClass);
	return claimed.returning("id");
}

const countTaken = (mail: Leased, classes: readonly string[], since: string) =>
	build
		.selectFrom("outbox as other")
		.select((eb) => eb.fn.countAll<number>().as("taken"))
		.where("other.realm_id", "=", mail.realm_id)
		.where("other.member_id", "=", mail.member_id)
		.where("other.class", "in", [...classes])
		.where("other.slot_at", ">", since)
		.where("other.id", "!=", mail.id);

/** When the newest other optional mails took their places, newest first. */
export function takenSlots(mail: Leased, since: string) {
	return build
		.selectFrom("outbox")
		.select(["class", "slot_at"])
		.where("realm_id", "=", mail.realm_id)
		.where("member_id", "=", mail.member_id)
		.where("class", "in", [...OPTIONAL_CLASSES])
		.where("slot_at", ">", since)
		.where("id", "!=", mail.id)
		.orderBy("slot_at", "desc");
}

/** How many others of the brand and class wait for room. */
export function heldBeside(mail: Leased) {
	return build
		.selectFrom("outbox")
		.select((eb) => eb.fn.countAll<number>().as("held"))
		.where("realm_id", "=", mail.realm_id)
		.where("member_id", "=", mail.member_id)
		.where("class", "=", mail.class)
		.where("brand_id", "=", mail.brand_id)
		.where("state", "=", "held")
		.where("id", "!=", mail.id);
}

export type Outcome = Partial<
	Pick<Tables["outbox"], "state" | "due_at" | "sent_at" | "settled_at" | "slot_at" | "last_error_code" | "attempts">
>;

/** Ends a run's work on a row; does nothing once the row has gone to another run. */
export function settle(id: string, lease: string, outcome: Outcome) {
	return build
		.updateTable("outbox")
		.set({ ...outcome, leased_by: null })
		.where("id", "=", id)
		.where("leased_by", "=", lease);
}

/** A digest instead of its parts: one row appears exactly when this run still has all of them. */
export function insertDigest(row: Tables["outbox"], parts: readonly string[], lease: string) {
	const stillOurs = build
		.selectFrom("outbox as part")
		.select((eb) => eb.fn.countAll<number>().as("ours"))
		.where("part.id", "in", [...parts])
		.where("part.leased_by", "=", lease);
	const values = build
		.selectNoFrom((eb) => OUTBOX_COLUMNS.map((column) => eb.val(row[column]).as(column)))
		.where(stillOurs, "=", parts.length);
	return build
		.insertInto("outbox")
		.columns(OUTBOX_COLUMNS)
		.expression(values)
		.onConflict((conflict) => conflict.doNothing())
		.returning("id");
}

/** The digest's key, once there is a digest. */
export function insertDigestKey(key: UnitKeyRow, digest: string) {
	const there = build.selectFrom("outbox").select("outbox.id").where("outbox.id", "=", digest);
	const values = build
		.selectNoFrom((eb) => KEY_COLUMNS.map((column) => eb.val(key[column]).as(column)))
		.where((eb) => eb.exists(there));
	return build
		.insertInto("unit_key")
		.columns(KEY_COLUMNS)
		.expression(values)
		.onConflict((conflict) => conflict.doNothing());
}

/** The parts of a digest that was written. */
export function gatherParts(digest: string, parts: readonly string[], lease: string, settledAt: string) {
	return build
		.updateTable("outbox")
		.set({ state: "gathered", leased_by: null, slot_at: null, settled_at: settledAt })
		.where("id", "in", [...parts])
		.where("leased_by", "=", lease)
		.where((eb) => eb.exists(eb.selectFrom("outbox as digest").select("digest.id").where("digest.id", "=", digest)));
}
