import { openBuckets } from "../backup/buckets.ts";
import type { Backup } from "../backup/manifest.ts";
import { backupsFolder } from "../backup/places.ts";
import { progressOn } from "../backup/progress.ts";
import { writeBackup } from "../backup/write-backup.ts";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import { withTarget } from "../run-state.ts";
import { DATABASE, MEMBERS_FILES, type Usage, usageText } from "../usage.ts";

export const USAGE: Usage = {
	does: "Writes the database, as it is at one moment, and members' files into a new folder.",
	forms: ["npm run backup"],
	variables: { BACKUP_DIR: "where the folder is made; .data/backups", ...DATABASE, ...MEMBERS_FILES },
	more: "No salt of a key is ever read by it: see README, Backups.",
	example: "BACKUP_DIR=/srv/livery-backups npm run backup",
};

/** `npm run backup` (DECISIONS 126). */
export async function backup(argv: string[], io: CommandIo): Promise<number> {
	const { rest } = parseOptions(argv, {});
	if (rest.length > 0) throw new CommandError(`this takes no words\n${usageText(USAGE).trimEnd()}`);
	const buckets = await openBuckets(io);
	try {
		const made = await withTarget(io, { isNew: false }, (database) =>
			writeBackup({
				...{ database, objects: buckets.objects, folder: backupsFolder(io) },
				...{ now: io.now, progress: progressOn(io) },
			}),
		);
		io.stdout.write(describe(made));
	} finally {
		await buckets.close();
	}
	return 0;
}

function describe({ folder, manifest: { database, tables, objects } }: Backup): string {
	const rows = tables.reduce((sum, table) => sum + table.rows, 0);
	const bytes = tables.reduce((sum, table) => sum + table.file.bytes, objects.bytes);
	const [newest] = database.rotations;
	const rotates = newest !== undefined && newest.state !== "finished";
	return [
		`${folder}`,
		`${rows} rows of ${tables.length} tables and ${objects.count} files of members, ${Math.ceil(bytes / 1_000_000)} MB`,
		...(rotates
			? [
					`Key rotation ${newest.number} is under way: when it ends, nobody can read this backup. Take another one after it.`,
				]
			: []),
		"",
	].join("\n");
}
