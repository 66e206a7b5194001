import { beforeEach, describe, expect, it, vi } from "vitest";
import { encodeSnapshot, openSnapshot, type Snapshot } from "#foundation/brand/snapshot.ts";
import { FIRST_DAY, publishedBrand, surroundings } from "../../support/fixtures/published.ts";

/** The short way of a fresh isolate: which requests may take it, and for how long. */
const NOW = Date.parse("2026-05-01T00:00:00.000Z");
const URL_OF_PAGE = "https://alfa.example/privacy";

const snapshotOf = async (revision: number): Promise<Snapshot> =>
	openSnapshot(await encodeSnapshot([publishedBrand({ id: "alfa" })], revision, FIRST_DAY));

async function isolate() {
	vi.resetModules();
	const cache = await import("#foundation/http/page-cache.ts");
	const { cachedResponse } = await import("#foundation/http/respond-cached.ts");
	return { ...cache, cachedResponse };
}

const unseen = () => undefined;
const ALWAYS = { now: NOW, editionEnds: Number.POSITIVE_INFINITY };

let ui: Awaited<ReturnType<typeof isolate>>;
let snapshot: Snapshot;
beforeEach(async () => {
	ui = await isolate();
	snapshot = await snapshotOf(1);
	const headers = new Headers({ "X-Page": "whole" });
	ui.cachePage("alfa", { bytes: new TextEncoder().encode("page"), headers, etag: "x", status: 200 });
	ui.cacheAddress(snapshot, URL_OF_PAGE, { key: "alfa", locales: undefined, view: undefined }, ALWAYS);
});

describe("an answer that is kept", () => {
	it("is told of as seen each time that it is given, where it is a page, and never where it is not given", () => {
		const seen = vi.fn();
		const view = { brand: "alfa", kind: "statement" } as const;
		ui.cacheAddress(snapshot, URL_OF_PAGE, { key: "alfa", locales: undefined, view }, ALWAYS);
		for (const at of [NOW, NOW + 5]) ui.cachedResponse(new Request(URL_OF_PAGE), snapshot, at, seen);
		ui.cachedResponse(new Request(`${URL_OF_PAGE}?a`), snapshot, NOW, seen);
		ui.cachedResponse(new Request(URL_OF_PAGE, { method: "HEAD" }), snapshot, NOW, seen);
		ui.cacheAddress(snapshot, URL_OF_PAGE, { key: "alfa", locales: undefined, view: undefined }, ALWAYS);
		expect(ui.cachedResponse(new Request(URL_OF_PAGE), snapshot, NOW, seen)).toBeDefined();
		expect(seen.mock.calls).toEqual([
			[view, NOW],
			[view, NOW + 5],
		]);
	});

	it.each([
		["Sec-Purpose", "prefetch"],
		["Sec-Purpose", "prefetch;prerender"],
		["Purpose", "prefetch"],
		["X-Moz", "prefetch"],
	])("is given ahead of its time (%s: %s) and then is not told of as seen", (name, value) => {
		const seen = vi.fn();
		const view = { brand: "alfa", kind: "statement" } as const;
		ui.cacheAddress(snapshot, URL_OF_PAGE, { key: "alfa", locales: undefined, view }, ALWAYS);
		const ahead = new Request(URL_OF_PAGE, { headers: { [name]: value } });
		expect(ui.cachedResponse(ahead, snapshot, NOW, seen)?.status).toBe(200);
		expect(seen).not.toHaveBeenCalled();
	});

	it("is given to the same address, whole", async () => {
		const answer = ui.cachedResponse(new Request(URL_OF_PAGE), snapshot, NOW, unseen);
		expect([answer?.status, answer?.headers.get("X-Page"), await answer?.text()]).toEqual([200, "whole", "page"]);
	});

	it.each([
		["another path", `${URL_OF_PAGE}/rights`, {}],
		["another host", URL_OF_PAGE.replace("alfa", "bravo"), {}],
		["a query", `${URL_OF_PAGE}?a`, {}],
		["a cookie", URL_OF_PAGE, { headers: { Cookie: "a=b" } }],
		["a validator", URL_OF_PAGE, { headers: { "If-None-Match": "x" } }],
		["a browser that asks to share nothing", URL_OF_PAGE, { headers: { "Sec-GPC": "1" } }],
		["HEAD", URL_OF_PAGE, { method: "HEAD" }],
		["POST", URL_OF_PAGE, { method: "POST" }],
	])("is not given to %s", (_name, url, init) => {
		ui.cacheAddress(snapshot, `${URL_OF_PAGE}?a`, { key: "alfa", locales: undefined, view: undefined }, ALWAYS);
		expect(ui.cachedResponse(new Request(url, init), snapshot, NOW, unseen)).toBeUndefined();
	});

	it.each([
		["a first visit in another language of the brand", { "Accept-Language": "en-GB,en;q=0.9" }, false],
		["a first visit in its own language", { "Accept-Language": "nl,en;q=0.9" }, true],
		["a language that the brand lacks", { "Accept-Language": "de" }, true],
		["a reader who comes from a page of the site", { "Accept-Language": "en", "Sec-Fetch-Site": "same-origin" }, true],
		["a machine that names no language", {}, true],
	])(
		"is given, but on a first visit that asks for another language of the brand: %s",
		(_name, headers: Record<string, string>, given) => {
			const locales = { default: "nl", available: ["nl", "en"] } as const;
			const available = [...locales.available];
			ui.cacheAddress(
				snapshot,
				URL_OF_PAGE,
				{ key: "alfa", locales: { ...locales, available }, view: undefined },
				ALWAYS,
			);
			const answer = ui.cachedResponse(new Request(URL_OF_PAGE, { headers }), snapshot, NOW, unseen);
			expect(answer !== undefined).toBe(given);
		},
	);

	it("is forgotten with its registry, and without one", async () => {
		expect(ui.cachedResponse(new Request(URL_OF_PAGE), await snapshotOf(2), NOW, unseen)).toBeUndefined();
		expect(ui.cachedResponse(new Request(URL_OF_PAGE), undefined, NOW, unseen)).toBeUndefined();
	});

	it("rests for ten seconds at most, and not beyond its edition", () => {
		expect(ui.pageAt(snapshot, URL_OF_PAGE, NOW + 9_999)).toBeDefined();
		expect(ui.pageAt(snapshot, URL_OF_PAGE, NOW + 10_000)).toBeUndefined();
		ui.cacheAddress(
			snapshot,
			URL_OF_PAGE,
			{ key: "alfa", locales: undefined, view: undefined },
			{ now: NOW, editionEnds: NOW + 50 },
		);
		expect(ui.pageAt(snapshot, URL_OF_PAGE, NOW + 49)).toBeDefined();
		expect(ui.pageAt(snapshot, URL_OF_PAGE, NOW + 50)).toBeUndefined();
	});
});

describe("the registry", () => {
	it("is fresh until a look at the database is due", async () => {
		vi.resetModules();
		const registry = await import("#foundation/brand/registry.ts");
		expect(registry.freshRegistry(0)).toBeUndefined();
		const world = surroundings(NOW);
		world.live = await encodeSnapshot([publishedBrand({ id: "alfa" })], 1, FIRST_DAY);
		await registry.currentRegistry(() => true, world.sources);
		expect(registry.freshRegistry(world.time + 10_000)?.revision).toBe(1);
		expect(registry.freshRegistry(world.time + 10_001)).toBeUndefined();
	});
});
