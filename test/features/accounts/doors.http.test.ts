import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { codeAt } from "#features/accounts/credentials/authenticator/totp.ts";
import { build } from "#foundation/db/database.ts";
import { arm, idOf } from "../../support/factors.ts";
import { enterBrand, type Member, newMember, newVisitor, signIn, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { hidden, lifting, newStaff, type StaffMember, suspending } from "../../support/staff.ts";
import { startWorld, type World } from "../../support/world.ts";

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

const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const STEP = 30_000;

/** The newest link to a path in the mails to an address, once so many have come. */
async function linkTo(address: string, path: string, count = 1): Promise<string> {
	const links = async () => {
		const mails = mail.taken.filter(({ to }) => to.includes(address));
		const texts = await Promise.all(mails.map(async ({ raw }) => (await PostalMime.parse(raw)).text ?? ""));
		return texts.flatMap((text) => text.match(/http:\/\/[^\s>)]+/g) ?? []).filter((link) => link.includes(path));
	};
	await vi.waitFor(async () => expect((await links()).length).toBeGreaterThanOrEqual(count), {
		timeout: 15_000,
		interval: 50,
	});
	return new URL((await links()).at(-1) ?? "").searchParams.get("code") ?? "";
}

/** Tells whether a way in that was opened still leads in, or still changes the account. */
type Knock = () => Promise<boolean>;
type Subject = Member & { id: string; secret: string };
const isIn = async (visitor: Visitor) => (await visitor.get(at(visitor, "/"))).status === 200;

const byCode =
	(path: string, code: string, fields = {}): Knock =>
	async () => {
		const visitor = newVisitor(world);
		return (await visitor.post(at(visitor, path), { code, ...fields })).status === 200;
	};

/** Every way in that somebody with password, code and session can have left open. */
const OPEN: Record<string, (member: Subject) => Promise<Knock>> = {
	async "a session on a brand"({ visitor }) {
		await enterBrand(visitor, "twero");
		return async () => (await visitor.get(visitor.address("twero", "/me"))).status === 200;
	},
	async "a code that a brand has yet to exchange"({ visitor }) {
		await visitor.follow(await visitor.get(visitor.address("geilesexsite", "/login")));
		const agreed = await visitor.post(visitor.at.href, { terms: "yes", membership: "yes" });
		const callback = agreed.headers.location ?? "";
		expect(callback).toContain("/login/callback");
		return async () => {
			await visitor.get(callback);
			return (await visitor.get(visitor.address("geilesexsite", "/me"))).status === 200;
		};
	},
	async "the second step of a sign-in"(member) {
		const visitor = newVisitor(world);
		const token = hidden(await signIn(member, visitor), "token");
		expect(token).not.toBe("");
		return async () => {
			await visitor.post(at(visitor, "/sign-in/second"), { token, code: codeAt(member.secret, Date.now() + STEP) });
			return isIn(visitor);
		};
	},
	async "a link to a new password"({ email, name }) {
		const visitor = newVisitor(world);
		await visitor.post(at(visitor, "/reset"), { identifier: email });
		return byCode("/reset/new", await linkTo(email, "/reset/new?"), { new_password: `zes gele kranen ${name}` });
	},
	async "a change of address, at the new one"({ visitor, email, password }) {
		const address = `indringer-${email}`;
		const asked = await visitor.post(at(visitor, "/security/email"), { email: address, current_password: password });
		expect(asked.status).toBe(200);
		return byCode("/email", await linkTo(address, "/email?"));
	},
	"a change of address, at the old one": async ({ email }) => byCode("/email", await linkTo(email, "/email?")),
	"a session on the account host":
		async ({ visitor }) =>
		() =>
			isIn(visitor),
};

const newPassword = ({ name }: Member) => `acht blauwe tuinen ${name}`;

async function byStaff({ id }: Subject, to: "suspend" | "restore"): Promise<void> {
	const { visitor } = moderator;
	const path = at(visitor, `/console/members/${id}/${to}`);
	const reply = await visitor.post(path, to === "suspend" ? suspending() : lifting());
	expect(reply.status).toBe(303);
}

/** What ends them. An account that was kept shut is opened again before anybody knocks. */
const ACTS: Record<string, (member: Subject) => Promise<void>> = {
	async "a new password by mail"(member) {
		const visitor = newVisitor(world);
		await visitor.post(at(visitor, "/reset"), { identifier: member.email });
		const code = await linkTo(member.email, "/reset/new?", 2);
		const reply = await visitor.post(at(visitor, "/reset/new"), { code, new_password: newPassword(member) });
		expect(reply.status).toBe(200);
	},
	async "a change of password"(member) {
		const fields = { current_password: member.password, new_password: newPassword(member) };
		const host = new URL(at(member.visitor, "/")).host;
		const before = new Map(member.visitor.cookies.get(host));
		expect((await member.visitor.post(at(member.visitor, "/security/password"), fields)).status).toBe(303);
		// This browser was given a new session; what knocks is the one of before.
		member.visitor.cookies.set(host, before);
	},
	async "the end of all sessions"({ visitor }) {
		expect((await visitor.post(at(visitor, "/security/sessions/end"))).status).toBeLessThan(400);
	},
	async "a suspension"(member) {
		await byStaff(member, "suspend");
		await byStaff(member, "restore");
	},
	async closing({ visitor, id }) {
		expect((await visitor.post(at(visitor, "/close"))).status).toBe(200);
		const open = { state: "active", closed_at: null, purge_at: null };
		await world.database.write(build.updateTable("member").set(open).where("id", "=", id));
	},
};

