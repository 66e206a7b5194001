import type { Compilable } from "kysely";
import type { Realm } from "../brand/snapshot.ts";
import type { KeyRing } from "../crypto/keys.ts";
import { isBroken } from "../crypto/rotation/indexed-table.ts";
import { retryOnConflict } from "../db/conflict.ts";
import type { Database } from "../db/database.ts";
import { StandsStill } from "../errors.ts";
import type { RealmId } from "../ids.ts";
import type { ActStore } from "../objects/store.ts";
import { type Act, UnknownAct } from "./act.ts";
import { actsAhead } from "./behind.ts";
import { actsPut, adoptAct, type KnownAct, knownActs, moveWaitingActs } from "./queries.ts";
import {
	advanceRestore,
	endOpenings,
	endSignIns,
	leaseRestore,
	membersAfter,
	type RestoreRow,
	realmAfter,
} from "./queries-restore.ts";
import type { Replay } from "./replay.ts";
import { actsAfter, getAct, type StoredAct } from "./store.ts";

/** The queries that do an act once more. */
export type ReplayAct = (of: Replay, act: Act) => Promise<Compilable[]>;

export type RestoreSources = {
	/** On behalf of the system. */
	database: Database;
	/** Read without asking whether the database is behind: it is. */
	ring: KeyRing;
	store: ActStore;
	findRealm(id: string): Realm | undefined;
	replay: ReplayAct;
	/** Milliseconds within which every isolate notices that the database is a copy. */
	noticedWithin: number;
	/** Random: two runs never hold the lease at once. */
	holder: string;
	now(): number;
};

/** How many acts a copy lacks, by realm, and when the first of them was put. */
export type AheadCounts = Record<string, { acts: number; since: string }>;

/** What a restore did so far; kept in its row. */
export type RestoreProgress = {
	/** The member up to whom sign-ins were ended. */
	realm: string;
	id: string;
	members: number;
	acts: number;
	/** Why it stands still until a person looks: numbers, nothing of anyone. */
	problem?: string;
};

/** Longer than a step takes; a run that is killed lets go by itself. Milliseconds. */
const LEASE_MS = 60_000;
/** Members of one batch. */
const BATCH_SIZE = 500;

/** Why a restore stands still until a person looks. */
export class RestoreStopped extends StandsStill {}

type Run = { sources: RestoreSources; row: RestoreRow; progress: RestoreProgress; until: number };

/**
 * Finishes a restore that was asked for (DECISIONS 74): ends every session and code that the copy brought back, replays
 * what was done since it was made, and lets requests go on. Each step may be cut off anywhere and is then done again.
 * @param limit milliseconds
 * @returns whether none is left
 * @throws RestoreStopped, ActStoreUnavailable, DatabaseUnavailable
 */
export async function finishRestore(sources: RestoreSources, limit: number): Promise<boolean> {
	const { database, holder, now } = sources;
	const [[row]] = await database.write(leaseRestore(holder, at(now()), at(now() + LEASE_MS)));
	if (row === undefined) return false;
	const { problem: _before, ...progress } = progressOf(row);
	const run: Run = { sources, row, progress, until: now() + limit };
	// Until then a request may still be answered from the copy.
	const asked = row.asked_at ?? at(now());
	const isNoticed = now() - Date.parse(asked) >= sources.noticedWithin;
	try {
		const isDone = isNoticed && (await endAllSignIns(run)) && (await replayAll(run));
		if (isDone) await advance(run, endOpenings(asked, at(now())), at(now()));
		return isDone;
	} catch (error) {
		if (!isBroken(error) && !(error instanceof UnknownAct)) throw error;
		run.progress.problem = error.message;
		await advance(run, []);
		throw new RestoreStopped(error.message);
	} finally {
		await database.write(advanceRestore(row.number, holder, { lease_holder: null, leased_until: null }));
	}
}

const at = (now: number) => new Date(now).toISOString();

export function progressOf({ progress_json }: Pick<RestoreRow, "progress_json">): RestoreProgress {
	return { realm: "", id: "", members: 0, acts: 0, ...(JSON.parse(progress_json) as Partial<RestoreProgress>) };
}

/** Writes with the progress that it makes. @returns false when the lease was lost */
async function advance({ sources, row, progress }: Run, queries: Compilable[], finished?: string): Promise<boolean> {
	const { database, holder, now } = sources;
	const change = {
		progress_json: JSON.stringify(progress),
		leased_until: at(now() + LEASE_MS),
		...(finished === undefined ? {} : { finished_at: finished }),
	};
	const [held] = await database.write(advanceRestore(row.number, holder, change), ...queries);
	return held.length > 0;
}

async function endAllSignIns(run: Run): Promise<boolean> {
	const { sources, progress, until } = run;
	const { database, now } = sources;
	while (now() < until) {
		const { realm, id, members } = progress;
		const [chunk, [next]] = await database.read(membersAfter(realm, id, BATCH_SIZE), realmAfter(realm));
		const [first, last] = [chunk[0], chunk.at(-1)];
		if (first && last) {
			Object.assign(progress, { id: last.id, members: members + chunk.length });
			if (!(await advance(run, endSignIns(realm, first.id, last.id, at(now()))))) return false;
		} else if (next?.realm) Object.assign(progress, { realm: next.realm, id: "" });
		else return true;
	}
	return false;
}

async function replayAll(run: Run): Promise<boolean> {
	const { database, store, now } = run.sources;
	while (now() < run.until) {
		const [known] = await database.read(knownActs());
		const ahead = await actsAhead(store, known);
		if (ahead.size === 0) return true;
		for (const [realm, acts] of ahead) {
			await makeRoom(run, realm, known);
			for (const act of acts) if (now() >= run.until || !(await replayAct(run, realm, act))) return false;
		}
	}
	return false;
}

/** Acts of the copy itself: those whose objects are there are done; the others get numbers after all in the bucket. */
async function makeRoom({ sources }: Run, realm: RealmId, known: readonly KnownAct[]): Promise<void> {
	const { database, store, now } = sources;
	const waiting = known.filter(({ realm_id, put_at }) => realm_id === realm && put_at === null);
	const [first] = waiting;
	if (first === undefined) return;
	const stored = await actsAfter(store, realm, first.number - 1);
	const put = waiting.filter(({ number, id }) => stored.some((act) => act.number === number && act.id === id));
	const highest = Math.max(...[...stored, ...waiting].map(({ number }) => number));
	await database.write(...actsPut(realm, put, at(now())), moveWaitingActs(realm, highest));
}

async function replayAct(run: Run, realm: RealmId, stored: StoredAct): Promise<boolean> {
	const { database, ring, store, findRealm, now } = run.sources;
	const act = await getAct(store, ring, realm, stored);
	const { brands } = findRealm(realm) ?? { brands: [] };
	run.progress.acts += 1;
	return retryOnConflict(async () => {
		const queries = await run.sources.replay({ database, ring, realm: { id: realm, brands } }, act);
		return advance(run, [...queries, ...adoptAct(realm, stored, at(now()))]);
	});
}
