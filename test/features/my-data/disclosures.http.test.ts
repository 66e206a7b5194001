import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { build } from "#foundation/db/database.ts";
import { type BrandId, brandIdSchema } from "#foundation/ids.ts";
import { disclosureQueries, type NewDisclosure } from "#foundation/ledgers/disclosure.ts";
import { type NoticeAct, noticeQueries, noticeReads } from "#foundation/recipients/notice.ts";
import { DAY, HOUR, MINUTE } from "#foundation/time.ts";
import type { Reply } from "../../support/ask.ts";
import { idOf } from "../../support/factors.ts";
import { ringOf } from "../../support/fixtures/sealed-evidence.ts";
import { type Member, newMember } from "../../support/member.ts";
import { copyRows } from "../../support/old-copy.ts";
import { moveClock, withMovableClock } from "../../support/processes/clock.ts";
import { isSigned, type RecipientServer, startRecipient } from "../../support/processes/recipient-server.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { JUPITER } from "../../support/staff.ts";
import { startWorld, type World } from "../../support/world.ts";

/** Who got something of a member, as the member reads it, and what such a recipient's own server hears (DECISIONS 111). */

const TWERO: BrandId = brandIdSchema.parse("twero");
const LEFT: BrandId = brandIdSchema.parse("geilesexsite");

let mail: MailServer;
let world: World;
let clock: ReturnType<typeof withMovableClock>;
let recipient: RecipientServer;
let ahead = 0;

beforeAll(async () => {
	mail = await startMailServer();
	recipient = await startRecipient();
	clock = withMovableClock(inject("bundle"));
	const secret = Buffer.from(recipient.secret).toString("base64");
	const endpoints = [{ realm: JUPITER, recipient: "vervoerder", url: recipient.url, secret }];
	const bindings = { SMTP_URL: mail.url, RECIPIENT_ENDPOINTS: JSON.stringify(endpoints) };
	world = await startWorld({ bundle: clock.bundle, bindings });
	await world.worker.tick();
}, 180_000);
afterEach(() => {
	recipient.taken.length = 0;
	recipient.answer = { status: 204 };
});
afterAll(async () => {
	vi.unstubAllGlobals();
	await world.stop();
	await mail.stop();
	await recipient.stop();
	clock.remove();
});

type Own = Member & { id: string };
async function member(): Promise<Own> {
	const own = await newMember(world, mail);
	return { ...own, id: idOf(own) };
}

const context = async () => {
	const ring = await ringOf(world);
	return { keys: async () => ring, now: Date.now() };
};

let disclosed = 0;
async function disclose(own: Own, given: Partial<NewDisclosure> = {}): Promise<void> {
	disclosed += 1;
	const disclosure: NewDisclosure = {
		...{ realm: JUPITER, member: own.id, brand: TWERO, recipient: { id: "vervoerder", name: "Vervoerder BV" } },
		...{ reference: `zending ${disclosed}`, items: ["email"], reason: "Voor de bezorging", by: "system" },
		cause: `test:${disclosed}`,
		...given,
	};
	await world.database.write(...(await disclosureQueries(await context(), disclosure)));
}

async function act(own: Own, done: NoticeAct): Promise<void> {
	const read = await world.database.read(...noticeReads(JUPITER, [own.id]));
	const about = { realm: JUPITER, member: own.id, act: done };
	await world.database.write(...(await noticeQueries(await context(), about, read)));
}

const ownPage = (own: Own) => own.visitor.get(own.visitor.address("account", "/privacy"));
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);

const notices = async () => {
	const [rows] = await world.database.read(build.selectFrom("recipient_notice").selectAll().orderBy("queued_at"));
	return rows;
};

