import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { brand } from "#cli/commands/brand/brand.ts";
import { suspendMember } from "#features/console/members/queries-members.ts";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { DAY, HOUR, MINUTE } from "#foundation/time.ts";
import { idOf } from "../../support/factors.ts";
import { enterBrand, letterTo, type Member, newMember } from "../../support/member.ts";
import { moveClock, withMovableClock } from "../../support/processes/clock.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { quietIo, startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
let movable: ReturnType<typeof withMovableClock>;
/** The operator's checkout, and its clock. */
let project: string;
let clock = new Date();
let dutch: Member;
let english: Member;
let stopped: Member;
let suspended: Member;
let closed: Member;
let broken: Member;
let elsewhere: Member;

beforeAll(async () => {
	mail = await startMailServer();
	movable = withMovableClock(inject("bundle"));
	world = await startWorld({ bundle: movable.bundle, bindings: { SMTP_URL: mail.url } });
	project = mkdtempSync(join(tmpdir(), "livery-operator-"));
	cpSync("tenants", join(project, "tenants"), { recursive: true });
	symlinkSync(join(process.cwd(), "migrations"), join(project, "migrations"));
	process.env.DATABASE_URL = world.server.url;
	// The one that cannot be read comes first, where it would stand in the way of all others.
	broken = await newMember(world, mail);
	dutch = await newMember(world, mail);
	english = await newMember(world, mail);
	stopped = await newMember(world, mail);
	suspended = await newMember(world, mail);
	closed = await newMember(world, mail);
	elsewhere = await newMember(world, mail, "geilesexsite");
	const [ids] = await world.database.read(build.selectFrom("member").select(["id", "realm_id"]).orderBy("id"));
	const [first, , third, , fifth] = ids;
	await world.database.write(
		build
			.updateTable("member")
			.set({ email_sealed: new Uint8Array(80) })
			.where("id", "=", first?.id ?? ""),
		build
			.updateTable("member")
			.set({ language: "en" })
			.where("id", "=", third?.id ?? ""),
		suspendMember(realmIdSchema.parse(fifth?.realm_id), fifth?.id ?? "", new Date().toISOString()),
	);
	// Everything off: the stop, the kind, and the least that a week may hold.
	const choices = { stop: "yes", "limit.notification": "1" };
	expect((await stopped.visitor.post(stopped.visitor.address("account", "/notifications"), choices)).status).toBe(200);
	expect((await closed.visitor.post(closed.visitor.address("account", "/close"))).status).toBe(200);
	await letterTo(mail, closed.email, 2);
}, 120_000);
afterAll(async () => {
	vi.unstubAllGlobals();
	delete process.env.DATABASE_URL;
	rmSync(project, { recursive: true, force: true });
	await world.stop();
	await mail.stop();
	movable.remove();
});

async function operator(...argv: string[]): Promise<string> {
	const io = quietIo(project, () => clock);
	expect(await brand(argv, io)).toBe(0);
	return io.said();
}

async function publish(from: string | RegExp, to: string): Promise<string> {
	const path = join(project, "tenants", "operators", "jupiter-media.toml");
	const text = readFileSync(path, "utf8");
	const changed = text.replace(from, to);
	expect(changed).not.toBe(text);
	writeFileSync(path, changed);
	const dry = await operator("apply", "--dry-run");
	const said = await operator("apply");
	expect(dry).toContain("dry run: nothing was published");
	expect(dry.match(/members to tell.*/g)).toEqual(said.match(/members to tell.*/g));
	// An unknown host makes the Worker look at once.
	await sleep(1_100);
	await world.get("/", { host: "nobody.example" });
	return said;
}

const about = ({ email }: Member, subject: RegExp) =>
	mail.taken.filter(({ to, raw }) => to.includes(email) && subject.test(raw)).length;
const told = (member: Member) =>
	about(member, /^Subject: (De privacyverklaring verandert|The privacy statement is changing)\r$/m);
const toldThatItDoesNotCome = (member: Member) =>
	about(
		member,
		/^Subject: (De privacyverklaring verandert toch niet|The privacy statement is not changing after all)\r$/m,
	);

async function ticks(count: number): Promise<void> {
	for (let time = 0; time < count; time++) await world.worker.tick();
	await sleep(500);
}

const everybody = () => [dutch, english, stopped, suspended, closed, elsewhere, broken];

