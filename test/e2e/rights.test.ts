import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { idOf } from "../support/factors.ts";
import { bar, type State } from "../support/fixtures/rights-session.ts";
import { enterBrand, newMember } from "../support/member.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { newStaff, type StaffMember } from "../support/staff.ts";
import { addAxe, examine } from "./axe.ts";
import { heading, press, type Sites, SLOW, startSites } from "./browser.ts";

let mail: MailServer;
let sites: Sites;
let moderator: StaffMember;
beforeAll(async () => {
	mail = await startMailServer();
	sites = await startSites({ bindings: { SMTP_URL: mail.url } });
	moderator = await newStaff(sites.world, "moderator");
}, SLOW);
afterAll(async () => {
	await sites.stop();
	await mail.stop();
});

const account = (path: string) => `http://account.localhost:${sites.world.worker.url.port}${path}`;

/** By keyboard and label alone, as any member; without scripts where the browser runs none. */
async function signInToRights(page: Page, { name, password }: { name: string; password: string }): Promise<void> {
	await page.goto(account("/sign-in?brand=twero"));
	await page.getByLabel("Gebruikersnaam of e-mailadres").fill(name);
	await page.getByLabel("Wachtwoord", { exact: true }).fill(password);
	await press(page, "Inloggen");
	expect(await page.getByRole("button", { name: "Je privacyrechten openen" }).isVisible()).toBe(true);
}

/** Everything that the page shows stands within it. */
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe("privacy rights of a member who cannot sign in, in a browser", () => {
	it.each<[State, number, boolean]>([
		["suspended", 390, true],
		["closed", 1280, false],
	])("an account that is %s, at %i pixels, scripts: %s", { timeout: SLOW }, async (state, width, javaScriptEnabled) => {
		const member = await newMember(sites.world, mail, "twero");
		await enterBrand(member.visitor, "twero");
		await bar(member, idOf(member), state, moderator);
		const context = await sites.visitor({ reducedMotion: "reduce", javaScriptEnabled });
		if (javaScriptEnabled) await addAxe(context);
		const page = await context.newPage();
		const check = async () => {
			// The examination leaves the page at another width.
			await page.setViewportSize({ width, height: 844 });
			if (!javaScriptEnabled) return;
			expect(await overflow(page)).toBeLessThanOrEqual(0);
			expect(await examine(page)).toEqual([]);
		};
		await signInToRights(page, member);
		await check();
		await press(page, "Je privacyrechten openen");
		await heading(page).toBe("Je privacy");
		await check();
		await page.getByRole("link", { name: "Een kopie van je gegevens maken" }).click();
		await press(page, "Maak een kopie");
		await heading(page).toBe("Een kopie van je gegevens");
		await check();
		await page.goto(account("/profile"));
		await heading(page).toBe("Inloggen");
		await page.goto(account("/privacy"));
		await press(page, "Uitloggen");
		await page.goto(account("/privacy"));
		await heading(page).toBe("Inloggen");
	});
});
