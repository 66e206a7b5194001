import { KEY_COLUMNS } from "../../crypto/queries.ts";
import { bytesOfHex } from "../../crypto/random.ts";
import { COLUMN_TYPES, TABLE_CLASSES, TABLE_COLUMNS, TABLE_KEYS } from "../../db/tables.ts";
import { standing } from "../erase.ts";
import { type AnyWhere, along, anyTable, type Condition, type Owner, type Value } from "../rows.ts";
import { shownAt } from "../shown.ts";
import { KEY_TABLE } from "../steps.ts";
import type { CopiedTable } from "./columns.ts";

/**
 * Whose copy: a subject of a realm, with every brand that the realm ever had. `at`: when it was asked for, ISO 8601, so
 * that each step of it knows the same.
 */
export type CopiedSubject = Owner & { subject: string; at: string };

/** After which row a page begins: the values of the columns that order it, bytes as hex; none at its beginning. */
export type After = readonly (string | number)[];

/** In which order a table is read: that of its key. Of one realm, which every row of a copy is of, nothing is ordered. */
export const orderOf = ({ table }: Pick<CopiedTable, "table">): readonly string[] =>
	TABLE_KEYS[table].filter((column) => column !== "realm_id");

/** The rows of a table about a subject that come next. */
export const pageOfRows = (table: CopiedTable, owner: CopiedSubject, after: After, most: number) =>
	pageOf(table, owner, after, most)
		.select(orderOf(table).map((column, at) => `${table.table}.${column} as ${orderName(at)}`))
		.select([...new Set(wantedColumns(table))].map((column) => `${table.table}.${column}`));

/** The same, of the next row alone that names an object. */
export const nextWithObject = (table: CopiedTable, owner: CopiedSubject, after: After) =>
	pageOfRows(table, owner, after, 1).where((eb) =>
		eb.or(table.objects.map(({ column }) => eb(`${table.table}.${column}`, "is not", null))),
	);

/** A name that no column has. */
export const orderName = (at: number): string => `order_${at}`;

/** The keys of the rows of a page, where each row names its own: found by their names, however many a subject has. */
export function keysOfPage(table: CopiedTable, owner: CopiedSubject, after: After, most: number) {
	const { rowKey } = table;
	if (rowKey === undefined || !("id" in rowKey)) return keysOf(owner).where("unit_key.id", "in", [""]);
	const named = pageOf(table, owner, after, most).select(`${table.table}.${rowKey.id} as key_id`).as("named");
	return keysOf(owner).innerJoin(named, "named.key_id", "unit_key.id");
}

/** Every other key of a subject: `beside` names units whose keys are read with the rows that they seal. */
export const commonKeys = (owner: CopiedSubject, beside: readonly string[]) =>
	keysOf(owner).where((eb) => eb.and(beside.map((unit) => eb("unit_key.unit", "not like", `${unit}:%`))));

const keysOf = ({ realm, subject }: CopiedSubject) =>
	anyTable
		.selectFrom(KEY_TABLE)
		.select(KEY_COLUMNS.map((column) => `unit_key.${column}`))
		.where("unit_key.realm_id", "=", realm)
		.where("unit_key.owner_id", "=", subject);

function pageOf(table: CopiedTable, owner: CopiedSubject, after: After, most: number) {
	const name = table.table;
	const order = orderOf(table).map((column) => `${name}.${column}`);
	const path = { table: name, class: table.class, path: table.subject, classes: TABLE_CLASSES };
	const about = (eb: AnyWhere) => along(eb, path, owner, (other, column) => other(column, "=", owner.subject));
	const page = anyTable
		.selectFrom(name)
		.where((eb) =>
			eb.and([
				about(eb),
				...whileStanding(eb, table, owner),
				...shownAt(eb, table, owner, owner.at),
				...(after.length === 0 ? [] : [comesAfter(eb, order, boundValues(table, after))]),
			]),
		)
		.limit(most);
	return order.reduce((query, column) => query.orderBy((eb) => keyValue(eb, column)), page);
}

/** Of a subject that became one of another kind meanwhile nothing is given: those are that one's rows. */
const whileStanding = (eb: AnyWhere, { table, root }: CopiedTable, owner: CopiedSubject): Condition[] =>
	table === root
		? []
		: [eb(eb.val<Value>(owner.subject), "in", standing({ root, ...owner, subjects: [owner.subject] }))];

const boundValues = (table: CopiedTable, after: After): Value[] =>
	orderOf(table).map((column, at) => {
		const value = after[at] ?? null;
		const type = COLUMN_TYPES[table.table][TABLE_COLUMNS[table.table].indexOf(column)];
		return type === "bytes" ? bytesOfHex(String(value)) : value;
	});

/** By the bare column, the planner reads all that a realm or a brand has of the table, which has that order already. */
const keyValue = (eb: AnyWhere, column: string) => eb.fn.coalesce(column, eb.val(""));

/** Whether a row comes after these values, in the order of these columns. */
const comesAfter = (eb: AnyWhere, columns: readonly string[], values: readonly Value[]): Condition =>
	eb.or(
		columns.map((column, at) =>
			eb.and([
				...columns.slice(0, at).map((before, index) => eb(keyValue(eb, before), "=", values[index] ?? null)),
				eb(keyValue(eb, column), ">", values[at] ?? null),
			]),
		),
	);

/** What is shown, and what it takes to open and to find what is shown. */
function wantedColumns({ columns, rowKey, objects }: CopiedTable): string[] {
	const keyed = rowKey === undefined ? [] : "id" in rowKey ? [rowKey.id] : "by" in rowKey ? [rowKey.by] : [];
	return [...columns.map(({ column }) => column), ...objects.map(({ column }) => column), ...keyed];
}
