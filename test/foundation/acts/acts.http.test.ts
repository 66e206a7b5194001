import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operatorDatabase } from "#cli/run-state.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addAct } from "#foundation/acts/queries.ts";
import { actsAfter } from "#foundation/acts/store.ts";
import { askRotation, newestRotations } from "#foundation/crypto/queries.ts";
import { build } from "#foundation/db/database.ts";
import type { ActStore } from "#foundation/objects/store.ts";
import { createApp } from "../../../src/app.tsx";
import { REGISTER, TABLE_RULES } from "../../../src/register.ts";
import { askingRecipient, askOn } from "../../support/fixtures/offer.ts";
import { enterBrand, newMember, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { JUPITER } from "../../support/staff.ts";
import { FORM, startWorld, type World } from "../../support/world.ts";

/** Acts outside the database, on R2 and the libSQL server (DECISIONS 73). */
let world: World;
let mail: MailServer;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url, KEYS_KEPT: "300" } });
	await world.worker.tick();
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const known = async () => {
	const [rows] = await world.database.read(
		build.selectFrom("act").select(["number", "subject_id", "act_json", "put_at"]).orderBy("number"),
	);
	return rows;
};
const waiting = async () => (await known()).filter(({ put_at }) => put_at === null).length;
const stored = async () => actsAfter(await world.worker.bucket("OBJECTS"), JUPITER, 0);

describe("acts outside the database", () => {
	it("get numbers without a gap however many are done at once, and leave nothing of anyone in the database", async () => {
		const at = Date.now();
		const acts = Array.from({ length: 60 }, (_, index) => newAct(`lid-${index}`, { kind: "password_changed" }, at));
		// Each on a connection of its own, as requests are.
		await Promise.all(
			acts.map((act) => operatorDatabase(world.server.url, undefined, "tests").write(addAct(JUPITER, act))),
		);
		expect((await known()).map(({ number }) => number)).toEqual(acts.map((_, index) => index + 1));
		// Two minutes at once: what is put twice is put once.
		await Promise.all([world.worker.tick(), world.worker.tick()]);
		await expect.poll(waiting).toBe(0);
		expect(await known()).toEqual([
			{ number: 60, subject_id: null, act_json: null, put_at: expect.stringMatching(/^20/) },
		]);
		const objects = await stored();
		expect(objects.map(({ number }) => number)).toEqual(acts.map((_, index) => index + 1));
		expect(new Set(objects.map(({ id }) => id))).toEqual(new Set(acts.map(({ id }) => id)));
		const bucket = await world.worker.bucket("OBJECTS");
		const first = (await bucket.get("acts/jupiter-media/000000000001")) ?? expect.fail("no object");
		expect(Buffer.from(await first.arrayBuffer()).toString("latin1")).not.toMatch(/lid-|password/);
	});

	it("POST /profile/:brand/withdraw is confirmed once its act is put, says 503 before, and is done once (P34)", async () => {
		const { visitor } = await newMember(world, mail, "twero");
		await enterBrand(visitor, "twero");
		const profile = { display_name: "Roos", about_me: "Eerste regel", hobbies: "Schaatsen", consent: "yes" };
		await visitor.post(visitor.address("account", "/profile/twero"), profile);
		const before = (await stored()).length;
		const store = await unreliableStore();
		const send = await inProcess(visitor, store);
		const refused = await send("/profile/twero/withdraw", { purpose: "profiles" });
		expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "60"]);
		const text = await refused.text();
		expect(text).toContain("Gedaan, maar nog niet bevestigd");
		expect(text).not.toContain("kanarie");
		expect([await waiting(), (await stored()).length]).toEqual([1, before]);
		const [special] = await world.database.read(build.selectFrom("special_detail").select("purpose"));
		expect(special).toEqual([]);
		store.away = false;
		const again = await send("/profile/twero/withdraw", { purpose: "profiles" });
		expect([again.status, again.headers.get("location")]).toEqual([303, "/profile/twero?done=withdrawn"]);
		expect(again.headers.get("server-timing")).toContain('desc="2"');
		expect((await stored()).length).toBe(before + 1);
		await expect.poll(waiting).toBe(0);
		const [events] = await world.database.read(
			build
				.selectFrom("consent_event")
				.select("kind")
				.where("purpose", "=", "profiles")
				.where("kind", "=", "withdrawn"),
		);
		expect(events).toHaveLength(1);
	});

	it("POST /brands/:brand/leave and POST /close are confirmed in the same way, and stand before they are (P34, P37)", async () => {
		const { visitor } = await newMember(world, mail, "twero");
		await enterBrand(visitor, "twero");
		const store = await unreliableStore();
		const send = await inProcess(visitor, store);
		expect((await send("/brands/twero/leave", {})).status).toBe(503);
		expect(await waiting()).toBe(1);
		expect((await visitor.get(visitor.address("account", "/brands"))).text).not.toContain("/brands/twero/leave");
		store.away = false;
		expect((await send("/brands/twero/leave", {})).status).toBe(303);
		await expect.poll(waiting).toBe(0);
		store.away = true;
		expect((await send("/close", {})).status).toBe(503);
		expect((await visitor.get(visitor.address("account", "/"))).status).toBe(303);
		expect(await waiting()).toBe(1);
		await world.worker.tick();
		await expect.poll(waiting).toBe(0);
	});

	it("go with the salt under which they were sealed, as older copies do (P55)", async () => {
		await world.database.write(askRotation(new Date().toISOString()));
		const state = async () => (await world.database.read(newestRotations(1)))[0][0]?.state;
		while ((await state()) !== "finished") await world.worker.tick();
		expect((await stored()).every(({ version }) => version === 1)).toBe(true);
		await world.database.write(addAct(JUPITER, newAct("lid-1", { kind: "signed_out_everywhere" }, Date.now())));
		await expect
			.poll(async () => {
				await world.worker.tick();
				return (await stored()).map(({ number, version }) => [number, version]);
			})
			.toEqual([[64, 2]]);
	});

	it("POST /privacy/recipients is confirmed once the act of its no is put, at the second press too (P34)", async () => {
		await askOn(world, "twero", [askingRecipient("meter")]);
		const { visitor } = await newMember(world, mail, "twero");
		await enterBrand(visitor, "twero");
		const page = await visitor.get(visitor.address("account", "/privacy/recipients"));
		const words = /name="words" value="([0-9a-f]{64})"/.exec(page.text)?.[1] ?? expect.fail(page.text);
		const fields = { brand: "twero", recipient: "meter", words };
		await visitor.post(visitor.address("account", "/privacy/recipients"), { ...fields, answer: "yes" });
		const before = (await stored()).length;
		const store = await unreliableStore();
		const send = await inProcess(visitor, store);
		for (const _press of ["first", "second"])
			expect((await send("/privacy/recipients", { ...fields, answer: "no" })).status).toBe(503);
		expect([await waiting(), (await stored()).length]).toEqual([1, before]);
		store.away = false;
		expect((await send("/privacy/recipients", { ...fields, answer: "no" })).status).toBe(303);
		expect((await stored()).length).toBe(before + 1);
		await expect.poll(waiting).toBe(0);
	});
});

