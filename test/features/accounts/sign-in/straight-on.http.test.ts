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
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const PASSWORD = "vier blauwe paarden";
const LETTERS = "abcdefghijkmnopqrstuvw";
const letter = (number: number) => LETTERS.charAt(number % LETTERS.length);
let people = 0;

/** Joins Twero in this browser; gives the link of the mail. */
async function joinTwero(visitor: Visitor): Promise<{ name: string; link: URL }> {
	people += 1;
	const name = `rechtdoor${letter(people)}${letter(Math.floor(people / LETTERS.length))}`;
	const email = `${name}@voorbeeld.test`;
	await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
	const answers = { gender: "woman", adult: "yes", terms: "yes", membership: "yes" };
	await visitor.post(visitor.at.href, { user_name: name, email, password: PASSWORD, ...answers });
	const { links } = await letterTo(mail, email);
	return { name, link: new URL(links.find((one) => one.includes("/confirm")) ?? "") };
}

const activate = (visitor: Visitor, link: URL, fields: Record<string, string> = {}) =>
	visitor.post(link.href, { code: link.searchParams.get("code") ?? "", ...fields });
/** Whether a visitor stands on that page of that brand. */
const isOn = ({ at }: Visitor, brand: string, path: string) =>
	[at.host.split(".")[0], at.pathname].join() === [brand, path].join();
/** The cookies of a session that a browser holds, of any host. */
const sessionsIn = ({ cookies }: Visitor) =>
	[...cookies.values()].flatMap((jar) => [...jar.keys()]).filter((name) => /^__Host-(session|account)$/.test(name));
const title = (text: string) => /<h1[^>]*>([^<]*)/.exec(text)?.[1];

describe("activating an account", () => {
	it("ends on the member's page of the brand: at once in the browser that joined, by the password in another", async () => {
		for (const elsewhere of [false, true]) {
			const visitor = newVisitor(world);
			const { name, link } = await joinTwero(visitor);
			const browser = elsewhere ? newVisitor(world) : visitor;
			const page = await browser.follow(await activate(browser, link, elsewhere ? { password: PASSWORD } : {}));
			expect([isOn(browser, "twero", "/me"), title(page.text)]).toEqual([true, "Welkom"]);
			expect(sessionsIn(browser).sort()).toEqual(["__Host-account", "__Host-session"]);
			expect((await browser.get(browser.address("account", "/"))).text).toContain(name);
		}
	});

	it("signs in nobody that follows another member's redirects (T10)", async () => {
		const visitor = newVisitor(world);
		const { name, link } = await joinTwero(visitor);
		const address = (await activate(visitor, link)).headers.location ?? "";
		const stranger = newVisitor(world);
		const lost = await stranger.follow(await stranger.get(address));
		expect([lost.status, title(lost.text)]).toEqual([400, "Je browser heeft geen cookie bewaard"]);
		expect(sessionsIn(stranger)).toEqual([]);
		const other = await newMember(world, mail);
		const asked = await other.visitor.follow(await other.visitor.get(address));
		expect(title(asked.text)).toBe("Verder naar Twero");
		expect([asked.text.includes(other.name), asked.text.includes(name)]).toEqual([true, false]);
	});

	it("leads to the account host where the link of the mail names another brand than the one that was joined", async () => {
		const visitor = newVisitor(world);
		const { link } = await joinTwero(visitor);
		link.searchParams.set("brand", "geilesexsite");
		expect((await activate(visitor, link)).headers.location).toBe("/welcome?brand=geilesexsite");
	});
});

