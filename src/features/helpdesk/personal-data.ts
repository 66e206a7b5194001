import type { Declaration, PersonalColumn } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	declare,
	type Given,
	KEY_VERSION,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
	withheld,
} from "#foundation/register/declare.ts";

const ticket = (extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		item: "helpdesk_messages",
		purposes: ["service_information"],
		retention: "ticket",
		erase: { by: "shred", unit: "core" },
		export: { access: "yes", portable: true },
		promises: ["P15", "P45"],
		...extra,
	});

/** Planned: the contact and report form (P15): e-mail address, subject, description, optional attachments. */
export const HELPDESK_DATA: Declaration[] = [
	declare({
		feature: "helpdesk",
		planned: true,
		switchedBy: "helpdesk",
		tables: {
			ticket: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					realm_id: REALM_ID,
					id: ROW_ID,
					...same(
						ticket(),
						"member_id",
						"email_sealed",
						"subject_sealed",
						"state",
						"opened_at",
						"due_at",
						"closed_at",
						"language",
					),
					email_index: ticket({
						export: withheld("A keyed imprint for looking up; the address itself is in the copy."),
					}),
					owner_id: none("Which member of staff answers."),
					key_version: KEY_VERSION,
				},
			},
			ticket_message: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					id: ROW_ID,
					ticket_id: none("Random identifier of the ticket."),
					...same(ticket(), "body_sealed", "written_by_kind", "written_at"),
					key_version: KEY_VERSION,
				},
			},
			ticket_attachment: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					id: ROW_ID,
					ticket_message_id: none("Random identifier of the message."),
					...same(ticket(), "object_key", "name_sealed"),
					type: none("Kind of file."),
					bytes: none("Size of the file."),
					key_version: KEY_VERSION,
				},
			},
		},
		objects: [{ prefix: "helpdesk/", key: "later", ...ticket() }],
	}),
];
