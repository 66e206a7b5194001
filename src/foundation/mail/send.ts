import type { JobContext } from "../context.ts";
import { type DrainReport, type DrainSources, drainOutbox } from "./drain.ts";
import { connectMail } from "./transport.ts";

/** Milliseconds that a run may last after a response: the runtime ends it at 30 seconds. */
const AFTER_RESPONSE = 15_000;

/**
 * Sends what is due, for at most so many milliseconds.
 * @throws Unavailable when the database does not answer, or the keys do not fit it: what waits goes on waiting
 */
export async function sendDueMail(job: JobContext, limit = AFTER_RESPONSE): Promise<DrainReport> {
	return drainOutbox(await drainSources(job, () => connectMail(job.settings)), job.clock() + limit);
}

/** What a run of the outbox needs, of a job. */
export async function drainSources(
	{ settings, clock: now, random, database, snapshot, keys }: JobContext,
	openConnection: DrainSources["openConnection"],
): Promise<DrainSources> {
	const known = snapshot();
	return {
		...{ settings, now, random, openConnection },
		...{ database: database("mail"), ring: await keys() },
		findBrand: (id) => known.findBrand(id),
	};
}
