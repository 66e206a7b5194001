import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dueAfter, NEVER_DUE, tellBy } from "#features/console/breaches/breach.ts";
import { addBreach, addBreachEntry, changeBreach } from "#features/console/breaches/queries-breach.ts";
import { build } from "#foundation/db/database.ts";
import { calendarDay, clockTime } from "#foundation/i18n/date.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { idOf } from "../../../support/factors.ts";
import { decoded } from "../../../support/fixtures/crawl.ts";
import { enterBrand, letterTo, newMember } from "../../../support/member.ts";
import { type MailServer, startMailServer } from "../../../support/smtp.ts";
import { JUPITER, newStaff, type StaffMember } from "../../../support/staff.ts";
import { type DatabaseProxy, startDatabaseProxy } from "../../../support/stores/database-proxy.ts";
import { type Reply, startWorld, type World } from "../../../support/world.ts";

/** The log of breaches of personal data (GDPR Art. 33 and 34; DECISIONS 127). */

let world: World;
let mail: MailServer;
let proxy: DatabaseProxy;
let officer: StaffMember;
beforeAll(async () => {
	mail = await startMailServer();
	proxy = await startDatabaseProxy(() => world.server.port);
	world = await startWorld({ bindings: { SMTP_URL: mail.url, DATABASE_URL: proxy.url } });
	officer = await newStaff(world, "privacy_officer");
}, 120_000);
afterAll(async () => {
	await world.stop();
	await proxy.stop();
	await mail.stop();
});

const HERE = "/console/breaches";
const REASON = "De gegevens stonden een nacht open voor wie de link had.";
const moment = (ago: number) => new Date(Date.now() - ago).toISOString();
const typedMoment = (prefix: string, iso: string) => ({
	[`${prefix}_on`]: calendarDay(iso),
	[`${prefix}_time`]: clockTime(iso),
});
const SCOPE = () => ({
	...{ brand_twero: "yes", item_email: "yes" },
	...{ from_on: calendarDay(moment(3 * DAY)), to_on: calendarDay(moment(0)) },
});
const recordFields = (ago = 2 * HOUR) => ({
	...typedMoment("aware", moment(ago)),
	happened: "Een back-up stond open bij de databasehost.",
	...SCOPE(),
	...{ systems: "Databasehost", measures: "De back-up is weggehaald en de toegang is ingetrokken." },
	...{ risk: "", risk_reason: "" },
});
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const doneOf = (reply: Reply) => new URL(reply.headers.location ?? "", "http://x").searchParams.get("done");
const get = (path: string, { visitor } = officer) => visitor.get(visitor.address("account", path));
const post = (path: string, fields: Record<string, string>, { visitor } = officer) =>
	visitor.post(visitor.address("account", path), fields);
const idIn = (reply: Reply) =>
	/breaches\/([0-9a-f-]{36})/.exec(reply.headers.location ?? "")?.[1] ?? expect.fail(reply.text);
const record = async (ago?: number, more: Record<string, string> = {}) =>
	idIn(await post(`${HERE}/new`, { ...recordFields(ago), ...more }));
const act = (id: string, fields: Record<string, string>, staff = officer) => post(`${HERE}/${id}`, fields, staff);
const rowOf = async (id: string) => {
	const [[row]] = await world.database.read(build.selectFrom("breach").selectAll().where("id", "=", id));
	return row ?? expect.fail();
};
const entriesOf = async (id: string) => {
	const query = build.selectFrom("breach_entry").selectAll().where("breach_id", "=", id).orderBy("number");
	const [rows] = await world.database.read(query);
	return rows;
};
const assess = (risk: string) => ({ act: "assessed", risk, risk_reason: REASON });
const told = (iso: string, more = {}) => ({
	...{ act: "authority_told", ...typedMoment("authority", iso), reference: "AP-2026-17", delay: "" },
	...more,
});

