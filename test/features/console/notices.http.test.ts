import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { disclosureQueries } from "#foundation/ledgers/disclosure.ts";
import { noticeQueries, noticeReads } from "#foundation/recipients/notice.ts";
import { ringOf } from "../../support/fixtures/sealed-evidence.ts";
import { newVisitor } from "../../support/member.ts";
import { type RecipientServer, startRecipient } from "../../support/processes/recipient-server.ts";
import { JUPITER, newStaff, type StaffMember } from "../../support/staff.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

let world: World;
let recipient: RecipientServer;
let officer: StaffMember;
beforeAll(async () => {
	recipient = await startRecipient();
	const secret = Buffer.from(recipient.secret).toString("base64");
	const endpoints = [{ realm: JUPITER, recipient: "vervoerder", url: recipient.url, secret }];
	world = await startWorld({ bindings: { RECIPIENT_ENDPOINTS: JSON.stringify(endpoints) } });
	officer = await newStaff(world, "privacy_officer");
}, 180_000);
afterAll(async () => {
	await world.stop();
	await recipient.stop();
});

const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const doneOf = (reply: Reply) => new URL(reply.headers.location ?? "", "http://x").searchParams.get("done");
const consoleOf = ({ visitor }: StaffMember, path: string) => visitor.address("account", `/console${path}`);

let made = 0;
/** A notice to a recipient of what was done with data of somebody, which the job found nobody to tell. */
async function waiting(to: string, reference = `zending ${made + 1}`) {
	made += 1;
	const member = `lid-${made}`;
	const ring = await ringOf(world);
	const context = { keys: async () => ring, now: Date.now() };
	const recipientOf = { id: to, name: "Ontvanger" };
	await world.database.write(
		...(await disclosureQueries(context, {
			...{ realm: JUPITER, member, brand: undefined, recipient: recipientOf, reference, items: ["email"] },
			...{ reason: "Voor de bezorging", by: "system", cause: `test:${made}` },
		})),
	);
	const act = { kind: "erased", items: "all", cause: member } as const;
	const read = await world.database.read(...noticeReads(JUPITER, [member]));
	await world.database.write(...(await noticeQueries(context, { realm: JUPITER, member, act }, read)));
	await world.worker.tick().catch(() => undefined);
	const [[row]] = await world.database.read(
		build.selectFrom("recipient_notice").select("id").orderBy("queued_at", "desc").limit(1),
	);
	return row?.id ?? expect.fail("no notice");
}
async function noticeOf(id: string) {
	const [[row]] = await world.database.read(build.selectFrom("recipient_notice").selectAll().where("id", "=", id));
	return row ?? expect.fail("no notice");
}
async function told(to: string): Promise<number> {
	const [rows] = await world.database.read(
		build
			.selectFrom("recipient_notice_count")
			.select("notices")
			.where("recipient", "=", to)
			.where("outcome", "=", "sent"),
	);
	return rows.reduce((sum, { notices }) => sum + notices, 0);
}
const show = (id: string) => officer.visitor.get(consoleOf(officer, `/notices/${id}`));
const post = (id: string, act: string) => officer.visitor.post(consoleOf(officer, `/notices/${id}`), { act });

describe("GET /console/notices", () => {
	it("lists what waits for a person in one trip, and says where nothing does", async () => {
		const before = await officer.visitor.get(consoleOf(officer, "/notices"));
		expect([before.status, trips(before)]).toEqual([200, 1]);
		expect(before.text).toContain("Er wacht niets: elke ontvanger heeft het gehoord.");
		const id = await waiting("bank");
		const page = await officer.visitor.get(consoleOf(officer, "/notices"));
		expect([page.status, trips(page)]).toEqual([200, 1]);
		expect(page.text).toContain(`/console/notices/${id}`);
		expect(page.text).toContain("de ontvanger neemt geen meldingen van een programma aan");
		const moderator = await newStaff(world, "moderator");
		expect((await moderator.visitor.get(consoleOf(moderator, "/notices"))).status).toBe(403);
		expect((await moderator.visitor.post(consoleOf(moderator, `/notices/${id}`), { act: "told" })).status).toBe(403);
		expect((await noticeOf(id)).told_at).toBeNull();
	});
});

