import type { Snapshot } from "../brand/snapshot.ts";
import { keyRing, RING_KEPT, ringOfCopy } from "../crypto/keys.ts";
import { randomToken } from "../crypto/random.ts";
import { type Database, DatabaseUnavailable, openDatabase } from "../db/database.ts";
import { Unavailable } from "../errors.ts";
import type { RealmId } from "../ids.ts";
import type { Settings } from "../settings.ts";
import { DatabaseBehind, knownActQueries, requireNotBehind } from "./behind.ts";
import { keySources } from "./key-sources.ts";
import { putActs } from "./put.ts";
import { realmsWithWaitingActs } from "./queries.ts";
import { forgetNotice, newestRestore, noticeRestore, type RestoreRow } from "./queries-restore.ts";
import { type AheadCounts, finishRestore, RestoreStopped } from "./restore.ts";
import { deleteOldActs, realmsWithActs } from "./store.ts";

const TRIP_LIMIT = 10_000;
/** Milliseconds of a run; the next tick comes after 60,000. */
const ON_TICK = 40_000;

type World = { settings: Settings; now(): number };

/** After a response that did something which must not be undone. */
export function putRealmActs(settings: Settings, now: () => number, realm: RealmId): Promise<void> {
	return quietly(async () => {
		const database = systemDatabase({ settings, now });
		const ring = await keyRing(keySources(settings, now));
		await putActs({ database, ring, store: settings.acts, now }, realm);
	});
}

/** Each minute, before anything else: finishes a restore that was asked for, or leaves word that one is needed. */
export function restoreTick(world: World & { snapshot: Snapshot | undefined }): Promise<void> {
	const { settings, now, snapshot } = world;
	return quietly(async () => {
		const database = systemDatabase(world);
		const [[open]] = await database.read(newestRestore());
		const isAsked = open?.asked_at != null && open.finished_at === null;
		if (!isAsked) await noticeBehind(database, world, open);
		else if (snapshot)
			await finishRestore(
				{
					...{ database, now, store: settings.acts, holder: randomToken(16) },
					ring: await ringOfCopy(keySources(settings, now)),
					findRealm: (id) => snapshot.findRealm({ id }),
					noticedWithin: 2 * (settings.keysKept ?? RING_KEPT),
				},
				ON_TICK,
			);
	});
}

/** Leaves word for the operator's command of what the database lacks. */
async function noticeBehind(database: Database, { settings, now }: World, open: RestoreRow | undefined): Promise<void> {
	try {
		const [known, asked] = await database.read(...knownActQueries);
		await requireNotBehind(database, settings.acts, { known, asked });
	} catch (error) {
		if (!(error instanceof DatabaseBehind)) throw error;
		const ahead = Object.fromEntries(
			[...error.ahead].map(([realm, acts]) => [realm, { acts: acts.length, since: acts[0]?.putAt ?? "" }]),
		) satisfies AheadCounts;
		await database.write(...noticeRestore(JSON.stringify(ahead), new Date(now()).toISOString()));
		return;
	}
	if (open?.asked_at === null) await database.write(forgetNotice());
}

/** Each minute: puts what a response left undone, and deletes acts that no copy needs and nobody can open any more. */
export function actTick(world: World): Promise<void> {
	const { settings, now } = world;
	return quietly(async () => {
		const store = settings.acts;
		const database = systemDatabase(world);
		const ring = await keyRing(keySources(settings, now));
		const [realms] = await database.read(realmsWithWaitingActs());
		for (const { realm_id } of realms) await putActs({ database, ring, store, now }, realm_id as RealmId);
		for (const realm of await realmsWithActs(store)) await deleteOldActs(store, ring, realm);
	});
}

/** What cannot be done now is said, and tried again at the next minute. */
async function quietly(work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (error instanceof DatabaseUnavailable) return;
		if (!(error instanceof Unavailable || error instanceof RestoreStopped)) throw error;
		const standstill = error.message;
		console.error(`acts: ${standstill}`);
	}
}

function systemDatabase({ settings, now }: World): Database {
	return openDatabase(
		{
			...{ url: settings.databaseUrl, authToken: settings.databaseToken, rules: settings.tableRules },
			...{ timeout: TRIP_LIMIT, clock: now },
		},
		{ kind: "system", reason: "acts" },
	);
}
