import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64 } from "#foundation/crypto/random.ts";
import { readToken, signToken } from "#foundation/crypto/tokens.ts";
import { build } from "#foundation/db/database.ts";
import type { Reply } from "../../../support/ask.ts";
import {
	enterBrand,
	letterTo,
	type Member,
	newMember,
	newVisitor,
	signIn,
	type Visitor,
} from "../../../support/member.ts";
import { type MailServer, startMailServer } from "../../../support/smtp.ts";
import { invitationFor, newStaff } from "../../../support/staff.ts";
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

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const isIn = async (visitor: Visitor) => (await visitor.get(at(visitor, "/"))).status === 200;
const ago = (time: number) => new Date(Date.now() - time).toISOString();

/** The row of a browser's session on the account host: its id stands in the token, for its bearer to read. */
const idOf = (visitor: Visitor) => {
	const token = visitor.cookies.get(new URL(at(visitor, "/")).host)?.get("__Host-account") ?? expect.fail("no session");
	const { sid } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
	return String(sid);
};

async function rowOf(visitor: Visitor) {
	const [[row]] = await world.database.read(
		build.selectFrom("session").select(["created_at", "seen_at", "ends_at"]).where("id", "=", idOf(visitor)),
	);
	return row ?? expect.fail("no row");
}

const change = (visitor: Visitor, values: { created_at?: string; ends_at?: string }) =>
	world.database.write(build.updateTable("session").set(values).where("id", "=", idOf(visitor)));

const signInFor = (member: Member, visitor: Visitor, fields: Record<string, string>): Promise<Reply> =>
	visitor.post(at(visitor, "/sign-in"), { identifier: member.name, password: member.password, ...fields });

/** Puts back what a token says of when it was made, as if its bearer had come here before. */
async function aged(visitor: Visitor, time: number): Promise<void> {
	const { host } = new URL(at(visitor, "/"));
	const jar = visitor.cookies.get(host) ?? expect.fail("no cookies");
	const scope = {
		root: fromBase64(world.secrets.TOKEN_ROOT) ?? expect.fail("no root"),
		purpose: "session",
		issuer: new URL(at(visitor, "/")).origin,
		audience: "account jupiter-media",
	} as const;
	const claims = (await readToken({ ...scope, now: Date.now() }, jar.get("__Host-account") ?? "")) ?? {};
	jar.set("__Host-account", await signToken({ ...scope, now: Date.now() - time }, claims, (30 * DAY) / 1000));
}

describe("the end of a member's session", () => {
	it("comes after twelve hours, or thirty days where one asked to stay, and the row decides (T11)", async () => {
		const member = await newMember(world, mail);
		for (const [fields, lifetime] of [
			[{}, 12 * HOUR],
			[{ keep: "yes" }, 30 * DAY],
		] as const) {
			const visitor = newVisitor(world);
			expect((await signInFor(member, visitor, fields)).status).toBe(303);
			const { created_at, ends_at } = await rowOf(visitor);
			expect(Date.parse(ends_at) - Date.parse(created_at)).toBe(lifetime);
			await change(visitor, { ends_at: ago(-2_000) });
			expect(await isIn(visitor)).toBe(true);
			await change(visitor, { ends_at: ago(0) });
			expect(await isIn(visitor)).toBe(false);
		}
	});

	it("moves on with use, and never beyond thirty days after signing in (T11)", async () => {
		const member = await newMember(world, mail);
		for (const fields of [{}, { keep: "yes" }]) {
			const visitor = newVisitor(world);
			await signInFor(member, visitor, fields);
			const begun = ago(30 * DAY - 3 * HOUR);
			await change(visitor, { created_at: begun, ends_at: ago(-2 * HOUR) });
			await aged(visitor, 25 * HOUR);
			expect(await isIn(visitor)).toBe(true);
			const { seen_at, ends_at } = await rowOf(visitor);
			expect(Date.now() - Date.parse(seen_at)).toBeLessThan(60_000);
			expect(Date.parse(ends_at)).toBe(Date.parse(begun) + 30 * DAY);
		}
		const young = newVisitor(world);
		await signInFor(member, young, {});
		await change(young, { ends_at: ago(-HOUR) });
		await aged(young, 2 * HOUR);
		expect(await isIn(young)).toBe(true);
		expect(Date.parse((await rowOf(young)).ends_at) - Date.now()).toBeGreaterThan(11 * HOUR);
	});

	it("leaves nothing in the browser: its pages are cleared with the cookie", async () => {
		const { visitor } = await newMember(world, mail);
		await enterBrand(visitor, "twero");
		const staff = await newStaff(world, "support");
		for (const reply of [
			await visitor.post(visitor.address("twero", "/logout")),
			await visitor.post(at(visitor, "/sign-out")),
			await staff.visitor.post(at(visitor, "/console/sign-out")),
		]) {
			expect(reply.status).toBe(303);
			expect(reply.headers["set-cookie"]).toMatch(/Max-Age=0/);
			// Never "cookies": that would take those of every other name of the domain along.
			expect(reply.headers["clear-site-data"]).toBe('"cache", "storage"');
		}
	});
});

