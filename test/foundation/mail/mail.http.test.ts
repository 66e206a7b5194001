import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CONFIRM as CONFIRM_LETTER } from "#features/accounts/letters.ts";
import { readMailPreferences, saveMailPreferences } from "#features/notifications/preferences.ts";
import { mailForm } from "#features/notifications/schema.ts";
import { keyRing } from "#foundation/crypto/keys.ts";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { type NewMail, queueMail } from "#foundation/mail/outbox.ts";
import { limitMail } from "#foundation/mail/queries.ts";
import { signUnsubscription } from "#foundation/mail/unsubscribe-token.ts";
import { endLeases } from "../../support/leases.ts";
import { CONFIRM, headerOf, headersOf, STOPPABLE } from "../../support/mail-world.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { FORM, startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ local: false, bindings: { SMTP_URL: mail.url } });
	// The registry is known from the first tick on.
	await world.worker.tick();
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});
beforeEach(async () => {
	mail.behave = {};
	mail.taken.length = 0;
	await world.database.write(
		endLeases(),
		build.deleteFrom("outbox"),
		build.deleteFrom("unit_key"),
		build.deleteFrom("mail_choice"),
		build.deleteFrom("mail_limit"),
		build.deleteFrom("membership"),
	);
	await world.database.write(build.insertInto("membership").values(MEMBERSHIP));
});

const MEMBERSHIP = {
	...{ brand_id: "twero", member_id: "member-1", joined_at: "2026-01-01T00:00:00.000Z", state: "active" },
	...{ statement_notified: 1, pairwise_id: "pairwise-1", updated_at: "2026-01-01T00:00:00.000Z" },
};

const JUPITER = realmIdSchema.parse("jupiter-media");
const KADE = realmIdSchema.parse("lage-kade");
const TWERO = brandIdSchema.parse("twero");
const HARBOUR = brandIdSchema.parse("harbour");

async function queue(own: Partial<NewMail> & { cause: string }): Promise<void> {
	const ring = await keyRing({
		root: new Uint8Array(Buffer.from(world.secrets.KEK_ROOT, "base64")),
		salts: await world.worker.bucket("SALTS"),
		openDatabase: () => world.database,
		now: Date.now,
	});
	const base = { ring, realm: JUPITER, brand: TWERO, member: "member-1", recipient: "ada@members.example" };
	const queries = await queueMail({
		...{ ...base, letter: CONFIRM, locale: "nl", class: "transactional", now: Date.now() },
		...own,
	});
	await world.database.write(...queries);
}

const rows = async () =>
	(
		await world.database.read(
			build.selectFrom("outbox").select(["state", "last_error_code", "due_at"]).orderBy("queued_at"),
		)
	)[0];

/** As if the waiting time were over. */
const hasten = () =>
	world.database.write(
		build.updateTable("outbox").set({ due_at: new Date().toISOString() }).where("state", "=", "queued"),
	);

const takenTo = () => mail.taken.flatMap(({ to }) => to).sort();

