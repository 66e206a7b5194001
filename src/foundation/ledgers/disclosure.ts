import type { Compilable } from "kysely";
import { z } from "zod";
import type { UnitKeyRow } from "../crypto/key-wrap.ts";
import { type KeyRing, KeyUnavailable } from "../crypto/keys.ts";
import { addUnitKeyOnce, unitKeysOfParts } from "../crypto/queries.ts";
import { sha256, uuidv8 } from "../crypto/random.ts";
import { open, SealBroken, seal } from "../crypto/sealed.ts";
import type { Tables } from "../db/tables.ts";
import type { BrandId, RealmId } from "../ids.ts";
import { type ItemId, isItemId } from "../register/items.ts";
import { addDisclosure } from "./queries-disclosure.ts";
import type { StaffRole } from "./staff-role.ts";

/**
 * The record of what was given of a member, to whom and why (GDPR Art. 15(1)(c); DECISIONS 111). Rows never change, but
 * for the day of one that an order withholds for longer. A row's details are sealed under a key of its own: the account
 * may be resealed, a row of the record never is.
 */

/** The unit of a row's key, before the row's id; its owner is the member. */
export const DISCLOSURE_UNITS = "core:disclosure:";

const detailsSchema = z.strictObject({
	/** '' for the account itself. */
	brand: z.string(),
	/** What the recipient is called: a setting of today may not know it any more. */
	name: z.string().min(1),
	/** By which the recipient knows the member, and nothing more of them than it was given. */
	reference: z.string().min(1),
	/** As the member reads it. */
	reason: z.string().min(1),
});
export type DisclosureDetails = z.infer<typeof detailsSchema>;

export type NewDisclosure = {
	realm: RealmId;
	member: string;
	/** Undefined: something of the account itself. */
	brand: BrandId | undefined;
	/** Of the brand's recipients, or another party's own id. */
	recipient: { id: string; name: string };
	reference: string;
	items: readonly [ItemId, ...ItemId[]];
	reason: string;
	/** Who gave it: a member of staff by role, or the program by itself. */
	by: StaffRole | "system";
	/** Until when a recorded order forbids to tell the member, ISO 8601. */
	withheldUntil?: string | undefined;
	/** Names the one event by ids alone; the same cause written again is the same row. */
	cause: string;
};

export type DisclosureRow = Tables["disclosure"];

/**
 * The queries that record it, for the batch of what gives it.
 * @throws ZodError for a recipient without a name, or a disclosure without a reference or a reason
 */
export async function disclosureQueries(
	{ keys, now }: { keys(): Promise<KeyRing>; now: number },
	{ realm, member, recipient, reference, reason, ...given }: NewDisclosure,
): Promise<Compilable[]> {
	const id = await disclosureId(realm, given.cause);
	const { unit, row: key } = await (await keys()).newUnit({ realm, owner: member, unit: `${DISCLOSURE_UNITS}${id}` });
	const details = detailsSchema.parse({ brand: given.brand ?? "", name: recipient.name, reference, reason });
	const row: DisclosureRow = {
		...{ realm_id: realm, id, member_id: member, recipient: recipient.id },
		items: [...new Set(given.items)].join(" "),
		details_sealed: await seal(unit, locationOf(id), JSON.stringify(details)),
		disclosed_at: new Date(now).toISOString(),
		disclosed_by: given.by,
		withheld_until: given.withheldUntil ?? null,
	};
	return [addUnitKeyOnce(key), addDisclosure(row)];
}

/** Of the entry that this cause has. */
export const disclosureId = async (realm: RealmId, cause: string): Promise<string> =>
	uuidv8(await sha256(JSON.stringify(["disclosure", realm, cause])));

const locationOf = (row: string) => ({ table: "disclosure", column: "details_sealed", row });

export const itemsOf = ({ items }: Pick<DisclosureRow, "items">): ItemId[] => items.split(" ").filter(isItemId);

/**
 * What a row's key sealed.
 * @param keys those of the member's disclosures
 * @returns undefined where there is no such key
 * @throws SealBroken, KeyUnavailable
 */
export async function openDisclosure(
	ring: KeyRing,
	{ id, member_id, details_sealed }: Pick<DisclosureRow, "id" | "member_id" | "details_sealed">,
	keys: readonly UnitKeyRow[],
): Promise<DisclosureDetails | undefined> {
	const key = keys.find(({ owner_id, unit }) => owner_id === member_id && unit === `${DISCLOSURE_UNITS}${id}`);
	if (key === undefined) return undefined;
	const text = await open(await ring.openUnit(key), locationOf(id), details_sealed);
	return detailsSchema.parse(JSON.parse(text));
}

/** The same; undefined also where the details do not open any more: the rest of the entry is told all the same. */
export async function disclosureDetails(
	...[ring, row, keys]: Parameters<typeof openDisclosure>
): Promise<DisclosureDetails | undefined> {
	try {
		return await openDisclosure(ring, row, keys);
	} catch (error) {
		if (error instanceof SealBroken || error instanceof KeyUnavailable) return undefined;
		throw error;
	}
}

/** The keys of what these members' disclosures seal, for the trip that reads them. */
export const disclosureKeysOf = (realm: RealmId, members: Parameters<typeof unitKeysOfParts>[1]) =>
	unitKeysOfParts(realm, members, DISCLOSURE_UNITS);