describe("GET /console/notices/:notice", () => {
	it("shows whom and what the recipient must be told, in one trip", async () => {
		const id = await waiting("bank", "rekening 7");
		const page = await show(id);
		expect([page.status, trips(page)]).toEqual([200, 1]);
		expect(page.text).toContain("rekening 7");
		expect(page.text).toContain("Gegevens zijn gewist");
		expect(page.text).not.toContain('value="again"');
	});

	it("says that it cannot be read where its key does not open or is gone", async () => {
		const id = await waiting("bank", "rekening 8");
		const key = (change: "break" | "remove") =>
			change === "break"
				? build
						.updateTable("unit_key")
						.set({ wrapped_key: new Uint8Array(60) })
						.where("owner_id", "=", id)
				: build.deleteFrom("unit_key").where("owner_id", "=", id);
		await world.database.write(key("break"));
		const unopened = await show(id);
		expect([unopened.status, unopened.text.includes("is nu niet te openen")]).toEqual([200, true]);
		await world.database.write(key("remove"));
		const gone = await show(id);
		expect([gone.status, gone.text.includes("is niet meer te lezen")]).toEqual([200, true]);
		expect(gone.text).not.toContain("rekening 8");
	});

	it("knows none of another realm", async () => {
		const id = await waiting("bank");
		const [brands] = await world.database.read(build.selectFrom("terms_version").select("realm_id").distinct());
		const other = brands.find(({ realm_id }) => realm_id !== JUPITER)?.realm_id ?? expect.fail("one realm only");
		const { visitor } = await newStaff(world, "operator", `account-${other}`, realmIdSchema.parse(other));
		const address = visitor.address(`account-${other}`, `/console/notices/${id}`);
		expect((await visitor.get(address)).status).toBe(404);
		expect((await visitor.post(address, { act: "told" })).status).toBe(404);
		expect((await show("nonsense")).status).toBe(404);
		expect((await noticeOf(id)).told_at).toBeNull();
		const stranger = newVisitor(world);
		expect((await stranger.get(stranger.address("account", `/console/notices/${id}`))).status).toBe(303);
	});
});

describe("POST /console/notices/:notice", () => {
	it("notes once that a recipient was told by a person, and counts it once", async () => {
		const id = await waiting("bank");
		const before = await told("bank");
		const both = await Promise.all([post(id, "told"), post(id, "told")]);
		expect(both.map(doneOf).sort()).toEqual(["told", "unchanged"]);
		expect(doneOf(await post(id, "told"))).toBe("unchanged");
		expect(await told("bank")).toBe(before + 1);
		expect(await noticeOf(id)).toMatchObject({ state: "sent", told_role: "privacy_officer", last_error_code: null });
		const page = await show(id);
		expect(page.text).toContain("privacyfunctionaris");
		expect(page.text).not.toContain('value="told"');
		expect((await officer.visitor.get(consoleOf(officer, "/notices"))).text).not.toContain(id);
	});

	it("has the program try again where the recipient takes notices, and nowhere else", async () => {
		recipient.answer = { status: 403 };
		const id = await waiting("vervoerder", "zending 99");
		expect(await noticeOf(id)).toMatchObject({ state: "refused", told_at: null });
		expect((await show(id)).text).toContain('value="again"');
		recipient.answer = { status: 204 };
		recipient.taken.length = 0;
		const again = await post(id, "again");
		expect([again.status, doneOf(again)]).toEqual([303, "again"]);
		expect(await noticeOf(id)).toMatchObject({ state: "queued", attempts: 0 });
		expect(doneOf(await post(id, "again"))).toBe("unchanged");
		await world.worker.tick().catch(() => undefined);
		expect(recipient.taken.map(({ document }) => document.references)).toEqual([["zending 99"]]);
		expect(await noticeOf(id)).toMatchObject({ state: "sent", told_role: null });
		const byHand = await waiting("bank");
		expect(doneOf(await post(byHand, "again"))).toBe("unchanged");
		expect(await noticeOf(byHand)).toMatchObject({ state: "by_hand" });
		expect((await post(byHand, "burn")).status).toBe(422);
	});
});
