import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { newestKeyRing } from "#foundation/crypto/keys.ts";
import { KEY_COLUMNS } from "#foundation/crypto/queries.ts";
import { fromBase64, uuidv7 } from "#foundation/crypto/random.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { build } from "#foundation/db/database.ts";
import { DAY } from "#foundation/time.ts";
import { findBelow } from "../../support/leak-search.ts";
import { enterBrand, type Member, newMember, newVisitor, signIn } from "../../support/member.ts";
import { answerCookie } from "../../support/processes/capture.ts";
import { moveClock, withMovableClock } from "../../support/processes/clock.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { FORM, startWorld, type World } from "../../support/world.ts";

const AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0";
/** What a visitor of these tests is told to be, but for the page. */
const BROWSER = {
	device_type: "computer",
	operating_system: "Linux",
	browser: "Firefox",
	internet_provider: "unknown",
};
/** Milliseconds: two flushes are three seconds apart, on a machine that is busy. */
const FLUSHED = { timeout: 15_000, interval: 100 };

let mail: MailServer;
let world: World;
let clock: ReturnType<typeof withMovableClock>;
let member: Member;

beforeAll(async () => {
	mail = await startMailServer();
	clock = withMovableClock(inject("bundle"));
	world = await startWorld({ bundle: clock.bundle, bindings: { SMTP_URL: mail.url } });
	member = await newMember(world, mail);
});
afterAll(async () => {
	vi.unstubAllGlobals();
	await world.stop();
	await mail.stop();
	clock.remove();
});
// What the test before left is written, and counts for none after it.
beforeEach(() => world.worker.tick());

/** An address of its own, which stands nowhere by chance. */
const newAddress = () =>
	`2001:db8:${[0, 2, 4]
		.map((at) =>
			randomBytes(6)
				.toString("hex")
				.slice(at, at + 4),
		)
		.join(":")}::7`;
const from = (address: string, headers: Record<string, string> = {}) => ({
	...{ "CF-Connecting-IP": address, "User-Agent": AGENT },
	...headers,
});

async function keyRing() {
	const root = fromBase64(world.secrets.KEK_ROOT) ?? expect.fail("no secret");
	const salts = await world.worker.bucket("SALTS");
	return newestKeyRing({ root, salts, openDatabase: () => world.database, now: () => Date.now() });
}

async function stored() {
	const [visits, keys, views] = await world.database.read(
		build.selectFrom("visit").selectAll().orderBy("visited_at"),
		build.selectFrom("unit_key").select(KEY_COLUMNS).where("unit", "like", "log:%"),
		build.selectFrom("page_count").selectAll(),
	);
	return { visits, keys, views };
}

/** Every event that was kept, opened. */
async function opened() {
	const [ring, { visits, keys }] = await Promise.all([keyRing(), stored()]);
	return Promise.all(
		visits.map(async (row) => {
			const unit = await ring.openUnit(keys.find(({ id }) => id === row.key_id) ?? expect.fail("no key"));
			const sealed = Object.entries(row).flatMap(([name, value]) =>
				value instanceof Uint8Array ? [[name, value] as const] : [],
			);
			const data = await Promise.all(
				sealed.map(
					async ([column, bytes]): Promise<[string, string]> => [
						column.replace(/_sealed$/, ""),
						await open(unit, { table: "visit", column, row: row.id }, bytes),
					],
				),
			);
			return { brand: row.brand_id, kind: row.kind, data: Object.fromEntries(data) as Record<string, string> };
		}),
	);
}

/** The events of an address, once so many are there: the minute's work writes them, where the isolate has not yet. */
async function eventsOf(address: string, count: number, tick = world.worker.tick) {
	await tick();
	return vi.waitFor(async () => {
		const own = (await opened()).filter(({ data }) => data.ip_address === address);
		expect(own.length).toBe(count);
		return own.map(({ data: { ip_address: _, ...data }, ...event }) => ({ ...event, data }));
	}, FLUSHED);
}

const viewsOf = async (kind: string) =>
	(await stored()).views.reduce(
		(sum, row) => (row.kind === kind && row.brand_id === "twero" ? sum + row.views : sum),
		0,
	);

