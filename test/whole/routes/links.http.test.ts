import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OBEYS_GPC } from "#features/site/gpc.ts";
import { build } from "#foundation/db/database.ts";
import { LINKED_PAGES } from "#foundation/documents/linked-pages.ts";
import { STAFF_ROLES } from "#foundation/ledgers/staff-role.ts";
import { addressesOf, routesOf } from "../../../src/routes.tsx";
import { BRANDS, crawl as crawlFrom } from "../../support/fixtures/crawl.ts";
import { enterBrand, letterTo, type Member, newMember, newVisitor, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { find, invitationFor, newStaff, suspending } from "../../support/staff.ts";
import { startWorld, type World } from "../../support/world.ts";

/** Follows every link of the platform as a browser would find it; a page is asked for once. */
let mail: MailServer;
let world: World;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

/** Every page that a crawl of this file came to. */
const reached = new Set<string>();

async function crawl(visitor: Visitor, from: readonly string[]) {
	const found = await crawlFrom(visitor, from);
	for (const page of found.pages) reached.add(page);
	return found;
}

/** By staff, as they do it in the console. */
async function suspend(member: Member): Promise<void> {
	const staff = await newStaff(world, "operator");
	const found = await staff.visitor.follow(await find(staff, member.email));
	const id = /\/console\/members\/([0-9a-f-]{36})/.exec(staff.visitor.at.pathname)?.[1] ?? "";
	expect(found.status).toBe(200);
	const path = staff.visitor.address("account", `/console/members/${id}/suspend`);
	const done = await staff.visitor.post(path, suspending());
	expect(done.status).toBe(303);
	const card = staff.visitor.address("account", `/console/members/${id}`);
	expect((await crawl(staff.visitor, [card])).broken).toEqual([]);
}

/** Every link of the newest mail to an address, once so many have come. */
async function expectWhole(visitor: Visitor, email: string, count: number): Promise<void> {
	const { links, subject } = await letterTo(mail, email, count);
	expect(links.length, subject).toBeGreaterThan(0);
	expect((await crawl(visitor, links)).broken, subject).toEqual([]);
}

const SITES = BRANDS.flatMap(({ id }) => ["/", "/nl", "/en"].map((path) => ({ id, path })));

describe("the pages that legal texts link to", () => {
	it("are pages that every brand has, and the very ones to which shown texts keep their links", async () => {
		const rows = await world.database.read(
			build.selectFrom("statement_version").select("tree_json"),
			build.selectFrom("terms_version").select("tree_json"),
		);
		const named = rows.flat().flatMap(({ tree_json }) => [...tree_json.matchAll(/"href":"(\/[^"]*)"/g)]);
		const paths = new Set(named.map(([, path = ""]) => path));
		expect([...paths].sort()).toEqual([...LINKED_PAGES].sort());
		const mounted = new Set(routesOf("brand").flatMap(({ method, path }) => (method === "GET" ? [path] : [])));
		expect([...paths].filter((path) => !mounted.has(path))).toEqual([]);
	});
});

describe("every link", () => {
	it.each(SITES)("leads somewhere from $path of $id on, also in its text, data and PDF", async ({ id, path }) => {
		const visitor = newVisitor(world);
		const statement = `${path === "/" ? "" : path}/privacy/statement`;
		const from = [path, "/sitemap.xml", "/.well-known/security.txt", `${statement}.txt`, `${statement}.json`];
		const { pages, broken } = await crawl(
			visitor,
			from.map((one) => visitor.address(id, one)),
		);
		expect(broken).toEqual([]);
		const gpc = JSON.parse((await visitor.get(visitor.address(id, "/.well-known/gpc.json"))).text);
		expect(gpc.gpc).toBe(OBEYS_GPC);
		for (const part of ["/privacy/statement.pdf", "/privacy/rights", "/terms", "/join"])
			expect(
				pages.some((page) => page.includes(part)),
				part,
			).toBe(true);
	});

	describe.each([
		{ brand: "twero", host: "account" },
		{ brand: "geilesexsite", host: "account" },
		{ brand: "harbour", host: "account-lage-kade" },
	])("of a member of $brand", ({ brand, host }) => {
		let member: Member;
		beforeAll(async () => {
			member = await newMember(world, mail, brand);
			await enterBrand(member.visitor, brand);
		});

		it("leads somewhere on the account host and on their brand, in each language", async () => {
			const { visitor } = member;
			const from = [host, brand].flatMap((name) => ["/", "/nl", "/en"].map((path) => visitor.address(name, path)));
			const { pages, broken } = await crawl(visitor, [...from, visitor.address(host, `/?brand=${brand}`)]);
			expect(broken).toEqual([]);
			for (const part of ["/security", "/profile", "/brands", "/notifications", "/close", "/me"])
				expect(
					pages.some((page) => new URL(page).pathname.endsWith(part)),
					part,
				).toBe(true);
		});

		it("leads somewhere in the mails that they get: on joining, for a new password, when suspended, when closed", async () => {
			const { visitor, email } = member;
			// Before its link is used, which works once.
			const joining = newVisitor(world);
			await joining.follow(await joining.get(joining.address(brand, "/join")));
			const own = {
				user_name: `nog${brand}`,
				email: `nog@${brand}.test`,
				password: "vier groene paarden",
				gender: "other",
			};
			await joining.post(joining.at.href, { ...own, adult: "yes", terms: "yes", membership: "yes" });
			await expectWhole(newVisitor(world), own.email, 1);
			const sent = mail.taken.filter(({ to }) => to.includes(email)).length;
			await visitor.post(visitor.address(host, "/reset"), { identifier: email });
			await expectWhole(newVisitor(world), email, sent + 1);
			expect((await visitor.post(visitor.address(host, "/close"))).status).toBe(200);
			await expectWhole(newVisitor(world), email, sent + 2);
			// The browser of a member whose account is closed.
			const { broken } = await crawl(visitor, [visitor.address(host, "/"), visitor.address(brand, "/")]);
			expect(broken).toEqual([]);
		});
	});

	it("leads somewhere for a member who left a brand, and for one who is suspended, in the mail about it too", async () => {
		const { visitor } = await newMember(world, mail);
		for (const brand of ["twero", "geilesexsite"]) await enterBrand(visitor, brand);
		await visitor.post(visitor.address("account", "/brands/geilesexsite/leave"));
		expect((await crawl(visitor, [visitor.address("account", "/privacy")])).broken).toEqual([]);
		const suspended = await newMember(world, mail);
		const sent = mail.taken.filter(({ to }) => to.includes(suspended.email)).length;
		await suspend(suspended);
		await expectWhole(newVisitor(world), suspended.email, sent + 1);
		const from = ["twero", "account"].map((name) => suspended.visitor.address(name, "/"));
		const { pages, broken } = await crawl(suspended.visitor, from);
		expect(broken).toEqual([]);
		expect(pages.some((page) => page.endsWith("/privacy/rights"))).toBe(true);
	});

	it.each(STAFF_ROLES)("leads somewhere in the console of a %s, and from the invitation to it", async (role) => {
		const { path } = await invitationFor(world, role, `${role.replace("_", "-")}@uitgenodigd.test`);
		const stranger = newVisitor(world);
		expect((await crawl(stranger, [stranger.address("account", path)])).broken).toEqual([]);
		const { visitor } = await newStaff(world, role);
		const { pages, broken } = await crawl(visitor, [visitor.address("account", "/console")]);
		expect(broken).toEqual([]);
		expect(pages.some((page) => page.includes("/console/staff"))).toBe(["operator", "privacy_officer"].includes(role));
	});
});

/** GET routes that no page, mail, text or PDF of the crawls above leads to, each with its reason. */
const UNLINKED: Readonly<Record<string, string>> = {
	"account GET /.well-known/change-password": "password managers ask for it",
	"account GET /.well-known/livery-proof-keys.json":
		"programs that verify proofs ask for it; the pages of proofs link to it",
	"account GET /privacy/erased": "shown after everything was erased",
	"account GET /privacy/erased/erasure-receipt.json": "the same",
	"account GET /privacy/log-head": "for those who look after the log; a brand's page of rights leads to its own",
	"account GET /privacy/log-head.json": "the page of the log's head links to it",
	"account GET /privacy/receipts/verify": "the mail of an erasure leads there",
	"account GET /console/ages/:check": "a check of age runs only in tests of the checks",
	"account GET /console/copy/copy.zip": "stands on its page once the copy is ready, which a test of the copy follows",
	"account GET /console/disclosures/:legal": "nothing is given on a legal ground in these crawls",
	"account GET /console/holds/:hold": "nothing is held in these crawls",
	"account GET /console/members/:member/holds": "stands on a card, which is opened with a reason",
	"account GET /console/breaches/:breach": "no breach is recorded in these crawls",
	"account GET /console/breaches/:breach/affected": "the same",
	"account GET /console/breaches/:breach/letter": "the same",
	"account GET /console/brands/drafts/:draft": "no brand is drafted in these crawls",
	"account GET /console/brands/drafts/:draft/preview": "the same",
	"account GET /console/brands/drafts/:draft/scene.svg": "the same",
	"account GET /console/brands/drafts/:draft/site.css": "the same",
	"account GET /console/notices/:notice": "no recipient was given anything in these crawls",
	"account GET /console/photos/:photo": "a photo waits only in tests of the review",
	"account GET /console/photos/:photo/image": "the same",
	"account GET /console/requests/:request": "nobody asks anything in these crawls",
	"account GET /console/rights/objections/:objection": "nobody objects in these crawls",
	"account GET /console/rights/restrictions/:restriction": "nobody restricts anything in these crawls",
	"account GET /console/tickets/:ticket": "nobody asks anything in these crawls",
	"account GET /console/statistics/table.csv": "stands on its page once a week was counted, which a test of them reads",
	"account GET /console/second-step": "a mail leads there after two colleagues agreed",
	"account GET /email": "a mail leads there after a member asked for another address",
	"account GET /apple-touch-icon-precomposed.png": "telephones ask for it",
	"account GET /apple-touch-icon.png": "telephones ask for it",
	"account GET /favicon.ico": "browsers ask for it",
	"account GET /healthz": "monitoring asks for it",
	"account GET /join/mail": "shown after the form of joining was sent",
	"account GET /privacy/ask/cancel": "a mail leads there after an erasure was announced",
	"account GET /privacy/ask/confirm": "a mail leads there after somebody asked by an address",
	"account GET /privacy/ask/copy.zip": "stands on the page of a mailed link once the copy is ready",
	"account GET /privacy/ask/open": "a mail leads there after somebody asked by an address",
	"account GET /privacy/export/copy.zip": "stands on its page once the copy is ready, which a test of the copy follows",
	"account GET /profile/:brand/photos/:photo/:size": "a member of these crawls has no photo",
	"account GET /security/authenticator/remove": "a member of these crawls has no authenticator",
	"account GET /security/passkeys/:passkey/remove": "a member of these crawls has no passkey",
	"account GET /security/recovery-codes": "a member of these crawls has no authenticator",
	"account GET /sign-in/done": "a redirect after signing in leads there, with a ticket",
	"account GET /sign-in/browser": "a mail leads there after many wrong passwords",
	"account GET /sign-in/passkey": "a step of signing in, of a script",
	"account GET /sign-in/passkey/options": "the same",
	"account GET /sign-in/rights": "the address of a form, which leads to signing in where it is opened again",
	"account GET /sign-in/second": "a step of signing in, after the password",
	"account GET /welcome": "shown after an account was confirmed, where its brand is not open",
	"brand GET /.well-known/change-password": "password managers ask for it",
	"brand GET /.well-known/gpc.json": "browsers ask for it",
	"brand GET /helpdesk/:ticket": "nobody asks anything in these crawls",
	"brand GET /helpdesk/:ticket/:token": "a mail leads there after somebody asked something",
	"brand GET /age": "the answer on age leads there, and on",
	"brand GET /apple-touch-icon-precomposed.png": "telephones ask for it",
	"brand GET /apple-touch-icon.png": "telephones ask for it",
	"brand GET /favicon.ico": "browsers ask for it",
	"brand GET /healthz": "monitoring asks for it",
	"brand GET /login/callback": "the account host leads there, with a code that works once",
	"brand GET /photos/:photo/:size": "a member of these crawls has no photo",
	"brand GET /robots.txt": "search engines ask for it",
	"brand GET /unsubscribe/:token": "a mail leads there after a photo was approved",
};

describe("every GET route", () => {
	it("is linked to from somewhere, or stands in the list with its reason", () => {
		const addresses = [...reached].map((page) => {
			const { hostname, pathname } = new URL(page);
			const site = hostname.startsWith("account") ? "account" : "brand";
			return `${site} GET ${pathname.replace(/^\/(nl|en)(?=\/|$)/, "") || "/"}`;
		});
		const routes = (["account", "brand"] as const).flatMap((site) =>
			addressesOf(site).flatMap(({ method, path }) => (method === "GET" ? [`${site} ${method} ${path}`] : [])),
		);
		const visited = (route: string, others: readonly string[]) => {
			const pattern = new RegExp(`^${route.replace(/\./g, "\\.").replace(/:[a-z]+/g, "[^/]+")}$`);
			// `/console/members` has a route of its own, so it is no visit of `/console/:name`.
			return addresses.some((address) => pattern.test(address) && (route === address || !others.includes(address)));
		};
		const unlinked = routes.filter((route) => !visited(route, routes));
		expect(unlinked.sort()).toEqual(Object.keys(UNLINKED).sort());
	});
});