describe("POST /console/breaches/new", () => {
	it("records a breach from the moment it became known, with the term of the law, in two trips", async () => {
		await get(HERE);
		const reply = await post(`${HERE}/new`, recordFields());
		expect([reply.status, doneOf(reply), trips(reply)]).toEqual([303, "recorded", 2]);
		const row = await rowOf(idIn(reply));
		expect([row.hours, row.law, row.risk, row.authority, row.entries]).toEqual([72, "GDPR Art. 33(1)", "", "", 1]);
		expect(Date.parse(row.tell_by) - Date.parse(row.aware_at)).toBe(72 * HOUR);
		const page = await get(`${HERE}/${row.id}`);
		expect([page.status, trips(page)]).toEqual([200, 1]);
		expect(page.text).toContain("Een back-up stond open bij de databasehost.");
		expect(page.text).toMatch(/nog (69|70) uur/);
		expect(page.text).toContain(officer.email);
	});

	it("is one breach where the same form is sent twice, one after the other or at once, and another with other words", async () => {
		const once = async () => /name="once" value="([^"]+)"/.exec((await get(`${HERE}/new`)).text)?.[1] ?? expect.fail();
		const fields = { ...recordFields(), once: await once() };
		const first = await post(`${HERE}/new`, fields);
		const again = await post(`${HERE}/new`, fields);
		expect([again.status, doneOf(again), trips(again)]).toEqual([303, "recorded", 1]);
		expect(idIn(again)).toBe(idIn(first));
		expect((await entriesOf(idIn(first))).map(({ number }) => number)).toEqual([1]);
		const other = await post(`${HERE}/new`, { ...fields, systems: "Mailserver" });
		expect(idIn(other)).not.toBe(idIn(first));
		const atOnce = { ...recordFields(), once: await once() };
		// The second comes while the first is about to write.
		let meanwhile = "";
		proxy.hold('insert into "breach"', async () => {
			meanwhile = idIn(await post(`${HERE}/new`, atOnce));
		});
		const late = await post(`${HERE}/new`, atOnce);
		expect([late.status, idIn(late)]).toEqual([303, meanwhile]);
		const fresh = { ...recordFields(), once: await once() };
		const second = await newStaff(world, "privacy_officer");
		expect(idIn(await post(`${HERE}/new`, fresh, second))).not.toBe(idIn(await post(`${HERE}/new`, fresh)));
		const wrong = await post(`${HERE}/new`, { ...fresh, systems: "" });
		expect([wrong.status, wrong.text.includes(`name="once" value="${fresh.once}"`)]).toEqual([422, true]);
	});

	it("keeps no word of it readable in the database", async () => {
		const id = await record();
		const [entry] = await entriesOf(id);
		expect(Buffer.from(entry?.words_sealed ?? "").toString("latin1")).not.toContain("databasehost");
	});

	it("gives the form back filled where it became known in the future, nothing is chosen, or a text is 5,000 characters", async () => {
		const tomorrow = calendarDay(moment(-DAY));
		const wrong = await post(`${HERE}/new`, {
			...{ ...recordFields(), aware_on: tomorrow, to_on: tomorrow, happened: "x".repeat(5_000) },
			...{ brand_twero: "", item_email: "" },
		}).catch(() => expect.fail());
		// A box says yes or nothing.
		expect(wrong.status).toBe(400);
		const { brand_twero: _, item_email: __, ...bare } = recordFields();
		const again = await post(`${HERE}/new`, {
			...bare,
			aware_on: tomorrow,
			to_on: tomorrow,
			happened: "x".repeat(5_000),
		});
		expect(again.status).toBe(422);
		const text = decoded(again.text);
		for (const words of ["Dit ligt in de toekomst. Schrijf op wanneer je het wist.", "Kies minstens één site."])
			expect(text).toContain(words);
		for (const words of [
			"Kies minstens één soort gegevens.",
			"De laatste dag ligt in de toekomst.",
			"hooguit 4.000 tekens",
		])
			expect(text).toContain(words);
		expect(text).toContain("x".repeat(5_000));
		expect(text).toContain("De back-up is weggehaald");
	});

	it("refuses a time that the night of summer time skips, and takes of one that comes twice the first", async () => {
		const skipped = await post(`${HERE}/new`, { ...recordFields(), aware_on: "2026-03-29", aware_time: "02:30" });
		expect([skipped.status, skipped.text.includes("Die tijd bestond niet")]).toEqual([422, true]);
		const twice = await record(0, { aware_on: "2026-10-25", aware_time: "02:30" });
		const { aware_at, tell_by } = await rowOf(twice);
		expect([aware_at, tell_by]).toEqual(["2026-10-25T00:30:00.000Z", "2026-10-28T00:30:00.000Z"]);
	});

	it("is closed to roles that do not decide on breaches, and shows none of another operator (T8)", async () => {
		const id = await record();
		for (const role of ["support", "moderator"] as const) {
			const staff = await newStaff(world, role);
			const replies = [await get(HERE, staff), await post(`${HERE}/new`, recordFields(), staff)];
			expect([...replies, await act(id, assess("high"), staff)].map(({ status }) => status)).toEqual([403, 403, 403]);
		}
		const [brands] = await world.database.read(build.selectFrom("terms_version").select("realm_id").distinct());
		const other = brands.find(({ realm_id }) => realm_id !== JUPITER)?.realm_id ?? expect.fail();
		const host = `account-${other}`;
		const foreign = await newStaff(world, "privacy_officer", host, realmIdSchema.parse(other));
		const { visitor } = foreign;
		for (const path of ["", "/affected", "/letter"])
			expect((await visitor.get(visitor.address(host, `${HERE}/${id}${path}`))).status).toBe(404);
		const wrote = await visitor.post(visitor.address(host, `${HERE}/${id}`), assess("high"));
		expect([wrote.status, (await entriesOf(id)).length]).toEqual([404, 1]);
	});
});

