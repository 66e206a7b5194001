import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileTenants } from "#cli/commands/brand/compile-files.ts";
import { readLiveState } from "#cli/publish/live-state.ts";
import { planPublication } from "#cli/publish/publication.ts";
import { publish } from "#cli/publish/publish.ts";
import type { CompiledBrand } from "#cli/tenants/files.ts";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { enterBrand, type Member, newMember, newVisitor, signIn, type Visitor } from "../../../support/member.ts";
import { type MailServer, startMailServer } from "../../../support/smtp.ts";
import { quietIo, type Reply, startWorld, type World } from "../../../support/world.ts";

const DAY = 24 * 60 * 60 * 1000;

let mail: MailServer;
let world: World;
let files: CompiledBrand[];
const file = (id: string) => files.find((brand) => brand.id === id) ?? expect.fail(`there is no ${id}`);

/** Long enough ago that what must be announced is in force by now. */
async function apply(compiled: CompiledBrand[]): Promise<void> {
	const live = await readLiveState(world.database);
	const now = new Date(Date.now() - 40 * DAY);
	await publish(world.database, await planPublication(compiled, live, now), live, { now, note: "tests" });
	await world.restartWorker();
}

beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	files = await compileTenants(quietIo(process.cwd()));
	const harbour = file("harbour");
	const inState = (state: "paused" | "closed"): CompiledBrand => ({
		...harbour,
		id: brandIdSchema.parse(state),
		look: { ...harbour.look, state, hosts: { primary: `${state}.example`, aliases: [] } },
	});
	await apply([inState("paused"), inState("closed")]);
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

describe("joining a brand that takes nobody", () => {
	it.each([
		["paused", 503],
		["closed", 410],
	])(
		"is answered on the account host as the brand itself answers, and nothing is written: %s",
		async (brand, status) => {
			const visitor = newVisitor(world);
			const own = await visitor.get(visitor.address(brand, "/join"));
			const form = visitor.address("account-lage-kade", `/join?brand=${brand}`);
			const asked = await visitor.get(form);
			const h1 = (text: string) => /<h1>.*?<\/h1>/.exec(text)?.[0];
			expect([own.status, asked.status, h1(asked.text)]).toEqual([status, status, h1(own.text)]);
			expect(asked.text).toContain(`data-brand="${brand}"`);
			const fields = { user_name: "vroegevogel", email: "vroeg@voorbeeld.test", password: "vier blauwe paarden" };
			const sent = await visitor.post(form, { ...fields, gender: "other", adult: "yes", terms: "yes" });
			expect(sent.status).toBe(status);
			const challenge = `&state=${"s".repeat(22)}&challenge=${"c".repeat(43)}`;
			const authorize = visitor.address("account-lage-kade", `/authorize?brand=${brand}${challenge}`);
			expect([(await visitor.get(authorize)).status, (await visitor.post(authorize)).status]).toEqual([status, status]);
			const [rows] = await world.database.read(
				build.selectFrom("registration").select("id").where("brand_id", "=", brand),
			);
			expect(rows).toEqual([]);
		},
	);
});

/** Where a sign-in leads, once it has said that its cookie was kept. */
async function onward(visitor: Visitor, done: Reply): Promise<string | undefined> {
	expect(done.headers.location).toMatch(/^\/sign-in\/done\?/);
	return (await visitor.get(done.headers.location ?? "")).headers.location;
}

describe("who must sign in first", () => {
	it("comes back to the page that was asked for (T24)", async () => {
		const member = await newMember(world, mail);
		for (const [asked, page] of [
			["/security", "/security"],
			["/security/passkeys", "/security"],
			["/profile/twero", "/profile"],
			["/brands", "/brands"],
			["/privacy", "/privacy"],
			["/notifications", "/notifications"],
			["/close", "/close"],
			["/", "/"],
		] as const) {
			const visitor = newVisitor(world);
			const sent = await visitor.get(visitor.address("account", `${asked}?brand=twero`));
			expect(sent.status, asked).toBe(303);
			await visitor.follow(sent);
			expect(visitor.at.pathname).toBe("/sign-in");
			const wrong = await visitor.post(visitor.at.href, { identifier: member.name, password: "iets heel anders" });
			const action = /action="([^"]*)"/.exec(wrong.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
			const done = await visitor.post(action, { identifier: member.name, password: member.password });
			expect([done.status, await onward(visitor, done)], asked).toEqual([303, `${page}?brand=twero`]);
		}
	});

	it.each([
		"//evil.example",
		"https://evil.example/security",
		"/\\evil.example",
		"/security/../../evil",
		"/security\r\nLocation: https://evil.example",
		"javascript:alert(1)",
		"/console",
		"/sign-out",
		"constructor",
	])("is led to no other place than those on the list: %j (T24)", async (to) => {
		const member = await knownMember();
		const visitor = newVisitor(world);
		const form = visitor.address("account", `/sign-in?${new URLSearchParams({ to })}`);
		expect((await visitor.get(form)).text).not.toContain("evil");
		const done = await visitor.post(form, { identifier: member.name, password: member.password });
		expect([done.status, await onward(visitor, done)]).toEqual([303, "/"]);
	});
});

