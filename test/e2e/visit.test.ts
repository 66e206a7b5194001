import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleInTurn } from "../support/run/sample.ts";
import { BRANDS, LOCALES, pathIn, SITES, type Sites, SLOW, startSites } from "./browser.ts";

let sites: Sites;
beforeAll(async () => {
	sites = await startSites();
}, SLOW);
afterAll(() => sites.stop());

/** Runs a visit in a browser that remembers nothing, and closes it. */
async function visit(
	options: Parameters<Sites["visitor"]>[0],
	steps: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
	const context = await sites.visitor(options);
	await steps(await context.newPage(), context);
	await context.close();
}

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const pathOf = (page: Page) => new URL(page.url()).pathname;

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
	const wanted = page.locator(selector).first();
	for (let presses = 0; presses < 40; presses += 1) {
		await page.keyboard.press("Tab");
		if (await wanted.evaluate((element) => element === document.activeElement)) return;
	}
	throw new Error(`Tab never reached ${selector}`);
}

describe("the notice of age", () => {
	const asking = BRANDS.filter(({ adult }) => adult).flatMap((brand, turn) =>
		sampleInTurn("the notice of age", turn, LOCALES).map((locale) => ({ ...brand, locale })),
	);

	it.each(asking)("is answered by keyboard alone and remembered on $id in $locale", async ({ id, locale }) => {
		await visit({}, async (page, context) => {
			const home = pathIn(id, locale, "/");
			await page.goto(sites.address(id, home));
			expect(await page.locator("main > :first-child").getAttribute("class")).toBe("age");
			await tabTo(page, ".age-form button");
			await page.keyboard.press("Enter");
			await page.locator(".age").waitFor({ state: "detached" });
			expect(pathOf(page)).toBe(home);
			expect(await page.locator("html").getAttribute("lang")).toBe(locale);
			const later = await context.newPage();
			await later.goto(sites.address(id, home));
			expect(await later.locator(".age").count()).toBe(0);
		});
	});

	it.each(SITES)("stands before no text that anybody may read on $id in $locale", async ({ id, locale }) => {
		const { standard } = SITES.find((site) => site.id === id) ?? { standard: locale };
		const wellKnown = ["/.well-known/security.txt", "/.well-known/gpc.json"];
		const paths = ["/privacy", "/privacy/rights", "/privacy/cookies", "/privacy/versions", "/terms"];
		for (const path of locale === standard ? [...paths, ...wellKnown] : paths) {
			const reply = await sites.world.get(pathIn(id, locale, path), { host: `${id}.localhost` });
			expect(reply.status, path).toBe(200);
			expect(reply.text, path).not.toMatch(/class="age"/);
		}
	});

	it("lets one leave to a page that learns nothing", async () => {
		await visit({}, async (page) => {
			await page.goto(sites.address("twero", "/"));
			await page.locator(".age-form a").click();
			await page.waitForURL("about:blank");
			expect(await page.evaluate(() => document.referrer)).toBe("");
		});
	});

	it("is not on a brand for all ages", async () => {
		await visit({}, async (page) => {
			await page.goto(sites.address("harbour", "/"));
			expect(await page.locator(".age").count()).toBe(0);
		});
	});

	it("is not asked again by the back button, and the answer is not sent twice", async () => {
		await visit({}, async (page) => {
			const answers: string[] = [];
			page.on("request", (request) => request.method() === "POST" && answers.push(request.url()));
			await page.goto(sites.address("twero", "/"));
			await page.locator(".age-form button").click();
			await page.locator(".band-privacy a[href$='/privacy']").click();
			await page.waitForURL(/\/privacy$/);
			await page.goBack();
			expect(pathOf(page)).toBe("/");
			expect(await page.locator(".age").count()).toBe(0);
			await page.goForward();
			expect(pathOf(page)).toBe("/privacy");
			expect(answers).toHaveLength(1);
		});
	});
});

describe("a form", () => {
	const FORMS = [
		["POST /language", "twero", "/", ".language button"],
		["POST /join", "twero", "/join", "main form button"],
		["POST /sign-in", "harbour", "/login", "main form button[type=submit]"],
		["POST /reset", "account", "/reset?brand=twero", "main form button[type=submit]"],
	] as const;

	it.each(FORMS)(
		"%s passes by what its browser says of it without Fetch Metadata, and by that alone (T12)",
		async (name, site, path, button) => {
			await visit({ javaScriptEnabled: false }, async (page) => {
				await page.goto(`http://${site}.localhost:${sites.world.worker.url.port}${path}`);
				const sent = page.waitForRequest((request) => request.method() === "POST");
				await page.locator(button).first().click();
				const request = await sent;
				const { origin = "", referer = "", "content-type": type = "" } = await request.allHeaders();
				const { host, pathname, search } = new URL(request.url());
				expect([name, new URL(origin).host, new URL(referer).host]).toEqual([`POST ${pathname}`, host, host]);
				const post = (headers: Record<string, string>) =>
					sites.world.get(pathname + search, {
						...{ host, method: "POST", body: request.postDataBuffer() ?? "" },
						headers: { "Content-Type": type, ...headers },
					});
				const status = (await request.response())?.status();
				expect([200, 303, 422]).toContain(status);
				expect((await post({ Origin: origin, Referer: referer })).status).toBe(status);
				expect((await post({ Referer: referer })).status).toBe(status);
				expect((await post({ Origin: "null" })).status).toBe(403);
				expect((await post({})).status).toBe(403);
			});
		},
	);
});

