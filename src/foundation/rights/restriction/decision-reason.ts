import type { UnitKeyRow } from "../../crypto/key-wrap.ts";
import { type KeyRing, KeyUnavailable } from "../../crypto/keys.ts";
import { open, SealBroken, seal } from "../../crypto/sealed.ts";
import type { RealmId } from "../../ids.ts";

/**
 * Why a restriction ends, and why an objection was upheld or refused, in words for the member. Each row has a key of
 * its own, which goes with the row and outlives the account: a decision is answered for after it (GDPR Art. 5(2)).
 */

/** The unit of a row's key, before the row's id; its owner is the member. */
export const RESTRICTION_UNITS = "core:restriction:";
export const OBJECTION_UNITS = "core:objection:";

const UNITS = { restriction: RESTRICTION_UNITS, processing_choice: OBJECTION_UNITS } as const;
type Decided = { table: keyof typeof UNITS; id: string };

const locationOf = ({ table, id: row }: Decided) => ({ table, column: "reason_sealed", row });

export async function sealReason(
	ring: KeyRing,
	decided: Decided,
	{ realm, member, reason }: { realm: RealmId; member: string; reason: string },
): Promise<{ sealed: Uint8Array; key: UnitKeyRow }> {
	const own = await ring.newUnit({ realm, owner: member, unit: `${UNITS[decided.table]}${decided.id}` });
	return { sealed: await seal(own.unit, locationOf(decided), reason), key: own.row };
}

/**
 * Undefined where there is no reason, or it does not open any more: what was decided is said all the same.
 * @param keys those of the member's reasons
 */
export async function openDecisionReason(
	keys: () => Promise<KeyRing>,
	decided: Decided,
	sealed: Uint8Array | null,
	known: readonly UnitKeyRow[],
): Promise<string | undefined> {
	const key = known.find(({ unit }) => unit === `${UNITS[decided.table]}${decided.id}`);
	if (sealed === null || key === undefined) return undefined;
	try {
		return await open(await (await keys()).openUnit(key), locationOf(decided), sealed);
	} catch (error) {
		if (error instanceof SealBroken || error instanceof KeyUnavailable) return undefined;
		throw error;
	}
}
