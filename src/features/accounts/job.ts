import type { JobContext } from "#foundation/context.ts";
import { ACCESS_DAYS, expiredAccesses, removeAccesses } from "#foundation/ledgers/queries-access.ts";
import { DAY } from "#foundation/time.ts";
import { endOf, expiredRegistrations, removeUnconfirmed } from "./queries-upkeep.ts";

/** Rows that one run takes, so that it ends within its minute. */
const MAX_ROWS = 200;

/** Deletes what has come to its end: registrations that nobody confirmed, sessions, codes and counts. */
export async function expiryJob(context: JobContext): Promise<void> {
	const { now, at } = context;
	// Nothing is deleted from a database that the keys do not fit.
	await context.keys();
	const database = context.database("expiry");
	const [expired, accesses] = await database.read(
		expiredRegistrations(at, MAX_ROWS),
		expiredAccesses(new Date(now - ACCESS_DAYS * DAY).toISOString(), MAX_ROWS),
	);
	const dayAgo = new Date(now - DAY).toISOString();
	// What nobody confirmed goes whole: the row, its key, its codes, and what was agreed with it (P02).
	await database.write(...removeUnconfirmed(expired), ...removeAccesses(accesses), ...endOf(at, dayAgo));
}
