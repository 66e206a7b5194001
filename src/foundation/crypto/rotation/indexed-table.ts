import { type Compilable, type Expression, expressionBuilder, type Updateable } from "kysely";
import { build } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";
import { type RealmId, realmIdSchema } from "../../ids.ts";
import type { UnitKeyRow } from "../key-wrap.ts";
import { type IndexKind, type KeyRing, KeyUnavailable } from "../keys.ts";
import { KEY_COLUMNS } from "../queries.ts";
import { open, SealBroken } from "../sealed.ts";

type IndexedColumn = {
	index: string;
	sealed: string;
	kind: IndexKind;
	comparable(text: string): string;
	/** Of a unique index: what is hashed instead while another row of the realm has the same keyed hash. */
	ifTaken?(text: string): string;
};

/**
 * A table of class shared with blind indexes. A rotation rewrites them from the sealed values beside them, and
 * `key_version` says under which version a row's indexes stand. It needs an index on `key_version` alone.
 */
export type IndexedTable = {
	table: keyof Tables;
	/** Its key within the realm. */
	id: string;
	/** The column with the owner of the erasure unit, which is also the row that the sealed values name. */
	owner: string;
	unit: string;
	columns: readonly IndexedColumn[];
	/** The column that says by which version of `comparable` a row's keyed hashes were made. It has an index of its own. */
	folded?: { column: "likeness_version"; version: number };
};

type Cell = string | number | Uint8Array | null;
type StaleRow = Record<string, Cell>;

/** What came of a chunk. `lost`: rows whose key was erased, so that nothing can be looked up by them any more. */
export type Chunk = { queries: Compilable<unknown>[]; rows: number; lost: number };

const KEY = "unit_key_";

/** Rows whose indexes stand under an older key, each with the key of its unit. */
export function staleRows(of: IndexedTable, version: number, limit: number): Compilable<StaleRow> {
	return rowsBelow(of, { column: "key_version", version }, limit);
}

/** Rows whose keyed hashes were made by an older version of what compares, likewise. */
export function outgrownRows(of: IndexedTable, folded: Below, limit: number): Compilable<StaleRow> {
	return rowsBelow(of, folded, limit);
}

type Below = { column: "key_version" | "likeness_version"; version: number };

function rowsBelow(of: IndexedTable, { column, version }: Below, limit: number): Compilable<StaleRow> {
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
		.where(`stale.${column}`, "<", version)
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
	const realm = realmIdSchema.parse(row.realm_id);
	const key = keyOf(row);
	const unit = key && (await ring.openUnit(key));
	const changes: [string, Cell | Expression<Uint8Array>][] = await Promise.all(
		of.columns.map(
			async ({ index, sealed, kind, comparable, ifTaken }): Promise<[string, Cell | Expression<Uint8Array>]> => {
				const value = row[sealed];
				if (!(value instanceof Uint8Array)) return [index, null];
				if (unit === undefined) return [index, crypto.getRandomValues(new Uint8Array(32))];
				const opened = await open(unit, { table: of.table, column: sealed, row: text(row[of.owner]) }, value);
				const keyedHash = await ring.index(kind, realm, comparable(opened));
				if (ifTaken === undefined) return [index, keyedHash];
				const exact = await ring.index(kind, realm, ifTaken(opened));
				return [index, unlessTaken({ of, realm, id: row[of.id] ?? null, index }, keyedHash, exact)];
			},
		),
	);
	const set = Object.fromEntries([
		...changes,
		["key_version", ring.version],
		...(of.folded === undefined ? [] : [[of.folded.column, of.folded.version]]),
	]);
	const column = (name: string) => build.dynamic.ref<string>(name) as never;
	let query = build
		.updateTable(of.table as "member")
		.set(set as Updateable<Tables["member"]>)
		.where("realm_id", "=", realm)
		.where(column(of.id), "=", row[of.id] as never)
		.where("key_version", "=", Number(row.key_version));
	// A request that changed the value meanwhile wrote its index too; the row is then read again.
	for (const { sealed } of of.columns) query = query.where(column(sealed), "is", row[sealed] as never);
	return { query, isLost: unit === undefined };
}

type IndexLocation = { of: Pick<IndexedTable, "table" | "id">; realm: RealmId; id: Cell; index: string };

/** The keyed hash, or the other one where another row of the realm has it already: decided as the row is written. */
export function unlessTaken({ of, realm, id, index }: IndexLocation, keyedHash: Uint8Array, otherwise: Uint8Array) {
	const column = (name: string) => build.dynamic.ref<string>(`other.${name}`) as never;
	return expressionBuilder<Tables, "member">().fn.coalesce(
		build
			.selectFrom(`${of.table} as other` as "member as other")
			.select((other) => other.val(otherwise).as("imprint"))
			.where("other.realm_id", "=", realm)
			.where(column(index), "=", keyedHash as never)
			.where(column(of.id), "!=", id as never)
			.limit(1),
		expressionBuilder<Tables, "member">().val(keyedHash),
	);
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
