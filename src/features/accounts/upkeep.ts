import { tellOfStatements } from "#features/memberships/statement-notices.ts";
import type { Snapshot } from "#foundation/brand/snapshot.ts";
import { forgetYesterday } from "#foundation/crypto/day-salt.ts";
import { type KeySources, keyRing } from "#foundation/crypto/keys.ts";
import type { Database } from "#foundation/db/database.ts";
import { Unavailable } from "#foundation/errors.ts";
import { ACCESS_DAYS, expiredAccesses, removeAccesses } from "#foundation/ledgers/queries-access.ts";
import { endOf, expiredRegistrations, removeUnconfirmed } from "./queries-upkeep.ts";

/** What the minute's work on accounts needs. Its database reads every realm. */
export type UpkeepSources = { database: Database; keys: KeySources; snapshot: Snapshot; now(): number };

/** Rows that one run takes, so that it ends within its minute. */
const MOST = 200;
const DAY = 24 * 60 * 60 * 1000;

/** Each minute: tells members of new statements, and deletes what has come to its end; without database, or keys that fit it, later. */
export async function keepAccounts(sources: UpkeepSources): Promise<void> {
	try {
		await keep(sources);
	} catch (error) {
		if (!(error instanceof Unavailable)) throw error;
	}
}

async function keep({ database, keys, snapshot, now }: UpkeepSources): Promise<void> {
	// Before the database is asked: without it, too, what was counted yesterday can no longer be read.
	await forgetYesterday(keys.salts, now());
	await tellOfStatements({ database, snapshot, ring: await keyRing(keys), now: now() });
	const at = new Date(now()).toISOString();
	const [expired, accesses] = await database.read(
		expiredRegistrations(at, MOST),
		expiredAccesses(new Date(now() - ACCESS_DAYS * DAY).toISOString(), MOST),
	);
	const dayAgo = new Date(now() - DAY).toISOString();
	// What nobody confirmed goes whole: the row, its key, its codes, and what was agreed with it (P02).
	await database.write(...removeUnconfirmed(expired), ...removeAccesses(accesses), ...endOf(at, dayAgo));
}
