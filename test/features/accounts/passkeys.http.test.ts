import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { openToken, sealToken, type TokenScope } from "#foundation/crypto/tokens.ts";
import { build } from "#foundation/db/database.ts";
import type { Reply } from "../../support/ask.ts";
import { add, beginAdding, begunSchema, idOf } from "../../support/factors.ts";
import { enterBrand, letterTo, newMember, newVisitor, signIn, type Visitor } from "../../support/member.ts";
import { newPasskey, type SoftPasskey, type Wrong } from "../../support/passkey.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const trips = (reply: Reply) => Number(/desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const isSignedIn = async (visitor: Visitor) => (await visitor.get(visitor.address("account", "/"))).status === 200;
const origin = () => `http://account.localhost:${world.worker.url.port}`;

async function begin(visitor: Visitor) {
	const reply = await visitor.get(visitor.address("account", "/sign-in/passkey/options"));
	return { reply, ...begunSchema.parse(JSON.parse(reply.text)) };
}

async function enter(passkey: SoftPasskey, wrong?: Wrong, visitor = newVisitor(world)) {
	const { token, options } = await begin(visitor);
	const fields = { token, response: passkey.answer(options.challenge, wrong) };
	const reply = await visitor.post(visitor.address("account", "/sign-in/passkey"), fields);
	return { reply, visitor, fields };
}

describe("POST /security/passkeys", () => {
	it("adds a passkey in two trips, shows it by name and tells its owner by mail", async () => {
		const member = await newMember(world, mail);
		const { reply, passkey } = await add(member);
		expect([reply.status, reply.headers.location, trips(reply)]).toEqual([303, "/security/passkeys?done=added", 2]);
		const { text, options } = await beginAdding(member);
		expect(text).toContain("Telefoon");
		expect(options.excludeCredentials?.map(({ id }) => id)).toEqual([passkey.id]);
		expect(options.authenticatorSelection).toMatchObject({ residentKey: "required", userVerification: "required" });
		expect((await letterTo(mail, member.email, 2)).subject).toBe("Er is een passkey toegevoegd");
	});

	it.each<[string, Wrong]>([
		["of another site", { origin: "http://twero.localhost" }],
		["of another relying party", { rpId: "twero.localhost" }],
		["without the user verified", { flags: 0x41 }],
		["without the user present", { flags: 0x44 }],
		["that is an answer and no creation", { type: "webauthn.get" }],
	])("refuses one %s", async (_what, wrong) => {
		const member = await newMember(world, mail);
		expect((await add(member, wrong)).reply.status).toBe(422);
		expect((await beginAdding(member)).options.excludeCredentials).toEqual([]);
	});

	it("refuses one sent twice, for another member, or for a challenge of signing in (T13)", async () => {
		const [member, other] = [await newMember(world, mail), await newMember(world, mail)];
		const { fields } = await add(member);
		const again = await member.visitor.post(member.visitor.address("account", "/security/passkeys"), fields);
		expect(again.status).toBe(422);
		const begun = await beginAdding(member);
		const passkey = newPasskey({ origin: origin(), member: "x" });
		const foreign = { token: begun.token, response: passkey.creation(begun.options.challenge), name: "" };
		expect((await other.visitor.post(other.visitor.address("account", "/security/passkeys"), foreign)).status).toBe(
			422,
		);
		const { token, options } = await begin(member.visitor);
		const misused = { token, response: passkey.creation(options.challenge), name: "" };
		expect((await member.visitor.post(member.visitor.address("account", "/security/passkeys"), misused)).status).toBe(
			422,
		);
		expect((await beginAdding(member)).options.excludeCredentials).toHaveLength(1);
	});

	it("asks for the password where the sign-in is not of just now", async () => {
		const member = await newMember(world, mail);
		const created_at = new Date(Date.now() - 60 * 60 * 1000).toISOString();
		await world.database.write(build.updateTable("session").set({ created_at }));
		const { reply, fields } = await add(member);
		expect(reply.text).toContain('id="current_password-error"');
		const to = member.visitor.address("account", "/security/passkeys");
		expect((await member.visitor.post(to, { ...fields, current_password: "iets anders" })).status).toBe(422);
		expect((await member.visitor.post(to, { ...fields, current_password: member.password })).status).toBe(303);
	});

	it("takes ten and no more", async () => {
		const member = await newMember(world, mail);
		const replies = [];
		for (let count = 0; count < 11; count += 1) replies.push((await add(member)).reply.status);
		expect(replies).toEqual([...Array(10).fill(303), 422]);
	});
});

