import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import type { StaffRole } from "#foundation/ledgers/staff-role.ts";
import { DAY } from "#foundation/time.ts";
import { idOf } from "../support/factors.ts";
import { enterBrand, letterTo, type Member, newMember, newVisitor } from "../support/member.ts";
import { plainPhoto, uploadPhoto } from "../support/photos.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { fillEnrolment, find, invitationFor, JUPITER, newStaff, openCard, type StaffMember } from "../support/staff.ts";
import { addAxe, examine } from "./axe.ts";
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

/** Moves on by the Tab key alone until something with this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
	for (let presses = 0; presses < 60; presses++) {
		await page.keyboard.press("Tab");
		const focused = await page.evaluate(() => {
			const element = document.activeElement;
			return element?.closest("label")?.textContent ?? element?.textContent ?? "";
		});
		if (name.test(focused)) return;
	}
	expect.fail(`the Tab key never comes to ${name}`);
}

async function signedIn(staff: StaffMember, javaScriptEnabled: boolean): Promise<Page> {
	const context = await sites.visitor({ javaScriptEnabled, reducedMotion: "reduce" });
	if (javaScriptEnabled) await addAxe(context);
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

async function memberWithPhotos(descriptions: readonly string[]): Promise<Member> {
	const member = await newMember(sites.world, mail, "twero");
	await enterBrand(member.visitor, "twero");
	for (const description of descriptions) {
		const fields = { photo_consent: "yes", description };
		expect((await uploadPhoto(sites.world, member.visitor, "twero", plainPhoto(), fields)).status).toBe(303);
	}
	return member;
}

const width = (page: Page) => page.locator(".review-photo img").evaluate((one: HTMLImageElement) => one.naturalWidth);

describe("a moderator", { timeout: SLOW }, () => {
	it("goes through the photos by keyboard without scripts: approves one, rejects the next, revises (P60)", async () => {
		await memberWithPhotos(["Een rood en blauw vlak", "Nog een vlak"]);
		const page = await signedIn(await newStaff(sites.world, "moderator"), false);
		const complaints = watch(page);
		await tabTo(page, /^Foto's$/);
		await page.keyboard.press("Enter");
		await heading(page).toBe("Foto's beoordelen");
		expect(await page.locator("main").textContent()).toContain("Er wachten 2 foto's.");
		expect(await page.locator("main img").count()).toBe(0);
		await tabTo(page, /^Begin met de oudste$/);
		await page.keyboard.press("Enter");
		await heading(page).toBe("Een foto beoordelen");
		await page.getByRole("img", { name: "Een rood en blauw vlak" }).waitFor();
		await expect.poll(() => width(page)).toBe(480);
		await tabTo(page, /^Goedkeuren$/);
		await page.keyboard.press("Enter");
		await page.getByRole("status").waitFor();
		expect(await page.getByRole("status").textContent()).toContain("Goedgekeurd. Hieronder open je de volgende.");
		await tabTo(page, /^Foto openen$/);
		await page.keyboard.press("Enter");
		await page.getByRole("img", { name: "Nog een vlak" }).waitFor();
		await tabTo(page, /^Afwijzen$/);
		await page.keyboard.press("Enter");
		await page.getByRole("alert").waitFor();
		await tabTo(page, /^Geen persoon te herkennen$/);
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("ArrowUp");
		expect(await page.getByLabel("Iemand anders dan het lid").isChecked()).toBe(true);
		await tabTo(page, /^Afwijzen$/);
		await page.keyboard.press("Enter");
		await heading(page).toBe("Foto's beoordelen");
		expect(await page.locator("main").textContent()).toMatch(/Er wacht niets.*afgewezen: Iemand anders.*goedgekeurd/s);
		await page
			.getByRole("button", { name: /^Openen/ })
			.first()
			.press("Enter");
		await heading(page).toBe("Een foto beoordelen");
		await press(page, "Goedkeuren");
		await heading(page).toBe("Foto's beoordelen");
		expect(await page.locator("main").textContent()).not.toContain("afgewezen:");
		// The browser notes the one form that came back, as it was meant to.
		expect(complaints()).toEqual([expect.stringContaining("status of 422")]);
	});

	it("goes through the photos by single keys, which type in a field and do nothing with Ctrl (WCAG 2.1.4)", async () => {
		await memberWithPhotos(["Vlak een", "Vlak twee", "Vlak drie"]);
		const page = await signedIn(await newStaff(sites.world, "moderator"), true);
		const key = (name: string) => page.keyboard.press(name);
		const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
		await key("j");
		expect(await focused()).toBe("Foto's om te beoordelen");
		await key("Enter");
		await heading(page).toBe("Foto's beoordelen");
		await key("o");
		await page.getByRole("img", { name: "Vlak een" }).waitFor();
		await key("?");
		const list = page.getByRole("dialog", { name: "Toetsen" });
		await list.waitFor();
		expect(await list.textContent()).toMatch(/a.*Goedkeuren.*r.*naar de redenen.*n.*Volgende foto/s);
		expect(await examine(page), "the list of keys").toEqual([]);
		// In the list no key presses anything behind it.
		await key("a");
		await key("Escape");
		await list.waitFor({ state: "hidden" });
		await page.keyboard.press("Control+a");
		await page.getByLabel(/^Toelichting/).pressSequentially("aan");
		expect(await page.getByLabel(/^Toelichting/).inputValue()).toBe("aan");
		await page.getByRole("heading", { level: 1 }).click();
		await key("n");
		await page.getByRole("button", { name: "Foto openen" }).waitFor();
		await key("p");
		await page.getByRole("button", { name: "Foto openen" }).waitFor();
		await key("o");
		await page.getByRole("img", { name: "Vlak een" }).waitFor();
		await key("a");
		await page.getByText("Goedgekeurd. Hieronder open je de volgende.").waitFor();
		await key("o");
		await page.getByRole("img", { name: "Vlak twee" }).waitFor();
		await key("r");
		await key("ArrowDown");
		expect(await page.getByRole("radio", { checked: true }).count()).toBe(1);
		await sites.world.database.write(
			build.deleteFrom("photo").where("brand_id", "=", "twero").where("decided_at", "is", null),
		);
	});
});

/** Evidence of so many days up to today; of the newest the look goes on, and some had nothing to erase. */
async function addDays(count: number): Promise<void> {
	for (let age = 0; age < count; age++) {
		const at = new Date(Date.now() - age * DAY).toISOString();
		const own = { realm_id: JUPITER, day: at.slice(0, 10) };
		const counts = { erased: 12_345 * (age + 1), kept: 0, first_at: at, last_at: at };
		const runs = [
			{ ...own, ...counts, rule: "account", table_name: "member" },
			{ ...own, ...counts, rule: "brand", table_name: "special_detail" },
			{ ...own, ...counts, rule: "consent_evidence", table_name: "consent_event", erased: 0, kept: 7 },
			{ ...own, ...counts, rule: "unconfirmed_account", table_name: "staff_second_step_reset", erased: 1 },
		];
		const pass = { after_closed_at: "", after_id: "", examined: age, started_at: at, ended_at: age === 0 ? null : at };
		await sites.world.database.write(
			build
				.insertInto("retention_pass")
				.values({ ...own, ...pass })
				.onConflict((conflict) => conflict.doNothing()),
			...(age % 3 === 2 ? [] : runs).map((run) =>
				build
					.insertInto("retention_run")
					.values(run)
					.onConflict((conflict) => conflict.doNothing()),
			),
		);
	}
}

