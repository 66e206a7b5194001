import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { guessOn, withinOneCount } from "../../support/guesses.ts";
import { letterTo, newVisitor, signIn, type Visitor } from "../../support/member.ts";
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

const PASSWORD = "vier blauwe paarden";
type Waiting = { visitor: Visitor; name: string; email: string; password: string; code: string; link: string };

/** A registration whose mail has come. */
async function waiting(): Promise<Waiting> {
	const visitor = newVisitor(world);
	const name = `wacht${randomBytes(7).toString("hex")}`;
	const email = `${name}@voorbeeld.test`;
	await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
	const answers = { gender: "woman", adult: "yes", terms: "yes", membership: "yes" };
	await visitor.post(visitor.at.href, { user_name: name, email, password: PASSWORD, ...answers });
	const { links } = await letterTo(mail, email);
	const link = links.find((one) => one.includes("/confirm")) ?? "";
	return { visitor, name, email, password: PASSWORD, link, code: new URL(link).searchParams.get("code") ?? "" };
}

const confirm = (visitor: Visitor, fields: Record<string, string>, path = "/confirm") =>
	visitor.post(visitor.address("account", `${path}?brand=twero`), fields);

/** How many rows there are of a registration and of the member that it may become. */
async function rowsOf(id: string): Promise<number[]> {
	const found = await world.database.read(
		build.selectFrom("registration").select("id").where("id", "=", id),
		build.selectFrom("member").select("id").where("id", "=", id),
		build.selectFrom("unit_key").select("id").where("owner_id", "=", id),
		build.selectFrom("acceptance").select("id").where("member_id", "=", id),
		build.selectFrom("consent_event").select("id").where("member_id", "=", id),
		build.selectFrom("mail_code").select("member_id as id").where("member_id", "=", id),
		build.selectFrom("outbox").select("id").where("member_id", "=", id),
	);
	return found.map((rows) => rows.length);
}

async function newestRegistration(): Promise<string> {
	const [[row]] = await world.database.read(
		build.selectFrom("registration").select("id").orderBy("id", "desc").limit(1),
	);
	return row?.id ?? "";
}

const said = ({ status, text }: { status: number; text: string }) => [status, text];

