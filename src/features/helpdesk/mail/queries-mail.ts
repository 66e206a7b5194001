import type { Insertable } from "kysely";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";
import { TICKET_COLUMNS } from "../queries.ts";
import { TICKET_UNITS } from "../ticket.ts";

/** SQL of answers that come as mail. It keeps what came, whatever its sender restricted: nothing is shown of it here. */

const senderOf = (realm: RealmId, id: string) =>
	build
		.selectFrom("ticket")
		.select("ticket.sender_id")
		.where("ticket.realm_id", "=", realm)
		.where("ticket.id", "=", id);

/** A ticket, its key, its sender's address with the key that opens it, and what came for it before. One trip. */
export const answeredQueries = (realm: RealmId, ticket: string, message: string) =>
	[
		build.selectFrom("ticket").select(TICKET_COLUMNS).where("realm_id", "=", realm).where("id", "=", ticket),
		unitKeysOf(realm, senderOf(realm, ticket), [`${TICKET_UNITS}${ticket}`]),
		unitKeysOf(realm, senderOf(realm, ticket), ["core"]),
		build
			.selectFrom("member")
			.select(["id", "email_sealed"])
			.where("realm_id", "=", realm)
			.where("id", "in", senderOf(realm, ticket)),
		build
			.selectFrom("ticket_sender")
			.select(["id", "email_sealed"])
			.where("realm_id", "=", realm)
			.where("id", "in", senderOf(realm, ticket)),
		build.selectFrom("ticket_message").select("id").where("realm_id", "=", realm).where("id", "=", message),
		newestOfStaff(realm, ticket),
		heldFor(realm, ticket),
	] as const;

const newestOfStaff = (realm: RealmId, ticket: string) =>
	build
		.selectFrom("ticket_message")
		.select((eb) => eb.fn.max<number | null>("number").as("number"))
		.where("realm_id", "=", realm)
		.where("ticket_id", "=", ticket)
		.where("written_by", "=", "staff");

const heldFor = (realm: RealmId, ticket: string) =>
	build
		.selectFrom("ticket_by_mail")
		.select((eb) => eb.fn.countAll<number>().as("held"))
		.where("realm_id", "=", realm)
		.where("about_id", "=", ticket);

export const addTicketByMail = (row: Insertable<Tables["ticket_by_mail"]>) =>
	build.insertInto("ticket_by_mail").values(row);
