import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "#cli/ports.ts";
import { NO_MAIL_SERVER } from "#cli/secrets.ts";
import { type Reply, send, startWorld, type World } from "../support/world.ts";

/** One app object, three runtimes: what they answer must be the same bytes. */
let world: World;
let folder: string;
const children: ChildProcess[] = [];
const urls: Record<string, URL> = {};

const NATIVE = join(process.cwd(), "node_modules/@node-rs/argon2/index.js");
const PLATFORM = "{ now: () => Date.now(), wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }";

beforeAll(async () => {
	world = await startWorld();
	folder = mkdtempSync(join(tmpdir(), "livery-portable-"));
	urls.workerd = world.worker.url;
	[urls.node, urls.deno] = await Promise.all([startNode(), startDeno()]);
});

afterAll(async () => {
	// Deno comes through a launcher of npm's: the group goes as a whole.
	for (const { pid } of children) if (pid !== undefined) process.kill(-pid, "SIGKILL");
	rmSync(folder, { recursive: true, force: true });
	await world.stop();
});

async function startNode(): Promise<URL> {
	const port = await freePort();
	const entry = join(folder, "node.mjs");
	const contents = `
		import { serve } from "@hono/node-server";
		import { createApp } from "./src/app.tsx";
		import { REGISTER, TABLE_RULES } from "./src/register.ts";
		import { memoryObjects } from "./test/support/stores/object-store.ts";
		import { memorySalts } from "./test/support/stores/salt-store.ts";
		const app = createApp(${PLATFORM}, { register: REGISTER, rules: TABLE_RULES });
		const env = { ...JSON.parse(process.env.BINDINGS), SALTS: memorySalts(), OBJECTS: memoryObjects() };
		serve({ fetch: (request) => app.fetch(request, env), port: ${port}, hostname: "127.0.0.1" }, () => console.log("ready"));`;
	await build({
		stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
		banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
		// A native addon cannot be bundled; it is loaded from where it stands.
		alias: { "@node-rs/argon2": NATIVE },
		external: [NATIVE],
		...{ bundle: true, platform: "node", format: "esm", outfile: entry, jsx: "automatic", jsxImportSource: "hono/jsx" },
	});
	await startChild(process.execPath, [entry]);
	return new URL(`http://127.0.0.1:${port}`);
}

async function startDeno(): Promise<URL> {
	const port = await freePort();
	const entry = join(folder, "deno.ts");
	const config = join(folder, "deno.json");
	writeFileSync(config, JSON.stringify({ compilerOptions: { jsx: "react-jsx", jsxImportSource: "hono/jsx" } }));
	writeFileSync(
		entry,
		`import { createApp } from "${process.cwd()}/src/app.tsx";
		import { REGISTER, TABLE_RULES } from "${process.cwd()}/src/register.ts";
		import { memoryObjects } from "${process.cwd()}/test/support/stores/object-store.ts";
		import { memorySalts } from "${process.cwd()}/test/support/stores/salt-store.ts";
		const app = createApp(${PLATFORM}, { register: REGISTER, rules: TABLE_RULES });
		const env = { ...JSON.parse(Deno.env.get("BINDINGS") ?? ""), SALTS: memorySalts(), OBJECTS: memoryObjects() };
		Deno.serve({ port: ${port}, hostname: "127.0.0.1", onListen: () => console.log("ready") }, (request) => app.fetch(request, env));`,
	);
	await startChild(join(process.cwd(), "node_modules/.bin/deno"), [
		...[
			"run",
			"--config",
			config,
			"--node-modules-dir=manual",
			"--no-remote",
			"--allow-net=127.0.0.1",
			"--allow-env",
			"--allow-read",
			"--allow-ffi",
			entry,
		],
	]);
	return new URL(`http://127.0.0.1:${port}`);
}

async function startChild(command: string, argv: string[]): Promise<void> {
	const bindings = { STAGE: "test", DATABASE_URL: world.server.url, SMTP_URL: NO_MAIL_SERVER, ...world.secrets };
	const child = spawn(command, argv, {
		detached: true,
		env: { ...process.env, BINDINGS: JSON.stringify(bindings), NO_COLOR: "1" },
		stdio: ["ignore", "pipe", "pipe"],
	});
	children.push(child);
	let said = "";
	child.stderr?.on("data", (data: Buffer) => {
		said += data.toString();
	});
	const ready = once(child.stdout as NodeJS.ReadableStream, "data");
	const ended = once(child, "exit").then(() => Promise.reject(new Error(`${command} ended: ${said}`)));
	await Promise.race([ready, ended]);
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
		const answers = await Promise.all(Object.values(urls).map((url) => send(url, path, { host })));
		const [workerd, ...others] = answers.map(essence);
		expect(others).toHaveLength(2);
		for (const other of others) {
			expect(other.status).toBe(workerd?.status);
			expect(other.headers).toEqual(workerd?.headers);
			expect(other.body === workerd?.body).toBe(true);
		}
	});
});
