import type { JobContext } from "#foundation/context.ts";
import { flushVisits } from "./flush.ts";
import { VISITS } from "./visit-log.ts";

/** What the isolate that runs the minute's work has seen: it takes no lease, for another's memory is not its own. */
export const visitsJob = (context: JobContext): Promise<void> => flushVisits(context, VISITS);
