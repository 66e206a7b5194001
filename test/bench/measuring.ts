import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { publishChangedFiles } from "#cli/commands/brand/apply.ts";
import { migrate } from "#cli/commands/migrate.ts";
import { startDatabase } from "#cli/local/sqld.ts";
import { startWorker } from "#cli/local/worker.ts";
import { bundleWorker } from "#cli/local/wrangler.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { freePort } from "../../src/cli/ports.ts";
import { operatorDatabase } from "../../src/cli/run-state.ts";
import { NO_MAIL_SERVER, newSecrets } from "../../src/cli/secrets.ts";
import { answerCookie } from "../support/processes/capture.ts";
import { watchMemory } from "../support/processes/memory.ts";
import { JUPITER } from "../support/staff.ts";

const CONNECTIONS = 16;
/** Milliseconds, within what an event may take: a place is held as long as it can be. */
const SLOW_MS = 1_800;

type Run = { name: string; cookie: string; delay: number };
type Figures = { name: string; pages: number; p50: number; p99: number; mean: number; sent: number; megabytes: number };

/**
 * `npm run bench -- measuring`: so many pages of a brand asked for by visitors who said no, and by visitors who said yes,
 * to a recipient that answers at once and to one that is slow: how long a page takes, what reached the recipient, and
 * the most that Worker, database, recipient and bench hold together.
 */
export async function benchMeasuring(io: CommandIo, events: number): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-measuring-"));
	const recipient = await startRecipient();
	const server = await startDatabase(join(folder, "sqld"), await freePort());
	try {
		await migrate(server.url, undefined, io.directory, io.now());
		const database = operatorDatabase(server.url, undefined, "bench");
		await publishChangedFiles(database, { ...io, stdout: io.stderr });
		const yes = await answerCookie({ database }, "twero", { "google-analytics": {} });
		const runs: Run[] = [
			{ name: "no yes", cookie: "__Host-age=yes", delay: 0 },
			{ name: "yes, recipient at once", cookie: yes, delay: 0 },
			{ name: `yes, recipient takes ${SLOW_MS} ms`, cookie: yes, delay: SLOW_MS },
			{ name: "no yes, again", cookie: "__Host-age=yes", delay: 0 },
		];
		const bundle = await bundleWorker(io.directory, join(folder, "worker"));
		const account = {
			realm: JUPITER,
			brand: "twero",
			recipient: "google-analytics",
			id: "G-BENCH001",
			secret: "bench",
		};
		const bindings = {
			...{ STAGE: "bench", DATABASE_URL: server.url, SMTP_URL: NO_MAIL_SERVER, ...newSecrets() },
			RECIPIENT_ACCOUNTS: JSON.stringify([{ ...account, url: recipient.url }]),
		};
		const figures: Figures[] = [];
		const worker = await startWorker({ directory: io.directory, bundle, bindings });
		try {
			for (const run of runs) figures.push(await measure(worker.url, recipient, run, events));
		} finally {
			await worker.stop();
		}
		report(io, figures);
	} finally {
		await server.stop();
		await recipient.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

type Recipient = { url: string; delay: number; taken: number; stop(): Promise<void> };

async function startRecipient(): Promise<Recipient> {
	const state: Recipient = { url: "", delay: 0, taken: 0, stop: async () => undefined };
	const server = createServer((request, response) => {
		state.taken += 1;
		request.resume();
		setTimeout(() => response.writeHead(204).end(), state.delay);
	});
	const port = await freePort();
	server.listen(port, "127.0.0.1");
	await once(server, "listening");
	state.url = `http://127.0.0.1:${port}/mp/collect`;
	state.stop = async () => {
		server.closeAllConnections();
		server.close();
	};
	return state;
}

async function measure(url: URL, recipient: Recipient, { name, cookie, delay }: Run, events: number): Promise<Figures> {
	const headers = { Host: "twero.com", Cookie: cookie, "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/146.0" };
	const page = { url: new URL("/privacy", url).href, connections: CONNECTIONS, headers };
	recipient.delay = 0;
	await autocannon({ ...page, amount: 200 });
	recipient.delay = delay;
	recipient.taken = 0;
	const endWatch = watchMemory(process.pid);
	const { latency, requests, non2xx } = await autocannon({ ...page, amount: events });
	const megabytes = endWatch() ?? 0;
	if (non2xx > 0) throw new Error(`${name}: ${non2xx} pages did not answer 200`);
	return {
		...{ name, pages: requests.average, p50: latency.p50, p99: latency.p99, mean: latency.average },
		...{ sent: recipient.taken, megabytes },
	};
}

function report(io: CommandIo, figures: readonly Figures[]): void {
	const head = ["", "pages/s", "mean ms", "p50", "p99", "reached it", "peak MB"];
	const rows = figures.map(({ name, pages, mean, p50, p99, sent, megabytes }) => [
		...[name, Math.round(pages), mean.toFixed(1), p50, p99, sent, Math.round(megabytes)].map(String),
	]);
	const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
	for (const row of [head, ...rows])
		io.stdout.write(`${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  ")}\n`);
	io.stdout.write(`${JSON.stringify(figures)}\n`);
}
