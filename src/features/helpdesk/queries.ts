import type { Compilable, Insertable, Updateable } from "kysely";
import { unitKeysOf, unitKeysOfParts } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { TICKET_UNITS } from "./ticket.ts";

/** SQL of tickets, for their senders. Times are ISO 8601. */

export const TICKET_COLUMNS = [
	...(["id", "brand_id", "sender_id", "sender_kind", "language", "subject_sealed", "state"] as const),
	...(["received_at", "due_at", "owner_id", "messages", "answered_at", "closed_at"] as const),
	...(["handed_over_at", "request_id"] as const),
] as const;

/** Which ticket, of which sender, on which brand: a sender sees those of this site alone. */
export type TicketRef = { realm: RealmId; brand: BrandId; sender: string; id: string };

const ofSender = (realm: RealmId, brand: BrandId, sender: string) =>
	build
		.selectFrom("ticket")
		.select(TICKET_COLUMNS)
		.where("realm_id", "=", realm)
		.where("brand_id", "=", brand)
		.where("sender_id", "=", sender);

export const ownTicket = ({ realm, brand, sender, id }: TicketRef) =>
	ofSender(realm, brand, sender).where("id", "=", id);

/** The newest first. */
export const ownTickets = (realm: RealmId, brand: BrandId, sender: string, most: number) =>
	ofSender(realm, brand, sender).orderBy("id", "desc").limit(most);

export const ticketKey = (realm: RealmId, sender: string, id: string) =>
	unitKeysOf(realm, [sender], [`${TICKET_UNITS}${id}`]);

/** The keys of all tickets of a sender. */
export const ticketKeysOf = (realm: RealmId, sender: string) => unitKeysOfParts(realm, [sender], TICKET_UNITS);

const MESSAGE = ["id", "number", "written_by", "body_sealed", "written_at"] as const;
const FILE = ["id", "message_id", "object_key", "name_sealed", "type", "bytes"] as const;

/** What the sender sees, whatever they restricted. */
export const ownMessages = ({ realm, sender, id }: TicketRef) =>
	build
		.selectFrom("ticket_message")
		.select(MESSAGE)
		.where("realm_id", "=", realm)
		.where("ticket_id", "=", id)
		.where("sender_id", "=", sender)
		.orderBy("number");

export const ownAttachments = ({ realm, sender, id }: TicketRef) =>
	build
		.selectFrom("ticket_attachment")
		.select(FILE)
		.where("realm_id", "=", realm)
		.where("ticket_id", "=", id)
		.where("sender_id", "=", sender)
		.orderBy("id");

/** What staff see. */
export const messagesOf = (realm: RealmId, ticket: string) =>
	build
		.selectFrom("ticket_message_usable_for_service_information")
		.select(MESSAGE)
		.where("realm_id", "=", realm)
		.where("ticket_id", "=", ticket)
		.orderBy("number");

export const attachmentsOf = (realm: RealmId, ticket: string) =>
	build
		.selectFrom("ticket_attachment_usable_for_service_information")
		.select(FILE)
		.where("realm_id", "=", realm)
		.where("ticket_id", "=", ticket)
		.orderBy("id");

export const addSender = (row: Insertable<Tables["ticket_sender"]>) => build.insertInto("ticket_sender").values(row);
export const addTicket = (row: Insertable<Tables["ticket"]>) => build.insertInto("ticket").values(row);
export const addMessage = (row: Insertable<Tables["ticket_message"]>): Compilable =>
	build.insertInto("ticket_message").values(row);
export const addAttachments = (rows: readonly Insertable<Tables["ticket_attachment"]>[]): Compilable[] =>
	rows.length === 0 ? [] : [build.insertInto("ticket_attachment").values([...rows])];

/** Right after the message that tells of it, where one does: without that the database refuses it. */
export const changeTicket = (
	realm: RealmId,
	id: string,
	change: Omit<Updateable<Tables["ticket"]>, "realm_id" | "id">,
) => build.updateTable("ticket").set(change).where("realm_id", "=", realm).where("id", "=", id);

/** Tickets of all realms that were answered so long ago and to which nobody wrote since. */
export const silentTickets = (before: string, most: number) =>
	build
		.selectFrom("ticket")
		.select(["realm_id", "id", "answered_at"])
		.where("state", "=", "answered")
		.where("answered_at", "<=", before)
		.orderBy("answered_at")
		.limit(most);

/** Which of these objects a row names. */
export const knownAttachments = (keys: readonly string[]) =>
	build
		.selectFrom("ticket_attachment")
		.select("object_key")
		.where("object_key", "in", [...keys]);
