import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { DAY } from "#foundation/time.ts";
import { idOf } from "../../support/factors.ts";
import { changeLive } from "../../support/fixtures/offer.ts";
import {
	askAt,
	asked,
	QUESTION,
	questionForm,
	ticketIdIn,
	ticketLinkTo,
	ticketRow,
} from "../../support/helpdesk/questions.ts";
import { enterBrand, letterTo, newMember, newVisitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { JUPITER, newStaff, type StaffMember } from "../../support/staff.ts";
import { startWorld, type World } from "../../support/world.ts";

/** What a day does to tickets: that of the answer, that of the last word, and that of the removal. */

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
const someone = () => `vraag${randomBytes(6).toString("hex")}@voorbeeld.test`;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
const act = (ticket: string, fields: Record<string, string>) =>
	desk.visitor.post(desk.visitor.address("account", `${HERE}/${ticket}`), fields);
const list = async () => (await desk.visitor.get(desk.visitor.address("account", HERE))).text;

async function runDay(): Promise<void> {
	await world.database.write(build.deleteFrom("retention_pass").where("realm_id", "=", JUPITER));
	await world.worker.tick();
}

/** What is held of a ticket: rows of each table, and keys, also those of the two mails. */
async function held(ticket: string, sender: string): Promise<number[]> {
	const rows = await world.database.read(
		build.selectFrom("ticket").select("id").where("id", "=", ticket),
		build.selectFrom("ticket_message").select("id").where("ticket_id", "=", ticket),
		build.selectFrom("ticket_attachment").select("id").where("ticket_id", "=", ticket),
		build.selectFrom("ticket_sender").select("id").where("id", "=", sender),
		build.selectFrom("unit_key").select("unit").where("owner_id", "=", sender),
		build.selectFrom("object_removal").select("object_key").where("object_key", "like", "helpdesk/%"),
	);
	return rows.map(({ length }) => length);
}

describe("the days in which the operator answers", () => {
	it("stand on the form, and make a day that counts anew from what the sender writes next (P45)", async () => {
		const visitor = newVisitor(world);
		await changeLive(world, "geilesexsite", (brand) => ({ ...brand, look: { ...brand.look, answerDays: 3 } }));
		const page = await visitor.get(visitor.address("geilesexsite", "/helpdesk"));
		expect(page.text).toContain("Je krijgt binnen 3 dagen antwoord.");
		const email = someone();
		const { id, link } = await asked(mail, visitor, email, { brand: "geilesexsite" });
		const first = await ticketRow(world, id);
		const days = (row: typeof first) => (Date.parse(row.due_at ?? "") - Date.now()) / DAY;
		// Until the end of the third day after today.
		expect([first.waits_at, Math.floor(days(first))]).toEqual([first.due_at, 3]);
		// More words while it waits give staff no more days.
		await visitor.post(link, questionForm({ answer: "En nog iets." }));
		expect((await ticketRow(world, id)).due_at).toBe(first.due_at);
		const late = { due_at: ago(2), waits_at: ago(2) };
		await world.database.write(build.updateTable("ticket").set(late).where("id", "=", id));
		expect((await act(id, { act: "answer", answer: "Zo doe je dat." })).status).toBe(303);
		await visitor.post(await ticketLinkTo(mail, email, 2), questionForm({ answer: "Het lukt niet." }));
		expect(days(await ticketRow(world, id))).toBeGreaterThan(2);
		// Elsewhere nothing is promised, and nothing is kept.
		const other = await asked(mail, newVisitor(world), someone());
		expect((await ticketRow(world, other.id)).due_at).toBeNull();
	});
});

describe("a ticket to which nobody writes any more", () => {
	it("closes when the link of the answer ends, and goes at the end of its term with its sender and files (P45)", async () => {
		const visitor = newVisitor(world);
		const email = someone();
		const files = [{ name: "log.txt", bytes: "regel 1" }];
		expect((await askAt(visitor, "twero", email, { files })).status).toBe(303);
		const link = await ticketLinkTo(mail, email);
		const id = ticketIdIn(link);
		const { sender_id } = await ticketRow(world, id);
		expect((await act(id, { act: "answer", answer: "Zo doe je dat." })).status).toBe(303);
		const answered = (days: number) =>
			world.database.write(
				build
					.updateTable("ticket")
					.set({ answered_at: ago(days) })
					.where("id", "=", id),
			);
		await answered(27);
		await runDay();
		expect((await ticketRow(world, id)).state).toBe("answered");
		await answered(28.1);
		await runDay();
		const closed = await ticketRow(world, id);
		expect([closed.state, closed.closed_at]).toEqual(["closed", expect.any(String)]);
		const closedFor = (days: number) =>
			world.database.write(
				build
					.updateTable("ticket")
					.set({ closed_at: ago(days) })
					.where("id", "=", id),
			);
		await closedFor(360);
		await runDay();
		expect(await held(id, sender_id)).toEqual([1, 2, 1, 1, 4, 0]);
		await closedFor(370);
		await runDay();
		// The files that the removal names go at the next minute.
		await world.worker.tick();
		await expect.poll(() => held(id, sender_id), { timeout: 15_000 }).toEqual([0, 0, 0, 0, 0, 0]);
		expect((await visitor.get(link)).status).toBe(410);
	});
});

describe("a member who had everything restricted", () => {
	it("keeps their tickets, which staff no longer see (P41, P45)", async () => {
		const member = await newMember(world, mail);
		await enterBrand(member.visitor, "twero");
		expect((await askAt(member.visitor, "twero", member.email)).status).toBe(303);
		const [[row]] = await world.database.read(
			build.selectFrom("ticket").select("id").where("sender_id", "=", idOf(member)),
		);
		const id = row?.id ?? expect.fail();
		expect(await list()).toContain(id);
		const { visitor } = member;
		const asking = visitor.address("account", "/privacy/restriction");
		expect((await visitor.post(asking, { what: "all", ground: "claim" })).status).toBe(303);
		expect(await list()).not.toContain(id);
		for (const fields of [{ act: "look" }, { act: "take" }, { act: "answer", answer: "Hallo" }])
			expect((await act(id, fields)).status).toBe(404);
		const own = await visitor.get(visitor.address("twero", `/helpdesk/${id}`));
		expect([own.status, own.text.includes(QUESTION.description)]).toEqual([200, true]);
		await letterTo(mail, member.email, 2);
	});
});
