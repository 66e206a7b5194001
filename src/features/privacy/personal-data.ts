import { ACCESS_UNITS } from "#foundation/ledgers/staff-access.ts";
import type { Declaration, PersonalColumn, TableDeclaration } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	declare,
	foundBy,
	type Given,
	KEY_VERSION,
	MEMBER_CLOSED,
	MEMBER_ID,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
	summarised,
} from "#foundation/register/declare.ts";
import { DISCLOSURE_TABLES } from "./personal-data-disclosures.ts";
import { EVIDENCE_TABLES } from "./personal-data-evidence.ts";

const record = (item: Given["item"], retention: Given["retention"], extra: Partial<Given> = {}): PersonalColumn =>
	personal({ item, purposes: ["accountability"], retention, erase: { by: "delete" }, ...extra });

const consent = record("consents", "consent_evidence", { promises: ["P05", "P18", "P34"] });
/** A row that was emptied still links its neighbours. */
const answer: PersonalColumn = { ...consent, erase: { by: "tombstone" } };
const acceptance = record("acceptances", "acceptance", { promises: ["P62", "P63"] });
const request = (extra: Partial<Given> = {}) =>
	record("rights_requests", "rights_request", { promises: ["P27", "P28", "P29", "P44"], ...extra });
const sealedRequest = request({ erase: { by: "shred", unit: "core" } });
const CHAIN = none("Links the rows of a log, so that none can be taken out unseen.");
const COMMITMENT = none("A salted imprint that only the person, who holds the salt, can show to be theirs.");

const CONSENT_TABLES: Record<string, TableDeclaration> = {
	consent_event: {
		class: "owned",
		subjects: foundBy("member_id", "member", "registration"),
		clocks: { consent_evidence: "ended_at" },
		rowOnErase: "keep",
		columns: {
			brand_id: BRAND_ID,
			id: ROW_ID,
			member_id: MEMBER_ID,
			...same(answer, "purpose", "recipient", "kind", "text_hash", "method", "happened_at"),
			ended_at: { ...consent, erase: { by: "delete" } },
			commitment: COMMITMENT,
			previous_hash: CHAIN,
			hash: CHAIN,
		},
	},
	acceptance: {
		class: "owned",
		subjects: foundBy("member_id", "member", "registration"),
		clocks: { acceptance: MEMBER_CLOSED },
		rowOnErase: "delete",
		columns: {
			brand_id: BRAND_ID,
			id: ROW_ID,
			...same(acceptance, "member_id", "document", "number", "locale", "hash", "kind", "happened_at"),
			commitment: COMMITMENT,
		},
	},
};

const LEDGERS: Record<string, TableDeclaration> = {
	processing_choice: {
		class: "owned",
		subjects: "later",
		columns: {
			brand_id: BRAND_ID,
			member_id: MEMBER_ID,
			...same(
				record("consents", "consent_evidence", { edit: "self", promises: ["P42", "P51", "P54"] }),
				"purpose",
				"recipient",
				"allowed",
				"changed_at",
			),
		},
	},
};

const access = (extra: Partial<Given> = {}) =>
	record("staff_access", "staff_access", {
		purposes: ["accountability", "decisions"],
		specialOnAdultBrands: true,
		export: summarised("A copy names the role, the time and the reason, not the member of staff."),
		promises: ["P23", "P60"],
		...extra,
	});
/** What staff opened of members and decided about them: the members' own record, which the console writes. */
const ACCESS_TABLE: Record<string, TableDeclaration> = {
	staff_access: {
		class: "shared",
		subjects: foundBy("member_id", "member"),
		clocks: { staff_access: "accessed_at" },
		rowKey: { owner: "member_id", unit: ACCESS_UNITS, by: "id" },
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			staff_id: none("Random identifier of the member of staff."),
			...same(access(), "member_id", "role", "brand_id", "what", "accessed_at", "previous_at"),
			reason_sealed: access({ erase: { by: "shred", unit: "core", part: "access" } }),
			...same(CHAIN, "number", "previous_hash", "hash"),
		},
	},
};

const REQUESTS: Record<string, TableDeclaration> = {
	rights_request: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			brand_id: BRAND_ID,
			...same(
				request(),
				"member_id",
				"kind",
				"state",
				"received_at",
				"due_at",
				"extended_to",
				"closed_at",
				"refusal_ground",
				"remedies_sent_at",
			),
			...same(sealedRequest, "email_sealed", "email_index", "text_sealed", "answer_sealed"),
			key_version: KEY_VERSION,
		},
	},
	rights_request_event: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			request_id: none("Random identifier of the request."),
			...same(request(), "from_state", "to_state", "actor_role", "happened_at"),
			previous_hash: CHAIN,
		},
	},
	restriction: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			...same(
				request({ promises: ["P41", "P42"] }),
				"member_id",
				"purpose",
				"item",
				"ground",
				"since",
				"told_at",
				"lifted_at",
			),
		},
	},
	erasure: {
		class: "shared",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			commitment: COMMITMENT,
			...same(
				none("Proof of an erasure: counts, rules and times, without anything of the person."),
				"erased_at",
				"counts_json",
				"retained_json",
				"key_fingerprints_json",
				"policy_version",
			),
			previous_hash: CHAIN,
		},
	},
};

/**
 * The ledger of consents and acceptances, the evidence that ended memberships leave, and the record of access by staff; planned: the other ledgers, and the
 * requests of people about their data.
 */
export const PRIVACY_DATA: Declaration[] = [
	declare({ feature: "privacy", planned: false, tables: { ...CONSENT_TABLES, ...EVIDENCE_TABLES, ...ACCESS_TABLE } }),
	declare({
		feature: "privacy",
		planned: false,
		unwritten: "No feature gives data to anybody yet; the first that does writes down what it gave.",
		tables: DISCLOSURE_TABLES,
	}),
	declare({
		feature: "privacy",
		planned: true,
		tables: { ...LEDGERS, ...REQUESTS },
	}),
];
