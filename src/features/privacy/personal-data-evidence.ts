import type { TableDeclaration } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	foundBy,
	type Given,
	KEY_VERSION,
	MEMBER_ID,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
	withheld,
} from "#foundation/register/declare.ts";

const evidence = (item: Given["item"], retention: Given["retention"], promises: Given["promises"] = []) =>
	personal({ item, purposes: ["accountability"], retention, erase: { by: "delete" }, promises });
const consent = evidence("consents", "consent_evidence", ["P05", "P18", "P34"]);
const acceptance = evidence("acceptances", "acceptance", ["P62", "P63"]);
const CHAIN = none("Links the rows of one membership, so that none can be taken out unseen.");

const SUBJECT_INDEX = withheld("A keyed imprint for looking up; what it leads to is in the copy.");
const EVIDENCE_LINKS = {
	...same(CHAIN, "previous_hash", "hash"),
	key_version: KEY_VERSION,
};
/** What a membership that ended leaves behind; a row goes with its key. */
export const EVIDENCE_TABLES: Record<string, TableDeclaration> = {
	consent_evidence: {
		class: "shared",
		subjects: { none: "Found by a keyed imprint of the member alone, which is made anew for each look-up." },
		clocks: { consent_evidence: "ended_at" },
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			subject_index: { ...consent, export: SUBJECT_INDEX },
			answers_sealed: { ...consent, erase: { by: "shred", unit: "evidence" } },
			ended_at: consent,
			...EVIDENCE_LINKS,
		},
	},
	acceptance_evidence: {
		class: "shared",
		subjects: { none: "Found by a keyed imprint of the member alone, which is made anew for each look-up." },
		clocks: { acceptance: "ended_at" },
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			subject_index: { ...acceptance, export: SUBJECT_INDEX },
			acceptances_sealed: { ...acceptance, erase: { by: "shred", unit: "evidence" } },
			ended_at: acceptance,
			...EVIDENCE_LINKS,
		},
	},
	unsealed_agreement: {
		class: "owned",
		subjects: foundBy("member_id", "member"),
		rowOnErase: "delete",
		columns: { brand_id: BRAND_ID, member_id: MEMBER_ID },
	},
};
