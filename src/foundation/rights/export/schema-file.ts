import type { CopiedColumn, CopiedTable } from "./columns.ts";

/** The JSON schema (2020-12) of a table's files: which values they have, and which of them are portable (Art. 20). */
export function schemaOf({ name, columns }: CopiedTable, title: (column: CopiedColumn) => string): object {
	return {
		$schema: "https://json-schema.org/draft/2020-12/schema",
		title: name,
		type: "array",
		items: {
			type: "object",
			properties: Object.fromEntries(columns.map((column) => [column.name, propertyOf(column, title(column))])),
			required: columns.map((column) => column.name),
			additionalProperties: false,
		},
	};
}

function propertyOf(column: CopiedColumn, title: string): object {
	const portable = { title, "x-portable": column.portable };
	if (column.type === "number" && !column.isSealed) return { ...portable, type: ["number", "null"] };
	if (column.type === "bytes" && !column.isSealed)
		return { ...portable, type: ["string", "null"], pattern: "^([0-9a-f]{2})*$" };
	return { ...portable, type: ["string", "null"] };
}