describe("the link of the mail that activates", () => {
	it("asks for the password in any browser but the one that joined, so that nobody prepares an account for a stranger (T10)", async () => {
		const { code, link, visitor, ...person } = await waiting();
		const other = newVisitor(world);
		const asked = await other.get(link);
		expect([asked.status, asked.text.includes('name="password"')]).toEqual([200, true]);
		expect((await visitor.get(link)).text).not.toContain('name="password"');
		expect((await confirm(other, { code })).status).toBe(422);
		expect((await confirm(other, { code, password: "iets heel anders" })).status).toBe(422);
		expect((await confirm(other, { code, password: person.password })).headers.location).toContain("/login?ticket=");
		expect((await other.get(other.address("account", "/"))).text).toContain(person.name);
	});

	it("counts a wrong password before it is looked at, answers each alike, and never refuses who joined (T25, T26)", async () => {
		await withinOneCount();
		const { code, visitor } = await waiting();
		const other = newVisitor(world);
		const guess = (number: number) => confirm(other, { code, password: `gok ${number} gok` });
		// Of many at once, a busy machine may look at none.
		const replies = [await guess(99)];
		replies.push(...(await Promise.all(Array.from({ length: 30 }, (_, number) => guess(number)))));
		await guessOn(replies, guess);
		const wrong = replies.filter(({ status }) => status === 422);
		expect(wrong.length).toBeLessThanOrEqual(5);
		expect(new Set(wrong.map(({ text }) => text)).size).toBe(1);
		expect((await confirm(other, { code, password: PASSWORD })).status).toBe(429);
		expect((await confirm(visitor, { code })).status).toBe(303);
	});

	it("is bound to a registration, and not to who registers something of their own (T10)", async () => {
		const victim = await waiting();
		const attacker = await waiting();
		expect((await confirm(attacker.visitor, { code: victim.code })).status).toBe(422);
		const host = new URL(attacker.visitor.address("account", "/")).host;
		const cookie = attacker.visitor.cookies.get(host)?.get("__Host-join") ?? "";
		const forged = newVisitor(world);
		forged.cookies.set(host, new Map([["__Host-join", `${cookie.slice(0, -3)}AAA`]]));
		expect((await confirm(forged, { code: attacker.code })).status).toBe(422);
	});

	it("changes nothing when it is only opened, however often", async () => {
		const { link, visitor } = await waiting();
		const id = await newestRegistration();
		const before = await rowsOf(id);
		for (const one of [visitor, newVisitor(world), newVisitor(world)]) {
			expect((await one.get(link)).status).toBe(200);
			expect((await one.get(link.replace("/confirm", "/confirm/password"))).status).toBe(200);
		}
		expect(await rowsOf(id)).toEqual(before);
	});

	it("lets the owner of the mailbox throw away what somebody else filled in, keys and all", async () => {
		const { code, link } = await waiting();
		const id = await newestRegistration();
		expect((await rowsOf(id)).slice(0, 3)).toEqual([1, 0, 2]);
		const owner = newVisitor(world);
		await owner.get(link);
		expect((await confirm(owner, { code }, "/confirm/discard")).status).toBe(200);
		expect(await rowsOf(id)).toEqual([0, 0, 0, 0, 0, 0, 0]);
		expect((await owner.get(link)).status).toBe(410);
		expect((await confirm(owner, { code }, "/confirm/discard")).status).toBe(410);
	});

	it("takes nothing from who is a member by then, however the two cross (T36)", async () => {
		const { code, visitor } = await waiting();
		const id = await newestRegistration();
		const other = newVisitor(world);
		const replies = await Promise.all([confirm(visitor, { code }), confirm(other, { code }, "/confirm/discard")]);
		const [, member = 0, keys = 0] = await rowsOf(id);
		const activated = replies[0].status === 303;
		expect([member, keys > 0]).toEqual([activated ? 1 : 0, activated]);
		if (activated) expect((await visitor.get(visitor.address("account", "/"))).status).toBe(200);
	});

	it("lets the owner of the mailbox set a password, after which the one who registered is out (T11)", async () => {
		const { code, link, visitor, ...person } = await waiting();
		const owner = newVisitor(world);
		const form = link.replace("/confirm", "/confirm/password");
		expect((await owner.get(form)).text).toContain('name="new_password"');
		expect((await confirm(owner, { code, new_password: "kort" }, "/confirm/password")).status).toBe(422);
		const own = "zeven gele vogels";
		expect((await confirm(owner, { code, new_password: own }, "/confirm/password")).status).toBe(303);
		expect((await owner.get(owner.address("account", "/"))).text).toContain(person.name);
		expect((await signIn({ ...person, visitor }, newVisitor(world))).status).toBe(422);
		expect((await signIn({ ...person, visitor, password: own }, newVisitor(world))).status).toBe(303);
		expect((await confirm(visitor, { code })).headers.location).toBeUndefined();
		expect((await visitor.get(visitor.address("account", "/"))).status).toBe(303);
	});

	it("is never called invalid to who presses twice, goes back or has two tabs (T36)", async () => {
		const { code, link, visitor } = await waiting();
		const both = await Promise.all([confirm(visitor, { code }), confirm(visitor, { code })]);
		expect(both.map(({ status }) => status).sort()).toEqual([200, 303]);
		expect(both.find(({ status }) => status === 200)?.text).toContain("Je account is actief");
		for (const reply of [await confirm(visitor, { code }), await visitor.get(link)])
			expect([reply.status, reply.headers.location]).toEqual([303, visitor.address("twero", "/me")]);
		const stranger = newVisitor(world);
		expect(said(await stranger.get(link))).toEqual(said(await confirm(stranger, { code })));
		expect((await stranger.get(stranger.address("account", "/"))).status).toBe(303);
	});
});
