import { ANYONE, type Declaration, type PersonalColumn } from "../register/declaration.ts";
import {
	BRAND_ID,
	declare,
	foundBy,
	type Given,
	MEMBER_CLOSED,
	MEMBER_ID,
	none,
	personal,
	REALM_ID,
	same,
	withheld,
} from "../register/declare.ts";

const sent = (extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		item: "mail_sent",
		purposes: ["service_information"],
		retention: "mail",
		erase: { by: "shred", unit: "message" },
		promises: ["P02", "P16"],
		...extra,
	});

const choice = personal({
	item: "mail_choices",
	purposes: ["service_information"],
	retention: "account",
	erase: { by: "delete" },
	edit: "self",
	export: { access: "yes", portable: true },
	promises: ["P16", "P35", "P36"],
});

/** Mail on its way out, and each member's choices about it. */
export const MAIL_DATA: Declaration[] = [
	declare({
		feature: "mail",
		planned: false,
		tables: {
			outbox: {
				class: "shared",
				subjects: foundBy("member_id", ANYONE),
				clocks: { mail: "settled_at" },
				rowKey: { owner: "member_id", id: "key_id" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					id: none("Imprint of the cause, which is named by random identifiers; it goes with the row."),
					brand_id: BRAND_ID,
					kind: none("Kind of effect: mail."),
					member_id: MEMBER_ID,
					...same(sent(), "recipient_sealed", "payload_sealed"),
					...same(sent({ erase: { by: "delete" } }), "class", "queued_at", "sent_at", "settled_at", "state", "slot_at"),
					...same(
						none("Bookkeeping of attempts to send."),
						"urgent",
						"leased_by",
						"due_at",
						"attempts",
						"last_error_code",
					),
					key_id: none("Names the key that sealed the row, and goes with it."),
				},
			},
			mail_choice: {
				class: "shared",
				subjects: foundBy("member_id", "member"),
				clocks: { account: MEMBER_CLOSED },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					brand_id: BRAND_ID,
					member_id: MEMBER_ID,
					...same(choice, "class", "wanted", "changed_at"),
				},
			},
			mail_limit: {
				class: "shared",
				subjects: foundBy("member_id", "member"),
				clocks: { account: MEMBER_CLOSED },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					member_id: MEMBER_ID,
					...same(choice, "class", "most_per_week", "changed_at"),
				},
			},
			mail_stop: {
				class: "shared",
				subjects: foundBy("member_id", "member"),
				clocks: { account: MEMBER_CLOSED },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					member_id: MEMBER_ID,
					...same(choice, "stopped", "most_per_week", "neutral_sender", "changed_at"),
				},
			},
			mail_bounce: {
				class: "shared",
				subjects: foundBy("member_id", "member"),
				clocks: { mail: "sent_at" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					mail_id: none("The row of the mail that came back."),
					member_id: MEMBER_ID,
					...same(sent({ erase: { by: "delete" } }), "kind", "code", "sent_at", "bounced_at"),
				},
			},
			mail_suppression: {
				class: "shared",
				subjects: { none: "Imprints of addresses without a mailbox, of people who are no members." },
				clocks: { mail: "sent_at" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					address_index: sent({
						erase: { by: "delete" },
						export: withheld("A keyed imprint that cannot be read back to an address."),
					}),
					salt: none("Which quarter's salt the imprint stands under."),
					sent_at: none("When a mail was sent; without the imprint it concerns nobody."),
				},
			},
			mail_key: {
				class: "shared",
				columns: {
					realm_id: REALM_ID,
					...same(none("What signs mail, and where its public part is published."), "domain", "selector", "public_key"),
					private_sealed: none("Signs mail; it says nothing about anybody."),
					key_id: none("Names the key that seals it."),
					...same(none("When the key was made, and when it was last seen in DNS."), "made_at", "checked_at"),
				},
			},
		},
		logFields: [{ place: "report.code", ...none("Why a receiver refuses the sender of mail: a status (RFC 3463).") }],
	}),
];
