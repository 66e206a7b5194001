import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CapturedEvent } from "#cli/local/capture.ts";
import { build } from "#foundation/db/database.ts";
import type { Ask, Reply } from "../../support/ask.ts";
import { enterBrand, newMember, newVisitor } from "../../support/member.ts";
import {
	answerCookie,
	BRANDS,
	type Brand,
	type Capturing,
	captured,
	startCapturing,
} from "../../support/processes/capture.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

/** What leaves for recipients of visits, over HTTP, as the capture server of `npm start` gets it (DECISIONS 121). */

const GA = "google-analytics";
const M24 = "24metrics";
const CLIENT = "__Host-ga";
/** Of a visitor: planted, and then looked for in every byte that came. */
const ADDRESS = "203.0.113.77";
const AGENT = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0";
const PAGES = {
	home: "/",
	statement: "/privacy",
	versions: "/privacy/versions",
	cookies: "/privacy/cookies",
	rights: "/privacy/rights",
	terms: "/terms",
} as const;
/** Other addresses that anybody can read. */
const OTHERS = [
	"/join",
	"/login",
	"/privacy/statement.txt",
	"/privacy/log-head",
	"/robots.txt",
	"/healthz",
	"/members/x",
	"/nothing",
];

let mail: MailServer;
let capture: Capturing;
let world: World;
const yes: Record<Brand, string> = { twero: "", geilesexsite: "" };

beforeAll(async () => {
	mail = await startMailServer();
	capture = await startCapturing();
	world = await startWorld({ bindings: { ...capture.bindings, SMTP_URL: mail.url } });
	yes.twero = await answerCookie(world, "twero", { [GA]: {} });
	yes.geilesexsite = await answerCookie(world, "geilesexsite", { [GA]: {}, [M24]: {} });
}, 180_000);
beforeEach(() => {
	capture.behave("ok");
	capture.clear();
});
afterAll(async () => {
	await world.stop();
	await capture.stop();
	await mail.stop();
});

const get = (brand: Brand, path: string, cookie = "", headers: Ask["headers"] = {}): Promise<Reply> =>
	world.get(path, {
		host: `${brand}.localhost`,
		headers: {
			"CF-Connecting-IP": ADDRESS,
			"User-Agent": AGENT,
			...(cookie === "" ? {} : { Cookie: cookie }),
			...headers,
		},
	});

const cookiesOf = (reply: Reply) => reply.headers["set-cookie"] ?? "";
const bodyOf = (event: CapturedEvent | undefined) =>
	event?.fields.body as Record<string, unknown> & { client_id: string };
const kindsOf = (events: readonly CapturedEvent[]) =>
	events.map((event) => (bodyOf(event).events as { params: { page_title: string } }[])[0]?.params.page_title);

/** What came after all this, once a page that is told after it has come: whatever was to come before it is there. */
async function onlyAfter(brand: Brand, ask: () => Promise<unknown>): Promise<void> {
	await ask();
	await get(brand, PAGES.rights, yes[brand]);
	const events = await captured(capture, GA, 1);
	expect(kindsOf(events)).toEqual(["rights"]);
	expect(capture.events()).toHaveLength(1);
	capture.clear();
}