describe("POST, a refusal and a sign-in", () => {
	it("POST /age is kept as the six and no seventh, sealed, and opens to exactly them (P14, P55)", async () => {
		const address = newAddress();
		const visitor = newVisitor(world);
		expect((await visitor.post(visitor.address("twero", "/age"), {}, from(address))).status).toBe(303);
		// Behind the response, without the minute's work.
		const events = await eventsOf(address, 1, async () => undefined);
		expect(events).toEqual([{ brand: "twero", kind: "write", data: { ...BROWSER, page: "brand /age" } }]);
		const { visits } = await stored();
		expect(Object.keys(visits[0] ?? {}).sort()).toEqual([
			...["brand_id", "browser_sealed", "device_type_sealed", "id", "internet_provider_sealed", "ip_address_sealed"],
			...["key_id", "kind", "operating_system_sealed", "page_sealed", "visited_at"],
		]);
		const { hits, bytes } = findBelow(join(world.folder, "sqld"), [address, "Linux x86_64", "brand /age"]);
		expect(bytes).toBeGreaterThan(10_000);
		expect(hits).toEqual([]);
		expect(world.logs.join("\n")).not.toContain(address);
	});

	it("GET /members/:member of nobody is kept by the pattern of the page, without the id", async () => {
		const address = newAddress();
		await enterBrand(member.visitor, "twero");
		const id = uuidv7(Date.now());
		const path = `/members/${id}?from=${id}`;
		expect((await member.visitor.get(member.visitor.address("twero", path), from(address))).status).toBe(404);
		expect(await eventsOf(address, 1)).toEqual([
			{ brand: "twero", kind: "refusal", data: { ...BROWSER, page: "brand /members/:member" } },
		]);
	});

	it("POST /age from another site is kept as a refusal", async () => {
		const address = newAddress();
		const headers = { ...FORM, ...from(address), "Sec-Fetch-Site": "cross-site", Origin: "https://elsewhere.example" };
		const reply = await world.get("/age", { host: "twero.com", method: "POST", headers, body: "a=b" });
		expect(reply.status).toBe(403);
		expect((await eventsOf(address, 1)).map(({ kind }) => kind)).toEqual(["refusal"]);
	});

	it("POST /sign-in is kept for the brand that the member came from, with nothing of the account", async () => {
		const address = newAddress();
		const visitor = newVisitor(world);
		const [good, bad] = [member.password, "niet dit wachtwoord"];
		for (const password of [bad, good]) {
			const to = visitor.address("account", "/sign-in?brand=twero");
			await visitor.post(to, { identifier: member.name, password }, from(address));
		}
		const events = await eventsOf(address, 2);
		expect(events.map(({ brand, kind, data: { page } }) => [brand, kind, page])).toEqual([
			["twero", "refusal", "account /sign-in"],
			["twero", "sign_in", "account /sign-in"],
		]);
		expect(JSON.stringify(events)).not.toContain(member.name);
	});

	it("POST /confirm that gives a new member a session is kept as a sign-in, and one with no code as a refusal", async () => {
		const address = newAddress();
		const visitor = newVisitor(world);
		const kinds = async () =>
			(await opened()).flatMap(({ kind, data: { page } }) => (page === "account /confirm" ? [kind] : []));
		await world.worker.tick();
		const before = await kinds();
		await newMember(world, mail, "twero", visitor);
		await visitor.post(visitor.address("account", "/confirm?brand=twero"), { code: "" }, from(address));
		expect((await eventsOf(address, 1)).map(({ kind }) => kind)).toEqual(["refusal"]);
		expect((await kinds()).toSorted()).toEqual([...before, "sign_in", "refusal"].toSorted());
	});

	it("POST /reopen with an offer that is none is no sign-in", async () => {
		const address = newAddress();
		const visitor = newVisitor(world);
		const reply = await visitor.post(visitor.address("account", "/reopen?brand=twero"), { offer: "x" }, from(address));
		expect(reply.status).toBe(303);
		expect((await eventsOf(address, 1)).map(({ kind, data }) => [kind, data.page])).toEqual([
			["write", "account /reopen"],
		]);
	});

	it("POST /sign-in of somebody who came from no brand is kept nowhere", async () => {
		const before = (await stored()).visits.length;
		expect((await signIn(member, newVisitor(world))).status).toBe(303);
		await world.worker.tick();
		expect((await stored()).visits.length).toBe(before);
	});
});

