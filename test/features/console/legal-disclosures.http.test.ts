import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { staff as staffCommand } from "#cli/commands/staff.ts";
import { decideByTool } from "#features/console/disclosures/tool.ts";
import { build } from "#foundation/db/database.ts";
import { startOfNextDay } from "#foundation/i18n/duration.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { DAY, MINUTE } from "#foundation/time.ts";
import { idOf } from "../../support/factors.ts";
import { fetchCopy, makeCopy, unzip } from "../../support/fixtures/copy.ts";
import { decoded } from "../../support/fixtures/crawl.ts";
import {
	enterBrand,
	letterTo,
	type Member,
	newMember,
	newVisitor,
	signIn,
	type Visitor,
} from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { moveClock, withMovableClock } from "../../support/processes/clock.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import {
	accessesOf,
	fillEnrolment,
	invitationFor,
	JUPITER,
	loggedOf,
	newStaff,
	openCard,
	type StaffMember,
	signInStaff,
} from "../../support/staff.ts";
import { quietIo, type Reply, startWorld, type World } from "../../support/world.ts";

/** Data that are given on a legal ground, by two persons (P22; DECISIONS 122). */

let world: World;
let mail: MailServer;
let clock: ReturnType<typeof withMovableClock>;
let one: StaffMember;
let other: StaffMember;
beforeAll(async () => {
	mail = await startMailServer();
	clock = withMovableClock(inject("bundle"));
	world = await startWorld({ bundle: clock.bundle, bindings: { SMTP_URL: mail.url } });
	one = await newStaff(world, "privacy_officer");
	other = await newStaff(world, "operator");
}, 180_000);
afterAll(async () => {
	vi.unstubAllGlobals();
	await world.stop();
	await mail.stop();
	clock.remove();
});

const REASON = "De rechter-commissaris heeft deze gegevens gevorderd in een lopende zaak.";
const ORDER = "RC-2026-0815";
const AUTHORITY = "Rechtbank Overijssel";
const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const ASKED = {
	...{ ground: "court_order", order: ORDER, ordered_on: day(-3), article: "art. 126nd Sv", reason: REASON },
	...{ recipient: AUTHORITY, address: "Postbus 7, Zwolle", silent_on: "", silence: "", item_email: "yes" },
};
const silent = { silent_on: day(20), silence: "art. 126nd lid 5 Sv" };
const { address: _, recipient: __, item_email: ___, ...ORDER_ALONE } = ASKED;
const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const get = (path: string, { visitor } = one) => visitor.get(at(visitor, path));
const post = (path: string, fields: Record<string, string> = {}, { visitor } = one) =>
	visitor.post(at(visitor, path), fields);

type Own = Member & { id: string };
async function member(): Promise<Own> {
	const own = await newMember(world, mail);
	return { ...own, id: idOf(own) };
}

/** @returns the path of the proposal's page */
async function proposed(own: Own, fields: Record<string, string> = {}, staff = one): Promise<string> {
	await openCard(staff, own.id);
	const reply = await post(`/console/members/${own.id}/disclosures`, { ...ASKED, ...fields }, staff);
	expect(reply.status, reply.text).toBe(303);
	return (reply.headers.location ?? "").replace(/\?.*/, "");
}

const doneOf = (reply: Reply) => [reply.status, /done=(\w+)/.exec(reply.headers.location ?? "")?.[1]];
const approve = (path: string, staff = other) => post(path, { act: "approve" }, staff);
const idIn = (path: string) => path.split("/").at(-1) ?? "";

async function rowOf(path: string) {
	const [[row]] = await world.database.read(
		build.selectFrom("legal_disclosure").selectAll().where("id", "=", idIn(path)),
	);
	return row;
}

async function entriesOf({ id }: Own) {
	const [rows] = await world.database.read(build.selectFrom("disclosure").selectAll().where("member_id", "=", id));
	return rows;
}

