import { afterAll, beforeAll, it } from "vitest";
import { newStaff } from "../../support/staff.ts";
import { heading, press, type Sites, SLOW, startSites } from "../browser.ts";

let sites: Sites;
beforeAll(async () => {
	sites = await startSites();
}, SLOW);
afterAll(() => sites.stop());

it(
	"an author fills in one field, sees the site in a frame, and the frame follows what is typed",
	async () => {
		const account = `http://account.localhost:${sites.world.worker.url.port}`;
		const author = await newStaff(sites.world, "brand_author");
		const context = await sites.visitor({ viewport: { width: 1280, height: 900 } });
		const page = await context.newPage();
		await page.goto(`${account}/console`);
		await page.getByLabel("E-mailadres").fill(author.email);
		await page.getByLabel("Wachtwoord").fill(author.password);
		await press(page, "Verder");
		await page.getByLabel("Code uit je authenticator-app").fill(await author.code());
		await press(page, "Inloggen");
		await heading(page).toBe("Jouw werk");
		await page.goto(`${account}/console/brands/new`);
		await page.fill("#host", "zilt.example");
		await page.click("main button[type=submit]");
		const inside = page.frameLocator("iframe.draft-preview");
		await inside.locator("h1").waitFor();
		await page.fill("#tagline", "Waar het zout is");
		await inside.locator("h1", { hasText: "Waar het zout is" }).waitFor();
		await context.close();
	},
	SLOW,
);
