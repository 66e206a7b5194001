import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { inject } from "vitest";
import type { CommandIo } from "#cli/command.ts";
import { type DatabaseServer, startDatabase } from "#cli/local/sqld.ts";
import { type LocalWorker, startWorker, type WorkerOptions } from "#cli/local/worker.ts";
import { onFreePort, portToBeFree } from "#cli/ports.ts";
import { operatorDatabase } from "#cli/run-state.ts";
import { NO_MAIL_SERVER, newSecrets, type Secrets } from "#cli/secrets.ts";
import type { Database } from "#foundation/db/database.ts";
import { type Ask, type Reply, send } from "./ask.ts";
import { startNodeHost } from "./processes/node-host.ts";

export type { Ask, Reply };
export { send };

/**
 * A published Livery on real parts: workerd without a proxy, the libSQL server, R2. In the project "node" of
 * vitest.config.ts it is the Node entry and its files instead.
 */
export type World = {
	worker: LocalWorker;
	database: Database;
	server: DatabaseServer;
	folder: string;
	/** The Worker's own, the same after a restart. */
	secrets: Secrets;
	/** Everything that the Worker printed. */
	logs: string[];
	get(path: string, ask?: Ask): Promise<Reply>;
	/** Bytes as they are, to workerd's socket; the whole answer comes back. */
	raw(bytes: string): Promise<string>;
	stopDatabase(): Promise<void>;
	startDatabase(): Promise<void>;
	/** A fresh isolate with the same database and objects. */
	restartWorker(): Promise<void>;
	stop(): Promise<void>;
};

export type WorldOptions = {
	stage?: string;
	bindings?: Record<string, string>;
	/** Addresses lead to `*.localhost`, as on a developer's machine; otherwise to the hosts of the settings. */
	local?: boolean;
	/** Another than the project's. */
	bundle?: string;
	/** As `startWorker` takes them. */
	rateLimits?: Readonly<Record<string, number>>;
};

/** Seconds, more than a test takes: a write that meets a checkpoint makes one trip more. */
const CHECKPOINT_INTERVAL = 3_600;

/** What ended gives its port back sooner, on a busy machine too. */
const PORT_TIMEOUT_MS = 10_000;

export async function startWorld({
	stage = "test",
	bindings = {},
	local = true,
	bundle = inject("bundle"),
	rateLimits,
}: WorldOptions = {}): Promise<World> {
	const folder = mkdtempSync(join(tmpdir(), "livery-world-"));
	const data = join(folder, "sqld");
	cpSync(inject("template"), data, { recursive: true });
	const startOn = (port: number) => startDatabase(data, port, CHECKPOINT_INTERVAL);
	let server = await onFreePort(startOn);
	const logs: string[] = [];
	const secrets = newSecrets();
	const start = (port: number) =>
		startRuntime({
			port,
			directory: process.cwd(),
			bundle,
			objects: join(folder, "objects"),
			bindings: {
				STAGE: stage,
				DATABASE_URL: server.url,
				SMTP_URL: NO_MAIL_SERVER,
				...(local ? { DEVELOPMENT_PORT: String(port) } : {}),
				...secrets,
				...bindings,
			},
			...(rateLimits === undefined ? {} : { rateLimits }),
			onLog: (line) => logs.push(line),
		});
	const world: World = {
		worker: await onFreePort(start).catch(async (error: unknown) => {
			await server.stop();
			throw error;
		}),
		database: operatorDatabase(server.url, undefined, "tests"),
		server,
		folder,
		secrets,
		logs,
		get: (path, ask) => send(world.worker.url, path, ask),
		raw: (bytes) => sendRaw(world.worker.url, bytes),
		stopDatabase: () => world.server.stop(),
		async startDatabase() {
			await hasEnded(server.process);
			const { url, port } = server;
			// A proxy asks the world for the port of its database.
			server = await (bindings.DATABASE_URL === undefined ? onSamePort(port, startOn) : onFreePort(startOn));
			world.server = server;
			world.database = operatorDatabase(server.url, undefined, "tests");
			if (bindings.DATABASE_URL === undefined && server.url !== url) await world.restartWorker();
		},
		async restartWorker() {
			const port = Number(world.worker.url.port);
			await world.worker.stop();
			world.worker = await onSamePort(port, start);
		},
		async stop() {
			await world.worker.stop();
			await world.server.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
	return world;
}

/** On the port that it had, or on another when somebody took that meanwhile: one test may notice, none after it. */
async function onSamePort<Started>(port: number, start: (port: number) => Promise<Started>): Promise<Started> {
	const isFree = await portToBeFree(port, PORT_TIMEOUT_MS).then(
		() => true,
		() => false,
	);
	const started = isFree ? await start(port).catch(() => undefined) : undefined;
	return started ?? onFreePort(start);
}

/** A process that was killed keeps its port until it is gone. */
async function hasEnded(child: ChildProcess): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

function startRuntime(options: WorkerOptions & { objects: string }): Promise<LocalWorker> {
	if (inject("runtime") === "workerd") return startWorker(options);
	if (options.rateLimits !== undefined) throw new Error("the Node entry has the limits of wrangler.toml");
	return startNodeHost(options);
}

export function sendRaw(url: URL, bytes: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(Number(url.port), url.hostname, () => socket.write(bytes, "latin1"));
		let answer = "";
		socket.setEncoding("latin1");
		socket.setTimeout(10_000, () => socket.destroy(new Error("no answer")));
		socket.on("data", (data) => {
			answer += String(data);
		});
		socket.on("error", reject);
		socket.on("close", () => resolve(answer));
	});
}

export const FORM = {
	"Content-Type": "application/x-www-form-urlencoded",
	"Sec-Fetch-Site": "same-origin",
};

/** A command's surroundings with its output collected. */
export function quietIo(directory: string, now: () => Date = () => new Date()): CommandIo & { said(): string } {
	let text = "";
	const collect = () => {
		const stream = new PassThrough();
		stream.on("data", (data: Buffer) => {
			text += data.toString();
		});
		return stream;
	};
	return { stdout: collect(), stderr: collect(), stdin: new PassThrough(), directory, now, said: () => text };
}