const recordOf = ({ id }: Own) => accessesOf(world, id);
const logged = (path: string) => loggedOf(world, idIn(path));

const ownPage = ({ visitor }: Own) => visitor.get(at(visitor, "/privacy"));
const mailsOf = ({ email }: Own) => mail.taken.filter(({ to }) => to.includes(email)).length;

/** What stands in the fields of a form that came back: of boxes and lists, what is ticked or chosen. */
function typedIn(html: string, names: readonly string[]): Record<string, string | undefined> {
	const shownIn = (name: string) => {
		const long = new RegExp(`<textarea[^>]*name="${name}"[^>]*>([^<]*)<`).exec(html)?.[1];
		if (long !== undefined) return long;
		const list = new RegExp(`<select[^>]*name="${name}".*?</select>`, "s").exec(html)?.[0];
		if (list !== undefined) return /value="([^"]*)"[^>]*selected/.exec(list)?.[1] ?? "";
		const fields = [...html.matchAll(new RegExp(`<input[^>]*name="${name}"[^>]*>`, "g"))].map(([field]) => field);
		const shown = fields.filter((field) => !/type="(checkbox|radio)"/.test(field) || /\schecked/.test(field));
		return shown.length === 0 && fields.length > 0 ? "" : (/\svalue="([^"]*)"/.exec(shown[0] ?? "")?.[1] ?? "");
	};
	return Object.fromEntries(names.map((name) => [name, decoded(shownIn(name))]));
}

/** What a batch of the database answers, past the code of the console. */
async function run(sql: string): Promise<void> {
	const client = createClient({ url: world.server.url });
	try {
		await client.execute(sql);
	} finally {
		client.close();
	}
}

describe("POST /console/members/:member/disclosures", () => {
	it("proposes, gives nothing and shows the member nothing, in two trips, with an entry in both records (P22, T30)", async () => {
		const own = await member();
		await openCard(one, own.id);
		await get(`/console/members/${own.id}/disclosures`);
		const page = await get(`/console/members/${own.id}/disclosures`);
		expect([page.status, trips(page)]).toEqual([200, 1]);
		for (const held of ["item_email", "item_user_name", "item_consents"]) expect(page.text).toContain(`name="${held}"`);
		expect(page.text).not.toContain(own.email);
		for (const not of ["item_photos", "item_phone", "item_disclosures"])
			expect(page.text).not.toContain(`name="${not}"`);
		const reply = await post(`/console/members/${own.id}/disclosures`, ASKED);
		expect([...doneOf(reply), trips(reply)]).toEqual([303, "proposed", 2]);
		const path = (reply.headers.location ?? "").replace(/\?.*/, "");
		expect(await recordOf(own)).toEqual(["opened", "disclosure_proposed"]);
		expect(await logged(path)).toEqual(["disclosure_proposed staff privacy_officer"]);
		expect(await entriesOf(own)).toEqual([]);
		expect((await post(`${path}/package`)).status).toBe(409);
		const shown = await ownPage(own);
		for (const word of [AUTHORITY, ORDER, REASON, "Stelde voor om gegevens"]) expect(shown.text).not.toContain(word);
		expect(shown.text).toContain("Bekeek de status van je account");
		const row = await rowOf(path);
		for (const word of [AUTHORITY, ORDER, REASON]) expect(JSON.stringify(row)).not.toContain(word);
	});

	it("gives a wrong form back filled, 422, and loses nothing of it, whatever was typed", async () => {
		const own = await member();
		const ODD = { ...ASKED, order: `A&B "<1>" 'x'`, reason: `${REASON}\n<script>&amp;</script>` };
		await openCard(one, own.id);
		for (const [wrong, message] of [
			[{ ground: "" }, "Kies er een."],
			[{ order: " " }, "Vul dit in"],
			[{ order: "x".repeat(121) }, "Hoogstens 120 tekens."],
			[{ ordered_on: day(2) }, "Kies vandaag of een dag ervoor."],
			[{ ordered_on: "gisteren" }, "Vul een dag in"],
			[{ article: "" }, "Vul dit in"],
			[{ reason: "te kort" }, "20"],
			[{ recipient: "" }, "Vul dit in"],
			[{ address: "" }, "Vul dit in"],
			[{ item_email: "" }, "Kies er minstens een."],
			[{ item_photos: "yes" }, "Een hiervan is er niet van dit lid."],
			[{ silent_on: day(-1), silence: "art. 126nd lid 5 Sv" }, "Kies een dag na vandaag."],
			[{ silent_on: day(400), silence: "art. 126nd lid 5 Sv" }, "Kies een dag binnen twaalf maanden."],
			[{ silent_on: "ooit", silence: "art. 126nd lid 5 Sv" }, "Vul een dag in"],
			[{ silent_on: day(30) }, "Vul dit in"],
			[{ silence: "art. 126nd lid 5 Sv" }, "Kies de dag die het bevel noemt."],
		] as const) {
			const { item_email, ...fields } = { ...ODD, ...wrong };
			const sent = item_email === "" ? fields : { ...fields, item_email };
			const reply = await post(`/console/members/${own.id}/disclosures`, sent);
			expect([reply.status, message, reply.text.includes(message)]).toEqual([422, message, true]);
			// A box that there is not stays none.
			const { item_photos: _, ...typed } = { item_photos: "", ...sent };
			expect(typedIn(reply.text, Object.keys(typed))).toEqual(typed);
		}
		expect(await recordOf(own)).toEqual(["opened"]);
		expect((await post(`/console/members/${own.id}/disclosures`, { ...ASKED, item_secret: "yes" })).status).toBe(400);
	});

	it("asks first to open a card that is shut, and is for privacy officer and operator alone", async () => {
		const own = await member();
		expect((await post(`/console/members/${own.id}/disclosures`, ASKED)).status).toBe(422);
		for (const role of ["moderator", "support"] as const) {
			const staff = await newStaff(world, role);
			expect((await post(`/console/members/${own.id}/disclosures`, ASKED, staff)).status).toBe(403);
			expect((await get("/console/disclosures", staff)).status).toBe(403);
		}
		expect(await recordOf(own)).toEqual([]);
	});
});

