import type { Compilable, Updateable } from "kysely";
import { realmIdSchema } from "../brand/settings.ts";
import { build } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import { type IndexKind, type KeyRing, KeyUnavailable, type UnitKeyRow } from "./keys.ts";
import { KEY_COLUMNS } from "./queries.ts";
import { open, SealBroken } from "./sealed.ts";

/**
 * A table of class shared with blind indexes. A rotation writes them anew from the sealed values beside them, and
 * `key_version` says under which version a row's indexes stand. It needs an index on `key_version` alone.
 */
export type IndexedTable = {
	table: keyof Tables;
	/** Its key within the realm. */
	id: string;
	/** The column with the owner of the erasure unit, which is also the row that the sealed values name. */
	owner: string;
	unit: string;
	columns: readonly { index: string; sealed: string; kind: IndexKind; comparable(text: string): string }[];
};

type Cell = string | number | Uint8Array | null;
type StaleRow = Record<string, Cell>;

/** What came of a chunk. `lost`: rows whose key was erased, so that nothing can be looked up by them any more. */
export type Chunk = { queries: Compilable<unknown>[]; rows: number; lost: number };

const KEY = "unit_key_";

/** Rows whose indexes stand under an older version, each with the key of its unit. */
export function staleRows(of: IndexedTable, version: number, limit: number): Compilable<StaleRow> {
	const own = [
		"realm_id",
		"key_version",
		of.id,
		of.owner,
		...of.columns.flatMap(({ index, sealed }) => [index, sealed]),
	];
	const ref = (name: string) => build.dynamic.ref<string>(name);
	const found = build
		// Any table will do for the types: what a listed table must have, a test holds against the migrations.
		.selectFrom(`${of.table} as stale` as "member as stale")
		.leftJoin("unit_key", (join) =>
			join
				.onRef("unit_key.realm_id", "=", "stale.realm_id")
				.onRef("unit_key.owner_id", "=", ref(`stale.${of.owner}`) as never)
				.on("unit_key.unit", "=", of.unit),
		)
		.select([...new Set(own)].map((name) => ref(`stale.${name}`)))
		.select(KEY_COLUMNS.map((name) => `unit_key.${name} as ${KEY}${name}` as const))
		.where("stale.key_version", "<", version)
		.limit(limit);
	return found as unknown as Compilable<StaleRow>;
}

export const countStale = ({ table }: IndexedTable, version: number) =>
	build
		.selectFrom(table as "member")
		.select((row) => row.fn.countAll<number>().as("rows"))
		.where("key_version", "<", version);

/**
 * The rows with their indexes under the version that is written now. A row whose key was erased gets random bytes
 * instead, which nobody finds; one whose key or values do not open stops the rotation.
 * @throws KeyUnavailable, SealBroken
 */
export async function rewriteRows(of: IndexedTable, rows: readonly StaleRow[], ring: KeyRing): Promise<Chunk> {
	const rewritten = await Promise.all(rows.map((row) => rewriteRow(of, row, ring)));
	return {
		queries: rewritten.map(({ query }) => query),
		rows: rows.length,
		lost: rewritten.filter(({ isLost }) => isLost).length,
	};
}

async function rewriteRow(of: IndexedTable, row: StaleRow, ring: KeyRing) {
	const realm = text(row.realm_id);
	const key = keyOf(row);
	const unit = key && (await ring.openUnit(key));
	const changes: [string, Cell][] = await Promise.all(
		of.columns.map(async ({ index, sealed, kind, comparable }): Promise<[string, Cell]> => {
			const value = row[sealed];
			if (!(value instanceof Uint8Array)) return [index, null];
			if (unit === undefined) return [index, crypto.getRandomValues(new Uint8Array(32))];
			const opened = await open(unit, { table: of.table, column: sealed, row: text(row[of.owner]) }, value);
			return [index, await ring.index(kind, realmIdSchema.parse(realm), comparable(opened))];
		}),
	);
	const set = Object.fromEntries([...changes, ["key_version", ring.version]]);
	const column = (name: string) => build.dynamic.ref<string>(name) as never;
	let query = build
		.updateTable(of.table as "member")
		.set(set as Updateable<Tables["member"]>)
		.where("realm_id", "=", realm)
		.where(column(of.id), "=", row[of.id] as never)
		.where("key_version", "=", Number(row.key_version));
	// Whoever changed a value meanwhile wrote its index too; the row then comes again.
	for (const { sealed } of of.columns) query = query.where(column(sealed), "is", row[sealed] as never);
	return { query, isLost: unit === undefined };
}

function keyOf(row: StaleRow): UnitKeyRow | undefined {
	const wrapped = row[`${KEY}wrapped_key`];
	if (!(wrapped instanceof Uint8Array)) return undefined;
	const named = (name: keyof UnitKeyRow) => text(row[`${KEY}${name}`]);
	return {
		realm_id: named("realm_id"),
		id: named("id"),
		owner_id: named("owner_id"),
		unit: named("unit"),
		wrapped_key: wrapped,
		key_version: Number(row[`${KEY}key_version`]),
		created_at: named("created_at"),
	};
}

function text(cell: Cell | undefined): string {
	if (typeof cell !== "string") throw new TypeError("a column of an indexed table holds no text");
	return cell;
}

/** A failure of the material itself, which waiting does not mend. */
export function isBroken(error: unknown): error is Error {
	return error instanceof KeyUnavailable || error instanceof SealBroken;
}
