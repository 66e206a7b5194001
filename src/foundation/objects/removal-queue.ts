import type { Compilable } from "kysely";
import { build, type Database } from "../db/database.ts";
import type { ObjectBucket } from "./store.ts";

/** Objects whose rows are gone wait in `object_removal`, where the database itself puts them, until they are deleted. */
export type Removal = {
	objects: ObjectBucket;
	/** On behalf of every brand. */
	database: Database;
};

/** Rows of one run. */
const MAX_ROWS = 400;
/** Objects that R2 deletes at once. */
const BATCH_SIZE = 1_000;

/** What is to be removed from the object store, for the runs that serve every brand. */
export const objectsToRemove = (most: number) =>
	build.selectFrom("object_removal").select(["brand_id", "object_key"]).limit(most);

export const objectsRemoved = (keys: readonly string[]): Compilable =>
	build.deleteFrom("object_removal").where("object_key", "in", [...keys]);

/**
 * Deletes objects that wait. Deleting twice is deleting once, so a run that ends halfway is taken up by the next.
 * @param namesOf the objects of one row
 * @returns how many rows
 */
export async function removeQueuedObjects(
	{ objects, database }: Removal,
	namesOf: (key: string) => string[],
): Promise<number> {
	const [rows] = await database.read(objectsToRemove(MAX_ROWS));
	if (rows.length === 0) return 0;
	const keys = rows.map(({ object_key }) => object_key);
	const names = keys.flatMap(namesOf);
	for (let start = 0; start < names.length; start += BATCH_SIZE)
		await objects.delete(names.slice(start, start + BATCH_SIZE));
	await database.write(objectsRemoved(keys));
	return rows.length;
}