/** The Worker's bucket, which takes nothing while it is away. */
async function unreliableStore(): Promise<ActStore & { away: boolean }> {
	const bucket = await world.worker.bucket("OBJECTS");
	const store: ActStore & { away: boolean } = {
		...{ away: true, get: (key) => bucket.get(key), list: (options) => bucket.list(options) },
		delete: (keys) => bucket.delete(keys),
		put: (...what) => (store.away ? Promise.reject(new Error("kanarie: away")) : bucket.put(...what)),
	};
	return store;
}

/** The app itself in this process, on the world's database and salts, for a browser that signed in at the Worker. */
async function inProcess(visitor: Visitor, store: ActStore) {
	const app = createApp(
		{ now: () => Date.now(), wait: (ms) => new Promise((done) => setTimeout(done, ms)) },
		{ register: REGISTER, rules: TABLE_RULES },
	);
	const bindings = {
		...{ STAGE: "test", DATABASE_URL: world.server.url, DEVELOPMENT_PORT: world.worker.url.port, SMTP_URL: mail.url },
		...{ ...world.secrets, SALTS: await world.worker.bucket("SALTS"), OBJECTS: store },
	};
	return (path: string, fields: Record<string, string>) => {
		const url = new URL(visitor.address("account", path));
		const cookie = [...(visitor.cookies.get(url.host) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
		const body = new URLSearchParams(fields).toString();
		return app.fetch(new Request(url, { method: "POST", headers: { ...FORM, Cookie: cookie }, body }), bindings);
	};
}
