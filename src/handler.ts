import { createApp } from "./app.tsx";
import { VISITS } from "./features/visits/visit-log.ts";
import { freshRegistry } from "./foundation/brand/registry.ts";
import { cachedResponse } from "./foundation/http/respond-cached.ts";
import type { Bindings } from "./foundation/settings.ts";
import type { Platform } from "./foundation/system.ts";
import { REGISTER, TABLE_RULES } from "./register.ts";

/** Of the runtime: `waitUntil` keeps it alive until work that goes on after a response has ended. */
export type Execution = {
	waitUntil(work: Promise<unknown>): void;
	passThroughOnException(): void;
	props: unknown;
};
export type Handler = (request: Request, bindings: Bindings, execution: Execution) => Response | Promise<Response>;

/** What every runtime calls with a request. */
export function createHandler(platform: Platform): Handler {
	const app = createApp(platform, { register: REGISTER, rules: TABLE_RULES });
	return (request, bindings, execution) => {
		const now = platform.now();
		return cachedResponse(request, freshRegistry(now), now, VISITS.count) ?? app.fetch(request, bindings, execution);
	};
}
