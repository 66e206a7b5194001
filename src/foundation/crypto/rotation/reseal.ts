import type { Compilable, Expression, ExpressionBuilder, SqlBool, Updateable } from "kysely";
import { build, type Database } from "../../db/database.ts";
import type { Tables } from "../../db/tables.ts";
import type { RealmId } from "../../ids.ts";
import type { KeyRing } from "../keys.ts";
import { unitKeyOf } from "../queries.ts";
import { open, SealBroken, seal, type UnitKey } from "../sealed.ts";

/** A table with values that a kind of unit seals, as the register declares them. */
export type SealedTable = {
	/** The kind of unit: what stands before the colon of its name. */
	unit: string;
	table: keyof Tables;
	class: "owned" | "shared";
	/** The column with the owner of the unit. */
	owner: string;
	/** The column that sealed values name as their row. */
	row: string;
	columns: readonly string[];
};

export type Resealing = {
	ring: KeyRing;
	database: Database;
	realm: RealmId;
	owner: string;
	unit: string;
	/** What goes: these columns become NULL, and no copy of the database yields what they held. */
	erase: readonly { table: keyof Tables; column: string; row: string }[];
	/** Every table that holds sealed values: those of the unit's kind are resealed. */
	sealed: readonly SealedTable[];
};

type Row = Record<string, string | number | Uint8Array | null>;
type Holding = { of: SealedTable; rows: Row[] };

/**
 * Erases single values of a unit: everything else of it is resealed under a new key, which takes the place of the
 * old one. The queries are for the caller's own batch. The first answers with the key's row; when it answers none,
 * something of the unit changed meanwhile, nothing was done, and the caller begins again. One trip to read.
 * @returns undefined when the unit has no key, so that nothing of it can be read anyway
 * @throws KeyUnavailable, SealBroken
 */
export async function resealUnit(work: Resealing): Promise<[Compilable<{ id: string }>, ...Compilable[]] | undefined> {
	const { ring, database, realm, owner, unit } = work;
	const [kind] = unit.split(":");
	const tables = work.sealed.filter((table) => table.unit === kind);
	const [[key], ...found] = await database.read(unitKeyOf(realm, owner, unit), ...tables.map((of) => rowsOf(of, work)));
	if (key === undefined) return undefined;
	const old = await ring.openUnit(key);
	const { unit: fresh, row: freshRow } = await ring.newUnit({ realm, owner, unit });
	const holdings = tables.map((of, index): Holding => ({ of, rows: found[index] ?? [] }));
	const { id, wrapped_key, key_version, created_at } = freshRow;
	const exchange = build
		.updateTable("unit_key")
		.set({ id, wrapped_key, key_version, created_at })
		.where("realm_id", "=", realm)
		.where("id", "=", old.id)
		.where((eb) => eb.and(holdings.flatMap((holding) => unchanged(eb, holding, work))))
		.returning("id");
	const updates = holdings.flatMap(({ of, rows }) => rows.map((row) => resealRow(of, row, { old, fresh }, work)));
	return [exchange, ...(await Promise.all(updates)).flat()];
}

/** Holds while the unit's key is the one that a value was sealed under. */
function underKey(eb: ExpressionBuilder<Tables, keyof Tables>, realm: RealmId, unit: Pick<UnitKey, "id">) {
	const key = eb.selectFrom("unit_key").select("unit_key.id");
	return eb.exists(key.where("unit_key.realm_id", "=", realm).where("unit_key.id", "=", unit.id));
}

/** The brand of a unit's name; a table of the realm needs none. */
function pinOf(of: SealedTable, { realm, unit }: Resealing): [column: "realm_id" | "brand_id", value: string] {
	if (of.class === "shared") return ["realm_id", realm];
	const brand = unit.split(":")[1];
	if (brand === undefined) throw new TypeError(`the unit ${unit} names no brand, and ${of.table} belongs to one`);
	return ["brand_id", brand];
}

/** Any table will do for the types: the register, which a start compares with the database, says what is there. */
const typed = (name: string) => name as "member";
const column = (name: string) => build.dynamic.ref<string>(name) as never;

function rowsOf(of: SealedTable, work: Resealing): Compilable<Row> {
	const names = [...new Set([of.owner, of.row, ...of.columns])];
	const [pin, value] = pinOf(of, work);
	const found = build
		.selectFrom(typed(of.table))
		.select(names.map((name) => build.dynamic.ref<string>(name)))
		.where(column(pin), "=", value as never)
		.where(column(of.owner), "=", work.owner as never);
	return found as unknown as Compilable<Row>;
}

/** That the owner has exactly these rows, with exactly these values. */
function unchanged(eb: ExpressionBuilder<Tables, "unit_key">, { of, rows }: Holding, work: Resealing) {
	const conditions: Expression<SqlBool>[] = [];
	const [pin, value] = pinOf(of, work);
	const own = () =>
		eb
			.selectFrom(typed(of.table))
			.select((inner) => inner.fn.countAll<number>().as("rows"))
			.where(column(pin), "=", value as never)
			.where(column(of.owner), "=", work.owner as never);
	conditions.push(eb(own(), "=", rows.length));
	for (const row of rows) conditions.push(eb(whereSame(own(), of, row), ">", 0));
	return conditions;
}

function whereSame<Query extends { where(left: never, operator: "is", right: never): Query }>(
	query: Query,
	of: SealedTable,
	row: Row,
): Query {
	return [of.row, ...of.columns].reduce((so_far, name) => so_far.where(column(name), "is", row[name] as never), query);
}

async function resealRow(
	of: SealedTable,
	row: Row,
	{ old, fresh }: { old: UnitKey; fresh: UnitKey },
	work: Resealing,
): Promise<Compilable[]> {
	const id = String(row[of.row]);
	const changes: Row = {};
	for (const name of of.columns) {
		const sealed = row[name];
		if (!(sealed instanceof Uint8Array)) continue;
		const location = { table: of.table, column: name, row: id };
		const goes = work.erase.some((one) => one.table === of.table && one.column === name && one.row === id);
		const text = goes ? undefined : await openOwn(old, location, sealed);
		if (goes) changes[name] = null;
		else if (text !== undefined) changes[name] = await seal(fresh, location, text);
	}
	if (Object.keys(changes).length === 0) return [];
	const [pin, value] = pinOf(of, work);
	const update = build
		.updateTable(typed(of.table))
		.set(changes as unknown as Updateable<Tables["member"]>)
		.where(column(pin), "=", value as never)
		.where((eb) => underKey(eb as never, work.realm, fresh));
	return [whereSame(update as never, of, row) as Compilable];
}

/** Undefined for a value of another unit of the same kind: special values of two purposes stand side by side. */
async function openOwn(unit: UnitKey, location: Parameters<typeof open>[1], sealed: Uint8Array) {
	try {
		return await open(unit, location, sealed);
	} catch (error) {
		if (error instanceof SealBroken && unit.unit.startsWith("special:")) return undefined;
		throw error;
	}
}