describe("POST /console/breaches/:breach", () => {
	it("takes each step as one more entry, and closes only what is decided", async () => {
		const id = await record();
		const early = await act(id, { act: "closed", close_reason: REASON });
		expect([early.status, early.text.includes("Deze stap kan nu niet")]).toEqual([409, true]);
		const done = await act(id, assess("likely"));
		expect([done.status, doneOf(done), trips(done)]).toEqual([303, "added", 2]);
		expect((await act(id, { act: "authority_not_told", authority_reason: REASON })).status).toBe(409);
		expect((await act(id, told(moment(HOUR)))).status).toBe(303);
		expect((await act(id, { act: "members_not_told", ground: "not_high", members_reason: REASON })).status).toBe(303);
		expect((await act(id, { act: "closed", close_reason: REASON })).status).toBe(303);
		expect((await act(id, { act: "added", text: REASON })).status).toBe(409);
		const row = await rowOf(id);
		expect([row.risk, row.authority, row.members, row.closed_at !== null]).toEqual([
			"likely",
			"told",
			"not_told",
			true,
		]);
		const whats = (await entriesOf(id)).map(({ what, staff_id }) => [what, staff_id !== ""]);
		expect(whats).toEqual(
			["recorded", "assessed", "authority_told", "members_not_told", "closed"].map((what) => [what, true]),
		);
		expect((await act(id, { act: "reopened", reopen_reason: REASON })).status).toBe(303);
		expect((await rowOf(id)).closed_at).toBeNull();
	});

	it("asks why it took longer where the authority was told after the term, and takes no moment before it was known", async () => {
		const id = await record(80 * HOUR);
		const late = told(moment(HOUR));
		const asked = await act(id, late);
		expect(asked.status).toBe(422);
		expect(decoded(asked.text)).toContain("Schrijf op waarom het langer duurde (art. 33 lid 1 AVG).");
		expect(asked.text).toContain("AP-2026-17");
		for (const iso of [moment(100 * HOUR), moment(-DAY)]) expect((await act(id, told(iso))).status).toBe(422);
		expect((await act(id, { ...late, delay: REASON })).status).toBe(303);
		expect(decoded((await get(`${HERE}/${id}`)).text)).toContain("Waarom het langer duurde dan de termijn");
	});

	it("opens a decision not to tell again once it is assessed as graver", async () => {
		const id = await record();
		await act(id, assess("none"));
		await act(id, { act: "authority_not_told", authority_reason: REASON });
		await act(id, { act: "members_not_told", ground: "not_high", members_reason: REASON });
		await act(id, assess("high"));
		const row = await rowOf(id);
		expect([row.authority, row.members, row.due_at]).toEqual(["", "", row.tell_by]);
		const ground = { act: "members_not_told", ground: "not_high", members_reason: REASON };
		expect((await act(id, ground)).status).toBe(422);
	});

	it("lets one of two officers write at the same moment, and loses nothing of what the other typed", async () => {
		const id = await record();
		const second = await newStaff(world, "privacy_officer");
		const both = [officer, second].map((staff, at) =>
			act(id, { act: "added", text: `${REASON} Officier ${at}.` }, staff),
		);
		const replies = await Promise.all(both);
		const statuses = replies.map(({ status }) => status).sort();
		expect([
			[303, 303],
			[303, 409],
		]).toContainEqual(statuses);
		const entries = await entriesOf(id);
		expect(entries.map(({ number }) => number)).toEqual(entries.map((_, at) => at + 1));
		expect(entries.length).toBe(1 + statuses.filter((status) => status === 303).length);
		const busy = replies.find(({ status }) => status === 409);
		if (busy !== undefined) expect(decoded(busy.text)).toMatch(/Iemand anders schreef.*Officier \d\./s);
	});
});