/** Closes an account, whose day comes at once, and lets the jobs run. */
async function eraseAccount(own: Own): Promise<void> {
	const { visitor, password } = own;
	expect((await visitor.post(visitor.address("account", "/close"), { current_password: password })).status).toBe(200);
	await world.database.write(
		build
			.updateTable("member")
			.set({ purge_at: new Date(Date.now() + MINUTE).toISOString() })
			.where("realm_id", "=", JUPITER)
			.where("id", "=", own.id),
		build.deleteFrom("retention_pass").where("realm_id", "=", JUPITER),
	);
	await world.worker.tick();
	const [rows] = await world.database.read(
		build.selectFrom("member").select("id").where("realm_id", "=", JUPITER).where("id", "=", own.id),
	);
	expect(rows).toEqual([]);
}

async function moveOn(milliseconds: number): Promise<void> {
	ahead += milliseconds;
	await moveClock(world, ahead);
}

describe("GET /privacy on the account host", () => {
	it("GET /privacy says that the list is whole, and that it shows what may be shown, in one trip", async () => {
		const page = await ownPage(await member());
		expect(page.status).toBe(200);
		expect(page.text).toContain("Wie iets over je heeft gekregen");
		expect(page.text).toContain(
			"Elke keer dat we iets over je geven aan iemand die niet voor ons werkt, staat het hier",
		);
		expect(page.text).toContain("Er staat hier niets dat we je mogen tonen.");
		expect(page.text).not.toContain("Vervoerder BV");
		expect(trips(page)).toBe(1);
	});

	it("GET /privacy names who got what, why and by which reference (P22)", async () => {
		const own = await member();
		await disclose(own, { items: ["email", "town"], reference: "zending 77" });
		await disclose(own, { recipient: { id: "politie", name: "Politie Zeeland" }, brand: LEFT, by: "privacy_officer" });
		const page = await ownPage(own);
		for (const word of [
			"Vervoerder BV",
			"Politie Zeeland",
			"Voor de bezorging",
			"zending 77",
			"het programma, vanzelf",
		])
			expect(page.text).toContain(word);
		expect(page.text).toContain("een site waar je geen lid meer van bent");
		expect(page.text).not.toContain("Deze lijst is nog niet compleet.");
		expect(trips(page)).toBe(1);
		expect((await ownPage(await member())).text).not.toContain("Politie Zeeland");
	});

	it("GET /privacy tells the rest of an entry whose details do not open any more", async () => {
		const own = await member();
		await disclose(own, { recipient: { id: "bezorger", name: "Bezorgdienst" } });
		await world.database.write(
			build
				.updateTable("unit_key")
				.set({ wrapped_key: new Uint8Array(60) })
				.where("unit", "like", "core:disclosure:%")
				.where("owner_id", "=", own.id),
		);
		const page = await ownPage(own);
		expect([page.status, page.text.includes("<h3>bezorger</h3>"), page.text.includes("Bezorgdienst")]).toEqual([
			200,
			true,
			false,
		]);
	});

	it("GET /privacy tells what an order withheld from its day on, and not a word before", async () => {
		const own = await member();
		const withheldUntil = new Date(Date.now() + HOUR).toISOString();
		await disclose(own, { recipient: { id: "recherche", name: "Recherche Zuid" }, withheldUntil });
		expect((await ownPage(own)).text).not.toContain("Recherche Zuid");
		await moveOn(HOUR + MINUTE);
		expect((await ownPage(own)).text).toContain("Recherche Zuid");
	});
});

