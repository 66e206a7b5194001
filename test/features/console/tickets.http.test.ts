import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { DAY } from "#foundation/time.ts";
import { idOf } from "../../support/factors.ts";
import {
	askAt,
	asked,
	QUESTION,
	questionForm,
	receivedBefore,
	ticketLinkTo,
	ticketRow,
} from "../../support/helpdesk/questions.ts";
import { enterBrand, letterTo, type Member, newMember, newVisitor } from "../../support/member.ts";
import { plainPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { accessesOf, JUPITER, newStaff, type StaffMember } from "../../support/staff.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

/** The desk that answers what people ask. */

let mail: MailServer;
let world: World;
let desk: StaffMember;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	desk = await newStaff(world, "support");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const HERE = "/console/tickets";
const ANSWER = "Ik heb het voor je nagekeken.\n\nProbeer het nu opnieuw.";
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const doneOf = (reply: Reply) => new URL(reply.headers.location ?? "", "http://x").searchParams.get("done");
const get = ({ visitor }: StaffMember, path: string) => visitor.get(visitor.address("account", path));
const act = (ticket: string, fields: Record<string, string>, { visitor } = desk) =>
	visitor.post(visitor.address("account", `${HERE}/${ticket}`), fields);
const someone = () => `vraag${randomBytes(6).toString("hex")}@voorbeeld.test`;
const ofNobody = async () => {
	const email = someone();
	return { email, ...(await asked(mail, newVisitor(world), email)) };
};

async function ofMember(more: Parameters<typeof askAt>[3] = {}): Promise<Member & { id: string; ticket: string }> {
	const member = await newMember(world, mail);
	await enterBrand(member.visitor, "twero");
	expect((await askAt(member.visitor, "twero", member.email, more)).status).toBe(303);
	const id = idOf(member);
	const [[row]] = await world.database.read(build.selectFrom("ticket").select("id").where("sender_id", "=", id));
	return { ...member, id, ticket: row?.id ?? expect.fail() };
}

const requestsOf = async (member: string) => {
	const [rows] = await world.database.read(
		build.selectFrom("rights_request").selectAll().where("member_id", "=", member).orderBy("id"),
	);
	return rows;
};

describe("GET /console/tickets", () => {
	it("lists what waits, the oldest day first, in one trip and without a word of it, by who has it (P45)", async () => {
		const [late, soon] = [await ofNobody(), await ofMember()];
		const due = (days: number) => new Date(Date.now() + days * DAY).toISOString();
		const set = (id: string, at: string) =>
			build.updateTable("ticket").set({ due_at: at, waits_at: at }).where("id", "=", id);
		await world.database.write(set(late.id, due(-3)), set(soon.ticket, due(2)));
		const page = await get(desk, HERE);
		expect([page.status, trips(page)]).toEqual([200, 1]);
		const order = [late.id, soon.ticket].map((id) => page.text.indexOf(id));
		expect(order.every((at) => at > 0) && (order[0] ?? 0) < (order[1] ?? 0)).toBe(true);
		expect(page.text.match(/Te laat/g)).toHaveLength(1);
		for (const secret of [QUESTION.subject, QUESTION.description, late.email, soon.name])
			expect(page.text).not.toContain(secret);
		expect(doneOf(await act(late.id, { act: "take" }))).toBe("taken");
		const listed = async (view: string) => (await get(desk, `${HERE}?view=${view}`)).text.includes(late.id);
		expect([await listed("unassigned"), await listed("mine"), await listed("all")]).toEqual([false, true, true]);
		expect([await listed("answered"), await listed("closed")]).toEqual([false, false]);
	});

	it("goes on where the page before ended", async () => {
		const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
		const { id } = await ofNobody();
		const row = await ticketRow(world, id);
		const rows = Array.from({ length: 130 }, (_, minute) => ({
			...{ ...row, id: `019b7600-0000-7000-8000-${String(minute).padStart(12, "0")}` },
			...{ waits_at: at(Math.floor(minute / 2)), due_at: null },
		}));
		await world.database.write(build.insertInto("ticket").values(rows));
		const first = await get(desk, HERE);
		const next = /href="([^"]*after=[^"]*)"/.exec(first.text)?.[1]?.replaceAll("&amp;", "&") ?? expect.fail();
		const second = await get(desk, next);
		const seen = [first, second].flatMap(({ text }) =>
			[...text.matchAll(/tickets\/(019b7600[^"?]+)/g)].map(([, one]) => one),
		);
		expect([seen.length, new Set(seen).size, trips(second)]).toEqual([130, 130, 1]);
		await world.database.write(build.deleteFrom("ticket").where("id", "like", "019b7600-%"));
	});

	it("says of a mail of somebody else that nobody checked who wrote it, and what it was an answer to", async () => {
		const [held, about] = [await ofNobody(), await ofNobody()];
		const row = { realm_id: JUPITER, ticket_id: held.id, about_id: about.id };
		await world.database.write(build.insertInto("ticket_by_mail").values(row));
		const page = await get(desk, `${HERE}/${held.id}`);
		expect([page.status, trips(page), page.text.includes("is niet nagegaan")]).toEqual([200, 1, true]);
		expect(page.text).toContain(`${HERE}/${about.id}`);
		expect((await get(desk, `${HERE}/${about.id}`)).text).not.toContain("is niet nagegaan");
	});

	it("is closed to a role that does not answer, and shows no ticket of another operator (T8)", async () => {
		const { id } = await ofNobody();
		for (const role of ["moderator", "operator"] as const) {
			const staff = await newStaff(world, role);
			expect([(await get(staff, HERE)).status, (await act(id, { act: "read" }, staff)).status]).toEqual([403, 403]);
		}
		const [brands] = await world.database.read(build.selectFrom("terms_version").select("realm_id").distinct());
		const other = brands.find(({ realm_id }) => realm_id !== JUPITER)?.realm_id ?? expect.fail();
		const host = `account-${other}`;
		const foreign = await newStaff(world, "support", host, realmIdSchema.parse(other));
		const address = foreign.visitor.address(host, `${HERE}/${id}`);
		const replies = [await foreign.visitor.get(address), await foreign.visitor.post(address, { act: "read" })];
		expect(replies.map(({ status }) => status)).toEqual([404, 404]);
	});
});

describe("POST /console/tickets/:ticket", () => {
	it("opens what a member wrote only after the look is written down, which the member reads (P23, T30)", async () => {
		const { id, ticket, visitor } = await ofMember();
		const page = await get(desk, `${HERE}/${ticket}`);
		expect([page.status, trips(page), page.text.includes(QUESTION.description)]).toEqual([200, 1, false]);
		expect(await accessesOf(world, id)).toEqual([]);
		const read = await act(ticket, { act: "read" });
		expect([read.status, trips(read), read.text.includes(QUESTION.description)]).toEqual([200, 2, true]);
		expect(await accessesOf(world, id)).toEqual(["ticket"]);
		expect((await visitor.get(visitor.address("account", "/privacy"))).text).toContain(
			"bericht van je aan de helpdesk",
		);
	});

	it("answers by a mail that holds the answer, and the sender writes back by its link (P15, P45)", async () => {
		const { id, email } = await ofNobody();
		const short = await act(id, { act: "answer", answer: "" });
		expect(short.status).toBe(422);
		const done = await act(id, { act: "answer", answer: ANSWER });
		expect([done.status, doneOf(done), trips(done)]).toEqual([303, "answered", 2]);
		expect(await ticketRow(world, id)).toMatchObject({ state: "answered", owner_id: desk.id, messages: 2 });
		const letter = await letterTo(mail, email, 2);
		for (const line of ANSWER.split("\n\n")) expect(letter.text.replaceAll(/\s+/g, " ")).toContain(line);
		expect(letter.text).toContain("Reageer via de link");
		const sender = newVisitor(world);
		const link = await ticketLinkTo(mail, email, 2);
		expect((await sender.get(link)).text).toContain("Probeer het nu opnieuw.");
		expect((await sender.post(link, questionForm({ answer: "Het werkt, dank!" }))).status).toBe(303);
		expect(await ticketRow(world, id)).toMatchObject({ state: "open", owner_id: desk.id, messages: 3 });
	});

	it("is taken, given to a colleague who answers, closed, and opened again by its sender alone (P45)", async () => {
		const { id, link } = await ofNobody();
		const colleague = await newStaff(world, "privacy_officer");
		const moderator = await newStaff(world, "moderator");
		expect(doneOf(await act(id, { act: "take" }))).toBe("taken");
		expect((await act(id, { act: "hand_on", staff: moderator.id })).status).toBe(422);
		expect(doneOf(await act(id, { act: "hand_on", staff: colleague.id }))).toBe("handed_on");
		expect(await ticketRow(world, id)).toMatchObject({ owner_id: colleague.id, state: "open" });
		expect(doneOf(await act(id, { act: "close" }))).toBe("closed");
		expect(await ticketRow(world, id)).toMatchObject({ state: "closed" });
		for (const fields of [{ act: "answer", answer: ANSWER }, { act: "close" }, { act: "take" }])
			expect(doneOf(await act(id, fields))).toBe("unchanged");
		const sender = newVisitor(world);
		expect((await sender.get(link)).text).toContain("afgesloten");
		expect((await sender.post(link, questionForm({ answer: "Toch nog iets." }))).status).toBe(303);
		expect(await ticketRow(world, id)).toMatchObject({ state: "open", closed_at: null, owner_id: colleague.id });
	});

	it("hands it over as the request that the page makes, counted from the day it came in (P44)", async () => {
		const { id, ticket, email, visitor } = await ofMember({
			subject: "Mijn naam",
			description: "Mijn naam is met een k",
		});
		await receivedBefore(world, ticket, 5 * DAY);
		const none = await act(ticket, { act: "hand_over" });
		expect(none.status).toBe(422);
		const done = await act(ticket, { act: "hand_over", rectification: "yes" });
		expect([done.status, doneOf(done), trips(done)]).toEqual([303, "handed_over", 2]);
		const [request] = await requestsOf(id);
		const row = await ticketRow(world, ticket);
		expect(row).toMatchObject({ state: "closed", request_id: request?.id });
		expect(request).toMatchObject({
			kind: "rectification",
			state: "open",
			received_at: row.received_at,
			brand_id: "twero",
		});
		expect(Date.parse(request?.due_at ?? "")).toBeLessThan(Date.now() + 24 * DAY);
		const officer = await newStaff(world, "privacy_officer");
		const page = await get(officer, `/console/requests/${request?.id}`);
		expect(page.text).toContain(`${HERE}/${ticket}`);
		expect((await get(officer, `${HERE}/${ticket}`)).text).toContain(`/console/requests/${request?.id}`);
		expect((await letterTo(mail, email, 3)).text).toContain("heeft je verzoek ontvangen");
		expect((await visitor.get(visitor.address("twero", `/helpdesk/${ticket}`))).text).toContain(
			"verzoek over persoonsgegevens",
		);
		expect((await visitor.get(visitor.address("account", "/privacy/requests"))).text).toContain("verbeteren");
		expect(doneOf(await act(ticket, { act: "hand_over", complaint: "yes" }))).toBe("unchanged");
	});

	it("hands over what a visitor asked under a member's address once the link in a mail confirms it (P44, T27)", async () => {
		const member = await newMember(world, mail);
		const { id } = await asked(mail, newVisitor(world), member.email, { mails: 2 });
		expect(doneOf(await act(id, { act: "hand_over", complaint: "yes" }))).toBe("handed_over");
		const [request] = await requestsOf(idOf(member));
		expect(request).toMatchObject({ kind: "complaint", state: "identity_pending", verified_at: null });
		const { text } = await letterTo(mail, member.email, 3);
		expect(text).toContain("/privacy/ask/confirm");
	});

	it("gives who has no account a link to what is held, and answers the rest in the ticket (P44)", async () => {
		const { id, email, link } = await ofNobody();
		const other = await act(id, { act: "hand_over", objection: "yes" });
		expect([other.status, other.text.includes("geen account")]).toEqual([422, true]);
		expect(doneOf(await act(id, { act: "hand_over", access: "yes", erasure: "yes" }))).toBe("handed_over");
		const { links } = await letterTo(mail, email, 2);
		const open = links.find((one) => one.includes("/privacy/ask/open")) ?? expect.fail();
		const sender = newVisitor(world);
		const page = await sender.get(open);
		expect([page.status, page.text.includes("Vragen aan de helpdesk")]).toEqual([200, true]);
		const code = new URL(open).searchParams.get("code") ?? "";
		expect((await sender.post(new URL(open).href.replace(/\?.*/, ""), { code, act: "erase" })).status).toBe(200);
		await expect.poll(async () => (await sender.get(link)).status, { timeout: 15_000 }).toBe(410);
	});
});

describe("POST /console/tickets/:ticket/files/:file", () => {
	it("gives a file to keep, never to show, once the look is written down (P23, T15)", async () => {
		const { id, ticket } = await ofMember({
			files: [{ name: "scherm.png", type: "image/png", bytes: plainPhoto("png") }],
		});
		const [[file]] = await world.database.read(
			build.selectFrom("ticket_attachment").selectAll().where("ticket_id", "=", ticket),
		);
		const reply = await desk.visitor.post(desk.visitor.address("account", `${HERE}/${ticket}/files/${file?.id}`));
		expect(reply.status).toBe(200);
		expect(reply.body.equals(plainPhoto("png"))).toBe(true);
		expect(reply.headers["content-disposition"]).toMatch(/^attachment; filename="scherm\.png"/);
		expect(reply.headers["content-security-policy"]).toBe("default-src 'none'; sandbox");
		expect(reply.headers["x-content-type-options"]).toBe("nosniff");
		expect(await accessesOf(world, id)).toEqual(["ticket"]);
		const none = await desk.visitor.post(desk.visitor.address("account", `${HERE}/${ticket}/files/${ticket}`));
		expect(none.status).toBe(404);
	});
});
