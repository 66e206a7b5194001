import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enterBrand, type Member, newMember, newVisitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

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

const ENGLISH = { "Accept-Language": "en-GB,en;q=0.9,nl;q=0.5" };
const VARY = "Accept-Language, Cookie, Sec-Fetch-Site, Sec-GPC";
const trips = (headers: Record<string, string>) => /desc="(\d+)"/.exec(headers["server-timing"] ?? "")?.[1];
const nav = (text: string) => /<header[\s\S]*?<\/header>/.exec(text)?.[0] ?? "";

describe("the language of the front door", () => {
	it("GET / leads once to the first language that the browser asks for, whether the page is kept or not", async () => {
		const plain = await world.get("/");
		// The second answer is kept, and the third comes from there.
		for (let time = 0; time < 3; time += 1) {
			const dutch = await world.get("/", { headers: { "Accept-Language": "nl-BE, en;q=0.5" } });
			expect([dutch.status, dutch.text === plain.text, dutch.headers.vary]).toEqual([200, true, VARY]);
			const english = await world.get("/", { headers: ENGLISH });
			expect([english.status, english.headers.location, english.headers.vary]).toEqual([302, "/en", VARY]);
			expect(english.headers["set-cookie"]).toBeUndefined();
		}
		expect((await world.get("/en", { headers: { "Accept-Language": "nl" } })).status).toBe(200);
		expect((await world.get("/privacy", { headers: ENGLISH })).status).toBe(200);
	});

	it("GET / heeds a remembered language before that, and a reader who comes from the site itself", async () => {
		for (const headers of [{ Cookie: "__Host-language=nl" }, { "Sec-Fetch-Site": "same-origin" }])
			expect((await world.get("/", { headers: { ...ENGLISH, ...headers } })).status).toBe(200);
		const cross = await world.get("/", { headers: { ...ENGLISH, "Sec-Fetch-Site": "cross-site" } });
		expect(cross.headers.location).toBe("/en");
		const forgotten = await world.get("/", { headers: { ...ENGLISH, Cookie: "__Host-language=xx" } });
		expect(forgotten.headers.location).toBe("/en");
	});
});

describe("a member's header", () => {
	it("GET / leads a member to their page, and every page of the brand has their header, without a trip", async () => {
		const { visitor } = member;
		const home = await visitor.get(visitor.address("twero", "/"));
		expect([home.status, home.headers.location, trips(home.headers)]).toEqual([303, "/me", "0"]);
		for (const path of ["/privacy/cookies", "/privacy/rights", "/terms", "/nowhere"]) {
			const before = await world.get(path);
			await visitor.get(visitor.address("twero", path));
			const own = await visitor.get(visitor.address("twero", path));
			// What they answered about recipients stands in their ledger.
			const cost = path === "/privacy/cookies" ? "1" : "0";
			expect([path, trips(own.headers), own.text.includes(member.name)]).toEqual([path, cost, false]);
			expect(nav(own.text)).toContain('href="/me"');
			expect(nav(own.text)).not.toContain('href="/login"');
			const after = await world.get(path);
			expect([path, after.text === before.text]).toEqual([path, true]);
			expect(nav(after.text)).toContain('href="/login"');
		}
	});

	it("GET /terms shows it for no token that is not ours, nor for that of another brand (T13)", async () => {
		const { visitor } = member;
		const token = visitor.cookies.get(new URL(visitor.address("twero", "/")).host)?.get("__Host-session") ?? "";
		const asked = async (brand: string, value: string) =>
			nav((await newVisitor(world).get(visitor.address(brand, "/terms"), { Cookie: `__Host-session=${value}` })).text);
		expect(await asked("twero", token)).toContain('href="/me"');
		for (const [brand, value] of [
			["twero", `${token.slice(0, -3)}AAA`],
			["twero", "x"],
			["geilesexsite", token],
		] as const)
			expect(await asked(brand, value)).toContain('href="/login"');
	});
});

describe("the answer on age", () => {
	it("POST /age looks once whether the browser kept it, and says so where it did not", async () => {
		const visitor = newVisitor(world);
		const sent = await visitor.post(visitor.address("twero", "/age"));
		expect([sent.status, sent.headers.location]).toEqual([303, "/age"]);
		expect((await visitor.get(sent.headers.location ?? "")).headers.location).toBe("/");
		const reply = await newVisitor(world).get(visitor.address("twero", "/age"));
		expect([reply.status, reply.text.includes("Je browser heeft geen cookie bewaard")]).toEqual([400, true]);
	});
});
