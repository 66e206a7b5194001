import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BRANDS, SITES, type Sites, SLOW, startSites } from "./browser.ts";

const PHONE = { width: 390, height: 844 };
const SCREENS = 15;

let sites: Sites;
beforeAll(async () => {
	sites = await startSites();
}, SLOW);
afterAll(() => sites.stop());

async function open(path: string, options: Parameters<Sites["visitor"]>[0] = {}): Promise<Page> {
	const page = await (await sites.visitor(options)).newPage();
	await page.goto(path);
	return page;
}

/** Cells of tables that a reader can see now, and all of them. */
const cellsIn = (page: Page) =>
	page.evaluate(() => {
		const cells = [...document.querySelectorAll(".prose td")].filter((cell) => cell.textContent !== "");
		return { all: cells.length, seen: cells.filter((cell) => cell.checkVisibility()).length };
	});

/** Headings that the contents mark as the one that is read. */
const marked = (page: Page) =>
	page.evaluate(() =>
		[...document.querySelectorAll(".contents a")].flatMap((link) =>
			link.matches(":target-current") ? [link.textContent] : [],
		),
	);

describe("the statement on a phone", () => {
	it.each(SITES)("of $id in $locale is at most 15 screens long before anything is opened", async ({ id, locale }) => {
		const page = await open(sites.address(id, "/privacy", locale), { viewport: PHONE });
		await page.evaluate(() => document.fonts.ready.then(() => undefined));
		const { length, width } = await page.evaluate(() => ({
			// The question about recipients stands above each page until it is answered, and is no part of the statement.
			length: document.documentElement.scrollHeight - (document.querySelector(".choice-bar")?.clientHeight ?? 0),
			width: document.documentElement.scrollWidth,
		}));
		process.stdout.write(`${id} ${locale}: ${(length / PHONE.height).toFixed(1)} screens\n`);
		expect(length / PHONE.height).toBeLessThanOrEqual(SCREENS);
		expect(width).toBe(PHONE.width);
		expect(await page.locator("details[open]").count()).toBe(0);
		expect(await page.locator("#summary li").count()).toBeGreaterThanOrEqual(7);
		await page.context().close();
	});

	it.each(BRANDS)("of $id opens its parts one by one, by keyboard and without JavaScript", async ({ id }) => {
		const page = await open(sites.address(id, "/privacy"), { viewport: PHONE, javaScriptEnabled: false });
		const folds = page.locator(".prose details");
		const count = await folds.count();
		expect(count).toBeGreaterThan(6);
		for (let at = 0; at < count; at += 1) {
			await folds.nth(at).locator("summary").first().focus();
			await page.keyboard.press("Enter");
			await folds.nth(at).locator("td, p, li").first().waitFor({ state: "visible" });
		}
		expect(await page.locator(".prose details[open]").count()).toBe(count);
		await page.context().close();
	});
});

describe("what is closed", () => {
	it.each(BRANDS)("on $id is not seen, but is printed, all of it", async ({ id }) => {
		const page = await open(sites.address(id, "/privacy"));
		const { all, seen } = await cellsIn(page);
		expect(all).toBeGreaterThan(80);
		expect(seen).toBeLessThan(all / 2);
		await page.emulateMedia({ media: "print" });
		expect(await cellsIn(page)).toEqual({ all, seen: all });
		await page.context().close();
	});

	it("opens where a search finds words in it", async () => {
		const page = await open(sites.address("twero", "/privacy#:~:text=Besturingssysteem"));
		await expect.poll(() => page.locator(".prose details[open]").count()).toBe(1);
		expect(await page.locator(".prose details[open]").textContent()).toContain("Besturingssysteem");
		await page.context().close();
	});

	it("opens where a line of the layer on top leads into it", async () => {
		const page = await open(sites.address("twero", "/privacy"));
		await page.locator('#summary a[href="#special"]').click();
		await expect.poll(() => page.locator("details[open] #special").count()).toBe(1);
		expect(await page.locator("#special").isVisible()).toBe(true);
		await page.context().close();
	});
});

describe("the contents", () => {
	it.each(SITES)(
		"of $id in $locale mark the part that is read, as a reader scrolls or goes to it",
		async ({ id, locale }) => {
			const page = await open(sites.address(id, "/privacy", locale), { reducedMotion: "reduce" });
			const headings = await page.locator(".contents a").allTextContents();
			expect(headings.length).toBeGreaterThan(15);
			await expect.poll(() => marked(page)).toEqual([headings[0]]);
			const style = (selector: string) =>
				page.locator(selector).evaluate((link) => getComputedStyle(link).borderInlineStartColor);
			const plain = await style('.contents a[href="#recipients"]');
			await page.locator("#recipients").evaluate((section) => section.scrollIntoView());
			const heading = await page.locator("#recipients h3").textContent();
			await expect.poll(() => marked(page)).toEqual([heading]);
			expect(await style('.contents a[href="#recipients"]')).not.toBe(plain);
			await page.locator('.contents a[href="#account"]').focus();
			await page.keyboard.press("Enter");
			await expect.poll(() => marked(page)).toEqual([await page.locator("#account h3").textContent()]);
			await page.context().close();
		},
	);

	it("are plain contents without JavaScript, and lead to their sections", async () => {
		const page = await open(sites.address("twero", "/privacy"), { javaScriptEnabled: false });
		await page.locator('.contents a[href="#rights"]').click();
		await page.waitForURL("**/privacy#rights");
		expect(await page.locator("#rights h3").isVisible()).toBe(true);
		await page.context().close();
	});
});
