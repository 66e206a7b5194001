import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { LINKED_PAGES } from "#foundation/documents/linked-pages.ts";
import { routesOf } from "../../../src/routes.tsx";
import type { Reply } from "../../support/ask.ts";
import { readPdf } from "../../support/fixtures/read-pdf.ts";
import { enterBrand, letterTo, type Member, newMember, newVisitor, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { invitationFor, newStaff } from "../../support/staff.ts";
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

const BRANDS = [
	{ id: "twero", primary: "twero.com" },
	{ id: "geilesexsite", primary: "geilesexsite.nl" },
	{ id: "harbour", primary: "harbour.example" },
];
const SITES = BRANDS.flatMap(({ id }) => ["/", "/nl", "/en"].map((path) => ({ id, path })));
/** Of one crawl; more means that pages link to new pages for ever. */
const LIMIT = 400;
/** Whatever a machine reads: absolute addresses, and the paths of a manifest. */
const ADDRESS = /https?:\/\/[^\s"'<>\])]+|(?<="(?:src|start_url)": ?")\/[^"]*/g;

const decoded = (text: string) => text.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&quot;", '"');

function* htmlLinks(html: string): Generator<string> {
	for (const [tag, name] of html.matchAll(/<([a-z][a-z0-9]*)(?:\s[^>]*)?>/g)) {
		if (name === "form" && /\smethod="post"/i.test(tag)) continue;
		for (const [, value = ""] of tag.matchAll(/\s(?:href|src|action)="([^"]*)"/g)) yield decoded(value);
	}
}

async function linksOf({ headers, body, text }: Reply): Promise<string[]> {
	const type = headers["content-type"] ?? "";
	if (type.startsWith("text/html")) return [...htmlLinks(text)];
	if (type === "application/pdf") return (await readPdf(new Uint8Array(body))).links.map(({ url }) => url);
	// Scripts and styles are ours and name no page; the rest is data or text.
	return /^(text\/plain|application\/(json|manifest\+json|xml))/.test(type) ? (text.match(ADDRESS) ?? []) : [];
}

/** Where a link leads on this machine; undefined for another site's and for a mailbox. */
function ownAddress(link: string, at: URL): URL | undefined {
	const url = new URL(link, at);
	const brand = BRANDS.find(({ primary }) => url.hostname === primary);
	if (brand === undefined && !url.hostname.endsWith(".localhost")) return undefined;
	return new URL(
		url.pathname + url.search + url.hash,
		brand === undefined ? url : `http://${brand.id}.${at.host.replace(/^[^.]+\./, "")}`,
	);
}

/**
 * Every page and file that can be reached from these addresses by GET, with its status, and what is wrong with the
 * links on the way: `page → link: answer`.
 */
async function crawl(visitor: Visitor, from: readonly string[]) {
	const seen = new Map<string, { status: number; ids: Set<string> }>();
	const links: { page: string; link: string; to: URL }[] = [];
	const due = from.map((address) => new URL(address));
	for (let url = due.shift(); url !== undefined; url = due.shift()) {
		const page = url.href.replace(/#.*$/, "");
		if (seen.has(page)) continue;
		expect(seen.size, `more and more pages: ${page}`).toBeLessThan(LIMIT);
		const reply = await visitor.get(page);
		const ids = new Set([...reply.text.matchAll(/\sid="([^"]*)"/g)].map(([, id = ""]) => id));
		seen.set(page, { status: reply.status, ids });
		const { location } = reply.headers;
		for (const link of [...(location === undefined ? [] : [location]), ...(await linksOf(reply))]) {
			const to = ownAddress(link, url);
			if (to === undefined) continue;
			links.push({ page, link, to });
			due.push(to);
		}
	}
	const broken = links.flatMap(({ page, link, to }) => {
		const { status = 0, ids } = seen.get(to.href.replace(/#.*$/, "")) ?? {};
		if (status < 200 || status >= 400) return [`${page} → ${link}: ${status}`];
		const anchored = to.hash === "" || status >= 300 || ids?.has(to.hash.slice(1));
		return anchored ? [] : [`${page} → ${link}: no such part`];
	});
	const failed = from.filter((address) => (seen.get(address)?.status ?? 0) >= 400);
	return { pages: [...seen.keys()], broken: [...new Set([...failed, ...broken])] };
}

describe("the pages that legal texts link to", () => {
	it("are those of the texts that the brand has, and keep their link; no other page of a text has one", async () => {
		const rows = await world.database.read(
			build.selectFrom("statement_version").select("tree_json"),
			build.selectFrom("terms_version").select("tree_json"),
		);
		const named = rows.flat().flatMap(({ tree_json }) => [...tree_json.matchAll(/"href":"(\/[^"]*)"/g)]);
		const paths = new Set(named.map(([, path = ""]) => path));
		const mounted = new Set(routesOf("brand").flatMap(({ method, path }) => (method === "GET" ? [path] : [])));
		expect([...paths].filter((path) => mounted.has(path)).sort()).toEqual([...LINKED_PAGES].sort());
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
		for (const part of ["/privacy/statement.pdf", "/privacy/rights", "/terms", "/join"])
			expect(
				pages.some((page) => page.includes(part)),
				part,
			).toBe(true);
	});

	describe("of a member", () => {
		let member: Member;
		beforeAll(async () => {
			member = await newMember(world, mail);
			await enterBrand(member.visitor, "twero");
		});

		it("leads somewhere on the account host and on their brand", async () => {
			const { visitor } = member;
			const { pages, broken } = await crawl(
				visitor,
				["account", "twero"].map((name) => visitor.address(name, "/")),
			);
			expect(broken).toEqual([]);
			for (const part of ["/security", "/profile", "/brands", "/notifications", "/close", "/me"])
				expect(
					pages.some((page) => new URL(page).pathname === part),
					part,
				).toBe(true);
		});

		it("leads somewhere in the mails that they get: on joining, and for a new password", async () => {
			const joining = await letterTo(mail, member.email);
			const count = mail.taken.filter(({ to }) => to.includes(member.email)).length;
			await member.visitor.post(member.visitor.address("account", "/reset"), { identifier: member.email });
			const reset = await letterTo(mail, member.email, count + 1);
			for (const { links } of [joining, reset]) {
				expect(links.length).toBeGreaterThan(0);
				expect((await crawl(newVisitor(world), links)).broken).toEqual([]);
			}
		});
	});

	it("leads somewhere in the console, and from the invitation to it", async () => {
		const { path } = await invitationFor(world, "support", "uitgenodigd@werk.test");
		const stranger = newVisitor(world);
		expect((await crawl(stranger, [stranger.address("account", path)])).broken).toEqual([]);
		const { visitor } = await newStaff(world, "operator");
		const { pages, broken } = await crawl(visitor, [visitor.address("account", "/console")]);
		expect(broken).toEqual([]);
		expect(pages.some((page) => page.includes("/console/staff"))).toBe(true);
	});
});
