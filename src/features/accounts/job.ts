import type { JobContext } from "#foundation/context.ts";
import { expiredAccesses, removeAccesses } from "#foundation/ledgers/queries-access.ts";
import { cutoffsOf, sharedCutoff } from "#foundation/register/terms.ts";
import { type Ended, endOf, expiredRegistrations, removeUnconfirmed } from "./queries-upkeep.ts";

/** Rows that one run takes, so that it ends within its minute. */
const MAX_ROWS = 200;

/** Deletes what has come to its end: registrations that nobody confirmed, sessions, codes, counts, old accesses and holds on names. */
export async function expiryJob(context: JobContext): Promise<void> {
	const { now, at } = context;
	// Nothing is deleted from a database that the keys do not fit.
	await context.keys();
	const ended = endedBy(context.snapshot().realms(), new Date(now));
	const database = context.database("expiry");
	const [expired, ...found] = await database.read(
		expiredRegistrations(at, MAX_ROWS),
		...ended.accesses.map((cutoff) => expiredAccesses(cutoff, MAX_ROWS)),
	);
	// What nobody confirmed goes whole: the row, its key, its codes, and what was agreed with it (P02).
	await database.write(...removeUnconfirmed(expired), ...removeAccesses(found.flat()), ...endOf(ended));
}

/** What the terms in force in these realms have ended by now. */
export const endedBy = (realms: Parameters<typeof cutoffsOf>[0], now: Date): Ended => ({
	now: now.toISOString(),
	abuse: sharedCutoff(realms, "abuse_count", now),
	accesses: cutoffsOf(realms, "staff_access", now),
	nameHolds: cutoffsOf(realms, "name_hold", now),
});
