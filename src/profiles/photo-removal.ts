import { DatabaseUnavailable, openDatabase } from "../db/database.ts";
import type { Settings } from "../env.ts";
import { PHOTO_SIZES } from "./photo-encoding.ts";
import { knownObjects, objectsRemoved, objectsToRemove } from "./queries-photo.ts";

const TRIP_LIMIT = 10_000;
/** Rows of one run; each names an object of every size, and R2 deletes a thousand at once. */
const RUN = 400;
const PREFIX = "photos/";
/** An upload that has not written its row after this many milliseconds never will. */
const ABANDONED = 24 * 60 * 60 * 1000;

function systemDatabase(settings: Settings, now: () => number) {
	return openDatabase(
		{ url: settings.databaseUrl, authToken: settings.databaseToken, timeout: TRIP_LIMIT, clock: now },
		{ kind: "system", reason: "objects" },
	);
}

/**
 * Deletes the files of photos that are gone: after the response that deleted them, and each minute. Deleting twice is
 * deleting once, so a run that ends halfway is taken up by the next.
 * @returns how many photos
 */
export async function sweepObjects(settings: Settings, now: () => number): Promise<number> {
	const { objects } = settings;
	if (objects === undefined) return 0;
	try {
		const database = systemDatabase(settings, now);
		const [rows] = await database.read(objectsToRemove(RUN));
		if (rows.length === 0) return 0;
		const keys = rows.map(({ object_key }) => object_key);
		await objects.delete(keys.flatMap((key) => Object.keys(PHOTO_SIZES).map((size) => `${key}/${size}`)));
		await database.write(objectsRemoved(keys));
		return rows.length;
	} catch (error) {
		// What waits goes on waiting.
		if (error instanceof DatabaseUnavailable) return 0;
		throw error;
	}
}

/**
 * Deletes files that no photo names: of uploads that ended between store and database. Looks at a page of the store
 * from a random place, so that in the long run it sees all of it without remembering where it was.
 * @param from where to begin: random characters
 */
export async function sweepOrphans(settings: Settings, now: () => number, from: string): Promise<number> {
	const { objects } = settings;
	if (objects === undefined) return 0;
	const page = await objects.list({ prefix: PREFIX, startAfter: `${PREFIX}${from}`, limit: RUN });
	const old = page.objects.filter(({ uploaded }) => now() - uploaded.getTime() > ABANDONED).map(({ key }) => key);
	if (old.length === 0) return 0;
	const keyOf = (name: string) => name.slice(0, name.lastIndexOf("/"));
	const [known] = await systemDatabase(settings, now).read(knownObjects([...new Set(old.map(keyOf))]));
	const orphans = old.filter((name) => !known.some(({ object_key }) => object_key === keyOf(name)));
	if (orphans.length > 0) await objects.delete(orphans);
	return orphans.length;
}
