import type { Compilable } from "kysely";
import type { RealmId } from "../../ids.ts";
import type { UnitKeyRow } from "../key-wrap.ts";
import type { KeyRing } from "../keys.ts";
import { addUnitKey, eraseUnit, removeKnownKey } from "../queries.ts";
import { open, seal } from "../sealed.ts";

/** A row whose sealed columns share one key, which is replaced whenever the row is written. */
export type SealedRow = { realm: RealmId; owner: string; unit: string; table: string; row: string };

export type SealedColumns<Column extends string> = Record<Column, Uint8Array | null>;

/**
 * Seals every value of a row under a new key; the key before goes in the same batch, and with it whatever the row
 * held until now, in every copy (DECISIONS 15).
 * @param known id of the key that the row was read under: the batch is refused when another write came between
 */
export async function sealAnew<Column extends string>(
	ring: KeyRing,
	{ realm, owner, unit, table, row }: SealedRow,
	values: Record<Column, string>,
	known?: string,
): Promise<{ columns: SealedColumns<Column>; keys: Compilable[] }> {
	const made = await ring.newUnit({ realm, owner, unit });
	const entries = await Promise.all(
		Object.entries<string>(values).map(async ([column, text]) => [
			column,
			text === "" ? null : await seal(made.unit, { table, column, row }, text),
		]),
	);
	const columns = Object.fromEntries(entries) as SealedColumns<Column>;
	const before = known === undefined ? eraseUnit(realm, owner, unit) : removeKnownKey(realm, owner, unit, known);
	return { columns, keys: [before, addUnitKey(made.row)] };
}

/**
 * The values of a row; "" where it has none.
 * @throws KeyUnavailable, SealBroken
 */
export async function openRow<Column extends string>(
	ring: KeyRing,
	keys: readonly UnitKeyRow[],
	{ owner, unit, table, row }: Omit<SealedRow, "realm">,
	columns: SealedColumns<Column> | undefined,
	wanted: readonly Column[],
): Promise<Record<Column, string>> {
	const key = columns && keys.find((one) => one.owner_id === owner && one.unit === unit);
	const opened = key && (await ring.openUnit(key));
	const entries = await Promise.all(
		wanted.map(async (column) => {
			const sealed = columns?.[column];
			return [column, opened && sealed ? await open(opened, { table, column, row }, sealed) : ""];
		}),
	);
	return Object.fromEntries(entries) as Record<Column, string>;
}
