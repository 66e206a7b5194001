import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newVisitor } from "../support/member.ts";
import { BRANDS, PAGES, pathIn, publishHistory, SITES, type Sites, SLOW, startSites } from "./browser.ts";

/** Reading, keeping, comparing and printing the legal texts. */
let sites: Sites;
beforeAll(async () => {
	sites = await startSites();
	await publishHistory(sites, ["twero"]);
}, SLOW);
afterAll(() => sites.stop());

async function open(path: string, options: Parameters<Sites["visitor"]>[0] = {}): Promise<Page> {
	const page = await (await sites.visitor(options)).newPage();
	await page.goto(path);
	return page;
}

describe("versions", () => {
	it("are compared by the form, in words and in marked text", async () => {
		const page = await open(sites.address("twero", "/en/privacy/versions"));
		await page.getByLabel("From version").selectOption("1");
		await page.getByLabel("to version").selectOption("2");
		await page.getByRole("button", { name: "Compare" }).click();
		await page.waitForURL("**/en/privacy/versions/1..2");
		expect(await page.locator("#in-words li").allTextContents()).toEqual([
			"The answer term goes from 28 days to 7 days.",
		]);
		expect(await page.locator("del").first().textContent()).toContain("28");
		expect(await page.locator("ins").first().textContent()).toContain("7");
		await page.context().close();
	});

	it("are compared in their order, whichever is chosen first", async () => {
		const page = await open(sites.address("twero", "/privacy/versions"));
		await page.locator("#compare-from").selectOption("2");
		await page.locator("#compare-to").selectOption("0");
		await page.locator(".compare button").click();
		await page.waitForURL("**/privacy/versions/0..2");
		expect(await page.locator("h1").textContent()).toBe("Van versie 0 naar versie 2");
		await page.context().close();
	});

	it("answer the choice of one and the same version with a page that helps on", async () => {
		const page = await open(sites.address("twero", "/privacy/versions"));
		await page.locator("#compare-to").selectOption("0");
		await page.locator(".compare button").click();
		await page.waitForURL("**/privacy/versions/0..0");
		expect(await page.locator(".error-code").textContent()).toContain("400");
		await page.locator(".error .button").click();
		expect(new URL(page.url()).pathname).toBe("/");
		await page.context().close();
	});

	it("P30 are announced on the statement, with the day and what changes", async () => {
		const page = await open(sites.address("twero", "/en/privacy"));
		const notice = page.locator(".notice").first();
		expect(await notice.textContent()).toMatch(/Version 2 applies from \d+ \w+ \d{4}/);
		await notice.getByRole("link", { name: "See what changes" }).click();
		await page.waitForURL("**/en/privacy/versions/1..2");
		expect(await page.locator("#in-words").textContent()).toContain("28 days to 7 days");
		await page.context().close();
	});

	it("say when an archived text applied, and in which language it is", async () => {
		const page = await open(sites.address("twero", "/en/privacy/versions/0"));
		expect(await page.locator(".facts").textContent()).toMatch(/Applied from\s*1 March 2014/);
		expect(await page.locator("html").getAttribute("lang")).toBe("en");
		for (const part of ["h1", ".prose"])
			expect(
				await page.locator(part).evaluate((element) => element.closest("[lang]")?.getAttribute("lang")),
				part,
			).toBe("nl");
		await page.context().close();
	});
});

describe("the statement", () => {
	it.each(SITES)(
		"P31 P46 P63 of $id in $locale leads to its PDF, to the authority and to the terms",
		async ({ id, locale }) => {
			const page = await open(sites.address(id, "/privacy", locale));
			const authority = await page.locator("#complaint a").getAttribute("href");
			expect(authority).toMatch(/^https:\/\/autoriteitpersoonsgegevens\.nl\//);
			const link = page.locator('.facts a[type="application/pdf"]');
			const [response] = await Promise.all([page.waitForResponse(/statement\.pdf$/), link.click()]);
			expect(response.status()).toBe(200);
			expect(response.headers()["content-type"]).toBe("application/pdf");
			expect(response.headers()["content-disposition"]).toContain(`${id}-privacy-1-${locale}.pdf`);
			const file = await sites.world.get(new URL(response.url()).pathname, { host: `${id}.localhost` });
			expect(file.body.subarray(0, 5).toString()).toBe("%PDF-");
			await page.goto(sites.address(id, "/privacy", locale));
			await page.locator("#definitions a").first().click();
			await page.waitForURL(`**${pathIn(id, locale, "/terms")}`);
			expect(await page.locator(".prose .definitions dt").count()).toBeGreaterThan(5);
			await page.context().close();
		},
	);

	it.each(BRANDS)("of $id prints as a text: black on white, no menus, addresses written out", async ({ id }) => {
		const page = await open(sites.address(id, "/privacy"), { colorScheme: "dark" });
		await page.emulateMedia({ media: "print" });
		for (const hidden of [".site-nav", ".language", ".contents", ".contents-folded", ".skip", ".footer-end"])
			expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
		const ink = await page.evaluate(() => {
			const { color, backgroundColor } = getComputedStyle(document.body);
			return [color, backgroundColor];
		});
		expect(ink).toEqual(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
		const link = page.locator('.prose a[href^="https:"]').first();
		const written = await link.evaluate((element) => getComputedStyle(element, "::after").content);
		expect(written).toContain(await link.getAttribute("href"));
		expect(await page.locator("h1").isVisible()).toBe(true);
		expect(await page.locator(".site-footer").textContent()).toContain("KvK");
		await page.context().close();
	});
});

describe("without JavaScript", () => {
	it("a visit goes from the front page to the difference of two versions, and changes language", async () => {
		const page = await open(sites.address("twero", "/"), { javaScriptEnabled: false });
		await page.locator(".age-form button").click();
		await page.locator(".age").waitFor({ state: "detached" });
		await page.locator(".band-privacy a[href$='/privacy']").click();
		await page.waitForURL("**/privacy");
		await page.setViewportSize({ width: 390, height: 800 });
		await page.locator(".contents-folded summary").click();
		await page.locator('.contents-folded a[href="#rights"]').click();
		await page.locator('.facts a[href="/privacy/versions"]').click();
		await page.locator(".compare button").click();
		await page.waitForURL("**/privacy/versions/0..2");
		await page.locator(".language button").click();
		await page.waitForURL("**/en/privacy/versions/0..2");
		expect(await page.locator("ins").count()).toBeGreaterThan(0);
		await page.context().close();
	});
});

describe("links", () => {
	const attributes = (html: string, name: string) =>
		[...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].flatMap(([, value]) => value ?? []);

	it.each(SITES)("lead somewhere on every page of $id in $locale", async ({ id, locale }) => {
		const host = `${id}.localhost`;
		const targets = new Set<string>();
		const broken: string[] = [];
		for (const path of Object.values(PAGES)) {
			const from = pathIn(id, locale, path);
			const { text } = await sites.world.get(from, { host });
			const ids = new Set(attributes(text, "id"));
			for (const href of attributes(text, "href")) {
				if (href.startsWith("#") && !ids.has(href.slice(1))) broken.push(`${from} → ${href}`);
				if (href.startsWith("/")) targets.add(href);
			}
		}
		expect(targets.size).toBeGreaterThan(15);
		for (const target of targets) {
			// Joining and signing in lead on, to the host of the accounts.
			const visitor = newVisitor(sites.world);
			const { status } = await visitor.follow(await visitor.get(sites.address(id, target)));
			if (status !== 200) broken.push(`${target}: ${status}`);
		}
		expect(broken).toEqual([]);
	});
});