describe("the cron tick", () => {
	it("sends a mail from the brand's own sender, in its language, as text and HTML (P02)", async () => {
		await queue({ cause: "confirm:1" });
		await queue({
			...{ cause: "confirm:1", realm: KADE, brand: HARBOUR, member: "member-2" },
			...{ recipient: "bo@members.example", locale: "en" },
		});
		await world.worker.tick();
		const dutch = mail.taken.find(({ to }) => to[0] === "ada@members.example");
		const english = mail.taken.find(({ to }) => to[0] === "bo@members.example");
		expect(dutch?.from).toBe("no-reply@twero.com");
		// Of an operator with a mail domain: what comes back of it arrives there.
		expect(english?.from).toMatch(/^b\+[a-z2-7]{55}@post\.lage-kade\.example$/);
		expect(headerOf(english?.raw ?? "", "From")).toContain("no-reply@lage-kade.example");
		const header = headersOf(dutch?.raw ?? "").filter(
			([name]) => !["Date", "Content-Type", "Message-ID"].includes(name),
		);
		expect(header).toEqual([
			["Content-Language", "nl"],
			["Auto-Submitted", "auto-generated"],
			["From", "Twero <no-reply@twero.com>"],
			["To", "ada@members.example"],
			["Reply-To", "info@twero.com"],
			["Subject", "Bevestig je e-mailadres"],
			["MIME-Version", "1.0"],
		]);
		expect(headerOf(dutch?.raw ?? "", "Message-ID")).toMatch(/^<[0-9a-f-]{36}@twero\.com>$/);
		expect(headerOf(english?.raw ?? "", "Subject")).toBe("Confirm your e-mail address");
		const parsed = await PostalMime.parse(dutch?.raw ?? "");
		for (const part of [parsed.text, parsed.html]) {
			expect(part).toContain("https://account.jupitermedia.nl/confirm/token");
			expect(part).toContain("De link werkt 24 uur.");
			expect(part).toContain("Jupiter Media B.V.");
		}
		expect(await rows()).toMatchObject([{ state: "sent" }, { state: "sent" }]);
	});

	it("sends later what a mail server that is down could not take, and loses nothing (T36)", async () => {
		await mail.stop();
		for (const number of [1, 2, 3])
			await queue({ cause: `confirm:${number}`, recipient: `m${number}@members.example` });
		await world.worker.tick();
		expect(await rows()).toMatchObject(
			[1, 2, 3].map(() => ({ state: "queued", last_error_code: expect.stringMatching(/^E/) })),
		);
		await mail.start();
		await world.worker.tick();
		expect(mail.taken).toEqual([]);
		await hasten();
		await world.worker.tick();
		expect(takenTo()).toEqual(["m1@members.example", "m2@members.example", "m3@members.example"]);
	});

	it("waits after a temporary refusal, ends after a final one, and sends the others (T42)", async () => {
		mail.behave = { recipient: (address) => ({ l: 450, f: 550 })[address[0] ?? ""] };
		await queue({ cause: "a", recipient: "later@members.example" });
		await queue({ cause: "b", recipient: "final@members.example" });
		await queue({ cause: "c", recipient: "open@members.example" });
		await world.worker.tick();
		expect(takenTo()).toEqual(["open@members.example"]);
		const [later, final] = await rows();
		expect(later).toMatchObject({ state: "queued", last_error_code: "450" });
		expect(Date.parse(later?.due_at ?? "") - Date.now()).toBeGreaterThan(30_000);
		expect(final).toMatchObject({ state: "failed", last_error_code: "550" });
		mail.behave = {};
		await hasten();
		await world.worker.tick();
		expect(takenTo()).toEqual(["later@members.example", "open@members.example"]);
	});

	it("sends each mail once when ticks overlap (T38)", async () => {
		mail.behave = { slow: 20 };
		const recipients = Array.from({ length: 25 }, (_, index) => `m${10 + index}@members.example`);
		for (const recipient of recipients) await queue({ cause: recipient, recipient });
		await Promise.all([world.worker.tick(), world.worker.tick(), world.worker.tick()]);
		expect(takenTo()).toEqual(recipients);
	});

	it("takes up what a Worker that was killed in the middle left (T36)", async () => {
		mail.behave = { slow: 400 };
		const recipients = Array.from({ length: 6 }, (_, index) => `k${index}@members.example`);
		for (const recipient of recipients) await queue({ cause: recipient, recipient });
		const killed = world.worker.tick().catch(() => undefined);
		while (mail.taken.length < 2) await sleep(20);
		await world.restartWorker();
		await killed;
		// What had arrived whole is taken, though nobody waits for the answer.
		await expect.poll(() => mail.underWay()).toBe(0);
		mail.behave = {};
		const { length } = mail.taken;
		await world.worker.tick();
		// Nobody runs a job beside a lease.
		expect(mail.taken).toHaveLength(length);
		await world.database.write(endLeases());
		await world.worker.tick();
		expect(mail.taken.length).toBeLessThan(6);
		await hasten();
		await world.worker.tick();
		expect([...new Set(takenTo())]).toEqual(recipients);
		const ids = mail.taken.map(({ raw }) => headerOf(raw, "Message-ID"));
		expect(new Set(ids).size).toBe(6);
		expect(mail.taken.length).toBeLessThanOrEqual(7);
	});

	it("sends again what a server may have lost, under the same Message-ID (T37)", async () => {
		mail.behave = { hangUp: true };
		await queue({ cause: "confirm:1" });
		await world.worker.tick();
		mail.behave = {};
		await hasten();
		await world.worker.tick();
		const ids = mail.taken.map(({ raw }) => headerOf(raw, "Message-ID"));
		expect(ids).toHaveLength(2);
		expect(new Set(ids).size).toBe(1);
	});

	it("keeps what it cannot look up while the database is away", async () => {
		await queue({ cause: "confirm:1" });
		await world.stopDatabase();
		await world.worker.tick();
		expect(mail.taken).toEqual([]);
		await world.startDatabase();
		await world.worker.tick();
		expect(takenTo()).toEqual(["ada@members.example"]);
	});

	it("holds back what is too much for a week (P35)", async () => {
		const changed_at = new Date().toISOString();
		await world.database.write(
			limitMail({ realm_id: JUPITER, member_id: "member-1", class: "service", most_per_week: 2, changed_at }),
		);
		for (const number of [1, 2, 3, 4]) await queue({ cause: `change:${number}`, class: "service", letter: STOPPABLE });
		await Promise.all([world.worker.tick(), world.worker.tick()]);
		await world.worker.tick();
		expect(mail.taken).toHaveLength(2);
		expect((await rows()).map(({ state }) => state).sort()).toEqual(["held", "held", "sent", "sent"]);
	});

	it("leaves neither address nor words of a mail in any file of the database or line of the log", async () => {
		const marker = "kanarie7f3a";
		const link = { at: "account", path: `/confirm/${marker}` } as const;
		const letter = CONFIRM_LETTER.with({ link, hours: 24 });
		await queue({ cause: "marked", member: "member-in-plain-sight", recipient: `${marker}@members.example`, letter });
		await world.worker.tick();
		expect(mail.taken.map(({ raw }) => raw).join()).toContain(marker);
		const files = readdirSync(world.folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
		expect(files.length).toBeGreaterThan(3);
		const holding = (text: string) =>
			files.filter((file) => readFileSync(join(file.parentPath, file.name)).includes(text)).map(({ name }) => name);
		expect(holding("member-in-plain-sight")).not.toEqual([]);
		expect(holding(marker)).toEqual([]);
		expect(holding(Buffer.from(marker).toString("base64").slice(0, 12))).toEqual([]);
		expect(world.logs.join("\n")).not.toContain(marker);
	});
});

/** The path of the one-click link in the mail that came last. */
function linkIn(raw: string | undefined): { host: string; path: string } {
	const { host, pathname } = new URL(headerOf(raw ?? "", "List-Unsubscribe")?.slice(1, -1) ?? "");
	return { host, path: pathname };
}

const choices = async () =>
	(await world.database.read(build.selectFrom("mail_choice").select(["member_id", "class", "wanted"])))[0];

async function changeMail(own: Partial<NewMail> = {}): Promise<{ host: string; path: string }> {
	await queue({ cause: `change:${Math.random()}`, class: "service", letter: STOPPABLE, ...own });
	await world.worker.tick();
	return linkIn(mail.taken.at(-1)?.raw);
}

describe("one-click unsubscribe", () => {
	it("GET /unsubscribe/:token shows one button and changes nothing (P16)", async () => {
		const { host, path } = await changeMail();
		const page = await world.get(path, { host });
		expect(page.status).toBe(200);
		expect(page.headers["cache-control"]).toBe("private, no-store");
		expect(page.headers["referrer-policy"]).toBe("same-origin");
		expect(page.text.match(/<form class="form"/g)).toHaveLength(1);
		expect(page.text).toContain(`action="${path}"`);
		expect(page.text).toContain("Over de dienst");
		expect((await world.get(path, { host, method: "HEAD" })).status).toBe(200);
		expect(await choices()).toEqual([]);
	});

	it("POST /unsubscribe/:token stops the class from anywhere, without a cookie, and offers to undo it (P16, T12)", async () => {
		const { host, path } = await changeMail();
		const body = "List-Unsubscribe=One-Click";
		const headers = { "Content-Type": "application/x-www-form-urlencoded" };
		const done = await world.get(path, { host, method: "POST", headers, body });
		expect(done.status).toBe(200);
		expect(done.headers["set-cookie"]).toBeUndefined();
		expect(done.text).toContain(`action="${path}/undo"`);
		expect(await choices()).toEqual([{ member_id: "member-1", class: "service", wanted: 0 }]);
		mail.taken.length = 0;
		await queue({ cause: "change:after", class: "service", letter: STOPPABLE });
		await queue({ cause: "confirm:after" });
		await world.worker.tick();
		expect(mail.taken.map(({ raw }) => headerOf(raw, "Subject"))).toEqual(["Bevestig je e-mailadres"]);
		const cross = { ...FORM, "Sec-Fetch-Site": "cross-site" };
		expect((await world.get(path, { host, method: "POST", headers: cross, body })).status).toBe(200);
		expect((await world.get(`${path}/undo`, { host, method: "POST", headers: cross, body: "" })).status).toBe(403);
		const undone = await world.get(`${path}/undo`, { host, method: "POST", headers: FORM, body: "" });
		expect(undone.status).toBe(200);
		expect(await choices()).toEqual([{ member_id: "member-1", class: "service", wanted: 1 }]);
	});

	it("POST /unsubscribe/:token writes nothing about who is no member any more, and says nothing of it (P16, P34)", async () => {
		const { host, path } = await changeMail();
		await world.database.write(build.deleteFrom("membership"));
		for (const address of [path, `${path}/undo`])
			expect((await world.get(address, { host, method: "POST", headers: FORM, body: "" })).status).toBe(200);
		expect(await choices()).toEqual([]);
	});

	it("POST /unsubscribe/:token refuses every other token with one page, and changes nothing (T8)", async () => {
		const root = new Uint8Array(Buffer.from(world.secrets.TOKEN_ROOT, "base64"));
		const of = { realm: JUPITER, brand: TWERO, member: "member-1", class: "service" } as const;
		const now = Date.now();
		const good = await signUnsubscription(root, of, now);
		const [head = "", claims = "", signature = ""] = good.split(".");
		const otherClaims = Buffer.from(
			Buffer.from(claims, "base64url").toString().replace("member-1", "member-2"),
		).toString("base64url");
		const noneHead = Buffer.from('{"alg":"none","typ":"livery-unsubscribe+jwt"}').toString("base64url");
		const year = 365 * 24 * 60 * 60 * 1000;
		const bad: Record<string, string> = {
			"of another brand": await signUnsubscription(root, { ...of, realm: KADE, brand: HARBOUR }, now),
			"of another realm": await signUnsubscription(root, { ...of, realm: KADE }, now),
			"of another key": await signUnsubscription(new Uint8Array(32), of, now),
			"two years old": await signUnsubscription(root, of, now - 2.2 * year),
			"from the future": await signUnsubscription(root, of, now + year),
			tampered: `${head}.${otherClaims}.${signature}`,
			unsigned: `${noneHead}.${claims}.`,
			cut: good.slice(0, -4),
			"no token": "x",
		};
		const pages = new Set<string>();
		for (const [what, token] of Object.entries(bad))
			for (const method of ["GET", "POST"]) {
				const reply = await world.get(`/unsubscribe/${token}`, {
					host: "twero.com",
					method,
					...(method === "POST" ? { body: "" } : {}),
				});
				expect(reply.status, `${what} ${method}`).toBe(404);
				pages.add(reply.text);
			}
		expect(pages.size).toBe(1);
		expect([...pages][0]).toContain("Deze link werkt niet");
		expect(await choices()).toEqual([]);
		const old = await signUnsubscription(root, of, now - 1.8 * year);
		expect((await world.get(`/unsubscribe/${old}`, { host: "twero.com", method: "POST", body: "" })).status).toBe(200);
	});

	it("POST /unsubscribe/:token/undo speaks the language of the mail", async () => {
		const { host, path } = await changeMail({ locale: "en" });
		expect(path).toMatch(/^\/en\/unsubscribe\//);
		expect((await world.get(path, { host })).text).toContain("Turn this mail off");
		const undone = await world.get(`${path}/undo`, { host, method: "POST", headers: FORM, body: "" });
		expect(undone.text).toContain("This mail is on again");
	});
});

describe("mail preferences in the database", () => {
	it("are kept within their realm, and read back as chosen (P35, P36)", async () => {
		const database = world.database.as({ kind: "brand", brand: TWERO, realm: JUPITER });
		const brands = [{ id: TWERO, name: "Twero", sends: ["service", "newsletter"] as const }];
		const fields = { "wanted.twero.newsletter": "yes", "limit.service": "1", "limit.newsletter": "5", stop: "yes" };
		const form = mailForm([TWERO]).parse(fields);
		const of = { realm: JUPITER, member: "member-1", brands, form, now: Date.now() };
		await saveMailPreferences(database, of);
		expect(await readMailPreferences(database, JUPITER, "member-1", brands)).toEqual({
			stopped: true,
			neutral: false,
			most: 3,
			limits: { service: 1, suggestions: undefined, newsletter: 5, notification: undefined },
			returned: [],
			brands: [{ id: "twero", name: "Twero", wanted: { service: false, newsletter: true } }],
		});
		await expect(readMailPreferences(database, KADE, "member-1", brands)).rejects.toThrow(/realm_id/);
		await saveMailPreferences(database, { ...of, form: mailForm([TWERO]).parse({ "wanted.twero.service": "yes" }) });
		expect(await readMailPreferences(database, JUPITER, "member-1", brands)).toMatchObject({
			stopped: false,
			limits: { service: 1, newsletter: 5 },
			brands: [{ wanted: { service: true, newsletter: false } }],
		});
	});
});
