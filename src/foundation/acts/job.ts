import type { JobContext } from "../context.ts";
import { RING_TTL_MS, ringOfCopy } from "../crypto/keys.ts";
import { randomToken } from "../crypto/random.ts";
import type { Database } from "../db/database.ts";
import type { RealmId } from "../ids.ts";
import { DatabaseBehind, knownActQueries, requireNotBehind } from "./behind.ts";
import { putActs, saying } from "./put.ts";
import { realmsWithWaitingActs } from "./queries.ts";
import { forgetNotice, newestRestore, noticeRestore, type RestoreRow } from "./queries-restore.ts";
import { type AheadCounts, finishRestore, type ReplayAct } from "./restore.ts";
import { deleteOldActs, realmsWithActs } from "./store.ts";

/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 40_000;

/** Before anything else: finishes a restore that was asked for, or leaves word that one is needed. */
export function restoreJob(context: JobContext, replay: ReplayAct): Promise<void> {
	const { settings, clock, snapshot } = context;
	return saying(async () => {
		const database = context.database("acts");
		const [[open]] = await database.read(newestRestore());
		if (open?.asked_at == null || open.finished_at !== null) return noticeBehind(context, database, open);
		const known = snapshot();
		await finishRestore(
			{
				...{ database, replay, now: clock, store: settings.acts, holder: randomToken(16) },
				ring: await ringOfCopy(context.keySources),
				findRealm: (id) => known.findRealm({ id }),
				noticedWithin: 2 * (settings.keysKept ?? RING_TTL_MS),
			},
			RUN_LIMIT_MS,
		);
	});
}

/** Leaves word for the operator's command of what the database lacks. */
async function noticeBehind(
	{ settings, at }: JobContext,
	database: Database,
	open: RestoreRow | undefined,
): Promise<void> {
	try {
		const [known, asked] = await database.read(...knownActQueries);
		await requireNotBehind(database, settings.acts, { known, asked });
	} catch (error) {
		if (!(error instanceof DatabaseBehind)) throw error;
		const ahead = Object.fromEntries(
			[...error.ahead].map(([realm, acts]) => [realm, { acts: acts.length, since: acts[0]?.putAt ?? "" }]),
		) satisfies AheadCounts;
		await database.write(...noticeRestore(JSON.stringify(ahead), at));
		return;
	}
	if (open?.asked_at === null) await database.write(forgetNotice());
}

/** Puts what a response left undone, and deletes acts that no copy needs and nobody can open any more. */
export function actsJob(context: JobContext): Promise<void> {
	const store = context.settings.acts;
	return saying(async () => {
		const database = context.database("acts");
		const ring = await context.keys();
		const [realms] = await database.read(realmsWithWaitingActs());
		for (const { realm_id } of realms)
			await putActs({ database, ring, store, now: context.clock }, realm_id as RealmId);
		for (const realm of await realmsWithActs(store)) await deleteOldActs(store, ring, realm);
	});
}
