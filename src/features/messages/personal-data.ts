import type { Declaration } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	declare,
	KEY_VERSION,
	MEMBER_ID,
	none,
	personal,
	ROW_ID,
	same,
} from "#foundation/register/declare.ts";

/** Free text between members: a sender's erasure leaves a tombstone on both sides (DECISIONS 14). */
const body = personal({
	item: "messages",
	category: "voluntary",
	mayHoldSpecial: true,
	purposes: ["sending_messages", "decisions"],
	retention: "message",
	erase: { by: "tombstone" },
	edit: "no",
	promises: ["P10", "P43", "P50", "P52", "P60"],
});
const delivery = personal({
	item: "messages",
	category: "voluntary",
	mayHoldSpecial: true,
	purposes: ["sending_messages"],
	retention: "message",
	erase: { by: "delete" },
	promises: ["P10", "P43", "P50"],
});

/** Planned: conversations between members of one brand. */
export const MESSAGE_DATA: Declaration[] = [
	declare({
		feature: "messages",
		planned: true,
		switchedBy: "messages",
		tables: {
			conversation: {
				class: "owned",
				columns: {
					brand_id: BRAND_ID,
					id: ROW_ID,
					last_message_at: none("For ordering; who takes part stands elsewhere."),
				},
			},
			conversation_member: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					conversation_id: none("Random identifier of a conversation."),
					...same(delivery, "member_id", "joined_at", "read_at", "muted", "hidden_at"),
				},
			},
			message: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					id: ROW_ID,
					conversation_id: none("Random identifier of a conversation."),
					sender_id: delivery,
					body_sealed: body,
					...same(delivery, "sent_at", "state"),
					quotes_id: none("Which message is quoted; the text itself is never copied."),
					key_version: KEY_VERSION,
				},
			},
			message_attachment: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					id: ROW_ID,
					message_id: none("Random identifier of the message."),
					object_key: body,
					type: none("Kind of file."),
					bytes: none("Size of the file."),
				},
			},
			message_limit: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					member_id: MEMBER_ID,
					...same(
						personal({
							item: "mail_choices",
							purposes: ["sending_messages"],
							retention: "brand",
							erase: { by: "delete" },
							edit: "self",
							promises: ["P35", "P36"],
						}),
						"most_per_week",
						"stopped",
						"changed_at",
					),
				},
			},
		},
		objects: [{ prefix: "messages/", key: "later", ...body }],
	}),
];