describe("POST /sign-in/passkey", () => {
	it("signs in by the passkey alone, in two trips, and goes on to a second brand", async () => {
		const member = await newMember(world, mail);
		const { passkey } = await add(member);
		const { reply, visitor } = await enter(passkey);
		expect([reply.status, trips(reply)]).toEqual([303, 2]);
		expect((await visitor.get(reply.headers.location ?? "")).headers.location).toBe("/");
		const me = await enterBrand(visitor, "geilesexsite");
		expect([visitor.at.pathname, me.status]).toEqual(["/me", 200]);
		expect(idOf({ visitor }, "geilesexsite")).toBe(idOf(member));
	});

	it("asks for no code of an app", async () => {
		const member = await newMember(world, mail);
		const { passkey, id } = await add(member);
		await world.database.write(
			build.insertInto("authenticator").values({
				realm_id: "jupiter-media",
				member_id: id,
				secret_sealed: new Uint8Array([1]),
				last_step: 0,
				created_at: new Date().toISOString(),
			}),
		);
		expect((await signIn(member, newVisitor(world))).status).toBe(200);
		expect((await enter(passkey)).reply.status).toBe(303);
	});

	it("refuses an answer that came before, also of a passkey that counts nothing, also many at once", async () => {
		const { passkey } = await add(await newMember(world, mail));
		const { fields } = await enter(passkey);
		const again = newVisitor(world);
		expect((await again.post(again.address("account", "/sign-in/passkey"), fields)).status).toBe(422);
		const { passkey: still } = await add(await newMember(world, mail));
		still.counter = -1;
		const visitor = newVisitor(world);
		const { token, options } = await begin(visitor);
		const zero = { token, response: still.answer(options.challenge) };
		const to = visitor.address("account", "/sign-in/passkey");
		const replies = await Promise.all([1, 2, 3, 4].map(() => newVisitor(world).post(to, zero)));
		expect(replies.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422]);
	});

	it("refuses a counter that does not ascend: the key was copied", async () => {
		const { passkey } = await add(await newMember(world, mail));
		passkey.counter = 7;
		expect((await enter(passkey)).reply.status).toBe(303);
		for (const counter of [7, 3, -1]) {
			passkey.counter = counter;
			expect((await enter(passkey)).reply.status).toBe(422);
		}
		expect((await enter(passkey)).reply.status).toBe(422);
		passkey.counter = 8;
		expect((await enter(passkey)).reply.status).toBe(303);
	});

	it("refuses a wrong answer in the same words as an unknown passkey (T25)", async () => {
		const member = await newMember(world, mail);
		const { passkey, id } = await add(member);
		const other = await add(await newMember(world, mail));
		const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
		const unknown = await enter(newPasskey({ origin: origin(), member: id }));
		const said = (reply: Reply) => /role="alert".*?<\/div>/s.exec(reply.text)?.[0];
		expect(said(unknown.reply)).toContain("hoort niet (meer) bij een account");
		const wrongs: Record<string, Wrong> = {
			"of another site": { origin: "https://account.localhost.example" },
			"of a brand": { origin: `http://twero.localhost:${world.worker.url.port}` },
			"of another relying party": { rpId: "localhost" },
			"without the user verified": { flags: 0x01 },
			"without the user present": { flags: 0x04 },
			"that is a creation": { type: "webauthn.create" },
			"for another member": { userHandle: other.passkey.userHandle },
			"for nobody": { userHandle: "" },
			"signed by another key": { sign: stranger },
		};
		for (const [what, wrong] of Object.entries(wrongs)) {
			const { reply, visitor } = await enter(passkey, wrong);
			expect([what, reply.status, said(reply), await isSignedIn(visitor)]).toEqual([
				what,
				422,
				said(unknown.reply),
				false,
			]);
		}
		expect((await enter(passkey)).reply.status).toBe(303);
	});

	it("refuses challenges that are expired, foreign, changed or of another use (T13)", async () => {
		const member = await newMember(world, mail);
		const { passkey } = await add(member);
		const adding = await beginAdding(member);
		const visitor = newVisitor(world);
		const { token, options } = await begin(visitor);
		const scope = scopeOf();
		const claims = (await openToken(scope, token)) ?? {};
		const { challenge } = options;
		const plain = { use: "sign_in", challenge };
		expect(claims).toMatchObject(plain);
		const bad: Record<string, [string, string]> = {
			nothing: ["", challenge],
			changed: [`${token.slice(0, -3)}AAA`, challenge],
			"another challenge": [token, (await begin(visitor)).options.challenge],
			"of adding": [adding.token, adding.options.challenge],
			expired: [await sealToken({ ...scope, now: Date.now() - 6 * 60_000 }, plain, 300), challenge],
			"of a brand": [await sealToken({ ...scope, audience: "brand twero" }, plain, 300), challenge],
			"of another realm": [
				await sealToken({ ...scope, issuer: "http://account-lage-kade.localhost" }, plain, 300),
				challenge,
			],
			"of another purpose": [await sealToken({ ...scope, purpose: "second_factor" }, plain, 300), challenge],
		};
		for (const [what, [wrong, signed]] of Object.entries(bad)) {
			const to = visitor.address("account", "/sign-in/passkey");
			const reply = await visitor.post(to, { token: wrong, response: passkey.answer(signed) });
			expect([what, reply.status]).toEqual([what, 422]);
		}
		for (const response of [
			"",
			"{}",
			"null",
			"[]",
			'{"id":1}',
			"x".repeat(9_000),
			passkey.answer(challenge).replace("public-key", "x"),
		])
			expect((await visitor.post(visitor.at.href, { token, response })).status).toBe(422);
		expect((await visitor.post(visitor.at.href, { token, response: passkey.answer(challenge) })).status).toBe(303);
	});

	it("offers a closed account to be opened, and tells who is suspended", async () => {
		const member = await newMember(world, mail);
		const { passkey, id } = await add(member);
		await member.visitor.post(member.visitor.address("account", "/close"));
		const { reply } = await enter(passkey);
		expect([reply.status, reply.text.includes("/reopen")]).toEqual([200, true]);
		const suspend = { state: "suspended", closed_at: null, purge_at: null };
		await world.database.write(build.updateTable("member").set(suspend).where("id", "=", id));
		const suspended = await enter(passkey);
		expect([suspended.reply.status, await isSignedIn(suspended.visitor)]).toEqual([403, false]);
		expect(suspended.reply.text).toContain("opgeschort");
	});

	it("POST /security/passkeys/:passkey/remove makes it useless, by its owner and nobody else (T8)", async () => {
		const [member, other] = [await newMember(world, mail), await newMember(world, mail)];
		const { passkey } = await add(member);
		const { text } = await beginAdding(member);
		const [path = ""] = /\/security\/passkeys\/[\w-]+\/remove/.exec(text) ?? [];
		expect((await other.visitor.get(other.visitor.address("account", path))).status).toBe(404);
		await other.visitor.post(other.visitor.address("account", path));
		await other.visitor.post(other.visitor.address("account", path.replace("remove", "name")), { name: "gekaapt" });
		expect((await beginAdding(member)).text).not.toContain("gekaapt");
		expect((await enter(passkey)).reply.status).toBe(303);
		const { visitor } = member;
		await visitor.post(visitor.address("account", path.replace("remove", "name")), { name: "Oude telefoon" });
		const ask = await visitor.get(visitor.address("account", path));
		expect(ask.text).toContain("Passkey Oude telefoon verwijderen?");
		expect(ask.text).toContain("Dit is je laatste passkey");
		expect((await visitor.post(visitor.address("account", path))).status).toBe(303);
		expect((await enter(passkey)).reply.status).toBe(422);
	});
});

