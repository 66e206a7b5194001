import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOnly } from "#cli/backup/buckets.ts";
import { runDrill } from "#cli/backup/drill.ts";
import { progressOn } from "#cli/backup/progress.ts";
import { writeBackup } from "#cli/backup/write-backup.ts";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addAct } from "#foundation/acts/queries.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { REALM, type Site, siteOf } from "./members.ts";

/** Acts that came after the backup. */
const ACTS = 100;

/**
 * `npm run bench -- drill [--members 10000]`: seconds of a backup of so many members, and of the whole drill with a
 * hundred later acts, beside the figures of each of its checks.
 */
export async function benchDrill(io: CommandIo, members: number): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-drill-"));
	const bundle = await bundleWorker(io.directory, join(folder, "worker"));
	const site = await siteOf(io, folder, bundle, members);
	try {
		await site.worker.tick();
		const live = { url: site.databaseUrl, authToken: undefined };
		const objects = await site.worker.bucket("OBJECTS");
		const salts = await site.worker.bucket("SALTS");
		const backups = join(folder, "backups");
		const startedAt = performance.now();
		const { manifest } = await writeBackup({
			...{ database: live, objects, folder: backups, now: io.now, progress: progressOn({ ...io, stdout: io.stderr }) },
		});
		const backupSeconds = Math.round(performance.now() - startedAt) / 1_000;
		await actLater(site);
		const checks: string[] = [];
		const outcome = await runDrill({
			...{ folder: backups, live, buckets: readOnly({ objects, salts, close: async () => undefined }) },
			...{ keyRoot: secret(site.secrets.KEK_ROOT), receiptKey: secret(site.secrets.RECEIPT_KEY) },
			...{ directory: io.directory, now: io.now, progress: progressOn({ ...io, stdout: io.stderr }) },
			say: (line) => checks.push(line),
		});
		if (outcome.failedAt !== undefined) throw new Error(checks.join("\n"));
		const bytes = manifest.tables.reduce((sum, table) => sum + table.file.bytes, 0);
		const { rows, acts } = outcome;
		const figures = {
			...{ members, rows, megabytes: Math.round(bytes / 100_000) / 10, acts, backupSeconds },
			...{ drillSeconds: (outcome.endedAt - outcome.startedAt) / 1_000, checks },
		};
		io.stdout.write(`${JSON.stringify(figures, null, "\t")}\n`);
		mkdirSync(join(io.directory, "reports"), { recursive: true });
		const file = join("reports", "bench-drill.json");
		writeFileSync(join(io.directory, file), `${JSON.stringify(figures, null, "\t")}\n`);
		io.stdout.write(`wrote ${file}\n`);
	} finally {
		await site.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

function secret(text: string): Uint8Array {
	const bytes = fromBase64(text);
	if (bytes === undefined) throw new Error("a secret of this bench is no base64");
	return bytes;
}

/** Ends the sessions of members; the Worker puts the acts outside the database. */
async function actLater({ database, worker }: Site): Promise<void> {
	const [members] = await database.read(build.selectFrom("member").select("id").orderBy("id").limit(ACTS));
	const now = Date.now();
	await database.write(...members.map(({ id }) => addAct(REALM, newAct(id, { kind: "signed_out_everywhere" }, now))));
	for (;;) {
		const [waiting] = await database.read(build.selectFrom("act").select("number").where("put_at", "is", null));
		if (waiting.length === 0) return;
		await worker.tick();
	}
}
