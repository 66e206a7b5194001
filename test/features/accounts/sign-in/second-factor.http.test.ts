import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeAt } from "#features/accounts/credentials/authenticator/totp.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { openToken, sealToken, signToken, type TokenPurpose, type TokenScope } from "#foundation/crypto/tokens.ts";
import { build } from "#foundation/db/database.ts";
import type { Reply } from "../../../support/ask.ts";
import { withinOneCount } from "../../../support/guesses.ts";
import { letterTo, type Member, newMember, newVisitor, signIn, type Visitor } from "../../../support/member.ts";
import { type MailServer, startMailServer } from "../../../support/smtp.ts";
import { startWorld, type World } from "../../../support/world.ts";

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

const STEP = 30_000;
const hidden = (reply: Reply, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(reply.text)?.[1] ?? "";
const alerts = (reply: Reply) => /role="alert"[^>]*>(.*?)<\/div>/s.exec(reply.text)?.[1] ?? "";
const trips = (reply: Reply) => Number(/desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const isSignedIn = async (visitor: Visitor) => (await visitor.get(visitor.address("account", "/"))).status === 200;

type Armed = Member & { secret: string; codes: string[] };

/** A member whose sign-in asks for a code too. */
async function armed(): Promise<Armed> {
	const member = await newMember(world, mail);
	const { visitor } = member;
	const page = await visitor.get(visitor.address("account", "/security/authenticator"));
	const secret = /class="secret">([A-Z2-7 ]+)</.exec(page.text)?.[1]?.replaceAll(" ", "") ?? "";
	const on = await visitor.post(visitor.at.href, { token: hidden(page, "token"), code: codeAt(secret, Date.now()) });
	expect(on.status).toBe(200);
	const codes = [...on.text.matchAll(/class="secret">([0-9A-Z-]+)</g)].map(([, code = ""]) => code);
	return { ...member, secret, codes };
}

/** The code of the step after the one that setting up took. */
const nextCode = ({ secret }: Armed) => codeAt(secret, Date.now() + STEP);

/** The password is right; gives the page that asks for the code, and where to send it. */
async function atSecondStep(member: Member, visitor = newVisitor(world)) {
	const page = await signIn(member, visitor);
	const token = hidden(page, "token");
	const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
		visitor.post(visitor.address("account", "/sign-in/second"), { token, ...fields }, headers);
	return { visitor, page, token, send };
}

/** A sign-in of long ago: nothing but the password speaks for who sits there. */
async function ageSessions(): Promise<void> {
	const created_at = new Date(Date.now() - 60 * 60 * 1000).toISOString();
	await world.database.write(build.updateTable("session").set({ created_at }));
}

describe("POST /security/authenticator", () => {
	it("refuses a wrong first code and stores nothing; a right one shows ten recovery codes, once", async () => {
		const member = await newMember(world, mail);
		const { visitor } = member;
		const page = await visitor.get(visitor.address("account", "/security/authenticator"));
		const token = hidden(page, "token");
		const wrong = await visitor.post(visitor.at.href, { token, code: "000000" });
		expect([wrong.status, hidden(wrong, "token")]).toEqual([422, token]);
		expect((await signIn(member, newVisitor(world))).status).toBe(303);
		const { codes } = await armed();
		expect(new Set(codes).size).toBe(10);
		const again = await visitor.get(visitor.address("account", "/security/authenticator"));
		for (const code of codes) expect(again.text).not.toContain(code);
	});

	it("refuses the token of another member, and one for something else (T13)", async () => {
		const [one, other] = [await newMember(world, mail), await newMember(world, mail)];
		const page = await one.visitor.get(one.visitor.address("account", "/security/authenticator"));
		const secret = /class="secret">([A-Z2-7 ]+)</.exec(page.text)?.[1]?.replaceAll(" ", "") ?? "";
		const fields = { token: hidden(page, "token"), code: codeAt(secret, Date.now()) };
		const refused = await other.visitor.post(other.visitor.address("account", "/security/authenticator"), fields);
		expect(refused.status).toBe(422);
		expect((await signIn(other, newVisitor(world))).status).toBe(303);
	});

	it.each(["/security/authenticator", "/security/authenticator/remove", "/security/recovery-codes", "/security/email"])(
		"and %s ask for the password where the sign-in is not of just now",
		async (path) => {
			const member = await armed();
			await ageSessions();
			const { visitor } = member;
			const to = visitor.address("account", path);
			const fields = path.endsWith("email") ? { email: "ander@voorbeeld.test" } : {};
			const missing = await visitor.post(to, fields);
			expect([missing.status, missing.text.includes('id="current_password-error"')]).toEqual([422, true]);
			const wrong = await visitor.post(to, { ...fields, current_password: "een ander wachtwoord" });
			expect([wrong.status, wrong.text.includes('id="current_password-error"')]).toEqual([422, true]);
			const right = await visitor.post(to, { ...fields, current_password: member.password });
			expect(right.text.includes('id="current_password-error"')).toBe(false);
		},
	);
});

describe("POST /sign-in/second", () => {
	it("signs in by a code, in two trips, and refuses the same code again (T26)", async () => {
		const member = await armed();
		const { page, visitor, send } = await atSecondStep(member);
		expect([page.status, await isSignedIn(visitor)]).toEqual([200, false]);
		const code = nextCode(member);
		const reply = await send({ code });
		expect([reply.status, reply.headers.location, trips(reply)]).toEqual([
			303,
			expect.stringMatching(/^\/sign-in\/done\?ticket=/),
			2,
		]);
		expect(await isSignedIn(visitor)).toBe(true);
		const second = await atSecondStep(member);
		expect((await second.send({ code })).status).toBe(422);
		expect(await isSignedIn(second.visitor)).toBe(false);
	});

	it("lets one of several in that come with one code at once", async () => {
		const member = await armed();
		const asking = await Promise.all([1, 2, 3].map(() => atSecondStep(member)));
		const code = nextCode(member);
		const replies = await Promise.all(asking.map(({ send }) => send({ code })));
		expect(replies.map(({ status }) => status).sort()).toEqual([303, 422, 422]);
	});

	it("takes each recovery code once and tells its owner, and no code of another member", async () => {
		const [member, other] = [await armed(), await armed()];
		const [recovery = ""] = member.codes;
		const { send, visitor } = await atSecondStep(member);
		expect((await send({ recovery_code: other.codes[0] ?? "" })).status).toBe(422);
		expect((await send({ recovery_code: recovery.toLowerCase().replaceAll("-", " ") })).status).toBe(303);
		expect(await isSignedIn(visitor)).toBe(true);
		const again = await atSecondStep(member);
		expect((await again.send({ recovery_code: recovery })).status).toBe(422);
		const overview = await visitor.get(visitor.address("account", "/security/authenticator"));
		expect(overview.text).toContain("<dd>9</dd>");
		await letterTo(mail, member.email, 4);
	});

	it("stops after five wrong codes per account, from wherever and at once, and nobody without the password (T26)", async () => {
		await withinOneCount();
		const member = await armed();
		const { send } = await atSecondStep(member);
		const from = (last: number) => ({ "CF-Connecting-IP": `192.0.2.${last}` });
		const replies = await Promise.all(Array.from({ length: 12 }, (_, index) => send({ code: "000000" }, from(index))));
		const counted = (status: number) => replies.filter((reply) => reply.status === status).length;
		expect([counted(422), counted(429)]).toEqual([5, 7]);
		expect((await send({ code: nextCode(member) }, from(99))).status).toBe(429);
		const stranger = await atSecondStep({ ...(await armed()), password: "niet het wachtwoord" });
		expect([stranger.page.status, stranger.token]).toEqual([422, ""]);
		expect((await (await atSecondStep(await armed())).send({ code: "123" })).status).toBe(422);
	});

	it("lets the owner in from a browser of theirs, whoever has the password and used up the codes (T26)", async () => {
		await withinOneCount();
		const member = await armed();
		const thief = await atSecondStep(member);
		for (let time = 0; time < 7; time++) await thief.send({ code: "000000" });
		expect((await thief.send({ code: nextCode(member) })).status).toBe(429);
		const own = await atSecondStep(member, member.visitor);
		expect((await own.send({ code: nextCode(member) })).status).toBe(303);
	});

	it("refuses tokens that are expired, foreign, changed or for something else (T13)", async () => {
		const member = await armed();
		const { token, visitor } = await atSecondStep(member);
		const scope = scopeOf("second_factor");
		const { sub, epoch } = (await openToken(scope, token)) ?? {};
		const claims = { sub: String(sub), epoch, kept: false };
		const minutes = (count: number) => Date.now() - count * 60_000;
		const bad = {
			nothing: "",
			garbage: "a.b.c",
			changed: `${token.slice(0, -3)}AAA`,
			expired: await sealToken({ ...scope, now: minutes(6) }, claims, 5 * 60),
			"of a brand": await sealToken({ ...scope, audience: "brand twero" }, claims, 300),
			"of another realm": await sealToken({ ...scope, audience: "account lage-kade" }, claims, 300),
			"of another issuer": await sealToken({ ...scope, issuer: "http://elsewhere.test" }, claims, 300),
			"of another purpose": await sealToken(scopeOf("authenticator"), claims, 300),
			"signed and not sealed": await signToken(scope, claims, 300),
			"of an older epoch": await sealToken(scope, { ...claims, epoch: 0 }, 300),
			"of nobody": await sealToken(scope, { ...claims, sub: "nobody" }, 300),
			"of another key": await sealToken({ ...scope, root: new Uint8Array(32) }, claims, 300),
		};
		for (const [what, wrong] of Object.entries(bad)) {
			const to = visitor.address("account", "/sign-in/second");
			const reply = await visitor.post(to, { token: wrong, code: nextCode(member) });
			expect([what, reply.status, alerts(reply)]).toEqual([what, 422, expect.stringContaining("Het duurde te lang")]);
		}
		const good = await sealToken(scope, claims, 300);
		expect((await visitor.post(visitor.at.href, { token: good, code: nextCode(member) })).status).toBe(303);
	});

	it("is still asked after a new password by mail, and before a closed account opens again", async () => {
		const member = await armed();
		const visitor = newVisitor(world);
		await visitor.post(visitor.address("account", "/reset"), { identifier: member.email });
		await expect.poll(async () => (await letterTo(mail, member.email)).text).toContain("/reset/new");
		const link = new URL((await letterTo(mail, member.email)).links.find((one) => one.includes("/reset/new")) ?? "");
		const password = "zeven groene fietsen zingen";
		await visitor.post(link.href, { code: link.searchParams.get("code") ?? "", new_password: password });
		const renewed = { ...member, password };
		const second = await atSecondStep(renewed);
		expect([second.page.status, await isSignedIn(second.visitor)]).toEqual([200, false]);
		expect((await second.send({ code: nextCode(member) })).status).toBe(303);
		await second.visitor.post(second.visitor.address("account", "/close"));
		const closed = await atSecondStep(renewed);
		expect(closed.page.text).not.toContain("/reopen");
		const offered = await closed.send({ recovery_code: member.codes[1] ?? "" });
		expect([offered.status, offered.text.includes("/reopen")]).toEqual([200, true]);
	});
});

describe("POST /security/authenticator/remove", () => {
	it("turns the code off, with the recovery codes", async () => {
		const { visitor, ...member } = await armed();
		const done = await visitor.post(visitor.address("account", "/security/authenticator/remove"));
		expect([done.status, trips(done)]).toEqual([303, 2]);
		expect((await letterTo(mail, member.email, 3)).subject).toBe("De beveiliging van je account is gewijzigd");
		expect((await signIn({ ...member, visitor }, newVisitor(world))).status).toBe(303);
	});
});

describe("POST /sign-in", () => {
	it("tells the owner of a browser that is new, and not of one that is known", async () => {
		const member = await newMember(world, mail);
		const letters = () => mail.taken.filter(({ to }) => to.includes(member.email)).length;
		expect(letters()).toBe(1);
		const { visitor } = member;
		await visitor.post(visitor.address("account", "/sign-out"));
		expect((await signIn(member, visitor)).status).toBe(303);
		const stranger = newVisitor(world);
		const reply = await signIn(member, stranger);
		expect([reply.status, trips(reply)]).toEqual([303, 2]);
		expect((await letterTo(mail, member.email, 2)).subject).toBe("Ingelogd op een nieuw apparaat");
		await stranger.post(stranger.address("account", "/sign-out"));
		await signIn(member, stranger);
		const other = await newMember(world, mail);
		await signIn(other, stranger);
		await letterTo(mail, other.email, 2);
		expect(letters()).toBe(2);
	});

	it("knows no browser by a cookie that is changed or of another key (T13)", async () => {
		const member = await newMember(world, mail);
		const { host } = new URL(member.visitor.address("account", "/"));
		const token = member.visitor.cookies.get(host)?.get("__Host-device") ?? "";
		expect(token).not.toBe("");
		const forged = await signToken({ ...scopeOf("device"), root: new Uint8Array(32) }, { known: [] }, 300);
		for (const [index, wrong] of [`${token.slice(0, -4)}AAAA`, forged].entries()) {
			const visitor = newVisitor(world);
			visitor.cookies.set(host, new Map([["__Host-device", wrong]]));
			await signIn(member, visitor);
			await letterTo(mail, member.email, index + 2);
		}
	});
});

describe("GET /.well-known/change-password", () => {
	it.each(["twero", "account"])("leads from %s to the security page of the account host", async (name) => {
		const visitor = newVisitor(world);
		const reply = await visitor.get(visitor.address(name, "/.well-known/change-password"));
		expect(reply.status).toBe(302);
		const to = new URL(reply.headers.location ?? "", visitor.at);
		expect(`${to.origin}${to.pathname}`).toBe(visitor.address("account", "/security"));
	});
});

function scopeOf(purpose: TokenPurpose): TokenScope {
	return {
		root: fromBase64(world.secrets.TOKEN_ROOT) ?? new Uint8Array(),
		purpose,
		issuer: `http://account.localhost:${world.worker.url.port}`,
		audience: "account jupiter-media",
		now: Date.now(),
	};
}
