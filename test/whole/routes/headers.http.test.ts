import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressesOf } from "../../../src/routes.tsx";
import { FORM, type Reply, startWorld, type World } from "../../support/world.ts";

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(() => world.stop());

const CSP =
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
const NO_STORE = "private, no-store";
const REVALIDATE = "private, no-cache";
const IMMUTABLE = "public, max-age=31536000, immutable";
const FOR_A_DAY = "public, max-age=86400";

const SITES = ["brand", "account"] as const;
const HOSTS: Record<(typeof SITES)[number], string> = { brand: "twero.com", account: "account.localhost" };

/** What a browser may keep and must revalidate each time. Every other route is `private, no-store`. */
const REVALIDATED = [
	"brand GET /privacy",
	"brand GET /privacy/statement.pdf",
	"brand GET /privacy/statement.txt",
	"brand GET /privacy/statement.json",
	"brand GET /privacy/versions",
	"brand GET /privacy/versions/:version",
	"brand GET /privacy/cookies",
	"brand GET /privacy/proof",
	"brand GET /privacy/proof.json",
	"brand GET /privacy/rights",
	"brand GET /terms",
	"brand GET /terms/versions",
	"brand GET /terms/versions/:number",
	"brand GET /robots.txt",
	"brand GET /sitemap.xml",
	"brand GET /manifest.webmanifest",
	"brand GET /.well-known/security.txt",
	"brand GET /.well-known/gpc.json",
];

/** What browsers ask unasked leads to the icon of the look, and is kept a while. */
const ICONS = SITES.flatMap((site) =>
	["/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"].map((path) => `${site} GET ${path}`),
);

/** Every route of both kinds of host, from the table: a new one is asked without a line here. */
const ROUTES = SITES.flatMap((site) =>
	addressesOf(site).map(({ method, path }) => ({
		name: `${site} ${method} ${path}`,
		...{ site, method },
		// What there is of versions; nobody's id elsewhere.
		path: path.replace(/:(version|number)\b/, "1").replace(/:\w+/g, "x"),
	})),
);

/** Beside the routes as they stand: other ids, other languages and no route at all. */
const ADDRESSES: [path: string, status: number, cache: string][] = [
	["/", 200, NO_STORE],
	["/en", 200, NO_STORE],
	["/en/privacy", 200, REVALIDATE],
	["/privacy/versions/99", 404, NO_STORE],
	["/privacy/versions/01", 404, NO_STORE],
	["/privacy/versions/x", 404, NO_STORE],
	["/privacy/versions/1..1", 400, NO_STORE],
	["/privacy/versions/1..99", 404, NO_STORE],
	["/privacy/versions/1..2..3", 404, NO_STORE],
	["/privacy/versions?from=1&to=x", 400, NO_STORE],
	["/terms/versions/2", 404, NO_STORE],
	["/assets/none.css", 404, NO_STORE],
	["/assets/../etc/passwd", 404, NO_STORE],
	["/nothing-here", 404, NO_STORE],
	["/%00", 404, NO_STORE],
	["/%ff%fe", 404, NO_STORE],
	["/nl/privacy", 308, NO_STORE],
];

function expectHeaders(reply: Reply, cache: string, path: string, formAction = ""): void {
	const { headers } = reply;
	expect(headers["content-security-policy"], path).toBe(`${CSP}${formAction}`);
	expect(headers["cache-control"], path).toBe(cache);
	expect(headers["strict-transport-security"], path).toBe("max-age=31536000");
	expect(headers["x-content-type-options"], path).toBe("nosniff");
	// Under "no-referrer" a browser's own form sends "Origin: null", which is refused.
	expect(headers["referrer-policy"], path).toBe("same-origin");
	expect(headers["permissions-policy"], path).toMatch(/camera=\(\).*geolocation=\(\)/);
	expect(headers["cross-origin-opener-policy"], path).toBe("same-origin");
	expect(headers["cross-origin-resource-policy"], path).toBe("same-origin");
	expect(headers["x-frame-options"], path).toBe("DENY");
	expect(headers["access-control-allow-origin"], path).toBeUndefined();
	expect(headers.server, path).toBeUndefined();
	expect(headers["x-powered-by"], path).toBeUndefined();
}

