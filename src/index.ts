import { INDEXED_TABLES } from "./accounts/indexed-tables.ts";
import { createApp } from "./app.tsx";
import { freshRegistry, refreshRegistry } from "./brand/registry.ts";
import { randomToken } from "./crypto/random.ts";
import { keyTick } from "./crypto/rotation-tick.ts";
import { openDatabase } from "./db/database.ts";
import { type Bindings, parseEnv } from "./env.ts";
import { mailTick } from "./mail/send.ts";
import { sweepObjects, sweepOrphans } from "./profiles/photo-removal.ts";
import { keptAnswer } from "./ui/answer.ts";

const platform = {
	now: () => Date.now(),
	wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};

const app = createApp(platform);

type Execution = { waitUntil(work: Promise<unknown>): void; passThroughOnException(): void; props: unknown };

export default {
	fetch: (request: Request, env: Bindings, execution: Execution): Response | Promise<Response> =>
		keptAnswer(request, freshRegistry(platform.now()), platform.now()) ?? app.fetch(request, env, execution),

	/** Each minute: looks for a new registry, so that the copy for a cold start without database never lags; sends mail; rotates keys; deletes files. */
	async scheduled(_event: unknown, env: Bindings, execution: Execution): Promise<void> {
		const settings = parseEnv(env);
		await refreshRegistry({
			...platform,
			copies: settings.copies,
			openDatabase: (timeout) =>
				openDatabase(
					{ url: settings.databaseUrl, authToken: settings.databaseToken, timeout, clock: platform.now },
					{ kind: "system", reason: "registry" },
				),
			after: (work) => execution.waitUntil(work),
		});
		const snapshot = freshRegistry(platform.now());
		const mail = snapshot ? mailTick({ settings, snapshot, now: platform.now }) : undefined;
		const ended = await Promise.allSettled([
			mail,
			keyTick(settings, INDEXED_TABLES, platform.now),
			sweepObjects(settings, platform.now),
			sweepOrphans(settings, platform.now, randomToken(2)),
		]);
		for (const one of ended) if (one.status === "rejected") throw one.reason;
	},
};
