import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createClient } from "@libsql/client/web";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readMigrations } from "#cli/generate/tables.ts";
import { type DatabaseServer, startDatabase } from "#cli/local/sqld.ts";
import { onFreePort } from "#cli/ports.ts";
import { LOCALES } from "#locales/locales.ts";

type Row = Record<string, unknown>;
/** A database to migrate: the server that Livery runs on, and the SQLite that types and value tests are made with. */
type Target = { run(sql: string): Promise<void>; all(sql: string): Promise<Row[]> };

const MIGRATIONS = readMigrations("migrations");
const INDEX = MIGRATIONS.findIndex(({ name }) => name.endsWith("languages-are-code"));
const REBUILT = ["statement_version", "terms_version", "acceptance", "registration", "member"];
const COLUMNS = REBUILT.map((table) => ({ table, column: /version|acceptance/.test(table) ? "locale" : "language" }));

function inProcess(): Target {
	const sqlite = new DatabaseSync(":memory:");
	return { run: async (sql) => sqlite.exec(sql), all: async (sql) => sqlite.prepare(sql).all() };
}
let folder: string;
let server: DatabaseServer;
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), "livery-columns-"));
	server = await onFreePort((port) => startDatabase(folder, port));
});
afterEach(async () => {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
});
function onServer(): Target {
	const client = createClient({ url: server.url, intMode: "number" });
	return {
		run: (sql) => client.executeMultiple(`BEGIN IMMEDIATE;\n${sql};\nCOMMIT;`),
		all: async (sql) => (await client.execute(sql)).rows.map((row) => ({ ...row })),
	};
}

/** A value for each column, in the order of the table: the same for those of a key. */
async function fill({ run, all }: Target, table: string, given: Record<string, string> = {}): Promise<void> {
	const columns = await all(`SELECT name, type FROM pragma_table_info('${table}') ORDER BY cid`);
	const values = columns.map(({ name, type }) => {
		if (typeof name === "string" && name in given) return given[name];
		return type === "BLOB" ? `x'${Buffer.from(`${table}.${name}`).toString("hex")}'` : type === "INTEGER" ? "1" : "'x'";
	});
	await run(`INSERT INTO ${table} (${columns.map(({ name }) => name).join(", ")}) VALUES (${values.join(", ")})`);
}

const VALUES: Record<string, Record<string, string>> = {
	statement_version: { locale: "'nl'", kind: "'generated'", change: "'first'", pdf: "NULL" },
	terms_version: { locale: "'en'", change: "'first'" },
	acceptance: { locale: "'nl'", document: "'terms'", kind: "'accepted'" },
	registration: { language: "'en'" },
	member: { language: "'nl'", state: "'active'", closed_at: "NULL", purge_at: "NULL" },
	member_detail: {},
	staff_access: { accessed_at: "'2999-01-01'", previous_hash: "''", previous_at: "''" },
};

/** Words of a table's text but for the languages, sorted: an added column stands elsewhere in a text of its own. */
const wordsOf = (sql: string) =>
	sql
		.replaceAll(/--.*/g, "")
		.replaceAll(/CHECK \((locale|language) IN \('nl', 'en'\)\)|"/g, "")
		.split(/[\s,]+/)
		.sort()
		.join(" ")
		.trim();

/** What stands around the rows: indexes and triggers word for word, and columns, checks and foreign keys of tables. */
async function shapeOf({ all }: Target): Promise<Row> {
	const named = await all(
		"SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger', 'view') ORDER BY name",
	);
	const tables = await all(
		"SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_%stat%' ORDER BY name",
	);
	const of: Row = { named };
	for (const { name, sql } of tables) {
		const columns = await all(`SELECT * FROM pragma_table_info('${name}')`);
		const keys = await all(`SELECT * FROM pragma_foreign_key_list('${name}')`);
		of[String(name)] = [wordsOf(String(sql)), columns, keys];
	}
	return of;
}

const rowsOf = ({ all }: Target) =>
	Promise.all(Object.keys(VALUES).map(async (table) => [table, await all(`SELECT * FROM ${table}`)]));

describe.each([
	["the libSQL server", onServer],
	["the SQLite of value tests", inProcess],
])("languages in %s", (_name, target) => {
	it("leave their tables as they were (rows, keys, indexes, triggers) but for the list of them", async () => {
		const database = target();
		expect(INDEX).toBeGreaterThan(0);
		for (const { sql } of MIGRATIONS.slice(0, INDEX)) await database.run(sql);
		for (const [table, values] of Object.entries(VALUES)) await fill(database, table, values);
		const before = { shape: await shapeOf(database), rows: await rowsOf(database) };
		await expect(database.run("UPDATE member SET language = 'xx'")).rejects.toThrow("CHECK");

		await database.run(MIGRATIONS[INDEX]?.sql ?? "");
		expect(await shapeOf(database)).toEqual(before.shape);
		expect(await rowsOf(database)).toEqual(before.rows);
		expect(await database.all("PRAGMA foreign_key_check")).toEqual([]);
		const [details] = await database.all("SELECT count(*) AS count FROM member_detail");
		expect(details?.count).toBe(1);
		await expect(database.run("UPDATE statement_version SET hash = 'y'")).rejects.toThrow("never changed");
		await expect(database.run("DELETE FROM terms_version")).rejects.toThrow("never deleted");
		await expect(database.run("DELETE FROM staff_access")).rejects.toThrow("kept for 24 months");

		const { all, run } = database;
		const checks = await all("SELECT name, sql FROM sqlite_schema WHERE sql LIKE '%CHECK%'");
		for (const { name, sql } of checks)
			for (const locale of LOCALES) expect(String(sql), String(name)).not.toContain(`'${locale}'`);
		const columns = await all(
			"SELECT m.name AS 'table', c.name AS 'column' FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name IN ('locale', 'language')",
		);
		const byTable = (rows: Row[]) =>
			rows.map((row) => ({ ...row })).sort((a, b) => String(a.table).localeCompare(String(b.table)));
		expect(byTable(columns)).toEqual(byTable(COLUMNS));
		for (const { table, column } of COLUMNS.filter((one) => one.column === "language" || one.table === "acceptance")) {
			await run(`UPDATE ${table} SET ${column} = 'xx'`);
			await expect(run(`UPDATE ${table} SET ${column} = NULL`)).rejects.toThrow("NOT NULL");
		}
	});
});
