import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import { type MailCatcher, startMailCatcher } from "../local/mail-catcher.ts";
import { requireReadableKeys } from "../local/salt-check.ts";
import { type DatabaseServer, startDatabase } from "../local/sqld.ts";
import { spawnWrangler, stopWrangler } from "../local/wrangler.ts";
import { requireFreePort } from "../ports.ts";
import { readLiveState } from "../publish/live-state.ts";
import {
	clearRunState,
	dataDirectory,
	operatorDatabase,
	readRunState,
	writeDevelopmentVariables,
	writeRunState,
} from "../run-state.ts";
import { publishChangedFiles } from "./brand/apply.ts";
import { untilInterrupted } from "./brand/preview.ts";
import { migrate } from "./migrate.ts";

const TICK = 60_000;

/** `npm start`: database, migrations, brands, mail, Worker and a ticker; Ctrl-C ends them all and keeps the data. */
export async function dev(argv: string[], io: CommandIo): Promise<number> {
	const { switches } = parseOptions(argv, { switches: ["fresh"] });
	const ports = portsFromEnvironment();
	const { port } = ports;
	const running = readRunState(io);
	if (running) throw new CommandError(`this project already runs at ${running.workerUrl} (process ${running.pid})`);
	await requireFreePort(port, "the Worker");
	for (const [name, what] of PORTS) await requireFreePort(ports[name], what);
	if (switches.has("fresh")) rmSync(dataDirectory(io), { recursive: true, force: true });
	const interrupted = untilInterrupted();
	const database = await startDatabase(join(dataDirectory(io), "sqld"), ports.database);
	let worker: ChildProcess | undefined;
	let mail: MailCatcher | undefined;
	try {
		mail = await startMailCatcher({
			...{ smtpPort: ports.mail, webPort: ports.mailbox },
			...{ folder: join(dataDirectory(io), "mail"), now: io.now },
		});
		const migrations = await migrate(database.url, undefined, io.directory, io.now());
		if (migrations > 0) io.stdout.write(`applied ${migrations} migration(s)\n`);
		const operator = operatorDatabase(database.url, undefined, "npm start");
		await requireReadableKeys(operator, io, { persistedIn: join(dataDirectory(io), "wrangler") });
		const plan = await publishChangedFiles(operator, io);
		for (const { after } of plan.brands) io.stdout.write(`published ${after.id}, revision ${after.revision}\n`);
		worker = spawnWranglerDev(io, database, mail, port);
		const ready = await Promise.race([workerAnswers(worker, port), interrupted.then(() => "interrupted" as const)]);
		if (ready === "interrupted") return 0;
		writeRunState(io, { pid: process.pid, databaseUrl: database.url, workerUrl: `http://127.0.0.1:${port}` });
		io.stdout.write(addresses([...(await readLiveState(operator)).brands.values()], port, mail.webUrl));
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
		await mail?.stop();
		await database.stop();
	}
}

const PORTS = [
	["database", "the database"],
	["mail", "mail"],
	["mailbox", "the mailbox"],
] as const;

function portsFromEnvironment() {
	return {
		port: portFrom("PORT", 8787),
		database: portFrom("DATABASE_PORT", 8788),
		mail: portFrom("MAIL_PORT", 8789),
		mailbox: portFrom("MAILBOX_PORT", 8791),
	};
}

function spawnWranglerDev(io: CommandIo, database: DatabaseServer, mail: MailCatcher, port: number): ChildProcess {
	const file = writeDevelopmentVariables(io, {
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

function exitOf(child: ChildProcess): Promise<"exited"> {
	return new Promise((resolve) =>
		child.exitCode === null ? child.once("exit", () => resolve("exited")) : resolve("exited"),
	);
}

function addresses(
	brands: { id: string; look: { name: string; hosts: { primary: string } } }[],
	port: number,
	mailbox: string,
): string {
	const rows = brands.map(({ id, look }) => [
		look.name,
		`http://${id}.localhost:${port}`,
		`https://${look.hosts.primary}`,
	]);
	const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
	const lines = rows.map((row) => `  ${row[0]?.padEnd(width(0))}  ${row[1]?.padEnd(width(1))}  (${row[2]})`);
	return `\n${lines.join("\n")}\n\n  All mail arrives at ${mailbox}\n\nCtrl-C ends it; the data stays in .data\n`;
}

export function portFrom(name: string, fallback: number): number {
	const text = process.env[name];
	if (text === undefined || text === "") return fallback;
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65535) throw new CommandError(`${name}=${text} is not a port`);
	return port;
}
