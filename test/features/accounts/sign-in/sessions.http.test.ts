import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { idOf } from "../../../support/factors.ts";
import {
	beginSignIn,
	enterBrand,
	letterTo,
	type Member,
	newMember,
	newVisitor,
	signIn,
	type Visitor,
} from "../../../support/member.ts";
import { type MailServer, startMailServer } from "../../../support/smtp.ts";
import { startWorld, type World } from "../../../support/world.ts";

let mail: MailServer;
let world: World;
let member: Member;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	member = await newMember(world, mail);
	await enterBrand(member.visitor, "twero");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const hostOf = (visitor: Visitor, name: string) => new URL(visitor.address(name, "/")).host;
const jar = (visitor: Visitor, name: string) => visitor.cookies.get(hostOf(visitor, name)) ?? new Map<string, string>();

/** Who a brand says is signed in, or where it sends them. */
async function seenOn(visitor: Visitor, brand: string): Promise<string> {
	const reply = await visitor.get(visitor.address(brand, "/me"));
	return reply.status === 200
		? (/<h1>([^<]*)/.exec(reply.text)?.[1] ?? "")
		: `${reply.status} ${reply.headers.location}`;
}

const OUT = "303 /login";

/** Up to the code, which is not shown to the brand yet. */
async function withCode(visitor: Visitor, brand: string): Promise<URL> {
	await beginSignIn(visitor, brand);
	const given = await visitor.post(visitor.at.href, { terms: "yes", membership: "yes" });
	return new URL(given.headers.location ?? "");
}

describe("GET /login/callback", () => {
	it("spends a code once, for the browser, brand and state that it was given to (T10)", async () => {
		const callback = await withCode(member.visitor, "twero");
		const elsewhere = newVisitor(world);
		expect((await elsewhere.get(callback.href)).status).toBe(400);
		expect((await member.visitor.get(callback.href)).headers.location).toBe("/me");
		expect((await member.visitor.get(callback.href)).status).toBe(400);

		const second = await withCode(member.visitor, "twero");
		const wrongState = new URL(second);
		wrongState.searchParams.set("state", "A".repeat(22));
		expect((await member.visitor.get(wrongState.href)).status).toBe(400);
	});

	it("refuses a code of another brand, with that brand's own transaction (T10)", async () => {
		const callback = await withCode(member.visitor, "twero");
		await member.visitor.follow(await member.visitor.get(member.visitor.address("geilesexsite", "/login")));
		const state = member.visitor.at.searchParams.get("state") ?? "";
		const moved = member.visitor.address(
			"geilesexsite",
			`/login/callback?code=${callback.searchParams.get("code")}&state=${state}`,
		);
		expect((await member.visitor.get(moved)).status).toBe(400);
	});

	it("refuses a code that was given to another browser, with this browser's own transaction (T10)", async () => {
		const stolen = (await withCode(member.visitor, "twero")).searchParams.get("code") ?? "";
		const thief = newVisitor(world);
		await thief.follow(await thief.get(thief.address("twero", "/login")));
		const state = thief.at.searchParams.get("state") ?? "";
		expect(state).toMatch(/^[\w-]{22}$/);
		const reply = await thief.get(thief.address("twero", `/login/callback?code=${stolen}&state=${state}`));
		expect(reply.status).toBe(400);
		expect(await seenOn(thief, "twero")).toBe(OUT);
	});

	it("refuses a code that is older than its minute", async () => {
		const callback = await withCode(member.visitor, "twero");
		const past = new Date(Date.now() - 1).toISOString();
		await world.database.write(build.updateTable("sign_in_code").set({ expires_at: past }));
		expect((await member.visitor.get(callback.href)).status).toBe(400);
	});

	it.each(["", "code=x", "state=x", "code=&state=", "code=%00&state=%ff", `code=${"x".repeat(5_000)}&state=y`])(
		"answers 400 to ?%s",
		async (query) => {
			expect((await newVisitor(world).get(newVisitor(world).address("twero", `/login/callback?${query}`))).status).toBe(
				400,
			);
		},
	);
});

