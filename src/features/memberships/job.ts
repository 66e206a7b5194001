import type { JobContext } from "#foundation/context.ts";
import { notifyStatementChanges } from "./statement-notices.ts";

/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 40_000;

/** Tells members of statements that were published since they were told last. */
export async function statementNoticesJob(context: JobContext): Promise<void> {
	const ring = await context.keys();
	const until = context.clock() + RUN_LIMIT_MS;
	await notifyStatementChanges({
		...{ ring, now: context.now, snapshot: context.snapshot(), database: context.database("statement notices") },
		isTimeUp: () => context.clock() >= until,
	});
}
