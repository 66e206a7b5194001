import type { JobContext } from "#foundation/context.ts";
import { randomToken } from "#foundation/crypto/random.ts";
import { photoStore, removeFiles, removeOrphans } from "./photo-removal.ts";

/** Removes files that a response left, and files that no photo names. */
export async function photoFilesJob(context: JobContext): Promise<void> {
	// Beside a database that the keys do not fit, files are nobody's.
	await context.keys();
	const store = photoStore(context);
	await removeFiles(store);
	await removeOrphans(store, { now: context.step().now, from: randomToken(2) });
}
