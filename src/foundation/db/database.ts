import { type Client, createClient, type InArgs, LibsqlError, type ResultSet } from "@libsql/client/web";
import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import { Unavailable } from "../errors.ts";
import { noteAnswer, noteFailure } from "../outages.ts";
import { checkScope, type Scope } from "./scope.ts";
import type { TableRules } from "./table-rules.ts";
import type { Tables, Views } from "./tables.ts";
import { type Use, usedBy } from "./use.ts";

/** Builds queries and never sends one: sending is `Database.read` and `Database.write`. */
export const build = new Kysely<Tables & Views>({
	dialect: {
		createAdapter: () => new SqliteAdapter(),
		createDriver: () => new DummyDriver(),
		createIntrospector: (kysely) => new SqliteIntrospector(kysely),
		createQueryCompiler: () => new SqliteQueryCompiler(),
	},
});

/** What each query of a batch gives. */
export type RowsOf<Queries extends readonly Compilable<unknown>[]> = {
	[Index in keyof Queries]: Queries[Index] extends Compilable<infer Row> ? Row[] : never;
};

/** One round trip each; the results come in the order of the queries. */
export type Database = {
	/** Reads in one batch, on one snapshot. */
	read<Queries extends readonly Compilable<unknown>[]>(...queries: Queries): Promise<RowsOf<Queries>>;
	/** All or nothing, in one batch. "An error" does not mean "not written": retry by a deterministic id. */
	write<Queries extends readonly Compilable<unknown>[]>(...queries: Queries): Promise<RowsOf<Queries>>;
	/** The same connection on behalf of another. */
	as(scope: Scope): Database;
	/** The same for another use: what its queries are allowed to read follows from it (DECISIONS 110). */
	for(use: Use): Database;
	readonly trips: Trips;
};

/** What a response cost: the number of round trips, their total time in milliseconds, and the rows that they wrote. */
export type Trips = { count: number; milliseconds: number; rowsWritten: number };

export type DatabaseOptions = {
	url: string;
	authToken?: string | undefined;
	/** The tables there are, and what a query has to keep to on each. */
	rules: TableRules;
	/** A trip that takes longer than this, in milliseconds, has failed. */
	timeout: number;
	/** Epoch milliseconds by which the caller wants to have answered; a trip that begins late still gets MIN_TRIP_MS. */
	until?: number;
	clock: () => number;
};

/** The database did not answer, not in time, or not what was asked. Its message names no host and no statement. */
export class DatabaseUnavailable extends Unavailable {}

/** A unique index, a check or a trigger of the schema refused the batch, and nothing of it was written. */
export class ConstraintViolated extends Error {
	override readonly name = "ConstraintViolated";
}

/**
 * A client for one request: workerd cancels a promise that another request resolves, so clients are not shared
 * (DECISIONS 9).
 */
export function openDatabase(options: DatabaseOptions, scope: Scope): Database {
	const trips: Trips = { count: 0, milliseconds: 0, rowsWritten: 0 };
	const client = createClient({
		url: options.url,
		...(options.authToken === undefined ? {} : { authToken: options.authToken }),
		intMode: "number",
		fetch: (input: Request) => fetchOnce(input, options, trips),
	});
	const { clock, until } = options;
	const mayWait = (pause: number) => until === undefined || clock() + pause < until;
	return scoped({ client, trips, mayWait, rules: options.rules, clock }, scope);
}

/** Milliseconds: what waited for the processor is not the database's fault. */
const MIN_TRIP_MS = 250;

function limitOf({ timeout, until }: DatabaseOptions, now: number): number {
	return until === undefined ? timeout : Math.min(timeout, Math.max(until - now, MIN_TRIP_MS));
}

async function fetchOnce(request: Request, options: DatabaseOptions, trips: Trips): Promise<Response> {
	const started = options.clock();
	trips.count += 1;
	try {
		// A database does not move during a request: the token goes where the settings say and nowhere else.
		const response = await fetch(request, {
			signal: AbortSignal.timeout(limitOf(options, started)),
			redirect: "manual",
		});
		// The body is part of the trip: read it here, under the same time limit.
		const body = await response.arrayBuffer();
		// What it says of a batch comes with 200; everything else is about itself, or about our right to it.
		if (response.status !== 200) throw new DatabaseUnavailable(`the database answered ${response.status}`);
		return new Response(body, { headers: response.headers });
	} catch (error) {
		throw error instanceof DatabaseUnavailable ? error : new DatabaseUnavailable("the database did not answer");
	} finally {
		trips.milliseconds += options.clock() - started;
	}
}