describe("POST /console/disclosures/:legal", () => {
	it("approves by another person: the entry, both records and a mail, which says nothing of the order (P22)", async () => {
		const own = await member();
		const path = await proposed(own, { item_user_name: "yes" });
		const shown = await get(path, other);
		for (const word of [ORDER, AUTHORITY, REASON, "E-mailadres", "Goedkeuren"]) expect(shown.text).toContain(word);
		const before = mailsOf(own);
		const reply = await approve(path);
		expect([...doneOf(reply), trips(reply)]).toEqual([303, "approved", 2]);
		expect(await recordOf(own)).toEqual(["opened", "disclosure_proposed", "disclosure_approved"]);
		expect(await logged(path)).toEqual([
			"disclosure_proposed staff privacy_officer",
			"disclosure_approved staff operator",
		]);
		// To decide opens no card: under an order of silence the member would not see that it was open.
		expect((await post(`/console/members/${own.id}/disclosures`, ASKED, other)).status).toBe(422);
		const [entry, ...more] = await entriesOf(own);
		expect([more.length, entry?.items, entry?.disclosed_by, entry?.withheld_until]).toEqual([
			0,
			"email user_name",
			"operator",
			null,
		]);
		const { subject, text } = await letterTo(mail, own.email, before + 1);
		expect(subject).toContain("verstrekt");
		for (const word of [AUTHORITY, ORDER, REASON]) expect(subject + text).not.toContain(word);
		expect((await rowOf(path))?.told).toBe("mail");
		const page = await ownPage(own);
		for (const word of [AUTHORITY, ORDER, REASON, "Keurde goed dat gegevens van je werden verstrekt"])
			expect(page.text).toContain(word);
		expect(page.text).toContain("Elke keer dat we iets over je geven");
	});

	it("refuses with a reason, which the member reads, and gives nothing", async () => {
		const own = await member();
		const path = await proposed(own);
		expect((await post(path, { act: "refuse", refusal: "te kort" }, other)).status).toBe(422);
		const why = "Het bevel noemt een ander adres dan dat van dit lid.";
		expect(doneOf(await post(path, { act: "refuse", refusal: why }, other))).toEqual([303, "refused"]);
		expect(await entriesOf(own)).toEqual([]);
		expect((await get(path)).text).toContain(why);
		expect(doneOf(await approve(path))).toEqual([303, "unchanged"]);
		expect((await ownPage(own)).text).toContain(why);
		expect(await logged(path)).toContain("disclosure_refused staff operator");
	});

	it("refuses one person in two browsers, by the person and not by the session (P22, T30)", async () => {
		const own = await member();
		const path = await proposed(own);
		const second = newVisitor(world);
		expect((await signInStaff(one, second)).status).toBe(303);
		const twin = { ...one, visitor: second };
		expect((await get(path, twin)).text).not.toContain("Goedkeuren");
		expect(doneOf(await approve(path, twin))).toEqual([303, "unchanged"]);
		expect(doneOf(await post(path, { act: "refuse", refusal: "Dit hoort hier echt niet te kunnen." }, twin))).toEqual([
			303,
			"unchanged",
		]);
		expect([(await rowOf(path))?.state, await entriesOf(own)]).toEqual(["proposed", []]);
		expect(doneOf(await post(path, { act: "withdraw" }, other))).toEqual([303, "unchanged"]);
		expect(doneOf(await post(path, { act: "withdraw" }, twin))).toEqual([303, "withdrawn"]);
	});

	it("refuses the same person under two roles: invited again, and the address is the same", async () => {
		const own = await member();
		const officer = await newStaff(world, "privacy_officer");
		const path = await proposed(own, {}, officer);
		await post(`/console/staff/${officer.id}/end`, {}, other);
		const { path: link, id } = await invitationFor(world, "operator", officer.email);
		const visitor = newVisitor(world);
		const { fields } = await fillEnrolment(visitor, at(visitor, link), officer.email);
		expect((await visitor.post(at(visitor, "/console/enrol"), fields)).status).toBe(303);
		const again = { ...officer, visitor, id };
		const shown = (await get(path, again)).text;
		for (const button of ["approve", "refuse", "withdraw"]) expect(shown).not.toContain(`value="${button}"`);
		expect(shown).toContain("met een account dat je eerder had");
		for (const act of ["approve", "withdraw"])
			expect(doneOf(await post(path, { act }, again))).toEqual([303, "unchanged"]);
		expect((await rowOf(path))?.state).toBe("proposed");
		const decided = `UPDATE legal_disclosure SET state = 'approved', decided_role = 'operator',
			decided_at = '2099-01-01T00:00:00.000Z', shown_from = '2099-01-01T00:00:00.000Z'`;
		await expect(run(`${decided}, decided_by = '${id}' WHERE id = '${idIn(path)}'`)).rejects.toThrow(/another person/);
		await expect(run(`${decided}, decided_by = '${officer.id}' WHERE id = '${idIn(path)}'`)).rejects.toThrow(
			/another person|CHECK/,
		);
		expect(await entriesOf(own)).toEqual([]);
		expect(doneOf(await approve(path))).toEqual([303, "approved"]);
	});

	it("is decided once: two who approve at once, and one who refuses meanwhile", async () => {
		const own = await member();
		const third = await newStaff(world, "privacy_officer");
		const path = await proposed(own);
		const replies = await Promise.all([approve(path), approve(path, third)]);
		expect(replies.map(doneOf).map(String).sort()).toEqual(["303,approved", "303,unchanged"]);
		expect((await entriesOf(own)).length).toBe(1);
		const next = await proposed(own);
		const refuse = post(next, { act: "refuse", refusal: "Dit bevel is al eerder behandeld." }, third);
		const both = await Promise.all([approve(next), refuse]);
		const state = (await rowOf(next))?.state;
		expect(both.map((reply) => doneOf(reply)[1]).sort()).toEqual([state, "unchanged"].sort());
		expect((await entriesOf(own)).length).toBe(state === "approved" ? 2 : 1);
		expect((await logged(next)).length).toBe(2);
	});

	it("gives nothing of an account that is gone, and of another realm as of none", async () => {
		const own = await member();
		const path = await proposed(own);
		const leaving = await member();
		const early = await proposed(leaving);
		const then = "'2026-01-01T00:00:00.000Z'";
		await run(`UPDATE member SET state = 'closed', closed_at = ${then}, purge_at = ${then}, erasing_at = ${then}
			WHERE id = '${leaving.id}'`);
		expect(doneOf(await approve(early))).toEqual([303, "unchanged"]);
		expect([(await rowOf(early))?.state, await entriesOf(leaving)]).toEqual(["proposed", []]);
		expect((await own.visitor.post(at(own.visitor, "/privacy/erase"), {})).status).toBe(303);
		await vi.waitFor(async () => {
			await world.worker.tick();
			expect(await rowOf(path)).toBeUndefined();
		}, 20_000);
		expect((await approve(path)).status).toBe(404);
		expect(await entriesOf(own)).toEqual([]);
		const stands = await proposed(await member());
		const realm = realmIdSchema.parse("lage-kade");
		const stranger = await newStaff(world, "privacy_officer", "account-lage-kade", realm);
		const there = (to: string) => stranger.visitor.address("account-lage-kade", to);
		expect((await stranger.visitor.get(there(stands))).status).toBe(404);
		const card = `/console/members/${(await rowOf(stands))?.member_id}/disclosures`;
		for (const [to, fields] of [
			[stands, { act: "approve" }],
			[`${stands}/package`, {}],
			[`${stands}/silence`, { ...ORDER_ALONE, ...silent }],
			[card, ASKED],
		] as const)
			expect([to, (await stranger.visitor.post(there(to), fields)).status]).toEqual([to, 404]);
		for (const to of [card, `${stands}/silence`])
			expect([to, (await stranger.visitor.get(there(to))).status]).toEqual([to, 404]);
		expect((await stranger.visitor.get(there("/console/disclosures"))).text).not.toContain(idIn(stands));
		expect((await rowOf(stands))?.state).toBe("proposed");
	});
});

