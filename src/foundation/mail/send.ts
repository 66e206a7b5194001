import { keySources } from "../acts/key-sources.ts";
import type { Snapshot } from "../brand/snapshot.ts";
import { keyRing } from "../crypto/keys.ts";
import { randomFraction } from "../crypto/random.ts";
import { openDatabase } from "../db/database.ts";
import { Unavailable } from "../errors.ts";
import type { Settings } from "../settings.ts";
import { drainOutbox, purgeMail } from "./delivery/drain.ts";
import type { DrainReport } from "./delivery/run.ts";
import { connectMail } from "./delivery/transport.ts";
import type { Letters } from "./letters.ts";

export type MailWorld = { settings: Settings; snapshot: Snapshot; letters: Letters; now(): number };

const TRIP_LIMIT = 10_000;

/** Milliseconds that a run may last: after a response the runtime ends it at 30 seconds, a tick at the next. */
export const AFTER_RESPONSE = 15_000;
export const ON_TICK = 40_000;

/**
 * Sends what is due, for at most so many milliseconds: after a response that queued mail, and each minute. Undefined
 * when the database does not answer, or the keys do not fit it: what waits goes on waiting.
 */
export async function sendDueMail(world: MailWorld, limit: number): Promise<DrainReport | undefined> {
	const { settings, snapshot, letters, now } = world;
	try {
		return await drainOutbox(
			{
				database: systemDatabase(world),
				ring: await keyRing(keySources(settings, now)),
				findBrand: (id) => snapshot.findBrand(id),
				letters,
				openConnection: () => connectMail(settings),
				settings,
				now,
				random: randomFraction,
			},
			now() + limit,
		);
	} catch (error) {
		if (error instanceof Unavailable) return undefined;
		throw error;
	}
}

/** At the same time, each on a connection of its own; a second finds work only when the first leaves some. */
const RUNS = 2;

/** So many chunks a minute: a letter to a million members is gone within a day of its end. */
const PURGE_ROUNDS = 5;

/** Each minute: sends what is due, and deletes what has been kept long enough. */
export async function mailTick(world: MailWorld): Promise<void> {
	const runs = await Promise.all(Array.from({ length: RUNS }, () => sendDueMail(world, ON_TICK)));
	if (runs.includes(undefined)) return;
	const database = systemDatabase(world);
	for (let round = 0; round < PURGE_ROUNDS; round += 1) if ((await purgeMail(database, world.now())) === 0) return;
}

function systemDatabase({ settings, now }: MailWorld) {
	return openDatabase(
		{ url: settings.databaseUrl, authToken: settings.databaseToken, timeout: TRIP_LIMIT, clock: now },
		{ kind: "system", reason: "mail" },
	);
}
