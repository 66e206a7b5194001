import type { Declaration, PersonalColumn } from "../register/declaration.ts";
import { declare, type Given, none, personal, REALM_ID, same, withheld } from "../register/declare.ts";

const ENTRY = none("What happened in the realm and when, by names of code, numbers and counts: of nobody by name.");
const CHAIN = none("Links the entries of a log, so that none can be taken out unseen.");
const HEAD = none("The end of a day's log, and which day: counts and hashes, of nobody in particular.");

const owner = (item: Given["item"], retention: Given["retention"], extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		...{ item, retention, purposes: ["accountability"], erase: { by: "delete" } },
		export: withheld("It says on which days the record itself grew, which is in the copy with its times."),
		...extra,
	});
const access = owner("staff_access", "staff_access", {
	purposes: ["accountability", "decisions"],
	specialOnAdultBrands: true,
	promises: ["P23", "P60"],
});
const consent = owner("consents", "consent_evidence", { promises: ["P05", "P18", "P34"] });

export const AUDIT_DATA: Declaration[] = [
	declare({
		feature: "audit",
		planned: false,
		tables: {
			audit_entry: {
				class: "shared",
				columns: {
					realm_id: REALM_ID,
					...same(ENTRY, "number", "at", "actor", "role", "action", "counts_json", "edition"),
					request_id: none("Random identifier of a request; once its row is gone, nobody can tell whose it was."),
					commitment: none("A salted imprint that only the person, who holds the salt, can show to be theirs."),
					...same(CHAIN, "previous_hash", "hash"),
				},
			},
			audit_chain_head: {
				class: "shared",
				subjects: [
					{ as: "member", column: "access_member_id", columns: ["access_member_id"] },
					{ as: "member", column: "consent_member_id", columns: ["consent_member_id", "consent_brand_id"] },
				],
				clocks: { staff_access: "ended_at", consent_evidence: "ended_at" },
				rowOnErase: "keep",
				columns: {
					realm_id: REALM_ID,
					...same(HEAD, "day", "kind", "ended_at"),
					leaf: none("A keyed imprint of where a chain ended; once whose it was is emptied, nobody can tell."),
					access_member_id: access,
					...same(consent, "consent_member_id", "consent_brand_id"),
				},
			},
			audit_day: {
				class: "shared",
				columns: {
					realm_id: REALM_ID,
					...same(HEAD, "day", "number", "hash", "chains", "ledgers_hash", "jws", "put_at"),
				},
			},
		},
		objects: [
			{
				prefix: "heads/",
				key: { none: "Named by realm and day, and never removed: what was published stays." },
				...HEAD,
			},
		],
	}),
];
