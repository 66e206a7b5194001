import type { Compilable } from "kysely";
import { build, type Database } from "../../db/database.ts";
import { TABLE_CLASSES, TABLE_COLUMNS, type Tables } from "../../db/tables.ts";
import { type AnyWhere, anyTable, type Owner, owned } from "../rows.ts";

/*
 * Whether anything of a member is left, asked of the schema and not of the register: what the register forgot was
 * forgotten by the erasure, too.
 */

/** Columns that hold the id of a person, in whatever table. A test looks for ids in all the others. */
const ID_COLUMNS = ["member_id", "owner_id", "subject", "subject_id"];
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

/**
 * What is left of a member, table by table, and how many looks that took. One trip.
 * @param keptUnits beginnings of the names of units whose keys stay with what they seal, as patterns of LIKE
 */
export async function leftOf(
	database: Database,
	owner: Owner,
	{ member, imprints, keptUnits }: { member: string; imprints: readonly Uint8Array[]; keptUnits: readonly string[] },
): Promise<{ left: Left[]; looks: number }> {
	const byId = BY_ID.map((one) => countLeft(one, owner, (eb, column) => eb(column, "=", member)));
	const byImprint =
		imprints.length === 0
			? []
			: BY_INDEX.map((one) =>
					countLeft(one, owner, (eb, column) =>
						eb.and([eb(column, "in", [...imprints]), ...notOfAnother(eb, one.table, owner, member)]),
					),
				);
	const keys = { table: "unit_key" as const };
	const asked = imprints.length === 0 ? [keys, ...BY_ID] : [keys, ...BY_ID, ...BY_INDEX];
	const counts = await database.read(keysLeft(owner.realm, member, keptUnits), ...byId, ...byImprint);
	const rows = new Map<keyof Tables, number>();
	for (const [at, { table }] of asked.entries()) {
		const found = Number(counts[at]?.[0]?.rows ?? 0);
		if (found > 0) rows.set(table, (rows.get(table) ?? 0) + found);
	}
	return { left: [...rows].map(([table, found]) => ({ table, rows: found })), looks: asked.length };
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

const countLeft = (
	{ table, column }: IdColumn,
	owner: Owner,
	leads: (eb: AnyWhere, column: string) => ReturnType<AnyWhere["and"]>,
) =>
	anyTable
		.selectFrom(table)
		.select((eb) => eb.fn.countAll<number>().as("rows"))
		.where((eb) =>
			eb.and([...owned(eb, table, TABLE_CLASSES[table], owner), leads(eb, `${table}.${column}`) as never]),
		);

/** Identifiers of the keys that open what is held of a member. */
export const keyIdsOf = (realm: string, member: string): Compilable<{ id: string }> =>
	build.selectFrom("unit_key").select("id").where("realm_id", "=", realm).where("owner_id", "=", member);
