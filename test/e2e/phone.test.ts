import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { letterTo, type Member, newMember } from "../support/member.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { BRANDS, heading, pathIn, type Sites, SLOW, startSites } from "./browser.ts";

let mail: MailServer;
let sites: Sites;
let member: Member;
beforeAll(async () => {
	mail = await startMailServer();
	sites = await startSites({ bindings: { SMTP_URL: mail.url } });
	member = await newMember(sites.world, mail, "twero");
}, SLOW);
afterAll(async () => {
	await sites.stop();
	await mail.stop();
});

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "nl-NL" };

async function phone(options: Parameters<Sites["visitor"]>[0] = {}): Promise<Page> {
	return (await sites.visitor({ ...PHONE, ...options })).newPage();
}

/** From a brand's own pages to the member's page there, by password. */
async function signIn(page: Page): Promise<void> {
	await page.goto(sites.address("twero", "/login"));
	await page.getByLabel("Gebruikersnaam of e-mailadres").fill(member.name);
	await page.getByLabel("Wachtwoord").fill(member.password);
	await page.getByRole("button", { name: "Inloggen", exact: true }).click();
	await page.waitForURL(/twero\.localhost.*\/me$/);
}

async function heightOf(page: Page, selector: string): Promise<number> {
	expect(await page.locator(selector).isVisible(), selector).toBe(true);
	return page.locator(selector).evaluate((element) => element.getBoundingClientRect().height);
}

/** Links and controls that a finger must hit and that are under 24 px. A link within a sentence is as high as its line. */
const smallTargets = (page: Page) =>
	page.evaluate(() => {
		const isInSentence = (element: Element) => {
			const own = element.textContent?.trim() ?? "";
			const around = element.parentElement?.textContent?.trim() ?? "";
			return getComputedStyle(element).display === "inline" && around.length > own.length;
		};
		const targets = [...document.querySelectorAll<HTMLElement>("a[href], button, summary, select, textarea, input")];
		const measured = targets
			.filter((element) => element.checkVisibility() && !element.matches(".skip, input[type=hidden]"))
			.filter((element) => !isInSentence(element));
		if (measured.length === 0) throw new Error(`${location.href} shows no target`);
		return measured.flatMap((element) => {
			const hit = element.closest("label") ?? element;
			const { width, height } = hit.getBoundingClientRect();
			// Half a pixel is lost in rounding.
			const isSmall = width < 23.5 || height < 23.5;
			return isSmall ? [`${element.outerHTML.slice(0, 90)} ${Math.round(width)}x${Math.round(height)}`] : [];
		});
	});

describe("a phone", { timeout: SLOW }, () => {
	it.each(BRANDS)(
		"shows a header of 56 px with Inloggen and Lid worden on $id, and the hero's button",
		async ({ id }) => {
			for (const width of [390, 320]) {
				const page = await phone({ viewport: { width, height: 844 } });
				await page.goto(sites.address(id, "/", "nl"));
				expect(await heightOf(page, ".site-header")).toBeLessThanOrEqual(56);
				const links = await page.locator(".site-header nav a").allTextContents();
				expect(links).toEqual(["Inloggen", "Lid worden"]);
				expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
				if (width === 390)
					expect(
						await page.locator(".button-hero").evaluate((element) => element.getBoundingClientRect().bottom),
					).toBeLessThan(844);
				await page.context().close();
			}
		},
	);

	it("shows a header of 56 px to a member, on the brand and on the account host", async () => {
		const page = await phone();
		await signIn(page);
		for (const address of [
			page.url(),
			sites.address("twero", "/privacy"),
			member.visitor.address("account", "/security"),
		]) {
			await page.goto(address);
			expect(await heightOf(page, ".site-header"), address).toBeLessThanOrEqual(56);
			expect(await page.locator(".site-header .quick-exit").count(), address).toBe(1);
			expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBe(390);
		}
		await page.context().close();
	});

	it.each(BRANDS)("has no target under 24 px on the pages that everybody may read of $id", async ({ id }) => {
		const page = await phone();
		const found: string[] = [];
		for (const path of [
			"/",
			"/privacy",
			"/privacy/rights",
			"/privacy/proof",
			"/privacy/cookies",
			"/privacy/versions",
			"/terms",
			"/nowhere",
			"/join",
			"/login",
		]) {
			await page.goto(sites.address(id, pathIn(id, "nl", path)));
			found.push(...(await smallTargets(page)).map((target) => `${path} ${target}`));
		}
		expect(found).toEqual([]);
		await page.context().close();
	});

	it("has no target under 24 px on a member's pages", async () => {
		const page = await phone();
		await signIn(page);
		const found = await smallTargets(page);
		for (const path of [
			"/",
			"/profile",
			"/profile/twero",
			"/brands",
			"/notifications",
			"/privacy",
			"/security",
			"/security/passkeys",
			"/close",
		]) {
			await page.goto(member.visitor.address("account", `${path}?brand=twero`));
			found.push(...(await smallTargets(page)).map((target) => `${path} ${target}`));
		}
		expect(found).toEqual([]);
		await page.context().close();
	});
});

