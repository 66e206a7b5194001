import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { askRotation, newestRotations } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { Reply } from "../../support/ask.ts";
import {
	enterBrand,
	letterTo,
	type Member,
	newMember,
	newVisitor,
	signIn,
	type Visitor,
} from "../../support/member.ts";
import { sample } from "../../support/run/sample.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

/** Keys that do not fit the database, on workerd, R2 and the libSQL server, with isolates that forget soon. */
const KEYS_KEPT_MS = 300;
let mail: MailServer;
let world: World;
let member: Member;
let copies: string;
const right = { KEK_ROOT: "", salts: new Map<string, Uint8Array>() };

const NAMES = ["salts/holds", "salts/range", "salts/1", "salts/2", "salts/3"];
const bucket = () => world.worker.bucket("SALTS");

async function saltsNow(): Promise<Map<string, Uint8Array>> {
	const found = new Map<string, Uint8Array>();
	for (const name of NAMES) {
		const object = await (await bucket()).get(name);
		if (object) found.set(name, new Uint8Array(await object.arrayBuffer()));
	}
	return found;
}

async function putSalts(salts: ReadonlyMap<string, Uint8Array>): Promise<void> {
	const store = await bucket();
	for (const name of NAMES) {
		const bytes = salts.get(name);
		await (bytes ? store.put(name, bytes) : store.delete(name));
	}
}

const own = () => join(world.folder, "sqld");

/** Puts another database in the place of this one, which is kept. */
async function exchangeDatabase(folder: string): Promise<void> {
	await world.stopDatabase();
	rmSync(own(), { recursive: true });
	cpSync(folder, own(), { recursive: true });
	await world.startDatabase();
}

async function keepDatabase(name: string): Promise<string> {
	const folder = join(copies, name);
	await world.stopDatabase();
	rmSync(folder, { recursive: true, force: true });
	cpSync(own(), folder, { recursive: true });
	await world.startDatabase();
	return folder;
}

beforeAll(async () => {
	copies = mkdtempSync(join(tmpdir(), "livery-fit-"));
	mail = await startMailServer();
	const options = { bindings: { SMTP_URL: mail.url, KEYS_KEPT: String(KEYS_KEPT_MS) } };
	// Another installation, with a member of its own.
	world = await startWorld(options);
	await newMember(world, mail);
	await keepDatabase("foreign");
	await world.stop();
	world = await startWorld(options);
	member = await newMember(world, mail);
	await enterBrand(member.visitor, "twero");
	await world.worker.tick();
	right.KEK_ROOT = world.secrets.KEK_ROOT;
	right.salts = await saltsNow();
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
	rmSync(copies, { recursive: true, force: true });
});

const isRight = () => right.salts.get("salts/1") !== undefined;
const without = (...names: string[]) => new Map([...right.salts].filter(([name]) => !names.includes(name)));
const newest = () => [...right.salts.keys()].at(-1) ?? "";

type Fault = { part: RegExp; strike(): Promise<unknown> };
const IN_BUCKET: Record<string, Fault> = {
	"an empty bucket": { part: /bucket of the salts is empty.*SALTS/, strike: () => putSalts(new Map()) },
	"another installation's bucket": {
		part: /salt \d in the bucket is not the one that this database names.*SALTS/,
		strike: () => putSalts(new Map([...right.salts, [newest(), randomBytes(32)]])),
	},
	"a salt that is missing": {
		part: /salt \d is missing from the bucket.*SALTS/,
		strike: () => putSalts(without(newest())),
	},
	"a salt that is cut off": {
		part: /salt \d has not 32 bytes/,
		strike: () => putSalts(new Map([...right.salts, [newest(), randomBytes(9)]])),
	},
	"a range of salts that is garbage": {
		part: /range of salts is not readable/,
		strike: () => putSalts(new Map([...right.salts, ["salts/range", Buffer.from("<html>no</html>")]])),
	},
};
const IN_SECRET: Record<string, Fault> = {
	"another KEK_ROOT": {
		part: /not the one under which the keys.*KEK_ROOT/,
		strike: async () => {
			world.secrets.KEK_ROOT = randomBytes(32).toString("base64");
		},
	},
};
const IN_DATABASE: Record<string, Fault> = {
	"another installation's database": {
		part: /salt 1 in the bucket is not the one that this database names/,
		strike: () => exchangeDatabase(join(copies, "foreign")),
	},
	"a database without keys": {
		part: /this database holds no keys.*DATABASE_URL/,
		strike: () => exchangeDatabase(inject("template")),
	},
	"a database from before the last rotation": {
		part: /copy from before key rotation 2 was complete.*DATABASE_URL/,
		async strike() {
			const before = await keepDatabase("before");
			await world.database.write(askRotation(new Date().toISOString()));
			const state = async () => (await world.database.read(newestRotations(1)))[0][0];
			await expect
				.poll(
					async () => {
						await world.worker.tick();
						return state();
					},
					{ timeout: 60_000 },
				)
				.toMatchObject({ number: 2, state: "finished" });
			right.salts = await saltsNow();
			await keepDatabase("right");
			await exchangeDatabase(before);
		},
	},
};

/** A drawn fault of each part, or with `--all` every fault of each. */
const FAULTS = [IN_BUCKET, IN_SECRET, IN_DATABASE].flatMap((faults, part) =>
	sample(`fault of part ${part}`, Object.entries(faults)),
);

