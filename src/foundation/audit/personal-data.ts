import type { Declaration } from "../register/declaration.ts";
import { declare, none, REALM_ID, same } from "../register/declare.ts";

const ENTRY = none("What happened in the realm and when, by names of code, numbers and counts: of nobody by name.");
const CHAIN = none("Links the entries of a log, so that none can be taken out unseen.");
const HEAD = none("The end of a day's log, and which day: counts and hashes, of nobody in particular.");

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
				columns: {
					realm_id: REALM_ID,
					...same(HEAD, "day", "kind"),
					...same(
						none("A keyed imprint of a random id, which nobody can trace once that id is gone."),
						"leaf",
						"chain",
					),
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
