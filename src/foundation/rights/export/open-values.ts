import type { UnitKeyRow } from "../../crypto/key-wrap.ts";
import type { KeyRing } from "../../crypto/keys.ts";
import { hexOf } from "../../crypto/random.ts";
import { open, type SealedLocation, type UnitKey } from "../../crypto/sealed.ts";
import { Unavailable } from "../../errors.ts";
import type { Value } from "../rows.ts";
import type { Cell, CopiedColumn, CopiedTable } from "./columns.ts";

/** A row as the database has it. */
export type StoredRow = Readonly<Record<string, Value>>;

/** Opens what a subject's keys sealed. Keys that were opened are kept, so it lives as long as a step does. */
export type Opener = {
	/** What stands there; undefined when none of the subject's keys opens it. */
	value(table: CopiedTable, column: CopiedColumn, row: StoredRow): Promise<Cell | undefined>;
	/** Opens with the first of the keys that may have sealed this; undefined when none of them opens it. */
	withKey<Opened>(
		table: CopiedTable,
		column: CopiedColumn,
		row: StoredRow,
		use: (unit: UnitKey) => Promise<Opened>,
	): Promise<Opened | undefined>;
};

export function openerOf(ring: KeyRing, subject: string, keys: readonly UnitKeyRow[]): Opener {
	const opened = new Map<string, Promise<UnitKey>>();
	const byId = new Map(keys.map((key) => [key.id, key]));
	const unitOf = (key: UnitKeyRow): Promise<UnitKey> => {
		const known = opened.get(key.id) ?? ring.openUnit(key);
		opened.set(key.id, known);
		return known;
	};
	const withKey: Opener["withKey"] = async (table, column, row, use) => {
		for (const key of keysFor(keys, byId, table, column, row)) {
			try {
				return await use(await unitOf(key));
			} catch (error) {
				// Sealed under another of them, or not to be read at all.
				if (!(error instanceof Unavailable)) throw error;
			}
		}
		return undefined;
	};
	return {
		withKey,
		async value(table, column, row) {
			const stored = row[column.column] ?? null;
			if (stored === null) return null;
			if (!column.isSealed) return stored instanceof Uint8Array ? hexOf(stored) : stored;
			if (!(stored instanceof Uint8Array)) return undefined;
			const location = { table: table.table, column: column.column, row: rowName(row, subject) };
			return withKey(table, column, row, (unit) => open(unit, location, stored));
		},
	};
}

/** How a sealed value or object names its row: by its id, or by the person whose only row it is. */
export const rowName = (row: StoredRow, subject: string): SealedLocation["row"] => String(row.id ?? subject);

/** The keys of a subject that may have sealed a column of this row, by what the register says of both. */
function keysFor(
	keys: readonly UnitKeyRow[],
	byId: ReadonlyMap<string, UnitKeyRow>,
	{ rowKey }: CopiedTable,
	{ erase }: CopiedColumn,
	row: StoredRow,
): readonly UnitKeyRow[] {
	if (rowKey !== undefined && "id" in rowKey) {
		const own = byId.get(String(row[rowKey.id]));
		return own === undefined ? [] : [own];
	}
	if (rowKey !== undefined && "unit" in rowKey)
		return keys.filter(({ unit }) => unit === `${rowKey.unit}${row[rowKey.by]}`);
	const own = keys.filter(({ unit }) => mayBeOf(unit.split(":"), erase, row));
	const ofRow = own.filter(({ unit }) => unit.endsWith(`:${row.id}`));
	return ofRow.length > 0 ? ofRow : own;
}

/** @param name parts of the name of a unit: `core`, `core:<part>…`, `<unit>:<brand>:…:<part>:…` */
function mayBeOf(name: readonly string[], erase: CopiedColumn["erase"], row: StoredRow): boolean {
	const [kind, brand] = name;
	const { unit, part } = erase?.by === "shred" ? erase : { unit: "core" as const, part: undefined };
	// What is special on a brand for adults stands in the brand's own unit elsewhere.
	const isBrands = unit === "brand" || unit === "special";
	if (isBrands ? kind !== "brand" && kind !== "special" : kind !== unit) return false;
	if (isBrands && row.brand_id !== undefined && brand !== row.brand_id) return false;
	return part === undefined ? name.length <= (isBrands ? 3 : 1) : name.includes(part, 1);
}
