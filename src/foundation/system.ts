import { keySources } from "./acts/key-sources.ts";
import { lastRegistry, type RegistryContext } from "./brand/registry.ts";
import type { JobContext } from "./context.ts";
import { keyRing } from "./crypto/keys.ts";
import { randomFraction } from "./crypto/random.ts";
import { openDatabase } from "./db/database.ts";
import { Unavailable } from "./errors.ts";
import type { Settings } from "./settings.ts";

/** What the runtime gives: the clock and a timer are arguments everywhere below (DECISIONS 20). */
export type Platform = { now(): number; wait(milliseconds: number): Promise<void> };

/** `keepAlive`: keeps the runtime alive until the work that it is given has ended. */
export type SystemStart = { settings: Settings; platform: Platform; keepAlive(work: Promise<unknown>): void };

/** What stands in for the parts that the settings name. */
export type OtherParts = Partial<Pick<JobContext, "database" | "snapshot" | "random">>;

/** Milliseconds of one trip. */
const TRIP_LIMIT_MS = 10_000;

/** The context of jobs and of work after a response, the same for the scheduled handler, requests and tests. */
export function openSystem({ settings, platform, keepAlive }: SystemStart, other: OtherParts = {}): JobContext {
	const { now: clock, wait } = platform;
	const database: JobContext["database"] = (reason, timeout = TRIP_LIMIT_MS) =>
		openDatabase(
			{
				...{ url: settings.databaseUrl, authToken: settings.databaseToken, rules: settings.tableRules },
				...{ timeout, clock },
			},
			{ kind: "system", reason },
		);
	const parts = { database, snapshot: seenRegistry, random: randomFraction, ...other };
	const sources = keySources(settings, clock, { openDatabase: (timeout) => parts.database("keys", timeout) });
	const step = (): JobContext => {
		const now = clock();
		return {
			...{ settings, ...parts, clock, wait, keepAlive, step },
			...{ keySources: sources, keys: () => keyRing(sources) },
			...{ now, at: new Date(now).toISOString() },
		};
	};
	return step();
}

function seenRegistry() {
	const snapshot = lastRegistry();
	if (snapshot === undefined) throw new Unavailable("there is no registry yet");
	return snapshot;
}

/** What a look at the registry needs. */
export const registryContext = ({ settings, clock: now, wait, keepAlive, database }: JobContext): RegistryContext => ({
	openDatabase: (timeout) => database("registry", timeout),
	...{ copies: settings.copies, now, wait, keepAlive },
});