describe("what leaves", () => {
	it.each(BRANDS)(
		"GET of every page of %s sends nothing before a yes, and keeps nothing (P20, P21, P25)",
		async (brand) => {
			const asked = brand === "twero" ? [GA] : [GA, M24];
			const no = await answerCookie(world, brand, Object.fromEntries(asked.map((one) => [one, { kind: "refused" }])));
			const other = await answerCookie(
				world,
				brand,
				Object.fromEntries(asked.map((one) => [one, { textHash: "0".repeat(64) }])),
			);
			for (const cookie of ["", "__Host-age=yes", no, other, `${yes[brand]}x`, "__Host-cookies=yes"])
				await onlyAfter(brand, async () => {
					for (const path of [...Object.values(PAGES), ...OTHERS])
						expect(cookiesOf(await get(brand, path, cookie)), `${path} ${cookie}`).not.toContain(CLIENT);
				});
		},
	);

	it("GET of a page of twero tells a kind and a device after a yes, each time under another number, and no address (P17, P20)", async () => {
		for (const path of Object.values(PAGES)) {
			const reply = await get("twero", path, yes.twero, { Referer: "https://elders.example/pad?vraag=kanarie" });
			expect(reply.status).toBe(200);
			expect(cookiesOf(reply)).toBe("");
		}
		await get("twero", "/en/privacy?vraag=kanarie", yes.twero);
		const events = await captured(capture, GA, 7);
		expect(capture.events()).toHaveLength(7);
		expect(kindsOf(events).toSorted()).toEqual([...Object.keys(PAGES), "statement"].toSorted());
		for (const event of events) {
			expect(Object.keys(event.fields)).toEqual(["measurement_id", "body"]);
			const { client_id, events: _, ...rest } = bodyOf(event);
			expect(rest).toEqual({
				device: { category: "mobile", operating_system: "Android", browser: "Firefox" },
				consent: { ad_user_data: "DENIED", ad_personalization: "DENIED" },
			});
			expect(client_id).toMatch(/^\d+\.\d+$/);
			expect(event.raw).not.toMatch(/203\.0\.113|kanarie|Mozilla|\/privacy|twero|elders|cookie:|__host/i);
		}
		expect(new Set(events.map((event) => bodyOf(event).client_id)).size).toBe(7);
	});

	it("GET of a page of geilesexsite keeps a number for thirteen months after a yes, and tells it with the address (P21)", async () => {
		const first = await get("geilesexsite", "/", yes.geilesexsite);
		const [, number, age] =
			/__Host-ga=([\d.]+); Max-Age=(\d+); Path=\/; HttpOnly; Secure; SameSite=Lax/.exec(cookiesOf(first)) ?? [];
		expect(Number(age)).toBeGreaterThan(300 * 86_400);
		expect(Number(age)).toBeLessThanOrEqual(396 * 86_400);
		expect(first.headers["cache-control"]).toBe("private, no-store");
		const cookie = `${yes.geilesexsite}; ${CLIENT}=${number}`;
		const second = await get("geilesexsite", "/privacy", cookie);
		expect(cookiesOf(second)).toBe("");
		const events = await captured(capture, GA, 2);
		expect(events.map((event) => bodyOf(event).client_id)).toEqual([number, number]);
		expect(events.map((event) => bodyOf(event).ip_override)).toEqual([ADDRESS, ADDRESS]);
		expect(kindsOf(events)).toEqual(["home", "statement"]);
		// Who comes without a yes is given the kept page, and no number of anybody.
		const others = await get("geilesexsite", "/");
		expect(others.status).toBe(200);
		expect(cookiesOf(others)).toBe("");
	});

	it("GET / and GET /join tell 24metrics the address and the browser, and no other page does (P21)", async () => {
		const only = await answerCookie(world, "geilesexsite", { [M24]: {} });
		for (const path of [...Object.values(PAGES), ...OTHERS]) {
			const reply = await get("geilesexsite", path, only);
			expect(cookiesOf(reply)).not.toContain(CLIENT);
		}
		const events = await captured(capture, M24, 2);
		expect(capture.events()).toHaveLength(2);
		for (const { fields } of events)
			expect(fields).toEqual({ no_redirect: "true", offer: "1", publisher: "1", click_ip: ADDRESS, user_agent: AGENT });
	});

	it("GET of a page sends nothing of who is signed in (P17)", async () => {
		const { visitor } = await newMember(world, mail);
		await enterBrand(visitor, "twero");
		const host = new URL(visitor.address("twero", "/")).host;
		const [name = "", value = ""] = yes.twero.split("=");
		visitor.cookies.get(host)?.set(name, value);
		await onlyAfter("twero", async () => {
			for (const path of [...Object.values(PAGES), "/me", "/members"])
				await visitor.get(visitor.address("twero", path));
		});
		await visitor.post(visitor.address("twero", "/logout"));
		// A visitor's yes is not the member's, and is asked again.
		expect(visitor.cookies.get(host)?.get(name)).not.toBe(value);
		visitor.cookies.get(host)?.set(name, value);
		await visitor.get(visitor.address("twero", "/privacy"));
		expect(kindsOf(await captured(capture, GA, 1))).toEqual(["statement"]);
	});

	it("GET of a page sends nothing after a withdrawal, and takes the number away (P25, P54)", async () => {
		const no = await answerCookie(world, "geilesexsite", { [GA]: { kind: "refused" }, [M24]: { kind: "refused" } });
		for (const kept of [no, "__Host-age=yes"])
			await onlyAfter("geilesexsite", async () => {
				for (const path of ["/privacy", "/join", "/assets/nothing"]) {
					const reply = await get("geilesexsite", path, `${kept}; ${CLIENT}=12.34`);
					expect(cookiesOf(reply), path).toMatch(/__Host-ga=; Max-Age=0/);
				}
			});
		// One recipient is refused without the others.
		await get("geilesexsite", "/", await answerCookie(world, "geilesexsite", { [GA]: {}, [M24]: { kind: "refused" } }));
		expect(await captured(capture, GA, 1)).toHaveLength(1);
		expect(capture.events()).toHaveLength(1);
	});

	it("GET of a page sends nothing where the browser asks to share nothing, unless the yes was given so", async () => {
		await onlyAfter("geilesexsite", async () => {
			const reply = await get("geilesexsite", "/", `${yes.geilesexsite}; ${CLIENT}=12.34`, { "Sec-GPC": "1" });
			expect(cookiesOf(reply)).toMatch(/__Host-ga=; Max-Age=0/);
		});
		const despite = await answerCookie(world, "twero", { [GA]: { despiteSignal: true } });
		await get("twero", "/privacy", despite, { "Sec-GPC": "1" });
		expect(kindsOf(await captured(capture, GA, 1))).toEqual(["statement"]);
	});

	it.each<[string, Partial<Ask>]>([
		["HEAD /join", { method: "HEAD" }],
		["GET /join that is only fetched ahead", { headers: { "Sec-Purpose": "prefetch;prerender" } }],
		["GET /join that an older browser fetches ahead", { headers: { Purpose: "prefetch" } }],
	])("%s tells nobody that somebody pressed join, and keeps nothing of it", async (_what, ask) => {
		const headers = { "CF-Connecting-IP": ADDRESS, Cookie: yes.geilesexsite, ...ask.headers };
		const reply = await world.get("/join", { host: "geilesexsite.localhost", ...ask, headers });
		expect(reply.status).toBe(303);
		expect(cookiesOf(reply)).toMatch(/__Host-login=/);
		expect(cookiesOf(reply)).not.toContain("~");
		await get("geilesexsite", "/join", yes.geilesexsite);
		expect(await captured(capture, M24, 1)).toHaveLength(1);
		expect(capture.events()).toHaveLength(1);
	});

	it("GET of a page sends nothing of a page that was only fetched ahead, or asked for by HEAD", async () => {
		await onlyAfter("twero", async () => {
			await get("twero", "/privacy", yes.twero, { "Sec-Purpose": "prefetch" });
			await world.get("/privacy", { host: "twero.localhost", method: "HEAD", headers: { Cookie: yes.twero } });
		});
	});
});

