import { guarded, parseEnv } from "./env.ts";
import type { Bindings } from "./foundation/settings.ts";
import { createHandler, type Execution } from "./handler.ts";
import { runJobs } from "./jobs.ts";
import { TABLE_RULES } from "./register.ts";

const platform = {
	now: () => Date.now(),
	wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};

export default {
	fetch: createHandler(platform),

	/** Each minute. */
	scheduled: (_event: unknown, env: Bindings, execution: Execution): Promise<void> =>
		runJobs({
			settings: guarded(parseEnv(env, TABLE_RULES), platform.now),
			platform,
			keepAlive: (work) => execution.waitUntil(work),
		}),
};
