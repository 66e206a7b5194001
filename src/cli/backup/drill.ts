import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replayQueries } from "#features/restore/replay.ts";
import { type KeyRing, ringOfCopy } from "#foundation/crypto/keys.ts";
import { sampleUnitKeys } from "#foundation/crypto/queries.ts";
import type { Database } from "#foundation/db/database.ts";
import type { DrillCheck, DrillOutcome } from "#foundation/jobs/drills.ts";
import { CommandError } from "../command.ts";
import { migrate } from "../commands/migrate.ts";
import { startDatabase } from "../local/sqld.ts";
import { onFreePort } from "../ports.ts";
import { operatorDatabase } from "../run-state.ts";
import type { Buckets } from "./buckets.ts";
import { requireFitting } from "./check-backup.ts";
import { type LaterAct, laterActs, replayActs } from "./drill-acts.ts";
import { verifyChains } from "./drill-chains.ts";
import { type Counted, countByOwner, type Difference, differences } from "./drill-counts.ts";
import { readIdentity } from "./identity.ts";
import { loadBackup } from "./load-backup.ts";
import { type Backup, newestBackup, requireWhole } from "./manifest.ts";
import type { Progress } from "./progress.ts";
import { onSnapshot, type Target } from "./snapshot.ts";

export type DrillParts = {
	/** In which the backups are. */
	folder: string;
	/** The database that is in use: it is only read. */
	live: Target;
	/** Of that database: they are only read. */
	buckets: Buckets;
	keyRoot: Uint8Array;
	receiptKey: Uint8Array | undefined;
	/** The project's. */
	directory: string;
	now(): Date;
	progress: Progress;
	say(line: string): void;
};

type Drill = { parts: DrillParts; outcome: DrillOutcome; check: DrillCheck };

/**
 * Brings the newest backup back on a server of its own and looks whether all of it is there (DECISIONS 126). It changes
 * nothing of what is in use, and leaves nothing behind.
 */
export async function runDrill(parts: DrillParts): Promise<DrillOutcome> {
	const startedAt = parts.now().getTime();
	const outcome: DrillOutcome = {
		startedAt,
		endedAt: startedAt,
		backupAt: undefined,
		failedAt: undefined,
		rows: 0,
		acts: 0,
	};
	const drill: Drill = { parts, outcome, check: "backup" };
	const scratch = mkdtempSync(join(tmpdir(), "livery-drill-"));
	try {
		const backup = await findBackup(drill);
		drill.check = "restore";
		const server = await onFreePort((port) => startDatabase(join(scratch, "sqld"), port));
		try {
			await bringBack(drill, backup, { url: server.url, authToken: undefined });
		} finally {
			await server.stop();
		}
	} catch (error) {
		outcome.failedAt = drill.check;
		parts.say(`FAILED at ${drill.check}: ${error instanceof Error ? error.message : String(error)}`);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
	outcome.endedAt = Math.max(parts.now().getTime(), startedAt);
	return outcome;
}

/** Says what was found, with the seconds that it took. */
async function step<Result>(
	{ parts, ...drill }: Drill,
	what: (result: Result) => string,
	work: () => Promise<Result>,
): Promise<Result> {
	const startedAt = performance.now();
	const result = await work();
	parts.say(`${drill.check}: ${what(result)} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
	return result;
}

function findBackup(drill: Drill): Promise<Backup> {
	const { parts, outcome } = drill;
	const { folder, live, buckets, keyRoot, directory, progress } = parts;
	return step(
		drill,
		({ manifest }) => `of ${manifest.madeAt}, whole, of this database, and its keys can be read`,
		async () => {
			const backup = newestBackup(folder);
			if (backup === undefined) throw new CommandError(`there is no backup in ${folder}: \`npm run backup\` makes one`);
			outcome.backupAt = backup.manifest.madeAt;
			await requireWhole(backup, (file) => progress(() => `compared up to ${file}`));
			const identity = await onSnapshot(live, readIdentity);
			await requireFitting(backup, { directory, keyRoot, salts: buckets.salts, live: identity });
			return backup;
		},
	);
}

async function bringBack(drill: Drill, backup: Backup, target: Target): Promise<void> {
	const { parts, outcome } = drill;
	const { directory, now, progress, buckets, keyRoot, receiptKey } = parts;
	const { manifest } = backup;
	const tables = manifest.tables.length;
	const load = () => loadBackup(backup, target, { progress });
	outcome.rows = await step(drill, (rows) => `${rows} rows of ${tables} tables, each as it was`, load);
	drill.check = "migrations";
	const apply = () => migrate(target.url, target.authToken, directory, now());
	await step(drill, (count) => `${count} applied, and every column is declared`, apply);
	const database = operatorDatabase(target.url, target.authToken, "drill");
	drill.check = "keys";
	const { ring } = await step(
		drill,
		({ opened }) => `${opened} opened`,
		() => openSome(parts, database),
	);
	drill.check = "chains";
	const about = { database, manifest, objects: buckets.objects, keyRoot, receiptKey };
	const agree = "published heads agree, with the chains of members";
	await step(
		drill,
		({ entries, heads }) => `${entries} entries of the logs and ${heads} ${agree}`,
		() => verifyChains(about),
	);
	await replayLater(drill, { database, ring, target });
}

/** @throws KeyUnavailable, SealBroken for one that does not open */
async function openSome({ keyRoot: root, buckets: { salts }, now }: DrillParts, database: Database) {
	const ring = await ringOfCopy({ root, salts, openDatabase: () => database, now: () => now().getTime() });
	const samples = (await database.read(sampleUnitKeys(SAMPLE, "asc"), sampleUnitKeys(SAMPLE, "desc"))).flat();
	for (const row of samples) await ring.openUnit(row);
	return { ring, opened: samples.length };
}

/** What happened since the backup, and that nothing else differs after it. */
async function replayLater(
	drill: Drill,
	{ database, ring, target }: { database: Database; ring: KeyRing; target: Target },
): Promise<void> {
	const { parts, outcome } = drill;
	drill.check = "acts";
	const store = parts.buckets.objects;
	const copy = { database, ring, store, replay: replayQueries, now: () => parts.now().getTime() };
	const later = await laterActs(copy);
	const subjects = [...new Set(later.map(({ act }) => act.subject))];
	const count = () => onSnapshot(target, (ask) => countByOwner(ask, subjects));
	const before = await count();
	outcome.acts = await step(
		drill,
		(acts) => `${acts} later act(s) replayed`,
		() => replayActs(copy, later),
	);
	drill.check = "counts";
	await step(drill, describeDifferences, async () => requireExplained(before, await count(), later));
}

/** Keys of the newest owners and of the oldest that are opened. */
const SAMPLE = 20;

/** @throws CommandError */
function requireExplained(before: Counted, after: Counted, later: readonly LaterAct[]): Difference[] {
	const all = differences(
		before,
		after,
		later.map(({ act }) => act),
	);
	const strange = all.filter(({ isExplained }) => !isExplained);
	if (strange.length > 0)
		throw new CommandError(
			`rows differ that no later act explains: ${strange.map(({ table, rest }) => `${table} by ${rest}`).join(", ")}`,
		);
	return all;
}

const describeDifferences = (all: readonly Difference[]) =>
	all.length === 0
		? "equal"
		: `equal but for what was replayed: ${all.map(({ table, own, rest }) => `${table} ${signed(own + rest)}`).join(", ")}`;

const signed = (number: number) => (number > 0 ? `+${number}` : `${number}`);
