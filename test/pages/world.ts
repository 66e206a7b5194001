import nodeCrypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import type { CommandIo } from "#cli/command.ts";
import { migrate } from "#cli/commands/migrate.ts";
import { type DatabaseServer, startDatabase } from "#cli/local/sqld.ts";
import { type LocalWorker, startWorker } from "#cli/local/worker.ts";
import { runWrangler } from "#cli/local/wrangler.ts";
import { freePort } from "#cli/ports.ts";
import { operatorDatabase } from "#cli/run-state.ts";
import type { Secrets } from "#cli/secrets.ts";
import type { Database } from "#foundation/db/database.ts";
import { type Ask, type Reply, send } from "../support/ask.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import type { World } from "../support/world.ts";
import { dateOf, type Fixed, fixed } from "./fixed.ts";

export type Step = { number: number; method: string; address: string; reply: Reply };

/** A site on real parts in which nothing is left to chance. */
export type FixedWorld = {
	/** What the rest of the tests' tools take. Each request is a second later than the one before. */
	world: World;
	source: Fixed;
	mail: MailServer;
	database: Database;
	/** What `world` was asked, and what it answered. */
	steps: Step[];
	/** Asks at the time of `source`, with random numbers that only the name of the question decides. */
	ask(name: string, path: string, ask: Ask): Promise<Reply>;
	/** Lets time pass. */
	pass(milliseconds: number): void;
	tick(): Promise<void>;
	stop(): Promise<void>;
};

const SECRETS: Secrets = {
	KEK_ROOT: Buffer.alloc(32, 11).toString("base64"),
	TOKEN_ROOT: Buffer.alloc(32, 12).toString("base64"),
	RECEIPT_KEY: Buffer.alloc(32, 13).toString("base64"),
};
/** Stands in addresses alone: what listens has a free port. */
const NAMED_PORT = 8787;
const SECOND = 1_000;
/** Seconds, more than a run takes: a write that meets a checkpoint makes one trip more. */
const CHECKPOINT_INTERVAL = 3_600;
/** Of an authenticator app, in milliseconds, and the end of it at which the tests' tools would wait for the next. */
const [CODE_STEP, CODE_EDGE] = [30_000, 6_000];

/** `publish` makes the registry before the Worker starts. */
export async function startFixedWorld(
	io: CommandIo,
	folder: string,
	start: number,
	publish: (database: Database, server: DatabaseServer) => Promise<void>,
): Promise<FixedWorld> {
	const ports = [await freePort(), await freePort()] as const;
	const source = fixed(start);
	const begun: (() => Promise<void> | void)[] = [];
	const stop = async () => {
		for (const end of begun.splice(0).reverse()) await end();
	};
	try {
		const mail = await startMailServer();
		begun.push(() => mail.stop());
		const server = await startDatabase(join(folder, "sqld"), ports[0], CHECKPOINT_INTERVAL);
		begun.push(server.stop, fixThisProcess(source));
		await migrate(server.url, undefined, io.directory, new Date(start));
		const database = operatorDatabase(server.url, undefined, "pages");
		await publish(database, server);
		const bindings = { STAGE: "test", DATABASE_URL: server.url, SMTP_URL: mail.url, ...SECRETS };
		const worker = await startWorker({
			directory: io.directory,
			bundle: await bundle(io.directory, join(folder, "worker")),
			objects: join(folder, "objects"),
			bindings: { ...bindings, DEVELOPMENT_PORT: String(NAMED_PORT) },
			port: ports[1],
			// Miniflare counts by the real clock.
			rateLimits: {},
		});
		begun.push(worker.stop);
		return { ...asked({ source, worker, database }), source, mail, database, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** The Worker as it is deployed, with the clock and the random numbers of `prelude.ts` before it. */
async function bundle(directory: string, out: string): Promise<string> {
	await runWrangler(directory, ["deploy", join(import.meta.dirname, "worker.ts"), "--dry-run", "--outdir", out]);
	return join(out, "worker.js");
}

function asked({ source, worker, database }: { source: Fixed; worker: LocalWorker; database: Database }) {
	const steps: Step[] = [];
	const ask = (name: string, path: string, { headers = {}, ...rest }: Ask) =>
		send(worker.url, path, { ...rest, headers: { ...headers, "X-Seed": name, "X-Now": String(source.now) } });
	const pass = (milliseconds: number) => {
		source.now += milliseconds;
		const left = CODE_STEP - (source.now % CODE_STEP);
		if (left < CODE_EDGE) source.now += left;
	};
	const get = async (path: string, one: Ask = {}): Promise<Reply> => {
		const number = steps.length + 1;
		pass(SECOND);
		const reply = await ask(`step ${number}`, path, one);
		// What listens in this process drew some meanwhile.
		source.seed(`after step ${number}`);
		steps.push({ number, method: one.method ?? "GET", address: `${one.host ?? ""}${path}`, reply });
		return reply;
	};
	const tick = async () => {
		pass(60 * SECOND);
		await ask("before a tick", "/healthz", { host: `account.localhost:${NAMED_PORT}` });
		await worker.tick();
	};
	const named: LocalWorker = { ...worker, url: new URL(`http://127.0.0.1:${NAMED_PORT}`) };
	return { steps, ask, pass, tick, world: { worker: named, database, secrets: SECRETS, get } as World };
}

/** The clock and random numbers of this process, in which the tests' tools run. @returns puts back the real ones */
function fixThisProcess(source: Fixed): () => void {
	const real = { Date, random: Math.random, randomBytes: nodeCrypto.randomBytes };
	globalThis.Date = dateOf(source);
	Math.random = () => source.fraction();
	Object.assign(nodeCrypto, { randomBytes: (count: number) => source.fill(Buffer.alloc(count)) });
	syncBuiltinESMExports();
	const value = <Bytes extends ArrayBufferView | null>(bytes: Bytes) => (bytes ? source.fill(bytes) : bytes);
	Object.defineProperty(crypto, "getRandomValues", { value, configurable: true });
	return () => {
		globalThis.Date = real.Date;
		Math.random = real.random;
		Object.assign(nodeCrypto, { randomBytes: real.randomBytes });
		syncBuiltinESMExports();
		Reflect.deleteProperty(crypto, "getRandomValues");
	};
}
