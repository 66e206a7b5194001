import type { Act } from "#foundation/acts/act.ts";
import { knownActs } from "#foundation/acts/queries.ts";
import { askRestore, newestRestore } from "#foundation/acts/queries-restore.ts";
import { finishRestore, progressOf, type ReplayAct } from "#foundation/acts/restore.ts";
import { actsAfter, getAct, realmsWithActs } from "#foundation/acts/store.ts";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import { randomToken } from "#foundation/crypto/random.ts";
import type { Database } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import type { ActStore } from "#foundation/objects/store.ts";
import { CommandError } from "../command.ts";
import { readSnapshot } from "../publish/live-state.ts";

/** An act that stands in the bucket and that a restored copy does not know. */
export type LaterAct = { realm: RealmId; number: number; act: Act };

type Copy = { database: Database; ring: KeyRing; store: ActStore };

/** Every act since the backup, of every realm, in its order. */
export async function laterActs({ database, ring, store }: Copy): Promise<LaterAct[]> {
	const [known] = await database.read(knownActs());
	const found: LaterAct[] = [];
	for (const realm of await realmsWithActs(store)) {
		const own = known.filter(({ realm_id, put_at }) => realm_id === realm && put_at !== null);
		let number = Math.max(0, ...own.map((act) => act.number));
		for (
			let page = await actsAfter(store, realm, number);
			page.length > 0;
			page = await actsAfter(store, realm, number)
		) {
			for (const stored of page)
				found.push({ realm, number: stored.number, act: await getAct(store, ring, realm, stored) });
			number = page.at(-1)?.number ?? number;
		}
	}
	return found;
}

/** Milliseconds of one go. */
const RUN_LIMIT_MS = 600_000;

/**
 * Does on the copy what the Worker does on one that was put back, and compares with the acts that were listed before.
 * @returns how many acts were replayed: those, and any that came meanwhile
 * @throws CommandError when one of them was not
 */
export async function replayActs(
	copy: Copy & { replay: ReplayAct; now(): number },
	later: readonly LaterAct[],
): Promise<number> {
	const { database, ring, store, replay, now } = copy;
	const snapshot = await readSnapshot(database);
	await database.write(...askRestore(new Date(now()).toISOString()));
	const sources = {
		...{ database, ring, store, replay, now, noticedWithin: 0, holder: randomToken(16) },
		findRealm: (id: string) => snapshot?.findRealm({ id }),
	};
	while (!(await finishRestore(sources, RUN_LIMIT_MS))) {
		// It goes on where it stopped.
	}
	const [[row], known] = await database.read(newestRestore(), knownActs());
	const done = row ? progressOf(row).acts : 0;
	const missing = later.filter(
		({ realm, number }) => !known.some((act) => act.realm_id === realm && act.put_at !== null && act.number >= number),
	);
	if (row?.finished_at == null || missing.length > 0 || done < later.length)
		throw new CommandError(
			`${Math.max(missing.length, later.length - done)} of ${later.length} later act(s) were not replayed`,
		);
	return done;
}