describe("addresses that there are not", () => {
	it("POST /wp-login.php, from here or from elsewhere, is kept nowhere", async () => {
		const address = newAddress();
		const elsewhere = { "Sec-Fetch-Site": "cross-site", Origin: "https://elsewhere.example" };
		for (const own of [{}, elsewhere]) {
			const headers = { ...FORM, ...from(address), ...own };
			for (const [path, method] of [
				["/wp-login.php", "POST"],
				["/xmlrpc.php", "POST"],
				["/age/x", "DELETE"],
			] as const)
				expect((await world.get(path, { method, headers, body: "a=b" })).status).toBeGreaterThanOrEqual(403);
		}
		await world.get("/age", { method: "POST", headers: { ...FORM, ...from(address) }, body: "" });
		// The one that there is, after all of the others.
		expect((await eventsOf(address, 1)).map(({ data: { page } }) => page)).toEqual(["brand /age"]);
	});
});

describe("header oddities", () => {
	const odd: [string, Record<string, string>, Record<string, string>][] = [
		["no name", { "User-Agent": "" }, { device_type: "unknown", operating_system: "unknown", browser: "unknown" }],
		["a name of 10 kB", { "User-Agent": `${"Firefox/146.0 ".repeat(700)}` }, { browser: "Firefox" }],
		[
			"a name of other signs",
			{ "User-Agent": "\u00ff\u00fe<script>" },
			{ device_type: "computer", browser: "unknown" },
		],
	];
	it.each(odd)("POST /age with %s does no harm", async (_name, headers, data) => {
		const address = newAddress();
		const reply = await world.get("/age", {
			...{ host: "twero.com", method: "POST", body: "" },
			headers: { ...FORM, ...from(address, headers) },
		});
		expect(reply.status).toBe(303);
		expect((await eventsOf(address, 1))[0]?.data).toMatchObject(data);
	});

	it.each([
		["nothing", undefined],
		["no address", "<script>alert(1)</script>"],
		["a long one", "1".repeat(5_000)],
	])("POST /age whose host gives %s as its address keeps it as unknown", async (_name, address) => {
		const before = (await opened()).filter(({ data }) => data.ip_address === "unknown").length;
		const headers = { ...FORM, ...(address === undefined ? {} : { "CF-Connecting-IP": address }) };
		expect((await world.get("/age", { method: "POST", headers, body: "" })).status).toBe(303);
		await eventsOf("unknown", before + 1);
	});
});

describe("GET", () => {
	it("GET /privacy, kept or not, writes nothing, and is counted without a person", async () => {
		await world.restartWorker();
		const before = await stored();
		const seen = await viewsOf("statement");
		const address = newAddress();
		for (let times = 0; times < 20; times++) {
			const reply = await world.get("/privacy", { headers: from(address) });
			expect(reply.status).toBe(200);
		}
		expect(await stored()).toEqual(before);
		await world.worker.tick();
		const { visits, keys } = await stored();
		expect([visits, keys]).toEqual([before.visits, before.keys]);
		expect(await viewsOf("statement")).toBe(seen + 20);
	});

	it("GET /privacy that is only fetched ahead is counted by no way, and who opens it after is", async () => {
		await world.restartWorker();
		const seen = await viewsOf("statement");
		const ahead = { headers: { ...from(newAddress()), "Sec-Purpose": "prefetch" } };
		// The first makes the page, the second keeps its address, the third is given what is kept.
		for (let times = 0; times < 3; times++) expect((await world.get("/privacy", ahead)).status).toBe(200);
		for (let times = 0; times < 2; times++) await world.get("/privacy");
		await world.worker.tick();
		expect(await viewsOf("statement")).toBe(seen + 2);
	});

	it("GET of a file, of another brand's page and of an address that there is not counts nothing here", async () => {
		const seen = (await stored()).views.filter(({ brand_id }) => brand_id === "twero");
		for (const path of ["/robots.txt", "/wp-login.php", "/privacy/statement.txt", "/privacy/log-head.json"])
			await world.get(path);
		await world.get("/privacy", { host: "geilesexsite.nl" });
		await world.get("/privacy", { method: "HEAD" });
		const before = (await stored()).visits.length;
		await world.worker.tick();
		const { visits, views } = await stored();
		expect(views.filter(({ brand_id }) => brand_id === "twero")).toEqual(seen);
		expect(visits.length).toBe(before);
	});

	it("GET /me by a member is counted with the kinds of pages, and names nobody", async () => {
		const before = await viewsOf("members");
		const place = await member.visitor.get(member.visitor.address("twero", "/me"));
		const path = /href="(\/members\/[^"]+)"/.exec(place.text)?.[1] ?? expect.fail("no page");
		await member.visitor.get(member.visitor.address("twero", path));
		await world.worker.tick();
		expect(await viewsOf("members")).toBe(before + 1);
		expect(JSON.stringify((await stored()).views)).not.toContain(path.split("/").at(-1));
	});
});

