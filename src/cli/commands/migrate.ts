import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Client, createClient } from "@libsql/client/web";
import { checkRegister } from "#foundation/register/check/check.ts";
import { REGISTER } from "../../register.ts";
import { CommandError } from "../command.ts";
import { DATABASE_COLUMNS } from "../database-columns.ts";
import { readMigrations } from "../generate/tables.ts";

/** @throws CommandError when the database has not every migration of this code, or another's */
export async function requireMigrated(url: string, authToken: string | undefined, directory: string): Promise<void> {
	const client = createClient({ url, ...(authToken === undefined ? {} : { authToken }), intMode: "number" });
	const applied = await appliedMigrations(client);
	if (applied.size !== readMigrations(join(directory, "migrations")).length)
		throw new CommandError("this database and this code are of different versions; `npm run deploy` migrates it");
}

/**
 * Applies the migrations that this database lacks, each whole or not at all, and then compares its columns with
 * the data register (DECISIONS 12): a column that nobody declared stops the start.
 */
export async function migrate(
	url: string,
	authToken: string | undefined,
	directory: string,
	now: Date,
): Promise<number> {
	const client = createClient({ url, ...(authToken === undefined ? {} : { authToken }), intMode: "number" });
	const applied = await appliedMigrations(client);
	const migrations = readMigrations(join(directory, "migrations"));
	let count = 0;
	for (const { number, name, sql } of migrations) {
		const sha256 = createHash("sha256").update(sql).digest("hex");
		const known = applied.get(number);
		if (known !== undefined && known !== sha256)
			throw new CommandError(
				`migrations/${name}.sql was changed after this database applied it; write a new migration instead`,
			);
		if (known !== undefined) continue;
		await applyOne(client, { number, name, sql, sha256 }, now);
		count += 1;
	}
	if (applied.size > migrations.length)
		throw new CommandError("this database has migrations that this code does not know; it belongs to a newer version");
	await compareWithRegister(client);
	return count;
}

async function appliedMigrations(client: Client): Promise<Map<number, string>> {
	const [tables] = await client.batch(["SELECT name FROM sqlite_schema WHERE name = 'migration'"], "read");
	if (tables?.rows.length === 0) return new Map();
	const { rows } = await client.execute("SELECT number, sha256 FROM migration");
	return new Map(rows.map((row) => [Number(row.number), String(row.sha256)]));
}

type Migration = { number: number; name: string; sql: string; sha256: string };

async function applyOne(client: Client, migration: Migration, now: Date): Promise<void> {
	// The server splits the statements itself: only it knows where strings, comments and triggers end.
	const record = `INSERT INTO migration (number, name, sha256, applied_at) VALUES (${migration.number}, ${quoted(migration.name)}, ${quoted(migration.sha256)}, ${quoted(now.toISOString())});`;
	try {
		await client.executeMultiple(`BEGIN IMMEDIATE;\n${migration.sql}\n;${record}\nCOMMIT;`);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new CommandError(`migrations/${migration.name}.sql failed and nothing of it was applied: ${why}`);
	}
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}

async function compareWithRegister(client: Client): Promise<void> {
	const { rows } = await client.execute(DATABASE_COLUMNS);
	const columns = rows.map((row) => ({ table: String(row.table), column: String(row.column) }));
	const problems = checkRegister(REGISTER, columns);
	if (problems.length > 0)
		throw new CommandError(`the database and the data register disagree:\n  ${problems.join("\n  ")}`);
}
