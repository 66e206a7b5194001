import type { KeySources } from "../crypto/keys.ts";
import { type Database, openDatabase } from "../db/database.ts";
import type { Settings } from "../settings.ts";
import { actsCheck } from "./behind.ts";

/** Milliseconds of the trip that asks the database what fits. */
const NAMES_LIMIT = 2_000;
const SCOPE = { kind: "system", reason: "keys" } as const;

/** How a request reaches the database, and what goes on after its response. */
type RequestTrips = {
	openDatabase(timeout: number, behind: boolean): Database;
	after(work: Promise<unknown>): void;
};

/** The ring's part of the Worker's settings. `request`: its trips are a request's own, and some go on behind it. */
export function keySources(
	{ keyRoot, salts, keysKept, databaseUrl: url, databaseToken: authToken, tableRules: rules, acts }: Settings,
	now: () => number,
	request?: RequestTrips,
): KeySources {
	const own = () => openDatabase({ url, authToken, rules, timeout: NAMES_LIMIT, clock: now }, SCOPE);
	return {
		root: keyRoot,
		salts,
		now,
		kept: keysKept,
		companion: actsCheck(acts),
		openDatabase: (behind) => request?.openDatabase(NAMES_LIMIT, behind).as(SCOPE) ?? own(),
		after: request?.after,
	};
}