describe("leaving", { timeout: SLOW }, () => {
	/** Where Back leads after a link was followed, from a page that was opened after another. */
	async function backAfter(page: Page, address: string, selector: string): Promise<string> {
		await page.goto(sites.address("harbour", "/terms"));
		await page.goto(address);
		await page.locator(selector).click();
		await page.waitForURL("about:blank");
		await page.goBack();
		return new URL(page.url()).pathname;
	}

	it("by the bar of age or a member's quick exit replaces the page, so that Back does not return to it", async () => {
		const page = await phone();
		expect(await backAfter(page, sites.address("twero", "/"), ".age-form a")).toBe("/terms");
		await signIn(page);
		expect(await backAfter(page, sites.address("twero", "/me"), ".quick-exit")).toBe("/terms");
		expect(await backAfter(page, member.visitor.address("account", "/security"), ".quick-exit")).toBe("/terms");
		await page.context().close();
	});

	it("works as a link without scripts", async () => {
		const page = await phone({ javaScriptEnabled: false });
		await page.goto(sites.address("twero", "/"));
		await page.locator(".age-form a").click();
		await page.waitForURL("about:blank");
		await signIn(page);
		await page.locator(".quick-exit").click();
		await page.waitForURL("about:blank");
		await page.context().close();
	});
});

describe("the bar of age", { timeout: SLOW }, () => {
	it("is slim, and covers nothing", async () => {
		for (const [width, most] of [
			[390, 112],
			[1280, 64],
		] as const) {
			const page = await phone({ viewport: { width, height: 844 } });
			await page.goto(sites.address("twero", "/"));
			expect(await heightOf(page, ".age")).toBeLessThanOrEqual(most);
			const position = await page.locator(".age").evaluate((element) => getComputedStyle(element).position);
			expect(position).toBe("static");
			await page.context().close();
		}
	});

	it("tells a browser that keeps no cookie, in place of asking again", async () => {
		const page = await phone();
		// Where the form leads, in a browser that has nothing to show there.
		const reply = await page.goto(sites.address("twero", "/age"));
		expect([reply?.status(), await page.textContent("h1")]).toEqual([400, "Je browser heeft geen cookie bewaard"]);
		await page.context().close();
	});
});

describe("a newcomer", { timeout: SLOW }, () => {
	it("comes from the home page to the member's page by a link, two forms and the link of the mail", async () => {
		const page = await phone();
		await page.goto(sites.address("twero", "/"));
		await page.locator(".site-header").getByRole("link", { name: "Lid worden" }).click();
		await page.waitForURL(/account\.localhost.*\/join\?brand=twero/);
		await page.getByLabel("Gebruikersnaam").fill("Vijfstappen");
		await page.getByLabel("anders").check();
		await page.getByLabel("E-mailadres").fill("vijf@voorbeeld.test");
		await page.getByLabel("Wachtwoord").fill("vier blauwe paarden dansen");
		await page.getByLabel("Ja", { exact: true }).check();
		await page.getByLabel(/Ik ga akkoord/).check();
		await page.getByLabel(/Ja, Jupiter Media/).check();
		await page.getByRole("button", { name: "Account maken" }).click();
		await heading(page).toBe("Kijk in je mail");
		const { links } = await letterTo(mail, "vijf@voorbeeld.test");
		await page.goto(links.find((link) => link.includes("/confirm")) ?? "");
		await page.getByRole("button", { name: "Activeren" }).click();
		await page.waitForURL(/twero\.localhost.*\/me$/);
		await heading(page).toBe("Welkom");
		await page.goto(sites.address("twero", "/"));
		expect(new URL(page.url()).pathname).toBe("/me");
		await page.goto(sites.address("twero", "/terms"));
		expect(await page.locator(".site-header nav a").allTextContents()).toEqual(["Mijn pagina", "Snel weg"]);
		await page.context().close();
	});
});

describe("a first visit", { timeout: SLOW }, () => {
	it("is in the language that the browser asks for, once, and elsewhere one press away", async () => {
		const page = await phone({ locale: "en-GB" });
		await page.goto(sites.address("twero", "/"));
		expect([new URL(page.url()).pathname, await page.locator("html").getAttribute("lang")]).toEqual(["/en", "en"]);
		await page.locator(".language button[lang=nl]").click();
		await page.waitForURL(sites.address("twero", "/"));
		expect(await page.locator("html").getAttribute("lang")).toBe("nl");
		await page.goto(sites.address("twero", "/"));
		expect(new URL(page.url()).pathname).toBe("/");
		const other = await phone({ locale: "en-GB" });
		await other.goto(sites.address("twero", "/terms"));
		const offer = other.getByRole("button", { name: "Read in English" });
		expect(await offer.getAttribute("lang")).toBe("en");
		await offer.click();
		await other.waitForURL("**/en/terms");
		await page.context().close();
		await other.context().close();
	});
});
