import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { htmlProblems } from "../support/html-rules.ts";
import { enterBrand, letterTo, type Member, newMember, newVisitor } from "../support/member.ts";
import { sample } from "../support/run/sample.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { addAxe, examine } from "./axe.ts";
import { LOCALES, pathIn, type Sites, SLOW, startSites } from "./browser.ts";

let mail: MailServer;
let sites: Sites;
let member: Member;
let page: Page;
beforeAll(async () => {
	mail = await startMailServer();
	sites = await startSites({ bindings: { SMTP_URL: mail.url } });
	member = await newMember(sites.world, mail);
	await enterBrand(member.visitor, "twero");
	await enterBrand(member.visitor, "geilesexsite");
	await member.visitor.post(member.visitor.address("account", "/brands/geilesexsite/leave"));
	page = await newPage();
	await bringCookies(page, member);
}, SLOW);
afterAll(async () => {
	await sites.stop();
	await mail.stop();
});

async function newPage(): Promise<Page> {
	const context = await sites.visitor({ reducedMotion: "reduce" });
	await addAxe(context);
	return context.newPage();
}

/** The browser goes on where the member is signed in. */
async function bringCookies(to: Page, { visitor }: Member): Promise<void> {
	const cookies = [...visitor.cookies].flatMap(([host, jar]) =>
		[...jar].map(([name, value]) => ({ name, value, url: `https://${host}/`, secure: true, httpOnly: true })),
	);
	await to.context().addCookies(cookies);
}

const account = (path: string) => `http://account.localhost:${sites.world.worker.url.port}${path}`;

/** Valid HTML, nothing for axe, no sideways scrolling. */
async function expectWellBuilt(at: Page, where: string): Promise<void> {
	expect(htmlProblems(await at.content()), where).toEqual([]);
	expect(await examine(at), where).toEqual([]);
}

/** Pages of a member, by what they are. */
const OWN: Record<string, string> = {
	"the account": "/",
	"the sites of a member": "/brands",
	"leaving a site": "/brands/twero/leave",
	security: "/security",
	passkeys: "/security/passkeys",
	"the authenticator app": "/security/authenticator",
	"the e-mail address": "/security/email",
	mail: "/notifications",
	"restricting the use of data": "/privacy/restriction",
	"objecting to a use": "/privacy/choices",
	"being counted": "/privacy/statistics",
	"sharing with others": "/privacy/recipients",
	"requests about data": "/privacy/requests",
	"privacy of the account": "/privacy",
	"the copy of one's data": "/privacy/export",
	"asking for a copy without an account": "/privacy/ask",
	"the head of the log": "/privacy/log-head",
	"checking a receipt": "/privacy/receipts/verify",
	"asking for the proof of earlier agreements": "/privacy/evidence",
	"details of the account": "/profile",
	"the profile on a site": "/profile/twero",
	closing: "/close",
	"erasing everything": "/privacy/erase",
};

/** Readable by day alone. */
const DIM = `<html lang="en"><head><title>Dim</title><style>
@media (prefers-color-scheme: dark) { html { background: #222; color: #333 } }
</style></head><body><main><h1>Heading</h1><p>Text</p></main></body></html>`;

it("axe sees colours that only the dark scheme spoils, on a phone and a desk", async () => {
	const visitor = await newPage();
	await visitor.setContent(DIM);
	const found = await examine(visitor);
	expect(new Set(found.map((line) => line.split(": ").slice(0, 2).join(": ")))).toEqual(
		new Set(["390 dark: color-contrast", "1280 dark: color-contrast"]),
	);
	await visitor.context().close();
});

