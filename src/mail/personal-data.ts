import type { Declaration, PersonalColumn } from "../privacy/declaration.ts";
import {
	BRAND_ID,
	declare,
	type Given,
	KEY_VERSION,
	MEMBER_ID,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
} from "../privacy/declare.ts";

const sent = (extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		item: "mail_sent",
		purposes: ["service_information"],
		retention: "mail",
		erase: { by: "shred", unit: "core" },
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

/** Planned: mail on its way out, and each member's choices about it. */
export const MAIL_DATA: Declaration[] = [
	declare({
		feature: "mail",
		planned: true,
		tables: {
			outbox: {
				class: "shared",
				subject: "member_id",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					brand_id: BRAND_ID,
					kind: none("Kind of effect: mail, call to a provider, notice."),
					member_id: MEMBER_ID,
					...same(sent(), "recipient_sealed", "payload_sealed", "class", "queued_at", "sent_at", "state"),
					...same(none("Bookkeeping of attempts to send."), "attempts", "next_attempt_at", "last_error_code"),
					key_version: KEY_VERSION,
				},
			},
			mail_choice: {
				class: "shared",
				subject: "member_id",
				columns: {
					realm_id: REALM_ID,
					brand_id: BRAND_ID,
					member_id: MEMBER_ID,
					...same(choice, "class", "wanted", "most_per_week", "changed_at"),
				},
			},
			mail_stop: {
				class: "shared",
				subject: "member_id",
				columns: { realm_id: REALM_ID, member_id: MEMBER_ID, ...same(choice, "stopped", "changed_at") },
			},
			mail_bounce: {
				class: "shared",
				subject: "member_id",
				columns: { realm_id: REALM_ID, member_id: MEMBER_ID, ...same(sent(), "kind", "bounced_at") },
			},
		},
	}),
	declare({
		feature: "mail",
		planned: true,
		switchedBy: "newsletters",
		tables: {
			newsletter_digest: {
				class: "shared",
				subject: "member_id",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					brand_id: BRAND_ID,
					member_id: MEMBER_ID,
					...same(sent(), "content_sealed", "held_since", "sent_at"),
					key_version: KEY_VERSION,
				},
			},
		},
	}),
];