describe("counts of an isolate that sees no event", () => {
	it("GET /privacy by the long way writes, behind its answer, what has waited for a minute", async () => {
		await world.restartWorker();
		const seen = await viewsOf("statement");
		try {
			await world.get("/privacy?a=1");
			await world.get("/privacy?a=2");
			await moveClock(world, 61_000);
			await world.get("/privacy?a=3");
			await vi.waitFor(async () => expect(await viewsOf("statement")).toBe(seen + 3), FLUSHED);
		} finally {
			await moveClock(world, 0);
		}
	});
});

describe("recipients of which this Worker has no account", () => {
	it("GET / after a yes keeps no number in the browser, and GET /healthz says so", async () => {
		const yes = await answerCookie(world, "geilesexsite", { "google-analytics": {}, "24metrics": {} });
		const host = "geilesexsite.nl";
		const reply = await world.get("/", { host, headers: { Cookie: `__Host-age=yes; ${yes}` } });
		expect(reply.status).toBe(200);
		expect(reply.headers["set-cookie"]).toBeUndefined();
		const { recipients } = JSON.parse((await world.get("/healthz", { host })).text);
		expect(recipients).toEqual({ "google-analytics": "no account", "24metrics": "no account" });
	});
});

describe("a database that is away", () => {
	it("POST /age costs its sender nothing, and is written once it is back", async () => {
		const address = newAddress();
		const ask = { method: "POST", headers: { ...FORM, ...from(address) }, body: "" };
		await world.stopDatabase();
		const times: number[] = [];
		for (let count = 0; count < 5; count++) {
			const started = performance.now();
			expect((await world.get("/age", ask)).status).toBe(303);
			times.push(performance.now() - started);
		}
		expect(Math.min(...times)).toBeLessThan(500);
		await world.startDatabase();
		await vi.waitFor(() => world.worker.tick(), FLUSHED);
		expect((await eventsOf(address, 5)).length).toBe(5);
	});
});

describe("thirty days later", () => {
	it("has neither a row nor a key of that day (P14)", async () => {
		const address = newAddress();
		await world.get("/age", { method: "POST", headers: { ...FORM, ...from(address) }, body: "" });
		await eventsOf(address, 1);
		const { visits, keys } = await stored();
		try {
			await moveClock(world, 29 * DAY);
			await world.worker.tick();
			const ids = (await stored()).visits.map(({ id }) => id);
			expect(ids).toEqual(
				expect.arrayContaining(visits.filter(({ brand_id }) => brand_id === "twero").map(({ id }) => id)),
			);
			await moveClock(world, 31 * DAY);
			await world.worker.tick();
			const after = await stored();
			expect(after.visits.filter(({ id }) => visits.some((row) => row.id === id))).toEqual([]);
			expect(after.keys.filter(({ id }) => keys.some((row) => row.id === id))).toEqual([]);
		} finally {
			await moveClock(world, 0);
		}
	});
});