describe("a session", () => {
	beforeAll(async () => {
		await enterBrand(member.visitor, "twero");
	});

	it("counts on its own host and on no other (T10)", async () => {
		expect(await seenOn(member.visitor, "twero")).toBe("Welkom");
		expect(idOf(member, "twero")).toBe(idOf(member));
		const stolen = jar(member.visitor, "twero").get("__Host-session") ?? "";
		const account = jar(member.visitor, "account").get("__Host-account") ?? "";
		expect(stolen).not.toBe("");
		const other = newVisitor(world);
		const asks: [string, string, string][] = [
			["geilesexsite", "__Host-session", stolen],
			["harbour", "__Host-session", stolen],
			["twero", "__Host-session", account],
			["twero", "__Host-account", account],
		];
		for (const [brand, name, value] of asks) {
			const reply = await other.get(other.address(brand, "/me"), { Cookie: `${name}=${value}` });
			expect([brand, name, reply.status, reply.headers.location]).toEqual([brand, name, 303, "/login"]);
		}
		const onAccount = await other.get(other.address("account", "/"), { Cookie: `__Host-account=${stolen}` });
		expect(onAccount.status).toBe(303);
	});

	it("is no token that somebody else made or moved (T13)", async () => {
		const token = jar(member.visitor, "twero").get("__Host-session") ?? "";
		const [header = "", payload = "", signature = ""] = token.split(".");
		const decoded = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
		const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
		const { alg: _alg, ...rest } = JSON.parse(Buffer.from(header, "base64url").toString());
		const own = await new SignJWT(decoded).setProtectedHeader({ ...rest, alg: "HS256" }).sign(new Uint8Array(32));
		const forged = [
			`${encode({ ...rest, alg: "none" })}.${payload}.`,
			`${header}.${encode({ ...decoded, sub: "00000000-0000-7000-8000-000000000000" })}.${signature}`,
			`${header}.${payload}.${signature.slice(0, -2)}AA`,
			`${encode({ ...rest, alg: "HS256", kid: "2020-01" })}.${payload}.${signature}`,
			own,
			"x",
			"..",
		];
		for (const value of forged) {
			const reply = await member.visitor.get(member.visitor.address("twero", "/me"), {
				Cookie: `__Host-session=${value}`,
			});
			expect([value.slice(0, 20), reply.status]).toEqual([value.slice(0, 20), 303]);
		}
	});

	it("has a new id at each sign-in, and is dead after it ends (T10, T11)", async () => {
		const visitor = newVisitor(world);
		await signIn(member, visitor);
		const first = jar(visitor, "account").get("__Host-account");
		await signIn(member, visitor);
		const second = jar(visitor, "account").get("__Host-account") ?? "";
		expect(second).not.toBe(first);
		await visitor.post(visitor.address("account", "/sign-out"));
		const replayed = await visitor.get(visitor.address("account", "/"), { Cookie: `__Host-account=${second}` });
		expect(replayed.status).toBe(303);
	});

	it("costs a page one trip to the database, keys included", async () => {
		for (const path of ["/", "/brands", "/security", "/notifications", "/close"]) {
			const reply = await member.visitor.get(member.visitor.address("account", path));
			expect([path, reply.status, reply.headers["server-timing"]?.slice(0, 11)]).toEqual([path, 200, 'db;desc="1"']);
		}
		const me = await member.visitor.get(member.visitor.address("twero", "/me"));
		expect(me.headers["server-timing"]).toMatch(/^db;desc="1"/);
	});
});