describe("a new statement", () => {
	it("is counted before it is published: how many members it is mailed to, and from when", async () => {
		const said = await publish(/\[brand\.twero\]\n/, "[brand.twero]\nresponseDays = 21\n");
		expect(said).toMatch(/statement: version 2 \(information\)/);
		const from = new Date(clock.getTime() + HOUR).toISOString().slice(0, 16).replace("T", " ");
		expect(said).toContain(`members to tell: 6, by mail from ${from} UTC`);
	});

	it("is mailed to nobody for an hour", async () => {
		await moveClock(world, HOUR - 5 * MINUTE);
		await ticks(2);
		expect(everybody().map(told)).toEqual([0, 0, 0, 0, 0, 0, 0]);
	});

	it("is told to every member of the brand, in their language, with what differs (P30)", async () => {
		await moveClock(world, HOUR + MINUTE);
		await ticks(2);
		const count = (member: Member) => mail.taken.filter(({ to }) => to.includes(member.email)).length;
		const inDutch = await letterTo(mail, dutch.email, count(dutch));
		expect(inDutch.subject).toBe("De privacyverklaring verandert");
		expect(inDutch.links.map((link) => new URL(link).pathname)).toContain("/privacy/versions/1..2");
		expect(inDutch.text).toContain("Wat er verandert: De antwoordtermijn gaat van 28 dagen naar 21 dagen.");
		const inEnglish = await letterTo(mail, english.email, count(english));
		expect(inEnglish.subject).toBe("The privacy statement is changing");
		expect(inEnglish.links.map((link) => new URL(link).pathname)).toContain("/en/privacy/versions/1..2");
		expect(inEnglish.text).toMatch(/What changes: .* goes from 28 days to 21 days\./);
		expect([dutch, english].map(told)).toEqual([1, 1]);
	});

	it("is told to members who stopped all mail, who are suspended, and whose account is closed (P30, P36)", async () => {
		expect([stopped, suspended, closed].map(told)).toEqual([1, 1, 1]);
		const { text } = await letterTo(mail, stopped.email);
		expect(text).not.toContain("/unsubscribe/");
	});

	it("is not told twice, nor to members of other brands", async () => {
		await ticks(3);
		expect(everybody().map(told)).toEqual([1, 1, 1, 1, 1, 0, 0]);
	});

	it("does not wait for a member whose address does not open", async () => {
		const [rows] = await world.database.read(
			build.selectFrom("membership").select("statement_notified").where("brand_id", "=", "twero").orderBy("member_id"),
		);
		expect(rows.map(({ statement_notified }) => statement_notified)).toEqual([1, 2, 2, 2, 2, 2]);
		expect(world.logs.join("\n")).toMatch(/1 member\(s\) of twero/);
	});

	it("stands on the page of each member until it is in force, mail or no mail", async () => {
		for (const member of [dutch, stopped]) {
			await enterBrand(member.visitor, "twero");
			const page = await member.visitor.get(member.visitor.address("twero", "/me"));
			expect(page.text).toContain('href="/privacy/versions/2"');
		}
		await enterBrand(elsewhere.visitor, "geilesexsite");
		const other = await elsewhere.visitor.get(elsewhere.visitor.address("geilesexsite", "/me"));
		expect(other.text).not.toContain("/privacy/versions/2");
	});
});

describe("an announcement that is taken back", () => {
	let said = "";
	beforeAll(async () => {
		await newMember(world, mail);
		clock = new Date();
		said = await publish("[brand.twero]\nresponseDays = 21\n", "[brand.twero]\n");
	});

	it("is counted for those who were told of it alone", () => {
		expect(said).toMatch(/statement: version 3 \(editorial\), in force now/);
		expect(said).toContain("members to tell: 5, by mail from");
	});

	it("is told to each of them once, after an hour, and to nobody else", async () => {
		await ticks(2);
		expect(everybody().map(toldThatItDoesNotCome)).toEqual([0, 0, 0, 0, 0, 0, 0]);
		await moveClock(world, 2 * HOUR + 5 * MINUTE);
		const before = mail.taken.length;
		await ticks(3);
		expect(everybody().map(toldThatItDoesNotCome)).toEqual([1, 1, 1, 1, 1, 0, 0]);
		expect(mail.taken.length - before).toBe(5);
		const { text, links } = await letterTo(mail, closed.email);
		expect(text).toContain("gaat niet door");
		expect(links.map((link) => new URL(link).pathname)).toContain("/privacy/versions/1..2");
	});

	it("GET /privacy/versions/:version says so where it is compared, and nowhere else", async () => {
		const page = await world.get("/privacy/versions/1..2", { host: "twero.localhost" });
		expect(page.text).toContain("Versie 2 is teruggenomen");
		const english = await world.get("/en/privacy/versions/2..3", { host: "twero.localhost" });
		expect(english.text).toContain("Version 2 was withdrawn");
		expect((await world.get("/privacy/versions/1..3", { host: "twero.localhost" })).text).not.toContain("teruggenomen");
	});
});

describe("a statement under which another party asks", () => {
	it("stops a membership that rests on the old consent, until its question is answered anew (P18, P34)", async () => {
		const { visitor } = dutch;
		await enterBrand(visitor, "twero");
		expect((await visitor.get(visitor.address("twero", "/me"))).status).toBe(200);
		// In force since ten days: announced forty days ago.
		clock = new Date(Date.now() - 40 * DAY);
		await publish('name = "Jupiter Media B.V."', 'name = "Saturn Media B.V."');
		const gone = await visitor.get(visitor.address("twero", "/me"));
		expect([gone.status, gone.headers.location]).toEqual([303, expect.stringContaining("/authorize?brand=twero")]);
		await visitor.follow(await visitor.get(visitor.address("twero", "/login")));
		const form = visitor.at.href;
		const { text } = await visitor.get(form);
		expect(text).toContain("Saturn Media B.V.");
		expect(text).toContain("<h1>Onze vraag is veranderd</h1>");
		expect(text).not.toMatch(/Voor het eerst op|nog niet op Twero gebruikt|Word lid van|Terug op/);
		expect((await visitor.post(form, { terms: "yes" })).status).toBe(422);
		const back = await visitor.follow(await visitor.post(form, { terms: "yes", membership: "yes" }));
		expect([back.status, visitor.at.pathname]).toEqual([200, "/me"]);
		expect(idOf(dutch, "twero")).toBe(idOf(dutch));
		const [events] = await world.database.read(
			build
				.selectFrom("consent_event")
				.select(["kind", "text_hash"])
				.where("brand_id", "=", "twero")
				.orderBy("id", "desc")
				.limit(1),
		);
		expect(events[0]?.kind).toBe("given");
	});
});
