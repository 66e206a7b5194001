import type { JobContext } from "#foundation/context.ts";
import { expiredAccesses, removeAccesses } from "#foundation/ledgers/queries-access.ts";
import { cutoffsOf, sharedCutoff } from "#foundation/register/terms.ts";
import { type Ended, endOf, expiredRegistrations, removeUnconfirmed } from "./queries-upkeep.ts";

/** Rows that one run takes, so that it ends within its minute. */
const MAX_ROWS = 200;

/** Deletes what has come to its end: registrations that nobody confirmed, sessions, codes, counts and old accesses. */
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
export function endedBy(realms: Parameters<typeof cutoffsOf>[0], now: Date): Ended {
	const removable = lastRemovable(now);
	return {
		now: now.toISOString(),
		abuse: sharedCutoff(realms, "abuse_count", now),
		accesses: cutoffsOf(realms, "staff_access", now).map((cutoff) =>
			cutoff.before < removable ? cutoff : { ...cutoff, before: removable },
		),
	};
}

/** Triggers refuse to delete the record of staff for 24 months by UTC, which are hours more or less than by the calendar. */
function lastRemovable(now: Date): string {
	const date = new Date(now);
	date.setUTCMonth(date.getUTCMonth() - 24);
	return date.toISOString();
}
