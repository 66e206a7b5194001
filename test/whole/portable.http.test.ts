import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleNode } from "#cli/local/node-bundle.ts";
import type { LocalWorker } from "#cli/local/worker.ts";
import { NO_MAIL_SERVER } from "#cli/secrets.ts";
import { startNodeHost } from "../support/processes/node-host.ts";
import { type Reply, send, startWorld, type World } from "../support/world.ts";

/** One application, three runtimes by their entries: what they answer must be the same bytes. */
let world: World;
let folder: string;
let node: LocalWorker | undefined;
let deno: ChildProcess | undefined;
const urls: Record<string, URL> = {};

beforeAll(async () => {
	world = await startWorld();
	folder = mkdtempSync(join(tmpdir(), "livery-portable-"));
	[node, urls.deno] = await Promise.all([startNode(), startDeno()]);
	urls.node = node.url;
});

afterAll(async () => {
	await node?.stop();
	// It comes through a launcher of npm's: the group goes as a whole.
	if (deno?.pid !== undefined) process.kill(-deno.pid, "SIGKILL");
	rmSync(folder, { recursive: true, force: true });
	await world.stop();
});

const bindings = () => ({ STAGE: "test", DATABASE_URL: world.server.url, SMTP_URL: NO_MAIL_SERVER, ...world.secrets });

async function startNode(): Promise<LocalWorker> {
	symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
	const bundle = await bundleNode(process.cwd(), join(folder, "app"));
	return startNodeHost({ bundle, bindings: bindings(), objects: join(folder, "node") });
}

async function startDeno(): Promise<URL> {
	const data = join(folder, "deno");
	const config = join(folder, "deno.json");
	writeFileSync(config, JSON.stringify({ compilerOptions: { jsx: "react-jsx", jsxImportSource: "hono/jsx" } }));
	const rights = ["--allow-net=127.0.0.1", "--allow-env", "--allow-read", `--allow-write=${data}`, "--allow-ffi"];
	deno = spawn(
		join(process.cwd(), "node_modules/.bin/deno"),
		["run", "--config", config, "--node-modules-dir=manual", "--no-remote", ...rights, "src/deno.ts"],
		{
			detached: true,
			env: { ...process.env, ...bindings(), DATA_DIR: data, PORT: "0", JOBS_EVERY: "500", NO_COLOR: "1" },
			stdio: ["ignore", "pipe", "pipe"],
		},
	);
	return listeningUrl(deno);
}

/** What an entry says once it listens. */
function listeningUrl(child: ChildProcess): Promise<URL> {
	let said = "";
	return new Promise((resolve, reject) => {
		for (const stream of [child.stdout, child.stderr])
			stream?.on("data", (data: Buffer) => {
				said += data.toString();
				const [, url] = /^livery: (http:[^ ,]+), /m.exec(said) ?? [];
				if (url !== undefined) resolve(new URL(url));
			});
		child.once("exit", () => reject(new Error(`it ended: ${said}`)));
	});
}

const PAGES: [host: string, path: string][] = [
	["twero.com", "/"],
	["twero.com", "/en"],
	["twero.com", "/privacy"],
	["twero.com", "/en/privacy"],
	["twero.com", "/privacy/statement.txt"],
	["twero.com", "/privacy/statement.json"],
	["twero.com", "/privacy/statement.pdf"],
	["geilesexsite.nl", "/"],
	["geilesexsite.nl", "/privacy"],
	["geilesexsite.nl", "/privacy/cookies"],
	["geilesexsite.nl", "/terms"],
	["nobody.example", "/"],
	["www.twero.com", "/privacy?x=1"],
	["twero.com", "/nothing-here"],
];

/** What a runtime adds by itself. */
const OWN_HEADERS = new Set([
	"date",
	"connection",
	"keep-alive",
	"transfer-encoding",
	"content-length",
	"vary",
	"server-timing",
]);

function essence({ status, headers, body }: Reply): { status: number; headers: [string, string][]; body: string } {
	const kept = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name));
	return { status, headers: kept.sort(), body: body.toString("base64") };
}

describe("the same app on workerd, Node and Deno", () => {
	it.each(PAGES)("answers the same bytes for %s%s", async (host, path) => {
		const workerd = essence(await send(world.worker.url, path, { host }));
		for (const name of ["node", "deno"]) {
			const other = essence(await send(urls[name] ?? expect.fail(name), path, { host }));
			expect(other.status, name).toBe(workerd.status);
			expect(other.headers, name).toEqual(workerd.headers);
			expect(other.body === workerd.body, name).toBe(true);
		}
	});

	it("runs its jobs on Deno too, on a timer", async () => {
		await expect.poll(() => existsSync(join(folder, "deno/salts/salts/range.object"))).toBe(true);
		await expect.poll(() => existsSync(join(folder, "deno/copies/registry/current.object"))).toBe(true);
	});
});
