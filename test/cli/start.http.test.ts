import type { ChildProcess } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SMALL_PROCESS } from "#cli/local/small-process.ts";
import { runWrangler } from "#cli/local/wrangler.ts";
import { freePort } from "#cli/ports.ts";
import { send } from "../support/ask.ts";
import { checkout, isFree, type Run, livery as runCommand, until } from "../support/processes/checkout.ts";
import { watchMemory } from "../support/processes/memory.ts";

/** 1 GiB, less what npm itself takes. */
const MAX_MEMORY_MIB = 960;

/** A command that is ended with the tests, if it still runs. */
function livery(...run: Parameters<typeof runCommand>): Run {
	const one = runCommand(...run);
	started.push(one.child);
	return one;
}

const MIGRATIONS = readdirSync("migrations").length;
const NEXT = `${String(MIGRATIONS + 1).padStart(4, "0")}-x`;
let folder: string;
const started: ChildProcess[] = [];
const ports = {
	PORT: "",
	DATABASE_PORT: "",
	MAIL_PORT: "",
	MAILBOX_PORT: "",
	CAPTURE_PORT: "",
	INCOMING_MAIL_PORT: "",
};
beforeAll(() => {
	folder = checkout();
});
// Between two tests, others on this machine may take a port.
beforeEach(async () => {
	for (const name of [
		"PORT",
		"DATABASE_PORT",
		"MAIL_PORT",
		"MAILBOX_PORT",
		"CAPTURE_PORT",
		"INCOMING_MAIL_PORT",
	] as const)
		ports[name] = String(await freePort());
});
afterAll(() => {
	for (const child of started) child.kill("SIGTERM");
	rmSync(folder, { recursive: true, force: true });
});