describe("GET /console/breaches/:breach", () => {
	const letter = (text: string) => /<a class="([^"]+)" href="[^"]+\/letter">/.exec(text)?.[1];
	const openStep = (text: string) => /<details class="fold" open[^>]*>.*?name="act" value="(\w+)"/s.exec(text)?.[1];

	it("offers the letter first where members have to be told, and not to tell them only where they need not", async () => {
		const [high, likely] = [await record(), await record()];
		for (const [id, risk] of [
			[high, "high"],
			[likely, "likely"],
		] as const)
			for (const step of [assess(risk), told(moment(HOUR))])
				await act(id, { ...step, seen: String((await rowOf(id)).entries) });
		const pages = [(await get(`${HERE}/${high}`)).text, (await get(`${HERE}/${likely}`)).text];
		expect(pages.map(letter)).toEqual(["button", "button button-quiet"]);
		expect(pages.map(openStep)).toEqual([undefined, "members_not_told"]);
	});
});

describe("GET /console/breaches", () => {
	it("lists what is due first in one trip, without a word of it, and the first page says what is due", async () => {
		const [soon, late] = [await record(70 * HOUR), await record(90 * HOUR)];
		const page = await get(HERE);
		expect([page.status, trips(page)]).toEqual([200, 1]);
		const [at, first] = [page.text.indexOf(soon), page.text.indexOf(late)];
		expect(first > 0 && first < at).toBe(true);
		expect(page.text).toContain("18 uur");
		expect(page.text).not.toContain("Een back-up stond open");
		const home = await get("/console");
		const row = />Datalekken<\/a><\/th>.*?class="late">[\d.]+ uur( en \d+ minu\w+)? te laat</s;
		expect([trips(home), row.test(home.text)]).toEqual([1, true]);
	});
});

describe("a page of a breach that was loaded before somebody else wrote", () => {
	it("takes no step: the second officer reads first, and gets the form back filled", async () => {
		const id = await record();
		const seen = /name="seen" value="(\d+)"/.exec((await get(`${HERE}/${id}`)).text)?.[1] ?? expect.fail();
		expect((await act(id, { ...assess("high"), seen })).status).toBe(303);
		const late = await act(id, { ...assess("none"), seen });
		expect([late.status, late.text.includes(REASON), (await rowOf(id)).risk]).toEqual([409, true, "high"]);
	});

	it("is due while nobody assessed it, though the authority was told first", async () => {
		const id = await record();
		await act(id, told(moment(HOUR)));
		expect((await rowOf(id)).due_at < NEVER_DUE).toBe(true);
		expect((await get(`${HERE}/${id}`)).text).toContain("nog niet beoordeeld");
		expect((await get("/console")).text).toContain(">Datalekken</a></th>");
	});

	it.each(["0000-01-01", "0026-11-30"])(
		"is refused in words for a first day in a year without data: %s",
		async (day) => {
			expect((await post(`${HERE}/new`, { ...recordFields(), from_on: day })).status).toBe(422);
		},
	);
});

