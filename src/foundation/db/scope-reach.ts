import { ColumnNode, type OperationNode } from "kysely";
import type { Tables, Views } from "./tables.ts";

type Known = Tables & Views;
/** A column of any table or view. */
type KnownColumn = { [Table in keyof Known]: keyof Known[Table] & string }[keyof Known];

/**
 * What a piece of the system's own work may read, and what of it it may write. `columns`: the only ones that its queries
 * name, in whichever of the tables; absent: all.
 */
type Reach = { reads: readonly (keyof Known)[]; writes: readonly (keyof Tables)[]; columns?: readonly KnownColumn[] };

/** What is opened of members who said yes to statistics: nothing special is among it, nor where they are members. */
const STATISTICS: Reach = {
	reads: [
		...(["consent_event", "restriction", "unit_key"] as const),
		...(["member_usable_for_use_of_site", "member_detail_usable_for_statistics"] as const),
		...(["statistics_run", "statistics_week"] as const),
	],
	writes: ["statistics_run"],
	columns: [
		...(["realm_id", "brand_id", "id", "member_id", "owner_id", "unit", "wrapped_key", "key_version"] as const),
		...(["birth_date_sealed", "town_sealed"] as const),
		...(["state", "created_at", "lifted_at", "ended_at", "happened_at"] as const),
		...(["purpose", "recipient", "kind", "text_hash", "hash", "item"] as const),
		...(["week", "as_of", "pages", "page", "counts_json"] as const),
	],
};

/** How many accounts and memberships there are: no value of anybody is among it, sealed or not. */
const ACCOUNT_NUMBERS: Reach = {
	reads: [
		...(["member_usable_for_use_of_site", "membership_usable_for_use_of_site", "ended_membership_count"] as const),
		...(["statistics_week", "statistics_cell"] as const),
	],
	writes: ["statistics_run", "statistics_week", "statistics_cell", "ended_membership_count"],
	columns: [
		...(["realm_id", "brand_id", "id", "member_id", "state", "created_at", "closed_at", "joined_at"] as const),
		...(["week", "published_at", "measure", "cell", "count", "counted_week"] as const),
	],
};

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
	jobs: { reads: ["job", "drill", "migration"], writes: ["job"] },
	"files of photos": { reads: ["photo", "object_removal"], writes: ["object_removal"] },
	tickets: { reads: ["ticket"], writes: ["ticket"] },
	"ticket files": { reads: ["ticket_attachment", "object_removal"], writes: ["object_removal"] },
	visits: { reads: ["unit_key"], writes: ["visit", "page_count", "unit_key"] },
	"incoming mail": {
		reads: [
			...(["ticket", "ticket_message", "ticket_sender", "ticket_by_mail", "member", "unit_key", "outbox"] as const),
		],
		writes: [
			...(["ticket", "ticket_message", "ticket_attachment", "ticket_sender", "ticket_by_mail", "unit_key"] as const),
			...(["mail_bounce", "mail_suppression", "mail_stop"] as const),
		],
	},
	"mail keys": { reads: ["mail_key"], writes: ["mail_key", "unit_key"] },
	mail: {
		reads: [
			...(["outbox", "unit_key", "mail_choice", "mail_limit", "mail_stop", "restriction"] as const),
			...(["mail_bounce", "mail_suppression", "mail_key", "member"] as const),
		],
		writes: ["outbox", "unit_key", "mail_bounce", "mail_suppression"],
	},
	statistics: STATISTICS,
	"account numbers": ACCOUNT_NUMBERS,
};

/** Why this work does not need the table; undefined where it does. */
export function beyondReach(reason: string, table: string, use: "reads" | "writes"): string | undefined {
	const reach = Object.hasOwn(REACH, reason) ? REACH[reason] : undefined;
	if (reach === undefined || reach[use].some((known) => known === table)) return undefined;
	return `the work "${reason}" ${use} no ${table}: add it in scope-reach.ts if the work needs it`;
}

/** Why this work does not need a column that its query names, or names without saying which; undefined where it does. */
export function columnBeyondReach(reason: string, nodes: readonly OperationNode[]): string | undefined {
	const columns: readonly string[] | undefined = Object.hasOwn(REACH, reason) ? REACH[reason]?.columns : undefined;
	if (columns === undefined) return undefined;
	if (nodes.some(({ kind }) => kind === "SelectAllNode")) return `the work "${reason}" names each column that it reads`;
	const odd = nodes.filter(ColumnNode.is).find(({ column }) => !columns.includes(column.name));
	return odd && `the work "${reason}" uses no ${odd.column.name}: add it in scope-reach.ts if the work needs it`;
}
