import type { TableClass } from "../db/table-rules.ts";
import { TABLE_CLASSES, type Tables } from "../db/tables.ts";
import type { TableDeclaration } from "../register/declaration.ts";
import { type AnyWhere, along, type Condition, type Owner } from "./rows.ts";

type Withheld = { table: keyof Tables; class: TableClass; shownFrom: TableDeclaration["shownFrom"] };

/**
 * Which rows of a table their subject is told of at a moment (ISO 8601): an order of secrecy ends at its own. A row that
 * the order's row is gone of is shown.
 */
export function shownAt(
	eb: AnyWhere,
	{ table, class: tableClass, shownFrom }: Withheld,
	owner: Owner,
	at: string,
): Condition[] {
	if (shownFrom === undefined) return [];
	if (typeof shownFrom === "string") {
		const column = `${table}.${shownFrom}`;
		return [eb.or([eb(column, "is", null), eb(column, "<=", at)])];
	}
	const path = { table, class: tableClass, path: shownFrom, classes: TABLE_CLASSES };
	const [join] = shownFrom.via ?? [];
	const later = along(eb, path, owner, (other, column) => other(column, ">", at));
	return [eb.or([...(join === undefined ? [] : [eb(`${table}.${join.from}`, "is", null)]), eb.not(later)])];
}
