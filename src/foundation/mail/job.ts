import type { JobContext } from "../context.ts";
import { purgeMail } from "./delivery/drain.ts";
import type { Letters } from "./letters.ts";
import { sendDueMail } from "./send.ts";

/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 40_000;

/** At the same time, each on a connection of its own; a second finds work only when the first leaves some. */
const RUNS = 2;

/** So many chunks a minute: a letter to a million members is gone within a day of its end. */
const PURGE_ROUNDS = 5;

/** Sends what is due, and deletes what has been kept long enough. */
export async function mailJob(context: JobContext, letters: Letters): Promise<void> {
	const runs = await Promise.allSettled(
		Array.from({ length: RUNS }, () => sendDueMail(context, letters, RUN_LIMIT_MS)),
	);
	for (const run of runs) if (run.status === "rejected") throw run.reason;
	const database = context.database("mail");
	const { now } = context.step();
	for (let round = 0; round < PURGE_ROUNDS; round += 1) if ((await purgeMail(database, now)) === 0) return;
}
