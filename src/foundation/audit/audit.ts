import type { Compilable, Insertable } from "kysely";
import { sha256, toBase64Url } from "../crypto/random.ts";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { RealmId } from "../ids.ts";
import { addEntry } from "./queries.ts";

/**
 * The log of a realm: one chain of entries that name nobody, so that they outlive whom they were about (DECISIONS 114).
 * An entry stands in the batch of its cause. There is one writer at a time: of two that hang on the same last entry the
 * database refuses one, which reads again (`retryOnConflict`).
 */
export const AUDIT_ACTIONS = [
	"request_received",
	"request_verified",
	"request_moved",
	"request_extended",
	"request_refused",
	"request_fulfilled",
	"request_withdrawn",
	"request_expired",
	"erasure_begun",
	"erasure_executed",
	"erasure_verified",
	"receipt_issued",
	"hold_placed",
	"hold_released",
	"disclosure_proposed",
	"disclosure_approved",
	"disclosure_refused",
	"disclosure_withdrawn",
	"disclosure_lapsed",
	"disclosure_taken",
	"day_closed",
	"key_changed",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
export type AuditActor = "member" | "staff" | "system" | "visitor";

/**
 * Nothing of a person: no id of a member or of staff, no name, no address, no free text.
 * `request`: random identifier. `counts`: how many of what, by names of code. `edition`: number of the statement in
 * force. `commitment`: a salted hash.
 */
export type AuditEvent = {
	action: AuditAction;
	actor: AuditActor;
	role?: string;
	request?: string;
	counts?: Readonly<Record<string, number>>;
	edition?: number;
	commitment?: string;
};

export type AuditEntry = Insertable<Tables["audit_entry"]>;
export type AuditHead = Pick<AuditEntry, "number" | "hash">;

/** The last entry, for the read before a batch that adds one. */
export const auditHead = (realm: RealmId) =>
	build
		.selectFrom("audit_entry")
		.select(["number", "hash"])
		.where("realm_id", "=", realm)
		.orderBy("number", "desc")
		.limit(1);

/**
 * Entries that follow on the last one that was read, for the batch of their cause.
 * @param place `at`: ISO 8601
 */
export async function auditQueries(
	place: { realm: RealmId; at: string },
	head: AuditHead | undefined,
	events: readonly AuditEvent[],
): Promise<Compilable[]> {
	const entries = await entriesAfter(place, head, events);
	return entries.map(addEntry);
}

/** The same as rows, where a later part of the batch names the hash of one. */
export async function entriesAfter(
	{ realm, at }: { realm: RealmId; at: string },
	head: AuditHead | undefined,
	events: readonly AuditEvent[],
): Promise<AuditEntry[]> {
	const entries: AuditEntry[] = [];
	let last = head;
	for (const event of events) {
		const entry = {
			realm_id: realm,
			number: (last?.number ?? 0) + 1,
			at,
			actor: event.actor,
			role: event.role ?? "",
			action: event.action,
			request_id: event.request ?? "",
			counts_json: countsJson(event.counts ?? {}),
			edition: event.edition ?? 0,
			commitment: event.commitment ?? "",
			previous_hash: last?.hash ?? "",
		};
		last = { number: entry.number, hash: await entryHash(entry) };
		entries.push({ ...entry, hash: last.hash });
	}
	return entries;
}

/** In the order of the names, so that the same counts are the same text. */
const countsJson = (counts: Readonly<Record<string, number>>): string =>
	JSON.stringify(Object.fromEntries(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1))));

/** SHA-256 over every column in its order, base64url: anybody can compute it from a copy of the log. */
export async function entryHash(entry: Omit<AuditEntry, "hash">): Promise<string> {
	const { realm_id, number, at, actor, role, action, request_id } = entry;
	const { counts_json, edition, commitment, previous_hash } = entry;
	const columns = [realm_id, number, at, actor, role, action, request_id];
	return toBase64Url(await sha256(JSON.stringify([...columns, counts_json, edition, commitment, previous_hash])));
}
