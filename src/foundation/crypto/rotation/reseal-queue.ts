import type { Compilable } from "kysely";
import { build, type Database } from "../../db/database.ts";
import { type RealmId, realmIdSchema } from "../../ids.ts";
import type { KeyRing } from "../keys.ts";
import type { UnitKey } from "../sealed.ts";
import { isBroken } from "./indexed-table.ts";
import { resealUnit, type SealedTable } from "./reseal.ts";

/**
 * A value of a unit that lives on was replaced or removed: in the same batch, what is left is queued to be
 * resealed, so that the key that opens the old value, in whatever copy, is gone a minute later.
 */
export const queueReseal = (realm: RealmId, { owner, unit }: Pick<UnitKey, "owner" | "unit">, now: string) =>
	build
		.insertInto("reseal_due")
		.values({ realm_id: realm, owner_id: owner, unit, due_at: now })
		.onConflict((conflict) => conflict.columns(["realm_id", "owner_id", "unit"]).doUpdateSet({ due_at: now }));

/**
 * Belongs in every batch that writes a value sealed under a key that can be exchanged. When that key no longer stands,
 * it breaks a constraint, so that nothing is written that would never open again.
 * @throws ConstraintViolated, with its batch
 */
export const assertKeyCurrent = (realm: RealmId, { id }: Pick<UnitKey, "id">): Compilable => {
	const standing = build
		.selectFrom("unit_key")
		.select("unit_key.id")
		.where("unit_key.realm_id", "=", realm)
		.where("unit_key.id", "=", id);
	return build
		.insertInto("unit_key")
		.columns(["realm_id", "id", "owner_id", "unit", "key_version", "created_at"])
		.expression(
			build
				.selectNoFrom((eb) => [
					...[eb.val<string>(realm).as("realm_id"), eb.val(id).as("id"), eb.val("").as("owner_id")],
					// No wrapped key: the table refuses the row.
					...[eb.val("").as("unit"), eb.val(1).as("key_version"), eb.val("").as("created_at")],
				])
				.where(({ not, exists }) => not(exists(standing))),
		);
};

export const dueUnits = (most: number) =>
	build.selectFrom("reseal_due").select(["realm_id", "owner_id", "unit", "due_at"]).orderBy("due_at").limit(most);

type Due = { realm_id: string; owner_id: string; unit: string; due_at: string };

/** Done, unless another value went meanwhile. */
const settle = ({ realm_id, owner_id, unit, due_at }: Due) =>
	build
		.deleteFrom("reseal_due")
		.where("realm_id", "=", realm_id)
		.where("owner_id", "=", owner_id)
		.where("unit", "=", unit)
		.where("due_at", "=", due_at);

/** `sealed`: every table that holds sealed values. */
export type ResealSources = { database: Database; ring: KeyRing; sealed: readonly SealedTable[] };

/**
 * Reseals what is due, the oldest first. A unit that is being written to at the same moment waits for the next run.
 * @returns how many hold a value that does not open, which waiting does not mend
 */
export async function resealDueUnits(sources: ResealSources, most: number): Promise<number> {
	const [units] = await sources.database.read(dueUnits(most));
	let broken = 0;
	for (const due of units) {
		try {
			if (await resealDueUnit(sources, due)) await sources.database.write(settle(due));
		} catch (error) {
			if (!isBroken(error)) throw error;
			broken += 1;
		}
	}
	return broken;
}

/** False when the unit changed meanwhile. One whose key is gone has nothing left to seal. */
async function resealDueUnit({ database, ring, sealed }: ResealSources, due: Due): Promise<boolean> {
	const realm = realmIdSchema.parse(due.realm_id);
	const queries = await resealUnit({ ring, database, sealed, realm, owner: due.owner_id, unit: due.unit, erase: [] });
	if (queries === undefined) return true;
	const [exchanged] = await database.write(...queries);
	return exchanged.length > 0;
}
