import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PASSWORD_RESET } from "#features/accounts/letters.ts";
import { keyRing } from "#foundation/crypto/keys.ts";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { type NewMail, queueMail } from "#foundation/mail/outbox.ts";
import { memberRows } from "../../support/fixtures/person-rows.ts";
import { endLeases } from "../../support/leases.ts";
import { deliveryReport, feedbackReport, textMail } from "../../support/mail/raw-mail.ts";
import { CONFIRM, headerOf, STOPPABLE } from "../../support/mail-world.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

/** Mails that come back, from the envelope that they are sent in to what is sent next. */

let mail: MailServer;
let world: World;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ local: false, bindings: { SMTP_URL: mail.url } });
	await world.worker.tick();
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});
const AT = "2026-01-01T00:00:00.000Z";
beforeEach(async () => {
	mail.taken.length = 0;
	mail.behave = {};
	await world.database.write(
		endLeases(),
		...(["outbox", "unit_key", "mail_bounce", "mail_suppression", "mail_stop", "member", "abuse_count"] as const).map(
			(table) => build.deleteFrom(table),
		),
	);
	const [member] =
		memberRows({ id: "member-1", at: AT, realm: "lage-kade", brands: ["harbour", "harbour"] }).member ?? [];
	const { unit, row } = await (await ring()).newUnit({ realm: KADE, owner: "member-1", unit: "core" });
	const place = { table: "member", column: "email_sealed", row: "member-1" };
	await world.database.write(
		addUnitKey(row),
		build.insertInto("member").values({ ...(member ?? expect.fail()), email_sealed: await seal(unit, place, ADDRESS) }),
	);
});

const KADE = realmIdSchema.parse("lage-kade");
const HARBOUR = brandIdSchema.parse("harbour");
const ADDRESS = "ada@members.example";

const ring = async () =>
	keyRing({
		root: new Uint8Array(Buffer.from(world.secrets.KEK_ROOT, "base64")),
		salts: await world.worker.bucket("SALTS"),
		openDatabase: () => world.database,
		now: Date.now,
	});

async function send(own: Partial<NewMail> & { cause: string }): Promise<{ from: string; raw: string } | undefined> {
	const base = { ring: await ring(), realm: KADE, brand: HARBOUR, member: "member-1", recipient: ADDRESS };
	const queries = await queueMail({ ...base, letter: CONFIRM, locale: "nl", now: Date.now(), ...own });
	await world.database.write(endLeases(), ...queries);
	const before = mail.taken.length;
	await world.worker.tick();
	return mail.taken.slice(before)[0];
}

const sent = async (own: Partial<NewMail> & { cause: string }) => (await send(own)) ?? expect.fail("nothing was sent");
const deliver = (to: string, raw: Uint8Array) => world.worker.deliver({ from: "", to }, raw);
const bounces = async () =>
	(
		await world.database.read(
			build.selectFrom("mail_bounce").select(["member_id", "kind", "code"]).orderBy("bounced_at"),
		)
	)[0];
const lastCode = async () =>
	(
		await world.database.read(
			build.selectFrom("outbox").select("last_error_code").orderBy("queued_at", "desc").limit(1),
		)
	)[0][0]?.last_error_code;

describe("mail of a brand whose operator has a mail domain", () => {
	it("is sent from an address of its own, to which reports come, while its author stays the brand", async () => {
		const { from, raw } = await sent({ cause: "confirm:1" });
		expect(from).toMatch(/^b\+[a-z2-7]{55}@post\.lage-kade\.example$/);
		expect(headerOf(raw, "From")).toContain("no-reply@lage-kade.example");
		expect(headerOf(raw, "Reply-To")).toBe("info@lage-kade.example");
		expect((await sent({ cause: "confirm:2" })).from).not.toBe(from);
	});
});

