import type { SealedTable } from "../crypto/rotation/reseal.ts";
import type { Tables } from "../db/tables.ts";
import { isPersonal, type Register, type TableDeclaration } from "./declaration.ts";

/**
 * Where the values of each kind of unit stand: every column of the register whose name ends with `_sealed` and whose
 * erasure is the end of its key; a part of a unit has a key of its own. Rows have an `id`, or are their owner's.
 */
export function sealedTables(register: Register): SealedTable[] {
	return register
		.filter(({ planned }) => !planned)
		.flatMap(({ tables }) => Object.entries(tables))
		.flatMap(([table, declared]) => {
			if (declared.class === "platform") return [];
			const has = (name: string) => Object.hasOwn(declared.columns, name);
			const owner = has("member_id") ? "member_id" : "id";
			const row = has("id") ? "id" : owner;
			const location = { table: table as keyof Tables, class: declared.class, owner, row };
			return [...sealedColumns(declared)].map(([unit, columns]) => ({ ...location, unit, columns }));
		});
}

/** The sealed columns of a table by the kind of unit that seals them. */
function sealedColumns({ columns }: TableDeclaration): Map<string, string[]> {
	const found = new Map<string, string[]>();
	for (const [name, column] of Object.entries(columns)) {
		const erase = isPersonal(column) ? column.erase : undefined;
		if (!name.endsWith("_sealed") || erase?.by !== "shred" || erase.part) continue;
		found.set(erase.unit, [...(found.get(erase.unit) ?? []), name]);
	}
	return found;
}
