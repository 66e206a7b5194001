import type { Context, JobContext } from "../context.ts";
import { AppError } from "../errors.ts";
import type { RealmId } from "../ids.ts";
import { putActs, saying, waitingOf } from "./put.ts";
import type { WaitingAct } from "./queries.ts";
import { ActStoreUnavailable } from "./store.ts";

/** What is to be put of this realm: after the act, in its batch. */
export const actsWaitingIn = (context: Context) => waitingOf(context.realm.id);

/** Puts what waits once the answer is on its way; what cannot be put then, the minute's work puts. */
export function putActsSoon(context: Context): void {
	context.defer((job) => putRealmActs(job, context.realm.id));
}

function putRealmActs(job: JobContext, realm: RealmId): Promise<void> {
	const { settings, clock: now } = job;
	return saying(async () => {
		await putActs({ database: job.database("acts"), ring: await job.keys(), store: settings.acts, now }, realm);
	});
}

/**
 * Puts a withdrawal before it is confirmed, with what waits before it. One that was written before, and could not be
 * put then, is put by the repeated request.
 * @param waiting what the batch of the withdrawal answered
 * @throws AppError unconfirmed when the bucket does not answer: the withdrawal stands all the same
 */
export async function confirmActs(context: Context, waiting: readonly WaitingAct[]): Promise<void> {
	const { realm, settings } = context;
	if (waiting.length === 0) return;
	const database = context.database();
	const put = { database, ring: await context.keys(), store: settings.acts, now: () => context.now };
	try {
		await putActs(put, realm.id, waiting, (rows) => context.defer(() => database.write(...rows)));
	} catch (error) {
		if (error instanceof ActStoreUnavailable) throw new AppError("unconfirmed", error.message);
		throw error;
	}
}
