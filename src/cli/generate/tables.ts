import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { TableClass } from "#foundation/db/table-rules.ts";

const TYPES: Record<string, string> = { TEXT: "string", INTEGER: "number", REAL: "number", BLOB: "Uint8Array" };

/** What the values of a column are to code that knows it by its name alone. */
const PLAIN_TYPES: Record<string, string> = { TEXT: "text", INTEGER: "number", REAL: "number", BLOB: "bytes" };

const columnSchema = z.object({ name: z.string(), type: z.string(), notnull: z.number(), pk: z.number() });

const parentSchema = z.array(z.object({ table: z.string() }));

/** The SQL of every migration, oldest first. */
export function readMigrations(directory: string): { number: number; name: string; sql: string }[] {
	return readdirSync(directory)
		.filter((file) => file.endsWith(".sql") && !file.startsWith("."))
		.sort()
		.map((file, index) => {
			const number = Number(file.slice(0, 4));
			if (number !== index + 1) throw new Error(`migrations/${file}: expected number ${index + 1}`);
			return { number, name: file.replace(/\.sql$/, ""), sql: readFileSync(join(directory, file), "utf8") };
		});
}

/** As `usable-views.ts` names them. */
const USABLE_VIEW = /^(\w+)_usable_for_(\w+)$/;

function viewLines(database: DatabaseSync, views: readonly string[]): string[] {
	return [
		"/** Views without restricted rows, each of the shape of its table (DECISIONS 110). */",
		`export type Views = {\n${views.map((view) => viewType(database, view)).join("\n")}\n};`,
		"",
		"/** The table of each view, and the purpose that its rows may be used for. */",
		`export const USABLE_VIEWS = {\n${views.map(viewEntry).join("\n")}\n} as const satisfies Record<keyof Views, { table: keyof Tables; purpose: string }>;`,
		"",
	];
}

function viewEntry(view: string): string {
	const [, table, purpose] = USABLE_VIEW.exec(view) ?? [];
	return `\t${view}: { table: "${table}", purpose: "${purpose}" },`;
}

/** A column that may be restricted by itself is an expression there, which has no type of its own. */
function viewType(database: DatabaseSync, view: string): string {
	const [, table] = USABLE_VIEW.exec(view) ?? [];
	const columns = z.array(columnSchema).parse(database.prepare(`PRAGMA table_info(${view})`).all());
	const fields = columns.map(
		({ name, type }) => `\t\t${name}: Tables["${table}"]["${name}"]${type === "" ? " | null" : ""};`,
	);
	return `\t${view}: {\n${fields.join("\n")}\n\t};`;
}

/** The text of `src/foundation/db/tables.ts`, derived from the migrations. */
export function generateTables(directory: string): string {
	const sql = readMigrations(directory).map((migration) => migration.sql);
	const database = new DatabaseSync(":memory:");
	for (const text of sql) database.exec(text);
	const classes = tableClasses(sql.join("\n"));
	const names = database
		.prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY rowid")
		.all()
		.map((row) => String(row.name));
	const tables = names.filter((name) => !USABLE_VIEW.test(name));
	const lists: Lists = { types: [], classes: [], parents: [], columns: [], plainTypes: [], keys: [] };
	for (const table of tables) addTable(lists, database, table, classes.get(table));
	return [
		"// Generated from migrations/ by `npm run generate`. Do not edit.",
		"",
		"/** Row shapes, as the libSQL client returns them. */",
		`export type Tables = {\n${lists.types.join("\n")}\n};`,
		"",
		...viewLines(
			database,
			names.filter((name) => USABLE_VIEW.test(name)),
		),
		"/** Who may read a table: the platform, the brands of one realm, or one brand (DECISIONS 8). */",
		`export const TABLE_CLASSES = {\n${lists.classes.join("\n")}\n} as const satisfies Record<keyof Tables, "platform" | "shared" | "owned">;`,
		"",
		"/** The tables that each table's rows refer to. */",
		`export const TABLE_PARENTS: Partial<Record<keyof Tables, readonly (keyof Tables)[]>> = {\n${lists.parents.join("\n")}\n};`,
		"",
		"/** The columns of each table, for the check at the start. */",
		"// biome-ignore format: one line per table",
		`export const TABLE_COLUMNS: Readonly<Record<keyof Tables, readonly string[]>> = {\n${lists.columns.join("\n")}\n};`,
		"",
		"/** What the values of each of these columns are. */",
		'export type ColumnType = "text" | "number" | "bytes";',
		"// biome-ignore format: one line per table",
		`export const COLUMN_TYPES: Readonly<Record<keyof Tables, readonly ColumnType[]>> = {\n${lists.plainTypes.join("\n")}\n};`,
		"",
		"/** The columns of each table's key. */",
		"// biome-ignore format: one line per table",
		`export const TABLE_KEYS: Readonly<Record<keyof Tables, readonly string[]>> = {\n${lists.keys.join("\n")}\n};`,
		"",
	].join("\n");
}