describe("POST /console/disclosures/:legal/package", () => {
	it("hands out exactly what was approved, once, to who approved it", async () => {
		const own = await member();
		await enterBrand(own.visitor, "twero");
		const photo = { description: "Aan het strand", photo_consent: "yes" };
		await uploadPhoto(world, own.visitor, "twero", plainPhoto(), photo);
		const path = await proposed(own, { item_photos: "yes" });
		await approve(path);
		expect((await post(`${path}/package`)).status).toBe(409);
		const replies = await Promise.all([post(`${path}/package`, {}, other), post(`${path}/package`, {}, other)]);
		expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
		const files = unzip((replies.find(({ status }) => status === 200) ?? expect.fail()).body);
		const all = [...files].map(([, bytes]) => bytes.toString()).join("\n");
		expect(all).toContain(own.email);
		expect(all).toContain(AUTHORITY);
		expect(all).not.toContain("user_name");
		expect([...files.keys()].some((name) => name.startsWith("files/photo/"))).toBe(true);
		const [row] = JSON.parse(String(files.get("data/member.json")));
		expect(Object.keys(row).sort()).toEqual(["email", "id"]);
		expect((await get(path, other)).text).not.toContain("Pakket ophalen");
		expect((await recordOf(own)).at(-1)).toBe("disclosure_taken");
		expect((await logged(path)).at(-1)).toBe("disclosure_taken staff operator");
	});

	it("hands out nothing where a value does not open or a file is gone, and all of it once that is mended", async () => {
		const own = await member();
		const path = await proposed(own, { item_user_name: "yes" });
		await approve(path);
		const [[kept]] = await world.database.read(
			build.selectFrom("member").select(["email_sealed"]).where("id", "=", own.id),
		);
		const sealed = Buffer.from(kept?.email_sealed ?? expect.fail()).toString("hex");
		const set = (hex: string) => run(`UPDATE member SET email_sealed = x'${hex}' WHERE id = '${own.id}'`);
		await set("00");
		const reply = await post(`${path}/package`, {}, other);
		expect([reply.status, reply.text.includes("Er is niets verstrekt")]).toEqual([409, true]);
		expect([(await rowOf(path))?.taken_at, await recordOf(own)]).toEqual([
			null,
			["opened", "disclosure_proposed", "disclosure_approved"],
		]);
		await set(sealed);
		expect((await post(`${path}/package`, {}, other)).status).toBe(200);
	});
});

