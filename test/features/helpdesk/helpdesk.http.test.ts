import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { build } from "#foundation/db/database.ts";
import { idOf } from "../../support/factors.ts";
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
import { plainPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

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

const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const fieldsOf = ({ text }: Reply) =>
	[...text.matchAll(/<(?:input|textarea)[^>]* name="([^"]+)"/g)].map(([, name]) => name);
const someone = () => `vraag${randomBytes(6).toString("hex")}@voorbeeld.test`;
const countOf = async (table: "ticket" | "ticket_attachment" | "ticket_sender") => {
	const [[row]] = await world.database.read(
		build.selectFrom(table).select((eb) => eb.fn.countAll<number>().as("rows")),
	);
	return row?.rows;
};

describe("GET /helpdesk", () => {
	it("asks an e-mail address, a subject, a description and optional attachments, and nothing else (P15)", async () => {
		const visitor = newVisitor(world);
		for (const brand of ["twero", "geilesexsite"]) {
			const ask = () => visitor.get(visitor.address(brand, "/helpdesk"));
			// A request now and then reads the registry; the page itself reads nothing.
			await vi.waitFor(async () => expect(trips(await ask())).toBe(0), { timeout: 15_000 });
			const page = await ask();
			expect(page.status).toBe(200);
			const form = page.text.slice(page.text.indexOf('action="/helpdesk"'));
			expect(fieldsOf({ ...page, text: form.slice(0, form.indexOf("</form>")) })).toEqual([
				...["email", "subject", "description", "attachment_1", "attachment_2", "attachment_3"],
			]);
			// Nothing is promised where the operator names no days.
			expect(page.text).not.toMatch(/Je krijgt binnen/);
		}
	});

	it("is linked from the foot of every page, and from the page on rights", async () => {
		const visitor = newVisitor(world);
		for (const path of ["/", "/privacy/rights", "/terms"])
			expect((await visitor.get(visitor.address("geilesexsite", path))).text).toContain('href="/helpdesk"');
	});
});

describe("POST /helpdesk", () => {
	it("takes a question with files, sealed, and mails a link to it that repeats nothing of it (P15)", async () => {
		const visitor = newVisitor(world);
		const email = someone();
		const files = [
			{ name: "scherm.png", type: "image/png", bytes: plainPhoto("png") },
			{ name: "Bon 2026.pdf", type: "application/pdf", bytes: "%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n" },
		];
		const reply = await askAt(visitor, "twero", email, { files });
		expect([reply.status, reply.headers.location, trips(reply)]).toEqual([303, "/helpdesk?done=sent", 2]);
		const letter = await letterTo(mail, email);
		expect(letter.text).not.toMatch(/inloggen|wachtwoord|scherm/);
		const link = await ticketLinkTo(mail, email);
		expect(link).toContain("//twero.localhost");
		const page = await newVisitor(world).get(link);
		expect([page.status, trips(page)]).toEqual([200, 1]);
		for (const words of [QUESTION.subject, QUESTION.description, "scherm.png", "Bon 2026.pdf"])
			expect(page.text).toContain(words);
		const [rows] = await world.database.read(
			build.selectFrom("ticket_attachment").selectAll().where("ticket_id", "=", ticketIdIn(link)),
		);
		expect(rows.map(({ type }) => type).sort()).toEqual(["application/pdf", "image/png"]);
		const stored = JSON.stringify([rows, await ticketRow(world, ticketIdIn(link))]);
		expect(Buffer.from(stored).includes("scherm.png")).toBe(false);
	});

	it("hangs on the member who is signed in, whose address stands in it, and whom no other is taken for (P45)", async () => {
		const member = await newMember(world, mail);
		const { visitor, email } = member;
		await enterBrand(visitor, "twero");
		const page = await visitor.get(visitor.address("twero", "/helpdesk"));
		expect([trips(page), page.text.includes(`value="${email}"`)]).toEqual([1, true]);
		const other = await askAt(visitor, "twero", someone());
		expect([other.status, other.text.includes(QUESTION.description)]).toEqual([422, true]);
		const sent = await askAt(visitor, "twero", email);
		expect([sent.status, trips(sent)]).toEqual([303, 2]);
		const [[ticket]] = await world.database.read(
			build.selectFrom("ticket").selectAll().where("sender_id", "=", idOf(member)),
		);
		expect(ticket).toMatchObject({
			sender_kind: "member",
			state: "open",
			brand_id: "twero",
			due_at: null,
			owner_id: "",
		});
		expect((await visitor.get(visitor.address("twero", "/helpdesk"))).text).toContain(QUESTION.subject);
		const own = await visitor.get(visitor.address("twero", `/helpdesk/${ticket?.id}`));
		expect([own.status, trips(own), own.text.includes(QUESTION.description)]).toEqual([200, 1, true]);
		const stranger = await newMember(world, mail);
		await enterBrand(stranger.visitor, "twero");
		const foreign = await stranger.visitor.get(stranger.visitor.address("twero", `/helpdesk/${ticket?.id}`));
		expect(foreign.status).toBe(404);
		const nobody = newVisitor(world);
		expect((await nobody.get(nobody.address("twero", `/helpdesk/${ticket?.id}`))).headers.location).toBe("/login");
	});

	it("answers the same whether the address has an account (T9, T25)", async () => {
		const member = await newMember(world, mail);
		const [known, unknown] = [
			await askAt(newVisitor(world), "twero", member.email),
			await askAt(newVisitor(world), "twero", someone()),
		];
		expect([known.status, known.headers.location, trips(known), known.text]).toEqual([
			...[unknown.status, unknown.headers.location, trips(unknown), unknown.text],
		]);
		const [rows] = await world.database.read(
			build.selectFrom("ticket").select("id").where("sender_id", "=", idOf(member)),
		);
		expect(rows).toEqual([]);
	});

	it.each([
		["an empty file", { name: "leeg.png", type: "image/png", bytes: "" }, "leeg"],
		["a file that is none of those", { name: "a.bin", bytes: new Uint8Array([1, 2, 3, 0, 255]) }, "nemen we niet aan"],
		["a ZIP", { name: "foto.zip", type: "application/zip", bytes: "PK\x03\x04rest" }, "ingepakt"],
		["a ZIP that calls itself a picture", { name: "foto.png", type: "image/png", bytes: "PK\x03\x04rest" }, "ingepakt"],
		[
			"HTML that calls itself a picture",
			{ name: "a.png", type: "image/png", bytes: "<script>1</script>" },
			"iets anders",
		],
		["a page", { name: "a.html", type: "text/html", bytes: "<script>1</script>" }, "iets anders"],
		["six megabytes", { name: "a.txt", type: "text/plain", bytes: "a".repeat(6 * 1024 * 1024) }, "groter dan 5 MB"],
	] as const)("refuses %s beside its field, and gives the rest back", async (_, file, words) => {
		const before = await countOf("ticket");
		const email = someone();
		const reply = await askAt(newVisitor(world), "twero", email, { files: [file] });
		expect([reply.status, reply.text.includes(words)]).toEqual([422, true]);
		for (const typed of [email, QUESTION.subject, QUESTION.description]) expect(reply.text).toContain(typed);
		expect(await countOf("ticket")).toBe(before);
	});

	it("refuses 26 MB before it is read, and gives back what was typed before the files", async () => {
		const email = someone();
		const files = [{ name: "groot.pdf", bytes: "x".repeat(26 * 1024 * 1024) }];
		const reply = await askAt(newVisitor(world), "twero", email, { files });
		expect(reply.status).toBe(413);
		for (const typed of [email, QUESTION.subject, QUESTION.description, "te groot"])
			expect(reply.text).toContain(typed);
	});

	it("refuses what is missing, a field that the form lacks, and the same field twice", async () => {
		const visitor = newVisitor(world);
		const to = visitor.address("twero", "/helpdesk");
		const empty = await visitor.post(to, questionForm({ email: "geen adres", subject: " ", description: "" }));
		expect([empty.status, empty.text.match(/class="field-error"/g)?.length]).toEqual([422, 3]);
		const own = { email: someone(), ...QUESTION };
		expect((await visitor.post(to, questionForm({ ...own, phone: "1" }))).status).toBe(400);
		expect((await visitor.post(to, questionForm({ ...own, attachment_1: "tekst" }))).status).toBe(400);
	});

	it("takes no more than a few in a quarter of an hour from one place or for one mailbox, and says what to do (T26)", async () => {
		const visitor = newVisitor(world);
		const email = someone();
		const replies: Reply[] = [];
		for (let at = 0; at < 5; at++) replies.push(await askAt(visitor, "twero", email));
		expect(replies.map(({ status }) => status)).toEqual([303, 303, 303, 303, 429]);
		const last = replies.at(-1);
		for (const part of ["kwartier", QUESTION.description, email]) expect(last?.text).toContain(part);
		// From elsewhere, too: the mailbox counts, and its acknowledgements have an end of their own.
		const others: Reply[] = [];
		for (let at = 0; at < 3; at++) others.push(await askAt(newVisitor(world), "twero", email));
		expect(others.map(({ status }) => status)).toContain(429);
		expect(mail.taken.filter(({ to }) => to.includes(email)).length).toBeLessThanOrEqual(6);
	});
});

describe("POST /helpdesk/:ticket/:token", () => {
	it("adds what the sender writes back, by a signed link and no other (P45)", async () => {
		const visitor = newVisitor(world);
		const { link, id } = await asked(mail, visitor, someone());
		const sent = await visitor.post(link, questionForm({ answer: "Het lukt nog steeds niet." }));
		expect([sent.status, trips(sent)]).toEqual([303, 2]);
		const page = await visitor.follow(sent);
		expect(page.text).toContain("Het lukt nog steeds niet.");
		expect(await ticketRow(world, id)).toMatchObject({ state: "open", messages: 2 });
		const empty = await visitor.post(link, questionForm({ answer: "" }));
		expect(empty.status).toBe(422);
		const forged = `${link.slice(0, -4)}AAAA`;
		for (const reply of [await visitor.get(forged), await visitor.post(forged, questionForm({ answer: "Ik ook" }))])
			expect([reply.status, reply.text.includes(QUESTION.description)]).toEqual([410, false]);
		const elsewhere = link.replace("//twero.", "//geilesexsite.");
		expect((await visitor.get(elsewhere)).status).toBe(410);
		const { link: otherLink } = await asked(mail, newVisitor(world), someone());
		const swapped = link.replace(id, ticketIdIn(otherLink));
		expect((await visitor.get(swapped)).status).toBe(410);
	});
});
