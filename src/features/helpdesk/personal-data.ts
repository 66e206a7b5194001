import type { ColumnName, Declaration, Path, PersonalColumn } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	declare,
	foundBy,
	type Given,
	KEY_VERSION,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
	withheld,
} from "#foundation/register/declare.ts";
import { ATTACHMENTS } from "./attachment.ts";
import { TICKET_UNITS } from "./ticket.ts";

const ticket = (extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		item: "helpdesk_messages",
		purposes: ["service_information"],
		retention: "ticket",
		erase: { by: "delete" },
		export: { access: "yes", portable: true },
		promises: ["P15", "P45"],
		...extra,
	});
const sealed = ticket({ erase: { by: "shred", unit: "core", part: "ticket" } });

const ofTicket = (column: ColumnName): Path => ({ column, via: [{ from: "ticket_id", table: "ticket", to: "id" }] });
const TICKET_ID = none("Random identifier of the ticket.");
const SENDER_ID = none("Random identifier that links the ticket to its sender and goes with it.");
const STAFF = none("Which member of staff answers; the sender sees a role, not a name.");

/** What people ask the help desk, signed in or not, and what is answered (P15, P45). */
export const HELPDESK_DATA: Declaration[] = [
	declare({
		feature: "helpdesk",
		planned: false,
		switchedBy: "helpdesk",
		tables: {
			// Before the tickets by whose end their term counts.
			ticket_attachment: {
				class: "shared",
				subjects: foundBy("sender_id", "member", "asker"),
				clocks: { ticket: ofTicket("closed_at") },
				rowOnErase: "delete",
				columns: {
					...{ realm_id: REALM_ID, id: ROW_ID, ticket_id: TICKET_ID, sender_id: SENDER_ID },
					message_id: none("Random identifier of the message."),
					...same(sealed, "object_key", "name_sealed"),
					type: none("Kind of file."),
					bytes: none("Size of the file."),
				},
			},
			ticket_message: {
				class: "shared",
				subjects: foundBy("sender_id", "member", "asker"),
				clocks: { ticket: ofTicket("closed_at") },
				rowOnErase: "delete",
				columns: {
					...{ realm_id: REALM_ID, id: ROW_ID, ticket_id: TICKET_ID, sender_id: SENDER_ID },
					number: none("Place of the message in its ticket."),
					...same(ticket(), "written_by", "written_at"),
					body_sealed: sealed,
					staff_id: STAFF,
				},
			},
			ticket: {
				class: "shared",
				subjects: foundBy("sender_id", "member", "asker"),
				clocks: { ticket: "closed_at" },
				rowKey: { owner: "sender_id", unit: TICKET_UNITS, by: "id" },
				rowOnErase: "delete",
				columns: {
					...{ realm_id: REALM_ID, id: ROW_ID, brand_id: BRAND_ID, sender_id: SENDER_ID },
					sender_kind: none("Whether it was asked signed in."),
					subject_sealed: sealed,
					...same(ticket(), "language", "state", "received_at", "due_at", "answered_at", "closed_at", "handed_over_at"),
					owner_id: STAFF,
					...same(
						none("The place of the ticket in the list of staff; it goes with the ticket."),
						"waits_at",
						"messages",
					),
					request_id: none("Random identifier of the request about data that the ticket became."),
				},
			},
			ticket_by_mail: {
				class: "shared",
				columns: {
					...{ realm_id: REALM_ID, ticket_id: TICKET_ID },
					about_id: none("Random identifier of the ticket that it was written to."),
				},
			},
			ticket_sender: {
				class: "shared",
				subjects: foundBy("id", "asker"),
				person: {
					...{ as: "asker", endedBy: "ticket" },
					address: { index: "email_index", kind: "ticket_email", sealed: "email_sealed" },
				},
				clocks: { ticket: "closed_at" },
				rowOnErase: "delete",
				columns: {
					...{ realm_id: REALM_ID, id: ROW_ID },
					email_sealed: ticket({ erase: { by: "shred", unit: "core" } }),
					email_index: ticket({
						export: withheld("A keyed imprint for looking up; the address itself is in the copy."),
					}),
					closed_at: ticket(),
					key_version: KEY_VERSION,
				},
			},
		},
		objects: [{ prefix: ATTACHMENTS, key: "ticket_attachment.object_key", ...sealed }],
	}),
];
