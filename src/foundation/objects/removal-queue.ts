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

/** What is to be removed from the object store, for the runs that serve every brand. `prefix`: ends with a slash. */
export const objectsToRemove = (prefix: string, most: number) =>
	build
		.selectFrom("object_removal")
		.select(["brand_id", "object_key"])
		.where("object_key", ">=", prefix)
		.where("object_key", "<", `${prefix.slice(0, -1)}0`)
		.limit(most);

export const objectsRemoved = (keys: readonly string[]): Compilable =>
	build.deleteFrom("object_removal").where("object_key", "in", [...keys]);

/**
 * Deletes objects that wait. Deleting twice is deleting once, so a run that ends halfway is taken up by the next.
 * @param prefix of the keys; ends with a slash
 * @param namesOf the objects of one row
 * @returns how many rows
 */
export async function removeQueuedObjects(
	{ objects, database }: Removal,
	prefix: string,
	namesOf: (key: string) => string[] | Promise<string[]>,
): Promise<number> {
	const [rows] = await database.read(objectsToRemove(prefix, MAX_ROWS));
	if (rows.length === 0) return 0;
	const keys = rows.map(({ object_key }) => object_key);
	const names = (await Promise.all(keys.map(namesOf))).flat();
	for (let start = 0; start < names.length; start += BATCH_SIZE)
		await objects.delete(names.slice(start, start + BATCH_SIZE));
	await database.write(objectsRemoved(keys));
	return rows.length;
}
