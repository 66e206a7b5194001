import type { JobContext } from "../context.ts";
import type { Letters } from "./letters.ts";
import { sendDueMail } from "./send.ts";

/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 40_000;

/** At the same time, each on a connection of its own; a second finds work only when the first leaves some. */
const RUNS = 2;

/** Sends what is due. What was sent goes when its term ends, by retention. */
export async function mailJob(context: JobContext, letters: Letters): Promise<void> {
	const runs = await Promise.allSettled(
		Array.from({ length: RUNS }, () => sendDueMail(context, letters, RUN_LIMIT_MS)),
	);
	for (const run of runs) if (run.status === "rejected") throw run.reason;
}
