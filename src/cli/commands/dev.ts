import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import { listenForMail } from "../host/listen-mail.ts";
import type { Listening } from "../host/run-host.ts";
import { untilInterrupted } from "../interrupted.ts";
import { captureAccounts } from "../local/capture-accounts.ts";
import { exitOf, hasExited } from "../local/child-exit.ts";
import { deliverTo } from "../local/deliver-to.ts";
import { type PdfProcess, renderPdfsBeside } from "../local/pdf-process.ts";
import {
	addresses,
	databaseUrl,
	type LocalPorts,
	type LocalServices,
	localPorts,
	requireFreePorts,
	smtpUrl,
	startLocalServices,
} from "../local/services.ts";
import { Steps } from "../local/steps.ts";
import { spawnWrangler, stopWrangler, writeDevConfig } from "../local/wrangler.ts";
import {
	clearRunState,
	dataDirectory,
	readRunState,
	removeDevelopmentData,
	withDatabase,
	writeDevelopmentVariables,
	writeRunState,
} from "../run-state.ts";
import { type Alias, embeddedIn, knownMeanwhile, writeEmbedded } from "../tested/embed.ts";
import { watchSource } from "../tested/watch-source.ts";
import type { Usage } from "../usage.ts";
import { waitingWords } from "./brand/drafts.ts";

const JOB_INTERVAL_MS = 60_000;

export const USAGE: Usage = {
	does: "Starts all of it on this machine: database, brands, mail, Worker and its jobs. Ctrl-C ends them and keeps the data.",
	forms: ["npm start [-- --fresh]"],
	options: { "--fresh": "empties the data of this machine first; they are kept" },
	variables: {
		...{ PORT: "the Worker; 8787", DATABASE_PORT: "libSQL; 8788", MAIL_PORT: "SMTP; 8789" },
		...{ MAILBOX_PORT: "the mailbox to read; 8791", CAPTURE_PORT: "what recipients of visits would get; 8792" },
		INCOMING_MAIL_PORT: "mail for the program; 8793",
	},
	example: "npm start -- --fresh",
};

/** `npm start`: database, migrations, brands, mail, Worker, a ticker, and PDFs when pages are served; Ctrl-C ends them all and keeps the data. */
export async function dev(argv: string[], io: CommandIo): Promise<number> {
	const { switches } = parseOptions(argv, { switches: ["fresh"] });
	const ports = localPorts(8787);
	const { port } = ports;
	const running = readRunState(io);
	if (running) throw new CommandError(`this project already runs at ${running.workerUrl} (process ${running.pid})`);
	await requireFreePorts(ports, "the Worker");
	if (switches.has("fresh")) removeDevelopmentData(io);
	const interrupted = untilInterrupted().then(() => "interrupted" as const);
	const folder = dataDirectory(io);
	const steps = new Steps(io.stdout);
	const embed = () => writeEmbedded(embeddedIn(folder), knownMeanwhile(io.directory));
	// The Worker follows its source and this module of it.
	const stopWatching = watchSource(io.directory, embed);
	// It needs the longest, and asks for nothing before its first request.
	const worker = spawnWranglerDev(io, ports, embed());
	let services: LocalServices | undefined;
	let pdfs: PdfProcess | undefined;
	let incoming: Listening | undefined;
	try {
		services = await startLocalServices(io, { folder, salts: { persistedIn: join(folder, "wrangler") }, ports, steps });
		const { database } = services;
		const answers = steps.run(
			() => "Worker, begun beside these steps, answers",
			() => workerAnswers(worker, port),
		);
		const ready = await Promise.race([answers, interrupted]);
		if (ready === "interrupted") return 0;
		writeRunState(io, { pid: process.pid, databaseUrl: database.url, workerUrl: `http://127.0.0.1:${port}` });
		incoming = await takeMailIn(ports);
		steps.total("pages are served");
		io.stdout.write(await addresses(services, port));
		await sayWaiting(io);
		io.stdout.write(`Mail to the mail domain of an operator is taken in at ${incoming?.url}\n`);
		pdfs = renderPdfsBeside(io, database.url, steps);
		return await untilEnded(port, [interrupted, exitOf(worker), exitOf(database.process)]);
	} finally {
		clearRunState(io);
		stopWatching();
		await pdfs?.stop();
		await incoming?.stop(0);
		await stopWrangler(worker);
		await services?.stop();
	}
}

/** Drafts of brands that were approved in the console wait for the operator's command. */
async function sayWaiting(io: CommandIo): Promise<void> {
	const waiting = await withDatabase(io, "drafts", waitingWords);
	if (waiting !== undefined) io.stdout.write(`${waiting}\n`);
}

/** Hands mail to the Worker as Cloudflare would: the Worker decides which address takes mail. */
function takeMailIn({ port, incoming }: LocalPorts): Promise<Listening | undefined> {
	const door = {
		admits: async () => true,
		async take(envelope: { from: string; to: string }, bytes: Uint8Array) {
			const text = await deliverTo(`http://127.0.0.1:${port}`, envelope, bytes);
			return text === undefined ? undefined : { code: 550, text };
		},
	};
	return listenForMail(door, { mailPort: incoming, hostname: "127.0.0.1" });
}

/** Ticks until the first of these. @throws CommandError when a part ended by itself */
async function untilEnded(port: number, ends: readonly Promise<"interrupted" | "exited">[]): Promise<number> {
	const ticker = setInterval(() => void tick(port), JOB_INTERVAL_MS);
	const ended = await Promise.race(ends);
	clearInterval(ticker);
	if (ended !== "interrupted") throw new CommandError("a part of it stopped by itself; everything was ended");
	return 0;
}

function spawnWranglerDev(io: CommandIo, ports: LocalPorts, alias: Alias): ChildProcess {
	const { file } = writeDevelopmentVariables(dataDirectory(io), {
		STAGE: "development",
		DATABASE_URL: databaseUrl(ports),
		DEVELOPMENT_PORT: String(ports.port),
		SMTP_URL: smtpUrl(ports),
		RECIPIENT_ACCOUNTS: captureAccounts(io.directory, ports.capture),
	});
	const child = spawnWrangler(io.directory, [
		...["dev", "--ip", "127.0.0.1", "--port", String(ports.port), "--inspector-port", "0", "--env-file", file],
		...["--persist-to", join(dataDirectory(io), "wrangler"), "--show-interactive-dev-session=false"],
		...["--log-level", "warn"],
		...["--config", writeDevConfig(io.directory, dataDirectory(io), alias)],
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
		if (hasExited(child)) throw new CommandError("the Worker did not start; what it said stands above");
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
