import { createApp } from "./app.tsx";
import { guarded, parseEnv } from "./env.ts";
import { freshRegistry } from "./foundation/brand/registry.ts";
import { keptAnswer } from "./foundation/http/answer.ts";
import type { Bindings } from "./foundation/settings.ts";
import { runJobs } from "./jobs.ts";
import { REGISTER, TABLE_RULES } from "./register.ts";

const platform = {
	now: () => Date.now(),
	wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};

const app = createApp(platform, { register: REGISTER, rules: TABLE_RULES });

type Execution = { waitUntil(work: Promise<unknown>): void; passThroughOnException(): void; props: unknown };

export default {
	fetch: (request: Request, env: Bindings, execution: Execution): Response | Promise<Response> =>
		keptAnswer(request, freshRegistry(platform.now()), platform.now()) ?? app.fetch(request, env, execution),

	/** Each minute. */
	scheduled: (_event: unknown, env: Bindings, execution: Execution): Promise<void> =>
		runJobs({
			settings: guarded(parseEnv(env, TABLE_RULES), platform.now),
			platform,
			after: (work) => execution.waitUntil(work),
		}),
};
