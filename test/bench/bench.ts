import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import autocannon from "autocannon";
import { build as bundle } from "esbuild";
import { publishChangedFiles } from "#cli/commands/brand/apply.ts";
import { migrate } from "#cli/commands/migrate.ts";
import { startDatabase } from "#cli/local/sqld.ts";
import { type LocalWorker, startWorker } from "#cli/local/worker.ts";
import { bundleWorker, runWrangler } from "#cli/local/wrangler.ts";
import { readLiveState } from "#cli/publish/live-state.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { encodeSnapshot } from "#foundation/brand/snapshot.ts";
import { build, type Database } from "#foundation/db/database.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { type CommandIo, parseOptions } from "../../src/cli/command.ts";
import { freePort } from "../../src/cli/ports.ts";
import { operatorDatabase } from "../../src/cli/run-state.ts";
import { NO_MAIL_SERVER, newSecrets } from "../../src/cli/secrets.ts";
import type { Usage } from "../../src/cli/usage.ts";
import { type Reply, send } from "../support/ask.ts";
import { benchBrands } from "./brands.ts";
import { benchCrypto } from "./crypto.ts";
import { benchDrill } from "./drill.ts";
import { benchEnumeration, TIMED } from "./enumeration.ts";
import { benchErasure } from "./erasure.ts";
import { benchExport } from "./export.ts";
import { benchIncoming } from "./incoming.ts";
import { benchMeasuring } from "./measuring.ts";
import { benchMembers } from "./members.ts";
import { median } from "./rank-test.ts";
import { benchRequests } from "./requests.ts";
import { benchRetention } from "./retention.ts";
import { benchSignedIn, measureSignedIn, reportSignedIn } from "./signed-in.ts";
import { benchStatistics } from "./statistics.ts";
import { benchUse } from "./use.ts";
import { benchVisits } from "./visits.ts";

type Target = { name: string; worker: LocalWorker; path: string; host: string };
type Figure = {
	name: string;
	requests: number;
	rounds: number[];
	p50: number;
	p99: number;
	trips: number;
	bytes: number;
};
type Ratio = { name: string; ratio: number; target?: number };

const SIZES = [2, 100, 1_000, 5_000];
const HOST = "twero.com";

export const USAGE: Usage = {
	does: "Measures. Figures of one run compare with each other and with nothing else; some also stand in reports/.",
	forms: [
		"npm run bench [-- --seconds 2 --rounds 7]",
		"npm run bench -- brands | crypto | drill | enumeration | erasure | export | incoming | measuring | members |",
		"                 requests | retention | signed-in | statistics | use | visits [options]",
	],
	options: {
		"--seconds <number>": "of each round; 2",
		"--rounds <number>": "of which the median counts; 7, and more of enumeration",
		"--members <number>": "of members, retention (1000000), use (100000), crypto, drill, statistics (10000)",
		"--requests <number>": "of requests; 100000",
		"--rows <number>": "of export and erasure; 10000",
		"--megabytes <number>": "of export and erasure; 0",
		"--events <number>": "of measuring; 10000",
		"--mails <number>": "of incoming; 1000",
		"--brands <number>": "of brands: new ones that are published; 100",
		"--files <number>": "of brands: those that are checked; 2000",
	},
	more: "README, All commands, says what each measures. A machine that does something else meanwhile measures that too.",
	example: "npm run bench -- brands",
};

/**
 * `npm run bench [-- --seconds 2] [--rounds 7]`: everything in one run on the same workerd, targets taken in turn,
 * the median of the rounds (ratios too). Figures of one run compare with each other and with nothing else.
 */
