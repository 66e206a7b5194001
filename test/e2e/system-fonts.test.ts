import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Member, newMember, newVisitor } from "../support/member.ts";
import { sampleInTurn } from "../support/run/sample.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { addAxe, COLOR_RULES, EVERY_VIEW, examine } from "./axe.ts";
import { BRANDS, type BrandId, type Sites, SLOW, startBrowser, startSites } from "./browser.ts";
import { delayFonts, layoutShift, loadedFonts, systemFamilies } from "./font-arrival.ts";
import { SYSTEM_FONTS } from "./fonts.ts";

let mail: MailServer;
let sites: Sites;
/** Of each brand, signed in on its account host. */
let members: Map<BrandId, Member>;
beforeAll(async () => {
	mail = await startMailServer();
	sites = await startSites({ bindings: { SMTP_URL: mail.url } });
	members = new Map();
	for (const { id } of BRANDS) members.set(id, await newMember(sites.world, mail, id));
}, SLOW);
afterAll(async () => {
	await sites.stop();
	await mail.stop();
});

const memberOf = (brand: BrandId) => members.get(brand) ?? expect.fail(`no member of ${brand}`);

/** The form, to which the brand's own page leads. */
async function joinAddress(brand: BrandId): Promise<string> {
	const visitor = newVisitor(sites.world);
	const { headers } = await visitor.get(visitor.address(brand, "/join"));
	return headers.location ?? expect.fail(`${brand} leads nowhere`);
}

/** Pages with the largest headings, the longest text, a form, and what a member wrote. */
const PAGES: Record<string, (brand: BrandId) => string | Promise<string>> = {
	home: (brand) => sites.address(brand, "/"),
	statement: (brand) => sites.address(brand, "/privacy"),
	join: joinAddress,
	security: (brand) => new URL(`/security?brand=${brand}`, memberOf(brand).visitor.at).href,
};

const CASES = Object.entries(PAGES).map(([name, addressOf], turn) => ({ name, addressOf, turn }));
const WIDTHS = EVERY_VIEW.filter(({ colorScheme }) => colorScheme === "light").map(({ viewport }) => viewport);

describe.each(Object.entries(SYSTEM_FONTS))("on a machine whose fonts are %s", { timeout: SLOW }, (system, fonts) => {
	let browser: Browser;
	beforeAll(async () => {
		browser = await startBrowser(fonts);
	}, SLOW);
	afterAll(() => browser.close());

	/** Signed in as the brand's member, but to join; the page's own font comes after its text. */
	async function newPage(brand: BrandId, name = ""): Promise<Page> {
		const context = await browser.newContext({ reducedMotion: "reduce", locale: "fr-FR" });
		const jars = name === "join" ? [] : [...memberOf(brand).visitor.cookies];
		await context.addCookies(
			jars.flatMap(([host, jar]) =>
				[...jar].map(([name, value]) => ({ name, value, url: `https://${host}/`, secure: true, httpOnly: true })),
			),
		);
		await addAxe(context);
		const page = await context.newPage();
		await delayFonts(page);
		return page;
	}

	it("pages are set in them", async () => {
		const page = await newPage("twero");
		await page.goto(sites.address("twero", "/"));
		expect(await systemFamilies(page)).toEqual([system]);
		await page.context().close();
	});

	it.each(CASES)("$name stands still as the heading font comes, and axe reads its colours", async (one) => {
		for (const { id } of sampleInTurn(`${system} brand`, one.turn, BRANDS)) {
			const page = await newPage(id, one.name);
			const address = await one.addressOf(id);
			for (const viewport of WIDTHS) {
				await page.setViewportSize(viewport);
				expect((await page.goto(address))?.status(), address).toBe(200);
				expect(page.url()).toBe(address);
				expect(await layoutShift(page), `${id} ${viewport.width}`).toBe(0);
				expect((await loadedFonts(page)).length, id).toBeGreaterThanOrEqual(1);
			}
			const views = sampleInTurn(`${system} view`, one.turn, EVERY_VIEW);
			expect(
				await examine(
					page,
					views.map((view) => ({ ...view, only: COLOR_RULES })),
				),
				id,
			).toEqual([]);
			await page.context().close();
		}
	});
});
