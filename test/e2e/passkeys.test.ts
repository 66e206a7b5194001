import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeAt } from "#features/accounts/credentials/authenticator/totp.ts";
import { type Member, newMember } from "../support/member.ts";
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

const account = (path: string) => `http://account.localhost:${sites.world.worker.url.port}${path}`;

async function signInByPassword(page: Page, { name, password }: Member): Promise<void> {
	await page.goto(account("/sign-in"));
	await page.getByLabel("Gebruikersnaam of e-mailadres").fill(name);
	await page.getByLabel("Wachtwoord").fill(password);
	await page.getByRole("button", { name: "Inloggen", exact: true }).press("Enter");
}

/** The page of the account host for this very member. */
async function expectHome(page: Page, { name }: Member): Promise<void> {
	await heading(page).toBe("Hallo");
	expect(await page.locator("main").textContent()).toContain(name);
}

/** A device that keeps passkeys and verifies its owner (WebDriver's virtual authenticator). */
async function withAuthenticator(visitor: BrowserContext): Promise<{
	page: Page;
	verify(isVerified: boolean): Promise<void>;
}> {
	const page = await visitor.newPage();
	const session = await visitor.newCDPSession(page);
	await session.send("WebAuthn.enable", { enableUI: false });
	const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
		options: {
			protocol: "ctap2",
			transport: "internal",
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true,
		},
	});
	return {
		page,
		verify: async (isUserVerified) => {
			await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
		},
	};
}

describe("a passkey in a browser", { timeout: SLOW }, () => {
	it("is made, signs in on a second brand, is not offered twice, and is removed", async () => {
		const member = await newMember(sites.world, mail);
		const { page } = await withAuthenticator(await sites.visitor());
		// A browser that offers nothing in the field: the button alone signs in here.
		await page.addInitScript(() => {
			PublicKeyCredential.isConditionalMediationAvailable = async () => false;
		});
		const complaints = watch(page);
		await signInByPassword(page, member);
		await expectHome(page, member);
		await page.getByRole("link", { name: "Beveiliging" }).first().click();
		await page.getByRole("link", { name: "Passkeys beheren" }).click();
		expect(await page.getByText("Een passkey maken kan alleen").isVisible()).toBe(false);
		await page.getByLabel("Naam").fill("Laptop");
		await press(page, "Passkey maken");
		await page.waitForURL(/done=added/);
		expect(await page.getByRole("heading", { level: 3 }).allTextContents()).toEqual(["Laptop"]);
		await press(page, "Passkey maken");
		await expect
			.poll(() => page.getByRole("alert").textContent())
			.toBe("Dit apparaat heeft al een passkey voor je account.");
		await press(page, "Uitloggen");
		await page.goto(sites.address("geilesexsite", "/login"));
		await press(page, "Inloggen met een passkey");
		await page.waitForURL(/authorize/);
		await page.getByLabel(/Ik ga akkoord/).check();
		await page.getByLabel(/Ja, Jupiter Media/).check();
		await press(page, /^Word lid van/);
		await page.waitForURL(/geilesexsite\.localhost.*\/me$/);
		expect(await page.textContent("h1")).toBe("Welkom");
		await page.goto(account("/security/passkeys"));
		await page.getByRole("link", { name: /^Verwijderen/ }).click();
		expect(await page.textContent("main")).toContain("Dit is je laatste passkey");
		await press(page, "Verwijderen");
		await page.waitForURL(/done=removed/);
		await press(page, "Uitloggen");
		await press(page, "Inloggen met een passkey");
		await expect.poll(() => page.getByRole("alert").textContent()).toContain("hoort niet (meer) bij een account");
		expect(complaints().filter((one) => !one.includes("422"))).toEqual([]);
	});

	it("is offered in the field of the user name, without a button", async () => {
		const member = await newMember(sites.world, mail);
		const { page } = await withAuthenticator(await sites.visitor());
		await signInByPassword(page, member);
		await page.goto(account("/security/passkeys"));
		await press(page, "Passkey maken");
		await page.waitForURL(/done=added/);
		await press(page, "Uitloggen");
		// The device answers for its owner, who chose it from the list.
		await expectHome(page, member);
	});

	it("says in words that its owner was not verified, and leaves the password to sign in with", async () => {
		const member = await newMember(sites.world, mail);
		const { page, verify } = await withAuthenticator(await sites.visitor());
		await page.goto(account("/sign-in"));
		await verify(false);
		await press(page, "Inloggen met een passkey");
		await expect.poll(() => page.getByRole("alert").textContent()).toContain("Je wachtwoord werkt ook");
		await signInByPassword(page, member);
		await expectHome(page, member);
	});

	it("is not offered without JavaScript, where the password and a code of the app sign in", async () => {
		const member = await newMember(sites.world, mail);
		const visitor = await sites.visitor({ javaScriptEnabled: false });
		const page = await visitor.newPage();
		await signInByPassword(page, member);
		await page.goto(account("/security/passkeys"));
		expect(await page.getByRole("button", { name: "Passkey maken" }).count()).toBe(0);
		expect(await page.getByText("Een passkey maken kan alleen").isVisible()).toBe(true);
		await page.goto(account("/security/authenticator"));
		expect(await page.getByRole("img", { name: /^QR-code/ }).isVisible()).toBe(true);
		const secret = (await page.locator("code.secret").textContent())?.replaceAll(" ", "") ?? "";
		await page.getByLabel("Code van zes cijfers").fill(codeAt(secret, Date.now()));
		await press(page, "App aanzetten");
		await heading(page).toBe("Je herstelcodes");
		expect(await page.locator("code.secret").count()).toBe(10);
		await press(page, "Uitloggen");
		expect(await page.getByRole("button", { name: "Inloggen met een passkey" }).count()).toBe(0);
		await signInByPassword(page, member);
		await heading(page).toBe("Nog één stap");
		await page.getByLabel("Code van zes cijfers").fill("12 34");
		await page.getByRole("button", { name: "Inloggen", exact: true }).press("Enter");
		expect(await page.getByRole("alert").textContent()).toContain("Deze code klopt niet");
		await page.getByLabel("Code van zes cijfers").fill(codeAt(secret, Date.now() + 30_000));
		await page.getByRole("button", { name: "Inloggen", exact: true }).press("Enter");
		await expectHome(page, member);
	});
});