async function subject(): Promise<{ member: Subject; knocks: [string, Knock][] }> {
	const own = await newMember(world, mail);
	const member = { ...own, id: idOf(own), secret: await arm(own) };
	const knocks: [string, Knock][] = [];
	for (const [name, open] of Object.entries(OPEN)) knocks.push([name, await open(member)]);
	return { member, knocks };
}

async function openOf(knocks: [string, Knock][]): Promise<string[]> {
	const open = [];
	for (const [name, knock] of knocks) if (await knock()) open.push(name);
	return open;
}

describe("every way in that stood open", () => {
	it("leads in as long as nothing ends it", async () => {
		const { member, knocks } = await subject();
		// A new password is one of the acts that end the others, and the member looks for one of these at a time.
		const open = await openOf(knocks.filter(([name]) => name !== "a link to a new password"));
		expect(open).toEqual(Object.keys(OPEN).filter((name) => name !== "a link to a new password"));
		expect(member.id).not.toBe("");
	});

	for (const [name, act] of Object.entries(ACTS))
		it(`is shut by ${name} (T10, T11)`, async () => {
			const { member, knocks } = await subject();
			await act(member);
			expect(await openOf(knocks)).toEqual([]);
		});
});

describe("what still opens the account", () => {
	it("is named in the page and the mail after each act, with a link to where it is removed (T10)", async () => {
		const member = await newMember(world, mail);
		await arm(member);
		const { visitor, password } = member;
		const new_password = newPassword(member);
		await visitor.post(at(visitor, "/security/password"), { current_password: password, new_password });
		const changed = await visitor.get(at(visitor, "/security?done=password"));
		const ended = await visitor.post(at(visitor, "/security/sessions/end"));
		for (const { text } of [changed, ended]) {
			expect(text).toContain("Herstelcodes in plaats van de app: nog 10");
			expect(text).toMatch(/href="\/security\/authenticator[^"]*">Je authenticator-app/);
		}
		for (const subject of ["Je wachtwoord is gewijzigd", "De beveiliging van je account is gewijzigd"]) {
			await vi.waitFor(
				async () => {
					const own = mail.taken.filter(({ to }) => to.includes(member.email));
					const mails = await Promise.all(own.map(({ raw }) => PostalMime.parse(raw)));
					const letter = mails.filter((one) => one.subject === subject).at(-1);
					expect(letter?.text).toContain("Herstelcodes in plaats van de app: nog 10");
				},
				{ timeout: 15_000, interval: 50 },
			);
		}
	});
});

describe("POST /close", () => {
	it("asks for the password three hours after signing in, and erases nothing without it (T10)", async () => {
		const member = await newMember(world, mail);
		const { visitor } = member;
		await enterBrand(visitor, "twero");
		const created_at = new Date(Date.now() - 3 * 60 * 60 * 1000).toISOString();
		await world.database.write(build.updateTable("session").set({ created_at }).where("member_id", "=", idOf(member)));
		expect((await visitor.get(at(visitor, "/close"))).text).toContain('name="current_password"');
		for (const fields of [{}, { current_password: "iets heel anders" }]) {
			const refused = await visitor.post(at(visitor, "/close"), fields);
			expect([refused.status, refused.text.includes('id="current_password-error"')]).toEqual([422, true]);
		}
		expect((await visitor.get(visitor.address("twero", "/me"))).status).toBe(200);
		const closed = await visitor.post(at(visitor, "/close"), { current_password: member.password });
		expect([closed.status, closed.text.includes("Je account is gesloten")]).toEqual([200, true]);
	});

	it("tells a member without a password to sign in again", async () => {
		const { visitor, ...member } = await newMember(world, mail);
		const id = idOf({ visitor, ...member });
		const created_at = new Date(Date.now() - 3 * 60 * 60 * 1000).toISOString();
		await world.database.write(build.updateTable("session").set({ created_at }).where("member_id", "=", id));
		await world.database.write(build.updateTable("member").set({ password_sealed: null }).where("id", "=", id));
		const page = await visitor.get(at(visitor, "/close"));
		expect(page.text).toContain("Log uit en opnieuw in");
		expect(page.text).not.toContain('name="current_password"');
		expect((await visitor.post(at(visitor, "/close"))).status).toBe(422);
	});
});

describe("the sessions of a member", () => {
	it("are fifty at most: a new one ends the one that was used longest ago (T11)", async () => {
		const member = await newMember(world, mail);
		const id = idOf(member);
		const own = build.selectFrom("session").selectAll().where("member_id", "=", id);
		const [[session]] = await world.database.read(own);
		const rows = Array.from({ length: 60 }, (_, index) => ({
			...(session ?? expect.fail("no session")),
			id: `old-${String(index).padStart(2, "0")}`,
			seen_at: new Date(Date.now() - (100 - index) * 60_000).toISOString(),
		}));
		await world.database.write(build.insertInto("session").values(rows));
		const visitor = newVisitor(world);
		expect((await signIn(member, visitor)).status).toBe(303);
		const [left] = await world.database.read(own);
		expect(left.length).toBe(50);
		expect(left.map((one) => one.id)).not.toContain("old-11");
		expect(left.map((one) => one.id)).toContain("old-12");
		expect([await isIn(visitor), await isIn(member.visitor)]).toEqual([true, true]);
	});
});

describe("GET /terms", () => {
	it("names no id twice, so that the skip link leads to the page's content, on each brand and in each language", async () => {
		const visitor = newVisitor(world);
		for (const brand of ["twero", "geilesexsite", "harbour"])
			for (const path of ["/terms", "/privacy", "/terms/versions", "/privacy/versions", "/en/terms", "/en/privacy"]) {
				const { text } = await visitor.get(visitor.address(brand, path));
				const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
				expect([brand, path, ids.filter((id, index) => ids.indexOf(id) !== index)]).toEqual([brand, path, []]);
				for (const [, id = ""] of text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
			}
	});
});
