import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { NO_MAIL_SERVER } from "#cli/secrets.ts";
import { enterBrand, newMember, newVisitor } from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type NodeHost, startNodeHost } from "../../support/processes/node-host.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { FORM, sendRaw, startWorld, type World } from "../../support/world.ts";

/** What the Node entry has of its own. In this project a world runs on it. */
const hostOf = (world: World) => world.worker as NodeHost;
const dataOf = (world: World) => join(world.folder, "objects");
const locksIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith("lock."));

let mail: MailServer;
beforeAll(async () => {
	mail = await startMailServer();
});
afterAll(() => mail.stop());

/** A world for one test. */
async function inWorld(options: Parameters<typeof startWorld>[0], work: (world: World) => Promise<void>) {
	const world = await startWorld({ ...options, bindings: { SMTP_URL: mail.url, ...options?.bindings } });
	try {
		await work(world);
	} finally {
		await world.stop();
	}
}

describe("a Node host", () => {
	it("runs its jobs on a timer, without being asked", () =>
		inWorld({ bindings: { JOBS_EVERY: "200" } }, async (world) => {
			await expect.poll(() => existsSync(join(dataOf(world), "salts/salts/range.object"))).toBe(true);
			await expect.poll(() => existsSync(join(dataOf(world), "copies/registry/current.object"))).toBe(true);
		}));

	it("says at its start in one line what it lacks", () =>
		inWorld({}, async ({ logs }) => {
			expect(logs.filter((line) => line.startsWith("livery: note:"))).toEqual([
				"livery: note: attempts are counted in this process only",
			]);
		}));

	it("goes on when something fails that nobody waits for", () => {
		const failing = "setInterval(()=>{Promise.reject(new(class/**/Stray/**/extends/**/Error{name='Stray'}))},100)";
		return inWorld({ bindings: { NODE_OPTIONS: `--import=data:text/javascript,${failing}` } }, async (world) => {
			await expect.poll(() => world.logs).toContain("error unhandled Stray");
			expect((await world.get("/")).status).toBe(200);
		});
	});

	it("keeps a second process from its files, in one line", () =>
		inWorld({}, async (world) => {
			const bindings = { STAGE: "test", DATABASE_URL: world.server.url, SMTP_URL: NO_MAIL_SERVER, ...world.secrets };
			const second = startNodeHost({ bundle: inject("bundle"), bindings, objects: dataOf(world) });
			await expect(second).rejects.toThrow(
				/^the host ended: livery: process \d+ uses .*; its files are for one process/,
			);
			expect((await world.get("/")).status).toBe(200);
			// One that was killed keeps nobody out.
			await world.restartWorker();
			expect((await world.get("/")).status).toBe(200);
			expect(locksIn(dataOf(world))).toHaveLength(1);
		}));

	it("names what its environment lacks, and nothing of what it has", async () => {
		const folder = mkdtempSync(join(tmpdir(), "livery-host-"));
		const bindings = {
			STAGE: "test",
			DATABASE_URL: "http://127.0.0.1:9",
			SMTP_URL: NO_MAIL_SERVER,
			KEK_ROOT: "c2hvcnQ=",
		};
		const host = startNodeHost({ bundle: inject("bundle"), bindings, objects: folder });
		await expect(host).rejects.toThrow(
			"the host ended: livery: environment: missing or malformed KEK_ROOT, TOKEN_ROOT, RECEIPT_KEY",
		);
		expect(locksIn(folder)).toEqual([]);
		rmSync(folder, { recursive: true });
	});
});

describe("a Node host that is asked to end", () => {
	it.each(["SIGTERM", "SIGINT"] as const)(
		"answers what it was asked before, takes no more, and gives its files up (%s)",
		(signal) =>
			inWorld({}, async (world) => {
				const { port } = world.worker.url;
				const body = "identifier=niemandhier";
				const head = [
					...["POST /reset HTTP/1.1", `Host: account.localhost:${port}`, "Sec-Fetch-Site: same-origin"],
					...[`Content-Type: ${FORM["Content-Type"]}`, `Content-Length: ${body.length}`, "Connection: keep-alive"],
				];
				const socket = connect(Number(port), world.worker.url.hostname);
				let answer = "";
				socket.on("data", (data) => {
					answer += String(data);
				});
				const closed = new Promise((resolve) => socket.once("close", resolve));
				socket.write(`${head.join("\r\n")}\r\n\r\n${body.slice(0, 5)}`);
				// It has begun: another request, sent later, has its answer.
				expect((await world.get("/")).status).toBe(200);
				hostOf(world).ask(signal);
				await expect
					.poll(() =>
						world.get("/").then(
							() => "answers",
							() => "refuses",
						),
					)
					.toBe("refuses");
				expect(locksIn(dataOf(world))).toHaveLength(1);
				socket.write(body.slice(5));
				expect(await hostOf(world).ended).toBe(0);
				await closed;
				expect(answer).toMatch(/^HTTP\/1\.1 (200|303) /);
				expect(locksIn(dataOf(world))).toEqual([]);
			}),
	);

	it("ends with the process that started it, if that has a channel to it", () =>
		inWorld({}, async (world) => {
			hostOf(world).abandon();
			expect(await hostOf(world).ended).toBe(0);
			expect(locksIn(dataOf(world))).toEqual([]);
		}));

	it("sends the mail that its answers left to be sent", () =>
		inWorld({}, async (world) => {
			mail.behave = { slow: 500 };
			const visitor = newVisitor(world);
			await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
			const fields = { user_name: "laatstelid", email: "laatste@voorbeeld.test", password: "vier blauwe paarden" };
			const agreed = { gender: "woman", adult: "yes", terms: "yes", membership: "yes" };
			expect((await visitor.post(visitor.at.href, { ...fields, ...agreed })).status).toBeLessThan(400);
			hostOf(world).ask("SIGTERM");
			expect(await hostOf(world).ended).toBe(0);
			mail.behave = {};
			expect(mail.taken.filter(({ to }) => to.includes("laatste@voorbeeld.test"))).toHaveLength(1);
		}));
});

