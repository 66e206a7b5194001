import type { UnitKeyRow } from "../../crypto/key-wrap.ts";
import { type KeyRing, KeyUnavailable } from "../../crypto/keys.ts";
import { open, SealBroken, seal, type UnitKey } from "../../crypto/sealed.ts";
import type { Tables } from "../../db/tables.ts";
import { HOLD_UNITS } from "../personal-data.ts";

/**
 * A hold: one item of a member, a row of a table with its object, is kept although its person's data go (GDPR
 * Art. 17(3)(b), (e), DECISIONS 118).
 */

/** 17(3)(e): to establish, exercise or defend a legal claim. 17(3)(b): a law or an order asks for it. */
export const HOLD_GROUNDS = ["legal_claim", "legal_duty"] as const;
export type HoldGround = (typeof HOLD_GROUNDS)[number];

/** The latest end of a hold that is placed now; longer is another hold. The database holds to the same. */
export function latestEnd(now: number): Date {
	const end = new Date(now);
	end.setUTCFullYear(end.getUTCFullYear() + 5);
	return end;
}

/** The unit of a hold's own key; its owner is the member. It seals reason, item and object. */
export const holdUnit = (id: string) => `${HOLD_UNITS}${id}`;

/** In the store (`HELD_OBJECTS`). */
export const heldObjectName = (id: string) => `holds/${id}`;

/** Which row is held. `brand`: '' where the table is the realm's. `row`: what names it among those of its member. */
export type HeldRow = { table: string; brand: string; row: string };

const reasonLocation = (id: string) => ({ table: "hold", column: "reason_sealed", row: id });
export const itemLocation = (id: string) => ({ table: "held_item", column: "item_sealed", row: id });
export const heldObjectLocation = (id: string) => ({ table: "held_item", column: "object_key", row: id });

export const sealHoldReason = (unit: UnitKey, id: string, reason: string) => seal(unit, reasonLocation(id), reason);

/** Undefined where it does not open any more, or the hold is released: what else is known of the hold is said. */
export async function openHoldReason(
	ring: KeyRing,
	{ id, reason_sealed: sealed }: Pick<Tables["hold"], "id" | "reason_sealed">,
	key: UnitKeyRow | undefined,
): Promise<string | undefined> {
	if (sealed === null || key === undefined) return undefined;
	try {
		return await open(await ring.openUnit(key), reasonLocation(id), sealed);
	} catch (error) {
		if (error instanceof SealBroken || error instanceof KeyUnavailable) return undefined;
		throw error;
	}
}

/** What a plan or a receipt of an erasure says of a hold. `until`: ISO 8601. */
export type HoldEntry = { id: string; table: string; ground: HoldGround; until: string };

type EntryRow = Pick<Tables["hold"], "id" | "table_name" | "ground" | "until" | "outcome">;

/** Of rows that `heldOf` gave: what stays, so not a hold of which nothing was left. */
export const heldEntries = (rows: readonly EntryRow[]): HoldEntry[] =>
	rows
		.filter(({ outcome }) => outcome !== "nothing")
		.map(({ id, table_name: table, ground, until }) => ({ id, table, ground: ground as HoldGround, until }));
