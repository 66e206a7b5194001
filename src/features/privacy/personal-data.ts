import { ACCESS_UNITS } from "#foundation/ledgers/staff-access.ts";
import type { Declaration, PersonalColumn, TableDeclaration } from "#foundation/register/declaration.ts";
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
	ROW_ID,
	same,
	summarised,
} from "#foundation/register/declare.ts";
import { DISCLOSURE_TABLES } from "./personal-data-disclosures.ts";
import { EVIDENCE_TABLES } from "./personal-data-evidence.ts";
import { REQUEST_TABLES } from "./personal-data-requests.ts";

const record = (item: Given["item"], retention: Given["retention"], extra: Partial<Given> = {}): PersonalColumn =>
	personal({ item, purposes: ["accountability"], retention, erase: { by: "delete" }, ...extra });

const consent = record("consents", "consent_evidence", { promises: ["P05", "P18", "P34"] });
/** A row that was emptied still links its neighbours. */
const answer: PersonalColumn = { ...consent, erase: { by: "tombstone" } };
const acceptance = record("acceptances", "acceptance", { promises: ["P62", "P63"] });
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
	consent_text: {
		class: "owned",
		columns: {
			brand_id: BRAND_ID,
			hash: none("Fingerprint of the words."),
			locale: none("Language of the words."),
			words: none("A public text of the brand, which says nothing of anybody."),
			first_used_at: none("When the words were first answered, by whom nobody can tell."),
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

/**
 * The ledger of consents and acceptances, the evidence that ended memberships leave, the record of access by staff, and
 * the requests of people about their data.
 */
export const PRIVACY_DATA: Declaration[] = [
	declare({
		feature: "privacy",
		planned: false,
		tables: { ...CONSENT_TABLES, ...EVIDENCE_TABLES, ...ACCESS_TABLE, ...REQUEST_TABLES },
	}),
	declare({
		feature: "privacy",
		planned: false,
		unwritten: "No feature gives data to anybody yet; the first that does writes down what it gave.",
		tables: DISCLOSURE_TABLES,
	}),
];