describe("the client of a Node host", () => {
	/** Asks for new passwords, each time as if from elsewhere; a place has twenty tries. */
	async function statuses(world: World): Promise<number[]> {
		const found: number[] = [];
		for (let time = 0; time < 22; time++) {
			const visitor = newVisitor(world);
			found.push((await visitor.post(visitor.address("account", "/reset"), { identifier: `niemand${time}` })).status);
		}
		return found;
	}

	it("stands where its connection comes from, whatever a header says (T26)", () =>
		inWorld({ bindings: { CLIENT_ADDRESS_HEADER: "" } }, async (world) => {
			const found = await statuses(world);
			expect(found.slice(0, 20)).not.toContain(429);
			expect(found.slice(20)).toEqual([429, 429]);
		}));

	it("stands where the proxy says, in the header that the operator named (T26)", () =>
		inWorld({}, async (world) => {
			expect(await statuses(world)).not.toContain(429);
		}));

	it("is answered without password or database after sixty tries in a minute (T26)", () =>
		inWorld({}, async (world) => {
			const visitor = newVisitor(world);
			const tries = async (count: number) => {
				const refused = [];
				for (let time = 0; time < count; time++) {
					const fields = { identifier: `niemand${time}`, password: "iets heel anders" };
					const reply = await visitor.post(visitor.address("account", "/sign-in"), fields);
					if (reply.headers["retry-after"] === "60") refused.push(reply);
				}
				return refused;
			};
			// Twice sixty and more, so that a minute that begins between two tries takes nothing from it.
			const refused = await tries(130);
			expect(refused.length).toBeGreaterThan(0);
			for (const { status, headers } of refused) {
				expect(status).toBe(429);
				expect(headers["server-timing"]).toBe('db;desc="0";dur=0, rows;desc=0, hash;desc=0');
			}
		}));
});

describe("a Node host without sharp", () => {
	let folder: string;
	let bundle: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "livery-bare-"));
		mkdirSync(join(folder, "node_modules"));
		for (const name of ["@node-rs"])
			symlinkSync(join(process.cwd(), "node_modules", name), join(folder, "node_modules", name));
		bundle = join(folder, "node.mjs");
		cpSync(inject("bundle"), bundle);
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it("says so at its start and on the page of photos, and refuses one that comes all the same", () =>
		inWorld({ bundle }, async (world) => {
			expect(world.logs).toContain(
				"livery: note: attempts are counted in this process only; no image service (sharp does not load): photos cannot be added",
			);
			const { visitor } = await newMember(world, mail);
			await enterBrand(visitor, "twero");
			const page = await visitor.get(visitor.address("account", "/profile/twero?brand=twero"));
			expect(page.status).toBe(200);
			expect(page.text).toContain("Hier kunnen op dit moment geen foto&#39;s worden toegevoegd.");
			expect(page.text).not.toContain('type="file"');
			const reply = await uploadPhoto(world, visitor, "twero", plainPhoto(), { photo_consent: "yes" });
			expect([reply.status, reply.headers["retry-after"]]).toEqual([503, "30"]);
		}));
});

describe("what is no request", () => {
	it.each([
		["nonsense", "hello\r\n\r\n"],
		["a target that is no URL", "GET /a\\b HTTP/1.1\r\nHost: twero.com\r\nConnection: close\r\n\r\n"],
	])("is answered 400 by a Node host: %s", (_what, bytes) =>
		inWorld({}, async (world) => {
			expect(await sendRaw(world.worker.url, bytes)).toMatch(/^HTTP\/1\.1 400 /);
		}),
	);
});