/** The tables that a table's rows refer to, as text. */
function parentsOf(database: DatabaseSync, table: string): string {
	const keys = parentSchema.parse(database.prepare(`PRAGMA foreign_key_list(${table})`).all());
	const names = new Set(keys.map((key) => key.table).filter((parent) => parent !== table));
	return [...names]
		.sort()
		.map((name) => `"${name}"`)
		.join(", ");
}

/** A line of each for every table. */
type Lists = Record<"types" | "classes" | "parents" | "columns" | "plainTypes" | "keys", string[]>;

function addTable(lists: Lists, database: DatabaseSync, table: string, tableClass: TableClass | undefined): void {
	if (tableClass === undefined)
		throw new Error(`${table}: write "-- class: owned", shared or platform above its CREATE TABLE`);
	const columns = z.array(columnSchema).parse(database.prepare(`PRAGMA table_info(${table})`).all());
	const required = { platform: undefined, shared: "realm_id", owned: "brand_id" }[tableClass];
	if (required && !columns.some((column) => column.name === required && column.notnull + column.pk > 0))
		throw new Error(`${table}: a table of class ${tableClass} needs ${required} NOT NULL`);
	const line = (entries: readonly string[]) =>
		`\t${table}: [${entries.map((entry) => JSON.stringify(entry)).join(", ")}],`;
	const parents = parentsOf(database, table);
	if (parents !== "") lists.parents.push(`\t${table}: [${parents}],`);
	lists.classes.push(`\t${table}: "${tableClass}",`);
	lists.columns.push(line(columns.map(({ name }) => name)));
	lists.plainTypes.push(line(columns.map(({ type }) => PLAIN_TYPES[type] ?? "text")));
	lists.keys.push(line(keyOf(columns)));
	lists.types.push(`\t${table}: {\n${columns.map(columnType).join("\n")}\n\t};`);
}

/** The columns of a table's key, in its order. */
const keyOf = (columns: readonly z.infer<typeof columnSchema>[]): string[] =>
	columns
		.filter(({ pk }) => pk > 0)
		.sort((one, other) => one.pk - other.pk)
		.map(({ name }) => name);

function columnType(column: z.infer<typeof columnSchema>): string {
	const type = TYPES[column.type] ?? "unknown";
	const optional = column.notnull === 0 && column.pk === 0;
	return `\t\t${column.name}: ${type}${optional ? " | null" : ""};`;
}

function tableClasses(sql: string): Map<string, TableClass> {
	const found = new Map<string, TableClass>();
	for (const match of sql.matchAll(/-- class: (platform|shared|owned)\s+CREATE (?:TABLE|VIEW) (\w+)/g)) {
		const [, tableClass, table] = match;
		if (table && (tableClass === "platform" || tableClass === "shared" || tableClass === "owned"))
			found.set(table, tableClass);
	}
	return found;
}
