import type { Database } from "../../db/database.ts";
import { StandsStill } from "../../errors.ts";
import { DAY } from "../../time.ts";
import { type KeySources, newestKeyRing, newestKeys, RING_TTL_MS } from "../keys.ts";
import {
	addFirstRotation,
	addKeyCheck,
	advanceRotation,
	askRotation,
	leaseRotation,
	newestRotations,
	type RotationChange,
	type RotationRow,
	releaseRotation,
} from "../queries.ts";
import { type Keys, readVersion } from "../read-keys.ts";
import { deleteSalt, moveRange, putNewSalt } from "../salts.ts";
import { type IndexedTable, isBroken } from "./indexed-table.ts";
import { checkRewritten, type Progress, rewriteAll } from "./rotation-rewrite.ts";

/** What the rotation job needs of the world. Its database reads every realm. */
export type RotationSources = KeySources & {
	database: Database;
	indexed: readonly IndexedTable[];
	/** Random: two ticks never hold the lease at once. */
	holder: string;
};

/** Longer than a chunk takes; a tick that dies lets go by itself. */
const LEASE_MS = 60_000;
/** "At once" requests of a day share one rotation. */
const MIN_INTERVAL_MS = DAY;

/** Why a rotation stands still until a person looks. It names versions and numbers, nothing of anyone. */
export class RotationStopped extends StandsStill {}

/**
 * Moves the rotation of the key-encryption keys on, for at most so many milliseconds (DECISIONS 16). Called each
 * minute; every step may be cut off anywhere and is then done again.
 * @returns the state of the newest rotation
 * @throws RotationStopped, KeysDoNotFit, DatabaseUnavailable, SaltsUnavailable
 */
export async function rotateKeys(sources: RotationSources, limit: number): Promise<RotationRow | undefined> {
	const { database, holder, now } = sources;
	const until = now() + limit;
	const keys = await newestKeys(sources);
	await nameKeys(sources, keys);
	await askEachMonth(sources, keys);
	const [[leased]] = await database.write(leaseRotation(holder, at(now()), at(now() + LEASE_MS)));
	if (leased === undefined) return undefined;
	try {
		let row: RotationRow | undefined = leased;
		for (let before: RotationRow | undefined; row && row !== before && now() < until; ) {
			before = row;
			row = await step(sources, row, until);
		}
		return row;
	} catch (error) {
		if (!isBroken(error)) throw error;
		await note(sources, leased, error.message);
		throw new RotationStopped(`rotation ${leased.number}: ${error.message}`);
	} finally {
		await database.write(releaseRotation(holder));
	}
}

const at = (now: number) => new Date(now).toISOString();

/** What older code left unnamed, now that it was seen to fit. */
async function nameKeys({ database, now }: RotationSources, { rotations, versions }: Keys): Promise<void> {
	const first = versions.get(1);
	if (rotations.length === 0 && first) await database.write(addFirstRotation(first, at(now())));
	const unnamed = rotations.flatMap(({ number, key_check }) => {
		const version = key_check === null ? versions.get(number) : undefined;
		return version ? [addKeyCheck(number, version)] : [];
	});
	if (unnamed.length > 0) await database.write(...unnamed);
}

/** Due on the first of a month; a deployment that was not running then catches up. */
async function askEachMonth({ database, now }: RotationSources, { rotations: [newest] }: Keys): Promise<void> {
	const month = (time: string) => time.slice(0, 7);
	if (newest?.state === "finished" && month(newest.started_at ?? newest.asked_at) < month(at(now())))
		await database.write(askRotation(at(now())));
}

/** One state further, or the same row when it is too early or the time is up. */
async function step(sources: RotationSources, row: RotationRow, until: number): Promise<RotationRow | undefined> {
	switch (row.state) {
		case "asked":
			return announce(sources, row);
		case "announced":
			return waited(sources, row) ? writeUnder(sources, row) : row;
		case "written_under":
			return waited(sources, row) ? rewrite(sources, row, until) : row;
		case "rewritten":
			// Who read a row before it was rewritten may still be about to write what it read.
			return waited(sources, row) ? check(sources, row) : row;
		case "checked":
			return forget(sources, row);
		default:
			return row;
	}
}

