import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import {
	addresses,
	exitOf,
	type LocalServices,
	localPorts,
	requireFreePorts,
	startLocalServices,
} from "../local/services.ts";
import { spawnWrangler, stopWrangler } from "../local/wrangler.ts";
import {
	clearRunState,
	dataDirectory,
	readRunState,
	removeDevelopmentData,
	writeDevelopmentVariables,
	writeRunState,
} from "../run-state.ts";
import { untilInterrupted } from "./brand/preview.ts";

const TICK = 60_000;

/** `npm start`: database, migrations, brands, mail, Worker and a ticker; Ctrl-C ends them all and keeps the data. */
export async function dev(argv: string[], io: CommandIo): Promise<number> {
	const { switches } = parseOptions(argv, { switches: ["fresh"] });
	const ports = localPorts(8787);
	const { port } = ports;
	const running = readRunState(io);
	if (running) throw new CommandError(`this project already runs at ${running.workerUrl} (process ${running.pid})`);
	await requireFreePorts(ports, "the Worker");
	if (switches.has("fresh")) removeDevelopmentData(io);
	const interrupted = untilInterrupted();
	const folder = dataDirectory(io);
	const services = await startLocalServices(io, { folder, salts: { persistedIn: join(folder, "wrangler") }, ports });
	const { database } = services;
	let worker: ChildProcess | undefined;
	try {
		worker = spawnWranglerDev(io, services, port);
		const ready = await Promise.race([workerAnswers(worker, port), interrupted.then(() => "interrupted" as const)]);
		if (ready === "interrupted") return 0;
		writeRunState(io, { pid: process.pid, databaseUrl: database.url, workerUrl: `http://127.0.0.1:${port}` });
		io.stdout.write(await addresses(services, port));
		const ticker = setInterval(() => void tick(port), TICK);
		const ended = await Promise.race([
			interrupted.then(() => "interrupted" as const),
			exitOf(worker),
			exitOf(database.process),
		]);
		clearInterval(ticker);
		if (ended !== "interrupted") throw new CommandError("a part of it stopped by itself; everything was ended");
		return 0;
	} finally {
		clearRunState(io);
		if (worker) await stopWrangler(worker);
		await services.stop();
	}
}

function spawnWranglerDev(io: CommandIo, { database, mail }: LocalServices, port: number): ChildProcess {
	const { file } = writeDevelopmentVariables(dataDirectory(io), {
		STAGE: "development",
		DATABASE_URL: database.url,
		DEVELOPMENT_PORT: String(port),
		SMTP_URL: mail.smtpUrl,
	});
	const child = spawnWrangler(io.directory, [
		...["dev", "--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0", "--env-file", file],
		...["--persist-to", join(dataDirectory(io), "wrangler"), "--show-interactive-dev-session=false"],
		...["--log-level", "warn"],
	]);
	for (const stream of [child.stdout, child.stderr])
		stream?.on("data", (data: Buffer) => io.stderr.write(withoutKnown(data.toString())));
	return child;
}

/** Wrangler warns that it fires no cron; the ticker below does. */
function withoutKnown(text: string): string {
	return /Scheduled Workers are not automatically triggered/.test(text) ? "" : text;
}

/** Any answer will do: 127.0.0.1 is no brand's host, so this is the 421. */
async function workerAnswers(child: ChildProcess, port: number): Promise<"ready"> {
	for (const started = performance.now(); performance.now() - started < 120_000; await sleep(100)) {
		if (child.exitCode !== null) throw new CommandError("the Worker did not start; what it said stands above");
		try {
			await (await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(5_000) })).arrayBuffer();
			return "ready";
		} catch {
			// Not yet.
		}
	}
	throw new CommandError("the Worker did not answer within two minutes");
}

async function tick(port: number): Promise<void> {
	try {
		await (await fetch(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled`)).arrayBuffer();
	} catch {
		// The Worker is reloading; the next minute will do.
	}
}
