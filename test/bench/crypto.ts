import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "#cli/commands/migrate.ts";
import { startDatabase } from "#cli/local/sqld.ts";
import { startWorker } from "#cli/local/worker.ts";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { argon2 as native } from "#foundation/crypto/argon2-native.ts";
import { newestKeyRing } from "#foundation/crypto/keys.ts";
import { askRotation, newestRotations } from "#foundation/crypto/queries.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { progressOf } from "#foundation/crypto/rotation/rotation.ts";
import { build } from "#foundation/db/database.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { freePort } from "../../src/cli/ports.ts";
import { operatorDatabase } from "../../src/cli/run-state.ts";
import { NO_MAIL_SERVER, newSecrets } from "../../src/cli/secrets.ts";
import { startCryptoWorker } from "../support/crypto-worker/start.ts";
import { usageOf } from "../support/crypto-worker/usage.ts";
import { addMembers } from "../support/fixtures/keyed-members.ts";
import { median } from "./rank-test.ts";

const ROUNDS = 7;
const PAGES = 200;
const HASHES = 20;
const COST = { memory: 19_456, passes: 2, lanes: 1, length: 32 };
const KEYS_KEPT_MS = 500;
/** Megabytes: Cloudflare gives an isolate 128. Without a limit V8 collects late, and nothing is seen of what is kept. */
const HEAP = 100;
/** Milliseconds between two looks at the memory. */
const SAMPLING = 250;

/** `npm run bench -- crypto [--members 10000]`: what sealing, passwords and a rotation of keys cost, as JSON. */
export async function benchCrypto(io: CommandIo, members: number): Promise<void> {
	const figures = { ...(await sealing()), ...(await passwords()), rotation: await rotation(io, members) };
	io.stdout.write(`${JSON.stringify(figures, null, "  ")}\n`);
}

/** CPU of workerd for a page of 30 members with 4 sealed fields each, beside the bare operations in the same round. */
async function sealing() {
	const { worker, ask, stop } = await startCryptoWorker();
	const cpu = async (path: string) => {
		const before = usageOf(worker).milliseconds;
		await ask(`${path}?members=30&times=${PAGES}`);
		return (usageOf(worker).milliseconds - before) / PAGES;
	};
	const rounds: { page: number; bare: number }[] = [];
	for (let round = 0; round < ROUNDS; round++) rounds.push({ page: await cpu("/page"), bare: await cpu("/bare") });
	await stop();
	// The first round warms up.
	const warm = rounds.slice(1);
	return {
		pageOf30MembersCpuMilliseconds: median(warm.map(({ page }) => page)),
		bareOperationsCpuMilliseconds: median(warm.map(({ bare }) => bare)),
		pageToBare: median(warm.map(({ page, bare }) => page / bare)),
	};
}

async function passwords() {
	const { worker, ask, stop } = await startCryptoWorker();
	const password = new TextEncoder().encode("kade zwemt langs");
	await ask("/ring");
	const before = usageOf(worker).megabytes;
	await Promise.all(Array.from({ length: 10 }, () => ask("/argon2/hash", password)));
	const megabytesForTen = usageOf(worker).megabytes - before;
	const rounds: { workerd: number; native: number }[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const started = usageOf(worker).milliseconds;
		for (let hash = 0; hash < HASHES; hash++) await ask("/argon2/hash", password);
		const workerd = (usageOf(worker).milliseconds - started) / HASHES;
		const own = process.cpuUsage();
		for (let hash = 0; hash < HASHES; hash++) await native.hash(password, new Uint8Array(16), COST);
		const { user, system } = process.cpuUsage(own);
		rounds.push({ workerd, native: (user + system) / 1000 / HASHES });
	}
	await stop();
	return {
		hashInWorkerdCpuMilliseconds: median(rounds.map(({ workerd }) => workerd)),
		hashNativeCpuMilliseconds: median(rounds.map(({ native: one }) => one)),
		hashWorkerdToNative: median(rounds.map((one) => one.workerd / one.native)),
		megabytesForTenHashesAtOnce: megabytesForTen,
	};
}

/**
 * One rotation of so many members: keys and rows a second, and how far the memory of workerd went, with the heap that
 * an isolate has in production. Runs last: the limit holds for every workerd that this process starts from then on.
 */
async function rotation(io: CommandIo, count: number) {
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-keys-"));
	const server = await startDatabase(join(folder, "sqld"), await freePort());
	await migrate(server.url, undefined, io.directory, io.now());
	const database = operatorDatabase(server.url, undefined, "bench");
	const secrets = newSecrets();
	const bindings = {
		STAGE: "bench",
		DATABASE_URL: server.url,
		SMTP_URL: NO_MAIL_SERVER,
		KEYS_KEPT: String(KEYS_KEPT_MS),
	};
	const bundle = await bundleWorker(io.directory, join(folder, "worker"));
	process.env.MINIFLARE_WORKERD_V8_FLAGS = `--max-heap-size=${HEAP}`;
	const worker = await startWorker({ directory: io.directory, bundle, bindings: { ...bindings, ...secrets } });
	const memory: number[] = [];
	const sampling = setInterval(() => memory.push(usageOf(worker).megabytes), SAMPLING);
	try {
		await worker.tick();
		const root = fromBase64(secrets.KEK_ROOT);
		if (root === undefined) throw new Error("a secret of this bench is no base64");
		const ring = await newestKeyRing({
			root,
			salts: await worker.bucket("SALTS"),
			openDatabase: () => database,
			now: () => Date.now(),
		});
		for (let start = 0; start < count; start += 1_000)
			await addMembers(
				database,
				ring,
				Array.from({ length: Math.min(1_000, count - start) }, (_, at) => start + at),
			);
		await database.write(askRotation(io.now().toISOString()));
		const atStart = usageOf(worker).megabytes;
		const before = usageOf(worker).milliseconds;
		memory.length = 0;
		for (;;) {
			await worker.tick();
			const [[row]] = await database.read(newestRotations(1));
			if (row?.state !== "finished") continue;
			const { keys, rows, milliseconds } = progressOf(row);
			const [[old]] = await database.read(
				build
					.selectFrom("unit_key")
					.select((one) => one.fn.countAll<number>().as("keys"))
					.where("key_version", "<", 2),
			);
			return {
				...{ members: count, keys, rows, seconds: milliseconds / 1000, left: old?.keys },
				membersPerSecond: Math.round(count / (milliseconds / 1000)),
				cpuMillisecondsPerMember: (usageOf(worker).milliseconds - before) / count,
				megabytesAtStart: Math.round(atStart),
				// At each tenth of the way: a memory that grows with the work is seen to.
				megabytesOnTheWay: Array.from({ length: 10 }, (_, tenth) =>
					Math.round(memory[Math.ceil(((tenth + 1) / 10) * (memory.length - 1))] ?? 0),
				),
			};
		}
	} finally {
		clearInterval(sampling);
		await worker.stop();
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}
