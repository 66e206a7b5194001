import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "#cli/host/open-host.ts";
import { freePort } from "#cli/ports.ts";
import { removeDevelopmentData } from "#cli/run-state.ts";
import { RANGE } from "#foundation/crypto/salts.ts";
import { checkout, isFree, livery, type Run, until } from "../../support/processes/checkout.ts";
import { FORM, send, startWorld } from "../../support/world.ts";

const MIGRATIONS = readdirSync("migrations").length;
const started: Run[] = [];
let folder: string;
let ports: Record<"PORT" | "DATABASE_PORT" | "MAIL_PORT" | "MAILBOX_PORT", string>;

beforeAll(async () => {
	folder = checkout();
	ports = await freePorts();
});
afterEach(async () => {
	for (const { child, ended } of started.splice(0)) {
		child.kill("SIGTERM");
		await ended;
	}
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function freePorts() {
	const port = async () => String(await freePort());
	const mail = { MAIL_PORT: await port(), MAILBOX_PORT: await port() };
	return {
		PORT: await port(),
		DATABASE_PORT: await port(),
		...mail,
		CAPTURE_PORT: await port(),
		INCOMING_MAIL_PORT: await port(),
	};
}

function startNode(env: Record<string, string>, ...argv: string[]): Run {
	const run = livery(folder, ["start-node", ...argv], env);
	started.push(run);
	return run;
}

const isReady = (run: Run) =>
	// The last line that it says once it serves pages.
	until(() => /DATABASE_URL=\S+\n/.test(run.said()) || run.child.exitCode !== null, run.said);
const files = () => join(folder, ".data/node/files");

describe("npm run start:node", () => {
	it("starts everything, refuses a second one, ends everything on Ctrl-C, and keeps its data until told otherwise", async () => {
		const first = startNode(ports);
		await isReady(first);
		expect(first.said()).toContain(`applied ${MIGRATIONS} migration(s)`);
		expect(first.said()).toContain("published twero, revision 1");
		expect(first.said()).toContain("livery: note: attempts are counted in this process only");
		expect(first.said()).toContain(`http://twero.localhost:${ports.PORT}`);
		expect(first.said()).toContain(`All mail arrives at http://127.0.0.1:${ports.MAILBOX_PORT}`);
		expect(first.said()).toContain(`DATABASE_URL=http://127.0.0.1:${ports.DATABASE_PORT}`);
		const url = new URL(`http://127.0.0.1:${ports.PORT}`);
		expect((await send(url, "/privacy", { host: "twero.localhost" })).status).toBe(200);
		// A page that needs keys makes the first.
		const body = "identifier=niemandhier&password=iets";
		const tried = await send(url, "/sign-in", { host: "account.localhost", method: "POST", headers: FORM, body });
		expect(tried.status).toBe(422);

		const second = startNode(await freePorts(), "--fresh");
		expect(await second.ended).toBe(1);
		expect(second.said()).toMatch(/^livery: process \d+ uses [^\n]*; its files are for one process[^\n]*\n$/);
		expect((await send(url, "/", { host: "twero.localhost" })).status).toBe(200);

		first.child.kill("SIGINT");
		expect(await first.ended, first.said()).toBe(0);
		expect(readdirSync(files()).filter((name) => name.startsWith("lock."))).toEqual([]);
		for (const port of Object.values(ports)) expect(await isFree(Number(port))).toBe(true);

		// Its database is kept, and now older than its keys (DECISIONS 16).
		const salts = await openStore(files(), "SALTS", Date.now);
		expect(await salts.get(RANGE)).not.toBeNull();
		await salts.put(RANGE, new TextEncoder().encode("2 2 2"));
		const refused = startNode(ports);
		expect(await refused.ended).toBe(1);
		expect(refused.said()).toMatch(/^livery: this database is a copy from before key rotation 2 [^\n]*\n$/m);
		expect(await isFree(Number(ports.DATABASE_PORT))).toBe(true);

		const fresh = startNode(ports, "--fresh");
		await isReady(fresh);
		expect(fresh.said()).toContain(`applied ${MIGRATIONS} migration(s)`);
		fresh.child.kill("SIGTERM");
		expect(await fresh.ended).toBe(0);
	});

	it("keeps its data when npm start -- --fresh empties the folder around it", () => {
		const directory = join(folder, "other");
		for (const name of ["node/files", "mail"]) mkdirSync(join(directory, ".data", name), { recursive: true });
		removeDevelopmentData({ directory });
		expect(readdirSync(join(directory, ".data"))).toEqual(["node"]);
		expect(readdirSync(join(directory, ".data/node"))).toEqual(["files"]);
	});

	it("tells how it is run", async () => {
		const run = startNode({}, "--help");
		expect(await run.ended).toBe(0);
		for (const name of ["DATABASE_URL", "DATA_DIR", "CLIENT_ADDRESS_HEADER", "KEK_ROOT", "PORT", "HOST", "--fresh"])
			expect(run.said()).toContain(name);
	});
});

describe("npm run start:node on a server that is named", () => {
	it("serves it as it is, ends with its host, and names what its environment lacks", async () => {
		const world = await startWorld();
		try {
			const DATABASE_URL = world.server.url;
			const lacking = startNode({ DATABASE_URL, STAGE: "test" });
			expect(await lacking.ended).toBe(1);
			expect(lacking.said()).toBe("livery: environment: missing or malformed DATA_DIR\n");
			const DATA_DIR = join(folder, "named");
			const without = startNode({ DATABASE_URL, DATA_DIR, STAGE: "test" });
			expect(await without.ended).toBe(1);
			expect(without.said()).toBe(
				"livery: environment: missing or malformed KEK_ROOT, TOKEN_ROOT, RECEIPT_KEY, SMTP_URL\n",
			);

			const rest = { ...world.secrets, STAGE: "test", SMTP_URL: "smtp://127.0.0.1:9", PORT: ports.PORT };
			const run = startNode({ DATABASE_URL, DATA_DIR, ...rest });
			await until(() => run.said().includes("livery: note:"), run.said);
			expect(run.said()).not.toMatch(/applied|published/);
			const reply = await send(new URL(`http://127.0.0.1:${ports.PORT}`), "/privacy", { host: "twero.com" });
			expect(reply.status).toBe(200);
			run.child.kill("SIGTERM");
			expect(await run.ended).toBe(0);
			expect(readdirSync(DATA_DIR).sort()).toEqual(["copies", "objects", "salts"]);
		} finally {
			await world.stop();
		}
	});
});
