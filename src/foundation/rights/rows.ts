import type { ExpressionBuilder, ExpressionWrapper, Kysely, SqlBool } from "kysely";
import { build } from "../db/database.ts";
import type { TableClass } from "../db/table-rules.ts";
import type { Tables } from "../db/tables.ts";
import type { Path } from "../register/declaration.ts";

/*
 * Queries over tables that only the register names. The builder types a table by its name; here every column of every
 * table may be meant, and the start has seen that the declared ones exist.
 */

export type Value = string | number | Uint8Array | null;
export type AnyTables = Record<string, Record<string, Value>>;
export type AnyWhere = ExpressionBuilder<AnyTables, string>;
export type Condition = ExpressionWrapper<AnyTables, string, SqlBool>;

export const anyTable = build as unknown as Kysely<AnyTables>;

/** What stands in columns. */
export type Contents = Readonly<Record<string, string | null>>;

/** Rows in which these columns hold this already: all of them, or not all. */
export type Already = { contents: Contents; all: boolean };

export function already(eb: AnyWhere, table: string, conditions: readonly Already[]): Condition[] {
	return conditions.map(({ contents, all }) => {
		const each = Object.entries(contents).map(([column, value]) =>
			eb(`${table}.${column}`, all ? "is" : "is not", value),
		);
		return all ? eb.and(each) : eb.or(each);
	});
}

/** Whose rows: of a realm and its brands. Tables of the platform belong to none. */
export type Owner = { realm: string; brands: readonly string[] };

/** Names the key that every index begins with. */
export function owned(eb: AnyWhere, table: string, tableClass: TableClass, { realm, brands }: Owner): Condition[] {
	if (tableClass === "shared") return [eb(`${table}.realm_id`, "=", realm)];
	return tableClass === "owned" ? [eb(`${table}.brand_id`, "in", [...brands])] : [];
}

/** Rows of a table whose path leads to what `holds` says of it. */
export function along(
	eb: AnyWhere,
	{ table, class: tableClass, path, classes }: { table: keyof Tables; class: TableClass; path: Path; classes: Classes },
	owner: Owner,
	holds: (eb: AnyWhere, column: string) => Condition,
): Condition {
	const own = owned(eb, table, tableClass, owner);
	return eb.and([...own, joined(eb, table, path.via ?? [], { column: path.column, classes, owner, holds })]);
}

/** The class of each table, to pin the tables on the way. */
export type Classes = Readonly<Record<string, TableClass>>;

type Rest = { column: string; classes: Classes; owner: Owner; holds: (eb: AnyWhere, column: string) => Condition };

function joined(
	eb: AnyWhere,
	table: string,
	[join, ...others]: readonly { from: string; table: string; to: string }[],
	rest: Rest,
): Condition {
	if (join === undefined) return rest.holds(eb, `${table}.${rest.column}`);
	const { table: next, to } = join;
	const inner = anyTable
		.selectFrom(next)
		.select(`${next}.${to}`)
		.where((other) =>
			other.and([
				...owned(other, next, rest.classes[next] ?? "platform", rest.owner),
				joined(other, next, others, rest),
			]),
		);
	return eb(`${table}.${join.from}`, "in", inner);
}