describe("the cookie of a member's session", () => {
	it("P24 keeps a member signed in as long as they asked, for this host and no script, and remembers the language", async () => {
		const member = await newMember(world, mail);
		const shape = /^__Host-account=[\w.-]+; (Max-Age=2592000; )?Path=\/; HttpOnly; Secure; SameSite=Lax/;
		const plain = await signInFor(member, newVisitor(world), {});
		expect(plain.headers["set-cookie"]).toMatch(shape);
		expect(plain.headers["set-cookie"]).not.toMatch(/__Host-account=[^,]*Max-Age/);
		const visitor = newVisitor(world);
		const kept = await signInFor(member, visitor, { keep: "yes" });
		expect(kept.headers["set-cookie"]).toMatch(shape);
		expect(kept.headers["set-cookie"]).toMatch(/__Host-account=[^,]*Max-Age=2592000/);
		expect(kept.headers["set-cookie"]).not.toMatch(/Domain/i);
		await visitor.follow(await visitor.get(visitor.address("twero", "/login")));
		const back = await visitor.post(visitor.at.href, { terms: "yes", membership: "yes" });
		const onBrand = await visitor.get(back.headers.location ?? "");
		expect(onBrand.headers["set-cookie"]).toMatch(
			/__Host-session=[\w.-]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax/,
		);
		expect((await visitor.get(visitor.address("twero", "/me"))).status).toBe(200);
		const home = await visitor.get(visitor.address("twero", "/"));
		expect([home.status, home.headers.location]).toEqual([303, "/me"]);
		const chosen = await visitor.post(visitor.address("twero", "/language"), { locale: "en", path: "/me" });
		expect(chosen.headers["set-cookie"]).toMatch(
			/^__Host-language=en; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
		);
		const front = await visitor.get(visitor.address("twero", "/"));
		expect([front.status, front.headers.location]).toEqual([302, "/en"]);
		const english = await visitor.get(visitor.address("twero", "/en/me"));
		expect(english.text).toMatch(/<html lang="en".*<h1[^>]*>Welcome/s);
	});
});

describe("pages of who is signed in", () => {
	it("have a button to sign out on each of them", async () => {
		const { visitor } = await newMember(world, mail);
		await enterBrand(visitor, "twero");
		const own = ["/", "/profile", "/profile/twero", "/brands", "/brands/twero/leave", "/notifications", "/privacy"];
		const security = ["/security", "/security/passkeys", "/security/authenticator", "/security/email", "/close"];
		for (const path of [...own, ...security]) {
			const page = await visitor.get(at(visitor, path));
			expect([path, page.status]).toEqual([path, 200]);
			expect(page.text, path).toMatch(/<form [^>]*action="\/sign-out"/);
		}
		const staff = await newStaff(world, "operator");
		for (const path of ["/console", "/console/members", "/console/staff"])
			expect((await staff.visitor.get(at(visitor, path))).text, path).toMatch(/action="\/console\/sign-out"/);
		expect((await visitor.get(visitor.address("twero", "/me"))).text).toMatch(/action="\/logout"/);
	});
});

describe("a world that begins", () => {
	it("has no account of a member or of staff that anybody could sign in to", async () => {
		const fresh = await startWorld();
		const [members, staff] = await fresh.database.read(
			build.selectFrom("member").select("id"),
			build.selectFrom("staff").select("id"),
		);
		await fresh.stop();
		expect([members, staff]).toEqual([[], []]);
	});
});

describe("a field for a password", () => {
	it("hides what is typed, says to password managers what it is for, and nothing keeps anybody from pasting", async () => {
		const member = await newMember(world, mail);
		const { visitor } = member;
		const stranger = newVisitor(world);
		await visitor.post(at(visitor, "/reset"), { identifier: member.name });
		const { links } = await letterTo(mail, member.email, 2);
		const { path: enrol } = await invitationFor(world, "support", "velden@werk.test");
		await change(visitor, { created_at: ago(HOUR) });
		const pages: [Visitor, string, string[]][] = [
			[stranger, at(stranger, "/sign-in"), ["current-password"]],
			[stranger, at(stranger, "/join?brand=twero"), ["new-password"]],
			[stranger, links.find((link) => link.includes("/reset/new")) ?? "", ["new-password"]],
			[stranger, at(stranger, "/console/sign-in"), ["current-password"]],
			[stranger, at(stranger, enrol), ["new-password"]],
			[visitor, at(visitor, "/security"), ["current-password", "new-password"]],
			[visitor, at(visitor, "/security/email"), ["current-password"]],
			[visitor, at(visitor, "/security/authenticator"), ["current-password"]],
		];
		for (const [who, address, uses] of pages) {
			const { status, text } = await who.get(address);
			expect([address, status]).toEqual([address, 200]);
			const fields = [...text.matchAll(/<input [^>]*name="[a-z_]*password"[^>]*>/g)].map(([field]) => field);
			expect(fields.map((field) => /autocomplete="([^"]*)"/.exec(field)?.[1])).toEqual(uses);
			for (const field of fields) expect(field).toContain('type="password"');
			expect(text, address).not.toMatch(/ onpaste| ondrop| readonly|name="[a-z_]*(question|hint|answer)/i);
			// Scripts of ours, which know no password: of passkeys, and of a member's quick exit.
			const isSignIn = address.endsWith("/sign-in") && !address.includes("console");
			const scripts = [...(isSignIn ? ["/assets/passkey"] : []), ...(who === visitor ? ["/assets/leave"] : [])];
			expect(
				[...text.matchAll(/<script src="([^"]+)"/g)].map(([, src]) => src?.replace(/-[0-9a-f]+\.js.*/, "")),
			).toEqual(scripts);
		}
	});

	it("takes no password that is the brand's name and little else, also where it is changed", async () => {
		const member = await newMember(world, mail);
		const { visitor } = member;
		const fields = { current_password: member.password, new_password: "geilesexsiteQ7" };
		const reply = await visitor.post(at(visitor, "/security/password?brand=geilesexsite"), fields);
		expect(reply.status).toBe(422);
		expect(reply.text).toContain("de naam van deze site");
		expect((await signIn(member, newVisitor(world))).status).toBe(303);
	});
});