type Connection = {
	client: Client;
	trips: Trips;
	mayWait: (pause: number) => boolean;
	rules: TableRules;
	clock: () => number;
};

function scoped(connection: Connection, scope: Scope, use = usedBy(scope)): Database {
	const { client, trips, mayWait, rules, clock } = connection;
	async function send(mode: "read" | "write", queries: readonly Compilable<unknown>[]): Promise<never> {
		const asked = trips.count;
		const statements = queries.map((query) => {
			const compiled = query.compile();
			checkScope(compiled.query, rules, scope, use);
			return { sql: compiled.sql, args: compiled.parameters as InArgs };
		});
		try {
			const results = await whenNotBusy(() => client.batch(statements, mode), mayWait);
			noteAnswer(`database ${mode}s`);
			if (mode === "write") trips.rowsWritten += results.reduce((sum, { rowsAffected }) => sum + rowsAffected, 0);
			return results.map(rowsOf) as never;
		} catch (error) {
			const fault = faultOf(error, trips.count > asked);
			if (fault instanceof DatabaseUnavailable) noteFailure(`database ${mode}s`, fault.message, clock());
			throw fault;
		}
	}
	return {
		read: (...queries) => send("read", queries),
		write: (...queries) => send("write", queries),
		as: (other) => scoped(connection, other),
		for: (other) => scoped(connection, scope, other),
		trips,
	};
}

/** Milliseconds: moving its log into the database, which refuses writers, takes the server some tens each minute. */
const BUSY_PAUSES = [20, 40, 80, 160, 320, 640];

/** A batch that met a busy server was refused as it began, and nothing of it was written (DECISIONS 62). */
async function whenNotBusy<Result>(send: () => Promise<Result>, mayWait: Connection["mayWait"]): Promise<Result> {
	for (let tries = 0; ; tries++) {
		try {
			return await send();
		} catch (error) {
			if (!codeOf(error).startsWith("SQLITE_BUSY")) throw error;
			const pause = BUSY_PAUSES[tries];
			if (pause === undefined || !mayWait(pause)) throw new DatabaseUnavailable("the database stayed busy");
			await new Promise((resolve) => setTimeout(resolve, pause));
		}
	}
}

/**
 * Mistakes of ours that a server finds in a batch: codes of SQLite and of sqld. The list is closed: whatever else it
 * says, full, read-only, damaged or forbidden, is about itself (DECISIONS 65).
 */
const OURS =
	/^(SQLITE_(ERROR|MISMATCH|MISUSE|RANGE|TOOBIG)|SQL_(PARSE_ERROR|INPUT_ERROR|NO_STATEMENT|MANY_STATEMENTS)|ARGS_\w+)$/;
/** sqld 0.24 has one code for SQLite's plain error and for all that it does not know: the words tell them apart. */
const UNNAMED = "SQLITE_UNKNOWN";
const OURS_IN_WORDS =
	/no such |has no column|has \d+ columns? but|values for \d+ columns|malformed JSON|integer overflow/;

/** @param sent false: it never left, so that the server has no part in it */
function faultOf(error: unknown, sent: boolean): unknown {
	if (error instanceof DatabaseUnavailable) return error;
	const code = codeOf(error);
	if (code.startsWith("SQLITE_CONSTRAINT")) return new ConstraintViolated((error as Error).message);
	const isOurs = OURS.test(code) || (code === UNNAMED && OURS_IN_WORDS.test((error as Error).message));
	if (isOurs || !sent) return error;
	return new DatabaseUnavailable(
		/^[A-Z_]+$/.test(code) ? `the database says ${code}` : "the database did not answer sense",
	);
}

const codeOf = (error: unknown) => (error instanceof LibsqlError ? error.code : "");

function rowsOf(result: ResultSet): Record<string, unknown>[] {
	return result.rows.map((row) =>
		Object.fromEntries(
			result.columns.map((column, index) => {
				const value = row[index];
				return [column, value instanceof ArrayBuffer ? new Uint8Array(value) : value];
			}),
		),
	);
}
