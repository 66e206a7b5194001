import type { PersonalColumn, TableDeclaration } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	foundBy,
	type Given,
	MEMBER_ID,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
} from "#foundation/register/declare.ts";
import { REQUEST_UNITS } from "#foundation/rights/requests/words.ts";

const request = (extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		item: "rights_requests",
		purposes: ["accountability"],
		retention: "rights_request",
		erase: { by: "delete" },
		promises: ["P27", "P28", "P29", "P44"],
		...extra,
	});
const RANDOM = none("Random identifier of another row of the request; it says nothing by itself.");
const STEP = none("How far the handling of a request has come; it goes with the request.");
const CHAIN = none("Links the steps of a request, so that none can be taken out unseen.");

const DATES = ["received_at", "response_days", "due_at", "answer_by", "verified_at", "asked_at"] as const;
const MORE_DATES = ["answered_at", "paused_days", "extended_at", "announced_at", "begins_at"] as const;

/** What people asked about their data, and each step until the answer (DECISIONS 116). */
export const REQUEST_TABLES: Record<string, TableDeclaration> = {
	// Before the requests by whose end their term counts.
	rights_request_event: {
		class: "shared",
		subjects: foundBy("member_id", "member"),
		clocks: {
			rights_request: {
				column: "closed_at",
				via: [{ from: "request_id", table: "rights_request", to: "id" }],
			},
		},
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			request_id: none("Random identifier of the request."),
			member_id: MEMBER_ID,
			...same(request(), "from_state", "to_state", "what", "actor", "actor_role", "happened_at"),
			staff_id: none("Which member of staff took the step; the member sees a role, not a name."),
			mail_id: none("Random identifier of the mail that told of it."),
			...same(CHAIN, "number", "previous_hash", "hash"),
		},
	},
	rights_request: {
		class: "shared",
		subjects: foundBy("member_id", "member"),
		clocks: { rights_request: "closed_at" },
		rowKey: { owner: "member_id", unit: REQUEST_UNITS, by: "id" },
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			member_id: MEMBER_ID,
			brand_id: BRAND_ID,
			...same(RANDOM, "letter_id", "duplicate_of", "copy_id"),
			...same(request(), "kind", "door", "state", ...DATES, ...MORE_DATES),
			...same(request(), "refusal_ground", "remedies_sent_at", "closed_at"),
			...same(
				request({ erase: { by: "shred", unit: "core", part: "request" } }),
				"text_sealed",
				"extension_sealed",
				"answer_sealed",
			),
			code_hash: none("Hash of a random code that a mailed link carries; it goes with the request."),
			...same(STEP, "pause_counts", "events", "on_desk", "taken_up_at"),
			member_gone_at: none("When the account went, so that what is open is closed; it goes with the request."),
		},
	},
};
