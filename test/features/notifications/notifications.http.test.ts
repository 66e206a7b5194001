import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PHOTO_APPROVED } from "#features/console/letters.ts";
import { keyRing } from "#foundation/crypto/keys.ts";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { queueMail } from "#foundation/mail/outbox.ts";
import { type Member, newMember } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	await world.worker.tick();
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const REALM = realmIdSchema.parse("jupiter-media");
const BRAND = brandIdSchema.parse("twero");

/** A member with so many mails of a kind that may be stopped on their way; gives how many came. */
async function sent({ email, id }: Member & { id: string }, count: number): Promise<number> {
	const before = mail.taken.filter(({ to }) => to.includes(email)).length;
	const root = new Uint8Array(Buffer.from(world.secrets.KEK_ROOT, "base64"));
	const salts = await world.worker.bucket("SALTS");
	const ring = await keyRing({ root, salts, openDatabase: () => world.database, now: Date.now });
	for (let number = 0; number < count; number++) {
		const of = {
			ring,
			realm: REALM,
			brand: BRAND,
			member: id,
			recipient: email,
			letter: PHOTO_APPROVED.with({ photos: { at: "account", path: "/profile/twero" } }),
			locale: "nl",
		} as const;
		const cause = `photo_approved:${id}:${Date.now()}:${number}`;
		await world.database.write(...(await queueMail({ ...of, cause, now: Date.now() })));
	}
	await world.worker.tick();
	await world.worker.tick();
	return mail.taken.filter(({ to }) => to.includes(email)).length - before;
}

async function memberWithId(): Promise<Member & { id: string }> {
	const member = await newMember(world, mail);
	const [[row]] = await world.database.read(build.selectFrom("member").select("id").orderBy("id", "desc").limit(1));
	return { ...member, id: row?.id ?? expect.fail("no member") };
}

describe("a member whose mail came back", () => {
	it("is told after signing in, and says that the mailbox works again", async () => {
		const { visitor, id } = await memberWithId();
		const at = new Date().toISOString();
		const own = { realm_id: REALM, member_id: id, sent_at: at, bounced_at: at };
		const home = () => visitor.get(visitor.address("account", "/"));
		const to = visitor.address("account", "/notifications");
		expect((await home()).text).not.toContain("iets met de mail");
		await world.database.write(
			build.insertInto("mail_bounce").values({ ...own, mail_id: `mail of ${id}`, kind: "address", code: "5.1.1" }),
		);
		const told = await home();
		expect([told.text.includes("iets met de mail"), /db;desc="1"/.test(told.headers["server-timing"] ?? "")]).toEqual([
			...[true, true],
		]);
		const page = await visitor.get(to);
		expect([page.text.includes("lijkt niet meer te bestaan"), page.text.includes('name="mailbox_works"')]).toEqual([
			true,
			true,
		]);
		// Other choices leave it as it is.
		expect((await visitor.post(to, { limit: "3" })).text).toContain("lijkt niet meer te bestaan");
		const saved = await visitor.post(to, { limit: "3", mailbox_works: "yes" });
		expect([saved.status, saved.text.includes("lijkt niet meer te bestaan")]).toEqual([200, false]);
		expect((await home()).text).not.toContain("iets met de mail");
	});
});

describe("POST /notifications", () => {
	it("P35 limits how many mails of a kind come in a week, as the page then says", async () => {
		const member = await memberWithId();
		const to = member.visitor.address("account", "/notifications");
		const fields = { "wanted.twero.notification": "yes", "limit.notification": "1" };
		expect((await member.visitor.post(to, fields)).status).toBe(200);
		const page = await member.visitor.get(to);
		expect(page.text).toMatch(/<select [^>]*name="limit\.notification"[^>]*>.*?<option value="1" selected/s);
		expect(await sent(member, 3)).toBe(1);
		const other = await memberWithId();
		expect(await sent(other, 3)).toBe(3);
	});

	it("P35 limits how many mails of all kinds come in a week, below which a kind has a limit of its own", async () => {
		const member = await memberWithId();
		const to = member.visitor.address("account", "/notifications");
		const fields = { "wanted.twero.notification": "yes", limit: "2", "limit.notification": "" };
		expect((await member.visitor.post(to, fields)).status).toBe(200);
		const page = await member.visitor.get(to);
		expect(page.text).toMatch(/<select [^>]*name="limit"[^>]*>.*?<option value="2" selected/s);
		expect(await sent(member, 4)).toBe(2);
	});

	it("keeps the site out of the sender's name, the subject and the text where the member chose so", async () => {
		const { visitor, email } = await memberWithId();
		const to = visitor.address("account", "/notifications");
		expect((await visitor.post(to, { neutral: "yes" })).status).toBe(200);
		expect((await visitor.get(to)).text).toMatch(/<input [^>]*name="neutral"[^>]* checked/);
		const before = mail.taken.filter((one) => one.to.includes(email)).length;
		await visitor.post(visitor.address("account", "/reset"), { identifier: email });
		await expect.poll(() => mail.taken.filter((one) => one.to.includes(email)).length).toBe(before + 1);
		const {
			from,
			subject,
			text = "",
			html = "",
		} = await PostalMime.parse(mail.taken.filter((one) => one.to.includes(email)).at(-1)?.raw ?? "");
		expect(from?.name).toBe("Jupiter Media");
		const withoutAddresses = `${from?.name} ${subject} ${text} ${html}`.replaceAll(/https?:\/\/[^\s"<>)]+/g, "");
		expect(withoutAddresses).not.toMatch(/twero/i);
	});

	it("P36 stops every mail but what the account needs, as the page then says", async () => {
		const member = await memberWithId();
		const { visitor, email } = member;
		const to = visitor.address("account", "/notifications");
		expect((await visitor.post(to, { "wanted.twero.notification": "yes", stop: "yes" })).status).toBe(200);
		expect((await visitor.get(to)).text).toMatch(/<input [^>]*name="stop"[^>]* checked/);
		expect(await sent(member, 2)).toBe(0);
		const before = mail.taken.filter((one) => one.to.includes(email)).length;
		await visitor.post(visitor.address("account", "/reset"), { identifier: email });
		await expect.poll(() => mail.taken.filter((one) => one.to.includes(email)).length).toBe(before + 1);
	});

	it("P35 refuses a limit that the page does not offer, shows what is kept, and takes no field of another realm (T23)", async () => {
		const { visitor } = await memberWithId();
		const to = visitor.address("account", "/notifications");
		expect((await visitor.post(to, { "wanted.twero.notification": "yes", "limit.notification": "2" })).status).toBe(
			200,
		);
		for (const count of ["0", "15", "1e1", "-"]) {
			const reply = await visitor.post(to, { "limit.notification": count, stop: "yes" });
			expect([reply.status, reply.text.includes('role="alert"')], count).toEqual([422, true]);
			expect(reply.text).toMatch(/<option value="2" selected/);
			expect(reply.text).not.toMatch(/<input [^>]*name="stop"[^>]* checked/);
		}
		for (const field of ["wanted.harbour.notification", "limit.transactional", "member_id"])
			expect((await visitor.post(to, { [field]: "yes" })).status, field).toBe(400);
		visitor.cookies.clear();
		for (const count of ["1", "0"])
			expect((await visitor.post(to, { "limit.notification": count })).headers.location).toBe(
				"/sign-in?to=%2Fnotifications",
			);
	});
});
