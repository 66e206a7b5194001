import type { JobContext } from "#foundation/context.ts";
import type { RealmId } from "#foundation/ids.ts";
import { DAY } from "#foundation/time.ts";
import { removeFiles } from "./files.ts";
import { changeTicket, silentTickets } from "./queries.ts";
import { LINK_DAYS, stateAfter } from "./ticket.ts";

/** Tickets that one run closes. */
const MAX_CLOSED = 100;

/**
 * Closes tickets that were answered and to which nobody wrote for as long as the link of the answer works, so that their
 * term begins; and removes the files of those that are gone.
 */
export async function ticketsJob(job: JobContext): Promise<void> {
	// Beside a database that the keys do not fit, files are nobody's.
	await job.keys();
	await closeSilent(job);
	await removeFiles(job);
}

async function closeSilent(job: JobContext): Promise<void> {
	const database = job.database("tickets");
	const [silent] = await database.read(silentTickets(new Date(job.now - LINK_DAYS * DAY).toISOString(), MAX_CLOSED));
	const state = stateAfter("answered", "silence");
	if (silent.length === 0 || state === undefined) return;
	await database.write(
		...silent.map(({ realm_id, id, answered_at }) =>
			changeTicket(realm_id as RealmId, id, { state, closed_at: job.at })
				.where("state", "=", "answered")
				.where("answered_at", "=", answered_at),
		),
	);
}
