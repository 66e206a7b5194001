import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { letterTo } from "../support/member.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { heading, press, type Sites, SLOW, startSites, watch } from "./browser.ts";

let mail: MailServer;
let sites: Sites;
beforeAll(async () => {
	mail = await startMailServer();
	sites = await startSites({ bindings: { SMTP_URL: mail.url } });
}, SLOW);
afterAll(async () => {
	await sites.stop();
	await mail.stop();
});

/** Out of the newest mail to an address. */
async function confirmationFor(address: string, count = 1): Promise<string> {
	const { links } = await letterTo(mail, address, count);
	return links.find((link) => link.includes("/confirm")) ?? expect.fail("no link");
}

const PASSWORD = "vier blauwe paarden dansen";

async function joinTwero(page: Page, name: string, address: string): Promise<void> {
	await page.goto(sites.address("twero", "/"));
	await page.getByRole("link", { name: "Lid worden" }).first().click();
	await page.waitForURL(/account\.localhost.*\/join\?brand=twero/);
	await page.getByLabel("Gebruikersnaam").fill(name);
	await page.getByLabel("een vrouw").check();
	await page.getByLabel("E-mailadres").fill(address);
	await page.getByLabel("Wachtwoord").fill(PASSWORD);
	await page.getByLabel("Ja", { exact: true }).check();
	await page.getByLabel(/Ik ga akkoord/).check();
	await page.getByLabel(/Ja, Jupiter Media/).check();
	await press(page, "Account maken");
	await heading(page).toBe("Kijk in je mail");
}

/** Everyone's phone opens the mail sooner or later. */
describe("a person who opens the mail elsewhere", { timeout: SLOW }, () => {
	it("gives the password of joining, and is not let in with another (T10)", async () => {
		const joined = await (await sites.visitor({ javaScriptEnabled: false })).newPage();
		await joinTwero(joined, "Wendelien", "wendelien@voorbeeld.test");
		const confirmation = await confirmationFor("wendelien@voorbeeld.test");
		const phone = await sites.visitor({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
		const page = await phone.newPage();
		await page.goto(confirmation);
		await page.getByLabel("Wachtwoord dat je bij het lid worden koos").fill("iets heel anders");
		await press(page, "Activeren");
		await expect.poll(() => page.textContent("main")).toContain("Dit wachtwoord klopt niet");
		await page.getByLabel("Wachtwoord dat je bij het lid worden koos").fill(PASSWORD);
		await press(page, "Activeren");
		await page.waitForURL(/twero\.localhost.*\/me$/);
		expect(await page.textContent("h1")).toBe("Welkom");
		await joined.goto(confirmation);
		expect(await joined.textContent("h1")).toBe("Je account is actief");
	});

	it("throws away what somebody else filled in, or takes it over with a password of their own (T10)", async () => {
		const stranger = await (await sites.visitor({ javaScriptEnabled: false })).newPage();
		await joinTwero(stranger, "Vreemdeling", "ingrid@voorbeeld.test");
		const page = await (await sites.visitor({ javaScriptEnabled: false })).newPage();
		await page.goto(await confirmationFor("ingrid@voorbeeld.test"));
		await press(page, "Dat was ik niet: weggooien");
		await expect.poll(() => page.textContent("h1")).toBe("De aanmelding is weg");
		await joinTwero(stranger, "Vreemdeling", "ingrid@voorbeeld.test");
		await page.goto(await confirmationFor("ingrid@voorbeeld.test", 2));
		await page.getByRole("link", { name: "Nieuw wachtwoord kiezen" }).click();
		await page.getByLabel("Nieuw wachtwoord").fill("zeven gele vogels zingen");
		await press(page, "Opslaan en activeren");
		await page.waitForURL(/twero\.localhost.*\/me$/);
		await stranger.goto(`http://account.localhost:${sites.world.worker.url.port}/sign-in?brand=twero`);
		await stranger.getByLabel("Gebruikersnaam of e-mailadres").fill("Vreemdeling");
		await stranger.getByLabel("Wachtwoord").fill(PASSWORD);
		await press(stranger, "Inloggen");
		await expect.poll(() => stranger.textContent("main")).toContain("horen niet bij elkaar");
	});
});

describe("a person", { timeout: SLOW }, () => {
	it("joins a brand, confirms, signs in there, comes to a second brand, leaves it and closes (P01, P02, P37)", async () => {
		const visitor = await sites.visitor({ javaScriptEnabled: false });
		const page = await visitor.newPage();
		const complaints = watch(page);
		await joinTwero(page, "Marjolein", "marjolein@voorbeeld.test");
		const confirmation = await confirmationFor("marjolein@voorbeeld.test");
		await page.goto(confirmation);
		await press(page, "Activeren");
		await page.waitForURL(/twero\.localhost.*\/me$/);
		expect(await page.getByRole("navigation", { name: "Hoofdmenu" }).textContent()).toContain("Mijn pagina");
		expect(await page.textContent("h1")).toBe("Welkom");
		await page.goto(sites.address("geilesexsite", "/"));
		await page.getByRole("link", { name: "Lid worden" }).first().click();
		await page.waitForURL(/authorize/);
		expect(await page.textContent("h1")).toBe("Voor het eerst op Geilesexsite");
		await page.getByLabel(/Ik ga akkoord/).check();
		await page.getByLabel(/Ja, Jupiter Media/).check();
		await press(page, /^Word lid van/);
		await page.waitForURL(/geilesexsite\.localhost.*\/me$/);
		expect(await page.content()).not.toContain("Twero");
		await page.getByRole("link", { name: "Naar je account" }).click();
		await page.getByRole("link", { name: "Je sites" }).first().click();
		expect(
			await page
				.getByRole("listitem")
				.filter({ has: page.getByRole("heading") })
				.count(),
		).toBe(2);
		await page.getByRole("link", { name: "Geilesexsite verlaten" }).click();
		await press(page, "Geilesexsite verlaten");
		expect(await page.textContent("main")).toContain("Je hebt Geilesexsite verlaten");
		await page.goto(sites.address("geilesexsite", "/me"));
		expect(page.url()).toContain("/authorize");
		await page.goto(`http://account.localhost:${sites.world.worker.url.port}/close`);
		await press(page, "Account sluiten");
		expect(await page.textContent("h1")).toBe("Je account is gesloten");
		await page.goto(sites.address("twero", "/me"));
		expect(page.url()).toContain("/sign-in");
		expect(complaints()).toEqual([]);
	});
});
