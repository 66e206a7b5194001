import { startDatabase } from "#cli/local/sqld.ts";
import { onFreePort } from "#cli/ports.ts";
import { operatorDatabase } from "#cli/run-state.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { type IndexKind, type KeyRing, KeyUnavailable } from "#foundation/crypto/keys.ts";
import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { open, SealBroken, type UnitKey } from "#foundation/crypto/sealed.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { TABLE_CLASSES, type Tables } from "#foundation/db/tables.ts";
import type { RealmId } from "#foundation/ids.ts";

type Row = Record<string, unknown>;
type Cell = { table: string; column: string; row: Row; bytes: Uint8Array };

/** A folder of the database server as it was at some moment: every sealed value, every keyed hash, every wrapped key. */
export type OldCopy = { name: string; sealed: Cell[]; imprints: Set<string>; keys: UnitKeyRow[] };

/** Reads a copy with a server of its own. */
export async function readCopy(name: string, folder: string): Promise<OldCopy> {
	const server = await onFreePort((port) => startDatabase(folder, port));
	try {
		return await copyRows(name, operatorDatabase(server.url, undefined, "tests"));
	} finally {
		await server.stop();
	}
}

/** The same of a server that runs: its rows as they are now. */
export async function copyRows(name: string, database: Database): Promise<OldCopy> {
	const cells = await allCells(database);
	return {
		name,
		sealed: cells.filter(({ column }) => column.endsWith("_sealed")),
		imprints: new Set(
			cells.filter(({ column }) => !column.endsWith("_sealed")).map(({ bytes }) => Buffer.from(bytes).toString("hex")),
		),
		keys: await unitKeys(database),
	};
}

async function allCells(database: Database): Promise<Cell[]> {
	const tables = Object.keys(TABLE_CLASSES) as (keyof Tables)[];
	const results = await database.read(...tables.map((table) => build.selectFrom(table).selectAll()));
	return results.flatMap((rows, index) =>
		(rows as Row[]).flatMap((row) =>
			Object.entries(row).flatMap(([column, bytes]): Cell[] =>
				bytes instanceof Uint8Array ? [{ table: tables[index] ?? "", column, row, bytes }] : [],
			),
		),
	);
}

export async function unitKeys(database: Database): Promise<UnitKeyRow[]> {
	const [rows] = await database.read(build.selectFrom("unit_key").select(KEY_COLUMNS));
	return rows;
}

/** Those of the wrapped keys that a ring still opens. */
export async function openKeys(rows: readonly UnitKeyRow[], ring: KeyRing): Promise<UnitKey[]> {
	const opened = await Promise.all(
		rows.map(async (row) => {
			try {
				return [await ring.openUnit(row)];
			} catch (error) {
				if (error instanceof KeyUnavailable) return [];
				throw error;
			}
		}),
	);
	return opened.flat();
}

/** Every text of a copy that any of these keys opens, wherever it may claim to stand. */
export async function openAll({ sealed }: OldCopy, keys: readonly UnitKey[]): Promise<string[]> {
	const texts: string[] = [];
	for (const { table, column, row, bytes } of sealed)
		for (const place of new Set(Object.values(row).filter((value) => typeof value === "string")))
			for (const key of keys)
				try {
					texts.push(await open(key, { table, column, row: place }, bytes));
				} catch (error) {
					if (!(error instanceof SealBroken)) throw error;
				}
	return texts;
}

/** Whether a keyed hash of this text, under any version alive, stands in a copy. */
export async function isGuessed(
	{ imprints }: OldCopy,
	ring: KeyRing,
	{ kind, realm, text }: { kind: IndexKind; realm: RealmId; text: string },
): Promise<boolean> {
	const guesses = await ring.indexes(kind, realm, text);
	return guesses.some((guess) => imprints.has(Buffer.from(guess).toString("hex")));
}
