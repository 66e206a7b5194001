import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient, type InValue, LibsqlError, type Value } from "@libsql/client/web";
import { CommandError } from "../command.ts";
import { SERVER_TABLES } from "../database-columns.ts";

/** Where a database answers. */
export type Target = { url: string; authToken: string | undefined };

/** Rows of one statement: whole numbers as bigint, bytes as ArrayBuffer. */
export type Ask = (sql: string, args?: InValue[]) => Promise<Value[][]>;

/** A table, and by what its rows are read in pages: its key, or the number that SQLite gives each row. */
export type TableShape = { name: string; columns: string[]; key: string[] };

export const openClient = ({ url, authToken }: Target): Client =>
	createClient({ url, ...(authToken === undefined ? {} : { authToken }), intMode: "bigint" });

/**
 * Reads in one transaction, which sees the database as it was when it began, whatever is written meanwhile. The server
 * ends a transaction of which it hears nothing for ten seconds.
 */
export async function onSnapshot<Result>(target: Target, work: (ask: Ask) => Promise<Result>): Promise<Result> {
	const client = openClient(target);
	try {
		const transaction = await client.transaction("read");
		try {
			return await work(async (sql, args = []) => {
				const { rows, columns } = await transaction.execute({ sql, args });
				return rows.map((row) => columns.map((_, index) => row[index] as Value));
			});
		} finally {
			transaction.close();
		}
	} finally {
		client.close();
	}
}

/** The name of a table or a column in SQL. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

const OWN = (column: string) =>
	`substr(${column}, 1, 7) <> 'sqlite_' AND ${column} NOT IN (${SERVER_TABLES.map((name) => `'${name}'`).join(", ")})`;

/** The statements that make the parts of the database, in an order in which they can be made. */
export const SCHEMA = `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND ${OWN("tbl_name")} ORDER BY rowid`;

/** Every table of ours, by name. */
export async function tableShapes(ask: Ask): Promise<TableShape[]> {
	const rows = await ask(
		`SELECT t.name, t.wr, c.name, c.pk FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c
			WHERE t.schema = 'main' AND t.type = 'table' AND c.hidden = 0 AND ${OWN("t.name")} ORDER BY t.name, c.cid`,
	);
	return [...Map.groupBy(rows, ([name]) => String(name))].map(([name, columns]) => ({
		name,
		columns: columns.map(([, , column]) => String(column)),
		key: columns
			.filter(([, withoutRowid, , position]) => Number(withoutRowid) === 1 && Number(position) > 0)
			.sort((one, other) => Number(one[3]) - Number(other[3]))
			.map(([, , column]) => String(column)),
	}));
}

/** Bytes that a page of rows should come to: a server sends ten million at most. */
const PAGE_BYTES = 1_500_000;
const MAX_PAGE_ROWS = 2_000;
const FIRST_PAGE_ROWS = 20;

/** Before every number that SQLite gives a row. */
const LOWEST = -(2n ** 63n);

/** Walks through a table in the order of its key, row by row, each as one line. */
export async function walkTable(ask: Ask, shape: TableShape, onLine: (line: string) => unknown): Promise<number> {
	const { name, columns, key } = shape;
	const by = key.length > 0 ? key.map(quoted) : ["rowid"];
	const selected = [...by, ...columns.map(quoted)].join(", ");
	const from = `SELECT ${selected} FROM ${quoted(name)}`;
	const after = `${from} WHERE (${by.join(", ")}) > (${by.map(() => "?").join(", ")})`;
	const end = `ORDER BY ${by.join(", ")} LIMIT ?`;
	let last: Value[] | undefined = key.length > 0 ? undefined : [LOWEST];
	let limit = FIRST_PAGE_ROWS;
	let total = 0;
	for (;;) {
		const rows: Value[][] = await (last === undefined
			? ask(`${from} ${end}`, [limit])
			: ask(`${after} ${end}`, [...last, limit]));
		let bytes = 0;
		for (const row of rows) {
			const line = encodeRow(row.slice(by.length));
			bytes += line.length;
			await onLine(line);
		}
		total += rows.length;
		if (rows.length < limit) return total;
		last = rows.at(-1)?.slice(0, by.length);
		limit = Math.max(1, Math.min(MAX_PAGE_ROWS, Math.floor((PAGE_BYTES * rows.length) / Math.max(bytes, 1))));
	}
}

/** Text as it is, whole numbers as numbers where JavaScript has them; the others say what they are. */
export function encodeRow(row: readonly Value[]): string {
	const line = JSON.stringify(
		row.map((value) => {
			if (value === null || typeof value === "string") return value;
			if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : { i: String(value) };
			if (value instanceof ArrayBuffer) return { b: Buffer.from(value).toString("base64") };
			return { r: Object.is(value, -0) ? "-0" : String(value) };
		}),
	);
	// What reads lines ends one at these too.
	return line.replace(/[\u2028\u2029]/g, (sign) => (sign === "\u2028" ? "\\u2028" : "\\u2029"));
}

/** @throws TypeError for what is no row */
export function decodeRow(line: string): InValue[] {
	return (JSON.parse(line) as unknown[]).map(decodeValue);
}

function decodeValue(value: unknown): InValue {
	if (value === null || typeof value === "string") return value;
	if (typeof value === "number") return BigInt(value);
	const [[kind, text] = [], ...more] = Object.entries(value as object);
	if (typeof text !== "string" || more.length > 0) throw new TypeError("this is no value");
	if (kind === "i") return BigInt(text);
	if (kind === "r") return Number(text);
	if (kind === "b") return new Uint8Array(Buffer.from(text, "base64"));
	throw new TypeError("this is no value");
}

/** A server that makes a checkpoint refuses what begins in that moment. */
const BUSY_TIMES = 20;
const BUSY_PAUSE_MS = 250;

export async function whenNotBusy<Result>(work: () => Promise<Result>): Promise<Result> {
	for (let times = 1; ; times++) {
		try {
			return await work();
		} catch (error) {
			if (!(error instanceof LibsqlError && error.code.startsWith("SQLITE_BUSY")) || times === BUSY_TIMES) throw error;
			await sleep(BUSY_PAUSE_MS);
		}
	}
}

/**
 * Reads every row of a database again, and compares each table with the file that it was written to.
 * @returns how many rows
 * @throws CommandError for the first table that is not as it was
 */
export function compareRows(
	target: Target,
	tables: readonly { name: string; rows: number; file: { sha256: string } }[],
): Promise<number> {
	return onSnapshot(target, async (ask) => {
		const shapes = new Map((await tableShapes(ask)).map((shape) => [shape.name, shape]));
		let total = 0;
		for (const { name, rows: wanted, file } of tables) {
			const digest = createHash("sha256");
			const shape = shapes.get(name);
			const rows = shape === undefined ? 0 : await walkTable(ask, shape, (line) => digest.update(`${line}\n`));
			if (rows !== wanted) throw new CommandError(`${name} has ${rows} row(s) after the restore, and had ${wanted}`);
			if (digest.digest("hex") !== file.sha256) throw new CommandError(`${name} is not as it was before the restore`);
			total += rows;
		}
		return total;
	});
}