describe("every route and status (T1)", () => {
	it.each(ROUTES)("$name carries the header set, and the caching that it may have", async (route) => {
		const { name, site, method, path } = route;
		const reply = await world.get(path, {
			host: HOSTS[site],
			method,
			...(method === "POST" ? { headers: FORM, body: "" } : {}),
		});
		const cache = REVALIDATED.includes(name) ? REVALIDATE : ICONS.includes(name) ? FOR_A_DAY : NO_STORE;
		expectHeaders(reply, cache, name);
		expect(reply.status).toBeLessThan(500);
		if (cache !== REVALIDATE) return;
		expect(reply.status).toBe(200);
		expect(reply.headers.etag).toMatch(/^"twero-[0-9.+]+-[0-9a-f]{16}"$/);
	});

	it("has no exception for a route that there is not", () => {
		const names = ROUTES.map(({ name }) => name);
		expect([...REVALIDATED, ...ICONS].filter((name) => !names.includes(name))).toEqual([]);
		expect(names.length).toBeGreaterThan(100);
	});

	it.each(ADDRESSES)("GET %s answers %i with the header set and %s", async (path, status, cache) => {
		const reply = await world.get(path);
		expect(reply.status).toBe(status);
		expectHeaders(reply, cache, path);
		if (cache === REVALIDATE) expect(reply.headers.etag).toMatch(/^"twero-[0-9.+]+-[0-9a-f]{16}"$/);
	});

	it("carries the header set on 421, and on HEAD, POST and refused writes", async () => {
		expectHeaders(await world.get("/", { host: "nobody.example" }), NO_STORE, "421");
		expectHeaders(await world.get("/privacy", { method: "HEAD" }), REVALIDATE, "HEAD");
		expectHeaders(await world.get("/age", { method: "POST", headers: FORM, body: "" }), NO_STORE, "POST");
		expectHeaders(await world.get("/age", { method: "POST", body: "" }), NO_STORE, "403");
	});

	it("carries the header set on 503 and on 500", async () => {
		const away = await startWorld({ bindings: { DATABASE_URL: "http://127.0.0.1:9" } });
		const unavailable = await away.get("/");
		expect(unavailable.status).toBe(503);
		expectHeaders(unavailable, NO_STORE, "503");
		await away.stop();
		const broken = await startWorld({ bindings: { DATABASE_URL: "not a url" } });
		const internal = await broken.get("/");
		expect(internal.status).toBe(500);
		expectHeaders(internal, NO_STORE, "500");
		expect(internal.text).not.toContain("not a url");
		expect(internal.headers["x-error"]).toContain("Error: environment: missing or malformed DATABASE_URL");
		await broken.stop();
	});

	it("says why on a 500 to a test alone, and nothing of it in production (T31)", async () => {
		const live = await startWorld({ stage: "production", bindings: { DATABASE_URL: "not a url" } });
		for (const accept of ["text/html", "application/json"]) {
			const reply = await live.get("/", { headers: { Accept: accept } });
			expect(reply.status).toBe(500);
			expectHeaders(reply, NO_STORE, "500");
			expect(`${reply.text}${JSON.stringify(reply.headers)}`).not.toMatch(
				/x-error|environment|DATABASE_URL|not a url/i,
			);
		}
		await live.stop();
	});
});

/** These begin a sign-in, with a new state and challenge each time. */
const BEGINS_SIGN_IN = ["/join", "/login"];
const withoutPkce = ({ location = "", "set-cookie": cookie = "" }: Reply["headers"]) => ({
	location: location.replace(/(state|challenge)=[\w-]+/g, "$1"),
	"set-cookie": cookie.replace(/=[\w.-]+/, ""),
});

describe("an address asked for again", () => {
	const paths = [
		...ROUTES.filter(({ site, method }) => site === "brand" && method === "GET").map(({ path }) => path),
		...ADDRESSES.map(([path]) => path),
	];

	it.each([...new Set(paths)])("GET %s answers the same with and without something to look at", async (path) => {
		const first = await world.get(path);
		const short = [await world.get(path), await world.get(path)];
		const long = await world.get(path, { headers: { Cookie: "nothing=known" } });
		const told = ({ status, headers, text }: Reply) => ({
			status,
			// The first answer may have cost a database trip; /healthz tells its age, in more or fewer digits.
			headers: {
				...headers,
				...{ date: "", "server-timing": "" },
				...(path === "/healthz" ? { "content-length": "" } : {}),
				...(BEGINS_SIGN_IN.includes(path) ? withoutPkce(headers) : {}),
			},
			text: path === "/healthz" ? "" : text,
		});
		for (const again of [...short, long]) expect(told(again)).toEqual(told(first));
	});

	it("GET / heeds a cookie and a validator that come after answers without", async () => {
		for (let time = 0; time < 3; time++) expect((await world.get("/")).text).toContain("age-form");
		expect((await world.get("/", { headers: { Cookie: "__Host-age=yes" } })).text).not.toContain("age-form");
		const inEnglish = await world.get("/", { headers: { Cookie: "__Host-language=en" } });
		expect([inEnglish.status, inEnglish.headers.location]).toEqual([302, "/en"]);
		for (let time = 0; time < 3; time++) expect((await world.get("/")).text).toContain("age-form");
		const etag = (await world.get("/privacy")).headers.etag ?? "";
		expect((await world.get("/privacy", { headers: { "If-None-Match": etag } })).status).toBe(304);
	});

	it("GET / in production never tells what it cost", async () => {
		const live = await startWorld({ stage: "production" });
		for (let time = 0; time < 3; time++)
			expect((await live.get("/", { host: "twero.com" })).headers["server-timing"]).toBeUndefined();
		await live.stop();
	});

	it("GET / of a preview is never for search engines", async () => {
		const preview = await startWorld({ stage: "preview" });
		for (const path of ["/", "/", "/", "/nothing-here"])
			expect((await preview.get(path)).headers["x-robots-tag"]).toBe("noindex, nofollow");
		await preview.stop();
	});
});