describe("every page of the console", { timeout: SLOW }, () => {
	async function look(page: Page, addresses: readonly string[]): Promise<void> {
		for (const address of addresses) {
			await page.goto(account(address));
			expect(await examine(page), address).toEqual([]);
		}
	}

	const staffIn = async (role: StaffRole) => {
		const staff = await newStaff(sites.world, role);
		return { staff, page: await signedIn(staff, true) };
	};

	it("has nothing that axe finds for a moderator, in both schemes, at 390 and 1280", async () => {
		const member = await memberWithPhotos(["Eerste", "Tweede", "Derde"]);
		const { staff, page } = await staffIn("moderator");
		await page.goto(account("/console/photos"));
		await page.getByRole("button", { name: "Begin met de oudste" }).click();
		await page.getByLabel("Contactgegevens in beeld").check();
		await press(page, "Afwijzen");
		await page.getByRole("status").waitFor();
		expect(await examine(page), "the next photo, shut").toEqual([]);
		await press(page, "Foto openen");
		await page.getByRole("img", { name: "Tweede" }).waitFor();
		expect(await examine(page), "the next photo").toEqual([]);
		await page.getByLabel("Iets anders, met een toelichting").check();
		await press(page, "Afwijzen");
		await page.getByRole("alert").waitFor();
		expect(await examine(page), "without a note").toEqual([]);
		await page.getByLabel(/^Toelichting/).fill("Er staat een reclamebord op.");
		await press(page, "Afwijzen");
		await page.getByRole("status").waitFor();
		const [[rejected]] = await sites.world.database.read(
			build.selectFrom("photo").select("id").where("rejection_reason", "=", "other"),
		);
		const card = (await find(staff, member.name)).headers.location ?? "";
		const pages = ["/console", "/console/photos", "/en/console/photos", `/console/photos/${rejected?.id}`];
		await look(page, [...pages, `/en/console/photos/${rejected?.id}`, "/console/members", card, "/console/staff"]);
	});

	it("has nothing that axe finds on breaches, the record of processing and versions, and a breach is recorded by keyboard", async () => {
		const staff = await newStaff(sites.world, "privacy_officer");
		const plain = await signedIn(staff, false);
		await plain.goto(account("/console/breaches"));
		await tabTo(plain, /^Een datalek vastleggen$/);
		await plain.keyboard.press("Enter");
		await heading(plain).toBe("Een datalek vastleggen");
		const today = new Date(Date.now() - DAY).toISOString().slice(0, 10);
		for (const label of ["Dag", "Eerste dag", "Laatste dag"])
			await plain.getByLabel(label, { exact: true }).fill(today);
		await plain.getByLabel("Tijd", { exact: true }).fill("09:05");
		await plain.getByLabel(/^Wat er is gebeurd/).fill("Een back-up stond open bij de databasehost.");
		await tabTo(plain, /^Twero$/);
		await plain.keyboard.press("Space");
		await press(plain, "Vastleggen");
		await plain.getByRole("alert").waitFor();
		await plain.getByLabel("E-mailadres", { exact: true }).check();
		await plain.getByLabel(/^Welke systemen/).fill("Databasehost");
		await plain.getByLabel(/^Wat er is gedaan/).fill("De back-up is weggehaald.");
		await press(plain, "Vastleggen");
		await heading(plain).toBe("Een datalek");
		const one = new URL(plain.url()).pathname;
		const { page } = await staffIn("privacy_officer");
		await look(page, ["/console/breaches", "/en/console/breaches", "/console/breaches/new", one, `/en${one}`]);
		await look(page, [`${one}/affected`, `${one}/letter`, "/console", "/console/register", "/en/console/register"]);
		await look(page, ["/console/brands", "/en/console/brands"]);
		await look(page, ["/console/versions", "/en/console/versions", "/console/versions/twero"]);
		await page.goto(account(`${one}/affected`));
		await press(page, "Tellen");
		await page.getByRole("status").waitFor();
		expect(await examine(page), "counted").toEqual([]);
		await page.goto(account("/console/breaches/new"));
		await press(page, "Vastleggen");
		await page.getByRole("alert").waitFor();
		expect(await examine(page), "an empty record").toEqual([]);
	});

	it("has nothing that axe finds on what was erased, with no day, with few and with more than a page", async () => {
		const { page } = await staffIn("privacy_officer");
		const addresses = ["/console/retention", "/en/console/retention"];
		await look(page, addresses);
		expect(await page.locator("main").textContent()).toContain("Nothing yet.");
		await addDays(3);
		await look(page, addresses);
		await addDays(40);
		await look(page, addresses);
		expect(await page.locator("main section").count()).toBe(31);
		await page.getByRole("link", { name: "Earlier days" }).click();
		expect(await page.locator("main section").count()).toBe(9);
		expect(await examine(page), "earlier days").toEqual([]);
	});

	it("has nothing that axe finds on statistics, with no week and with tables", async () => {
		const { page } = await staffIn("privacy_officer");
		const addresses = ["/console/statistics", "/en/console/statistics"];
		await look(page, addresses);
		const of = { realm_id: "jupiter-media", brand_id: "twero", week: "2026-11-16" };
		const cell = (measure: string, name: string) =>
			build
				.insertInto("statistics_cell")
				.values({ ...of, measure, cell: name, count: 1_230, counted_week: "2026-11-09" });
		await sites.world.database.write(
			build.insertInto("statistics_week").values({ ...of, published_at: "2026-11-23T00:00:00.000Z" }),
			...[cell("age", "30-39"), cell("region", "utrecht"), cell("age_region", "30-39:utrecht")],
		);
		await look(page, addresses);
		expect(await page.locator("main").textContent()).toContain("1,230");
	});

	it("has nothing that axe finds at the desk of rights, with nothing and with cases", async () => {
		const { page } = await staffIn("privacy_officer");
		await look(page, [
			"/console/requests",
			"/en/console/requests",
			"/console/requests/new",
			"/console/rights",
			"/en/console/rights",
			"/console/notices",
			"/en/console/notices",
		]);
		await look(page, ["/console/rights", "/en/console/rights", "/console/notices", "/en/console/notices"]);
		await look(page, ["/console/holds", "/en/console/holds", "/console/disclosures", "/en/console/disclosures"]);
		const { visitor } = await memberWithPhotos([]);
		const at = (path: string) => visitor.address("account", path);
		await visitor.post(at("/privacy/restriction"), { what: "town", ground: "accuracy" });
		await visitor.post(at("/privacy/choices"), { purpose: "moderation", allowed: "no" });
		const [[restricted], [objected]] = await sites.world.database.read(
			build.selectFrom("restriction").select("id").where("ground", "=", "accuracy"),
			build.selectFrom("processing_choice").select("id").where("state", "=", "open"),
		);
		const cases = [`restrictions/${restricted?.id}`, `objections/${objected?.id}`];
		await look(page, ["/console/rights", ...cases.map((one) => `/console/rights/${one}`)]);
	});

	it("has nothing that axe finds where data are proposed, and given, on a legal ground", async () => {
		const { staff, page } = await staffIn("privacy_officer");
		const { staff: other, page: second } = await staffIn("operator");
		const { visitor } = await memberWithPhotos(["Aan zee"]);
		const id = idOf({ visitor });
		const at = (path: string) => staff.visitor.address("account", path);
		const form = `/console/members/${id}/disclosures`;
		await openCard(staff, id);
		await look(page, [form, `/en${form}`]);
		await page.getByLabel("E-mail address", { exact: true }).check();
		await press(page, "Propose it");
		await page.getByRole("alert").waitFor();
		expect(await page.getByLabel("E-mail address", { exact: true }).isChecked()).toBe(true);
		expect(await examine(page), "nothing filled in").toEqual([]);
		const until = new Date(Date.now() + 40 * DAY).toISOString().slice(0, 10);
		const asked = { ground: "court_order", order: "RC-2026-0815", ordered_on: "2026-01-05", article: "126nd Sv" };
		const whom = { recipient: "Rechtbank Overijssel, kabinet RC", address: "Postbus 7, Zwolle", item_email: "yes" };
		const why = { reason: "De rechter-commissaris vorderde dit in een zaak.", silent_on: until, silence: "126nd Sv" };
		const proposed = await staff.visitor.post(at(form), { ...asked, ...whom, ...why });
		const one = (proposed.headers.location ?? "").replace(/\?.*/, "");
		await look(page, ["/console/disclosures", `${one}?done=proposed`]);
		await look(second, [one, `/en${one}`]);
		await press(second, "Refuse");
		await second.getByRole("alert").waitFor();
		expect(await examine(second), "refused without a reason").toEqual([]);
		await other.visitor.post(other.visitor.address("account", one), { act: "approve" });
		await look(second, [
			`${one}?done=approved`,
			"/console/disclosures?list=silent",
			"/en/console/disclosures?list=ended",
		]);
	});

	it("has nothing that axe finds for an operator and a privacy officer, in both schemes, at 390 and 1280", async () => {
		const person = await newStaff(sites.world, "support");
		const member = await memberWithPhotos([]);
		const { staff, page } = await staffIn("privacy_officer");
		const card = (await find(staff, member.name)).headers.location ?? "";
		const another = (await find(person, (await memberWithPhotos([])).name)).headers.location ?? "";
		await look(page, [
			"/console",
			"/console/members",
			card,
			another,
			"/console/copy",
			"/en/console/copy",
			"/console/password",
			"/en/console/password",
		]);
		await press(page, "Change password");
		await page.getByRole("alert").waitFor();
		expect(await examine(page), "nothing filled in").toEqual([]);
		const { page: operator } = await staffIn("operator");
		await look(operator, ["/console", "/console/photos", "/console/staff", "/en/console/staff"]);
		await operator.getByRole("button", { name: `Take second step away ${person.email}` }).press("Enter");
		await operator.getByRole("status").waitFor();
		expect(await examine(operator), "a second step taken away").toEqual([]);
		await operator.getByLabel("E-mail address").fill("wacht@werk.test");
		await operator.getByLabel("support").check();
		await press(operator, "Mail the invitation");
		await operator.getByRole("status").waitFor();
		const linkTo = async (address: string) => {
			const { links } = await letterTo(mail, address);
			return new URL(links.find((one) => one.includes("/console/")) ?? expect.fail("no link"));
		};
		const link = await linkTo(person.email);
		const waiting = newVisitor(sites.world);
		const { href } = await linkTo("wacht@werk.test");
		const { fields } = await fillEnrolment(waiting, href, "wacht@werk.test");
		await waiting.post(href.replace(/\?.*/, ""), fields);
		await operator.reload();
		expect(await examine(operator), "a member of staff who waits").toEqual([]);
		const { path } = await invitationFor(sites.world, "support", "axe@werk.test");
		const context = await sites.visitor({ reducedMotion: "reduce" });
		await addAxe(context);
		const visitor = await context.newPage();
		await look(visitor, ["/console/sign-in", link.pathname + link.search, path, "/console/second-step"]);
	});
});
