import type { Tables } from "./tables.ts";

/** What a piece of the system's own work may read, and what of it it may write. */
type Reach = { reads: readonly (keyof Tables)[]; writes: readonly (keyof Tables)[] };

/** By the reason of a system scope. Work that is not listed reaches every table. */
const REACH: Readonly<Record<string, Reach>> = {
	registry: { reads: ["registry", "registry_pointer"], writes: [] },
	keys: { reads: ["key_rotation", "unit_key", "act", "restore"], writes: ["key_rotation"] },
	"audit heads": {
		reads: [
			...(["audit_entry", "audit_day", "audit_chain_head"] as const),
			...(["brand_revision", "consent_event", "staff_access"] as const),
		],
		writes: ["audit_entry", "audit_day", "audit_chain_head", "proof_key"],
	},
	jobs: { reads: ["job"], writes: ["job"] },
	"files of photos": { reads: ["photo", "object_removal"], writes: ["object_removal"] },
	visits: { reads: ["unit_key"], writes: ["visit", "page_count", "unit_key"] },
	mail: {
		reads: ["outbox", "unit_key", "mail_choice", "mail_limit", "mail_stop", "restriction"],
		writes: ["outbox", "unit_key"],
	},
};

/** Why this work does not need the table; undefined where it does. */
export function beyondReach(reason: string, table: string, use: "reads" | "writes"): string | undefined {
	const reach = Object.hasOwn(REACH, reason) ? REACH[reason] : undefined;
	if (reach === undefined || reach[use].some((known) => known === table)) return undefined;
	return `the work "${reason}" ${use} no ${table}: add it in scope-reach.ts if the work needs it`;
}
