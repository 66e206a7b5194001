import { TABLE_CLASSES } from "../../db/tables.ts";
import type { ItemId } from "../../register/items.ts";
import { type AnyWhere, along, anyTable } from "../rows.ts";
import type { CopiedTable } from "./columns.ts";
import type { CopiedSubject } from "./rows.ts";

/** Names a value of the answer; no column has it. */
const nameOf = (at: number) => `held_${at}`;

const itemColumns = ({ columns }: CopiedTable) => columns.filter(({ item }) => item !== undefined);

/** Counts what is held of a subject in each table, column by column, without anything of what stands there. */
export const heldItemQueries = (tables: readonly CopiedTable[], { subject, ...owner }: Omit<CopiedSubject, "at">) =>
	tables.map((table) => {
		const { table: name } = table;
		const path = { table: name, class: table.class, path: table.subject, classes: TABLE_CLASSES };
		return anyTable
			.selectFrom(name)
			.select((eb) => [
				eb.fn.countAll<number>().as("rows"),
				...itemColumns(table).map(({ column }, at) => eb.fn.count<number>(`${name}.${column}`).as(nameOf(at))),
			])
			.where((eb: AnyWhere) => along(eb, path, owner, (other, column) => other(column, "=", subject)));
	});

/** Which items of the register something is held of. @param counts what these queries gave, in their order */
export function heldItemsIn(tables: readonly CopiedTable[], counts: readonly unknown[]): ReadonlySet<ItemId> {
	const held = tables.flatMap((table, index) => {
		const [row] = (counts[index] ?? []) as Record<string, unknown>[];
		return itemColumns(table).flatMap(({ item }, at) =>
			item !== undefined && Number(row?.[nameOf(at)]) > 0 ? [item] : [],
		);
	});
	return new Set(held);
}

/** The tables of a copy with the columns and files of these items alone. */
export function onlyItems(tables: readonly CopiedTable[], items: ReadonlySet<ItemId>): CopiedTable[] {
	return tables.flatMap((table) => {
		const columns = table.columns.filter(({ item }) => item === undefined || items.has(item));
		if (columns.every(({ item }) => item === undefined)) return [];
		const objects = table.objects.filter((object) => columns.some(({ column }) => column === object.column));
		return [{ ...table, columns, objects, withheld: [] }];
	});
}
