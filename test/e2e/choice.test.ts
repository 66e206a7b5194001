import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAnswers } from "#foundation/choice/answers.ts";
import { CHOICE_COOKIE } from "#foundation/choice/cookie.ts";
import { askingRecipient, askOn } from "../support/fixtures/offer.ts";
import { addAxe, examine } from "./axe.ts";
import { type Sites, SLOW, startSites } from "./browser.ts";

const RECIPIENTS = [
	askingRecipient("meter", { name: "Voorbeeld Analyse Ireland Limited", country: "US", transfer: "dpf" }),
	askingRecipient("checker", { name: "Controle GmbH", fields: ["ip_address"] }),
];

let sites: Sites;
beforeAll(async () => {
	sites = await startSites();
	await askOn(sites.world, "twero", RECIPIENTS);
}, SLOW);
afterAll(() => sites.stop());

async function visit(
	options: Parameters<Sites["visitor"]>[0],
	steps: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
	const context = await sites.visitor(options);
	await steps(await context.newPage(), context);
	await context.close();
}

const at = (path: string) => sites.address("twero", path);
const pathOf = (page: Page) => new URL(page.url()).pathname;
const bar = (page: Page) => page.locator(".choice-bar");

async function answersIn(context: BrowserContext): Promise<Record<string, string>> {
	const cookies = await context.cookies();
	expect(cookies.map(({ name }) => name)).toEqual(cookies.length === 0 ? [] : [CHOICE_COOKIE]);
	return Object.fromEntries(parseAnswers(cookies[0]?.value).map(({ recipient, kind }) => [recipient, kind]));
}

describe.each([true, false])("the choice of a visitor, with scripts: %s", (javaScriptEnabled) => {
	it("is refused with one press, and leaves one cookie behind (P25)", { timeout: SLOW }, async () => {
		await visit({ javaScriptEnabled }, async (page, context) => {
			await page.goto(at("/terms"));
			expect(await answersIn(context)).toEqual({});
			await bar(page).getByRole("button", { name: "Weigeren" }).click();
			await bar(page).waitFor({ state: "detached" });
			expect(pathOf(page)).toBe("/terms");
			expect(await answersIn(context)).toEqual({ meter: "refused", checker: "refused" });
		});
	});

	it("is given to each recipient under its words, and leads back (P18)", { timeout: SLOW }, async () => {
		await visit({ javaScriptEnabled }, async (page, context) => {
			await page.goto(at("/privacy/rights"));
			await bar(page).getByRole("link", { name: "Zelf kiezen" }).click();
			await page.waitForURL(/\/privacy\/cookies\?from=/);
			expect(await page.locator(":checked").count()).toBe(0);
			await page.getByRole("button", { name: "Ja, deel met Voorbeeld Analyse Ireland Limited" }).click();
			await page.getByText("Je antwoord is bewaard.").waitFor();
			expect(await answersIn(context)).toEqual({ meter: "given" });
			await page.getByRole("button", { name: "Nee, deel niet met Controle GmbH" }).click();
			await page.waitForURL(/\/privacy\/rights$/);
			expect(await bar(page).count()).toBe(0);
			expect(await answersIn(context)).toEqual({ meter: "given", checker: "refused" });
		});
	});
});

describe("the bar", () => {
	it("is answered by keyboard alone, right after the link to the text", { timeout: SLOW }, async () => {
		await visit({}, async (page, context) => {
			await page.goto(at("/privacy/rights"));
			const focused: string[] = [];
			for (let presses = 0; presses < 3; presses += 1) {
				await page.keyboard.press("Tab");
				focused.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ""));
			}
			expect(focused.slice(1)).toEqual(["Weigeren", "Zelf kiezen"]);
			await page.keyboard.press("Shift+Tab");
			await page.keyboard.press("Enter");
			await bar(page).waitFor({ state: "detached" });
			expect(await answersIn(context)).toEqual({ meter: "refused", checker: "refused" });
		});
	});

	const views = [320, 390, 1280].flatMap((width) =>
		(["light", "dark"] as const).map((colorScheme) => ({ viewport: { width, height: 800 }, colorScheme })),
	);

	it.each(["/", "/privacy/rights", "/privacy/cookies?from=%2F"])(
		"and its page pass axe and fit at every width, by day and by night: %s",
		{ timeout: SLOW },
		async (path) => {
			await visit({ reducedMotion: "reduce" }, async (page, context) => {
				await addAxe(context);
				await page.goto(at(path));
				expect(await examine(page, views)).toEqual([]);
			});
		},
	);

	it("covers nothing, moves nothing, and gives both ways the same weight", { timeout: SLOW }, async () => {
		await visit({}, async (page) => {
			await page.goto(at("/privacy/rights"));
			const looks = await bar(page)
				.locator(".button")
				.evaluateAll((ways) =>
					ways.map((way) => {
						const { backgroundColor, color, fontSize, fontWeight, borderColor } = getComputedStyle(way);
						return { backgroundColor, color, fontSize, fontWeight, borderColor, height: way.clientHeight };
					}),
				);
			expect(looks[0]).toEqual(looks[1]);
			// In the flow of the page: what follows begins below it.
			expect(await bar(page).evaluate((one) => getComputedStyle(one).position)).toBe("static");
			const bottom = await bar(page).evaluate((one) => one.getBoundingClientRect().bottom);
			expect(await page.locator(".site-header").evaluate((one) => one.getBoundingClientRect().top)).toBe(bottom);
			expect(await page.evaluate(() => performance.getEntriesByType("layout-shift").length)).toBe(0);
		});
	});

	it("is on no paper", { timeout: SLOW }, async () => {
		await visit({}, async (page) => {
			await page.goto(at("/privacy/rights"));
			await page.emulateMedia({ media: "print" });
			expect(await bar(page).isVisible()).toBe(false);
		});
	});

	it("is not shown to a browser that asks to share nothing", { timeout: SLOW }, async () => {
		await visit({ extraHTTPHeaders: { "Sec-GPC": "1" } }, async (page, context) => {
			await page.goto(at("/terms"));
			expect(await bar(page).count()).toBe(0);
			await page.goto(at("/privacy/cookies"));
			await page.getByText("Global Privacy Control").waitFor();
			expect(await answersIn(context)).toEqual({});
		});
	});
});
