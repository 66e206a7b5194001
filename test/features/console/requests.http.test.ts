import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { idOf } from "../../support/factors.ts";
import {
	codeIn,
	lastRequest,
	lettersWith,
	linkIn,
	logOf,
	passFor,
	requestsOf,
	stepsOf,
} from "../../support/fixtures/requests.ts";
import { type Member, newMember, newVisitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { JUPITER, newStaff, type StaffMember } from "../../support/staff.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

/** The desk of requests about data. */

let mail: MailServer;
let world: World;
let officer: StaffMember;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	officer = await newStaff(world, "privacy_officer");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const HERE = "/console/requests";
const WORDS = "We hebben het nagezocht, en het staat er nu zoals je schreef.";
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const doneOf = (reply: Reply) => new URL(reply.headers.location ?? "", "http://x").searchParams.get("done");
const get = ({ visitor }: StaffMember, path: string) => visitor.get(visitor.address("account", path));
const today = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Amsterdam" });
const act = (request: string, fields: Record<string, string>, { visitor } = officer) =>
	visitor.post(visitor.address("account", `${HERE}/${request}`), fields);
const takeIn = (email: string, kinds: readonly string[], more: Record<string, string> = {}) =>
	officer.visitor.post(officer.visitor.address("account", `${HERE}/new`), {
		...{ email, received: today(), text: "Ik wil graag alles weten" },
		...Object.fromEntries(kinds.map((kind) => [kind, "yes"])),
		...more,
	});

async function asking(kind = "rectification"): Promise<Member & { id: string; request: string }> {
	const member = await newMember(world, mail);
	const { visitor } = member;
	await visitor.post(visitor.address("account", "/privacy/requests"), { kind, text: "Mijn naam is met een k" });
	const id = idOf(member);
	return { ...member, id, request: (await lastRequest(world, id)).id };
}
async function accessesOf(member: string): Promise<string[]> {
	const [rows] = await world.database.read(
		build.selectFrom("staff_access").select(["what", "role"]).where("member_id", "=", member).orderBy("number"),
	);
	return rows.map(({ what, role }) => `${what} ${role}`);
}
const stateOf = async (member: string) => (await lastRequest(world, member)).state;

describe("GET /console/requests", () => {
	it("lists what waits by the days that are left, in one trip, without a name, and the home page counts it (P27, P28)", async () => {
		const [late, soon] = [await asking(), await asking("complaint")];
		await passFor(world, late.id, 40 * DAY);
		const page = await get(officer, HERE);
		expect([page.status, trips(page)]).toEqual([200, 1]);
		const order = [late.request, soon.request].map((id) => page.text.indexOf(id));
		expect(order.every((at) => at > 0) && (order[0] ?? 0) < (order[1] ?? 0)).toBe(true);
		expect(page.text).toContain("12 dagen te laat");
		expect(page.text).not.toContain(late.name);
		expect((await get(officer, "/console")).text).toContain("12 dagen te laat");
	});

	it("is closed to a role that does not answer requests, and shows no request of another operator", async () => {
		const { request, id } = await asking();
		for (const role of ["support", "moderator"] as const) {
			const staff = await newStaff(world, role);
			expect([(await get(staff, HERE)).status, (await act(request, { act: "begin" }, staff)).status]).toEqual([
				403, 403,
			]);
		}
		const [brands] = await world.database.read(build.selectFrom("terms_version").select("realm_id").distinct());
		const other = brands.find(({ realm_id }) => realm_id !== JUPITER)?.realm_id ?? expect.fail();
		const host = `account-${other}`;
		const foreign = await newStaff(world, "privacy_officer", host, realmIdSchema.parse(other));
		const address = foreign.visitor.address(host, `${HERE}/${request}`);
		const replies = [await foreign.visitor.get(address), await foreign.visitor.post(address, { act: "begin" })];
		expect(replies.map(({ status }) => status)).toEqual([404, 404]);
		expect((await foreign.visitor.get(foreign.visitor.address(host, HERE))).text).not.toContain(request);
		expect(await stateOf(id)).toBe("open");
	});
});

describe("GET /console/requests/:request", () => {
	it("shows the clock and the steps; what was asked only after the look is written down (P23)", async () => {
		const { id, request } = await asking();
		const page = await get(officer, `${HERE}/${request}`);
		expect([page.status, trips(page), page.text.includes("met een k")]).toEqual([200, 1, false]);
		expect(await accessesOf(id)).toEqual([]);
		const read = await act(request, { act: "read" });
		expect([read.status, read.text.includes("met een k")]).toEqual([200, true]);
		expect(await accessesOf(id)).toEqual(["request privacy_officer"]);
	});
});

describe("POST /console/requests/:request", () => {
	it("fulfils with words that the member reads by mail and in the account (P28, P40)", async () => {
		const { id, request, email, visitor } = await asking();
		expect(doneOf(await act(request, { act: "begin" }))).toBe("recorded");
		expect(doneOf(await act(request, { act: "begin" }))).toBe("unchanged");
		const done = await act(request, { act: "fulfil", answer: WORDS });
		expect([done.status, doneOf(done), trips(done)]).toEqual([303, "recorded", 2]);
		expect(await stateOf(id)).toBe("fulfilled");
		const [letter] = await lettersWith(mail, email, "heeft uitgevoerd wat je vroeg");
		expect(letter?.text.replaceAll(/\s+/g, " ")).toContain(WORDS);
		expect((await visitor.get(visitor.address("account", "/privacy/requests"))).text).toContain(WORDS);
		expect(await logOf(world, request)).toEqual([
			...["request_received member", "request_verified member"],
			...["request_moved staff privacy_officer", "request_fulfilled staff privacy_officer"],
		]);
		expect(doneOf(await act(request, { act: "fulfil", answer: WORDS }))).toBe("unchanged");
	});

	it("refuses nothing without a ground and words, and the mail names both and the ways to complain (P29, P46)", async () => {
		const { id, request, email } = await asking();
		const empty = await act(request, { act: "refuse", refusal: "kort" });
		expect([empty.status, empty.text.includes(">kort</textarea>")]).toEqual([422, true]);
		expect(await stateOf(id)).toBe("open");
		const fields = { act: "refuse", outcome: "refused", ground: "legal_claims", refusal: WORDS };
		expect(doneOf(await act(request, fields))).toBe("recorded");
		expect(await lastRequest(world, id)).toMatchObject({ state: "refused", refusal_ground: "legal_claims" });
		const [letter] = await lettersWith(mail, email, "doet niet wat je hebt gevraagd");
		const text = letter?.text.replaceAll(/\s+/g, " ");
		for (const part of [WORDS, "Autoriteit Persoonsgegevens", "https://", "naar de rechter"])
			expect(text).toContain(part);
	});

	it("refuses a part and says that the rest is done", async () => {
		const { id, request, email } = await asking();
		await act(request, { act: "refuse", outcome: "partially_fulfilled", ground: "rights_of_others", refusal: WORDS });
		expect(await stateOf(id)).toBe("partially_fulfilled");
		await lettersWith(mail, email, "een deel van wat je vroeg uitgevoerd");
	});

	it("takes longer once, told before the day of the answer, and not after it (P27)", async () => {
		const { id, request, email } = await asking();
		const extend = () => act(request, { act: "extend", months: "2", extension: WORDS });
		expect(doneOf(await extend())).toBe("recorded");
		const row = await lastRequest(world, id);
		expect(row.answer_by > row.due_at).toBe(true);
		await lettersWith(mail, email, "meer tijd nodig");
		expect(doneOf(await extend())).toBe("unchanged");
		const late = await asking();
		await passFor(world, late.id, 29 * DAY);
		expect(doneOf(await act(late.request, { act: "extend", months: "1", extension: WORDS }))).toBe("unchanged");
	});

	it("answers with a copy: the member hears where it is once it is ready (P27, P40)", async () => {
		const member = await newMember(world, mail);
		const id = idOf(member);
		await takeIn(member.email, ["access"]);
		const { id: request } = await lastRequest(world, id);
		await act(request, { act: "accept_identity", accept: "Schreef van het adres van het account" });
		expect(doneOf(await act(request, { act: "copy" }))).toBe("recorded");
		await vi.waitFor(
			async () => {
				await world.worker.tick();
				expect(await stateOf(id)).toBe("fulfilled");
			},
			{ timeout: 20_000, interval: 200 },
		);
		await lettersWith(mail, member.email, "Haal de kopie op");
	});

	it("makes the copy again where it failed, and not while it is there", async () => {
		const member = await newMember(world, mail);
		const id = idOf(member);
		await takeIn(member.email, ["access"]);
		const { id: request } = await lastRequest(world, id);
		await act(request, { act: "accept_identity", accept: "Schreef van het adres van het account" });
		await act(request, { act: "copy" });
		const copies = async () =>
			(await world.database.read(build.selectFrom("export").select("state").where("member_id", "=", id)))[0];
		await vi.waitFor(async () => expect(await copies()).toEqual([{ state: "ready" }]), { timeout: 20_000 });
		expect(doneOf(await act(request, { act: "copy" }))).toBe("unchanged");
		const failing = build.updateTable("export").set({ state: "failed" });
		await world.database.write(failing.where("realm_id", "=", JUPITER).where("member_id", "=", id));
		await world.worker.tick();
		expect((await get(officer, `${HERE}/${request}`)).text).toContain('value="copy"');
		expect(doneOf(await act(request, { act: "copy" }))).toBe("recorded");
		await vi.waitFor(
			async () => {
				await world.worker.tick();
				expect(await stateOf(id)).toBe("fulfilled");
			},
			{ timeout: 20_000, interval: 200 },
		);
	});

	it("stays decided while no mail server takes the letter, which waits", async () => {
		const { id, request } = await asking();
		await mail.stop();
		try {
			await act(request, { act: "refuse", outcome: "refused", ground: "not_applicable", refusal: WORDS });
			await world.worker.tick();
			expect(await stateOf(id)).toBe("refused");
			const [waiting] = await world.database.read(
				build.selectFrom("outbox").select("state").where("member_id", "=", id).where("state", "=", "queued"),
			);
			expect(waiting.length).toBeGreaterThan(0);
		} finally {
			await mail.start();
		}
	});

	it("does one of two things that two members of staff do at once", async () => {
		const { id, request } = await asking();
		const other = await newStaff(world, "operator");
		const refuse = { act: "refuse", outcome: "refused", ground: "legal_claims", refusal: WORDS };
		const both = await Promise.all([act(request, refuse), act(request, { act: "fulfil", answer: WORDS }, other)]);
		const [first, second] = both.map(({ status }) => status).sort();
		expect([first, [303, 409].includes(second ?? 0)]).toEqual([303, true]);
		expect((await stepsOf(world, request)).filter((step) => /refused|fulfilled/.test(step))).toHaveLength(1);
		expect(["refused", "fulfilled"]).toContain(await stateOf(id));
	});

	it.each([{ act: "withdraw" }, { act: "refuse", outcome: "all" }, {}])(
		"refuses what no form of the page sends: %o",
		async (fields) => {
			const { request } = await asking();
			expect((await act(request, fields)).status).toBe(422);
		},
	);
});

describe("POST /console/requests/new", () => {
	it("makes linked requests of a letter that asks three rights, and a copy comes before the erasure (P28)", async () => {
		const member = await newMember(world, mail);
		const id = idOf(member);
		const taken = await takeIn(member.email, ["access", "erasure", "objection"]);
		expect([taken.status, doneOf(taken)]).toEqual([303, "added"]);
		const rows = await requestsOf(world, id);
		expect(new Set(rows.map(({ letter_id }) => letter_id)).size).toBe(1);
		expect(rows.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
			"access received",
			"erasure received",
			"objection received",
		]);
		const erasure = rows.find(({ kind }) => kind === "erasure") ?? expect.fail();
		expect(
			doneOf(await act(erasure.id, { act: "accept_identity", accept: "Schreef van het adres van het account" })),
		).toBe("recorded");
		await lettersWith(mail, member.email, "Wil je dit niet?");
		// The erasure waits for the copy, which needs no second confirmation; the objection does.
		expect((await requestsOf(world, id)).map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
			...["access open", "erasure open", "objection received"],
		]);
		await lettersWith(mail, member.email, "heeft je verzoek ontvangen");
		const page = await get(officer, `${HERE}/${erasure.id}`);
		expect(page.text).toContain("die gaat voor");
		expect(await accessesOf(id)).toEqual(["found request privacy_officer", "request privacy_officer"]);
	});

	it("is not told to the member as done or refused where an erasure begins by itself", async () => {
		const member = await newMember(world, mail);
		const id = idOf(member);
		await takeIn(member.email, ["access", "erasure"]);
		const erasure = (await requestsOf(world, id)).find(({ kind }) => kind === "erasure") ?? expect.fail();
		await act(erasure.id, { act: "accept_identity", accept: "Schreef van het adres van het account" });
		await passFor(world, id, 80 * HOUR);
		const answered = await act(erasure.id, { act: "fulfil", answer: WORDS });
		expect([answered.status, doneOf(answered)]).toEqual([303, "unchanged"]);
		const fields = { act: "refuse", outcome: "refused", ground: "legal_claims", refusal: WORDS };
		expect(doneOf(await act(erasure.id, fields))).toBe("unchanged");
		const now = (await requestsOf(world, id)).find(({ kind }) => kind === "erasure");
		expect(now?.state).toBe("open");
	});

	it("asks the member by the address of the account, never for an identity document, and pauses the clock (P27)", async () => {
		const member = await newMember(world, mail);
		const id = idOf(member);
		await takeIn(member.email, ["complaint"]);
		const { id: request } = await lastRequest(world, id);
		expect(doneOf(await act(request, { act: "ask_identity" }))).toBe("recorded");
		const [letter] = await lettersWith(mail, member.email, "een kopie van een identiteitsbewijs vragen we nooit");
		const link = linkIn(letter ?? expect.fail(), "/confirm");
		await passFor(world, id, 2 * DAY + 60_000);
		expect((await newVisitor(world).post(link, { code: codeIn(link) })).status).toBe(200);
		expect(await lastRequest(world, id)).toMatchObject({ state: "open", paused_days: 2, pause_counts: 1 });
		expect((await get(officer, `${HERE}/${request}`)).text).toContain("2 dagen, van");
	});

	it("answers an address that finds nobody by mail, and keeps nothing of the letter", async () => {
		const email = `niemand${Date.now()}@voorbeeld.test`;
		const reply = await takeIn(email, ["access", "erasure"]);
		expect([reply.status, reply.text.includes("niemand gevonden")]).toEqual([200, true]);
		await lettersWith(mail, email, "geen account van een lid");
		const rows = await requestsOf(world, "");
		expect(
			rows.slice(-2).map(({ state, refusal_ground, text_sealed }) => [state, refusal_ground, text_sealed]),
		).toEqual([
			...[
				["refused", "nobody_found", null],
				["refused", "nobody_found", null],
			],
		]);
	});

	it.each([
		["a day to come", { received: "2999-01-01" }],
		["a day long ago", { received: "2020-01-01" }],
		["no day", { received: "gisteren" }],
		["no address", { email: "niets" }],
	])("gives the form back for %s, with what was typed", async (_, more) => {
		const reply = await takeIn("iemand@voorbeeld.test", ["access"], more);
		expect([reply.status, reply.text.includes("Ik wil graag alles weten")]).toEqual([422, true]);
	});
});
