import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import type { Reply } from "../../support/ask.ts";
import { enterBrand, type Member, newMember, newVisitor, signIn } from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { type DatabaseProxy, startDatabaseProxy } from "../../support/stores/database-proxy.ts";
import { startWorld, type World } from "../../support/world.ts";

/** Stores that answer, and not with what was asked: the database as a hosted server would, and the buckets. */
let mail: MailServer;
let world: World;
let proxy: DatabaseProxy;
let member: Member;
beforeAll(async () => {
	mail = await startMailServer();
	proxy = await startDatabaseProxy(() => world.server.port);
	world = await startWorld({ bindings: { SMTP_URL: mail.url, DATABASE_URL: proxy.url } });
	member = await newMember(world, mail);
	await enterBrand(member.visitor, "twero");
});
afterAll(async () => {
	await world.stop();
	await proxy.stop();
	await mail.stop();
});

const outcome = ({ status, headers }: Reply) => ({ status, retries: Number(headers["retry-after"]) > 0 });
const AWAY = { status: 503, retries: true };

type Batch = { requests: { type: string; batch?: { steps: unknown[] } }[] };

/** The first step of a batch that writes is refused with this code, as Hrana puts it. */
const refusing = (code: string) => (batch: string) => {
	if (!/insert into|update |delete from/.test(batch)) return undefined;
	const results = (JSON.parse(batch) as Batch).requests.map(({ type, batch: own }) => {
		const empty = (own?.steps ?? []).map(() => null);
		const step_errors = empty.map((_, step) => (step === 0 ? { message: "no", code } : null));
		return {
			type: "ok",
			response: type === "batch" ? { type, result: { step_results: empty, step_errors } } : { type },
		};
	});
	return { status: 200, body: JSON.stringify({ baton: null, base_url: null, results }) };
};
const always = (status: number, body: string) => () => ({ status, body });

const health = async () => JSON.parse((await world.get("/healthz", { host: "twero.com" })).text);

describe("a database that answers", () => {
	it.each<[string, NonNullable<DatabaseProxy["answers"]>, RegExp]>([
		["SQLITE_FULL to writes", refusing("SQLITE_FULL"), /^database writes: the database says SQLITE_FULL$/],
		["SQLITE_READONLY to writes", refusing("SQLITE_READONLY"), /^database writes: the database says SQLITE_READONLY$/],
		["SQLITE_CORRUPT to writes", refusing("SQLITE_CORRUPT"), /^database writes: the database says SQLITE_CORRUPT$/],
		["a code of its own to writes", refusing("BLOCKED"), /^database writes: the database says BLOCKED$/],
		["401", always(401, '{"error":"token"}'), /^database writes: the database answered 401$/],
		["429", always(429, "slow down"), /^database writes: the database answered 429$/],
		["a page", always(200, "<html>no</html>"), /^database writes: the database did not answer sense$/],
		[
			"half an answer",
			always(200, '{"baton":null,"results":[{"ty'),
			/^database writes: the database did not answer sense$/,
		],
	])(
		"%s: POST /sign-in and POST /join give 503 with Retry-After, home serves, and the health says so (T41)",
		async (_what, answers, says) => {
			proxy.answers = answers;
			world.logs.length = 0;
			const visitor = newVisitor(world);
			const join = { ...member, user_name: "nieuwlid", adult: "yes", terms: "yes", membership: "yes", gender: "woman" };
			const { visitor: _own, name: _name, ...form } = join;
			expect(outcome(await signIn(member, visitor))).toEqual(AWAY);
			expect(
				outcome(
					await visitor.post(visitor.address("account", "/join?brand=twero"), {
						...form,
						email: "nieuw@voorbeeld.test",
					}),
				),
			).toEqual(AWAY);
			for (const path of ["/", "/privacy"]) expect((await world.get(path, { host: "twero.com" })).status).toBe(200);
			expect(await health()).toMatchObject({
				status: "degraded",
				problems: expect.arrayContaining([expect.stringMatching(says)]),
			});
			expect(world.logs.filter((line) => line.startsWith("error internal"))).toEqual([]);
			proxy.answers = undefined;
			expect((await signIn(member, newVisitor(world))).status).toBe(303);
			// A look at the registry that failed meanwhile is made again within seconds.
			await expect.poll(async () => (await health()).problems).toEqual([]);
		},
	);
});

describe("the bucket of photos", () => {
	let address: string;
	let names: string[];
	beforeAll(async () => {
		await uploadPhoto(world, member.visitor, "twero", plainPhoto(), { photo_consent: "yes" });
		const [[photo]] = await world.database.read(build.selectFrom("photo").select(["id", "object_key"]));
		address = member.visitor.address("account", `/profile/twero/photos/${photo?.id}/320`);
		names = [`${photo?.object_key}/320`];
		expect((await member.visitor.get(address)).status).toBe(200);
	});

	it.each<[string, (bytes: Uint8Array) => Uint8Array | undefined]>([
		["lost it", () => undefined],
		["gives half of it", (bytes) => bytes.subarray(0, bytes.length / 2)],
		["gives none of its bytes", () => new Uint8Array()],
		["gives another's bytes", (bytes) => bytes.map((byte) => byte ^ 1)],
	])(
		"that %s: GET /profile/:brand/photos/:photo/:size gives 503, never 404, and the photo when it is back",
		async (_what, spoil) => {
			const bucket = await world.worker.bucket("OBJECTS");
			const [name = ""] = names;
			const bytes = new Uint8Array(await ((await bucket.get(name)) ?? expect.fail(name)).arrayBuffer());
			const spoilt = spoil(bytes);
			await (spoilt ? bucket.put(name, spoilt) : bucket.delete(name));
			expect(outcome(await member.visitor.get(address))).toEqual(AWAY);
			await bucket.put(name, bytes);
			expect((await member.visitor.get(address)).status).toBe(200);
		},
	);
});

describe("the copies of the registry", () => {
	it("that are garbage: a cold Worker without database gives 503 with Retry-After, and serves when it is back", async () => {
		const copies = await world.worker.bucket("COPIES");
		await expect.poll(async () => (await copies.get("registry/current")) !== null).toBe(true);
		await copies.put("registry/current", Buffer.from("<html>no</html>"));
		proxy.answers = always(500, "no");
		await world.restartWorker();
		expect(outcome(await world.get("/", { host: "twero.com" }))).toEqual(AWAY);
		proxy.answers = undefined;
		await expect.poll(async () => (await world.get("/", { host: "twero.com" })).status).toBe(200);
	});
});