export async function bench(argv: string[], io: CommandIo): Promise<number> {
	const { values, rest } = parseOptions(argv, {
		values: ["seconds", "rounds", "members", "requests", "rows", "megabytes", "events", "mails", "brands", "files"],
	});
	if (rest[0] === "brands") {
		await benchBrands(io, { brands: Number(values.get("brands") ?? 100), files: Number(values.get("files") ?? 2_000) });
		return 0;
	}
	if (rest[0] === "crypto") {
		await benchCrypto(io, Number(values.get("members") ?? 10_000));
		return 0;
	}
	if (rest[0] === "enumeration") return benchEnumeration(io, Number(values.get("rounds") ?? TIMED));
	if (rest[0] === "members") {
		await benchMembers(io, Number(values.get("members") ?? 1_000_000));
		return 0;
	}
	if (rest[0] === "drill") {
		await benchDrill(io, Number(values.get("members") ?? 10_000));
		return 0;
	}
	const size = { rows: Number(values.get("rows") ?? 10_000), megabytes: Number(values.get("megabytes") ?? 0) };
	if (rest[0] === "export") {
		await benchExport(io, size);
		return 0;
	}
	if (rest[0] === "erasure") {
		await benchErasure(io, size);
		return 0;
	}
	if (rest[0] === "requests") {
		benchRequests(io, Number(values.get("requests") ?? 100_000));
		return 0;
	}
	if (rest[0] === "use") {
		benchUse(io, Number(values.get("members") ?? 100_000));
		return 0;
	}
	if (rest[0] === "retention") {
		await benchRetention(io, Number(values.get("members") ?? 1_000_000));
		return 0;
	}
	if (rest[0] === "statistics") {
		await benchStatistics(io, Number(values.get("members") ?? 10_000));
		return 0;
	}
	const of = { rounds: Number(values.get("rounds") ?? 7), seconds: Number(values.get("seconds") ?? 2) };
	if (rest[0] === "visits") {
		await benchVisits(io, of);
		return 0;
	}
	if (rest[0] === "incoming") {
		await benchIncoming(io, Number(values.get("mails") ?? 1_000));
		return 0;
	}
	if (rest[0] === "measuring") {
		await benchMeasuring(io, Number(values.get("events") ?? 10_000));
		return 0;
	}
	if (rest[0] === "signed-in") {
		await benchSignedIn(io, of);
		return 0;
	}
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-"));
	const server = await startDatabase(join(folder, "sqld"), await freePort());
	const workers: LocalWorker[] = [];
	try {
		await migrate(server.url, undefined, io.directory, io.now());
		const database = operatorDatabase(server.url, undefined, "bench");
		await publishChangedFiles(database, { ...io, stdout: io.stderr });
		const ours = await bundleWorker(io.directory, join(folder, "worker"));
		const bindings = { STAGE: "bench", DATABASE_URL: server.url, SMTP_URL: NO_MAIL_SERVER, ...newSecrets() };
		const start = async (path: string) => {
			const worker = await startWorker({ directory: io.directory, bundle: path, bindings });
			workers.push(worker);
			return worker;
		};
		const targets = await ourTargets(database, () => start(ours));
		const sizes = await Promise.all(["/", "/privacy"].map((path) => sizeOf(targets, path)));
		const bare = await start(await bareHono(folder, sizes));
		const all = [
			{ name: "bare Hono, hello", worker: bare, path: "/hello", host: HOST },
			{ name: "bare Hono, bytes of home", worker: bare, path: "/bytes/0", host: HOST },
			{ name: "bare Hono, bytes of statement", worker: bare, path: "/bytes/1", host: HOST },
			...targets,
		];
		const figures = await measure(all, of.rounds, of.seconds, io);
		const static_ = { ...(await firstViews(targets)), ...(await sizesAndStart(io, ours, folder, start)) };
		const signedIn = await measureSignedIn(io, of);
		reportSignedIn(io, signedIn);
		report({ figures, ratios: ratios(figures), signedIn, ...static_ }, io);
		return 0;
	} finally {
		for (const worker of workers) await worker.stop();
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** One Worker per size of registry: each keeps what it read at its first request. */
async function ourTargets(database: Database, start: () => Promise<LocalWorker>): Promise<Target[]> {
	const live = await readLiveState(database);
	const [model] = [...live.brands.values()].filter(({ id }) => id === "twero");
	const [second] = [...live.brands.values()].filter(({ id }) => id === "geilesexsite");
	if (!model || !second) throw new Error("the project's own brands are missing");
	const targets: Target[] = [];
	let revision = live.registryRevision;
	for (const size of SIZES) {
		revision += 1;
		await putRegistry(database, [model, second, ...copies(model, size - 2)], revision);
		const worker = await start();
		for (const path of ["/", "/privacy"]) {
			const name = `${path === "/" ? "home" : "statement"}, ${size} brands`;
			targets.push({ name, worker, path, host: HOST });
			await ask({ name, worker, path, host: HOST });
		}
	}
	return targets;
}

function copies(model: PublishedBrand, count: number): PublishedBrand[] {
	return Array.from({ length: count }, (_, index) => ({
		...model,
		id: brandIdSchema.parse(`brand-${index}`),
		look: { ...model.look, hosts: { primary: `brand-${index}.example`, aliases: [`www.brand-${index}.example`] } },
	}));
}

async function putRegistry(database: Database, brands: PublishedBrand[], revision: number): Promise<void> {
	const at = new Date().toISOString();
	const encoded = await encodeSnapshot(brands, revision, at);
	await database.write(
		build.insertInto("registry").values({ ...encoded, created_at: at }),
		build.updateTable("registry_pointer").set({ revision, updated_at: at }).where("id", "=", 1),
	);
}

/** A Worker with Hono and nothing else, that answers as many bytes as ours. */
async function bareHono(folder: string, sizes: number[]): Promise<string> {
	const contents = `
		import { Hono } from "hono";
		const pages = ${JSON.stringify(sizes)}.map((size) => new Uint8Array(size).fill(97));
		const app = new Hono();
		app.get("/hello", (c) => c.text("hello"));
		app.get("/bytes/:page", (c) => c.body(pages[Number(c.req.param("page"))], 200, { "Content-Type": "text/html; charset=utf-8" }));
		export default app;`;
	const outfile = join(folder, "bare.js");
	await bundle({ stdin: { contents, resolveDir: process.cwd() }, bundle: true, format: "esm", outfile, minify: true });
	return outfile;
}

async function sizeOf(targets: Target[], path: string): Promise<number> {
	const target = targets.find((one) => one.path === path);
	return target ? (await ask(target)).body.length : 0;
}

function ask({ worker, path, host }: Target): Promise<Reply> {
	return send(worker.url, path, { host });
}

async function measure(targets: Target[], rounds: number, seconds: number, io: CommandIo): Promise<Figure[]> {
	const runs = new Map<string, autocannon.Result[]>(targets.map(({ name }) => [name, []]));
	for (let round = 0; round <= rounds; round++)
		for (const target of targets) {
			io.stderr.write(`\rround ${round} of ${rounds}: ${target.name.padEnd(32)}`);
			const result = await autocannon({
				url: new URL(target.path, target.worker.url).href,
				headers: { host: target.host },
				connections: 16,
				duration: round === 0 ? 1 : seconds,
			});
			if (result.non2xx + result.errors > 0)
				throw new Error(`${target.name}: ${result.non2xx + result.errors} failed requests`);
			// The first round only warms up.
			if (round > 0) runs.get(target.name)?.push(result);
		}
	io.stderr.write("\n");
	const figures: Figure[] = [];
	for (const target of targets) {
		const results = runs.get(target.name) ?? [];
		await ask(target);
		const reply = await ask(target);
		const trips = Number(/desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1] ?? 0);
		const of = (read: (result: autocannon.Result) => number) => median(results.map(read));
		const [requests, p50, p99] = [
			of(({ requests: r }) => r.average),
			of(({ latency }) => latency.p50),
			of(({ latency }) => latency.p99),
		];
		figures.push({
			name: target.name,
			requests: Math.round(requests),
			rounds: results.map(({ requests: r }) => r.average),
			p50,
			p99,
			trips,
			bytes: reply.body.length,
		});
	}
	return figures;
}

function ratios(figures: Figure[]): Ratio[] {
	const rates = (name: string) => figures.find((one) => one.name === name)?.rounds ?? [];
	// Round by round, so that whatever else the machine does in a round weighs on both sides.
	const ratio = (name: string, above: string, below: string, target?: number): Ratio => ({
		name,
		ratio: median(rates(above).map((rate, round) => rate / (rates(below)[round] ?? Number.NaN))),
		...(target === undefined ? {} : { target }),
	});
	return [
		ratio("home / bare Hono, same bytes", "home, 2 brands", "bare Hono, bytes of home", 0.8),
		ratio("statement / bare Hono, same bytes", "statement, 2 brands", "bare Hono, bytes of statement", 0.8),
		ratio("home / bare Hono, hello", "home, 2 brands", "bare Hono, hello"),
		...SIZES.slice(1).flatMap((size) => [
			ratio(`home, ${size} / 2 brands`, `home, ${size} brands`, "home, 2 brands", 0.9),
			ratio(`statement, ${size} / 2 brands`, `statement, ${size} brands`, "statement, 2 brands", 0.9),
		]),
	];
}

/** Compressed bytes of a first view: the page, its stylesheet and the font that it names. */
async function firstViews(targets: Target[]): Promise<{ firstView: Record<string, number> }> {
	const firstView: Record<string, number> = {};
	for (const path of ["/", "/privacy"]) {
		const target = targets.find((one) => one.path === path);
		if (!target) continue;
		const page = await ask(target);
		const sheet = /href="(\/assets\/(?:document|site)-[^"]+)"/.exec(page.text)?.[1] ?? "";
		const css = await ask({ ...target, path: sheet });
		const fonts = [...css.text.matchAll(/url\("?(\/assets\/[^")]+)"?\)/g)].map(([, font]) => font ?? "");
		let bytes = gzipSync(page.body).length + gzipSync(css.body).length;
		for (const font of new Set(fonts)) bytes += (await ask({ ...target, path: font })).body.length;
		firstView[path] = bytes;
	}
	return { firstView };
}

