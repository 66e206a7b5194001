import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { DATABASE_COLUMNS } from "#cli/database-columns.ts";
import { readMigrations } from "#cli/generate/tables.ts";
import { TABLE_CLASSES } from "#foundation/db/tables.ts";
import { checkRegister } from "#foundation/register/check/check.ts";
import { declare, none } from "#foundation/register/declare.ts";
import { REGISTER } from "../../../src/register.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;
function databaseColumns(more = ""): { table: string; column: string }[] {
	const database = new DatabaseSync(":memory:");
	for (const { sql } of readMigrations(`${ROOT}migrations`)) database.exec(sql);
	database.exec(more);
	return database
		.prepare(DATABASE_COLUMNS)
		.all()
		.map((row) => ({ table: String(row.table), column: String(row.column) }));
}

function sources(): { file: string; text: string }[] {
	return readdirSync(`${ROOT}src`, { recursive: true, encoding: "utf8" })
		.filter((file) => /\.tsx?$/.test(file) && !file.startsWith("cli/") && !file.includes(".generated."))
		.map((file) => ({ file, text: readFileSync(`${ROOT}src/${file}`, "utf8") }));
}

describe("the register and the database", () => {
	test("declare the same columns", () => {
		expect(checkRegister(REGISTER, databaseColumns())).toEqual([]);
	});

	test("disagree when a column is undeclared, missing, planned though it exists, or declared twice", () => {
		const columns = databaseColumns();
		expect(checkRegister(REGISTER, [...columns, { table: "host", column: "owner_email" }])).toEqual([
			"host.owner_email: the database has this column, but no feature declares it",
		]);
		expect(
			checkRegister(
				REGISTER,
				columns.filter(({ column }) => column !== "hostname"),
			),
		).toEqual(["host.hostname: declared by brand, but the database lacks it"]);
		expect(checkRegister(REGISTER, [...columns, { table: "message", column: "body_sealed" }])).toEqual([
			"message.body_sealed: declared as planned by messages, but it exists",
		]);
		const again = declare({
			feature: "again",
			planned: false,
			tables: { host: { class: "platform", columns: { hostname: none("Twice.") } } },
		});
		expect(checkRegister([...REGISTER, again], columns)).toEqual(["host.hostname: declared twice"]);
	});

	test("disagree when a clock is missing, by the path to it as well", () => {
		const columns = databaseColumns().filter(({ table, column }) => `${table}.${column}` !== "mail_code.issued_at");
		expect(checkRegister(REGISTER, columns)).toEqual([
			"mail_code.issued_at: declared by accounts, but the database lacks it",
			"mail_code: clock of one_time_code: the database has no mail_code.issued_at",
		]);
	});

	test.each([
		["a generated column", "ALTER TABLE host ADD COLUMN owner TEXT GENERATED ALWAYS AS (hostname || '')", "host.owner"],
		["a table named like the server's own", "CREATE TABLE libsql_notes (body TEXT)", "libsql_notes.body"],
		["a table named almost so", "CREATE TABLE libsqlXdiary (body TEXT)", "libsqlXdiary.body"],
	])("disagree over %s", (_what, sql, column) => {
		expect(checkRegister(REGISTER, databaseColumns(sql))).toEqual([
			`${column}: the database has this column, but no feature declares it`,
		]);
	});

	test("pass over what the server keeps for itself, and nothing else", () => {
		const own = "CREATE TABLE libsql_wasm_func_table (name TEXT); ANALYZE;";
		expect(checkRegister(REGISTER, databaseColumns(own))).toEqual([]);
	});

	test("agree on the class of every table", () => {
		const declared = REGISTER.filter(({ planned }) => !planned).flatMap(({ tables }) =>
			Object.entries(tables).map(([table, { class: tableClass }]) => [table, tableClass]),
		);
		expect(Object.fromEntries(declared)).toEqual(TABLE_CLASSES);
	});
});

describe("the register and the code", () => {
	test("name the same cookies of our own", () => {
		const inCode = new Set(
			sources()
				.filter(({ file }) => !file.endsWith("personal-data.ts"))
				.flatMap(({ text }) => [...text.matchAll(/__Host-\w+/g)].map(([name]) => name)),
		);
		const live = REGISTER.filter(({ planned }) => !planned).flatMap(({ cookies }) => cookies.map(({ name }) => name));
		expect([...inCode].sort()).toEqual(live.sort());
	});

	test("name the same fields of log lines", () => {
		const calls = sources().flatMap(({ text }) =>
			[...text.matchAll(/console\.\w+\(([^;]*)\);/g)].map(([, logged = ""]) => logged),
		);
		const inCode = calls.flatMap((logged) => [...logged.matchAll(/\$\{([^}]*)\}/g)].map(([, field]) => field));
		const declared = REGISTER.filter(({ planned }) => !planned).flatMap(({ logFields }) =>
			logFields.map(({ place }) => place),
		);
		expect(calls.length).toBeGreaterThan(0);
		for (const logged of calls) expect(logged, "logs nothing but words and declared fields").toMatch(/^[`"]/);
		expect([...new Set(inCode)].sort()).toEqual(declared.sort());
	});

	test("name the same prefixes of stored objects", () => {
		const text = sources()
			.filter(({ file }) => !file.endsWith("personal-data.ts"))
			.map((source) => source.text)
			.join("\n");
		const live = REGISTER.filter(({ planned }) => !planned).flatMap(({ objects }) =>
			objects.map(({ prefix }) => prefix),
		);
		const planned = REGISTER.filter((each) => each.planned).flatMap(({ objects }) =>
			objects.map(({ prefix }) => prefix),
		);
		for (const prefix of live) expect(text).toContain(`\`${prefix}\${`);
		for (const prefix of planned) expect(text).not.toContain(`\`${prefix}\${`);
	});

	test("gives every feature's declarations to the register", () => {
		const declaring = sources()
			.filter(({ file, text }) => file.endsWith("/personal-data.ts") && text.includes("declare({"))
			.map(({ file }) => file.split("/").at(-2) ?? "");
		expect([...new Set(REGISTER.map(({ feature }) => feature))].sort()).toEqual(declaring.sort());
	});
});
