import { auditHead } from "../../audit/audit.ts";
import type { JobContext } from "../../context.ts";
import { uuidv7 } from "../../crypto/random.ts";
import { retryOnConflict } from "../../db/conflict.ts";
import type { Database } from "../../db/database.ts";
import { StandsStill, Unavailable } from "../../errors.ts";
import { realmIdSchema } from "../../ids.ts";
import { removeQueuedObjects } from "../../objects/removal-queue.ts";
import type { Register } from "../../register/declaration.ts";
import { kindOf } from "../erase-subjects.ts";
import { HELD_OBJECTS } from "../personal-data.ts";
import { readRealms } from "../realms.ts";
import { keepItems } from "./keep.ts";
import { holdById, holdsUntil, idOfObject, knownHeldObjects, waitingHolds } from "./queries-holds.ts";
import { release } from "./release.ts";

/** Holds of one run. */
const MAX_HOLDS = 100;
/** Milliseconds of one trip. */
const TRIP_LIMIT_MS = 10_000;
/** Objects of one look at the store; one that has stood so long without its hold is of none. */
const PAGE_SIZE = 400;
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

const REASON = "holds";

/**
 * Releases holds whose date has come, seals what newer ones hold, and removes the objects of those that ended. What one
 * run leaves, the next one does.
 * @throws StandsStill when a hold could not be released or sealed, once the others are
 */
export async function holdsJob(context: JobContext, register: Register): Promise<void> {
	await context.keys();
	const database = context.database(REASON, TRIP_LIMIT_MS);
	const failed = [...(await releaseDue(context, database)), ...(await sealAll(context, database, register))];
	await removeHeldObjects(context, database);
	if (failed.length === 0) return;
	const standstill = `${failed.length} could not be released or sealed (${[...new Set(failed)].join(", ")})`;
	console.error(`holds: ${standstill}`);
	throw new StandsStill(standstill);
}

/** After a response that placed a hold: its item is sealed. What fails here, the next minute's run tries again. */
export async function sealWaiting(context: JobContext, register: Register): Promise<void> {
	await sealAll(context, context.database(REASON, TRIP_LIMIT_MS), register);
}

/** After a response that released one: its object goes. */
export const removeReleased = (context: JobContext): Promise<void> =>
	removeHeldObjects(context, context.database(REASON, TRIP_LIMIT_MS));

/** @returns the kinds of what went wrong */
async function releaseDue(context: JobContext, database: Database): Promise<string[]> {
	const { at } = context.step();
	const [due] = await database.read(holdsUntil(at, MAX_HOLDS));
	return eachOf(due, async ({ realm_id, id }) => {
		const realm = realmIdSchema.parse(realm_id);
		await retryOnConflict(async () => {
			const [[hold], [head]] = await database.read(holdById(realm, id), auditHead(realm));
			// Staff were first.
			if (hold === undefined || hold.released_at !== null) return;
			const one = { realm, id, member: hold.member_id, table: hold.table_name };
			await database.write(...(await release({ hold: one, by: "system", at }, head)));
		});
	});
}

/** @returns the kinds of what went wrong */
async function sealAll(context: JobContext, database: Database, register: Register): Promise<string[]> {
	const [holds] = await database.read(waitingHolds(MAX_HOLDS));
	if (holds.length === 0) return [];
	const { realms } = await readRealms(database, context.snapshot(), context.now);
	const { keys, settings, at } = context.step();
	const run = { keys, database, objects: settings.objects, register, at };
	return eachOf(holds, async (hold) => {
		const realm = realms.find((one) => one.realm === hold.realm_id) ?? { realm: hold.realm_id, brands: [] };
		const queries = await keepItems(run, realm, [hold]);
		// Where the erasure of its member sealed it at the same moment, this writes nothing.
		await database.write(...queries);
	});
}

/** One that fails for a reason of its own holds up no other; without database or store nothing goes on. */
async function eachOf<One>(all: readonly One[], work: (one: One) => Promise<void>): Promise<string[]> {
	const failed: string[] = [];
	for (const one of all)
		try {
			await work(one);
		} catch (error) {
			if (error instanceof Unavailable) throw error;
			failed.push(kindOf(error));
		}
	return failed;
}

async function removeHeldObjects({ settings, random, now }: JobContext, database: Database): Promise<void> {
	const { objects } = settings;
	while ((await removeQueuedObjects({ objects, database }, HELD_OBJECTS, (key) => [key])) > 0);
	await removeOrphans(objects, database, { now, from: uuidv7(Math.floor(random() * now)) });
}

/**
 * Objects of holds that were released between the store and the database: nobody has their key any more. Looks at a page
 * of the store from a random moment on, as objects are named by when their holds were placed: in the long run, at all.
 */
async function removeOrphans(
	objects: JobContext["settings"]["objects"],
	database: Database,
	{ now, from }: { now: number; from: string },
): Promise<void> {
	const page = await objects.list({ prefix: HELD_OBJECTS, startAfter: `${HELD_OBJECTS}${from}`, limit: PAGE_SIZE });
	const old = page.objects
		.filter(({ uploaded }) => now - uploaded.getTime() > ABANDONED_AFTER_MS)
		.map(({ key }) => key);
	if (old.length === 0) return;
	const [known] = await database.read(knownHeldObjects(old.map(idOfObject)));
	const orphans = old.filter((key) => !known.some(({ id }) => id === idOfObject(key)));
	if (orphans.length > 0) await objects.delete(orphans);
}