describe("a recipient that misbehaves", () => {
	it.each(["redirect", "nonsense", "error", "silent"] as const)(
		"(%s) does no harm to GET of a page, is not followed and not asked twice, and is left alone after a while",
		async (behaviour) => {
			await world.restartWorker();
			capture.behave(behaviour);
			const pages = await Promise.all([0, 1, 2].map(() => get("twero", "/privacy", yes.twero)));
			expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
			// Three that fail, and two more: then it is left alone, and healthz says so.
			await captured(capture, GA, 3);
			for (let more = 0; more < 2; more++) await get("twero", "/privacy", yes.twero);
			await captured(capture, GA, 5);
			const health = async () => JSON.parse((await get("twero", "/healthz")).text).recipients[GA];
			await expect.poll(health).toBe("does not answer");
			expect((await get("twero", "/privacy", yes.twero)).status).toBe(200);
			expect(capture.events()).toHaveLength(5);
			expect(JSON.parse((await get("twero", "/healthz")).text).problems).toEqual([]);
			// What one brand's account does not take stops no other's.
			expect(JSON.parse((await get("geilesexsite", "/healthz")).text).recipients[GA]).toBe("ready");
			await get("geilesexsite", "/privacy", yes.geilesexsite);
			await captured(capture, GA, 6);
			expect(world.logs.filter((line) => line.includes("left alone")).join()).not.toMatch(/geheim|203\.0/);
		},
	);
});

