import type { JobContext } from "../context.ts";
import { drainOutbox } from "./delivery/drain.ts";
import type { DrainContext, DrainReport } from "./delivery/run.ts";
import { connectMail } from "./delivery/transport.ts";
import type { Letters } from "./letters.ts";

/** Milliseconds that a run may last after a response: the runtime ends it at 30 seconds. */
const AFTER_RESPONSE_LIMIT_MS = 15_000;

/**
 * Sends what is due, for at most so many milliseconds.
 * @throws Unavailable when the database does not answer, or the keys do not fit it: what waits goes on waiting
 */
export async function sendDueMail(
	job: JobContext,
	letters: Letters,
	limit = AFTER_RESPONSE_LIMIT_MS,
): Promise<DrainReport> {
	return drainOutbox(await drainSources(job, letters, () => connectMail(job.settings)), job.clock() + limit);
}

/** What a run of the outbox needs, of a job. */
export async function drainSources(
	{ settings, clock: now, random, database, snapshot, keys }: JobContext,
	letters: Letters,
	openConnection: DrainContext["openConnection"],
): Promise<DrainContext> {
	const known = snapshot();
	return {
		...{ settings, now, random, letters, openConnection },
		...{ database: database("mail"), ring: await keys() },
		findBrand: (id) => known.findBrand(id),
		findRealm: (id) => known.findRealm({ id }),
	};
}