describe("the choice of language", () => {
	const other = { nl: "en", en: "nl" } as const;

	it.each(BRANDS)("P24 is remembered at the next bare visit of $id, and can be taken back", async (brand) => {
		await visit({}, async (page) => {
			const { id, standard } = brand;
			const chosen = other[standard];
			await page.goto(sites.address(id, "/privacy/rights"));
			await page.locator(`.language button[value=${chosen}]`).click();
			await page.waitForURL(`**/${chosen}/privacy/rights`);
			expect(await page.locator("html").getAttribute("lang")).toBe(chosen);
			await page.goto(sites.address(id, "/"));
			expect(pathOf(page)).toBe(`/${chosen}`);
			await page.locator(`.language button[value=${standard}]`).click();
			await page.waitForURL(sites.address(id, "/"));
			await page.goto(sites.address(id, "/"));
			expect(pathOf(page)).toBe("/");
			expect(await page.locator("html").getAttribute("lang")).toBe(standard);
		});
	});

	it.each(["/privacy/versions/1", "/terms/versions", "/privacy/cookies"])("stays on %s", async (path) => {
		await visit({}, async (page) => {
			await page.goto(sites.address("twero", path));
			await page.locator(".language button").click();
			await page.waitForURL(`**/en${path}`);
			expect(await page.locator("html").getAttribute("lang")).toBe("en");
		});
	});

	it("leads from a page that is not there to the front page", async () => {
		await visit({}, async (page) => {
			await page.goto(sites.address("twero", "/no-such-page"));
			await page.locator(".language button").click();
			await page.waitForURL("**/en");
			expect(await page.locator("h1").count()).toBe(1);
		});
	});
});

describe("cookies", () => {
	const lifetime = { "1 jaar": 365, "1 year": 365 } as Record<string, number>;

	it.each(BRANDS.filter(({ adult }) => adult))("of $id are what its cookie table says", async ({ id }) => {
		await visit({}, async (page, context) => {
			await page.goto(sites.address(id, "/"));
			await page.locator(".age-form button").click();
			await page.locator(".language button").click();
			await page.waitForURL("**/en");
			const kept = await context.cookies();
			expect(kept.map(({ name }) => name).sort()).toEqual(["__Host-age", "__Host-language"]);
			await page.goto(sites.address(id, "/en/privacy/cookies"));
			for (const cookie of kept) {
				const row = page.locator("tr", { has: page.getByRole("rowheader", { name: cookie.name, exact: true }) });
				const days = lifetime[(await row.locator("td").last().textContent()) ?? ""];
				expect(Math.round((cookie.expires - Date.now() / 1000) / 86_400), cookie.name).toBe(days);
				// A host of its own without a leading dot: no Domain attribute was sent.
				expect(cookie).toMatchObject({ domain: `${id}.localhost`, path: "/", secure: true, httpOnly: true });
				expect(cookie.sameSite).toBe("Lax");
			}
		});
	});

	it("of one brand are unknown to another", async () => {
		await visit({}, async (page, context) => {
			await page.goto(sites.address("twero", "/"));
			await page.locator(".age-form button").click();
			await page.locator(".age").waitFor({ state: "detached" });
			await page.goto(sites.address("geilesexsite", "/"));
			expect(await page.locator(".age").count()).toBe(1);
			expect(await context.cookies(sites.address("geilesexsite", "/"))).toEqual([]);
		});
	});

	it.each(BRANDS)(
		"P25 none is set by $id on somebody who only reads, and nobody else is asked for anything",
		async ({ id }) => {
			await visit({}, async (page, context) => {
				const hosts = new Set<string>();
				context.on("request", (request) => hosts.add(new URL(request.url()).hostname));
				for (const path of ["/", "/privacy", "/privacy/cookies", "/privacy/rights", "/terms", "/no-such-page"])
					await page.goto(sites.address(id, path));
				expect(await context.cookies()).toEqual([]);
				expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
				expect([...hosts]).toEqual([`${id}.localhost`]);
			});
		},
	);
});

describe("moving about a long text", () => {
	it("folds the table of contents on a phone, and goes where it points", async () => {
		await visit(PHONE, async (page) => {
			await page.goto(sites.address("twero", "/privacy"));
			const folded = page.locator(".contents-folded");
			const entry = folded.locator('a[href="#cookies"]');
			expect(await page.locator("nav.contents").isVisible()).toBe(false);
			expect(await entry.isVisible()).toBe(false);
			await folded.locator("summary").tap();
			await entry.tap();
			expect(new URL(page.url()).hash).toBe("#cookies");
			await expect
				.poll(() => page.locator("#cookies > h3").evaluate((h) => h.getBoundingClientRect().top))
				.toBeLessThan(200);
			expect(await page.locator("#cookies > h3").evaluate((h) => h.getBoundingClientRect().top)).toBeGreaterThanOrEqual(
				0,
			);
		});
	});

	it("keeps the table of contents beside the text on a wide window", async () => {
		await visit({}, async (page) => {
			await page.goto(sites.address("twero", "/privacy"));
			expect(await page.locator(".contents-folded").isVisible()).toBe(false);
			await page.locator('nav.contents a[href="#retention"]').click();
			await expect
				.poll(() => page.locator("#retention > h3").evaluate((h) => h.getBoundingClientRect().top))
				.toBeLessThan(200);
			const box = await page.locator("nav.contents").boundingBox();
			expect(box?.y).toBeGreaterThanOrEqual(0);
			expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(800);
		});
	});

	it("skips to the content by the first press of Tab", async () => {
		await visit({}, async (page) => {
			await page.goto(sites.address("geilesexsite", "/privacy"));
			await page.keyboard.press("Tab");
			const skip = page.locator(".skip");
			await expect.poll(async () => (await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
			await page.keyboard.press("Enter");
			expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
			await page.keyboard.press("Tab");
			expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
		});
	});
});
