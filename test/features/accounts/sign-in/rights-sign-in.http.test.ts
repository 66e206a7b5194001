import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { codeAt } from "#features/accounts/credentials/authenticator/totp.ts";
import { randomToken } from "#foundation/crypto/random.ts";
import { sealToken, signToken, type TokenPurpose } from "#foundation/crypto/tokens.ts";
import { build } from "#foundation/db/database.ts";
import { HOUR, MINUTE } from "#foundation/time.ts";
import type { Reply } from "../../../support/ask.ts";
import { add, arm, begunSchema, idOf } from "../../../support/factors.ts";
import { bar, offerIn, pressRights, rightsVisitor, type State } from "../../../support/fixtures/rights-session.ts";
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
import { hidden, lifting, newStaff, type StaffMember } from "../../../support/staff.ts";
import { startWorld, type World } from "../../../support/world.ts";

let mail: MailServer;
let world: World;
let moderator: StaffMember;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	moderator = await newStaff(world, "moderator");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const STATES: readonly State[] = ["suspended", "closed"];
const STEP = 30_000;
const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const status = async (visitor: Visitor, path: string) => (await visitor.get(at(visitor, path))).status;
const tokenOf = (visitor: Visitor) =>
	visitor.cookies.get(new URL(at(visitor, "/")).host)?.get("__Host-account") ?? expect.fail("no session");

type Own = Member & { id: string };

async function barred(state: State, before?: (member: Own) => Promise<unknown>): Promise<Own> {
	const member = await newMember(world, mail);
	await enterBrand(member.visitor, "twero");
	const own = { ...member, id: idOf(member) };
	await before?.(own);
	await bar(own, own.id, state, moderator);
	return own;
}

const lift = async ({ id }: Own) => {
	const { visitor } = moderator;
	expect((await visitor.post(at(visitor, `/console/members/${id}/restore`), lifting())).status).toBe(303);
};

const sessionsOf = async ({ id }: Own) => {
	const [rows] = await world.database.read(
		build
			.selectFrom("session")
			.select(["id", "brand_id", "scope", "created_at", "seen_at", "ends_at", "kept_signed_in"])
			.where("member_id", "=", id),
	);
	return rows;
};

const accountOf = async ({ id }: Own) => {
	const [[row], places] = await world.database.read(
		build
			.selectFrom("member")
			.select(["state", "suspended_at", "closed_at", "purge_at", "session_epoch"])
			.where("id", "=", id),
		build.selectFrom("membership").select(["brand_id", "state"]).where("member_id", "=", id),
	);
	return { ...row, places };
};

/** As a page of this service makes one; `issued`: epoch milliseconds. */
function scopeOf(visitor: Visitor, purpose: TokenPurpose, issued = Date.now()) {
	const { iss, aud } = decodeJwt(tokenOf(visitor));
	const root = Buffer.from(world.secrets.TOKEN_ROOT, "base64");
	return { root, purpose, issuer: String(iss), audience: String(aud), now: issued };
}

