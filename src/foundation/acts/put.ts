import type { KeyRing } from "../crypto/keys.ts";
import { type Database, DatabaseUnavailable } from "../db/database.ts";
import { StandsStill, Unavailable } from "../errors.ts";
import type { RealmId } from "../ids.ts";
import type { ActStore } from "../objects/store.ts";
import { DatabaseBehind } from "./behind.ts";
import { actsPut, type WaitingAct, waitingActs } from "./queries.ts";
import { putAct } from "./store.ts";

export type PutSources = { database: Database; ring: KeyRing; store: ActStore; now(): number };

/** Acts that one look at the database gives. */
const MAX_ACTS = 50;

/** The acts of a realm that wait, for the end of the batch that adds one. */
export const waitingOf = (realm: RealmId) => waitingActs(realm, MAX_ACTS);

/**
 * Puts acts that wait in the order of their numbers, beginning with those that were read already, until none is left.
 * Putting twice is putting once, so that a request, the work after it and the minute's may do it at the same time.
 * @param mark writes down that they were put
 * @throws ActStoreUnavailable, DatabaseBehind, DatabaseUnavailable
 */
export async function putActs(
	{ database, ring, store, now }: PutSources,
	realm: RealmId,
	first?: readonly WaitingAct[],
	mark: (rows: ReturnType<typeof actsPut>) => unknown = (rows) => database.write(...rows),
): Promise<void> {
	for (let read = first, after = 0; ; read = undefined) {
		const acts = read ?? (await database.read(waitingActs(realm, MAX_ACTS, after)))[0];
		for (const { number, id, act_json: json } of acts)
			if (json !== null && !(await putAct(store, ring, realm, { number, id, json })))
				throw new DatabaseBehind(`act ${number} of ${realm} in the bucket is another one`);
		if (acts.length > 0) await mark(actsPut(realm, acts, new Date(now()).toISOString()));
		if (acts.length < MAX_ACTS) return;
		after = acts.at(-1)?.number ?? after;
	}
}

/** A standstill of acts is said here; what the database does not answer is said where it is asked. */
export async function saying(work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (error instanceof DatabaseUnavailable) throw error;
		if (error instanceof Unavailable || error instanceof StandsStill) {
			const standstill = error.message;
			console.error(`acts: ${standstill}`);
		}
		throw error;
	}
}
