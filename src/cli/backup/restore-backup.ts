import { join, resolve } from "node:path";
import { askRestore } from "#foundation/acts/queries-restore.ts";
import type { ActStore } from "#foundation/objects/store.ts";
import type { CommandIo } from "../command.ts";
import { migrate } from "../commands/migrate.ts";
import { openFileStore } from "../host/file-store.ts";
import { withTarget } from "../run-state.ts";
import { openBuckets } from "./buckets.ts";
import { requireFitting } from "./check-backup.ts";
import { loadBackup, requireEmpty } from "./load-backup.ts";
import { type Backup, OBJECTS_FOLDER, readManifest, requireWhole } from "./manifest.ts";
import { listAll } from "./objects.ts";
import { secretNamed } from "./places.ts";
import { type Progress, progressOn } from "./progress.ts";

/**
 * Restores a backup to an empty server, once everything about it was looked at (DECISIONS 126). The restored database
 * asks to be brought up to what happened since, so that nothing is served from it before.
 * @param putsObjects puts members' files back that the bucket does not have
 * @throws CommandError, and then nothing was done
 */
export async function restoreBackup(
	name: string,
	{ putsObjects }: { putsObjects: boolean },
	io: CommandIo,
): Promise<void> {
	const progress = progressOn(io);
	const say = (line: string) => io.stdout.write(`${line}\n`);
	const backup = readManifest(resolve(io.directory, name));
	const buckets = await openBuckets(io);
	try {
		await requireWhole(backup, (file) => progress(() => `compared up to ${file}`));
		await requireFitting(backup, {
			...{ directory: io.directory, salts: buckets.salts, keyRoot: secretNamed(io, "KEK_ROOT") },
		});
		await withTarget(io, { isNew: true }, async (target) => {
			await requireEmpty(target);
			say(`the backup of ${backup.manifest.madeAt} is whole and fits`);
			const last = askRestore(io.now().toISOString());
			const rows = await loadBackup(backup, target, { progress, last });
			const migrations = await migrate(target.url, target.authToken, io.directory, io.now());
			say(`${rows} rows restored, each as it was; ${migrations} migration(s) applied`);
		});
		say(describeObjects(await restoreObjects(backup, buckets.objects, { putsObjects, progress }), putsObjects));
		say(
			"Until what happened since is replayed, everything but home, statement and terms says 503: start the program on this database, then `npm run restore -- --finish`",
		);
	} finally {
		await buckets.close();
	}
}

/** What stands in the bucket is newer, and stays. @returns how many files it lacked */
async function restoreObjects(
	{ folder }: Backup,
	bucket: ActStore,
	{ putsObjects, progress }: { putsObjects: boolean; progress: Progress },
): Promise<number> {
	const store = await openFileStore(join(folder, OBJECTS_FOLDER), { now: () => 0 });
	const there = new Set<string>();
	for await (const key of listAll(bucket)) there.add(key);
	let lacking = 0;
	for await (const key of listAll(store)) {
		if (there.has(key)) continue;
		lacking += 1;
		const object = putsObjects ? await store.get(key) : null;
		if (object === null) continue;
		const once = { onlyIf: { etagDoesNotMatch: "*" }, customMetadata: object.customMetadata ?? {} } as const;
		await bucket.put(key, new Uint8Array(await object.arrayBuffer()), once);
		progress(() => `${lacking} files of members put back`);
	}
	return lacking;
}

function describeObjects(lacking: number, putsObjects: boolean): string {
	if (lacking === 0) return "the bucket of members' files lacks none of those in the backup";
	if (putsObjects) return `${lacking} file(s) of members put back`;
	return `${lacking} file(s) in the backup are not in the bucket, and stay so: members deleted them since, or the bucket is lost; then put them back with --objects`;
}
