import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import autocannon from "autocannon";
import { publishChangedFiles } from "#cli/commands/brand/apply.ts";
import { migrate } from "#cli/commands/migrate.ts";
import { startDatabase } from "#cli/local/sqld.ts";
import { startWorker } from "#cli/local/worker.ts";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { build } from "#foundation/db/database.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { freePort } from "../../src/cli/ports.ts";
import { operatorDatabase } from "../../src/cli/run-state.ts";
import { NO_MAIL_SERVER, newSecrets } from "../../src/cli/secrets.ts";
import { FORM } from "../support/world.ts";
import { median } from "./rank-test.ts";

const CONNECTIONS = 16;
const HOST = "twero.com";
const BROWSER = { "CF-Connecting-IP": "192.0.2.7", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/146.0" };

type Asked = { name: string; path: string; method: "GET" | "POST"; headers: Record<string, string>; status: string };
const ASKED: readonly Asked[] = [
	{ name: "page that is kept", path: "/privacy", method: "GET", headers: {}, status: "200" },
	{ name: "page by the long way", path: "/privacy?a", method: "GET", headers: {}, status: "200" },
	{ name: "POST", path: "/age", method: "POST", headers: FORM, status: "303" },
];

/**
 * `npm run bench -- visits`: pages and a POST of the Worker as it is, beside the same Worker that keeps and counts
 * nothing, in turns on one machine; the median of the rounds' ratios.
 */
export async function benchVisits(
	io: CommandIo,
	{ rounds, seconds }: { rounds: number; seconds: number },
): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-visits-"));
	const stops: (() => Promise<void>)[] = [];
	/** Each with a database of its own, which its keys belong to. */
	const start = async (path: string, name: string) => {
		const server = await startDatabase(join(folder, name), await freePort());
		stops.unshift(() => server.stop());
		await migrate(server.url, undefined, io.directory, io.now());
		const database = operatorDatabase(server.url, undefined, "bench");
		await publishChangedFiles(database, { ...io, stdout: io.stderr });
		const bindings = { STAGE: "bench", DATABASE_URL: server.url, SMTP_URL: NO_MAIL_SERVER, ...newSecrets() };
		const worker = await startWorker({ directory: io.directory, bundle: path, bindings });
		stops.unshift(() => worker.stop());
		return { url: worker.url, database };
	};
	try {
		const bundle = await bundleWorker(io.directory, join(folder, "worker"));
		const { url: ours, database } = await start(bundle, "ours");
		const { url: without } = await start(withoutVisits(bundle, folder), "none");
		const figures = [];
		for (const asked of ASKED) {
			const runs: { ours: number; without: number }[] = [];
			for (let round = 0; round <= rounds; round++) {
				io.stderr.write(`\r${asked.name.padEnd(24)}round ${round} of ${rounds}`);
				const length = round === 0 ? 1 : seconds;
				const run = { ours: await rate(ours, asked, length), without: await rate(without, asked, length) };
				if (round > 0) runs.push(run);
			}
			figures.push({
				name: asked.name,
				ours: Math.round(median(runs.map((run) => run.ours))),
				without: Math.round(median(runs.map((run) => run.without))),
				ratio: median(runs.map((run) => run.ours / run.without)),
			});
		}
		const [[written]] = await database.read(
			build.selectFrom("visit").select((eb) => eb.fn.countAll<number>().as("events")),
		);
		report(io, figures, written?.events ?? 0);
	} finally {
		for (const stop of stops) await stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Requests a second. @throws Error where another answer came than is measured */
async function rate(url: URL, { path, method, headers, status }: Asked, seconds: number): Promise<number> {
	const result = await autocannon({
		...{ url: new URL(path, url).href, method, connections: CONNECTIONS, duration: seconds },
		headers: { ...BROWSER, ...headers, host: HOST },
	});
	const stats = Object.keys(result.statusCodeStats ?? {});
	if (result.errors > 0 || stats.join() !== status)
		throw new Error(`${method} ${path}: ${result.errors} errors, answers ${stats.join()}`);
	return result.requests.average;
}

/** The same bundle, in which nothing of a visit is noted. @returns the path of its module */
function withoutVisits(bundle: string, folder: string): string {
	const copy = join(folder, "without");
	cpSync(dirname(bundle), copy, { recursive: true });
	const path = join(copy, basename(bundle));
	const text = readFileSync(path, "utf8");
	const cut = text
		.replace(/function recordVisit\([^{]*\{/, (begin) => `${begin} return;`)
		.replace(/(cachedResponse\(\w+, freshRegistry\(\w+\), \w+, )VISITS\w*\.count\)/, "$1() => undefined)");
	if (!/function recordVisit\([^{]*\{ return;/.test(cut) || !cut.includes("() => undefined) ?? app"))
		throw new Error("the bundle notes visits in another way than this bench knows");
	writeFileSync(path, cut);
	return path;
}

type Figure = { name: string; ours: number; without: number; ratio: number };

function report(io: CommandIo, figures: readonly Figure[], events: number): void {
	const pad = (text: string | number) => String(text).padStart(10);
	io.stdout.write(`\n${"requests a second".padEnd(24)}${pad("with")}${pad("without")}${pad("ratio")}\n`);
	for (const { name, ours, without, ratio } of figures)
		io.stdout.write(`${name.padEnd(24)}${pad(ours)}${pad(without)}${pad(ratio.toFixed(3))}\n`);
	io.stdout.write(`${events} events were written meanwhile\n`);
	mkdirSync(join(io.directory, "reports"), { recursive: true });
	const file = join("reports", "bench-visits.json");
	writeFileSync(join(io.directory, file), `${JSON.stringify({ figures, events }, null, "\t")}\n`);
	io.stdout.write(`wrote ${file}\n`);
}
