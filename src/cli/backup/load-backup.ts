import { createReadStream, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import type { Client, InStatement } from "@libsql/client/web";
import type { Compilable } from "kysely";
import { z } from "zod";
import { CommandError } from "../command.ts";
import type { Backup } from "./manifest.ts";
import type { Progress } from "./progress.ts";
import {
	compareRows,
	decodeRow,
	onSnapshot,
	openClient,
	quoted,
	SCHEMA,
	type TableShape,
	type Target,
	tableShapes,
	whenNotBusy,
} from "./snapshot.ts";

/** Stands in a database for as long as it is not restored to its end: no column of it is declared, so nothing starts. */
const UNFINISHED_TABLE = "restore_unfinished";

/** Its rows come last: a database without them is of no version, and refused by whatever starts. */
const MIGRATIONS = "migration";

const partsSchema = z.array(z.strictObject({ type: z.string(), name: z.string(), sql: z.string() }));
type Part = z.infer<typeof partsSchema>[number];

/** Whether a server holds nothing yet, or what a restore that was cut off left on it. */
export async function emptiness(target: Target): Promise<"empty" | "cut off" | "in use"> {
	const names = await onSnapshot(target, async (ask) => (await ask(SCHEMA)).map(([, name]) => name));
	if (names.length === 0) return "empty";
	return names.includes(UNFINISHED_TABLE) ? "cut off" : "in use";
}

/** @throws CommandError when the server holds something that no restore left there */
export async function requireEmpty(target: Target): Promise<void> {
	if ((await emptiness(target)) === "in use")
		throw new CommandError(
			"the database server is not empty, and nothing on it was touched: a backup is restored to a new server (DATABASE_URL)",
		);
}

/**
 * Writes a backup to an empty server. Until its last batch nothing can start on it, and a restore that was cut off is
 * begun again by the next.
 * @returns how many rows, each compared with the backup
 * @throws CommandError
 */
export async function loadBackup(backup: Backup, target: Target, { progress, last = [] }: Loading): Promise<number> {
	await requireEmpty(target);
	const client = openClient(target);
	try {
		await removeEverything(client);
		const parts = partsSchema.parse(JSON.parse(readFileSync(join(backup.folder, backup.manifest.schema.name), "utf8")));
		const of = (type: string) => parts.filter((part) => part.type === type).map(({ sql }) => sql);
		await send(client, [`CREATE TABLE ${UNFINISHED_TABLE} (backup TEXT NOT NULL)`, insertMark(backup), ...of("table")]);
		await loadRows(backup, target, { client, progress });
		await send(client, [...of("index"), ...of("view"), ...of("trigger")]);
		await requireReferences(client);
		const rows = await compareRows(
			target,
			backup.manifest.tables.filter(({ name }) => name !== MIGRATIONS),
		);
		const compiled = last.map((query) => query.compile());
		await send(client, [
			`DROP TABLE ${UNFINISHED_TABLE}`,
			...(await migrationRows(backup, target)),
			...compiled.map(({ sql, parameters }): InStatement => ({ sql, args: parameters as string[] })),
		]);
		return (
			rows +
			(await compareRows(
				target,
				backup.manifest.tables.filter(({ name }) => name === MIGRATIONS),
			))
		);
	} finally {
		client.close();
	}
}

/** `last`: what else the last batch writes. */
export type Loading = { progress: Progress; last?: readonly Compilable[] };

const insertMark = ({ folder }: Backup): InStatement => ({
	sql: `INSERT INTO ${UNFINISHED_TABLE} VALUES (?)`,
	args: [basename(folder)],
});

/** In one transaction, with the references between tables unchecked: rows come table by table. */
const send = (client: Client, statements: InStatement[]) => whenNotBusy(() => client.migrate(statements));

/** What an earlier restore left. */
async function removeEverything(client: Client): Promise<void> {
	const { rows } = await client.execute(SCHEMA);
	const parts = rows.map((row): Part => ({ type: String(row.type), name: String(row.name), sql: "" }));
	const drop = (type: string) =>
		parts.filter((part) => part.type === type).map(({ name }) => `DROP ${type.toUpperCase()} ${quoted(name)}`);
	// The mark goes last, so that this too may be cut off.
	const tables = drop("table").sort((one) => (one.includes(UNFINISHED_TABLE) ? 1 : -1));
	const statements = [...drop("trigger"), ...drop("view"), ...tables];
	if (statements.length > 0) await send(client, statements);
}

/** SQLite takes 32,766 values in a statement. */
const MAX_VALUES = 30_000;
const MAX_ROWS = 200;
const MAX_BYTES = 1_000_000;

async function loadRows(
	backup: Backup,
	target: Target,
	{ client, progress }: { client: Client; progress: Progress },
): Promise<void> {
	const shapes = new Map((await onSnapshot(target, tableShapes)).map((shape) => [shape.name, shape]));
	const total = backup.manifest.tables.reduce((sum, { rows }) => sum + rows, 0);
	let done = 0;
	for (const { name, file } of backup.manifest.tables) {
		if (name === MIGRATIONS) continue;
		const shape = shapes.get(name);
		if (shape === undefined) throw new CommandError(`${basename(backup.folder)} makes no table ${name}`);
		for await (const lines of chunksOf(join(backup.folder, file.name), shape)) {
			await send(client, [insertRows(shape, lines)]);
			done += lines.length;
			progress(() => `${done} of ${total} rows, in ${name}`);
		}
	}
}

async function migrationRows(backup: Backup, target: Target): Promise<InStatement[]> {
	const shape = (await onSnapshot(target, tableShapes)).find(({ name }) => name === MIGRATIONS);
	const file = backup.manifest.tables.find(({ name }) => name === MIGRATIONS)?.file;
	if (shape === undefined || file === undefined) throw new CommandError(`${basename(backup.folder)} has no migrations`);
	const statements: InStatement[] = [];
	for await (const lines of chunksOf(join(backup.folder, file.name), shape)) statements.push(insertRows(shape, lines));
	return statements;
}

async function* chunksOf(path: string, { columns }: TableShape): AsyncGenerator<string[]> {
	const most = Math.max(1, Math.min(MAX_ROWS, Math.floor(MAX_VALUES / columns.length)));
	let [lines, bytes] = [[] as string[], 0];
	for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
		lines.push(line);
		bytes += line.length;
		if (lines.length < most && bytes < MAX_BYTES) continue;
		yield lines;
		[lines, bytes] = [[], 0];
	}
	if (lines.length > 0) yield lines;
}

function insertRows({ name, columns }: TableShape, lines: readonly string[]): InStatement {
	const row = `(${columns.map(() => "?").join(", ")})`;
	return {
		sql: `INSERT INTO ${quoted(name)} (${columns.map(quoted).join(", ")}) VALUES ${lines.map(() => row).join(", ")}`,
		args: lines.flatMap(decodeRow),
	};
}

async function requireReferences(client: Client): Promise<void> {
	const { rows } = await client.execute("PRAGMA foreign_key_check");
	if (rows.length > 0)
		throw new CommandError(
			`${rows.length} row(s) of this backup refer to rows that it does not have: it is not consistent`,
		);
}
