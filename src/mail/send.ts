import type { Snapshot } from "../brand/snapshot.ts";
import { keyRing, keySources } from "../crypto/keys.ts";
import { randomFraction } from "../crypto/random.ts";
import { DatabaseUnavailable, openDatabase } from "../db/database.ts";
import type { Settings } from "../env.ts";
import { type DrainReport, drainOutbox, purgeMail } from "./drain.ts";
import { connectMail } from "./transport.ts";

export type MailWorld = { settings: Settings; snapshot: Snapshot; now(): number };

const TRIP_LIMIT = 10_000;

/** Milliseconds that a run may last: after a response the runtime ends it at 30 seconds, a tick at the next. */
export const AFTER_RESPONSE = 15_000;
export const ON_TICK = 40_000;

/**
 * Sends what is due, for at most so many milliseconds: after a response that queued mail, and each minute. Undefined
 * when the database does not answer: what waits goes on waiting.
 */
export async function sendDueMail(world: MailWorld, limit: number): Promise<DrainReport | undefined> {
	const { settings, snapshot, now } = world;
	try {
		return await drainOutbox(
			{
				database: systemDatabase(world),
				ring: await keyRing(keySources(settings, now)),
				findBrand: (id) => snapshot.findBrand(id),
				openConnection: () => connectMail(settings),
				settings,
				now,
				random: randomFraction,
			},
			now() + limit,
		);
	} catch (error) {
		if (error instanceof DatabaseUnavailable) return undefined;
		throw error;
	}
}

/** Each minute: sends what is due, and deletes what has been kept long enough. */
export async function mailTick(world: MailWorld): Promise<void> {
	if ((await sendDueMail(world, ON_TICK)) !== undefined) await purgeMail(systemDatabase(world), world.now());
}

function systemDatabase({ settings, now }: MailWorld) {
	return openDatabase(
		{ url: settings.databaseUrl, authToken: settings.databaseToken, timeout: TRIP_LIMIT, clock: now },
		{ kind: "system", reason: "mail" },
	);
}
