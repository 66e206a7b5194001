import { type Database, openDatabase } from "#foundation/db/database.ts";
import { Unavailable } from "#foundation/errors.ts";
import type { ObjectBucket } from "#foundation/objects/store.ts";
import type { Settings } from "#foundation/settings.ts";
import { PHOTO_SIZES } from "./photo-encoding.ts";
import { knownObjects, objectsRemoved, objectsToRemove } from "./queries-photo.ts";

const TRIP_LIMIT = 10_000;
/** Rows of one run; each names an object of every size, and R2 deletes a thousand at once. */
const RUN = 400;
const PREFIX = "photos/";
/** An upload that has not written its row after this many milliseconds never will. */
const ABANDONED = 24 * 60 * 60 * 1000;

/** The files of photos, and the database on behalf of every brand. */
export type PhotoStore = { objects: ObjectBucket; database: Database };

/** After a response that deleted photos: their files go. */
export async function sweepObjects(settings: Settings, now: () => number): Promise<void> {
	await withStore(settings, now, removeFiles);
}

/** Each minute: what a response left undone, and what no photo names. `from`: random characters. */
export async function photoTick(settings: Settings, now: () => number, from: string): Promise<void> {
	await withStore(settings, now, async (store) => {
		await removeFiles(store);
		await removeOrphans(store, { now: now(), from });
	});
}

/** When database or bucket do not answer, what waits goes on waiting. */
async function withStore(
	{ objects, databaseUrl: url, databaseToken: authToken, tableRules: rules }: Settings,
	now: () => number,
	work: (store: PhotoStore) => Promise<unknown>,
): Promise<void> {
	const options = { url, authToken, rules, timeout: TRIP_LIMIT, clock: now };
	try {
		await work({ objects, database: openDatabase(options, { kind: "system", reason: "files of photos" }) });
	} catch (error) {
		if (!(error instanceof Unavailable)) throw error;
	}
}

/**
 * Deletes the files of photos that are gone. Deleting twice is deleting once, so a run that ends halfway is taken up
 * by the next.
 * @returns how many photos
 */
export async function removeFiles({ objects, database }: PhotoStore): Promise<number> {
	const [rows] = await database.read(objectsToRemove(RUN));
	if (rows.length === 0) return 0;
	const keys = rows.map(({ object_key }) => object_key);
	await objects.delete(keys.flatMap((key) => Object.keys(PHOTO_SIZES).map((size) => `${key}/${size}`)));
	await database.write(objectsRemoved(keys));
	return rows.length;
}

/**
 * Deletes files that no photo names: of uploads that ended between store and database. Looks at a page of the store
 * from a random place, so that in the long run it sees all of it without remembering where it was.
 * @returns how many files
 */
export async function removeOrphans(
	{ objects, database }: PhotoStore,
	{ now, from }: { now: number; from: string },
): Promise<number> {
	const page = await objects.list({ prefix: PREFIX, startAfter: `${PREFIX}${from}`, limit: RUN });
	const old = page.objects.filter(({ uploaded }) => now - uploaded.getTime() > ABANDONED).map(({ key }) => key);
	if (old.length === 0) return 0;
	const keyOf = (name: string) => name.slice(0, name.lastIndexOf("/"));
	const [known] = await database.read(knownObjects([...new Set(old.map(keyOf))]));
	const orphans = old.filter((name) => !known.some(({ object_key }) => object_key === keyOf(name)));
	if (orphans.length > 0) await objects.delete(orphans);
	return orphans.length;
}
