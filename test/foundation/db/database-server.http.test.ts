import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, inject, it } from "vitest";
import { type DatabaseServer, startDatabase } from "#cli/local/sqld.ts";
import { onFreePort } from "#cli/ports.ts";
import { operatorDatabase } from "#cli/run-state.ts";
import { build } from "#foundation/db/database.ts";

let server: DatabaseServer;
let folder: string;
async function start(checkpointInterval?: number) {
	folder = mkdtempSync(join(tmpdir(), "livery-server-"));
	cpSync(inject("template"), folder, { recursive: true });
	server = await onFreePort((port) => startDatabase(folder, port, checkpointInterval));
	return operatorDatabase(server.url, undefined, "tests");
}
afterEach(async () => {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
});

const WINDOW = "2026-11-22T10:00:00.000Z";
const counted = (kind: string, subject: Uint8Array) =>
	build
		.insertInto("abuse_count")
		.values({ kind, subject_index: subject, window_start: WINDOW, count: 1 })
		.onConflict((conflict) =>
			conflict
				.columns(["kind", "subject_index", "window_start"])
				.doUpdateSet((eb) => ({ count: eb("abuse_count.count", "+", 1) })),
		);
const rowsFor = (kind: string, count: number) =>
	Array.from({ length: count }, () => counted(kind, new Uint8Array(randomBytes(32))));

describe("the database server", () => {
	it("makes no checkpoint in somebody's write, where those who wait could lock it for good", async () => {
		const database = await start();
		for (let batch = 0; batch < 40; batch++) await database.write(...rowsFor("fill", 400));
		// By a thousand pages, SQLite alone would have restarted its log.
		expect(statSync(join(folder, "dbs", "default", "data-wal")).size).toBeGreaterThan(2_500 * 4_096);
	});

	it("gives way to a checkpoint: writes of that moment come again, and each counts once", async () => {
		const database = await start(1);
		const subject = new Uint8Array(32);
		const writeFor = async (milliseconds: number) => {
			let count = 0;
			for (const until = Date.now() + milliseconds; Date.now() < until; count++)
				await database.write(counted("one", subject), ...rowsFor("fill", 30));
			return count;
		};
		let written = 0;
		// Some come again: the trips that a write does not need. When a write meets a checkpoint is chance.
		for (let round = 0; round < 10 && database.trips.count === written; round++) {
			const counts = await Promise.all(Array.from({ length: 12 }, () => writeFor(3_000)));
			written += counts.reduce((sum, one) => sum + one);
		}
		expect(database.trips.count).toBeGreaterThan(written);
		const [[row]] = await database.read(build.selectFrom("abuse_count").select("count").where("kind", "=", "one"));
		expect(row?.count).toBe(written);
	});
});