describe("accessibility of a member's pages", { timeout: SLOW }, () => {
	/** Each page in a drawn language; with `--all`, in both. */
	const pages = Object.entries(OWN).flatMap(([name, path]) =>
		sample(name, LOCALES).map((locale) => ({ name, locale, path: pathIn("twero", locale, path) })),
	);

	it.each(pages)("axe and the validator find nothing on $name in $locale", async ({ locale, path }) => {
		const response = await page.goto(account(`${path}?brand=twero`));
		expect(response?.status()).toBe(200);
		expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
		await expectWellBuilt(page, path);
	});

	it("axe and the validator find nothing on forms that come back, each wrong field named", async () => {
		for (const path of ["/security", "/security/email", "/security/authenticator"]) {
			await page.goto(account(`${path}?brand=twero`));
			await page.locator("main form button[type=submit]").first().click();
			await page.locator("[role=alert]").first().waitFor();
			await expectWellBuilt(page, path);
		}
	});

	it("axe and the validator find nothing on the proof of earlier agreements, once it is opened", async () => {
		await page.goto(account("/privacy/evidence?brand=twero"));
		await page.locator("main form button[type=submit]").first().click();
		await page.locator("main dl").first().waitFor();
		await expectWellBuilt(page, "/privacy/evidence");
	});

	it("axe and the validator find nothing on the copy of one's data, while it is made and once it is ready", async () => {
		await page.goto(account("/privacy/export?brand=twero"));
		await page.locator("main form button[type=submit]").first().click();
		await expectWellBuilt(page, "/privacy/export");
		await expect
			.poll(
				async () => {
					await page.goto(account("/privacy/export?brand=twero"));
					return page.locator("#ready-title").count();
				},
				{ timeout: 30_000 },
			)
			.toBe(1);
		await expectWellBuilt(page, "/privacy/export");
	});

	it("axe and the validator find nothing on a brand's pages for members", async () => {
		for (const path of ["/me", "/privacy/rights", "/nowhere"]) {
			await page.goto(sites.address("twero", path));
			await expectWellBuilt(page, path);
		}
	});
});

describe("accessibility of the way in", { timeout: SLOW }, () => {
	it.each(sample("the way in", ["twero", "geilesexsite", "harbour"] as const))(
		"axe and the validator find nothing from %s to the mail, with and without mistakes",
		async (brand) => {
			const visitor = await newPage();
			await visitor.goto(sites.address(brand, "/join"));
			await visitor.waitForURL(/\/join\?/);
			await expectWellBuilt(visitor, "/join");
			await visitor.locator("main form button[type=submit]").first().click();
			await visitor.locator("[role=alert]").first().waitFor();
			await expectWellBuilt(visitor, "/join, empty");
			await visitor.context().close();
		},
	);

	it("axe and the validator find nothing on signing in, resetting and links that have ended", async () => {
		const visitor = await newPage();
		for (const path of ["/sign-in", "/reset", "/confirm?code=x", "/reset/new?code=x", "/email?code=x"]) {
			await visitor.goto(account(`${path}${path.includes("?") ? "&" : "?"}brand=twero`));
			await expectWellBuilt(visitor, path);
		}
		for (const [address, path] of [
			[sites.address("twero", "/age"), "/age"],
			[sites.address("twero", "/login/callback"), "/login/callback"],
		] as const) {
			await visitor.goto(address);
			await expectWellBuilt(visitor, path);
		}
		await visitor.goto(account("/sign-in?brand=twero"));
		await visitor.locator("main form button[type=submit]").first().click();
		await visitor.locator("[role=alert]").first().waitFor();
		await expectWellBuilt(visitor, "/sign-in, empty");
		await visitor.goto(account("/reset?brand=twero"));
		await visitor.locator("input[name=identifier]").fill(member.email);
		await visitor.locator("main form button[type=submit]").first().click();
		await expectWellBuilt(visitor, "/reset, sent");
		await visitor.context().close();
	});

	it("axe and the validator find nothing on activating, welcoming and what a second site asks", async () => {
		const joining = newVisitor(sites.world);
		await joining.follow(await joining.get(joining.address("twero", "/join")));
		const fields = { gender: "other", adult: "yes", terms: "yes", membership: "yes", password: "vier groene paarden" };
		await joining.post(joining.at.href, { user_name: "Zeilmeisje", email: "zeil@voorbeeld.test", ...fields });
		const { links } = await letterTo(mail, "zeil@voorbeeld.test");
		const visitor = await newPage();
		await bringCookies(visitor, { ...member, visitor: joining });
		await visitor.goto(links.find((link) => link.includes("/confirm")) ?? "");
		await expectWellBuilt(visitor, "/confirm");
		await visitor.locator("main form button[type=submit]").first().click();
		await visitor.waitForURL(/\/me$/);
		await visitor.goto(account("/welcome?brand=twero"));
		await expectWellBuilt(visitor, "/welcome");
		await visitor.goto(sites.address("geilesexsite", "/login"));
		await visitor.waitForURL(/\/authorize/);
		await expectWellBuilt(visitor, "/authorize");
		await visitor.context().close();
	});
});