describe("an order of silence", () => {
	it("is prolonged by another order and two persons, and shortened by nobody", async () => {
		const own = await member();
		const path = await proposed(own, silent);
		await approve(path);
		const longer = { ...ORDER_ALONE, order: "RC-2026-0999", silent_on: day(60), silence: "art. 126nd lid 5 Sv" };
		const short = await post(`${path}/silence`, { ...longer, silent_on: day(5) });
		expect([short.status, short.text.includes("Kies een dag na de dag die nu geldt.")]).toEqual([422, true]);
		expect((await post(`${path}/silence`, { ...longer, silence: "" })).status).toBe(422);
		const reply = await post(`${path}/silence`, longer);
		expect(doneOf(reply)).toEqual([303, "proposed"]);
		expect((await post(`${path}/silence`, longer)).status).toBe(409);
		const next = (reply.headers.location ?? "").replace(/\?.*/, "");
		const before = (await rowOf(path))?.shown_from ?? "";
		expect(doneOf(await approve(next, one))).toEqual([303, "unchanged"]);
		expect((await rowOf(path))?.shown_from).toBe(before);
		expect(doneOf(await approve(next))).toEqual([303, "approved"]);
		const after = (await rowOf(path))?.shown_from ?? "";
		expect(after > before).toBe(true);
		expect((await entriesOf(own))[0]?.withheld_until).toBe(after);
		const entry = (await rowOf(path))?.disclosure_id;
		await expect(run(`UPDATE disclosure SET withheld_until = NULL WHERE id = '${entry}'`)).rejects.toThrow(
			/never changed/,
		);
		await expect(
			run(`UPDATE legal_disclosure SET shown_from = '2020-01-01' WHERE id = '${idIn(path)}'`),
		).rejects.toThrow();
	});

	it("stands on no receipt of an erasure, and what is kept of it stays until its term ends (GDPR Art. 17(3)(b), (e))", async () => {
		const own = await member();
		const path = await proposed(own, silent);
		await approve(path);
		const mails = mailsOf(own);
		expect((await own.visitor.post(at(own.visitor, "/privacy/erase"), {})).status).toBe(303);
		await vi.waitFor(async () => {
			await world.worker.tick();
			expect(mailsOf(own)).toBeGreaterThan(mails);
		}, 30_000);
		const [[erasure]] = await world.database.read(
			build.selectFrom("erasure").select(["receipt", "recipients_json"]).orderBy("begun_at", "desc").limit(1),
		);
		const receipt = Buffer.from((erasure?.receipt ?? "").split(".")[1] ?? "", "base64url").toString();
		expect(receipt).toContain("retained");
		for (const word of ["disclosure", AUTHORITY, "legal_ground"]) expect(receipt).not.toContain(word);
		expect(erasure?.recipients_json).toBe("[]");
		expect((await entriesOf(own)).length).toBe(1);
		expect((await rowOf(path))?.told).toBe("gone");
		expect((await get(path, other)).text).toContain(AUTHORITY);
	});
});

