import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { build as bundle } from "esbuild";
import { type LocalWorker, startWorker } from "#cli/local/worker.ts";
import { bundleWorker } from "#cli/local/wrangler.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import type { Visitor } from "../support/member.ts";
import { enter, type Site, siteOf } from "./members.ts";
import { median } from "./rank-test.ts";

/** Of bare Hono with one trip and the same bytes (DECISIONS 108). */
const TARGET = 0.6;
const MEMBERS = 200;
const CONNECTIONS = 16;

const PAGES = [
	["twero", "/me"],
	["account", "/"],
	["account", "/brands"],
	["account", "/profile"],
	["account", "/profile/twero"],
	["account", "/privacy"],
	["account", "/security"],
	["account", "/notifications"],
] as const;

type Target = { url: string; headers: Record<string, string> };
type Measured = { page: string; bytes: number; trips: number; ours: Target; bare: Target };
export type SignedInFigure = { page: string; bytes: number; trips: number; ours: number; bare: number; ratio: number };

/**
 * What the pages of a member who is signed in cost, beside a Worker with Hono that makes one trip to the same database
 * and answers as many bytes. Page by page, both in turns; the median of the rounds' ratios.
 */
export async function measureSignedIn(
	io: CommandIo,
	{ rounds, seconds }: { rounds: number; seconds: number },
): Promise<SignedInFigure[]> {
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-signed-in-"));
	const stops: (() => Promise<void>)[] = [];
	try {
		const site = await siteOf(io, folder, await bundleWorker(io.directory, join(folder, "worker")), MEMBERS);
		stops.push(site.stop);
		const visitor = await enter(site);
		const bare = await startWorker({
			directory: io.directory,
			bundle: await bareWithTrip(folder),
			bindings: { STAGE: "bench", DATABASE_URL: site.databaseUrl },
		});
		stops.push(() => bare.stop());
		const figures: SignedInFigure[] = [];
		for (const [name, path] of PAGES) {
			io.stderr.write(`\r${path.padEnd(32)}`);
			figures.push(await compare(await measuredOf(site, visitor, bare, name, path), rounds, seconds));
		}
		io.stderr.write("\n");
		return figures;
	} finally {
		for (const stop of stops) await stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** `npm run bench -- signed-in`: these rows alone. */
export async function benchSignedIn(io: CommandIo, of: { rounds: number; seconds: number }): Promise<void> {
	const figures = await measureSignedIn(io, of);
	reportSignedIn(io, figures);
	mkdirSync(join(io.directory, "reports"), { recursive: true });
	const file = join("reports", "bench-signed-in.json");
	writeFileSync(join(io.directory, file), `${JSON.stringify(figures, null, "\t")}\n`);
	io.stdout.write(`wrote ${file}\n`);
}

export function reportSignedIn(io: CommandIo, figures: readonly SignedInFigure[]): void {
	const pad = (text: string | number, width = 8) => String(text).padStart(width);
	io.stdout.write(
		`\n${"signed in".padEnd(24)}${pad("req/s")}${pad("bare")}${pad("trips")}${pad("bytes")}${pad("ratio")}\n`,
	);
	for (const { page, ours, bare, trips, bytes, ratio } of figures)
		io.stdout.write(
			`${page.padEnd(24)}${pad(Math.round(ours))}${pad(Math.round(bare))}${pad(trips)}${pad(bytes)}${pad(ratio.toFixed(2))}  target ${TARGET}${ratio < TARGET ? "  MISSED" : ""}\n`,
		);
}

/** The client is made for each request, as ours is: in workerd two requests cannot share one. */
export async function bareWithTrip(folder: string): Promise<string> {
	const contents = `
		import { createClient } from "@libsql/client/web";
		import { Hono } from "hono";
		const page = new Uint8Array(1 << 20).fill(97);
		const app = new Hono();
		app.get("/bytes/:count", async (c) => {
			await createClient({ url: c.env.DATABASE_URL, intMode: "number" }).batch(["SELECT 1"], "read");
			const bytes = page.subarray(0, Number(c.req.param("count")));
			return c.body(bytes, 200, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-store" });
		});
		export default app;`;
	const outfile = join(folder, "bare-with-trip.js");
	const conditions = ["workerd", "worker", "browser"];
	await bundle({
		stdin: { contents, resolveDir: process.cwd() },
		bundle: true,
		format: "esm",
		conditions,
		outfile,
		minify: true,
	});
	return outfile;
}

async function measuredOf(
	{ worker }: Site,
	visitor: Visitor,
	bare: LocalWorker,
	name: string,
	path: string,
): Promise<Measured> {
	const reply = await visitor.get(visitor.address(name, path));
	if (reply.status !== 200) throw new Error(`${path}: ${reply.status}`);
	const { host } = visitor.at;
	const cookie = [...(visitor.cookies.get(host) ?? [])].map(([key, value]) => `${key}=${value}`).join("; ");
	return {
		page: `${name} ${path}`,
		bytes: reply.body.length,
		trips: Number(/desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1] ?? 0),
		ours: { url: new URL(path, worker.url).href, headers: { host, cookie } },
		bare: { url: new URL(`/bytes/${reply.body.length}`, bare.url).href, headers: {} },
	};
}

async function compare(of: Measured, rounds: number, seconds: number): Promise<SignedInFigure> {
	const rates: { ours: number; bare: number }[] = [];
	for (let round = 0; round <= rounds; round++) {
		const duration = round === 0 ? 1 : seconds;
		const ours = await rateOf(of.page, of.ours, duration);
		const bare = await rateOf("bare", of.bare, duration);
		// The first round only warms up.
		if (round > 0) rates.push({ ours, bare });
	}
	const { page, bytes, trips } = of;
	const middle = (side: "ours" | "bare") => median(rates.map((rate) => rate[side]));
	const ratio = median(rates.map(({ ours, bare }) => ours / bare));
	return { page, bytes, trips, ours: middle("ours"), bare: middle("bare"), ratio };
}

async function rateOf(name: string, { url, headers }: Target, duration: number): Promise<number> {
	const result = await autocannon({ url, headers, connections: CONNECTIONS, duration });
	if (result.non2xx + result.errors > 0) throw new Error(`${name}: ${result.non2xx + result.errors} failed requests`);
	return result.requests.average;
}
