import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routesOf } from "../../src/app.tsx";
import { PLANNED_PATHS } from "../../src/privacy/planned-paths.ts";
import { enterBrand, letterTo, newMember, newVisitor, type Visitor } from "../member.ts";
import { type MailServer, startMailServer } from "../smtp.ts";
import type { Reply } from "../world.ts";
import { startWorld, type World } from "../world.ts";

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

const isOurs = ({ hostname, protocol }: URL) => protocol === "http:" && hostname.endsWith(".localhost");

/** Where a page leads and what it shows, as absolute addresses on hosts of this platform. */
function addressesIn(reply: Reply, at: URL): string[] {
	const found =
		reply.headers["content-type"]?.startsWith("text/html") === true
			? [...reply.text.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"))
			: [];
	return found
		.map((href) => new URL(href, at))
		.filter(isOurs)
		.map(({ href }) => href);
}

const idsIn = ({ text }: Reply) => new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));

/** Follows every link of every page that is reached; gives those that lead nowhere, with the page that they stand on. */
async function crawl(visitor: Visitor, starts: readonly string[]) {
	const dead: string[] = [];
	const pages = new Map<string, Reply>();
	const waiting = starts.map((href) => ({ href, from: "the start" }));
	for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
		const to = new URL(next.href);
		const fragment = decodeURIComponent(to.hash.slice(1));
		to.hash = "";
		let reply = pages.get(to.href);
		if (reply === undefined) {
			reply = await visitor.get(to.href);
			pages.set(to.href, reply);
			const { location } = reply.headers;
			const leads = location === undefined ? addressesIn(reply, to) : [new URL(location, to).href];
			for (const href of leads) if (isOurs(new URL(href))) waiting.push({ href, from: to.pathname + to.search });
			if (reply.status >= 400) dead.push(`${next.from} → ${to.host}${to.pathname}${to.search}: ${reply.status}`);
		}
		if (fragment !== "" && reply.status === 200 && !idsIn(reply).has(fragment))
			dead.push(`${next.from} → ${to.pathname}#${fragment}: no such place`);
	}
	return { dead, pages };
}

describe("every link", () => {
	it.each(["twero", "geilesexsite", "harbour"])("of the pages of %s leads somewhere, for a visitor", async (brand) => {
		const visitor = newVisitor(world);
		const { dead, pages } = await crawl(visitor, [
			visitor.address(brand, "/"),
			visitor.address(brand, "/en/privacy/rights"),
		]);
		expect(dead).toEqual([]);
		const reached = [...pages.keys()].map((href) => new URL(href).pathname);
		for (const path of ["/", "/privacy", "/terms", "/privacy/rights"]) expect(reached).toContain(path);
	});

	it("of the pages of a member leads somewhere, on the account host and on a brand", async () => {
		const { visitor, email } = await newMember(world, mail);
		await enterBrand(visitor, "twero");
		const { dead, pages } = await crawl(visitor, [visitor.address("account", "/"), visitor.address("twero", "/me")]);
		expect(dead).toEqual([]);
		const reached = [...pages].filter(([, { status }]) => status === 200).map(([href]) => new URL(href).pathname);
		for (const path of ["/brands", "/security", "/profile", "/notifications", "/me"]) expect(reached).toContain(path);
		const letter = await letterTo(mail, email);
		expect(
			(
				await crawl(
					newVisitor(world),
					letter.links.map((href) => href.replace("/confirm?", "/sign-in?")),
				)
			).dead,
		).toEqual([]);
	});

	it("of a statement as text leads somewhere", async () => {
		for (const host of ["twero.com", "geilesexsite.nl", "harbour.example"]) {
			const { text } = await world.get("/privacy/statement.txt", { host });
			for (const [, path = ""] of text.matchAll(new RegExp(`https://${host.replace(".", "\\.")}(/[^\\s\\]]*)`, "g")))
				expect([host, path, (await world.get(path, { host })).status]).toEqual([host, path, 200]);
		}
	});

	it("is left out for a path that no route serves yet, and is one again once a route does", () => {
		const served = routesOf("brand").map(({ path }) => path);
		expect([...PLANNED_PATHS].filter((path) => served.includes(path))).toEqual([]);
	});
});
