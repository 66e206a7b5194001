import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { Compilable } from "kysely";
import { ConstraintViolated, type Database } from "#foundation/db/database.ts";

/** What the migrations make, as a file; running them takes twenty times as long as opening it. */
let empty: Uint8Array | undefined;

/** A SQLite with the project's own tables, empty. */
export function migrated(): DatabaseSync {
	const sqlite = new DatabaseSync(":memory:");
	sqlite.exec("PRAGMA foreign_keys = ON");
	if (empty === undefined) {
		for (const file of readdirSync("migrations").sort()) sqlite.exec(readFileSync(`migrations/${file}`, "utf8"));
		empty = sqlite.serialize();
	} else sqlite.deserialize(empty);
	return sqlite;
}

/**
 * The project's own tables in a SQLite inside the test's process: the same SQL and the same triggers as the libSQL
 * server, for tests of what is written. What concerns the server itself is tested over HTTP.
 */
export const memoryDatabase = (): Database => databaseOn(migrated());

/** The same on one that is there already. */
export function databaseOn(sqlite: DatabaseSync): Database {
	const run = (query: Compilable<unknown>) => {
		const { sql, parameters } = query.compile();
		return sqlite.prepare(sql).all(...(parameters as (string | number | Uint8Array | null)[]));
	};
	const database: Database = {
		read: async (...queries) => queries.map(run) as never,
		async write(...queries) {
			sqlite.exec("BEGIN");
			try {
				const rows = queries.map(run);
				sqlite.exec("COMMIT");
				return rows as never;
			} catch (error) {
				sqlite.exec("ROLLBACK");
				// SQLITE_CONSTRAINT (19), of whichever kind.
				const isRefused = error instanceof Error && "errcode" in error && Number(error.errcode) % 256 === 19;
				throw isRefused ? new ConstraintViolated(error.message, { cause: error }) : error;
			}
		},
		as: () => database,
		for: () => database,
		trips: { count: 0, milliseconds: 0, rowsWritten: 0 },
	};
	return database;
}
