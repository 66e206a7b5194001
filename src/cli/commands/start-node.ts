import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { CommandError, type CommandIo, parseOptions } from "../command.ts";
import { claimFolder, FolderClaimed } from "../host/claim.ts";
import { openStore } from "../host/open-host.ts";
import type { FromHost } from "../host/run-host.ts";
import { untilInterrupted } from "../interrupted.ts";
import { captureAccounts } from "../local/capture-accounts.ts";
import { exitOf } from "../local/child-exit.ts";
import { bundleNode } from "../local/node-bundle.ts";
import { type PdfProcess, renderPdfsBeside } from "../local/pdf-process.ts";
import { addresses, localPorts, requireFreePorts, startLocalServices } from "../local/services.ts";
import { Steps } from "../local/steps.ts";
import { dataDirectory, NODE_FOLDER, writeDevelopmentVariables } from "../run-state.ts";
import { embeddedIn, knownOf, writeEmbedded } from "../tested/embed.ts";
import type { Usage } from "../usage.ts";
import { requireMigrated } from "./migrate.ts";

export const USAGE: Usage = {
	does: "Runs the whole application with its jobs in one process of Node, without Cloudflare.",
	forms: ["npm run start:node [-- --fresh]"],
	options: { "--fresh": "empties its data on this machine first; they are kept" },
	more: `Without DATABASE_URL: on this machine, beside \`npm start\` if that runs. Starts a libSQL server and a mailbox of its
own, migrates, publishes the brands in tenants/, and prints where to look. Its data are in .data/${NODE_FOLDER};
\`-- --fresh\` empties them first. PORT (8797), DATABASE_PORT (8798), MAIL_PORT (8799), MAILBOX_PORT (8801),
CAPTURE_PORT (8802), INCOMING_MAIL_PORT (8803).

With DATABASE_URL: on that server, which \`npm run deploy\` or another release has migrated. Reads what the Worker has
as variables and secrets: STAGE, DATABASE_URL, DATABASE_TOKEN, KEK_ROOT, TOKEN_ROOT, RECEIPT_KEY, SMTP_URL,
RECIPIENT_ENDPOINTS and RECIPIENT_ACCOUNTS (both optional); and
  DATA_DIR               folder of copies, salts and objects in place of the R2 buckets; one process only
  PORT, HOST             8797, 127.0.0.1: a proxy in front of it ends TLS and passes the Host header on
  INCOMING_MAIL_PORT     takes mail for the operators' mail domains there, by SMTP from a mail server in front of it
  CLIENT_ADDRESS_HEADER  the header in which that proxy says the client's address, such as X-Forwarded-For: its last
                         address counts, and only from a proxy on this machine or a private network. Without it,
                         the client is whoever connects`,
	example: "npm run start:node",
};

/** `npm run start:node [-- --fresh]`. */
export async function startNode(argv: string[], io: CommandIo): Promise<number> {
	const { switches } = parseOptions(argv, { switches: ["fresh"] });
	const url = process.env.DATABASE_URL;
	if (url === undefined || url === "") return startLocally(io, switches.has("fresh"));
	await requireMigrated(url, process.env.DATABASE_TOKEN, io.directory);
	const host = spawnHost(io, await bundle(io), {});
	const interrupted = untilInterrupted();
	const ended = await Promise.race([interrupted.then(() => "interrupted" as const), exitOf(host)]);
	if (ended === "interrupted") await stopHost(host);
	return host.exitCode ?? 1;
}

const nodeFolder = (io: CommandIo) => join(dataDirectory(io), NODE_FOLDER);

/** Its code and what it is told of its source do not change while it runs. */
function bundle(io: CommandIo): Promise<string> {
	const folder = join(nodeFolder(io), "app");
	return bundleNode(io.directory, folder, writeEmbedded(embeddedIn(folder), knownOf(io.directory)));
}

async function startLocally(io: CommandIo, isFresh: boolean): Promise<number> {
	const folder = nodeFolder(io);
	const files = join(folder, "files");
	requireUnclaimed(files);
	const ports = localPorts(8797);
	await requireFreePorts(ports, "the host");
	if (isFresh) rmSync(folder, { recursive: true, force: true });
	const interrupted = untilInterrupted();
	const store = await openStore(files, "SALTS", () => io.now().getTime());
	const steps = new Steps(io.stdout);
	const services = await startLocalServices(io, { folder, salts: { store }, ports, steps });
	let host: ChildProcess | undefined;
	let pdfs: PdfProcess | undefined;
	try {
		const { variables } = writeDevelopmentVariables(folder, {
			STAGE: "development",
			DATABASE_URL: services.database.url,
			...{ DEVELOPMENT_PORT: String(ports.port), SMTP_URL: services.mail.smtpUrl },
			INCOMING_MAIL_PORT: String(ports.incoming),
			RECIPIENT_ACCOUNTS: captureAccounts(io.directory, ports.capture),
		});
		const own = { DATA_DIR: files, PORT: String(ports.port), HOST: "127.0.0.1", CLIENT_ADDRESS_HEADER: "" };
		const module = await steps.run(
			() => "host bundled",
			() => bundle(io),
		);
		host = spawnHost(io, module, { ...variables, ...own });
		const isInterrupted = interrupted.then(() => "interrupted" as const);
		const first = [listens(host), exitOf(host), isInterrupted] as const;
		const ready = await steps.run(
			(end) => (end === "listens" ? "host listens" : undefined),
			() => Promise.race(first),
		);
		if (ready === "interrupted") return 0;
		if (ready === "exited") throw new CommandError("the host did not start; what it said stands above");
		steps.total("pages are served");
		io.stdout.write(await addresses(services, ports.port, `.data/${NODE_FOLDER}`));
		io.stdout.write(`Other commands reach it with DATABASE_URL=${services.database.url}\n`);
		pdfs = renderPdfsBeside(io, services.database.url, steps);
		const ended = await Promise.race([isInterrupted, exitOf(host), exitOf(services.database.process)]);
		if (ended !== "interrupted") throw new CommandError("a part of it stopped by itself; everything was ended");
		return 0;
	} finally {
		await pdfs?.stop();
		if (host) await stopHost(host);
		await services.stop();
	}
}

/** @throws CommandError while another process has the folder */
function requireUnclaimed(files: string): void {
	try {
		claimFolder(files)();
	} catch (error) {
		throw error instanceof FolderClaimed ? new CommandError(error.message) : error;
	}
}

/** A process of its own, in a group of its own: Ctrl-C reaches this command alone, which then ends it in order. */
function spawnHost(io: CommandIo, module: string, variables: Record<string, string>): ChildProcess {
	const child = spawn(process.execPath, [module], {
		cwd: io.directory,
		detached: true,
		env: { ...process.env, ...variables },
		stdio: ["ignore", "pipe", "pipe", "ipc"],
	});
	child.stdout?.on("data", (data: Buffer) => io.stdout.write(data));
	child.stderr?.on("data", (data: Buffer) => io.stderr.write(data));
	return child;
}

function listens(host: ChildProcess): Promise<"listens"> {
	return new Promise((resolve) =>
		host.on("message", (message: FromHost) => {
			if ("listening" in message) resolve("listens");
		}),
	);
}

/** It ends what it has begun, within its own limits. */
async function stopHost(host: ChildProcess): Promise<void> {
	host.kill("SIGTERM");
	await exitOf(host);
}