/** Start-up is the time to the first answer that needs no database, less that of a Worker with bare Hono. */
async function sizesAndStart(
	io: CommandIo,
	ours: string,
	folder: string,
	start: (path: string) => Promise<LocalWorker>,
) {
	const minified = join(folder, "minified");
	mkdirSync(minified);
	await runWrangler(io.directory, ["deploy", "--dry-run", "--minify", "--outdir", minified]);
	const startUp = async (path: string) => {
		const times: number[] = [];
		for (let attempt = 0; attempt < 5; attempt++) {
			const worker = await start(path);
			const startedAt = performance.now();
			await send(worker.url, "/", { host: "no such host" });
			times.push(performance.now() - startedAt);
		}
		return median(times);
	};
	const bare = join(folder, "bare.js");
	return {
		bundle: {
			gzip: gzipSync(readFileSync(ours)).length,
			gzipMinified: gzipSync(readFileSync(join(minified, "index.js"))).length,
		},
		startUpMilliseconds: { ours: await startUp(ours), bareHono: await startUp(bare) },
	};
}

function report(results: { figures: Figure[]; ratios: Ratio[] } & Record<string, unknown>, io: CommandIo): void {
	const pad = (text: string | number, width: number) => String(text).padStart(width);
	io.stdout.write(
		`${"".padEnd(32)}${pad("req/s", 8)}${pad("p50 ms", 8)}${pad("p99 ms", 8)}${pad("trips", 7)}${pad("bytes", 8)}\n`,
	);
	for (const { name, requests, p50, p99, trips, bytes } of results.figures)
		io.stdout.write(
			`${name.padEnd(32)}${pad(requests, 8)}${pad(p50, 8)}${pad(p99, 8)}${pad(trips, 7)}${pad(bytes, 8)}\n`,
		);
	io.stdout.write("\n");
	for (const { name, ratio, target } of results.ratios)
		io.stdout.write(
			`${name.padEnd(40)}${pad(ratio.toFixed(2), 6)}${target === undefined ? "" : `  target ${target}${ratio < target ? "  MISSED" : ""}`}\n`,
		);
	const file = join(io.directory, "reports", "bench.json");
	mkdirSync(join(io.directory, "reports"), { recursive: true });
	writeFileSync(file, `${JSON.stringify(results, null, "\t")}\n`);
	const { figures, ratios: _, ...rest } = results;
	void figures;
	io.stdout.write(`\n${JSON.stringify(rest, null, "  ")}\nwrote reports/bench.json\n`);
}