describe("a recipient that never answers", () => {
	it("keeps no GET of a page waiting: the page is there while it is still listened to", async () => {
		await world.restartWorker();
		capture.behave("silent");
		const pages = await Promise.all([0, 1, 2].map(() => get("twero", "/privacy", yes.twero)));
		expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
		await expect.poll(() => capture.open()).toBe(3);
		await expect.poll(() => capture.open(), { timeout: 10_000 }).toBe(0);
	});

	it("is asked again at the next GET / where it has but 150 milliseconds: 24metrics is not left alone for that", async () => {
		await world.restartWorker();
		capture.behave("silent");
		const only = await answerCookie(world, "geilesexsite", { [M24]: {} });
		for (let count = 1; count <= 8; count++) {
			await get("geilesexsite", "/", only);
			await captured(capture, M24, count);
			await expect.poll(() => capture.open(), { timeout: 10_000 }).toBe(0);
		}
		expect(JSON.parse((await get("geilesexsite", "/healthz")).text).recipients[M24]).toBe("ready");
	});
});

describe("a recipient that goes on talking", () => {
	it("is not listened to: the event counts as taken and GET of a page goes on", async () => {
		await world.restartWorker();
		capture.behave("endless");
		for (let more = 0; more < 8; more++) expect((await get("twero", "/privacy", yes.twero)).status).toBe(200);
		await captured(capture, GA, 8);
		await expect.poll(() => capture.open()).toBe(0);
	});
});

describe("what is odd", () => {
	it.each<[string, Record<string, string>, Record<string, unknown>]>([
		["no address and no name", { "CF-Connecting-IP": "", "User-Agent": "" }, {}],
		["two addresses", { "CF-Connecting-IP": "203.0.113.77, 198.51.100.1" }, {}],
		["an address that is none", { "CF-Connecting-IP": "localhost" }, {}],
		["numbers that are no address", { "CF-Connecting-IP": "999.1.1.1" }, {}],
		["an address of IPv6", { "CF-Connecting-IP": "2001:db8::77" }, { ip_override: "2001:db8::77" }],
		["a name of many characters", { "User-Agent": `Firefox/1 ${"x".repeat(6_000)}` }, { ip_override: ADDRESS }],
		["a name in other letters", { "User-Agent": "Firefox/1 ½" }, { ip_override: ADDRESS }],
	])("GET / with %s in its headers tells no more than what is one", async (_what, headers, told) => {
		const cookie = `${yes.geilesexsite}; ${CLIENT}=12.34`;
		expect((await get("geilesexsite", "/privacy", cookie, headers)).status).toBe(200);
		const [event] = await captured(capture, GA, 1);
		const { ip_override, client_id } = bodyOf(event);
		expect({ ip_override, client_id }).toEqual({ ip_override: undefined, client_id: "12.34", ...told });
	});

	it("GET /privacy of twero tells no address that a browser puts into its own name, nor a number that it brought along (P17, P20)", async () => {
		const headers = { "User-Agent": `${AGENT} ${ADDRESS} 00:1B:44:11:3A:B7`, "X-Forwarded-For": ADDRESS };
		const numbers: string[] = [];
		for (let count = 1; count <= 2; count++) {
			const reply = await get("twero", "/privacy", `${yes.twero}; ${CLIENT}=12.34`, headers);
			expect(cookiesOf(reply)).toMatch(/__Host-ga=; Max-Age=0/);
			const event = (await captured(capture, GA, count)).at(-1);
			expect(event?.raw).not.toMatch(/203\.0\.113|00:1b|12\.34/i);
			numbers.push(bodyOf(event).client_id);
		}
		expect(new Set(numbers).size).toBe(2);
	});

	it.each(["1", "0.0", "1.2.3", "a.b", "1.2%0d%0a", "99999999999.1"])(
		"GET / with the number %s, which is none of ours, gives another",
		async (number) => {
			const reply = await get("geilesexsite", "/privacy", `${yes.geilesexsite}; ${CLIENT}=${number}`);
			const given = /__Host-ga=([\d.]+);/.exec(cookiesOf(reply))?.[1];
			const [event] = await captured(capture, GA, 1);
			expect(bodyOf(event).client_id).toBe(given);
		},
	);
});

