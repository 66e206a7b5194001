import type { Compilable } from "kysely";
import { build, type Database } from "../../db/database.ts";
import { TABLE_CLASSES, TABLE_COLUMNS, TABLE_KEYS, type Tables } from "../../db/tables.ts";
import type { Register } from "../../register/declaration.ts";
import { liveTables } from "../persons.ts";
import { type AnyWhere, anyTable, type Condition, type Owner, owned } from "../rows.ts";
import { shownAt } from "../shown.ts";

/*
 * Whether anything of a member is left, asked of the schema and not of the register: what the register forgot was
 * forgotten by the erasure, too.
 */

/** Columns that hold the id of a person, in whatever table. A test looks for ids in all the others. */
const ID_COLUMNS = ["member_id", "owner_id", "sender_id", "subject", "subject_id"];
/** Rows that are a person. */
const PERSONS: readonly string[] = ["member", "registration"];
/** The erasure itself, which names its member until it is proven; keys are asked for by what they seal. */
const NOT_ASKED: readonly string[] = ["erasure", "unit_key"];

type IdColumn = { table: keyof Tables; column: string };

const columnsOf = (isMeant: (table: string, column: string) => boolean): IdColumn[] =>
	Object.entries(TABLE_COLUMNS)
		.filter(([table]) => !NOT_ASKED.includes(table))
		.flatMap(([table, columns]) =>
			columns.filter((column) => isMeant(table, column)).map((column) => ({ table: table as keyof Tables, column })),
		);

const BY_ID = columnsOf((table, column) => ID_COLUMNS.includes(column) || (column === "id" && PERSONS.includes(table)));
const BY_INDEX = columnsOf((_, column) => column.endsWith("_index"));
/** Tables in which imprints of a person stand beside the person's id. */
const IMPRINTED = BY_INDEX.flatMap((one) => {
	const id = BY_ID.find(({ table }) => table === one.table);
	return id === undefined ? [] : [{ ...one, id: id.column }];
});

/** Imprints that lead to a member, wherever they stand beside its id. */
export async function imprintsOf(database: Database, owner: Owner, member: string): Promise<Uint8Array[]> {
	const rows = await database.read(
		...IMPRINTED.map(({ table, column, id }) =>
			anyTable
				.selectFrom(table)
				.select(`${table}.${column} as index`)
				.where((eb) => eb.and([...owned(eb, table, TABLE_CLASSES[table], owner), eb(`${table}.${id}`, "=", member)])),
		),
	);
	return rows.flat().flatMap(({ index }) => (index instanceof Uint8Array ? [index] : []));
}

/** Rows in which something leads to a member. */
export type Left = { table: keyof Tables; rows: number };

/** Columns by which something of a person is found, table by table. */
const TABLES = [...Map.groupBy([...BY_ID, ...BY_INDEX], ({ table }) => table)].map(([table, columns]) => ({
	table,
	ids: columns.filter((one) => BY_ID.includes(one)).map(({ column }) => column),
	indexes: columns.filter((one) => BY_INDEX.includes(one)).map(({ column }) => column),
}));

/** Of whom something may be left, and which of it the person is told of (ISO 8601). */
type Sought = { member: string; imprints: readonly Uint8Array[]; told: { register: Register; at: string } };

/**
 * What is left of a member, table by table, and in how many tables was looked. One trip. Rows that an order forbids to
 * tell of are not counted: the receipt says what is left.
 * @param keptUnits beginnings of the names of units whose keys stay with what they seal, as patterns of LIKE
 */
export async function leftOf(
	database: Database,
	owner: Owner,
	{ keptUnits, ...sought }: Sought & { keptUnits: readonly string[] },
): Promise<{ left: Left[]; looks: number }> {
	const counts = await database.read(
		keysLeft(owner.realm, sought.member, keptUnits),
		...TABLES.map((one) => rowsLeft(one, owner, sought)),
	);
	const looked: (keyof Tables)[] = ["unit_key", ...TABLES.map(({ table }) => table)];
	const left = looked.map((table, at) => ({ table, rows: Number(counts[at]?.[0]?.rows ?? 0) }));
	return { left: left.filter(({ rows }) => rows > 0), looks: looked.length };
}

const keysLeft = (realm: string, member: string, keptUnits: readonly string[]) =>
	anyTable
		.selectFrom("unit_key")
		.select((eb) => eb.fn.countAll<number>().as("rows"))
		.where((eb) =>
			eb.and([
				eb("unit_key.realm_id", "=", realm),
				eb("unit_key.owner_id", "=", member),
				...keptUnits.map((pattern) => eb("unit_key.unit", "not like", pattern)),
			]),
		);

/**
 * Not a row of another person who stands: of a stranger who typed the address as theirs, or of who was erased and joined
 * again before anybody looks.
 */
function notOfAnother(eb: AnyWhere, table: keyof Tables, { realm }: Owner, member: string) {
	const id = IMPRINTED.find((one) => one.table === table)?.id;
	if (id === undefined) return [];
	return PERSONS.map((person) => {
		const another = anyTable
			.selectFrom(`${person} as another`)
			.select("another.id")
			.where("another.realm_id", "=", realm)
			.where("another.id", "<>", member)
			.whereRef("another.id", "=", `${table}.${id}`);
		return eb.not(eb.exists(another));
	});
}

/** A row counts once, however many of its columns lead to the member; each column is asked by its own index. */
function rowsLeft(
	{ table, ids, indexes }: (typeof TABLES)[number],
	owner: Owner,
	{ member, imprints, told: { register, at } }: Sought,
) {
	const { shownFrom } = liveTables(register).find((one) => one.table === table)?.declared ?? {};
	const withheld = { table, class: TABLE_CLASSES[table], shownFrom };
	const found = (leads: (eb: AnyWhere) => Condition) =>
		anyTable
			.selectFrom(table)
			.select(TABLE_KEYS[table].map((column) => `${table}.${column}`))
			.where((eb) =>
				eb.and([...owned(eb, table, TABLE_CLASSES[table], owner), leads(eb), ...shownAt(eb, withheld, owner, at)]),
			);
	const [first, ...others] = [
		...ids.map((column) => found((eb) => eb(`${table}.${column}`, "=", member))),
		...indexes.map((column) =>
			found((eb) => eb.and([eb(`${table}.${column}`, "in", [...imprints]), ...notOfAnother(eb, table, owner, member)])),
		),
	];
	if (first === undefined) throw new Error(`${table}: no column to look in`);
	const all = others.reduce((union, next) => union.unionAll(next), first);
	const rows = anyTable
		.selectFrom(all.as("found"))
		.select([...TABLE_KEYS[table]])
		.distinct();
	return anyTable.selectFrom(rows.as("rows")).select((eb) => eb.fn.countAll<number>().as("rows"));
}

/** Identifiers of the keys that go with a member. @param keptUnits as in `leftOf` */
export const keyIdsOf = (realm: string, member: string, keptUnits: readonly string[]): Compilable<{ id: string }> =>
	build
		.selectFrom("unit_key")
		.select("id")
		.where("realm_id", "=", realm)
		.where("owner_id", "=", member)
		.where((eb) => eb.and(keptUnits.map((pattern) => eb("unit", "not like", pattern))));
