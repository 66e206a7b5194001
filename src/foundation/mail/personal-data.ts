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
		},
	}),
	declare({
		feature: "mail",
		planned: true,
		tables: {
			mail_bounce: {
				class: "shared",
				subjects: "later",
				columns: { realm_id: REALM_ID, member_id: MEMBER_ID, ...same(sent(), "kind", "bounced_at") },
			},
		},
	}),
];