describe("POST /console/breaches/:breach/affected", () => {
	it("counts members by the register, sites and time, in two trips, and names nobody", async () => {
		const [one, other] = [await newMember(world, mail), await newMember(world, mail, "geilesexsite")];
		const id = await record();
		const count = async (more: Record<string, string>, without: readonly string[] = []) => {
			const fields = Object.entries({ ...SCOPE(), ...more }).filter(([name]) => !without.includes(name));
			const reply = await post(`${HERE}/${id}/affected`, Object.fromEntries(fields));
			expect([reply.status, trips(reply)]).toEqual([200, 2]);
			for (const { name, email } of [one, other]) expect(reply.text).not.toMatch(new RegExp(`${name}|${email}`));
			return Number(/Leden samen: ([\d.]+)</.exec(reply.text)?.[1]);
		};
		const [[twero], [both]] = await world.database.read(
			build
				.selectFrom("membership")
				.select((eb) => eb.fn.countAll<number>().as("rows"))
				.where("brand_id", "=", "twero"),
			build
				.selectFrom("membership")
				.select((eb) => eb.fn.count<number>("member_id").distinct().as("rows"))
				.where("brand_id", "in", ["twero", "geilesexsite"]),
		);
		expect(await count({})).toBe(twero?.rows);
		expect(await count({ brand_geilesexsite: "yes" })).toBe(both?.rows);
		// Of nobody is a photo held yet, and nobody was a member three years ago.
		expect(await count({ item_photos: "yes" }, ["item_email"])).toBe(0);
		expect(await count({ from_on: "2023-01-01", to_on: "2023-01-02" })).toBe(0);
	});
});

describe("POST /console/breaches/:breach/letter", () => {
	const LETTER = {
		...{ nature_nl: "Er stond een back-up open.", nature_en: "A backup stood open." },
		...{
			consequences_nl: "Iemand kan je mailen alsof wij het zijn.",
			consequences_en: "Somebody may write to you in our name.",
		},
		...{
			measures_nl: "We hebben de back-up weggehaald. Kies een nieuw wachtwoord.",
			measures_en: "We removed the backup. Choose a new password.",
		},
		letter_reason: REASON,
	};

	it("tells everybody who is affected once, whatever their sites, and nobody else, and writes down how many", async () => {
		const [both, alone] = [await newMember(world, mail), await newMember(world, mail, "geilesexsite")];
		await enterBrand(both.visitor, "geilesexsite");
		const id = await record();
		const fields = { ...SCOPE(), ...LETTER, confirm: "yes" };
		expect((await post(`${HERE}/${id}/letter`, fields)).status).toBe(409);
		await act(id, assess("high"));
		const { confirm: _, ...unread } = fields;
		const asked = await post(`${HERE}/${id}/letter`, unread);
		expect([asked.status, asked.text.includes("een brief haal je niet terug")]).toEqual([422, true]);
		const sent = await post(`${HERE}/${id}/letter`, { ...fields, brand_geilesexsite: "yes" });
		expect([sent.status, doneOf(sent)]).toEqual([303, "letter"]);
		for (let tick = 0; tick < 4; tick++) await world.worker.tick();
		for (const { email } of [both, alone]) {
			const { subject, text } = await letterTo(mail, email, email === both.email ? 2 : 2);
			expect(subject).toBe("Over de beveiliging van je gegevens");
			for (const words of [
				"Er stond een back-up open.",
				"Iemand kan je mailen",
				"Kies een nieuw wachtwoord.",
				"E-mailadres",
			])
				expect(text).toContain(words);
			expect(text).toMatch(/Met vragen kun je terecht bij info@/);
			const own = mail.taken.filter(({ to, raw }) => to.includes(email) && raw.includes("Over de beveiliging"));
			expect(own).toHaveLength(1);
		}
		const row = await rowOf(id);
		const [[members]] = await world.database.read(
			build
				.selectFrom("membership")
				.select((eb) => eb.fn.count<number>("member_id").distinct().as("rows"))
				.where("brand_id", "in", ["twero", "geilesexsite"]),
		);
		expect([row.members, row.letter_after, row.letters_queued, row.letters_failed]).toEqual([
			"told",
			null,
			members?.rows,
			0,
		]);
		expect((await entriesOf(id)).map(({ what }) => what)).toEqual([
			"recorded",
			"assessed",
			"letter_begun",
			"letter_ended",
		]);
		expect(idOf(both)).not.toBe("");
	});

	it("sent twice by one press tells once, and a letter that reached nobody leaves members to be told", async () => {
		const member = await newMember(world, mail);
		const id = await record();
		await act(id, assess("high"));
		const seen = /name="seen" value="(\d+)"/.exec((await get(`${HERE}/${id}/letter`)).text)?.[1] ?? expect.fail();
		const fields = { ...SCOPE(), ...LETTER, confirm: "yes", seen };
		const { item_email: _, ...others } = fields;
		expect((await post(`${HERE}/${id}/letter`, { ...others, item_photos: "yes" })).status).toBe(303);
		for (let tick = 0; tick < 3; tick++) await world.worker.tick();
		expect(await rowOf(id)).toMatchObject({ members: "", letters_queued: 0, letter_after: null });
		const again = { ...fields, seen: String((await rowOf(id)).entries) };
		expect((await post(`${HERE}/${id}/letter`, again)).status).toBe(303);
		for (let tick = 0; tick < 3; tick++) await world.worker.tick();
		expect(await rowOf(id)).toMatchObject({ members: "told", letter_after: null });
		const twice = await post(`${HERE}/${id}/letter`, again);
		expect([twice.status, twice.text.includes(LETTER.nature_nl)]).toEqual([409, true]);
		for (let tick = 0; tick < 3; tick++) await world.worker.tick();
		const own = mail.taken.filter(({ to, raw }) => to.includes(member.email) && raw.includes("Over de beveiliging"));
		expect(own).toHaveLength(1);
	});
});

