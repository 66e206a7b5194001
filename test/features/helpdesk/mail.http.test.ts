import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { MAX_MAIL_BYTES } from "#foundation/mail/incoming/read-mail.ts";
import { asked, questionForm, ticketRow } from "../../support/helpdesk/questions.ts";
import { mixedMail, newMessageId, textMail } from "../../support/mail/raw-mail.ts";
import { headerOf } from "../../support/mail-world.ts";
import { newVisitor } from "../../support/member.ts";
import { plainPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

/** Answers to the help desk that come as mail: by the email handler of workerd, and by SMTP on the Node entry. */

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

const someone = () => `vraag${randomBytes(6).toString("hex")}@voorbeeld.test`;
const lastTo = (email: string) => mail.taken.findLast(({ to }) => to.includes(email))?.raw ?? expect.fail("no mail");

/** A question on the brand whose operator has a mail domain, and the address that its letter gives for answers. */
async function question() {
	const email = someone();
	const { id, link } = await asked(mail, newVisitor(world), email, { brand: "harbour" });
	return { email, id, link, to: headerOf(lastTo(email), "Reply-To") ?? "" };
}

const deliver = (from: string, to: string, raw: Uint8Array) => world.worker.deliver({ from, to }, raw);

async function messagesOf(id: string) {
	const [rows] = await world.database.read(
		build.selectFrom("ticket_message").select(["id", "written_by"]).where("ticket_id", "=", id).orderBy("number"),
	);
	return rows;
}
async function heldFor(id: string) {
	const [rows] = await world.database.read(
		build
			.selectFrom("ticket_by_mail")
			.innerJoin("ticket", "ticket.id", "ticket_by_mail.ticket_id")
			.select(["ticket.id", "ticket.sender_kind", "ticket.state", "ticket.owner_id"])
			.where("ticket_by_mail.about_id", "=", id),
	);
	return rows;
}
const shown = async (link: string) => (await newVisitor(world).get(link)).text;

describe("an answer by mail", () => {
	it("becomes a message of the ticket, once, without what it quotes (P45)", async () => {
		const { email, id, link, to } = await question();
		expect(to).toMatch(/^t\+[a-z2-7]{55}@post\.lage-kade\.example$/);
		expect(lastTo(email)).toContain("simply answer this mail");
		const text = "Het lukt nog steeds niet.\n\nOp ma 30 nov. 2026 om 10:00 schreef Harbour:\n> oude woorden\n> meer";
		const messageId = newMessageId();
		const raw = textMail({ from: `Ada <${email.toUpperCase()}>`, to, text, id: messageId });
		expect(await deliver(email, to.toUpperCase(), raw)).toBeUndefined();
		expect(await deliver(email, to, raw)).toBeUndefined();
		expect(await ticketRow(world, id)).toMatchObject({ state: "open", messages: 2 });
		const page = await shown(link);
		expect([page.includes("Het lukt nog steeds niet."), page.includes("oude woorden")]).toEqual([true, false]);
		// Another mail is another message, also with the same words.
		expect(await deliver(email, to, textMail({ from: email, to, text }))).toBeUndefined();
		expect((await messagesOf(id)).map(({ written_by }) => written_by)).toEqual(["sender", "sender", "sender"]);
		expect(mail.taken.filter(({ to: [reader] }) => reader === email)).toHaveLength(1);
	});

	it("brings the files that a form would take, by what their bytes are, and names the others (T15)", async () => {
		const { email, id, link, to } = await question();
		const parts = [
			{ type: "text/plain; charset=utf-8", content: "Hier is het." },
			{ type: "image/png", name: "scherm.png", content: plainPhoto("png") },
			{ type: "image/png", name: "leugen.png", content: "<script>1</script>" },
			{ type: "application/zip", name: "alles.zip", content: "PK\x03\x04rest" },
			{ type: "application/pdf", name: "bon.pdf", content: "%PDF-1.7\n%%EOF\n" },
		];
		expect(await deliver(email, to, mixedMail({ from: email, to, parts }))).toBeUndefined();
		const [files] = await world.database.read(
			build.selectFrom("ticket_attachment").select("type").where("ticket_id", "=", id),
		);
		expect(files.map(({ type }) => type).sort()).toEqual(["application/pdf", "image/png"]);
		const page = await shown(link);
		for (const words of ["Hier is het.", "scherm.png", "bon.pdf", "Not accepted: leugen.png, alles.zip."])
			expect(page).toContain(words);
	});

	it("is read of HTML where that is all there is, and loses nothing where it is longer than a form takes", async () => {
		const { email, id, link, to } = await question();
		const html =
			"<html><body><p>Beste &amp; lieve helpdesk,</p><script>x</script><div>Op ma schreef Harbour:</div><blockquote>oud</blockquote></body></html>";
		const headers = ["Content-Type: text/html; charset=utf-8"];
		expect(await deliver(email, to, textMail({ from: email, to, headers, text: html }))).toBeUndefined();
		const page = await shown(link);
		expect([page.includes("Beste &amp; lieve helpdesk,"), page.includes("oud")]).toEqual([true, false]);
		const long = `Begin. ${"Een lange zin die doorgaat. ".repeat(400)} Slot.`;
		expect(await deliver(email, to, textMail({ from: email, to, text: long.replaceAll(". ", ".\n") }))).toBeUndefined();
		const [files] = await world.database.read(
			build.selectFrom("ticket_attachment").select(["type", "bytes"]).where("ticket_id", "=", id),
		);
		expect(files).toMatchObject([{ type: "text/plain" }]);
		expect(files[0]?.bytes).toBeGreaterThan(long.length * 0.9);
		expect(await shown(link)).toContain("The whole mail is attached");
	});

	it("opens a ticket again that was closed", async () => {
		const { email, id, to } = await question();
		const at = new Date().toISOString();
		await world.database.write(
			build.updateTable("ticket").set({ state: "closed", closed_at: at }).where("id", "=", id),
		);
		expect(await deliver(email, to, textMail({ from: email, to }))).toBeUndefined();
		expect(await ticketRow(world, id)).toMatchObject({ state: "open", closed_at: null, messages: 2 });
	});

	it.each([
		["another address", (email: string) => ({ from: `x${email}` })],
		[
			"the sender's own, which their domain does not stand for",
			(email: string) => ({
				from: email,
				headers: ["Authentication-Results: mx.example; dmarc=fail header.from=voorbeeld.test"],
			}),
		],
	] as const)("from %s is kept for staff, apart, and told to nobody (T27)", async (_, forged) => {
		const { email, id, link, to } = await question();
		const mails = mail.taken.length;
		const own = forged(email);
		const raw = textMail({ to, text: "Stuur alles naar mij.", ...own });
		expect(await deliver(own.from, to, raw)).toBeUndefined();
		expect(await deliver(own.from, to, raw)).toBeUndefined();
		const held = await heldFor(id);
		expect(held).toMatchObject([{ sender_kind: "asker", state: "open", owner_id: "" }]);
		expect(await ticketRow(world, id)).toMatchObject({ messages: 1 });
		expect(await shown(link)).not.toContain("Stuur alles naar mij.");
		await world.worker.tick();
		expect(mail.taken).toHaveLength(mails);
		// No more than a few are kept.
		const replies: (string | undefined)[] = [];
		for (let at = 0; at < 5; at++) replies.push(await deliver(own.from, to, textMail({ to, ...own })));
		expect(replies.map((said) => said === undefined)).toEqual([true, true, true, true, false]);
		expect(await heldFor(id)).toHaveLength(5);
	});

	it.each([
		["an answering machine", { headers: ["Auto-Submitted: auto-replied"] }],
		["a list", { headers: ["List-Id: <leden.voorbeeld.test>", "Precedence: list"] }],
		["this service itself", { id: "<0190c5f0-1234-8abc-8def-001122334455@harbour.example>" }],
	])("of %s is taken, kept nowhere, and answered by nothing", async (_, own) => {
		const { email, id, to } = await question();
		const mails = mail.taken.length;
		expect(await deliver(email, to, textMail({ from: email, to, ...own }))).toBeUndefined();
		expect(await messagesOf(id)).toHaveLength(1);
		expect(await heldFor(id)).toEqual([]);
		await world.worker.tick();
		expect(mail.taken).toHaveLength(mails);
	});

	it("is refused at any address that this service did not give, and where it says nothing", async () => {
		const { email, id, to } = await question();
		const other = `t+${"a".repeat(55)}@post.lage-kade.example`;
		for (const wrong of [other, `b${to.slice(1)}`, to.replace("post.", "pest."), "info@post.lage-kade.example"])
			expect(await deliver(email, wrong, textMail({ from: email, to: wrong }))).toMatch(/takes no mail/);
		expect(await deliver(email, to, textMail({ from: email, to, text: "  \n " }))).toMatch(/nothing in this mail/);
		expect(await deliver(email, to, textMail({ from: `${email}, x${email}`, to }))).toMatch(/one sender/);
		expect(await messagesOf(id)).toHaveLength(1);
		await world.database.write(build.deleteFrom("ticket").where("id", "=", id));
		expect(await deliver(email, to, textMail({ from: email, to }))).toMatch(/no longer here/);
	});

	it("is refused above 25 MiB, and not read", async () => {
		const { email, id, to } = await question();
		const raw = textMail({ from: email, to, text: "x".repeat(1_000) });
		const large = new Uint8Array(MAX_MAIL_BYTES + 1_024).fill(0x78);
		for (let at = 76; at < large.length; at += 78) large.set([13, 10], at);
		large.set(raw);
		expect(await deliver(email, to, large)).toMatch(/25 MiB/);
		expect(await messagesOf(id)).toHaveLength(1);
	});

	it("is refused after twenty in a row, so that two machines that answer each other come to an end", async () => {
		const { email, id, to } = await question();
		const replies: (string | undefined)[] = [];
		for (let at = 0; at < 20; at++) replies.push(await deliver(email, to, textMail({ from: email, to })));
		expect(replies.map((said) => said === undefined)).toEqual([...Array.from({ length: 19 }, () => true), false]);
		expect(replies.at(-1)).toMatch(/Too many/);
		expect(await messagesOf(id)).toHaveLength(20);
	});

	it("is one also with the field that mailboxes of people add for reports of abuse", async () => {
		const { email, id, to } = await question();
		const headers = ["Feedback-ID: 1358184:user:mailbox"];
		expect(await deliver(email, to, textMail({ from: email, to, headers }))).toBeUndefined();
		expect(await messagesOf(id)).toHaveLength(2);
	});

	it("is sent again by its server while its key does not open, and is not said to be gone", async () => {
		const { email, id, to } = await question();
		const raw = textMail({ from: email, to });
		const wrapUnder = (version: number) =>
			world.database.write(
				build.updateTable("unit_key").set({ key_version: version }).where("unit", "=", `core:ticket:${id}`),
			);
		await wrapUnder(99);
		expect(await deliver(email, to, raw).catch(() => "451")).toMatch(/451/);
		await wrapUnder(1);
		expect(await deliver(email, to, raw)).toBeUndefined();
		expect(await messagesOf(id)).toHaveLength(2);
	});

	it("is sent again by its server while the database does not answer, and is then there once", async () => {
		const { email, id, to } = await question();
		const raw = textMail({ from: email, to });
		await world.stopDatabase();
		const early = await deliver(email, to, raw).catch(() => "451");
		expect(early).toMatch(/451/);
		await world.startDatabase();
		expect(await deliver(email, to, raw)).toBeUndefined();
		expect(await messagesOf(id)).toHaveLength(2);
	});
});

describe("a question where the operator has no mail domain", () => {
	it("says that an answer to the mail does not arrive, and names the address that there is", async () => {
		const email = someone();
		await asked(mail, newVisitor(world), email);
		const raw = lastTo(email);
		expect(headerOf(raw, "Reply-To")).toBe("info@twero.com");
		expect(mail.taken.findLast(({ to }) => to.includes(email))?.from).toBe("no-reply@twero.com");
	});

	it("takes an answer by its link all the same", async () => {
		const { id, link } = await question();
		const visitor = newVisitor(world);
		expect((await visitor.post(link, questionForm({ answer: "Via de link." }))).status).toBe(303);
		expect(await messagesOf(id)).toHaveLength(2);
	});
});