let one: Promise<Member> | undefined;
const knownMember = () => {
	one ??= newMember(world, mail);
	return one;
};

describe("who presses twice, goes back, or has the wrong time", () => {
	it("is signed in by both of two presses, and by a form of before", async () => {
		const member = await knownMember();
		const visitor = newVisitor(world);
		const both = await Promise.all([signIn(member, visitor), signIn(member, visitor)]);
		expect(both.map(({ status }) => status)).toEqual([303, 303]);
		expect((await visitor.get(visitor.address("account", "/"))).status).toBe(200);
		expect((await signIn(member, visitor)).status).toBe(303);
		expect((await visitor.get(visitor.address("account", "/"))).status).toBe(200);
	});

	it("joins by both of two presses, and by a form that is sent again", async () => {
		const visitor = newVisitor(world);
		await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
		const fields = { user_name: "dubbelklik", email: "dubbel@voorbeeld.test", password: "vier blauwe paarden" };
		const send = () =>
			visitor.post(visitor.at.href, { ...fields, gender: "man", adult: "yes", terms: "yes", membership: "yes" });
		const both = await Promise.all([send(), send()]);
		const again = await send();
		expect([...both, again].map(({ status }) => status)).toEqual([200, 200, 200]);
		expect(new Set([...both, again].map(({ text }) => text)).size).toBe(1);
	});

	it("meets no cookie that ends at a time of day, nor a page that reads the browser's clock (T39)", async () => {
		const member = await knownMember();
		for (const hour of [-1, 1]) {
			const visitor = newVisitor(world);
			const clock = { Date: new Date(Date.now() + hour * 60 * 60 * 1000).toUTCString() };
			const fields = { identifier: member.name, password: member.password, keep: "yes" };
			const reply = await visitor.post(visitor.address("account", "/sign-in"), fields, clock);
			expect(reply.status).toBe(303);
			expect(reply.headers["set-cookie"]).toMatch(/Max-Age=/);
			expect(reply.headers["set-cookie"]).not.toMatch(/expires=/i);
			expect((await visitor.get(visitor.address("account", "/"), clock)).status).toBe(200);
		}
	});
});

describe("a brand that switches its profiles off", () => {
	it("still lets its members withdraw what they gave there, and nothing else (P05, P34)", async () => {
		const { visitor } = await newMember(world, mail);
		await enterBrand(visitor, "twero");
		const [[row]] = await world.database.read(build.selectFrom("member").select("id").orderBy("id", "desc").limit(1));
		const member = row?.id ?? "";
		const at = (path: string) => visitor.address("account", `/profile/twero${path}`);
		expect((await visitor.post(at(""), { about_me: "Ik zeil", consent: "yes" })).status).toBe(303);
		const twero = file("twero");
		const without = twero.legal.features.filter((feature) => feature !== "profiles");
		await apply([{ ...twero, legal: { ...twero.legal, features: without } }]);
		const page = await visitor.get(at(""));
		expect(page.status).toBe(200);
		expect(page.text).toContain('value="profiles"');
		expect(page.text).not.toContain('name="about_me"');
		expect((await visitor.post(at(""), { about_me: "Nog iets", consent: "yes" })).status).toBe(404);
		const withdrawn = await visitor.post(at("/withdraw"), { purpose: "profiles" });
		expect(withdrawn.status).toBe(303);
		const after = await visitor.follow(withdrawn);
		expect([after.status, after.text.includes('value="profiles"')]).toEqual([200, false]);
		const [special, events] = await world.database.read(
			build.selectFrom("special_detail").select("purpose").where("member_id", "=", member),
			build.selectFrom("consent_event").select(["purpose", "kind"]).where("member_id", "=", member).orderBy("id"),
		);
		expect([special, events.at(-1)]).toEqual([[], { purpose: "profiles", kind: "withdrawn" }]);
		const stranger = (await newMember(world, mail, "geilesexsite")).visitor;
		expect((await stranger.get(at(""))).status).toBe(404);
	});
});
