import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { htmlProblems } from "../support/html-rules.ts";
import { enterBrand, newMember, type Visitor } from "../support/member.ts";
import { plainPhoto } from "../support/photos.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { addAxe, examine } from "./axe.ts";
import { press, type Sites, SLOW, startSites, watch } from "./browser.ts";

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

/** A browser in which a new member of Twero is signed in, on the account host and there. */
async function browserOf(javaScriptEnabled: boolean): Promise<{ page: Page; visitor: Visitor }> {
	const { visitor, name, password } = await newMember(sites.world, mail, "twero");
	await enterBrand(visitor, "twero");
	const context = await sites.visitor({ javaScriptEnabled, reducedMotion: "reduce" });
	if (javaScriptEnabled) await addAxe(context);
	const page = await context.newPage();
	await page.goto(sites.address("twero", "/login"));
	await page.getByLabel("Gebruikersnaam of e-mailadres").fill(name);
	await page.getByLabel("Wachtwoord").fill(password);
	await press(page, "Inloggen");
	await page.waitForURL(/\/me$/);
	return { page, visitor };
}

const account = (path: string) => `http://account.localhost:${sites.world.worker.url.port}${path}`;

const says = (page: Page) => expect.poll(() => page.getByRole("status").textContent());

describe("a profile", { timeout: SLOW }, () => {
	it("is written without scripts, by keyboard, and seen by another member once approved (P26, P34)", async () => {
		const { page } = await browserOf(false);
		const complaints = watch(page);
		await page.goto(account("/profile?brand=twero"));
		await page.getByLabel("een vrouw", { exact: true }).check();
		await page.getByLabel(/^Geboortedatum/).fill("1990-05-17");
		await page.getByLabel(/^Woonplaats \(/).fill("Bergen op Zoom");
		await press(page, "Bewaren");
		await says(page).toBe("Bewaard.");
		await page.getByLabel("Leeftijd").check();
		await page.getByLabel("Woonplaats", { exact: true }).check();
		await press(page, "Bewaren voor Twero");
		await says(page).toBe("Bewaard voor Twero.");
		await page.getByRole("link", { name: "Je profiel op Twero bewerken" }).click();
		await page.getByLabel(/^Naam op deze site/).fill("Roos");
		await page.getByLabel(/^Over mij/).fill("Ik vaar graag.\nEn ik lees.");
		await press(page, "Bewaren");
		await page.getByRole("alert").waitFor();
		await page
			.getByLabel(/^Ja, Jupiter Media/)
			.first()
			.check();
		await press(page, "Bewaren");
		await says(page).toBe("Bewaard.");
		await page
			.getByLabel("Foto", { exact: true })
			.setInputFiles({ name: "vakantie.jpg", mimeType: "image/jpeg", buffer: plainPhoto() });
		await page.getByLabel(/^Wat staat erop/).fill("Een rood en blauw vlak");
		await press(page, "Foto toevoegen");
		await says(page).toContain("wacht op een moderator");
		await page.getByRole("img", { name: "Een rood en blauw vlak" }).waitFor();
		await page.getByRole("link", { name: /^Bekijk hoe/ }).click();
		const place = page.url();
		expect(await page.textContent("h1")).toBe("Roos");
		const { page: other } = await browserOf(false);
		await other.goto(place);
		expect(await other.locator("main").textContent()).toMatch(
			/36 jaar.*Bergen op Zoom.*Ik vaar graag\.\nEn ik lees\./s,
		);
		expect(await other.locator("main img").count()).toBe(0);
		const at = new Date().toISOString();
		const approved = { state: "approved", approved_at: at, decided_at: at, decided_by: "moderator" };
		await sites.world.database.write(build.updateTable("photo").set(approved).where("state", "=", "pending"));
		await other.reload();
		const image = other.getByRole("img", { name: "Een rood en blauw vlak" });
		await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(100);
		await page.goto(account("/profile/twero?brand=twero"));
		await press(page, "Intrekken en wissen");
		await says(page).toBe("Ingetrokken en gewist.");
		await other.reload();
		expect(await other.locator("main").textContent()).not.toMatch(/Ik vaar|vlak/);
		// The browser notes the one form that came back, as it was meant to.
		expect(complaints()).toEqual([expect.stringContaining("status of 422")]);
	});

	it("has pages that axe and the validator find nothing on, in both schemes, at 390 and 1280", async () => {
		const { page, visitor } = await browserOf(true);
		await enterBrand(visitor, "geilesexsite");
		await page.goto(account("/profile/twero?brand=twero"));
		await page.getByLabel(/^Over mij/).fill("Ik vaar graag.");
		await page
			.getByLabel(/^Ja, Jupiter Media/)
			.first()
			.check();
		await press(page, "Bewaren");
		await page
			.getByLabel("Foto", { exact: true })
			.setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: plainPhoto() });
		await press(page, "Foto toevoegen");
		await says(page).toContain("wacht op een moderator");
		const place = await page.getByRole("link", { name: /^Bekijk hoe/ }).getAttribute("href");
		for (const address of [
			account("/profile?brand=twero"),
			account("/profile/twero?brand=twero"),
			account("/profile/geilesexsite?brand=geilesexsite&from=twero"),
			account("/en/profile/twero?brand=twero"),
			place ?? "",
			sites.address("twero", "/me"),
		]) {
			await page.goto(address);
			expect(await examine(page), address).toEqual([]);
			const html = await visitor.get(address);
			expect(htmlProblems(html.text), address).toEqual([]);
		}
	});
});
