import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addressesOf, type Site } from "../../../src/routes.tsx";
import { FORM, startWorld, type World } from "../../support/world.ts";

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(() => world.stop());

const HOSTS: Record<Site, string> = { brand: "twero.com", account: "account.localhost" };
const tripsOf = (headers: Record<string, string>) => /desc="(\d+)"/.exec(headers["server-timing"] ?? "")?.[1];

const READ = (["brand", "account"] as const).flatMap((site) =>
	addressesOf(site).flatMap(({ method, path }) =>
		method === "GET" && path !== "/" ? [{ site, path, own: path.replace(/:\w+/g, "x1") }] : [],
	),
);

describe("an address in another spelling than ours", () => {
	// A host that nobody has makes an isolate look at the registry, unless it did within a second: for the ten after
	// that no request has to.
	beforeEach(async () => {
		expect((await world.get("/", { host: "nobody.example" })).status).toBe(421);
	});

	it.each(READ)(
		"GET $path/ of the $site host leads to the address without the slash, query kept, in no trip while the registry is fresh",
		async ({ site, own }) => {
			for (const method of ["GET", "HEAD"]) {
				const reply = await world.get(`${own}/?code=A%2Fb&x=`, { host: HOSTS[site], method });
				expect([reply.status, reply.headers.location]).toEqual([308, `${own}?code=A%2Fb&x=`]);
				expect(reply.text).toBe("");
				expect(tripsOf(reply.headers)).toBe("0");
			}
		},
	);

	it.each([
		["/en/", "/en"],
		["/EN", "/en"],
		["/en/privacy/rights/", "/en/privacy/rights"],
		["/Privacy", "/privacy"],
		["/en/Terms/Versions/", "/en/terms/versions"],
	])("GET %s leads to the address in our spelling, %s", async (path, location) => {
		const reply = await world.get(path);
		expect([reply.status, reply.headers.location]).toEqual([308, location]);
	});

	it.each([
		"//evil.example/",
		"/\\evil.example/",
		"/en//evil.example/",
		"/EN//evil.example/",
		"/members//evil.example/",
	])("GET %s leads nowhere (T24)", async (path) => {
		for (const host of Object.values(HOSTS)) {
			const reply = await world.get(path, { host });
			expect([reply.status, reply.headers.location]).toEqual([404, undefined]);
		}
	});

	it("GET /nothing-here/ and POST /language/ are addresses that there are not", async () => {
		expect((await world.get("/nothing-here/")).status).toBe(404);
		const sent = await world.get("/language/", { method: "POST", headers: FORM, body: "locale=en&path=/" });
		expect([sent.status, sent.headers.location]).toEqual([404, undefined]);
	});
});

describe("an icon that a browser asks unasked", () => {
	it.each(Object.entries(HOSTS))(
		"GET /favicon.ico and its kin lead to the icon on the %s host",
		async (_site, host) => {
			for (const path of ["/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"]) {
				const reply = await world.get(path, { host });
				expect([reply.status, reply.text, tripsOf(reply.headers)], path).toEqual([308, "", "0"]);
				expect(reply.headers["cache-control"]).toBe("public, max-age=86400");
				const icon = await world.get(reply.headers.location ?? "", { host });
				expect([icon.status, /^image\//.test(icon.headers["content-type"] ?? "")], path).toEqual([200, true]);
			}
		},
	);
});