describe("the record", () => {
	const disclosures = async () => {
		const [rows] = await world.database.read(
			build.selectFrom("disclosure").select(["member_id", "recipient", "items"]),
		);
		return rows;
	};

	it("GET /privacy names to a new member who was told of joining, and a visitor leaves no row (P17, P22)", async () => {
		const stranger = newVisitor(world);
		const host = new URL(stranger.address("geilesexsite", "/")).host;
		const [name = "", value = ""] = yes.geilesexsite.split("=");
		const agree = (visitor: typeof stranger) => {
			visitor.cookies.set(host, new Map([[name, value]]));
			return visitor;
		};
		const before = await disclosures();
		const left = agree(stranger);
		await left.get(left.address("geilesexsite", "/"));
		await left.get(left.address("geilesexsite", "/join"));
		await captured(capture, M24, 2);
		expect(await disclosures()).toEqual(before);

		const member = await newMember(world, mail, "geilesexsite", agree(newVisitor(world)));
		await captured(capture, M24, 3);
		expect(await disclosures()).toEqual(before);
		await member.visitor.follow(await member.visitor.get(member.visitor.address("geilesexsite", "/login")));
		await enterBrand(member.visitor, "geilesexsite");
		const own = (await disclosures()).slice(before.length);
		expect(own.map(({ recipient, items }) => [recipient, items])).toEqual([
			// This browser told no name of its own.
			[M24, "ip_address"],
		]);
		const page = await member.visitor.get(member.visitor.address("account", "/privacy"));
		expect(page.text).toContain("24metrics GmbH");
		expect(page.text).toContain("Een controle op vals verkeer");
		expect(page.text).not.toContain("Statistieken: welke soorten");
	});

	it.each([
		["nobody where the member took the yes back elsewhere since", "no", []],
		["who was told, where the member's yes stands", "yes", [M24]],
	] as const)("GET /privacy names %s (P17, P22)", async (_, last, told) => {
		const { visitor } = await newMember(world, mail, "geilesexsite");
		await enterBrand(visitor, "geilesexsite");
		const on = (host: string, path: string) => visitor.address(host, path);
		const cookiePage = on("geilesexsite", "/privacy/cookies");
		const wordsIn = ({ text }: Reply) =>
			/name="recipient" value="24metrics"\/><input type="hidden" name="words" value="(\w+)"/.exec(text)?.[1] ?? "";
		const words = wordsIn(await visitor.get(cookiePage));
		const answer = { answer: "yes", recipient: M24, words, path: "/privacy/cookies" };
		expect((await visitor.post(cookiePage, answer)).status).toBe(303);
		const host = new URL(cookiePage).host;
		const cookie = visitor.cookies.get(host)?.get("__Host-cookies") ?? "";
		expect(cookie).not.toBe("");
		const no = { answer: "no", brand: "geilesexsite", recipient: M24, words };
		if (last === "no") expect((await visitor.post(on("account", "/privacy/recipients"), no)).status).toBe(303);
		// The browser was closed: its session is gone, and its answer is still the one of before.
		visitor.cookies.set(host, new Map([["__Host-cookies", cookie]]));
		capture.clear();
		const before = await disclosures();
		await visitor.get(on("geilesexsite", "/join"));
		await enterBrand(visitor, "geilesexsite");
		expect((await disclosures()).slice(before.length).map(({ recipient }) => recipient)).toEqual(told);
		await get("geilesexsite", PAGES.home, yes.geilesexsite);
		// What was to come before it is there.
		expect(await captured(capture, M24, told.length + 1)).toHaveLength(told.length + 1);
	});

	it("GET /privacy names to a new member who was told of pages under the number of their browser (P17, P22)", async () => {
		const before = await disclosures();
		const visitor = newVisitor(world);
		const host = new URL(visitor.address("geilesexsite", "/")).host;
		const [name = "", value = ""] = yes.geilesexsite.split("=");
		visitor.cookies.set(host, new Map([[name, value]]));
		await visitor.get(visitor.address("geilesexsite", "/"));
		expect(visitor.cookies.get(host)?.get(CLIENT)).toMatch(/^\d+\.\d+$/);
		const member = await newMember(world, mail, "geilesexsite", visitor);
		await enterBrand(member.visitor, "geilesexsite");
		const own = (await disclosures()).slice(before.length);
		expect(own.map(({ recipient, items }) => [recipient, items.split(" ").toSorted()]).toSorted()).toEqual([
			[M24, ["ip_address"]],
			[GA, ["ip_address", "non_necessary_cookies", "pages_visited"]],
		]);
		const page = await member.visitor.get(member.visitor.address("account", "/privacy"));
		expect(page.text).toContain("Statistieken: welke soorten");
	});
});
