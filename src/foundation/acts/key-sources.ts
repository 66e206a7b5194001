import type { KeySources } from "../crypto/keys.ts";
import type { Database } from "../db/database.ts";
import type { Settings } from "../settings.ts";
import { actsCheck } from "./behind.ts";

/** Milliseconds of the trip that asks the database what fits. */
const TRIP_LIMIT_MS = 2_000;
const SCOPE = { kind: "system", reason: "keys" } as const;

/** How the database is reached; `keepAlive`: for what goes on after a response, where there is one. */
type Trips = {
	openDatabase(timeout: number, behind: boolean): Database;
	keepAlive?(work: Promise<unknown>): void;
};

/** The ring's part of the Worker's settings. */
export function keySources({ keyRoot, salts, keysKept, acts }: Settings, now: () => number, trips: Trips): KeySources {
	return {
		root: keyRoot,
		salts,
		now,
		kept: keysKept,
		companion: actsCheck(acts),
		openDatabase: (behind) => trips.openDatabase(TRIP_LIMIT_MS, behind).as(SCOPE),
		keepAlive: trips.keepAlive,
	};
}