describe("assets", () => {
	it("are hashed, immutable, and named by the page", async () => {
		const page = await world.get("/");
		const paths = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? "");
		expect(paths.length).toBeGreaterThanOrEqual(3);
		for (const path of new Set(paths)) {
			const reply = await world.get(path);
			expect(reply.status, path).toBe(200);
			expect(reply.headers["cache-control"], path).toBe(IMMUTABLE);
			expect(path).toMatch(/[0-9a-f]{20}/);
		}
	});

	it("are inert when they are the brand's own images (T15)", async () => {
		const page = await world.get("/");
		const logo = /src="(\/assets\/[0-9a-f]{64}\.(?:svg|png))"/.exec(page.text)?.[1] ?? "";
		const reply = await world.get(logo);
		expect(reply.status).toBe(200);
		expect(reply.headers["content-security-policy"]).toBe("default-src 'none'; sandbox");
		expect(reply.text).not.toMatch(/<script|onload|javascript:/i);
	});

	it("of one brand are unknown to another", async () => {
		const page = await world.get("/");
		const logo = /src="(\/assets\/[0-9a-f]{64}\.(?:svg|png))"/.exec(page.text)?.[1] ?? "";
		expect((await world.get(logo, { host: "geilesexsite.nl" })).status).toBe(404);
	});
});

describe("conditional requests", () => {
	it("answer 304 to the ETag of this brand, and 200 to that of another", async () => {
		const first = await world.get("/privacy");
		const etag = first.headers.etag ?? "";
		const again = await world.get("/privacy", { headers: { "If-None-Match": `W/"x", ${etag}` } });
		expect(again.status).toBe(304);
		expect(again.text).toBe("");
		expectHeaders(again, REVALIDATE, "304");
		const other = await world.get("/privacy", { host: "geilesexsite.nl", headers: { "If-None-Match": etag } });
		expect(other.status).toBe(200);
		expect(other.headers.etag).not.toBe(etag);
	});
});

describe("writes from elsewhere (T12)", () => {
	const body = "locale=en&path=/";
	const form = { "Content-Type": "application/x-www-form-urlencoded" };
	it.each([
		["cross-site", { "Sec-Fetch-Site": "cross-site" }],
		["same-site, as a sibling brand is", { "Sec-Fetch-Site": "same-site" }],
		["none", { "Sec-Fetch-Site": "none" }],
		["no Sec-Fetch-Site and no Origin", {}],
		["a foreign Origin", { Origin: "https://evil.test" }],
		["an opaque Origin", { Origin: "null" }],
		["an opaque Origin with a Referer of ours", { Origin: "null", Referer: "https://twero.com/" }],
		["a foreign Referer", { Referer: "https://evil.test/?https://twero.com/" }],
		["a Referer that begins like ours", { Referer: "https://twero.com.evil.test/" }],
		["a Referer that is no address", { Referer: "twero.com" }],
		["a sibling's Origin with a Referer of ours", { Origin: "https://harbour.example", Referer: "https://twero.com/" }],
		["an Origin that begins like ours", { Origin: "https://twero.com.evil.test" }],
		["our Origin with a cross-site fetch", { Origin: "https://twero.com", "Sec-Fetch-Site": "cross-site" }],
	])("are refused: %s", async (_name, headers) => {
		const reply = await world.get("/language", { method: "POST", headers: { ...form, ...headers }, body });
		expect(reply.status).toBe(403);
		expect(reply.headers["set-cookie"]).toBeUndefined();
	});

	it.each([
		["same-origin", { "Sec-Fetch-Site": "same-origin" }],
		["our Origin", { Origin: "https://twero.com" }],
		[
			"our Origin and Referer, as a browser without Fetch Metadata sends them",
			{
				Origin: "https://twero.com",
				Referer: "https://twero.com/en/privacy?from=mail",
			},
		],
		["our Referer alone, as a browser that gives Origin to other sites only", { Referer: "https://twero.com/" }],
	])("are taken from ourselves: %s", async (_name, headers) => {
		const reply = await world.get("/language", { method: "POST", headers: { ...form, ...headers }, body });
		expect(reply.status).toBe(303);
	});
});
