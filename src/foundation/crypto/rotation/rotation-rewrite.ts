import type { Compilable } from "kysely";
import { ConstraintViolated, type Database } from "../../db/database.ts";
import { type KeyRing, KeyUnavailable } from "../keys.ts";
import { countUnitKeys, moveUnitKey, sampleUnitKeys, unitKeysBelow } from "../queries.ts";
import { type Chunk, countStale, type IndexedTable, outgrownRows, rewriteRows, staleRows } from "./indexed-table.ts";

/** Rows of a chunk: memory stays flat, and one batch is no burden to the requests beside it. */
const BATCH_SIZE = 200;
const SAMPLE = 20;

/** What a rotation did so far; kept in its row. */
export type Progress = { keys: number; rows: number; lost: number; milliseconds: number; problem?: string };

/** Writes a chunk with the progress that it makes; false when the lease was lost. */
export type WriteChunk = (queries: Compilable<unknown>[], progress: Progress) => Promise<boolean>;

export type Rewriting = {
	database: Database;
	ring: KeyRing;
	indexed: readonly IndexedTable[];
	progress: Progress;
	write: WriteChunk;
	now(): number;
	/** When to stop and let the next tick go on. */
	until: number;
};

/**
 * Rewraps every unit key and rewrites every blind index. Each chunk stands by itself and changes only what
 * still is as it was read, so that it may be repeated, cut off, and run beside requests.
 * @returns whether all is done
 * @throws KeyUnavailable, SealBroken when something does not open
 */
export async function rewriteAll(work: Rewriting): Promise<boolean> {
	const { database, ring, indexed } = work;
	const keys = async (): Promise<Chunk> => {
		const [rows] = await database.read(unitKeysBelow(ring.version, BATCH_SIZE));
		const moved = await Promise.all(rows.map(async (row) => moveUnitKey(row, await ring.rewrap(row))));
		return { queries: moved, rows: rows.length, lost: 0 };
	};
	if (!(await rewriteUntilEmpty(work, "keys", keys))) return false;
	for (const table of indexed) {
		const rows = async (): Promise<Chunk> => {
			const [found] = await database.read(staleRows(table, ring.version, BATCH_SIZE));
			return rewriteRows(table, found, ring);
		};
		if (!(await rewriteUntilEmpty(work, "rows", rows))) return false;
	}
	return true;
}

/**
 * Rewrites the blind indexes that an older version of the comparison made, under the key that is written now.
 * Like a rotation, chunk by chunk and beside requests.
 * @returns whether all is done
 * @throws KeyUnavailable, SealBroken when something does not open
 */
export async function rewriteOutgrown(work: Rewriting): Promise<boolean> {
	for (const table of work.indexed) {
		const { folded } = table;
		if (folded === undefined) continue;
		const rows = async (): Promise<Chunk> => {
			const [found] = await work.database.read(outgrownRows(table, folded, BATCH_SIZE));
			return rewriteRows(table, found, work.ring);
		};
		if (!(await rewriteUntilEmpty(work, "rows", rows))) return false;
	}
	return true;
}

async function rewriteUntilEmpty(
	work: Rewriting,
	counted: "keys" | "rows",
	nextChunk: () => Promise<Chunk>,
): Promise<boolean> {
	const { progress, now } = work;
	for (;;) {
		const started = now();
		if (started >= work.until) return false;
		const { queries, rows, lost } = await nextChunk();
		if (rows === 0) return true;
		progress[counted] += rows;
		progress.lost += lost;
		if (!(await writeChunk(work, queries))) return false;
		progress.milliseconds += now() - started;
	}
}

/** Row by row where one of them meets another: the rest must not wait for it. */
async function writeChunk(work: Rewriting, queries: Compilable<unknown>[]): Promise<boolean> {
	try {
		return await work.write(queries, work.progress);
	} catch (error) {
		if (!(error instanceof ConstraintViolated) || queries.length === 0) throw error;
	}
	let met = 0;
	for (const query of queries) {
		try {
			if (!(await work.write([query], work.progress))) return false;
		} catch (error) {
			if (!(error instanceof ConstraintViolated)) throw error;
			met += 1;
		}
	}
	if (met === queries.length) throw new KeyUnavailable(`${met} rows have an index that another row has too`);
	return true;
}

/**
 * That nothing names an older version any more, and that keys, read again from the database, open.
 * @returns how many rows still stand under an older version
 * @throws KeyUnavailable
 */
export async function checkRewritten(
	database: Database,
	ring: KeyRing,
	indexed: readonly IndexedTable[],
): Promise<number> {
	const [counts, oldest, newest, ...stale] = await database.read(
		countUnitKeys(),
		sampleUnitKeys(SAMPLE, "asc"),
		sampleUnitKeys(SAMPLE, "desc"),
		...indexed.map((table) => countStale(table, ring.version)),
	);
	const current = [...oldest, ...newest].filter((row) => row.key_version === ring.version);
	for (const row of current) await ring.openUnit(row);
	const keys = counts.filter((one) => one.key_version < ring.version).reduce((sum, one) => sum + one.keys, 0);
	return keys + stale.flat().reduce((sum, { rows }) => sum + rows, 0);
}