describe("POST /sign-in/rights", () => {
	it.each(STATES)(
		"opens the privacy rights of a member whose account is %s, and changes nothing of it (T27)",
		async (state) => {
			const own = await barred(state);
			const before = await accountOf(own);
			const visitor = newVisitor(world);
			const page = await signIn(own, visitor);
			expect([page.status, page.headers["set-cookie"]]).toEqual([state === "closed" ? 200 : 403, undefined]);
			expect(page.text).toContain("Je privacyrechten openen");
			const pressed = await pressRights(visitor, offerIn(page));
			expect([pressed.status, trips(pressed)]).toEqual([303, 2]);
			const cookie = /__Host-account=[^,]*/.exec(pressed.headers["set-cookie"] ?? "")?.[0] ?? "";
			expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
			expect(cookie).not.toMatch(/max-age|expires/i);
			const privacy = await visitor.follow(pressed);
			expect([privacy.status, visitor.at.pathname, trips(privacy)]).toEqual([200, "/privacy", 1]);
			const [session, ...others] = await sessionsOf(own);
			expect(others).toEqual([]);
			expect(session).toMatchObject({ scope: "rights", brand_id: "", kept_signed_in: 0 });
			const lasts = Date.parse(session?.ends_at ?? "") - Date.parse(session?.created_at ?? "");
			expect(lasts).toBeLessThanOrEqual(HOUR);
			const { exp = 0 } = decodeJwt(tokenOf(visitor));
			expect(exp * 1000).toBeLessThanOrEqual(Date.parse(session?.ends_at ?? ""));
			expect(await accountOf(own)).toEqual(before);
			for (const path of ["/", "/security", "/profile", "/brands", "/close"])
				expect(await status(visitor, path), path).toBe(303);
			expect(await status(visitor, "/privacy")).toBe(200);
		},
	);

	it.each(STATES)("and its pages offer nothing that it does not open, where the account is %s", async (state) => {
		const own = await barred(state);
		const visitor = await rightsVisitor(world, own);
		const seen = new Set<string>();
		const todo = ["/privacy"];
		for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
			if (seen.has(path)) continue;
			seen.add(path);
			const page = await visitor.get(at(visitor, path));
			expect([path, page.status]).toEqual([path, 200]);
			expect(page.text).toMatch(/alleen ingelogd voor je privacyrechten|signed in for your privacy rights alone/);
			const body = page.text.slice(page.text.indexOf("<body"));
			for (const [, href = ""] of body.matchAll(/(?:href|src|action|formaction)="(\/[^"#]*)"/g)) {
				const to = href.replaceAll("&amp;", "&");
				if (/^(\/en)?\/(assets|sign-out)/.test(to)) continue;
				expect(to, `${path} leads to ${to}`).toMatch(/^(\/en)?\/privacy/);
				// A file is no page.
				if (!to.endsWith(".json")) todo.push(to);
			}
		}
		const pages = ["", "/choices", "/erase", "/export", "/recipients", "/requests", "/restriction", "/statistics"];
		const expected = ["", "/en"].flatMap((prefix) => pages.map((path) => `${prefix}/privacy${path}`));
		expect([...seen].sort()).toEqual(expected.sort());
	});

	it.each(STATES)("takes the second step of an account that is %s before it offers anything", async (state) => {
		let secret = "";
		const own = await barred(state, async (member) => {
			secret = await arm(member);
		});
		const visitor = newVisitor(world);
		const first = await signIn(own, visitor);
		expect(offerIn(first)).toBe("");
		const token = hidden(first, "token");
		const wrong = await visitor.post(at(visitor, "/sign-in/second"), { token, code: "000000" });
		expect([wrong.status, offerIn(wrong)]).toEqual([422, ""]);
		const code = codeAt(secret, Date.now() + STEP);
		const page = await visitor.post(at(visitor, "/sign-in/second"), { token, code });
		const privacy = await visitor.follow(await pressRights(visitor, offerIn(page)));
		expect([privacy.status, visitor.at.pathname]).toEqual([200, "/privacy"]);
	});

	it.each(STATES)("takes a passkey of an account that is %s, and each answer of one once", async (state) => {
		const own = await newMember(world, mail);
		const { passkey } = await add(own);
		await bar(own, idOf(own), state, moderator);
		const visitor = newVisitor(world);
		const options = await visitor.get(at(visitor, "/sign-in/passkey/options"));
		const begun = begunSchema.parse(JSON.parse(options.text));
		const fields = { token: begun.token, response: passkey.answer(begun.options.challenge) };
		const page = await visitor.post(at(visitor, "/sign-in/passkey"), fields);
		const again = await newVisitor(world).post(at(visitor, "/sign-in/passkey"), fields);
		expect([again.status, offerIn(again)]).toEqual([422, ""]);
		const privacy = await visitor.follow(await pressRights(visitor, offerIn(page)));
		expect([privacy.status, visitor.at.pathname]).toEqual([200, "/privacy"]);
	});

	it("opens nothing twice, late, for something else, from elsewhere or changed (T10, T13)", async () => {
		const own = await barred("suspended");
		const visitor = newVisitor(world);
		const offer = offerIn(await signIn(own, visitor));
		expect((await pressRights(visitor, offer)).status).toBe(303);
		const claims = { sub: own.id, epoch: 2 };
		const offerAt = (purpose: TokenPurpose, issued: number, extra = {}) =>
			sealToken(scopeOf(visitor, purpose, issued), { ...claims, jti: randomToken(), ...extra }, 15 * 60);
		const now = Date.now();
		const foreign = scopeOf(visitor, "rights_offer");
		const refused: [what: string, offer: string][] = [
			["pressed before", offer],
			["late", await offerAt("rights_offer", now - 16 * MINUTE)],
			["for something else", await offerAt("second_factor", now)],
			[
				"of another operator",
				await sealToken({ ...foreign, audience: "account lage-kade" }, { ...claims, jti: "x" }, 60),
			],
			["of an earlier epoch", await offerAt("rights_offer", now, { epoch: 1 })],
			["of nobody", await offerAt("rights_offer", now, { sub: "0".repeat(36) })],
			["without a number of its own", await offerAt("rights_offer", now, { jti: undefined })],
			["changed", `${offer.slice(0, -4)}AAAA`],
			["empty", ""],
		];
		for (const [what, value] of refused) {
			const browser = newVisitor(world);
			const reply = await pressRights(browser, value);
			expect([what, reply.status, reply.headers["set-cookie"]]).toEqual([what, 422, undefined]);
			expect(reply.text).toContain("Het duurde te lang. Log opnieuw in.");
		}
		// The same, made rightly, opens: what was refused above was refused for what it is said to be.
		expect((await pressRights(newVisitor(world), await offerAt("rights_offer", now))).status).toBe(303);
	});

	it("opens nothing once the account was reinstated, reopened, or taken for erasure", async () => {
		const suspended = await barred("suspended");
		const offered = offerIn(await signIn(suspended, newVisitor(world)));
		await lift(suspended);
		expect((await pressRights(newVisitor(world), offered)).status).toBe(422);

		const closed = await barred("closed");
		const visitor = newVisitor(world);
		const page = await signIn(closed, visitor);
		const late = offerIn(page);
		const open = await rightsVisitor(world, closed);
		const reopened = await visitor.post(at(visitor, "/reopen"), { offer: hidden(page, "offer") });
		expect(reopened.headers.location).toBe("/");
		expect((await pressRights(newVisitor(world), late)).status).toBe(422);
		// What was opened before ended with the epoch.
		expect(await status(open, "/privacy")).toBe(303);

		const erased = await barred("closed");
		const taken = offerIn(await signIn(erased, newVisitor(world)));
		const session = await rightsVisitor(world, erased);
		await world.database.write(
			build.updateTable("member").set({ erasing_at: new Date().toISOString() }).where("id", "=", erased.id),
		);
		expect((await pressRights(newVisitor(world), taken)).status).toBe(422);
		expect(await status(session, "/privacy")).toBe(303);
		const refused = await signIn(erased, newVisitor(world));
		expect([offerIn(refused), refused.headers["set-cookie"]]).toEqual(["", undefined]);
		expect(refused.text).toContain("Je account wordt gewist");
		expect(refused.text).not.toContain('action="/reopen"');
	});

	it("opens them for an account that is closed beyond its day and not erased, and offers no reopening", async () => {
		const own = await barred("closed");
		await world.database.write(
			build.updateTable("member").set({ purge_at: "2026-01-02T11:00:00.000Z" }).where("id", "=", own.id),
		);
		const visitor = newVisitor(world);
		const page = await signIn(own, visitor);
		expect(page.text).toContain("Heropenen kon tot 2 januari 2026.");
		expect(page.text).not.toContain('action="/reopen"');
		expect((await pressRights(visitor, offerIn(page))).status).toBe(303);
	});

	it("tells the owner by mail where the browser is new to the account, and not how it is not to be secured (T27)", async () => {
		const own = await barred("suspended");
		await rightsVisitor(world, own);
		const letter = await letterWith(own, ({ subject }) => subject === "Ingelogd op een nieuw apparaat");
		expect(letter.text.replaceAll(/\s+/g, " ")).toContain("Alleen de pagina's van je privacyrechten");
		expect(letter.links.map((link) => new URL(link).pathname)).toContain("/reset");
		expect(letter.links.map((link) => new URL(link).pathname)).not.toContain("/security");
	});

	it("says nothing of the state of an account to a wrong password (T25)", async () => {
		const active = await newMember(world, mail);
		const answers = [];
		for (const own of [active, await barred("suspended"), await barred("closed")]) {
			const reply = await signIn({ ...own, password: "iets heel anders" }, newVisitor(world));
			answers.push([
				reply.status,
				trips(reply),
				reply.text.replaceAll(own.name, "NAME").replace(/name="token" value="[^"]+"/g, ""),
			]);
		}
		expect(answers[1]).toEqual(answers[0]);
		expect(answers[2]).toEqual(answers[0]);
	});
});

