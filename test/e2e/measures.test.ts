import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enterBrand, type Member, newMember } from "../support/member.ts";
import { plainPhoto, uploadPhoto } from "../support/photos.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { find, newStaff, openCard, type StaffMember } from "../support/staff.ts";
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
const REASON = "Stuurde op 12 november dreigende teksten aan een ander lid";

async function inConsole(staff: StaffMember): Promise<Page> {
	const context = await sites.visitor({ reducedMotion: "reduce" });
	await addAxe(context);
	const page = await context.newPage();
	await page.goto(account("/console"));
	await page.getByLabel("E-mailadres").fill(staff.email);
	await page.getByLabel("Wachtwoord").fill(staff.password);
	await press(page, "Verder");
	await page.getByLabel("Code uit je authenticator-app").fill(await staff.code());
	await press(page, "Inloggen");
	await heading(page).toBe("Jouw werk");
	return page;
}

async function memberOnTwero(): Promise<Member> {
	const member = await newMember(sites.world, mail, "twero");
	await enterBrand(member.visitor, "twero");
	return member;
}

describe("measures in a browser", () => {
	it("a moderator suspends on one site after a slip, the member reads why, it is lifted, and the member comes in", {
		timeout: SLOW,
	}, async () => {
		const member = await memberOnTwero();
		const found = await find(moderator, member.name);
		const id = found.headers.location?.split("/").at(-1) ?? "";
		await openCard(moderator, id);
		const page = await inConsole(moderator);
		await page.goto(account(`/console/members/${id}`));
		await page.getByLabel("Waar geldt het?").selectOption({ label: "Twero" });
		await page.getByLabel("Wat is er gebeurd?").fill(REASON);
		await press(page, "Opschorten");
		await expect.poll(() => page.getByRole("alert").textContent()).toContain("Welke regel uit de voorwaarden?");
		expect(await page.getByLabel("Wat is er gebeurd?").inputValue()).toBe(REASON);
		expect(await examine(page)).toEqual([]);
		await page.getByLabel(/bedreigen, lastigvallen/).check();
		await page.getByLabel("Iemand meldde het bij ons.").check();
		await press(page, "Opschorten");
		await expect.poll(() => page.getByRole("status").textContent()).toContain("Dit lid is opgeschort");
		expect(await examine(page)).toEqual([]);

		const own = await (await sites.visitor({ reducedMotion: "reduce" })).newPage();
		await addAxe(own.context());
		await own.goto(account("/sign-in?brand=twero"));
		await own.getByLabel("Gebruikersnaam of e-mailadres").fill(member.name);
		await own.getByLabel("Wachtwoord", { exact: true }).fill(member.password);
		await press(own, "Inloggen");
		await own.goto(sites.address("twero", "/login"));
		await heading(own).toBe("Je bent opgeschort op Twero");
		expect(await own.getByText(REASON).count()).toBe(1);

		await page.getByLabel("Waarom wordt het opgeheven?").fill("Na bezwaar bleek de melding onjuist");
		await press(page, "Opheffen");
		await expect.poll(() => page.getByRole("status").textContent()).toContain("opgeheven");
		await own.goto(sites.address("twero", "/login"));
		await heading(own).toBe("Verder naar Twero");
		await press(own, `Verder als ${member.name} op Twero`);
		await own.waitForURL(/twero\.localhost.*\/me$/);
	});

	it("two moderators go through a check of age", { timeout: SLOW }, async () => {
		const member = await memberOnTwero();
		const fields = { photo_consent: "yes", description: "" };
		expect((await uploadPhoto(sites.world, member.visitor, "twero", plainPhoto(), fields)).status).toBe(303);
		const page = await inConsole(moderator);
		await page.goto(account("/console/photos"));
		await press(page, "Begin met de oudste");
		await heading(page).toBe("Een foto beoordelen");
		await press(page, "Lijkt jonger dan 18");
		await heading(page).toBe("Leeftijd nagaan");
		await page.getByRole("link", { name: /^Openen/ }).click();
		await heading(page).toBe("Leeftijd nagaan van een lid");
		expect(await page.getByText("npm run staff -- age").count()).toBe(1);
		const other = await inConsole(await newStaff(sites.world, "moderator"));
		await other.goto(page.url().replace(/\?.*/, ""));
		await press(other, "Deze persoon lijkt te jong");
		await expect.poll(() => other.getByRole("status").textContent()).toContain("Vastgelegd");
		expect(await examine(other)).toEqual([]);
		await other.getByLabel("Een identiteitsbewijs").check();
		await other.getByLabel("Oud genoeg").check();
		await press(other, "Vastleggen wat ik zag");
		await page.goto(page.url());
		await press(page, "Ik bevestig deze uitkomst");
		await expect.poll(() => page.getByRole("status").textContent()).toContain("Vastgelegd");
	});
});
