import { Hono } from "hono";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { routePath } from "#foundation/brand/host.ts";
import type { Look } from "#foundation/brand/settings.ts";
import { encodeSnapshot } from "#foundation/brand/snapshot.ts";
import { type App, readLocale, resolveBrand } from "#foundation/http/resolve-site.ts";
import type { Settings } from "#foundation/settings.ts";
import { FIRST_DAY, publishedBrand, type Surroundings, surroundings } from "../../support/fixtures/published.ts";
import { someSettings } from "../../support/fixtures/settings.ts";

/** The middleware that decides the brand, on an isolate of its own and a registry of values. */
const world: Surroundings = surroundings(Date.parse("2026-05-01T00:00:00.000Z"));
let stage: Settings["stage"] = "production";

const states: Record<string, Partial<Look>> = {
	alfa: {},
	bravo: { locales: { default: "en", available: ["en"] } },
	paused: { state: "paused" },
	closed: { state: "closed" },
	preview: { hosts: { primary: "anders.example", aliases: [] } },
};

const app = new Hono<App>({ getPath: (request) => routePath(request.url) })
	.onError((error) => new Response("code" in error ? String(error.code) : error.message, { status: 500 }))
	.use(async (c, next) => {
		c.set("settings", someSettings({ stage }));
		c.set("sources", world.sources);
		c.set("databases", []);
		await next();
	})
	.use(resolveBrand)
	.get("/database", (c) => {
		const [first, second] = [c.var.database(), c.var.database()];
		return c.json({ opened: c.var.databases.length, same: first.trips === second.trips });
	})
	.all("*", (c) => {
		const { edition, locale, path, databases } = c.var;
		return c.json({
			brand: edition.brand.id,
			locale,
			path,
			statement: edition.statement.number,
			opened: databases.length,
		});
	});

beforeAll(async () => {
	const brands = Object.entries(states).map(([id, look]) => publishedBrand({ id, look }));
	world.live = await encodeSnapshot(brands, 1, FIRST_DAY);
});

async function ask(url: string, init: RequestInit = {}) {
	const response = await app.request(url, init);
	const text = await response.text();
	return {
		status: response.status,
		location: response.headers.get("Location"),
		text,
		json: text.startsWith("{") ? JSON.parse(text) : undefined,
	};
}

const seen = async (url: string, init?: RequestInit) => {
	const { json, text } = await ask(url, init);
	return json ? [json.brand, json.locale, json.path] : text;
};

describe("a request", () => {
	it.each([
		["https://alfa.example/", ["alfa", "nl", "/"]],
		["https://ALFA.example./x", ["alfa", "nl", "/x"]],
		["https://alfa.example/en", ["alfa", "en", "/"]],
		["https://alfa.example/en/privacy", ["alfa", "en", "/privacy"]],
		["https://alfa.example/en//privacy", ["alfa", "en", "/privacy"]],
		["https://bravo.example/privacy", ["bravo", "en", "/privacy"]],
		["https://bravo.example/nl/privacy", "not_found"],
		["https://anders.example/", ["preview", "nl", "/"]],
		["https://unknown.example/", "unknown_host"],
		["https://preview.example/", "unknown_host"],
		["https://127.0.0.1/", "unknown_host"],
		["https://www.alfa.example.evil.test/", "unknown_host"],
	])("for %s is that brand's in that language, or nobody's", async (url, found) => {
		expect(await seen(url)).toEqual(found);
	});

	it("opens no database by itself, and one at most", async () => {
		expect((await ask("https://alfa.example/")).json.opened).toBe(0);
		expect((await ask("https://alfa.example/database")).json).toEqual({ opened: 1, same: true });
	});

	it("sees the statement that is in force by its clock", async () => {
		expect((await ask("https://alfa.example/")).json.statement).toBe(1);
	});

	it("is unavailable without any registry", async () => {
		vi.resetModules();
		const fresh = await import("#foundation/http/resolve-site.ts");
		const bare = new Hono<App>();
		bare.onError((error) => new Response("code" in error ? String(error.code) : error.message));
		const away = surroundings();
		away.live = "away";
		bare.use(async (c, next) => {
			c.set("sources", away.sources);
			c.set("settings", someSettings());
			await next();
		});
		bare.use(fresh.resolveBrand);
		expect(await (await bare.request("https://alfa.example/")).text()).toBe("unavailable");
	});
});

describe("<brand id>.localhost", () => {
	it("names a brand everywhere but in production", async () => {
		for (const one of ["development", "test", "bench", "preview"] as const) {
			stage = one;
			expect(await seen("http://alfa.localhost/")).toEqual(["alfa", "nl", "/"]);
			expect(await seen("http://preview.localhost/")).toEqual(["preview", "nl", "/"]);
			for (const host of [
				"nobody.localhost",
				"x.alfa.localhost",
				"alfa.localhost.evil.test",
				"localhost",
				"alfalocalhost",
			])
				expect(await seen(`http://${host}/`), host).toBe("unknown_host");
		}
		stage = "production";
		expect(await seen("http://alfa.localhost/")).toBe("unknown_host");
	});
});

describe("a request to an alias", () => {
	it("goes to the primary, as it was written", async () => {
		const reply = await ask("https://www.alfa.example/en//a%2fb?c=%20#d");
		expect([reply.status, reply.location]).toEqual([308, "https://alfa.example/en//a%2fb?c=%20"]);
		expect((await ask("https://www.alfa.example/", { method: "HEAD" })).status).toBe(308);
	});

	it.each(["POST", "PUT", "DELETE", "OPTIONS"])("is refused for %s", async (method) => {
		expect((await ask("https://www.alfa.example/", { method })).text).toBe("unknown_host");
	});
});

describe("the default language in a path", () => {
	it.each([
		["/nl", "/"],
		["/nl/", "/"],
		["/nl/privacy?x=1", "/privacy?x=1"],
		["/nl//evil.test", "/evil.test"],
		["/nl///evil.test", "/evil.test"],
		["/nl//x//y", "/x//y"],
	])("of %s is taken away", async (path, location) => {
		const reply = await ask(`https://alfa.example${path}`);
		expect([reply.status, reply.location]).toEqual([308, location]);
	});
});

describe("a path that workerd passes on unread (T24)", () => {
	const brand = publishedBrand({ id: "alfa" });

	it.each(["/nl/\\evil.test", "/nl//evil.test", "/nl/\\/evil.test", "/nl/\\\\evil.test", "/nl//\\evil.test"])(
		"names no other host once its language is taken away: %s",
		(path) => {
			expect(readLocale(path, brand).canonical).toBe("/evil.test");
		},
	);
});

describe("a brand that is not live", () => {
	const open = [
		...["/privacy", "/privacy/versions/1", "/terms", "/assets/x", "/.well-known/gpc.json", "/healthz"],
		...["/robots.txt", "/language", "/en/privacy"],
	];
	const shut = ["/", "/en", "/privacyx", "/x/privacy", "/age", "/terms-and-more", "/sitemap.xml", "/.well-knownx"];

	it.each([
		["paused", "paused"],
		["closed", "gone"],
	])("(%s) keeps what the law asks for and nothing else", async (id, code) => {
		for (const path of open) expect((await seen(`https://${id}.example${path}`))[0], path).toBe(id);
		for (const path of shut) expect(await seen(`https://${id}.example${path}`), path).toBe(code);
	});

	it("answers 308 to a default language before it says so", async () => {
		expect((await ask("https://paused.example/nl/x")).status).toBe(308);
	});
});