/** Twice what an isolate may trust its memory: once for the memory, once for the request that uses it. */
function waited(sources: RotationSources, row: RotationRow): boolean {
	return sources.now() - Date.parse(row.state_at) >= 2 * (sources.kept ?? RING_TTL_MS);
}

async function advance(
	sources: RotationSources,
	row: RotationRow,
	change: Omit<RotationChange, "leased_until">,
): Promise<RotationRow | undefined> {
	const { database, holder, now } = sources;
	const [[next]] = await database.write(
		advanceRotation(row.number, holder, { ...change, leased_until: at(now() + LEASE_MS) }),
	);
	return next;
}

async function announce(sources: RotationSources, row: RotationRow): Promise<RotationRow | undefined> {
	const { database, salts, now } = sources;
	const [rows] = await database.read(newestRotations(3));
	const previous = rows.find(({ number }) => number === row.number - 1);
	// The first salt replaced none, so nobody has waited for it.
	if (previous?.started_at && previous.number > 1 && now() - Date.parse(previous.started_at) < MIN_INTERVAL_MS)
		return row;
	await putNewSalt(salts, row.number);
	await moveRange(salts, { newest: row.number });
	const time = at(now());
	const { saltSha256: salt_sha256, keyCheck: key_check } = await readVersion(sources, row.number);
	return advance(sources, row, { state: "announced", state_at: time, started_at: time, salt_sha256, key_check });
}

async function writeUnder(sources: RotationSources, row: RotationRow): Promise<RotationRow | undefined> {
	await moveRange(sources.salts, { writing: row.number });
	return advance(sources, row, { state: "written_under", state_at: at(sources.now()) });
}

async function rewrite(sources: RotationSources, row: RotationRow, until: number): Promise<RotationRow | undefined> {
	const { database, indexed, holder, now } = sources;
	const ring = await newestKeyRing(sources);
	const { problem: _solved, ...progress } = progressOf(row);
	const done = await rewriteAll({
		...{ database, ring, indexed, progress, now, until },
		async write(queries, so_far) {
			const renewed = { progress_json: JSON.stringify(so_far), leased_until: at(now() + LEASE_MS) };
			const [held] = await database.write(advanceRotation(row.number, holder, renewed), ...queries);
			return held.length > 0;
		},
	});
	const progress_json = JSON.stringify(progress);
	if (!done) {
		await advance(sources, row, { progress_json });
		return row;
	}
	return advance(sources, row, { state: "rewritten", state_at: at(now()), progress_json });
}

async function check(sources: RotationSources, row: RotationRow): Promise<RotationRow | undefined> {
	const left = await checkRewritten(sources.database, await newestKeyRing(sources), sources.indexed);
	// Rows that slipped in are rewritten too, and then the wait starts again; `state_at` stays, so that it starts now.
	if (left > 0) return advance(sources, row, { state: "written_under" });
	return advance(sources, row, { state: "checked", state_at: at(sources.now()) });
}

/** From here on no copy of the database that was made before can be read. */
async function forget(sources: RotationSources, row: RotationRow): Promise<RotationRow | undefined> {
	const { salts, now } = sources;
	const { range } = await newestKeys(sources);
	await moveRange(salts, { oldest: row.number });
	for (let version = Math.min(range.oldest, row.number - 1); version < row.number; version++)
		await deleteSalt(salts, version);
	const time = at(now());
	return advance(sources, row, { state: "finished", state_at: time, finished_at: time });
}

export function progressOf(row: Pick<RotationRow, "progress_json">): Progress {
	const known = JSON.parse(row.progress_json) as Partial<Progress>;
	return { keys: 0, rows: 0, lost: 0, milliseconds: 0, ...known };
}

async function note(sources: RotationSources, row: RotationRow, problem: string): Promise<void> {
	const [rows] = await sources.database.read(newestRotations(3));
	const progress = progressOf(rows.find(({ number }) => number === row.number) ?? row);
	await advance(sources, row, { progress_json: JSON.stringify({ ...progress, problem }) });
}
