import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brand } from "#cli/commands/brand/brand.ts";
import { build } from "#foundation/db/database.ts";
import { enterBrand, letterTo, type Member, newMember } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { quietIo, startWorld, type World } from "../../support/world.ts";

const DAY = 24 * 60 * 60 * 1000;
let mail: MailServer;
let world: World;
/** The operator's checkout, and its clock: the Worker's is the real one. */
let project: string;
let clock = new Date();
let dutch: Member;
let english: Member;
let stopped: Member;
let broken: Member;
let elsewhere: Member;

beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	project = mkdtempSync(join(tmpdir(), "livery-operator-"));
	cpSync("tenants", join(project, "tenants"), { recursive: true });
	symlinkSync(join(process.cwd(), "migrations"), join(project, "migrations"));
	process.env.DATABASE_URL = world.server.url;
	// The one that cannot be read comes first, where it would stand in the way of all others.
	broken = await newMember(world, mail);
	dutch = await newMember(world, mail);
	english = await newMember(world, mail);
	stopped = await newMember(world, mail);
	elsewhere = await newMember(world, mail, "geilesexsite");
	const [ids] = await world.database.read(build.selectFrom("member").select(["id", "realm_id"]).orderBy("id"));
	const [first, , third, fourth] = ids;
	const at = new Date().toISOString();
	const no = { brand_id: "twero", class: "service", wanted: 0, changed_at: at } as const;
	await world.database.write(
		build
			.updateTable("member")
			.set({ email_sealed: new Uint8Array(80) })
			.where("id", "=", first?.id ?? ""),
		build
			.updateTable("member")
			.set({ language: "en" })
			.where("id", "=", third?.id ?? ""),
		build.insertInto("mail_choice").values({ realm_id: fourth?.realm_id ?? "", member_id: fourth?.id ?? "", ...no }),
	);
});
afterAll(async () => {
	delete process.env.DATABASE_URL;
	rmSync(project, { recursive: true, force: true });
	await world.stop();
	await mail.stop();
});

async function publish(from: string | RegExp, to: string): Promise<string> {
	const path = join(project, "tenants", "operators", "jupiter-media.toml");
	const text = readFileSync(path, "utf8");
	const changed = text.replace(from, to);
	expect(changed).not.toBe(text);
	writeFileSync(path, changed);
	const io = quietIo(project, () => clock);
	expect(await brand(["apply"], io)).toBe(0);
	// An unknown host makes the Worker look at once.
	await sleep(1_100);
	await world.get("/", { host: "nobody.example" });
	return io.said();
}

const told = ({ email }: Member) =>
	mail.taken.filter(({ to, raw }) => to.includes(email) && raw.includes("/versions/")).length;

async function ticks(count: number): Promise<void> {
	for (let time = 0; time < count; time++) await world.worker.tick();
	await sleep(500);
}

describe("a new statement", () => {
	it("is told to every member of the brand, in their language, with what differs (P30)", async () => {
		const said = await publish(/\[brand\.twero\]\n/, "[brand.twero]\nresponseDays = 21\n");
		expect(said).toMatch(/statement: version 2 \(information\)/);
		await ticks(2);
		const count = (member: Member) => mail.taken.filter(({ to }) => to.includes(member.email)).length;
		const inDutch = await letterTo(mail, dutch.email, count(dutch));
		expect(inDutch.subject).toBe("De privacyverklaring verandert");
		expect(inDutch.links.map((link) => new URL(link).pathname)).toContain("/privacy/versions/1..2");
		const inEnglish = await letterTo(mail, english.email, count(english));
		expect(inEnglish.subject).toBe("The privacy statement is changing");
		expect(inEnglish.links.map((link) => new URL(link).pathname)).toContain("/en/privacy/versions/1..2");
		expect([dutch, english].map(told)).toEqual([1, 1]);
	});

	it("is not told twice, nor to members of other brands, nor to who stopped such mail (P16, P35)", async () => {
		await ticks(3);
		expect([dutch, english, stopped, elsewhere, broken].map(told)).toEqual([1, 1, 0, 0, 0]);
	});

	it("does not wait for a member whose address does not open", async () => {
		const [rows] = await world.database.read(
			build.selectFrom("membership").select("statement_notified").where("brand_id", "=", "twero").orderBy("member_id"),
		);
		expect(rows.map(({ statement_notified }) => statement_notified)).toEqual([1, 2, 2, 2]);
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

describe("a statement under which another party asks", () => {
	it("stops a membership that rests on the old consent, until its question is answered anew (P18, P34)", async () => {
		const { visitor, name } = dutch;
		expect((await visitor.get(visitor.address("twero", "/me"))).text).toContain(name);
		// In force since ten days: announced forty days ago.
		clock = new Date(Date.now() - 40 * DAY);
		await publish('name = "Jupiter Media B.V."', 'name = "Saturn Media B.V."');
		const gone = await visitor.get(visitor.address("twero", "/me"));
		expect([gone.status, gone.headers.location]).toEqual([303, "/login"]);
		await visitor.follow(await visitor.post(visitor.address("twero", "/login")));
		const form = visitor.at.href;
		expect((await visitor.get(form)).text).toContain("Saturn Media B.V.");
		expect((await visitor.post(form, { terms: "yes" })).status).toBe(422);
		const back = await visitor.follow(await visitor.post(form, { terms: "yes", membership: "yes" }));
		expect(back.text).toContain(name);
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