const TABLES = [
	"registration",
	"member",
	"unit_key",
	"mail_code",
	"outbox",
	"session",
	"key_rotation",
	"abuse_count",
] as const;

/** Everything that a request or a job could make, change or drop. */
async function rows() {
	return world.database.read(
		...TABLES.map((table) => build.selectFrom(table).select((eb) => eb.fn.countAll<number>().as("rows"))),
		build.selectFrom("outbox").select(["id", "state", "attempts", "due_at", "last_error_code"]).orderBy("id"),
		build.selectFrom("unit_key").select(["id", "key_version", "wrapped_key"]).orderBy("id"),
	);
}

/** Somebody who joins, while no mail can go out: that it will is what the answer promised. */
async function joined(): Promise<Member> {
	const visitor = newVisitor(world);
	const name = `wacht${randomBytes(6).toString("hex")}`;
	const email = `${name}@voorbeeld.test`;
	const waiting = { visitor, name, email, password: `vier paarden ${name}` };
	await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
	expect((await join_(waiting)).status).toBe(200);
	return waiting;
}

const FIELDS = { gender: "woman", adult: "yes", terms: "yes", membership: "yes" };
const join_ = ({ visitor, name, email, password }: Member) =>
	visitor.post(visitor.address("account", "/join?brand=twero"), { user_name: name, email, password, ...FIELDS });

async function timed(asked: Promise<Reply>) {
	const started = performance.now();
	const { status, headers } = await asked;
	return { status, retries: Number(headers["retry-after"]) > 0, soon: performance.now() - started < 3_000 };
}

const stranger = (visitor: Visitor): Member => ({ ...member, visitor });

/** What needs keys, with every way in: reads and writes, of a member and of nobody. */
const asking = (): Record<string, () => Promise<Reply>> => ({
	"POST /sign-in": () => signIn(member, newVisitor(world)),
	"POST /join": () => join_({ ...stranger(newVisitor(world)), name: `nieuw${randomBytes(4).toString("hex")}` }),
	"GET / of a member": () => member.visitor.get(member.visitor.address("account", "/")),
	"GET /me": () => member.visitor.get(member.visitor.address("twero", "/me")),
	"POST /reset": () =>
		newVisitor(world).post(member.visitor.address("account", "/reset"), { identifier: member.email }),
	"POST /brands/twero/visibility": () =>
		member.visitor.post(member.visitor.address("account", "/brands/twero/visibility"), { state: "hidden" }),
});

describe.each(FAULTS)("%s", (_name, { part, strike }) => {
	it("is 503 for all that needs keys; nothing is made or dropped, and when the right part is back nothing is lost (T36, T41)", async () => {
		expect(isRight()).toBe(true);
		await mail.stop();
		const waiting = await joined();
		await world.worker.tick();
		await keepDatabase("right");
		await strike();
		await mail.start();
		const salts = await saltsNow();
		const before = await rows();
		await world.restartWorker();
		world.logs.length = 0;

		const replies = await Promise.all(
			Object.entries(asking()).map(async ([name, ask]) => [name, await timed(ask())] as const),
		);
		const refused = { status: 503, retries: true, soon: true };
		expect(Object.fromEntries(replies)).toEqual(Object.fromEntries(replies.map(([name]) => [name, refused])));
		await world.worker.tick();
		await world.worker.tick();
		for (const path of ["/", "/privacy", "/privacy/statement.pdf", "/terms", "/privacy/versions/1"])
			expect([path, (await world.get(path, { host: "twero.com" })).status]).toEqual([path, 200]);
		for (const host of ["twero.com", "geilesexsite.nl", "harbour.example"]) {
			const health = JSON.parse((await world.get("/healthz", { host })).text);
			expect(health).toMatchObject({ status: "degraded", problems: [expect.stringMatching(part)] });
		}
		const said = world.logs.filter((line) => line.startsWith("keys: "));
		expect(said).toEqual([expect.stringMatching(part)]);
		expect(world.logs.join("\n")).not.toContain(member.name);
		expect(await saltsNow()).toEqual(salts);
		expect(await rows()).toEqual(before);

		world.secrets.KEK_ROOT = right.KEK_ROOT;
		await putSalts(right.salts);
		await exchangeDatabase(join(copies, "right"));
		await world.restartWorker();
		expect((await signIn(member, newVisitor(world))).status).toBe(303);
		expect((await member.visitor.get(member.visitor.address("account", "/"))).text).toContain(member.name);
		// A mail that no server took waits a minute longer each time.
		await world.database.write(
			build.updateTable("outbox").set({ due_at: new Date().toISOString() }).where("state", "=", "queued"),
		);
		await world.worker.tick();
		const letter = await letterTo(mail, waiting.email);
		const link = new URL(letter.links.find((one) => one.includes("/confirm")) ?? "");
		expect((await waiting.visitor.post(link.href, { code: link.searchParams.get("code") ?? "" })).status).toBe(303);
		expect((await signIn(waiting, newVisitor(world))).status).toBe(303);
		expect(JSON.parse((await world.get("/healthz", { host: "twero.com" })).text)).toMatchObject({
			status: "ok",
			problems: [],
		});
	});
});
