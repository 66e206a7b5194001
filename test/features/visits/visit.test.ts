import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SERVED } from "#cli/publish/served.generated.ts";
import { type Answered, newVisit, SIGN_INS, UNKNOWN, visitKind } from "#features/visits/visit.ts";
import type { Browser } from "#foundation/browser.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { AUTOMATIC_ITEMS } from "#foundation/register/items.ts";

const NOW = Date.parse("2026-11-22T08:00:00.000Z");
const [realm, brand] = [realmIdSchema.parse("jupiter-media"), brandIdSchema.parse("twero")];

const browserOf = (told: Partial<Pick<Browser, "address" | "network" | "userAgent">>): Browser => ({
	...{ address: undefined, network: undefined, userAgent: undefined, refusesSharing: false },
	...{ read: () => undefined, keep: () => undefined, forget: () => undefined, clearSiteData: () => undefined },
	...told,
});
const dataOf = (told: Parameters<typeof browserOf>[0], page = "brand /") =>
	newVisit({ realm, brand, browser: browserOf(told), now: NOW }, "write", page).data;

/** As browsers sent them in 2026, and some that are none. */
const AGENTS: readonly [string, type: string, system: string, browser: string][] = [
	[
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36",
		...(["computer", "Windows", "Chrome"] as const),
	],
	[
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36 Edg/144.0.0.0",
		...(["computer", "Windows", "Edge"] as const),
	],
	[
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
		...(["computer", "macOS", "Safari"] as const),
	],
	[
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:146.0) Gecko/20100101 Firefox/146.0",
		...(["computer", "macOS", "Firefox"] as const),
	],
	[
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1",
		...(["phone", "iOS", "Safari"] as const),
	],
	[
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/144.0.7559.60 Mobile/15E148 Safari/604.1",
		...(["phone", "iOS", "Chrome"] as const),
	],
	[
		"Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/146.0 Mobile/15E148 Safari/605.1.15",
		...(["tablet", "iOS", "Firefox"] as const),
	],
	[
		"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Mobile Safari/537.36",
		...(["phone", "Android", "Chrome"] as const),
	],
	[
		"Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36",
		...(["tablet", "Android", "Samsung Internet"] as const),
	],
	[
		"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36",
		...(["computer", "ChromeOS", "Chrome"] as const),
	],
	[
		"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36 OPR/126.0.0.0",
		...(["computer", "Linux", "Opera"] as const),
	],
	["curl/8.17.0", "computer", UNKNOWN, UNKNOWN],
	["", UNKNOWN, UNKNOWN, UNKNOWN],
];
const TYPES = ["computer", "phone", "tablet", UNKNOWN];
const SYSTEMS = ["Windows", "iOS", "Android", "macOS", "ChromeOS", "Linux", UNKNOWN];
const BROWSERS = ["Edge", "Opera", "Samsung Internet", "Firefox", "Chrome", "Safari", UNKNOWN];