describe("the log of breaches", () => {
	/** Closed at that moment, as the queries write it. */
	async function closedBreach(id: string, at: string): Promise<void> {
		const law = { hours: 72, law: "GDPR Art. 33(1)" };
		const key = { realm_id: JUPITER, id: `key ${id}`, owner_id: id, unit: "breach", key_version: 1, created_at: at };
		const OPEN = { risk: "", authority: "", members: "" };
		const states = [
			["assessed", { risk: "none", authority: "", members: "", closed_at: null }],
			["authority_told", { risk: "none", authority: "told", members: "", closed_at: null }],
			["members_told", { risk: "none", authority: "told", members: "told", closed_at: null }],
			["closed", { risk: "none", authority: "told", members: "told", closed_at: at }],
		] as const;
		const entry = (number: number, what: string) =>
			addBreachEntry({
				...{ realm_id: JUPITER, breach_id: id, number, what, staff_id: "ann", role: "privacy_officer" },
				...{ words_sealed: new Uint8Array([1]), written_at: at },
			});
		await world.database.write(
			build.insertInto("unit_key").values({ ...key, wrapped_key: new Uint8Array([1]) }),
			addBreach({ realm_id: JUPITER, id, aware_at: at, recorded_at: at, ...law, tell_by: tellBy(at, law) }),
			entry(1, "recorded"),
			...states.flatMap(([what, state], index) => [
				entry(index + 2, what),
				changeBreach(JUPITER, id, {
					...{ ...state, letter_after: null, entries: index + 2 },
					due_at: dueAfter({ ...state, letter_after: null }, { ...OPEN, tell_by: tellBy(at, law), due_at: at }, at),
				}),
			]),
		);
	}
	const heldOf = async (id: string) => {
		const rows = await world.database.read(
			build.selectFrom("breach").select("id").where("id", "=", id),
			build.selectFrom("breach_entry").select("number").where("breach_id", "=", id),
			build.selectFrom("unit_key").select("id").where("owner_id", "=", id),
		);
		return rows.map(({ length }) => length);
	};

	it("goes five years after a breach was closed, with its key, and is kept until then", async () => {
		const [old, recent] = ["019b7600-0000-7000-8000-000000000001", "019b7600-0000-7000-8000-000000000002"];
		await closedBreach(old, "2021-01-01T00:00:00.000Z");
		await closedBreach(recent, "2022-01-01T00:00:00.000Z");
		expect([await heldOf(old), await heldOf(recent)]).toEqual([
			[1, 5, 1],
			[1, 5, 1],
		]);
		await world.worker.tick();
		expect([await heldOf(old), await heldOf(recent)]).toEqual([
			[0, 0, 0],
			[1, 5, 1],
		]);
	});
});
