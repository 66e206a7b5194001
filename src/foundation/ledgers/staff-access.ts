import { chainHash, chainKey } from "../crypto/chain.ts";
import { open, seal, type UnitKey } from "../crypto/sealed.ts";
import type { Tables } from "../db/tables.ts";
import type { RealmId } from "../ids.ts";

/**
 * The record of what staff opened of a member, and why (P23, threat T30). Rows never change; each carries a keyed hash
 * of itself and of the row before it, so that who can write to the database but has no key of the Worker can neither
 * alter a row nor take one out from between others.
 */
export type StaffAccess = Tables["staff_access"];

/** What was opened or done. A row names one or more. */
export const ACCESS_KINDS = [
	"found",
	"opened",
	"email",
	"user_name",
	"gender",
	"photo",
	"suspended",
	"restored",
	"age_check",
	"restriction",
	"objection",
	"request",
	"ticket",
	"hold",
	"hold_released",
	"held_item",
	"disclosure_proposed",
	"disclosure_approved",
	"disclosure_refused",
	"disclosure_taken",
] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** Characters of a reason. */
export const REASON = { shortest: 10, longest: 300 } as const;

export type LastAccess = { number: number; accessed_at: string; hash: string } | undefined;

export type Access = {
	realm: RealmId;
	member: string;
	staff: string;
	role: string;
	/** '' for the account itself. */
	brand: string;
	what: readonly AccessKind[];
	reason: string;
	/** The proposal to give data on a legal ground that it was done for: the member is told of both at once. */
	legal?: string | undefined;
};

export function accessKey(root: Uint8Array, realm: RealmId): Promise<CryptoKey> {
	return chainKey(root, `staff_access ${realm}`);
}

/** Each row has a key of its own: the account may be resealed, a row of the record never changes. */
export const ACCESS_UNITS = "core:access:";

/** The row of an access, to be written before what it is about is read. `unit`: new, by the row's id. */
export async function accessRow(
	key: CryptoKey,
	access: Access,
	{ id, unit, last, now }: { id: string; unit: UnitKey; last: LastAccess; now: number },
): Promise<StaffAccess> {
	const row = {
		realm_id: access.realm,
		id,
		member_id: access.member,
		number: (last?.number ?? 0) + 1,
		staff_id: access.staff,
		role: access.role,
		brand_id: access.brand,
		what: access.what.join(" "),
		reason_sealed: await seal(unit, reasonLocation(id), access.reason),
		accessed_at: new Date(now).toISOString(),
		previous_at: last?.accessed_at ?? "",
		previous_hash: last?.hash ?? "",
		legal_id: access.legal ?? null,
	};
	return { ...row, hash: await hashOf(key, row) };
}

const reasonLocation = (id: string) => ({ table: "staff_access", column: "reason_sealed", row: id });

/** @throws SealBroken */
export function openReason(unit: UnitKey, { id, reason_sealed }: Pick<StaffAccess, "id" | "reason_sealed">) {
	return open(unit, reasonLocation(id), reason_sealed);
}

export function kindsOf({ what }: Pick<StaffAccess, "what">): AccessKind[] {
	const named = what.split(" ");
	return ACCESS_KINDS.filter((kind) => named.includes(kind));
}

/** Over every column, the sealed reason as it is: it can be checked when its key is long gone. */
function hashOf(key: CryptoKey, row: Omit<StaffAccess, "hash">): Promise<string> {
	return chainHash(key, [
		...[row.realm_id, row.id, row.member_id, row.number, row.staff_id, row.role, row.brand_id, row.what],
		...[row.reason_sealed, row.accessed_at, row.previous_at, row.previous_hash],
		// Rows from before there were such proposals keep their hash.
		...(row.legal_id === null ? [] : [row.legal_id]),
	]);
}

/**
 * The number of the first row of a member's chain that was altered, or that does not follow on the one before it;
 * undefined when all fit. What its term has ended may be gone from the front. A last row that was taken away is not
 * seen until another is written.
 * @param rows all of the member's, in order
 * @param isPast whether the term of an access at that moment (ISO 8601) has ended
 */
export async function firstBroken(
	key: CryptoKey,
	rows: readonly StaffAccess[],
	isPast: (accessedAt: string) => boolean,
): Promise<number | undefined> {
	let before: StaffAccess | undefined;
	for (const row of rows) {
		const follows = before
			? row.number === before.number + 1 && row.previous_hash === before.hash && row.previous_at === before.accessed_at
			: row.number === 1 || isPast(row.previous_at);
		if (!follows || row.hash !== (await hashOf(key, row))) return row.number;
		before = row;
	}
	return undefined;
}