describe("the data of a visit", () => {
	it("are exactly six and no seventh, and no id of a person is among them (P14)", () => {
		const data = dataOf({ address: "192.0.2.7", network: "Voorbeeld Net", userAgent: AGENTS[0]?.[0] }, "/me");
		const names = AUTOMATIC_ITEMS.map((item) => (item === "pages_visited" ? "page" : item));
		expect(Object.keys(data).sort()).toEqual([...names].sort());
		const visit = newVisit({ realm, brand, browser: browserOf({}), now: NOW }, "write", "brand /");
		expect(Object.keys(visit).sort()).toEqual(["brand", "data", "id", "kind", "realm", "visitedAt"]);
	});

	it.each(AGENTS)("name the families of %s", (userAgent, type, system, browser) => {
		expect(dataOf({ userAgent })).toMatchObject({ device_type: type, operating_system: system, browser });
	});

	it("hold of a browser's name a family of a closed list alone, whatever it calls itself (P14)", () => {
		const part = fc.constantFrom(...AGENTS.flatMap(([agent]) => agent.split(/[\s;()]+/)));
		const agent = fc.oneof(
			fc.string({ unit: "binary", maxLength: 12_000 }),
			fc.array(part, { maxLength: 40 }).map((parts) => parts.join(" ")),
		);
		fc.assert(
			fc.property(fc.option(agent, { nil: undefined }), (userAgent) => {
				const data = dataOf({ userAgent });
				expect(TYPES).toContain(data.device_type);
				expect(SYSTEMS).toContain(data.operating_system);
				expect(BROWSERS).toContain(data.browser);
			}),
		);
	});

	it.each([
		["2001:db8:0:1:2:3:4:5", "2001:db8:0:1:2:3:4:5"],
		[undefined, UNKNOWN],
	])("hold the address %s as %s", (address, held) => {
		expect(dataOf({ address }).ip_address).toBe(held);
	});

	it("hold a provider as one line of at most a hundred characters, and unknown where there is none", () => {
		expect(dataOf({ network: " Voorbeeld\r\nNet\u0000\u202eB.V. " }).internet_provider).toBe("Voorbeeld Net B.V.");
		expect(dataOf({}).internet_provider).toBe(UNKNOWN);
		expect(dataOf({ network: "\t\n" }).internet_provider).toBe(UNKNOWN);
		expect(dataOf({ network: "x".repeat(5_000) }).internet_provider).toBe("x".repeat(100));
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 500 }), (network) => {
				const held = dataOf({ network }).internet_provider;
				expect(held.length).toBeGreaterThan(0);
				expect(held.length).toBeLessThanOrEqual(100);
				expect(held).not.toMatch(/[\p{Cc}\p{Cf}\n]/u);
			}),
		);
	});

	it("hold the kind of host and the pattern of a route", () => {
		expect(dataOf({}, "brand /members/:member").page).toBe("brand /members/:member");
	});
});

describe("the kind of an event", () => {
	const kind = (method: string, page: string | undefined, status: number, more: Partial<Answered> = {}) =>
		visitKind({ site: "account", method, page, status, isSignedIn: false, ...more });
	const isSignedIn = true;

	it("is a write, a refusal or a sign-in, and a page that is seen is none", () => {
		expect(kind("POST", "/profile", 303)).toBe("write");
		expect(kind("POST", "/profile", 422)).toBe("write");
		expect(kind("POST", "/profile", 503)).toBe("write");
		expect(kind("DELETE", "/profile", 405)).toBe("write");
		for (const status of [401, 403, 404, 429]) {
			expect(kind("GET", "/members/:member", status)).toBe("refusal");
			expect(kind("POST", "/profile", status)).toBe("refusal");
		}
		expect(kind("POST", "/sign-in", 303, { isSignedIn })).toBe("sign_in");
		expect(kind("POST", "/sign-in", 422)).toBe("refusal");
		expect(kind("POST", "/sign-in", 200)).toBe("write");
		expect(kind("GET", "/login/callback", 303, { site: "brand", isSignedIn })).toBe("sign_in");
		expect(kind("GET", "/login/callback", 400, { site: "brand" })).toBe("refusal");
		for (const page of ["/", "/privacy", "/me"]) expect(kind("GET", page, 200, { site: "brand" })).toBeUndefined();
		// A session that is in use gets a new cookie now and then.
		expect(kind("GET", "/me", 303, { site: "brand", isSignedIn })).toBeUndefined();
		expect(kind("HEAD", "/privacy", 200, { site: "brand" })).toBeUndefined();
	});

	it.each(["/confirm", "/confirm/password", "/reopen"])(
		"is a sign-in for POST %s that gives a session alone",
		(page) => {
			expect(kind("POST", page, 303, { isSignedIn })).toBe("sign_in");
			expect(kind("POST", page, 303)).toBe("write");
			expect(kind("POST", page, 422)).toBe("refusal");
		},
	);

	it.each(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])(
		"is none for %s of addresses that there are not, which strangers try by the thousand",
		(method) => {
			for (const status of [303, 401, 403, 404, 405, 413, 429, 503])
				expect(kind(method, undefined, status)).toBeUndefined();
		},
	);

	it("is told of ways to sign in that there are", () => {
		const served: readonly string[] = SERVED.routes;
		expect(SIGN_INS.filter((one) => !served.includes(one))).toEqual([]);
	});
});