describe("a mail to a member that came back", () => {
	it("without a mailbox is the last but for what lets the member in, and a report twice is one", async () => {
		const { from } = await sent({ cause: "confirm:1" });
		for (let time = 0; time < 2; time++)
			expect(await deliver(from, deliveryReport(from, { status: "5.1.1" }))).toBeUndefined();
		expect(await bounces()).toEqual([{ member_id: "member-1", kind: "address", code: "5.1.1" }]);
		expect(await send({ cause: "confirm:2" })).toBeUndefined();
		expect(await lastCode()).toBe("returned");
		expect(await send({ cause: "note:1", letter: STOPPABLE })).toBeUndefined();
		const reset = PASSWORD_RESET.with({ link: { at: "account", path: "/reset/x" }, hours: 1 });
		expect(await send({ cause: "reset:1", letter: reset })).toBeDefined();
	});

	it("after five in vain gets no more than the account needs", async () => {
		for (let time = 0; time < 5; time++) {
			expect(await send({ cause: `note:${time}`, letter: STOPPABLE, member: `member-${time}` })).toBeDefined();
			const { from } = await sent({ cause: `confirm:${time}` });
			await deliver(from, deliveryReport(from, { status: "4.4.7" }));
		}
		expect(await send({ cause: "note:9", letter: STOPPABLE })).toBeUndefined();
		expect(await send({ cause: "confirm:9" })).toBeDefined();
	});

	it("as spam stops what can be stopped, and what else was chosen stays", async () => {
		const stop = {
			realm_id: KADE,
			member_id: "member-1",
			stopped: 0,
			changed_at: AT,
			most_per_week: 2,
			neutral_sender: 1,
		};
		await world.database.write(build.insertInto("mail_stop").values(stop));
		const { from } = await sent({ cause: "note:1", letter: STOPPABLE });
		expect(await deliver(from, feedbackReport(from))).toBeUndefined();
		const [[now]] = await world.database.read(build.selectFrom("mail_stop").selectAll());
		expect(now).toMatchObject({ stopped: 1, most_per_week: 2, neutral_sender: 1 });
		expect(await send({ cause: "note:2", letter: STOPPABLE })).toBeUndefined();
		expect(await send({ cause: "confirm:1" })).toBeDefined();
	});

	it("by a policy says nothing of its reader, and an operator hears of it", async () => {
		const { from } = await sent({ cause: "confirm:1" });
		await deliver(from, deliveryReport(from, { status: "5.7.26" }));
		expect(await send({ cause: "confirm:2" })).toBeDefined();
		expect(world.logs.some((line) => line.includes("refuses the sender: 5.7.26"))).toBe(true);
		expect(world.logs.join("\n")).not.toContain(ADDRESS);
	});
});

describe("a mail to somebody else that came back", () => {
	it("without a mailbox is noted by an imprint of the address alone, whoever comes with it next", async () => {
		const { from } = await sent({ cause: "confirm:1", member: "registration-1" });
		await deliver(from, deliveryReport(from, { status: "5.1.1" }));
		expect(await bounces()).toEqual([]);
		const [rows] = await world.database.read(build.selectFrom("mail_suppression").selectAll());
		expect(rows).toHaveLength(1);
		expect(Buffer.from(rows[0]?.address_index ?? []).toString("latin1")).not.toContain("ada");
		expect(
			await send({ cause: "confirm:2", member: "registration-2", recipient: ADDRESS.toUpperCase() }),
		).toBeUndefined();
		expect(await send({ cause: "confirm:3", member: "registration-3", recipient: "bo@members.example" })).toBeDefined();
	});
});

describe("a mail to an address that a member does not have", () => {
	it("says nothing of the member's own mailbox, and who reads it decides nothing of their mail", async () => {
		const recipient = "ada.before@members.example";
		const { from } = await sent({ cause: "confirm:1", recipient });
		await deliver(from, deliveryReport(from, { status: "5.1.1" }));
		await deliver(from, feedbackReport(from));
		mail.behave = { recipient: (address) => (address === recipient ? 550 : undefined), status: "5.1.1" };
		expect(await send({ cause: "confirm:2", recipient })).toBeUndefined();
		expect(await bounces()).toEqual([]);
		const [stops] = await world.database.read(build.selectFrom("mail_stop").select("member_id"));
		expect(stops).toEqual([]);
		expect(await send({ cause: "confirm:3" })).toBeDefined();
		expect(await send({ cause: "news:1", letter: STOPPABLE })).toBeDefined();
	});
});

describe("a server that knows the mailbox", () => {
	it("is heard as it refuses: it counts as a report, and any other refusal does not", async () => {
		mail.behave = { recipient: () => 550 };
		expect(await send({ cause: "confirm:1" })).toBeUndefined();
		expect(await bounces()).toEqual([]);
		mail.behave = { recipient: () => 550, status: "5.1.1" };
		expect(await send({ cause: "confirm:2" })).toBeUndefined();
		expect(
			await send({ cause: "confirm:3", member: "registration-1", recipient: "bo@members.example" }),
		).toBeUndefined();
		expect(await bounces()).toEqual([{ member_id: "member-1", kind: "address", code: "5.1.1" }]);
		mail.behave = {};
		expect(await send({ cause: "confirm:4" })).toBeUndefined();
		expect(
			await send({ cause: "confirm:5", member: "registration-2", recipient: "bo@members.example" }),
		).toBeUndefined();
	});
});

describe("what is no report", () => {
	it("changes nothing: at a forged or foreign address, of a mail that is gone, in words alone, or of a delay", async () => {
		const { from } = await sent({ cause: "confirm:1" });
		const forged = `b+${"a".repeat(55)}@post.lage-kade.example`;
		expect(await deliver(forged, deliveryReport(forged, {}))).toMatch(/takes no mail/);
		for (const raw of [
			textMail({ from: "mailer-daemon@x.test", to: from, text: "Action: failed\nStatus: 5.1.1" }),
			deliveryReport(from, { action: "delayed", status: "4.4.7" }),
			feedbackReport(from, "not-spam"),
		])
			expect(await deliver(from, raw)).toBeUndefined();
		expect(await bounces()).toEqual([]);
		await world.database.write(build.deleteFrom("outbox"));
		expect(await deliver(from, deliveryReport(from, {}))).toBeUndefined();
		expect(await bounces()).toEqual([]);
	});
});