describe("a recipient that takes notices", () => {
	it("hears once that an account was erased, of which it had something, and by its own reference", async () => {
		const [own, other] = [await member(), await member()];
		await disclose(own, { reference: "zending 12" });
		await disclose(own, { recipient: { id: "bank", name: "Bank NV" } });
		await eraseAccount(own);
		await eraseAccount(other);
		await world.worker.tick();
		const [taken, ...more] = recipient.taken;
		if (taken === undefined) return expect.fail("nothing came");
		expect(more).toEqual([]);
		expect(taken.document).toMatchObject({
			operator: JUPITER,
			act: "erased",
			references: ["zending 12"],
			items: ["email"],
		});
		expect(isSigned(recipient, taken)).toBe(true);
		for (const word of [own.id, own.name, own.email]) expect(taken.body).not.toContain(word);
		const rows = await notices();
		expect(rows.map((row) => [row.recipient, row.state, row.attempts])).toEqual(
			expect.arrayContaining([
				["vervoerder", "sent", 1],
				["bank", "by_hand", 1],
			]),
		);
		expect(rows).toHaveLength(2);
		expect(JSON.stringify(rows)).not.toContain(own.id);
	});

	it("is told by a person where it has no endpoint: the log has the count, /healthz none", async () => {
		const said = world.logs.filter((line) => line.includes("recipients:"));
		expect(said.at(-1)).toContain(`notices wait for a person to tell: 1 to bank of ${JUPITER} (by_hand)`);
		const { jobs } = JSON.parse((await world.get("/healthz")).text);
		expect(Object.keys(jobs["recipient-notices"]).sort()).toEqual(["ended", "failures", "overdue"]);
		expect(jobs["recipient-notices"].failures).toBeGreaterThan(0);
	});

	it("hears of a rectification of what it has, and of nothing else", async () => {
		const own = await member();
		await disclose(own, { items: ["phone"] });
		await act(own, { kind: "rectified", items: ["town"], cause: "change:1" });
		await world.worker.tick();
		expect(recipient.taken).toEqual([]);
		await act(own, { kind: "rectified", items: ["town", "phone"], cause: "change:2" });
		await act(own, { kind: "rectified", items: ["town", "phone"], cause: "change:2" });
		await world.worker.tick();
		expect(recipient.taken.map(({ document }) => [document.act, document.items])).toEqual([["rectified", ["phone"]]]);
	});

	it("hears of what its member changes or clears of what it has, and of a form that changes nothing of it not (P40)", async () => {
		const own = await member();
		await disclose(own, { items: ["phone", "town", "about_me"], reference: "zending 30" });
		const { visitor } = own;
		const heard = async () => {
			await world.worker.tick();
			return recipient.taken.splice(0).map(({ document }) => [document.act, document.references, document.items]);
		};
		const save = (given: Record<string, string>) =>
			visitor.post(visitor.address("account", "/profile"), {
				...{ gender: "man", phone: "", birth_date: "", town: "Hindeloopen", ...given },
			});
		expect((await save({})).status).toBe(303);
		expect(await heard()).toEqual([["rectified", ["zending 30"], ["town"]]]);
		expect((await save({ birth_date: "1980-02-29" })).status).toBe(303);
		expect(await heard()).toEqual([]);
		expect((await visitor.post(visitor.address("account", "/profile"), { clear: "town" })).status).toBe(303);
		expect(await heard()).toEqual([["rectified", ["zending 30"], ["town"]]]);
		const texts = { display_name: "Wad", about_me: "Loopt graag", hobbies: "", consent: "yes" };
		expect((await visitor.post(visitor.address("account", "/profile/twero"), texts)).status).toBe(303);
		expect(await heard()).toEqual([["rectified", ["zending 30"], ["about_me"]]]);
	});

	it("hears as a member has restricted what it has, and as the member ends that, once each (P41)", async () => {
		const own = await member();
		await disclose(own, { items: ["phone", "town"], reference: "zending 31" });
		const { visitor } = own;
		const page = visitor.address("account", "/privacy/restriction");
		const heard = async () => {
			await world.worker.tick();
			return recipient.taken.splice(0).map(({ document }) => [document.act, document.references, document.items]);
		};
		for (const what of ["town", "town", "gender"])
			expect((await visitor.post(page, { what, ground: "accuracy" })).status).toBe(303);
		expect(await heard()).toEqual([["restricted", ["zending 31"], ["town"]]]);
		const ends = [...(await visitor.get(page)).text.matchAll(/name="end" value="([^"]+)"/g)].map(([, id]) => id ?? "");
		expect(ends).toHaveLength(2);
		for (const end of [...ends, ...ends]) expect((await visitor.post(page, { end })).status).toBe(303);
		expect(await heard()).toEqual([["restriction_lifted", ["zending 31"], ["town"]]]);
		expect((await visitor.post(page, { what: "all", ground: "claim" })).status).toBe(303);
		expect(await heard()).toEqual([["restricted", ["zending 31"], ["phone", "town"]]]);
	});

	it("hears of an objection to what it was given for, and of none to a use that goes on (P42)", async () => {
		const own = await member();
		await disclose(own, { items: ["email", "phone"], reference: "zending 32" });
		const { visitor } = own;
		const choose = (purpose: string, allowed: string) =>
			visitor.post(visitor.address("account", "/privacy/choices"), { purpose, allowed });
		const heard = async () => {
			await world.worker.tick();
			return recipient.taken.splice(0).map(({ document }) => [document.act, document.items]);
		};
		expect((await choose("security_improvement", "no")).status).toBe(303);
		expect(await heard()).toEqual([]);
		expect((await choose("service_information", "yes")).status).toBe(303);
		expect(await heard()).toEqual([]);
		for (let time = 0; time < 2; time++) expect((await choose("service_information", "no")).status).toBe(303);
		expect(await heard()).toEqual([["objection", ["email"]]]);
		for (let time = 0; time < 2; time++) expect((await choose("service_information", "yes")).status).toBe(303);
		expect(await heard()).toEqual([["restriction_lifted", ["email"]]]);
	});

	it("is asked again after 503 and after a day of silence, and not after 410", async () => {
		const own = await member();
		await disclose(own);
		recipient.answer = { status: 503, body: "kanarie van zending" };
		await act(own, { kind: "restricted", items: "all", cause: "order:1" });
		await world.worker.tick();
		expect(recipient.taken).toHaveLength(1);
		await recipient.stop();
		for (let hours = 0; hours < 24; hours += 8) {
			await moveOn(8 * HOUR);
			await world.worker.tick();
		}
		await recipient.start();
		recipient.answer = { status: 410 };
		await moveOn(8 * HOUR);
		await world.worker.tick();
		expect(recipient.taken).toHaveLength(2);
		const ids = new Set(recipient.taken.map(({ document }) => document.id));
		expect(ids.size).toBe(1);
		const [row] = (await notices()).filter(({ id }) => ids.has(id));
		expect(row).toMatchObject({ state: "refused", last_error_code: "410" });
		expect(row?.told_at).not.toBeNull();
		await moveOn(DAY);
		await world.worker.tick();
		expect(recipient.taken).toHaveLength(2);
	});

	it("gets one id twice where the Worker died before it wrote down the answer", async () => {
		const own = await member();
		await disclose(own);
		recipient.answer = { status: 204, silent: true };
		await act(own, { kind: "objection", items: "all", cause: "objection:1" });
		const ticking = world.worker.tick().catch(() => undefined);
		await vi.waitFor(() => expect(recipient.taken).toHaveLength(1), { timeout: 15_000 });
		await world.restartWorker();
		await ticking;
		await moveClock(world, ahead);
		await moveOn(10 * MINUTE);
		recipient.answer = { status: 204 };
		await world.worker.tick();
		expect(recipient.taken).toHaveLength(2);
		expect(recipient.taken[0]?.body).toBe(recipient.taken[1]?.body);
	});

	it("leaves nothing of anybody in the logs, and goes from the table a month after it was told", async () => {
		const logs = world.logs.join("\n");
		for (const word of ["kanarie", "zending", "Vervoerder", "@voorbeeld.test"]) expect(logs).not.toContain(word);
		const before = await notices();
		await moveOn(31 * DAY);
		await world.worker.tick();
		const after = await notices();
		expect(after.map(({ state }) => state)).toEqual(["by_hand"]);
		expect(before.length).toBeGreaterThan(4);
		const { keys } = await copyRows("now", world.database);
		expect(keys.filter(({ unit }) => unit === "notice").map(({ owner_id }) => owner_id)).toEqual(
			after.map(({ id }) => id),
		);
		const [counts] = await world.database.read(
			build.selectFrom("recipient_notice_count").select(["outcome", "notices"]),
		);
		expect(counts.reduce((sum, { notices: count }) => sum + count, 0)).toBe(before.length);
	});
});
