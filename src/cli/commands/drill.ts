import { addDrill } from "#foundation/jobs/drills.ts";
import { openBuckets, readOnly } from "../backup/buckets.ts";
import { runDrill } from "../backup/drill.ts";
import { backupsFolder, secretNamed } from "../backup/places.ts";
import { type Progress, progressOn } from "../backup/progress.ts";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import { untilInterrupted } from "../interrupted.ts";
import { withDatabase } from "../run-state.ts";
import { DATABASE, MEMBERS_FILES, type Usage, usageText } from "../usage.ts";

export const USAGE: Usage = {
	does: "Brings the newest backup back on a server of its own, and looks whether all of it is there; exit code 1 when not.",
	forms: ["npm run drill"],
	variables: {
		BACKUP_DIR: "where backups are; .data/backups",
		...{ KEK_ROOT: "the secret of this deployment, to open some keys", RECEIPT_KEY: "where it is known; none" },
		...{ ...DATABASE, ...MEMBERS_FILES },
	},
	more: `It changes nothing but one row: how it ended, which the console and /healthz show. Start it once a month.`,
	example: "BACKUP_DIR=/srv/livery-backups KEK_ROOT=… npm run drill",
};

/** `npm run drill` (DECISIONS 126): for the operator's scheduler. */
export async function drill(argv: string[], io: CommandIo): Promise<number> {
	const { rest } = parseOptions(argv, {});
	if (rest.length > 0) throw new CommandError(`this takes no words\n${usageText(USAGE).trimEnd()}`);
	const keyRoot = secretNamed(io, "KEK_ROOT");
	if (keyRoot === undefined)
		throw new CommandError("a drill opens keys: set KEK_ROOT, the secret of this deployment (see README, Backups)");
	const stopped = stopAsked();
	const buckets = await openBuckets(io);
	try {
		return await withDatabase(io, "drill", async (database, url) => {
			const authToken = process.env.DATABASE_URL === undefined ? undefined : process.env.DATABASE_TOKEN;
			const outcome = await runDrill({
				...{ folder: backupsFolder(io), live: { url, authToken }, buckets: readOnly(buckets) },
				...{ keyRoot, receiptKey: secretNamed(io, "RECEIPT_KEY"), directory: io.directory },
				...{ now: io.now, progress: stopped.unless(progressOn(io)), say: (line) => io.stdout.write(`${line}\n`) },
			});
			await database.write(addDrill(outcome));
			const seconds = ((outcome.endedAt - outcome.startedAt) / 1000).toFixed(1);
			const passed = outcome.failedAt === undefined;
			io.stdout.write(
				`${passed ? "passed" : `failed at ${outcome.failedAt}`}, in ${seconds} s; noted in the database\n`,
			);
			return passed ? 0 : 1;
		});
	} finally {
		await buckets.close();
	}
}

/** A scheduler that gives up: the drill ends at its next row or check, takes its server along, and counts as failed. */
function stopAsked() {
	let isAsked = false;
	void untilInterrupted().then(() => {
		isAsked = true;
	});
	return {
		unless:
			(progress: Progress): Progress =>
			(line) => {
				if (isAsked) throw new CommandError("it was stopped");
				progress(line);
			},
	};
}
