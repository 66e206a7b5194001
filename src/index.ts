import { createApp } from "./app.tsx";
import { guarded, parseEnv } from "./env.ts";
import { INDEXED_TABLES } from "./features/accounts/indexed-tables.ts";
import { keepAccounts } from "./features/accounts/upkeep.ts";
import { photoTick } from "./features/profiles/photos/photo-removal.ts";
import { keySources } from "./foundation/acts/key-sources.ts";
import { actTick, restoreTick } from "./foundation/acts/tick.ts";
import { freshRegistry, refreshRegistry } from "./foundation/brand/registry.ts";
import type { Snapshot } from "./foundation/brand/snapshot.ts";
import { keyProblem } from "./foundation/crypto/keys.ts";
import { randomToken } from "./foundation/crypto/random.ts";
import { keyTick } from "./foundation/crypto/rotation/rotation-tick.ts";
import { openDatabase } from "./foundation/db/database.ts";
import { keptAnswer } from "./foundation/http/answer.ts";
import { mailTick } from "./foundation/mail/send.ts";
import type { Bindings, Settings } from "./foundation/settings.ts";
import { LETTERS } from "./letters.ts";

const platform = {
	now: () => Date.now(),
	wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};

const app = createApp(platform);

/** Milliseconds of one trip to the database. */
const UPKEEP_LIMIT = 10_000;

type Execution = { waitUntil(work: Promise<unknown>): void; passThroughOnException(): void; props: unknown };

/** Mail after what causes mail. */
async function keepThenMail(settings: Settings, snapshot: Snapshot): Promise<void> {
	const { now } = platform;
	const database = openDatabase(
		{ url: settings.databaseUrl, authToken: settings.databaseToken, timeout: UPKEEP_LIMIT, clock: now },
		{ kind: "system", reason: "upkeep of accounts" },
	);
	try {
		await keepAccounts({ database, keys: keySources(settings, now), snapshot, now });
	} finally {
		await mailTick({ settings, snapshot, letters: LETTERS, now });
	}
}

export default {
	fetch: (request: Request, env: Bindings, execution: Execution): Response | Promise<Response> =>
		keptAnswer(request, freshRegistry(platform.now()), platform.now()) ?? app.fetch(request, env, execution),

	/** Each minute: looks for a new registry, so that the copy for a cold start without database never lags; finishes a restore; sends mail; rotates keys; deletes files; puts acts. */
	async scheduled(_event: unknown, env: Bindings, execution: Execution): Promise<void> {
		const settings = guarded(parseEnv(env), platform.now);
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
		await restoreTick({ settings, snapshot, now: platform.now });
		// Beside a database that is not theirs, files are nobody's; the other jobs read the keys before they begin.
		const fits = (await keyProblem(keySources(settings, platform.now))) === undefined;
		const ended = await Promise.allSettled([
			snapshot && keepThenMail(settings, snapshot),
			keyTick(settings, INDEXED_TABLES, platform.now),
			fits && photoTick(settings, platform.now, randomToken(2)),
			fits && actTick({ settings, now: platform.now }),
		]);
		for (const one of ended) if (one.status === "rejected") throw one.reason;
	},
};