describe("GET /sign-in/passkey/options", () => {
	it("answers a new challenge each time, without a trip, naming no account", async () => {
		const visitor = newVisitor(world);
		const [one, two] = [await begin(visitor), await begin(visitor)];
		expect(one.options.challenge).not.toBe(two.options.challenge);
		expect([trips(one.reply), one.options.userVerification]).toEqual([0, "required"]);
		expect(one.reply.headers["cache-control"]).toBe("private, no-store");
		expect(JSON.parse(one.reply.text).options.allowCredentials ?? []).toEqual([]);
	});
});

describe("GET /assets/:file of a script", () => {
	it("answers the script that the page names, for good, and only under its hash", async () => {
		const visitor = newVisitor(world);
		const page = await visitor.get(visitor.address("account", "/sign-in"));
		const [, path = ""] = /<script src="([^"]+)" defer/.exec(page.text) ?? [];
		const script = await visitor.get(path);
		expect([script.status, script.headers["content-type"]]).toEqual([200, "text/javascript; charset=utf-8"]);
		expect(script.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
		expect((await visitor.get("/assets/passkey-00000000000000000000.js")).status).toBe(404);
	});
});

function scopeOf(): TokenScope {
	return {
		root: fromBase64(world.secrets.TOKEN_ROOT) ?? new Uint8Array(),
		purpose: "passkey",
		issuer: origin(),
		audience: "account jupiter-media",
		now: Date.now(),
	};
}
