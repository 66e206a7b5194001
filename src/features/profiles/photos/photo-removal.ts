import type { JobContext } from "#foundation/context.ts";
import { type Removal, removeQueuedObjects } from "#foundation/objects/removal-queue.ts";
import { PHOTO_SIZES } from "./photo-encoding.ts";
import { knownObjects } from "./queries-photo.ts";

/** Files of one look at the store. */
const PAGE_SIZE = 400;
const PREFIX = "photos/";
/** An upload that has not written its row after this many milliseconds never will. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** The files of photos, and the database on behalf of every brand. */
export const photoStore = ({ settings, database }: JobContext): Removal => ({
	objects: settings.objects,
	database: database("files of photos"),
});

/** After a response that deleted photos: their files go. */
export async function sweepObjects(job: JobContext): Promise<void> {
	await removeFiles(photoStore(job));
}

/** Deletes the files of photos that are gone. @returns how many photos */
export const removeFiles = (store: Removal): Promise<number> =>
	removeQueuedObjects(store, PREFIX, (key) => Object.keys(PHOTO_SIZES).map((size) => `${key}/${size}`));

/**
 * Deletes files that no photo names: of uploads that ended between store and database. Looks at a page of the store
 * from a random place, so that in the long run it sees all of it without remembering where it was.
 * @returns how many files
 */
export async function removeOrphans(
	{ objects, database }: Removal,
	{ now, from }: { now: number; from: string },
): Promise<number> {
	const page = await objects.list({ prefix: PREFIX, startAfter: `${PREFIX}${from}`, limit: PAGE_SIZE });
	const old = page.objects
		.filter(({ uploaded }) => now - uploaded.getTime() > ABANDONED_AFTER_MS)
		.map(({ key }) => key);
	if (old.length === 0) return 0;
	const keyOf = (name: string) => name.slice(0, name.lastIndexOf("/"));
	const [known] = await database.read(knownObjects([...new Set(old.map(keyOf))]));
	const orphans = old.filter((name) => !known.some(({ object_key }) => object_key === keyOf(name)));
	if (orphans.length > 0) await objects.delete(orphans);
	return orphans.length;
}
