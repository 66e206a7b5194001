import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { type ConsentEvent, inOrder, rowsAfter } from "#foundation/ledgers/consent.ts";
import { addConsent, consentEvents } from "#foundation/ledgers/queries.ts";
import { STAFF_ROLES } from "#foundation/ledgers/staff-role.ts";
import { idOf } from "../../support/factors.ts";
import { changeEdition } from "../../support/fixtures/offer.ts";
import { bar, rightsVisitor } from "../../support/fixtures/rights-session.ts";
import { enterBrand, type Member, newMember, newVisitor, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { JUPITER, newStaff, type StaffMember } from "../../support/staff.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

let world: World;
let mail: MailServer;
let member: Member;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	member = await newMember(world, mail);
	await enterBrand(member.visitor, "twero");
	await enterBrand(member.visitor, "geilesexsite");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const oneLine = (text: string) => text.replace(/\s+/g, " ");
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const at = (visitor: Visitor) => visitor.address("account", "/privacy/statistics");
/** The hash of the words that the page shows for a site; none where it does not ask. */
function wordsOn({ text }: Reply, brand: string): string | undefined {
	return new RegExp(`name="brand" value="${brand}"/><input type="hidden" name="words" value="([0-9a-f]{64})"`).exec(
		text,
	)?.[1];
}

async function choose(visitor: Visitor, brand: string, allowed: string): Promise<Reply> {
	const words = allowed === "yes" ? wordsOn(await visitor.get(at(visitor)), brand) : undefined;
	return visitor.post(at(visitor), { brand, allowed, ...(words && { words }) });
}

/** What the member answered on a brand about being counted, the oldest first. */
async function answers(brand: string, of = member) {
	const [rows] = await world.database.read(
		build
			.selectFrom("consent_event")
			.select(["kind", "ended_at", "text_hash", "method", "recipient"])
			.where("brand_id", "=", brand)
			.where("member_id", "=", idOf(of))
			.where("purpose", "=", "statistics")
			.orderBy("happened_at"),
	);
	return rows;
}

describe("the switch of statistics", () => {
	it("GET /privacy/statistics is off on every site until it is switched on, with the words of the question (P51)", async () => {
		const page = await member.visitor.get(at(member.visitor));
		expect([page.status, trips(page)]).toEqual([200, 1]);
		const text = oneLine(page.text);
		expect(text.match(/Je telt niet mee\./g)).toHaveLength(2);
		expect(text).not.toContain("Je telt mee.");
		expect(text).toContain("anonieme statistiek over de leden van Twero");
		expect(await answers("twero")).toEqual([]);
	});

	it("POST /privacy/statistics records a yes on that site alone, and its withdrawal as easily (P18, P34, P51)", async () => {
		const { visitor } = member;
		const yes = await choose(visitor, "twero", "yes");
		expect([yes.status, yes.headers.location, trips(yes)]).toEqual([303, "/privacy/statistics?done=on", 2]);
		expect(await answers("twero")).toMatchObject([
			{ kind: "given", ended_at: null, method: "settings", recipient: "" },
		]);
		expect(await answers("geilesexsite")).toEqual([]);
		const page = oneLine((await visitor.get(`${at(visitor)}?done=on`)).text);
		expect(page).toContain("vanaf de volgende telling tel je mee");
		expect(page).toContain("Je telt mee.");
		const again = await choose(visitor, "twero", "yes");
		expect([again.status, (await answers("twero")).length]).toEqual([303, 1]);
		const no = await choose(visitor, "twero", "no");
		expect([no.status, no.headers.location, trips(no)]).toEqual([303, "/privacy/statistics?done=off", 2]);
		const [given, withdrawn] = await answers("twero");
		expect(withdrawn).toMatchObject({ kind: "withdrawn", text_hash: given?.text_hash });
		expect(given?.ended_at).not.toBeNull();
		expect((await choose(visitor, "twero", "no")).status).toBe(303);
		expect(await answers("twero")).toHaveLength(2);
	});

	it("GET /privacy shows the yes with its words and one button that takes it back (P34)", async () => {
		const { visitor } = member;
		await choose(visitor, "twero", "yes");
		const page = oneLine((await visitor.get(visitor.address("account", "/privacy"))).text);
		expect(page).toContain("Twero: Anonieme statistiek");
		expect(page).toContain("mag me meetellen in anonieme statistiek over de leden van Twero");
		expect(page).toMatch(/action="\/privacy\/statistics"[^>]*>\s*<input[^>]*name="brand" value="twero"/);
		expect((await choose(visitor, "twero", "no")).status).toBe(303);
	});

	it("POST /privacy/statistics keeps both of two answers at once", async () => {
		const { visitor } = member;
		const replies = await Promise.all(
			["yes", "no", "yes", "no"].map((allowed) => choose(visitor, "geilesexsite", allowed)),
		);
		expect(replies.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
		const [events] = await world.database.read(consentEvents([brandIdSchema.parse("geilesexsite")], idOf(member)));
		// Throws where two answers follow on the same one.
		const chain = inOrder(events).filter(({ purpose }) => purpose === "statistics");
		expect(chain.map(({ kind }) => kind)).toContain("given");
		// Each answer ends the one before it.
		expect(chain.slice(0, -1).filter(({ ended_at }) => ended_at === null)).toEqual([]);
		expect(chain.every(({ kind }, index) => kind !== chain[index - 1]?.kind)).toBe(true);
		expect((await visitor.get(visitor.address("account", "/privacy"))).status).toBe(200);
	});

	it("POST /privacy/statistics refuses another's site, a site of nobody and no answer, in words", async () => {
		const { visitor } = member;
		for (const form of [
			{ brand: "harbour", allowed: "yes" },
			{ brand: "x y", allowed: "yes" },
			{ brand: "twero", allowed: "maybe" },
			{ brand: "twero" },
			{ allowed: "yes" },
		]) {
			const reply = await visitor.post(at(visitor), form as Record<string, string>);
			expect({ form, status: reply.status }).toEqual({ form, status: 422 });
			expect(reply.text).toContain('role="alert"');
		}
		const stranger = newVisitor(world);
		expect((await choose(stranger, "twero", "yes")).headers.location).toContain("/sign-in");
	});

	it("POST /privacy/statistics takes a yes back where the session is for privacy rights alone (P34)", async () => {
		const barred = await newMember(world, mail);
		await enterBrand(barred.visitor, "twero");
		await choose(barred.visitor, "twero", "yes");
		const id = idOf(barred);
		await bar(barred, id, "suspended", await newStaff(world, "moderator"));
		const visitor = await rightsVisitor(world, barred);
		expect((await choose(visitor, "twero", "no")).status).toBe(303);
		const [rows] = await world.database.read(
			build.selectFrom("consent_event").select("kind").where("member_id", "=", id).where("purpose", "=", "statistics"),
		);
		expect(rows.map(({ kind }) => kind).sort()).toEqual(["given", "withdrawn"]);
	});

	it("POST /privacy/statistics takes no yes where the session is for privacy rights alone, nor is one offered", async () => {
		const barred = await newMember(world, mail);
		await enterBrand(barred.visitor, "twero");
		const words = wordsOn(await barred.visitor.get(at(barred.visitor)), "twero");
		await bar(barred, idOf(barred), "suspended", await newStaff(world, "moderator"));
		const visitor = await rightsVisitor(world, barred);
		expect((await visitor.get(at(visitor))).text).not.toContain('value="yes"');
		const reply = await visitor.post(at(visitor), { brand: "twero", allowed: "yes", ...(words && { words }) });
		expect(reply.status).toBe(404);
		expect(await answers("twero", barred)).toEqual([]);
	});

	it.each([
		["without words", undefined],
		["to words of another day", "e".repeat(64)],
		["to no words at all", "ja"],
	])("POST /privacy/statistics takes no yes %s, and shows those of today", async (_, words) => {
		const own = await newMember(world, mail);
		await enterBrand(own.visitor, "twero");
		const reply = await own.visitor.post(at(own.visitor), { brand: "twero", allowed: "yes", ...(words && { words }) });
		expect(reply.status).toBe(409);
		expect(reply.text).toContain("De woorden zijn veranderd sinds je deze pagina opende");
		expect(wordsOn(reply, "twero")).toMatch(/^[0-9a-f]{64}$/);
		expect(await answers("twero", own)).toEqual([]);
	});

	it("POST /privacy/statistics records the very words that were shown, in the language in which they were", async () => {
		const own = await newMember(world, mail);
		await enterBrand(own.visitor, "twero");
		const english = await own.visitor.get(own.visitor.address("account", "/en/privacy/statistics"));
		const shown = wordsOn(english, "twero");
		await own.visitor.post(at(own.visitor), { brand: "twero", allowed: "yes", ...(shown && { words: shown }) });
		const [given] = await answers("twero", own);
		expect(english.text).toContain("Yes, Jupiter Media B.V. may count me");
		expect(given?.text_hash).toBe(shown ?? "the hash of what was shown");
	});

	it("GET /privacy, the records of consents and the evidence have the words of a yes after they have changed", async () => {
		const own = await newMember(world, mail);
		const { visitor } = own;
		await enterBrand(visitor, "twero");
		await choose(visitor, "twero", "yes");
		const operator = (name: string) =>
			changeEdition(world, "twero", (legal) => ({ ...legal, operator: { ...legal.operator, name } }));
		await operator("Saturnus B.V.");
		try {
			const asked = "Ja, Jupiter Media B.V. mag me meetellen in anonieme statistiek";
			expect((await visitor.get(at(visitor))).text).toContain("onze vraag is veranderd sinds je ja zei");
			const address = (path: string) => visitor.address("account", path);
			expect((await visitor.get(address("/privacy"))).text).toContain(asked);
			const records = await visitor.get(address("/privacy/recipients/record.json"));
			expect(records.text).toContain(asked);
			await visitor.post(address("/brands/twero/leave"), {});
			const opened = await visitor.post(address("/privacy/evidence"), {});
			expect([opened.status, opened.text.split(asked).length]).toEqual([200, 3]);
		} finally {
			await operator("Jupiter Media B.V.");
		}
	}, 60_000);

	it("GET /privacy/statistics shows how it stands where the chain is broken, and a yes is taken back (P34)", async () => {
		const own = await newMember(world, mail);
		const { visitor } = own;
		await enterBrand(visitor, "twero");
		await choose(visitor, "twero", "yes");
		const brand = brandIdSchema.parse("twero");
		const stray = { purpose: "suggestions", recipient: "", textHash: "a".repeat(64), kind: "refused" } as const;
		const rows = await rowsAfter(
			{ hash: "b".repeat(64) } as ConsentEvent,
			{ brand, member: idOf(own), method: "settings", at: new Date(0).toISOString() },
			[{ ...stray, id: uuidv7(0) }],
		);
		await world.database.write(...rows.map((row) => addConsent(row)));
		const page = await visitor.get(at(visitor));
		expect([page.status, page.text.includes("Je telt mee.")]).toEqual([200, true]);
		expect((await choose(visitor, "twero", "no")).status).toBe(303);
		expect((await answers("twero", own)).map(({ kind }) => kind)).toEqual(["given", "withdrawn"]);
	});
});

const WEEK = "2026-11-09";
const LATER = "2026-11-16";

async function plant(): Promise<void> {
	const of = (brand_id: string, week: string) => ({ realm_id: JUPITER, brand_id, week });
	const at = "2026-11-23T00:00:00.000Z";
	const cell = (brand: string, week: string, measure: string, name: string, count: number, counted_week = week) =>
		build.insertInto("statistics_cell").values({ ...of(brand, week), measure, cell: name, count, counted_week });
	await world.database.write(
		build.deleteFrom("statistics_cell").where("realm_id", "=", JUPITER),
		build.deleteFrom("statistics_week").where("realm_id", "=", JUPITER),
		...["", "twero"].flatMap((brand) =>
			[WEEK, LATER].map((week) => build.insertInto("statistics_week").values({ ...of(brand, week), published_at: at })),
		),
		cell("", LATER, "accounts", "active", 12_340),
		cell("twero", LATER, "age", "30-39", 70, WEEK),
		cell("twero", LATER, "region", "utrecht", 40),
		cell("twero", WEEK, "age", "30-39", 70),
	);
}

describe("the console's tables", () => {
	let officer: StaffMember;
	const page = (visitor: Visitor, path: string) => visitor.get(visitor.address("account", path));

	it("GET /console/statistics is honest before a week was counted, and after the first", async () => {
		officer = await newStaff(world, "privacy_officer");
		const before = await page(officer.visitor, "/console/statistics");
		expect(before.text).toContain("Er is nog geen week geteld.");
		expect((await page(officer.visitor, "/console/statistics/table.csv")).status).toBe(404);
		await world.worker.tick();
		const after = await page(officer.visitor, "/console/statistics");
		expect([after.status, trips(after)]).toEqual([200, 1]);
		expect(after.text).toContain("Alle accounts");
		expect(after.text).toContain("Geen groep van leden die ja zeiden is groot genoeg om te tonen.");
		const [cells] = await world.database.read(build.selectFrom("statistics_cell").select("cell"));
		expect(cells).toEqual([]);
	});

	it.each(STAFF_ROLES)(
		"GET /console/statistics shows numbers to roles that may see them, asked as %s (P57)",
		async (role) => {
			await plant();
			const { visitor } = await newStaff(world, role);
			const may = role === "operator" || role === "privacy_officer";
			const answers = await Promise.all(
				["/console/statistics", "/console/statistics/table.csv"].map((path) => page(visitor, path)),
			);
			for (const { status, text } of answers) {
				expect(status).toBe(may ? 200 : 403);
				expect(/12[.]?340/.test(text)).toBe(may);
			}
		},
	);

	it("GET /console/statistics says of hidden cells that they are not shown, and from which week a number is", async () => {
		const shown = oneLine((await page(officer.visitor, "/console/statistics")).text);
		expect(shown).toContain("Week vanaf 16 november 2026");
		expect(shown).toContain("geteld in de week vanaf 9 november 2026");
		expect(shown.match(/<td[^>]*>niet getoond</g)?.length).toBeGreaterThan(100);
		expect(shown).toContain('href="/console/statistics?week=2026-11-09"');
		const earlier = oneLine((await page(officer.visitor, "/console/statistics?week=2026-11-15")).text);
		expect(earlier).toContain("Week vanaf 9 november 2026");
		expect(earlier).not.toContain("12.340");
		expect((await page(officer.visitor, "/console/statistics?week=nonsense")).text).toContain("16 november 2026");
	});

	it("GET /console/statistics shows the first week to who asks for one before it", async () => {
		const first = await page(officer.visitor, "/console/statistics?week=2020-01-06");
		expect([first.status, trips(first)]).toEqual([200, 1]);
		expect(oneLine(first.text)).toContain("Week vanaf 9 november 2026");
		expect(first.text).toContain(`href="/console/statistics/table.csv?week=${WEEK}"`);
		const file = await page(officer.visitor, "/console/statistics/table.csv?week=2020-01-06");
		expect([file.status, file.text.includes(`\n${WEEK},Alle accounts`)]).toEqual([200, true]);
	});

	it("GET /console/statistics/table.csv gives every cell of the week, hidden ones too", async () => {
		const reply = await page(officer.visitor, `/console/statistics/table.csv?week=${LATER}`);
		expect(reply.headers["content-type"]).toBe("text/csv; charset=utf-8");
		expect(reply.headers["content-disposition"]).toBe('attachment; filename="statistiek-2026-11-16.csv"');
		const lines = reply.text.trimEnd().split("\r\n");
		expect(lines[0]).toBe("week,site,tabel,groep,aantal,geteld_in_week");
		expect(lines).toContain("2026-11-16,Alle accounts,Accounts,Actief,12340,2026-11-16");
		expect(lines).toContain(
			'2026-11-16,Twero,"Leden die ja zeiden, per leeftijdsgroep",30 tot en met 39,70,2026-11-09',
		);
		expect(lines).toHaveLength(1 + 3 + 4 + 7 + 17 + 7 * 17);
		expect(lines.filter((line) => line.endsWith(",niet getoond,"))).toHaveLength(lines.length - 4);
	});
});