describe("npm start", () => {
	it("starts everything, keeps the data over a restart, and ends everything on Ctrl-C", async () => {
		const first = livery(folder, ["dev"], ports, SMALL_PROCESS.flags);
		const peakMemory = watchMemory(first.child.pid ?? expect.fail("it did not start"));
		await until(() => first.said().includes("Ctrl-C ends it"), first.said);
		expect(first.said()).toContain(`applied ${MIGRATIONS} migration(s)`);
		expect(first.said()).toContain("published twero, revision 1");
		expect(first.said()).toMatch(new RegExp(`http://twero\\.localhost:${ports.PORT}`));
		const url = new URL(`http://127.0.0.1:${ports.PORT}`);
		expect((await send(url, "/privacy", { host: "twero.localhost" })).status).toBe(200);
		expect((await send(url, "/privacy", { host: "twero.com" })).status).toBe(200);
		for (const step of ["libSQL server", `applied ${MIGRATIONS}`, "keys", "brands", "Worker", "pages are served"])
			expect(first.said()).toMatch(new RegExp(`^${step}.* \\(\\d+\\.\\d s\\)$`, "m"));
		// Pages come first, and the PDFs beside them.
		await until(() => /^PDFs of new statements rendered \(\d+\.\d s\)$/m.test(first.said()), first.said);
		const peak = peakMemory();
		if (peak !== undefined) expect(peak).toBeLessThan(MAX_MEMORY_MIB);
		expect(first.said()).toMatch(/^pages are served[\s\S]*Ctrl-C ends it[\s\S]*^PDFs of new statements/m);
		expect((await send(url, "/privacy/statement.pdf", { host: "twero.com" })).status).toBe(200);
		expect(first.said()).toContain(`All mail arrives at http://127.0.0.1:${ports.MAILBOX_PORT}`);
		const mailbox = new URL(`http://127.0.0.1:${ports.MAILBOX_PORT}`);
		expect((await send(mailbox, "/", { host: `127.0.0.1:${ports.MAILBOX_PORT}` })).text).toContain("No mail yet");
		expect(readFileSync(join(folder, ".data/dev.vars"), "utf8")).toContain(
			`SMTP_URL=smtp://127.0.0.1:${ports.MAIL_PORT}`,
		);

		const second = livery(folder, ["dev"], ports);
		expect(await second.ended).toBe(1);
		expect(second.said()).toMatch(/^livery: this project already runs at /);

		const startedAt = Date.now();
		const made = livery(folder, [
			"brand",
			"new",
			"gulls.example",
			"--name",
			"Gulls",
			"--operator",
			"lage-kade",
			"--tagline",
			"Birds of the quay",
			"--language",
			"en",
		]);
		expect(await made.ended, made.said()).toBe(0);
		expect(Date.now() - startedAt).toBeLessThan(10_000);
		const applied = livery(folder, ["brand", "apply", "gulls"]);
		expect(await applied.ended, applied.said()).toBe(0);
		await until(async () => (await send(url, "/", { host: "gulls.localhost" })).status === 200, applied.said, 15_000);
		expect((await send(url, "/", { host: "gulls.localhost" })).text).toContain("Birds of the quay");

		first.child.kill("SIGINT");
		// Pressed twice, the second time well before everything has ended: after that, no process is there to ask.
		await sleep(10);
		first.child.kill("SIGINT");
		expect(await first.ended, first.said()).toBe(0);
		expect(existsSync(join(folder, ".data/run.json"))).toBe(false);
		expect(await isFree(Number(ports.DATABASE_PORT))).toBe(true);
		expect(await isFree(Number(ports.PORT))).toBe(true);
		expect(await isFree(Number(ports.MAIL_PORT))).toBe(true);
		expect(await isFree(Number(ports.MAILBOX_PORT))).toBe(true);

		const again = livery(folder, ["dev"], ports);
		await until(() => again.said().includes("Ctrl-C ends it"), again.said);
		expect(again.said()).not.toMatch(/applied|published [a-z]/);
		expect((await send(url, "/", { host: "gulls.localhost" })).status).toBe(200);
		again.child.kill("SIGTERM");
		expect(await again.ended).toBe(0);
	}, 300_000);

	it("has in package.json the flags that its processes have", () => {
		const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
		expect(scripts.start).toBe(`node ${SMALL_PROCESS.flags.join(" ")} src/cli/run.mjs dev`);
	});

	it("refuses a database from before the last rotation of keys, and tells how keys stand (DECISIONS 16)", async () => {
		const status = livery(folder, ["keys", "status"]);
		expect(await status.ended, status.said()).toBe(0);
		expect(status.said()).toMatch(/^there are no keys yet|^rotation 1: finished since /);
		const first = livery(folder, ["dev"], ports);
		await until(() => first.said().includes("Ctrl-C ends it"), first.said);
		await fetch(`http://127.0.0.1:${ports.PORT}/cdn-cgi/local/scheduled`);
		const asked = livery(folder, ["keys", "rotate"]);
		expect(await asked.ended).toBe(0);
		expect(asked.said()).toBe(
			"rotation 2 is asked for; the Worker begins within a minute, or a day after the one before it\n",
		);
		const again = livery(folder, ["keys", "rotate"]);
		await again.ended;
		expect(again.said()).toBe("rotation 2 is asked for already, and serves this request too\n");
		const known = livery(folder, ["keys", "status"]);
		await known.ended;
		expect(known.said()).toMatch(
			// The one key signs the mail of the domain that a file of tenants/ names.
			/^rotation 1: finished since .*\nrotation 2: asked since .*\n1 key\(s\) are wrapped under version 1\nevery backup can be read\n/,
		);
		first.child.kill("SIGINT");
		await first.ended;

		const [objects, kept] = [join(folder, ".data/wrangler"), join(folder, "wrangler-before")];
		cpSync(objects, kept, { recursive: true });
		const range = join(folder, "range");
		writeFileSync(range, "2 2 2");
		const put = ["r2", "object", "put", "livery-salts/salts/range", "--file", range, "--local"];
		await runWrangler(folder, [...put, "--persist-to", objects]);
		const refused = livery(folder, ["dev"], ports);
		expect(await refused.ended).toBe(1);
		expect(refused.said()).toMatch(/^livery: this database is a copy from before key rotation 2 [^\n]*\n$/m);
		rmSync(objects, { recursive: true });
		renameSync(kept, objects);
	});

	it.each([
		["PORT", "the Worker"],
		["DATABASE_PORT", "the database"],
		["MAIL_PORT", "mail"],
		["MAILBOX_PORT", "the mailbox"],
	] as const)("says in one line that %s is in use, and leaves nothing running", async (name, what) => {
		const taken = createServer();
		const port = Number(ports[name]);
		await new Promise<void>((resolve, reject) => taken.once("error", reject).listen(port, "127.0.0.1", resolve));
		const run = livery(folder, ["dev"], ports);
		expect(await run.ended).toBe(1);
		expect(run.said().trim()).toMatch(new RegExp(`^livery: port ${port} for ${what} is in use; [^\\n]*$`));
		await new Promise((resolve) => taken.close(resolve));
		expect(await isFree(Number(ports.PORT))).toBe(true);
		expect(await isFree(Number(ports.DATABASE_PORT))).toBe(true);
	});

	it.each([
		[
			"a broken migration",
			"CREATE TABLE half (id TEXT PRIMARY KEY) STRICT;\nCREATE TABLE broken (id NO_SUCH_TYPE) STRICT;\n",
			/^livery: migrations\/\d{4}-x\.sql failed and nothing of it was applied: .*unknown datatype/m,
		],
		[
			"a column that nobody declared (P47)",
			"-- class: platform\nCREATE TABLE secret_diary (id TEXT PRIMARY KEY, entry TEXT NOT NULL) STRICT;\n",
			/^livery: the database and the data register disagree:[\s\S]*secret_diary/m,
		],
		[
			"a generated column, and a table that has a name like the server's own (P47)",
			"-- class: platform\nCREATE TABLE libsql_notes (body TEXT) STRICT;\nALTER TABLE host ADD COLUMN owner TEXT GENERATED ALWAYS AS (hostname || '');\n",
			/disagree:[\s\S]*host\.owner[\s\S]*libsql_notes|disagree:[\s\S]*libsql_notes[\s\S]*host\.owner/,
		],
	])("stops at %s with exit code 1 and leaves nothing running", async (_name, sql, why) => {
		const own = checkout();
		const path = join(own, `migrations/${NEXT}.sql`);
		writeFileSync(path, sql);
		const run = livery(own, ["dev"], ports);
		expect(await run.ended).toBe(1);
		expect(run.said().trim()).toMatch(why);
		expect(run.said()).not.toMatch(/^\s+at .*\.ts:\d+/m);
		expect(await isFree(Number(ports.DATABASE_PORT))).toBe(true);
		expect(await isFree(Number(ports.PORT))).toBe(true);
		rmSync(own, { recursive: true, force: true });
	});

	it("refuses a database whose migration was edited after it ran", async () => {
		const path = join(folder, "migrations/0001-brands.sql");
		const before = readFileSync(path, "utf8");
		writeFileSync(path, `${before}\n-- edited\n`);
		const run = livery(folder, ["dev"], ports);
		expect(await run.ended).toBe(1);
		expect(run.said()).toContain("0001-brands.sql was changed after this database applied it");
		writeFileSync(path, before);
	});

	it("says in one line that this Node is too old", async () => {
		const old =
			"data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})";
		const run = livery(folder, ["dev"], ports, ["--import", old]);
		expect(await run.ended).toBe(1);
		expect(run.said().trim()).toMatch(/^livery: this needs Node 22\.18 or later and found 20\.20\.2 [^\n]*$/);
	});

	it("names a port that is none", async () => {
		const run = livery(folder, ["dev"], { ...ports, PORT: "http" });
		expect(await run.ended).toBe(1);
		expect(run.said().trim()).toBe("livery: PORT=http is not a port: write a number from 1 to 65535");
	});
});