describe("every session of a member", () => {
	it("ends with a new password, but for the browser that set it; the owner is told (T11)", async () => {
		const own = await newMember(world, mail);
		await enterBrand(own.visitor, "twero");
		const other = newVisitor(world);
		await signIn(own, other);
		const form = own.visitor.address("account", "/security/password");
		const wrong = await own.visitor.post(form, { current_password: "iets anders", new_password: "zes rode olifanten" });
		expect(wrong.status).toBe(422);
		const done = await own.visitor.post(form, { current_password: own.password, new_password: "zes rode olifanten" });
		expect(done.status).toBe(303);
		expect((await own.visitor.get(own.visitor.address("account", "/"))).status).toBe(200);
		expect((await other.get(other.address("account", "/"))).status).toBe(303);
		expect(await seenOn(own.visitor, "twero")).toBe(OUT);
		expect((await letterTo(mail, own.email, 3)).subject).toMatch(/wachtwoord/i);
		expect((await signIn(own, newVisitor(world))).status).toBe(422);
		expect((await signIn({ ...own, password: "zes rode olifanten" }, newVisitor(world))).status).toBe(303);
	});

	it("can be ended one by one and all at once, and none of another's", async () => {
		const own = await newMember(world, mail);
		const second = newVisitor(world);
		await signIn(own, second);
		const page = await own.visitor.get(own.visitor.address("account", "/security"));
		const ends = [...page.text.matchAll(/action="(\/security\/sessions\/[^"/]+\/end)/g)].map(([, path]) => path ?? "");
		expect(ends.length).toBe(2);
		const [first = "", last = ""] = ends;
		// Another member who knows the address of it ends nothing.
		await member.visitor.post(member.visitor.address("account", first));
		await member.visitor.post(member.visitor.address("account", last));
		expect((await second.get(second.address("account", "/"))).status).toBe(200);
		await own.visitor.post(own.visitor.address("account", "/security/sessions/end"));
		expect((await second.get(second.address("account", "/"))).status).toBe(303);
		expect((await own.visitor.get(own.visitor.address("account", "/"))).status).toBe(303);
	});

	it("POST /security/sessions/:session/end ends that one and leaves the others (P26)", async () => {
		const own = await newMember(world, mail);
		const second = newVisitor(world);
		await signIn(own, second);
		const isIn = async () =>
			Promise.all(
				[own.visitor, second].map(async (one) => (await one.get(one.address("account", "/"))).status === 200),
			);
		const page = await second.get(second.address("account", "/security"));
		const ends = [...page.text.matchAll(/action="(\/security\/sessions\/[^"/]+\/end)/g)].map(([, path]) => path ?? "");
		expect([ends.length, await isIn()]).toEqual([2, [true, true]]);
		const kept = [own.visitor, second].map(({ cookies }) => structuredClone(cookies));
		await second.post(second.address("account", ends[0] ?? ""));
		// The session is gone, and not only the cookie of the browser that ended it.
		for (const [index, one] of [own.visitor, second].entries()) one.cookies = kept[index] ?? new Map();
		expect((await isIn()).sort()).toEqual([false, true]);
	});

	it("ends when the account closes; it opens again with its password and asks every consent anew (P34, P37)", async () => {
		const own = await newMember(world, mail);
		await enterBrand(own.visitor, "twero");
		const closed = await own.visitor.post(own.visitor.address("account", "/close"));
		expect(closed.text).toContain("Je account is gesloten");
		expect(await seenOn(own.visitor, "twero")).toBe(OUT);
		const visitor = newVisitor(world);
		const offer = await signIn(own, visitor);
		expect(offer.headers["set-cookie"]).toBeUndefined();
		const token = /name="offer" value="([^"]+)"/.exec(offer.text)?.[1] ?? "";
		expect((await visitor.post(visitor.address("account", "/reopen"), { offer: `${token}x` })).headers.location).toBe(
			"/sign-in",
		);
		expect((await visitor.post(visitor.address("account", "/reopen"), { offer: token })).headers.location).toBe("/");
		expect((await visitor.post(visitor.address("account", "/reopen"), { offer: token })).headers.location).toBe(
			"/sign-in",
		);
		await visitor.follow(await visitor.get(visitor.address("twero", "/login")));
		const page = await visitor.get(visitor.at.href);
		expect(page.text).toContain('name="membership"');
		expect(page.text).toContain("<h1>Terug op Twero</h1>");
		expect(page.text).not.toMatch(/Onze vraag is veranderd|Voor het eerst op|Word lid van/);
		const refused = await visitor.post(visitor.at.href, { terms: "yes" });
		expect(refused.status).toBe(422);
	});
});

describe("a brand", () => {
	it("never names another, nor tells that a member is on it (T9)", async () => {
		const own = await newMember(world, mail);
		await enterBrand(own.visitor, "geilesexsite");
		const member = own.visitor;
		// The operator's own mailbox, on every brand of it, to members and to all others.
		const OFFICER = "compliance@twero.com";
		for (const path of ["/me", "/privacy/rights", "/terms", "/nowhere"]) {
			const { text } = await member.get(member.address("geilesexsite", path));
			expect(text, path).toContain("</html>");
			expect(text.replaceAll(OFFICER, "").toLowerCase(), path).not.toContain("twero");
		}
		// These lead a member on, and two of them a visitor: where to, and with which cookies, stands in the headers.
		for (const visitor of [member, newVisitor(world)])
			for (const path of ["/", "/login", "/join"]) {
				const { headers, text } = await visitor.get(visitor.address("geilesexsite", path));
				expect(headers.location ?? text, path).toMatch(/^(\/|http:)|<\/html>/);
				expect((JSON.stringify(headers) + text).toLowerCase(), path).not.toContain("twero");
			}
	});
});