describe("signing in for a brand", () => {
	it("ends on the member's page, and asks first where the member is new", async () => {
		for (const [brand, path, wanted] of [
			["twero", "/me", "Welkom"],
			["geilesexsite", "/authorize", "Voor het eerst op Geilesexsite"],
		] as const) {
			const visitor = newVisitor(world);
			await beginSignIn(visitor, brand);
			expect(visitor.at.pathname).toBe("/sign-in");
			const sent = await visitor.post(visitor.at.href, { identifier: member.name, password: member.password });
			const page = await visitor.follow(sent);
			expect([visitor.at.pathname, title(page.text)]).toEqual([path, wanted]);
		}
	});

	it("gives no way in on another brand than the one that was signed in for (T9)", async () => {
		const own = await newMember(world, mail);
		await enterBrand(own.visitor, "geilesexsite");
		const visitor = newVisitor(world);
		await beginSignIn(visitor, "twero");
		const sent = await visitor.post(visitor.at.href, { identifier: own.name, password: own.password });
		const ticket = new URL(visitor.address("account", sent.headers.location ?? "")).searchParams.get("ticket") ?? "";
		const other = visitor.address("geilesexsite", `/login?ticket=${ticket}`);
		expect(title((await visitor.follow(await visitor.get(other))).text)).toBe("Verder naar Geilesexsite");
		const joined = visitor.address("twero", `/login?ticket=${ticket}`);
		expect(title((await visitor.follow(await visitor.get(joined))).text)).toContain("Welkom");
	});

	it("still asks a member who signed in before, for another reason (DECISIONS 10)", async () => {
		const visitor = newVisitor(world);
		await signIn(member, visitor);
		await beginSignIn(visitor, "twero");
		expect([
			visitor.at.pathname,
			visitor.cookies.get(new URL(visitor.address("twero", "/")).host)?.has("__Host-session"),
		]).toEqual(["/authorize", false]);
	});

	it("says that the browser kept no cookie, in place of the form again", async () => {
		for (const from of ["/sign-in?brand=twero", "/sign-in?brand=twero&to=/security"]) {
			const visitor = newVisitor(world);
			const sent = await visitor.post(visitor.address("account", from), {
				identifier: member.name,
				password: member.password,
			});
			visitor.cookies.clear();
			const page = await visitor.follow(sent);
			expect([page.status, title(page.text)]).toEqual([400, "Je browser heeft geen cookie bewaard"]);
			expect(page.text).not.toContain('name="password"');
		}
	});
});

describe("a visitor who presses to join", () => {
	it("meets the form, and as a member of another brand the page for a first time there", async () => {
		const visitor = newVisitor(world);
		await visitor.follow(await visitor.get(visitor.address("geilesexsite", "/join")));
		expect(visitor.at.pathname).toBe("/join");
		await member.visitor.follow(await member.visitor.get(member.visitor.address("geilesexsite", "/join")));
		expect(member.visitor.at.pathname).toBe("/authorize");
		const entered = await member.visitor.post(member.visitor.at.href, { terms: "yes", membership: "yes" });
		expect(title((await member.visitor.follow(entered)).text)).toContain("Welkom");
		const again = await member.visitor.get(member.visitor.address("geilesexsite", "/join"));
		expect(again.headers.location).toBe("/me");
		const direct = await member.visitor.get(member.visitor.address("account", "/join?brand=twero"));
		expect(direct.headers.location).toBe(member.visitor.address("twero", "/login"));
	});

	it("meets the form where the session has ended elsewhere", async () => {
		const own = await newMember(world, mail);
		await enterBrand(own.visitor, "twero");
		await world.database.write(build.deleteFrom("session").where("member_id", "=", idOf(own)));
		const { visitor } = own;
		const page = await visitor.get(visitor.address("account", "/join?brand=geilesexsite"));
		expect([page.status, page.text.includes('name="user_name"')]).toEqual([200, true]);
	});
});

describe("a member whose consent to a brand has lapsed", () => {
	it("is asked on the account host, and led round in no circle", async () => {
		const own = await newMember(world, mail);
		await enterBrand(own.visitor, "twero");
		await world.database.write(build.deleteFrom("membership").where("member_id", "=", idOf(own)));
		let reply = await own.visitor.get(own.visitor.address("twero", "/login"));
		for (let hops = 0; hops < 4 && reply.status === 303; hops += 1)
			reply = await own.visitor.get(reply.headers.location ?? "");
		expect([reply.status, own.visitor.at.pathname]).toEqual([200, "/authorize"]);
	});
});