describe("npm run deploy", () => {
	it("checks and builds offline as a dry run, and accepts the brands as they are", async () => {
		const run = livery(folder, ["deploy", "--dry-run"]);
		expect(await run.ended, run.said()).toBe(0);
		expect(run.said()).toMatch(/Worker: \d+ KiB gzip of at most 1792/);
		expect(run.said()).toMatch(/twero: not said, because nothing brings it yet: messages/);
		expect(run.said()).toMatch(/geilesexsite: the partner's legal name/);
		expect(run.said()).toMatch(/twero: recipient mail-carrier: its name/);
		expect(run.said()).toContain("nothing was migrated, deployed or published");
	});

	it("is refused for real while a statement says that something is not yet named", async () => {
		const run = livery(folder, ["deploy"], { DATABASE_URL: "http://127.0.0.1:9" });
		expect(await run.ended).toBe(1);
		expect(run.said()).toMatch(/twero: recipient mail-carrier: its name[\s\S]*deploy with --accept-unnamed/);
		expect(run.said()).not.toMatch(/Worker:|migration/);
		const accepted = livery(folder, ["deploy", "--accept-unnamed"], { DATABASE_URL: "http://127.0.0.1:9" });
		expect(await accepted.ended).toBe(1);
		expect(accepted.said()).not.toMatch(/deploy with --accept-unnamed/);
	});

	it("is refused for real while visitors would be asked for a recipient that has no account", async () => {
		const accounts = ["twero", "geilesexsite"].map((brand) => ({
			...{ realm: "jupiter-media", brand, recipient: "google-analytics", id: "G-TEST0001", secret: "geheim" },
		}));
		const DATABASE_URL = "http://127.0.0.1:9";
		const some = { DATABASE_URL, RECIPIENT_ACCOUNTS: JSON.stringify(accounts) };
		const run = livery(folder, ["deploy", "--accept-unnamed"], some);
		expect(await run.ended).toBe(1);
		expect(run.said()).toMatch(/geilesexsite: 24metrics\n[\s\S]*deploy with --accept-no-account/);
		expect(run.said()).not.toMatch(/no account[^\n]*google-analytics|Worker:|geheim/);
		const accepted = livery(folder, ["deploy", "--accept-unnamed", "--accept-no-account"], some);
		expect(await accepted.ended).toBe(1);
		expect(accepted.said()).not.toMatch(/deploy with --accept-no-account/);
		const malformed = livery(folder, ["deploy", "--dry-run"], { RECIPIENT_ACCOUNTS: "geheim" });
		expect(await malformed.ended).toBe(1);
		expect(malformed.said()).toMatch(/RECIPIENT_ACCOUNTS is malformed/);
	});
});
