import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { DAY } from "#foundation/time.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { usageOf } from "../support/crypto-worker/usage.ts";
import { openHeap } from "./heap.ts";
import { siteOf } from "./members.ts";

/** So many rows are changed in a write, which ends well within the time that a busy database allows. */
const CHUNK = 2_000;

type Tenth = {
	accounts: number;
	rows: number;
	seconds: number;
	rowsPerSecond: number;
	residentMb: number;
	heapMb: number;
};

/**
 * `npm run bench -- retention [--members 1000000]`: all of so many members closed their account and their day has come;
 * the Worker erases them tick by tick. At each tenth: rows a second, the resident memory of workerd, and the least that
 * its JavaScript held after a tick.
 */
export async function benchRetention(io: CommandIo, members: number): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-retention-"));
	const bundle = await bundleWorker(io.directory, join(folder, "worker"));
	const { worker, database, inspectorPort, stop } = await siteOf(io, folder, bundle, members);
	const heap = await openHeap(inspectorPort);
	try {
		await closeAll(database, io.now().getTime());
		const tenths: Tenth[] = [];
		const started = performance.now();
		let [before, rowsBefore, lowest] = [started, 0, Number.POSITIVE_INFINITY];
		for (let left = members; left > 0; ) {
			await worker.tick();
			lowest = Math.min(lowest, await heap.usedMb());
			left = await countMembers(database);
			const done = members - left;
			if (done < ((tenths.length + 1) * members) / 10) continue;
			const [now, rows] = [performance.now(), await erasedRows(database)];
			const rowsPerSecond = Math.round((rows - rowsBefore) / ((now - before) / 1_000));
			const seconds = Math.round((now - started) / 1_000);
			const residentMb = Math.round(usageOf(worker).megabytes);
			tenths.push({ accounts: done, rows, seconds, rowsPerSecond, residentMb, heapMb: Math.round(lowest * 10) / 10 });
			io.stdout.write(`${JSON.stringify(tenths.at(-1))}\n`);
			[before, rowsBefore, lowest] = [now, rows, Number.POSITIVE_INFINITY];
		}
		mkdirSync(join(io.directory, "reports"), { recursive: true });
		const file = join("reports", "bench-retention.json");
		writeFileSync(join(io.directory, file), `${JSON.stringify({ members, tenths }, null, "\t")}\n`);
		io.stdout.write(`wrote ${file}\n`);
	} finally {
		heap.close();
		await stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Closed five years ago, in chunks. */
async function closeAll(database: Database, now: number): Promise<void> {
	const closed_at = new Date(now - 5 * 366 * DAY).toISOString();
	const purge_at = new Date(now - DAY).toISOString();
	for (;;) {
		const standing = build.selectFrom("member").select("id").where("realm_id", "=", "jupiter-media");
		const [changed] = await database.write(
			build
				.updateTable("member")
				.set({ state: "closed", closed_at, purge_at })
				.where("realm_id", "=", "jupiter-media")
				.where("id", "in", standing.where("state", "=", "active").limit(CHUNK))
				.returning("session_epoch"),
		);
		if (changed.length === 0) return;
	}
}

async function countMembers(database: Database): Promise<number> {
	const [[row]] = await database.read(
		build.selectFrom("member").select((eb) => eb.fn.countAll<number>().as("members")),
	);
	return row?.members ?? 0;
}

async function erasedRows(database: Database): Promise<number> {
	const [[row]] = await database.read(
		build.selectFrom("retention_run").select((eb) => eb.fn.sum<number>("erased").as("rows")),
	);
	return row?.rows ?? 0;
}
