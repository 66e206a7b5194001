import type { USABLE_VIEWS } from "./tables.ts";

/**
 * What may be done with the data of a member who restricted their use (GDPR Art. 18(2)), and why: a closed list. Under
 * any other use a query names views without restricted rows.
 */
export const EXEMPT_USES = {
	"own access": "A member sees and changes what is theirs: the query names that one member.",
	"signing in": "Whose account this is: without it nobody could see, change or end a restriction.",
	claims: "Legal claims, and the rights of another person: measures, checks of age, records of access.",
	storage: "Keeping, moving and delivering what is there, without looking at it.",
	retention: "What a law or a term ends; it passes over rows that are restricted.",
	keys: "Opening, resealing and replacing keys.",
	platform: "The operator's tools and machinery, which show no member to another.",
} as const;
export type ExemptUse = keyof typeof EXEMPT_USES;

/** A purpose of the register for which a member's data may be restricted. */
export type UsablePurpose = (typeof USABLE_VIEWS)[keyof typeof USABLE_VIEWS]["purpose"];

/** What a query reads rows for. */
export type Use = ExemptUse | UsablePurpose;

export const isExempt = (use: Use): use is ExemptUse => Object.hasOwn(EXEMPT_USES, use);

/** What the system's own work is for, by the reason of its scope; other work of the system is the platform's. */
const WORK: Readonly<Record<string, Use>> = {
	registry: "platform",
	keys: "keys",
	"key rotation": "keys",
	"hold salts": "keys",
	jobs: "platform",
	acts: "storage",
	// Where chains ended, by hashes.
	"audit heads": "platform",
	// Of one person at a time, for that person.
	copies: "own access",
	"files of copies": "storage",
	"files of photos": "storage",
	mail: "storage",
	// Put with what it answers as it came; looked at for its sender alone.
	"incoming mail": "storage",
	"mail keys": "platform",
	retention: "retention",
	erasures: "retention",
	expiry: "retention",
	"age checks": "claims",
	holds: "claims",
	"legal disclosures": "claims",
	// A duty of the operator's, and a right of theirs: what is restricted is told of too (GDPR Art. 18(2), 34).
	"breach letters": "claims",
	// Closed by their day, and files by their names: nothing of them is opened.
	tickets: "storage",
	"ticket files": "storage",
	"unsealed agreements": "claims",
	"statement notices": "service_information",
	"lifted restrictions": "claims",
	"rights requests": "claims",
	// Sealed as they came, and counts of nobody.
	visits: "storage",
	statistics: "statistics",
	// Counted as they stand, by nothing that anybody gave.
	"account numbers": "use_of_site",
};

/**
 * What the queries of a scope are for where they do not say: a request's are for the member who is signed in. That is
 * the use that is proven and not only said.
 */
export function usedBy({ reason }: { kind: string; reason?: string }): Use {
	if (reason === undefined) return "own access";
	return Object.hasOwn(WORK, reason) ? (WORK[reason] ?? "platform") : "platform";
}
