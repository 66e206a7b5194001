import type { Compilable, Insertable } from "kysely";
import { KEY_COLUMNS } from "../../crypto/queries.ts";
import { build } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";
import type { RealmId } from "../../ids.ts";

/** SQL of mails that came back. Times are ISO 8601. */

/** A mail that went out, with the key that opens it; `member`: whose it is, where that is a member. */
export const sentMail = (realm: RealmId, id: string) =>
	build
		.selectFrom("outbox")
		.innerJoin("unit_key", (join) =>
			join
				.onRef("unit_key.realm_id", "=", "outbox.realm_id")
				.onRef("unit_key.id", "=", "outbox.key_id")
				.onRef("unit_key.owner_id", "=", "outbox.member_id"),
		)
		.leftJoin("member", (join) =>
			join.onRef("member.realm_id", "=", "outbox.realm_id").onRef("member.id", "=", "outbox.member_id"),
		)
		.select(["outbox.recipient_sealed", "outbox.sent_at", "member.id as member"])
		.select(KEY_COLUMNS.map((column) => `unit_key.${column}` as const))
		.where("outbox.realm_id", "=", realm)
		.where("outbox.id", "=", id)
		.where("outbox.state", "=", "sent");

/** The address that a member has now, with the key that opens it. */
export const addressOfMember = (realm: RealmId, member: string) =>
	build
		.selectFrom("member")
		.innerJoin("unit_key", (join) =>
			join
				.onRef("unit_key.realm_id", "=", "member.realm_id")
				.onRef("unit_key.owner_id", "=", "member.id")
				.on("unit_key.unit", "=", "core"),
		)
		.select("member.email_sealed")
		.select(KEY_COLUMNS.map((column) => `unit_key.${column}` as const))
		.where("member.realm_id", "=", realm)
		.where("member.id", "=", member);

/** The same report twice is one. */
export const addBounce = (row: Insertable<Tables["mail_bounce"]>): Compilable =>
	build
		.insertInto("mail_bounce")
		.values(row)
		.onConflict((conflict) => conflict.doNothing());

/** A member who called a mail spam gets nothing more that can be stopped; what else they chose stays. */
export const stopMailOf = (realm: RealmId, member: string, at: string): Compilable =>
	build
		.insertInto("mail_stop")
		.values({ realm_id: realm, member_id: member, stopped: 1, changed_at: at, most_per_week: null, neutral_sender: 0 })
		.onConflict((conflict) => conflict.columns(["realm_id", "member_id"]).doUpdateSet({ stopped: 1, changed_at: at }));

export const addSuppression = (row: Insertable<Tables["mail_suppression"]>): Compilable =>
	build
		.insertInto("mail_suppression")
		.values(row)
		.onConflict((conflict) =>
			conflict
				.columns(["realm_id", "address_index"])
				.doUpdateSet({ sent_at: row.sent_at })
				.where("mail_suppression.sent_at", "<", row.sent_at),
		);

/** @param after what was sent then or earlier counts no more */
export const suppressionOf = (realm: RealmId, imprints: readonly Uint8Array[], after: string) =>
	build
		.selectFrom("mail_suppression")
		.select("sent_at")
		.where("realm_id", "=", realm)
		.where("address_index", "in", [...imprints])
		.where("sent_at", ">", after)
		.limit(1);

/** How many stand under each hold salt. */
export const suppressionsBySalt = () =>
	build
		.selectFrom("mail_suppression")
		.select(({ fn }) => ["salt", fn.countAll<number>().as("rows")])
		.groupBy("salt")
		.orderBy("salt");

/** What came back of a member's mail, the newest first. */
export const bouncesOfMember = (realm: RealmId, member: string) =>
	build
		.selectFrom("mail_bounce")
		.select(["kind", "bounced_at"])
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.orderBy("bounced_at", "desc")
		.limit(MAX_READ);

/** More than any rule counts. */
export const MAX_READ = 50;

/** The mailbox works again, or so its member says. */
export const forgetBounces = (realm: RealmId, member: string): Compilable =>
	build.deleteFrom("mail_bounce").where("realm_id", "=", realm).where("member_id", "=", member);

/** The same, where the member has this address from now on. */
export const forgetBouncesAfterChange = (realm: RealmId, member: string, emailIndex: Uint8Array): Compilable =>
	build
		.deleteFrom("mail_bounce")
		.where("realm_id", "=", realm)
		.where("member_id", "=", member)
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom("member")
					.select("member.id")
					.where("member.realm_id", "=", realm)
					.where("member.id", "=", member)
					.where("member.email_index", "=", emailIndex),
			),
		);
