import type { Declaration } from "../register/declaration.ts";
import { declare, none, REALM_ID, same } from "../register/declare.ts";

const ENTRY = none("What happened in the realm and when, by names of code, numbers and counts: of nobody by name.");
const CHAIN = none("Links the entries of a log, so that none can be taken out unseen.");

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
					request_id: none("Random identifier of a request; with its row, nobody can tell any more whose it was."),
					commitment: none("A salted imprint that only the person, who holds the salt, can show to be theirs."),
					...same(CHAIN, "previous_hash", "hash"),
				},
			},
		},
	}),
];
