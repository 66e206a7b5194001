import { z } from "zod";
import type { UnitKeyRow } from "../../crypto/key-wrap.ts";
import type { KeyRing } from "../../crypto/keys.ts";
import { openObject } from "../../crypto/sealed-object.ts";
import { TABLE_CLASSES } from "../../db/tables.ts";
import type { ObjectBucket } from "../../objects/store.ts";
import type { Register } from "../../register/declaration.ts";
import type { Cell, CopiedTable } from "../export/columns.ts";
import { copiedTables } from "../export/columns.ts";
import { type Opener, openerOf, rowName, type StoredRow } from "../export/open-values.ts";
import { sealedObjects } from "../export/part.ts";
import { type CopiedSubject, orderOf, pageOfRows } from "../export/rows.ts";
import { liveTables } from "../persons.ts";
import { type AnyWhere, along, anyTable, type Value } from "../rows.ts";
import type { HeldRow } from "./hold.ts";

/** A held item, as it was read and opened by what the register declares of its table. */
export const heldItemSchema = z.strictObject({
	...{ table: z.string(), brand: z.string(), row: z.string(), member: z.string() },
	values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
	/** Names of values that no key opened. */
	unreadable: z.array(z.string()),
	/** The largest of its files. `name`: of the column. */
	object: z.strictObject({ name: z.string(), extension: z.string() }).optional(),
});
export type HeldItem = z.infer<typeof heldItemSchema>;

/** Of which tables rows of members can be held, and how a copy has these: one more for each way to be about a member. */
export function holdableTables(register: Register): CopiedTable[] {
	const holdable = new Set(liveTables(register).flatMap(({ table, declared }) => (declared.holdable ? [table] : [])));
	return copiedTables(register, "member").filter(({ table }) => holdable.has(table));
}

/** The column that tells the rows of a member on a brand apart; undefined where there is one row. */
function rowColumn(table: CopiedTable): string | undefined {
	const [column, another] = orderOf(table).filter((one) => one !== "brand_id" && one !== table.subject.column);
	if (another !== undefined) throw new Error(`${table.table}: rows with a key of several columns cannot be held`);
	return column;
}

/** The row of a hold, if it is there and about this member. */
export function heldRow(table: CopiedTable, owner: CopiedSubject, { brand, row }: HeldRow) {
	const column = rowColumn(table);
	return pageOfRows(table, owner, [], 1).where((eb) =>
		eb.and([
			...(table.class === "owned" ? [eb(`${table.table}.brand_id`, "=", brand)] : []),
			...(column === undefined ? [] : [eb(`${table.table}.${column}`, "=", row)]),
		]),
	);
}

/** What names the rows of a member that can be held, without anything that stands in them. */
export function rowsToHold(table: CopiedTable, { subject, ...owner }: Omit<CopiedSubject, "at">, most: number) {
	const name = table.table;
	const path = { table: name, class: table.class, path: table.subject, classes: TABLE_CLASSES };
	const column = rowColumn(table);
	return anyTable
		.selectFrom(name)
		.select((eb) => [
			(table.class === "owned" ? eb.ref(`${name}.brand_id`) : eb.val<Value>("")).as("brand"),
			(column === undefined ? eb.val<Value>("") : eb.ref(`${name}.${column}`)).as("row"),
		])
		.where((eb: AnyWhere) => along(eb, path, owner, (other, own) => other(own, "=", subject)))
		.limit(most);
}

export type OpenedItem = { values: Record<string, Cell>; unreadable: string[]; object: OpenedObject | undefined };
type OpenedObject = { name: string; extension: string; bytes: Uint8Array };

type Reading = { ring: KeyRing; objects: ObjectBucket; member: string; keys: readonly UnitKeyRow[] };
/** A row as one of the ways has it in which its table is about members. */
export type FoundRow = { table: CopiedTable; row: StoredRow };

/**
 * Opens a row and the largest of its files. Undefined where nothing of it opens.
 * @throws Unavailable without the store: what is not known to be gone is not given up
 */
export async function openItem(reading: Reading, found: readonly FoundRow[]): Promise<OpenedItem | undefined> {
	const opener = openerOf(reading.ring, reading.member, reading.keys);
	const values: Record<string, Cell> = {};
	const unreadable = new Set<string>();
	let [opened, object]: [number, OpenedObject | undefined] = [0, undefined];
	for (const { table, row } of found) {
		for (const column of table.columns) {
			const value = await opener.value(table, column, row);
			if (value === undefined) unreadable.add(column.name);
			else values[column.name] = value;
			if (value !== undefined && value !== null && column.item !== undefined) opened += 1;
		}
		object ??= await openLargest(reading, opener, { table, row });
	}
	// What stands in the plain beside sealed values that do not open says nothing by itself.
	const isLost = unreadable.size > 0 && object === undefined && !hasSealed(found, values);
	return opened === 0 || isLost ? undefined : { values, unreadable: [...unreadable].sort(), object };
}

const hasSealed = (found: readonly FoundRow[], values: Record<string, Cell>): boolean =>
	found.some(({ table }) => table.columns.some(({ name, isSealed }) => isSealed && (values[name] ?? null) !== null));

async function openLargest(
	{ objects, member }: Reading,
	opener: Opener,
	{ table, row }: FoundRow,
): Promise<OpenedObject | undefined> {
	let largest: OpenedObject | undefined;
	for (const { column, extension } of table.objects) {
		const key = row[column];
		const copied = table.columns.find((one) => one.column === column);
		if (typeof key !== "string" || key === "" || copied === undefined) continue;
		for (const { variant, sealed } of await sealedObjects(objects, key)) {
			const name = variant === "" ? column : `object_${variant}`;
			const location = { table: table.table, column: name, row: rowName(row, member) };
			const bytes = await opener.withKey(table, copied, row, (unit) => openObject(unit, location, sealed));
			if (bytes !== undefined && bytes.length > (largest?.bytes.length ?? -1))
				largest = { name: copied.name, extension, bytes };
		}
	}
	return largest;
}