describe("npm run staff -- disclosure", () => {
	it("is the second person in a realm that has no other, and only there; the minute's work writes the entry", async () => {
		vi.stubEnv("DATABASE_URL", world.server.url);
		vi.stubEnv("PORT", world.worker.url.port);
		const io = quietIo(process.cwd());
		try {
			const own = await member();
			const path = await proposed(own);
			const command = ["disclosure", JUPITER, idIn(path)];
			await expect(staffCommand([...command, "approve"], io)).rejects.toThrow(/can be the second person/);
			await world.database.write(
				build
					.updateTable("staff")
					.set({ state: "ended", ended_at: "2026-01-01", ended_by: "" })
					.where("realm_id", "=", JUPITER)
					.where("id", "<>", one.id)
					.where("state", "=", "active"),
			);
			expect((await get(path)).text).toContain(`npm run staff -- disclosure ${JUPITER} ${idIn(path)} approve`);
			await expect(staffCommand([...command, "look"], io)).rejects.toThrow(/npm run staff/);
			await expect(staffCommand(["disclosure", JUPITER, "nothing", "approve"], io)).rejects.toThrow(/no proposal/);
			expect(await staffCommand([...command, "approve"], io)).toBe(0);
			expect(await logged(path)).toEqual([
				"disclosure_proposed staff privacy_officer",
				"disclosure_approved staff tool",
			]);
			await expect(staffCommand([...command, "refuse"], io)).rejects.toThrow(/no proposal/);
			expect((await post(`${path}/package`)).status).toBe(409);
			await world.worker.tick();
			const [entry] = await entriesOf(own);
			expect([entry?.disclosed_by, (await rowOf(path))?.told]).toEqual(["privacy_officer", "mail"]);
			expect((await post(`${path}/package`)).status).toBe(200);
			const next = await proposed(await member());
			expect(await staffCommand(["disclosure", JUPITER, idIn(next), "refuse"], io)).toBe(0);
			expect((await rowOf(next))?.state).toBe("refused");
			const hushed = await proposed(await member(), silent);
			expect(await staffCommand(["disclosure", JUPITER, idIn(hushed), "approve"], io)).toBe(0);
			await world.worker.tick();
			const longer = { ...ORDER_ALONE, silent_on: day(60), silence: "art. 126nd lid 5 Sv" };
			const asked = await post(`${hushed}/silence`, longer);
			const id = idIn((asked.headers.location ?? "").replace(/\?.*/, ""));
			const decide = (act: "approve" | "refuse", days: number) =>
				decideByTool(world.database, JUPITER, { id, act, now: Date.now() + days * DAY });
			expect(await decide("approve", 21)).toEqual([0, "late"]);
			expect((await rowOf(id))?.state).toBe("proposed");
			expect(await decide("refuse", 21)).toEqual([0, "refused"]);
		} finally {
			vi.unstubAllEnvs();
		}
	});
});

