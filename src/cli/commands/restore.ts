import { setTimeout as sleep } from "node:timers/promises";
import { countOf } from "#foundation/acts/behind.ts";
import { askRestore, newestRestore, type RestoreRow } from "#foundation/acts/queries-restore.ts";
import { type AheadCounts, progressOf } from "#foundation/acts/restore.ts";
import type { Database } from "#foundation/db/database.ts";
import { restoreBackup } from "../backup/restore-backup.ts";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import { readRunState, withDatabase } from "../run-state.ts";
import { DATABASE, MEMBERS_FILES, type Usage, usageText } from "../usage.ts";

export const USAGE: Usage = {
	does: "Restores a backup to an empty server, and does what is to be done after a copy of the database was put back.",
	forms: ["npm run restore -- <folder> [--objects]", "npm run restore", "npm run restore -- --finish"],
	options: {
		"--objects": "also puts members' files back that the bucket lost; left out",
		"--finish": "after a copy was put back: replays what it lacks, ends every session and code, lets requests go on",
	},
	variables: { ...DATABASE, ...MEMBERS_FILES },
	more: "Without a folder: whether the database is a copy that lacks what must not be undone.",
	example: "npm run restore -- .data/backups/2026-12-01T03-00-00Z",
};

/** Milliseconds between two looks at how far it is. */
const POLL_INTERVAL_MS = 500;

/**
 * `npm run restore [-- <folder> | --finish]`: restores a backup (DECISIONS 126), and does what is to be done once a copy
 * of the database was put back (DECISIONS 74).
 */
export async function restore(argv: string[], io: CommandIo): Promise<number> {
	const { switches, rest } = parseOptions(argv, { switches: ["finish", "objects"] });
	const [folder, ...more] = rest;
	const wrong = more.length > 0 || (folder === undefined ? switches.has("objects") : switches.has("finish"));
	if (wrong) throw new CommandError(`this takes one folder, or none\n${usageText(USAGE).trimEnd()}`);
	if (folder !== undefined) {
		await restoreBackup(folder, { putsObjects: switches.has("objects") }, io);
		return 0;
	}
	// The buckets and the secret are the Worker's: it does the work, in its minute.
	if (switches.has("finish") && process.env.DATABASE_URL === undefined && readRunState(io) === undefined)
		throw new CommandError("no Worker runs on this machine to do it: `npm start` first, then this again");
	await withDatabase(io, "restore", (database) => (switches.has("finish") ? finish(database, io) : tell(database, io)));
	return 0;
}

async function tell(database: Database, io: CommandIo): Promise<void> {
	const [[row]] = await database.read(newestRestore());
	io.stdout.write(row === undefined ? "nothing to do: no copy was seen to be put back\n" : describe(row));
}

async function finish(database: Database, io: CommandIo): Promise<void> {
	await database.write(...askRestore(io.now().toISOString()));
	io.stdout.write("asked for; the Worker begins within two minutes\n");
	for (let said = ""; ; await sleep(POLL_INTERVAL_MS)) {
		const [[row]] = await database.read(newestRestore());
		const line = row ? describe(row) : "";
		if (line !== said) io.stdout.write(line);
		said = line;
		if (row?.finished_at) return;
	}
}

function describe(row: RestoreRow): string {
	const { members, acts, problem } = progressOf(row);
	const ahead = Object.entries(JSON.parse(row.ahead_json) as AheadCounts);
	const lacking = ahead.map(([realm, { acts: count, since }]) => `${countOf(count)} of ${realm} since ${since}`);
	const done = `${members} member(s) signed out, ${acts} act(s) replayed`;
	if (row.finished_at !== null)
		return `nothing to do: the restore of ${row.noticed_at} was finished on ${row.finished_at}: ${done}\n`;
	if (row.asked_at === null)
		return `this database is a copy that lacks ${lacking.join(" and ")}: run \`npm run restore -- --finish\`\n`;
	const stands = problem === undefined ? "" : `; STANDS STILL: ${problem}`;
	return `asked for on ${row.asked_at}: ${done}${stands}\n`;
}