describe("a session for privacy rights", () => {
	it.each(STATES)("is never exchanged for one on a brand, where the account is %s (T10)", async (state) => {
		const own = await barred(state);
		const visitor = await rightsVisitor(world, own);
		await beginSignIn(visitor, "twero");
		expect(visitor.at.pathname).toBe("/sign-in");
		const authorize = visitor.at.href.replace("/sign-in", "/authorize");
		const agreed = await visitor.post(authorize, { terms: "yes", membership: "yes" });
		expect(new URL(agreed.headers.location ?? "", authorize).pathname).toBe("/sign-in");
		// With the ticket of its own beginning, too.
		const other = newVisitor(world);
		await beginSignIn(other, "twero");
		const flow = other.at.search.slice(1);
		const page = await other.post(other.at.href, { identifier: own.name, password: own.password });
		const pressed = await pressRights(other, offerIn(page));
		const done = await other.get(`${pressed.headers.location}&${flow}`);
		expect(new URL(done.headers.location ?? "", other.at).pathname).toBe("/authorize");
		expect((await other.follow(done)).status).toBe(200);
		expect(other.at.pathname).toBe("/sign-in");
		const [codes] = await world.database.read(
			build.selectFrom("sign_in_code").select("member_id").where("member_id", "=", own.id),
		);
		expect([codes, (await sessionsOf(own)).map(({ brand_id }) => brand_id)]).toEqual([[], ["", ""]]);
		const stolen = newVisitor(world);
		const jar = new Map([["__Host-session", tokenOf(visitor)]]);
		stolen.cookies.set(new URL(stolen.address("twero", "/")).host, jar);
		expect((await stolen.get(stolen.address("twero", "/me"))).headers.location).toBe("/login");
	});

	it("stays what it is after the account is reinstated, and a full sign-in takes its place", async () => {
		const own = await barred("suspended");
		const visitor = await rightsVisitor(world, own);
		await lift(own);
		expect([await status(visitor, "/privacy"), await status(visitor, "/"), await status(visitor, "/security")]).toEqual(
			[200, 303, 303],
		);
		await beginSignIn(visitor, "twero");
		expect(visitor.at.pathname).toBe("/sign-in");
		const security = newVisitor(world);
		expect((await signIn(own, security)).status).toBe(303);
		expect((await security.get(at(security, "/security"))).text).toContain("alleen je privacyrechten");
		// The browser's previous session ends with the sign-in (OWASP ASVS 5.0 7.2.4).
		const before = tokenOf(visitor);
		expect((await signIn(own, visitor)).status).toBe(303);
		expect(await status(visitor, "/")).toBe(200);
		expect((await sessionsOf(own)).map(({ scope }) => scope)).toEqual(["full", "full"]);
		const old = newVisitor(world);
		old.cookies.set(new URL(at(old, "/")).host, new Map([["__Host-account", before]]));
		expect(await status(old, "/privacy")).toBe(303);
	});

	it("is not renewed, and ends an hour after the account was proved however it is used", async () => {
		const own = await barred("suspended");
		const visitor = await rightsVisitor(world, own);
		const [session] = await sessionsOf(own);
		const jar = visitor.cookies.get(new URL(at(visitor, "/")).host) ?? expect.fail();
		// A token that would be renewed if it were another's: of long ago, and of a longer life than this service gives.
		const long = Date.now() - 13 * HOUR;
		const claims = { sid: session?.id, sub: own.id };
		jar.set("__Host-account", await signToken(scopeOf(visitor, "rights_session", long), claims, (20 * HOUR) / 1000));
		const page = await visitor.get(at(visitor, "/privacy"));
		expect([page.status, page.headers["set-cookie"], trips(page)]).toEqual([200, undefined, 1]);
		expect(await sessionsOf(own)).toEqual([session]);
		const old = new Date(Date.now() - HOUR - 1).toISOString();
		const over = new Date(Date.now() - 1).toISOString();
		await world.database.write(
			build.updateTable("session").set({ created_at: old, ends_at: over }).where("member_id", "=", own.id),
		);
		expect(await status(visitor, "/privacy")).toBe(303);
	});

	it("counts its hour from the proof, not from the button", async () => {
		const own = await barred("closed");
		const visitor = await rightsVisitor(world, own);
		const proved = Math.floor((Date.now() - 14 * MINUTE) / 1000) * 1000;
		const claims = { sub: own.id, epoch: (await accountOf(own)).session_epoch, jti: randomToken() };
		const offer = await sealToken(scopeOf(visitor, "rights_offer", proved), claims, 15 * 60);
		expect((await pressRights(newVisitor(world), offer)).status).toBe(303);
		const session = (await sessionsOf(own)).find(({ created_at }) => Date.parse(created_at) === proved);
		expect(session?.ends_at).toBe(new Date(proved + HOUR).toISOString());
	});

	it("is no other session to the database, and no longer one", async () => {
		const own = await barred("suspended");
		await rightsVisitor(world, own);
		const [[row]] = await world.database.read(build.selectFrom("session").selectAll().where("member_id", "=", own.id));
		if (row === undefined) return expect.fail("no session");
		const update = (change: object) =>
			world.database.write(build.updateTable("session").set(change).where("id", "=", row.id));
		const insert = (change: object) =>
			world.database.write(build.insertInto("session").values({ ...row, id: randomToken(), ...change }));
		await expect(update({ scope: "full" })).rejects.toThrow();
		await expect(update({ ends_at: new Date(Date.parse(row.created_at) + HOUR + 1).toISOString() })).rejects.toThrow();
		await expect(update({ kept_signed_in: 1 })).rejects.toThrow();
		await expect(update({ brand_id: "twero" })).rejects.toThrow();
		await expect(insert({ epoch: row.epoch + 1 })).rejects.toThrow();
		await expect(insert({ scope: "half" })).rejects.toThrow();
		const active = await newMember(world, mail);
		await expect(insert({ member_id: idOf(active), epoch: 1 })).rejects.toThrow();
		await insert({});
	});

	it.each<[string, (own: Own, visitor: Visitor) => Promise<unknown>]>([
		["signing out", (_, visitor) => visitor.post(at(visitor, "/sign-out"))],
		["a new password by mail", resetPassword],
		[
			"a suspension after it was lifted",
			async (own) => {
				await lift(own);
				await bar(own, own.id, "suspended", moderator);
			},
		],
	])("ends by %s", async (_what, act) => {
		const own = await barred("suspended");
		const visitor = await rightsVisitor(world, own);
		const token = tokenOf(visitor);
		await act(own, visitor);
		visitor.cookies.set(new URL(at(visitor, "/")).host, new Map([["__Host-account", token]]));
		expect(await status(visitor, "/privacy")).toBe(303);
		expect(await sessionsOf(own)).toEqual([]);
	});
});

type Letter = Awaited<ReturnType<typeof letterTo>>;

/** Once it is the newest that came: others are on their way too. */
const letterWith = (own: Own, isIt: (letter: Letter) => boolean): Promise<Letter> =>
	vi.waitFor(
		async () => {
			const letter = await letterTo(mail, own.email);
			expect(isIt(letter), letter.subject).toBe(true);
			return letter;
		},
		{ timeout: 15_000, interval: 100 },
	);

async function resetPassword(own: Own): Promise<void> {
	const visitor = newVisitor(world);
	await visitor.post(at(visitor, "/reset"), { identifier: own.email });
	const isReset = (one: string) => one.includes("/reset/new");
	const { links } = await letterWith(own, ({ links }) => links.some(isReset));
	const link = new URL(links.find(isReset) ?? expect.fail("no link"));
	const fields = { code: link.searchParams.get("code") ?? "", new_password: `zeven wilgen ${own.name}` };
	expect((await visitor.post(at(visitor, "/reset/new"), fields)).status).toBe(200);
}