describe("a proposal, as days pass,", () => {
	it("hides proposal, decision and entry from the member, on the page and in the copy, until it is prolonged or ends (P22)", async () => {
		const own = await member();
		const [officer, operator] = [await newStaff(world, "privacy_officer"), await newStaff(world, "operator")];
		const until = startOfNextDay(new Date());
		const path = await proposed(
			own,
			{ ...silent, silent_on: new Date(until.getTime() + DAY).toISOString().slice(0, 10) },
			officer,
		);
		const mails = mailsOf(own);
		expect(doneOf(await approve(path, operator))).toEqual([303, "approved"]);
		await world.worker.tick();
		const shown = (await rowOf(path))?.shown_from ?? "";
		expect([(await entriesOf(own))[0]?.withheld_until, mailsOf(own)]).toEqual([shown, mails]);
		const words = [AUTHORITY, ORDER, REASON, "Stelde voor om gegevens", "Keurde goed"];
		for (const word of words) expect((await ownPage(own)).text).not.toContain(word);
		await makeCopy(world, own, own.id);
		const hidden = await fetchCopy(own);
		const tables = ["data/disclosure.json", "data/legal_disclosure.json"];
		for (const name of tables) expect(hidden.files.has(name)).toBe(false);
		expect(String(hidden.files.get("data/staff_access.json"))).not.toContain("disclosure");
		const list = await get("/console/disclosures?list=silent", officer);
		expect([trips(list), list.text.includes(idIn(path)), list.text.includes(AUTHORITY)]).toEqual([1, true, false]);
		await letterTo(mail, own.email, mails + 2);
		const heard = mailsOf(own);
		// The day before, and the day itself.
		try {
			const started = Date.now();
			await moveClock(world, Date.parse(shown) - started - 2 * MINUTE);
			await signIn(own, own.visitor);
			for (const word of words) expect((await ownPage(own)).text).not.toContain(word);
			await world.worker.tick();
			expect(mailsOf(own)).toBe(heard);
			await moveClock(world, Date.parse(shown) - started + MINUTE);
			for (const word of words) expect((await ownPage(own)).text).toContain(word);
			await world.worker.tick();
			const { text } = await letterTo(mail, own.email, heard + 1);
			expect(text).toContain("verbood een bevel ons om je dat te zeggen");
			await makeCopy(world, own, own.id);
			const told = await fetchCopy(own);
			for (const name of tables) expect(String(told.files.get(name))).toContain(AUTHORITY);
			expect(String(told.files.get("data/staff_access.json"))).toContain("disclosure_approved");
		} finally {
			await moveClock(world, 0);
		}
	});

	it("tells the member of what was given on its day, and not of another order that would have prolonged it until that is decided", async () => {
		const own = await member();
		const [officer, operator] = [await newStaff(world, "privacy_officer"), await newStaff(world, "operator")];
		const path = await proposed(own, { ...silent, silent_on: day(3) }, officer);
		expect(doneOf(await approve(path, operator))).toEqual([303, "approved"]);
		const second = "Het onderzoek loopt nog, en het tweede bevel verlengt het zwijgen daarom.";
		const longer = { ...ORDER_ALONE, silent_on: day(60), silence: "art. 126nd lid 5 Sv", reason: second };
		const reply = await post(`${path}/silence`, longer, officer);
		expect(doneOf(reply)).toEqual([303, "proposed"]);
		const next = (reply.headers.location ?? "").replace(/\?.*/, "");
		const shown = Date.parse((await rowOf(path))?.shown_from ?? "");
		try {
			await moveClock(world, shown - Date.now() + MINUTE);
			await signIn(own, own.visitor);
			const first = (await ownPage(own)).text;
			expect([first.includes(REASON), first.includes(second)]).toEqual([true, false]);
			await signInStaff(operator, operator.visitor);
			const late = await get(next, operator);
			expect(late.text).toContain("Goedkeuren kan niet meer.");
			expect(late.text).not.toContain('value="approve"');
			expect(doneOf(await approve(next, operator))).toEqual([303, "unchanged"]);
			const why = "Het lid heeft het al gehoord, dus dit bevel komt te laat.";
			expect(doneOf(await post(next, { act: "refuse", refusal: why }, operator))).toEqual([303, "refused"]);
			const told = (await ownPage(own)).text;
			expect([told.includes(second), told.includes(why)]).toEqual([true, true]);
		} finally {
			await moveClock(world, 0);
		}
	});

	it("lapses after four weeks in which nobody decides", async () => {
		const own = await member();
		const path = await proposed(own, {}, await newStaff(world, "privacy_officer"));
		try {
			await moveClock(world, 29 * DAY);
			await world.worker.tick();
			expect((await rowOf(path))?.state).toBe("lapsed");
			expect((await logged(path)).at(-1)).toBe("disclosure_lapsed system ");
			expect(await entriesOf(own)).toEqual([]);
		} finally {
			await moveClock(world, 0);
		}
	});
});
