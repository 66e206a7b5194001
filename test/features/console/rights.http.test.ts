import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { addRestriction } from "#foundation/rights/restriction/queries-restriction.ts";
import { DAYS_BEFORE_LIFTING } from "#foundation/rights/restriction/restriction.ts";
import { DAY } from "#foundation/time.ts";
import { enterBrand, letterTo, type Member, newMember, type Visitor } from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { JUPITER, newStaff, type StaffMember } from "../../support/staff.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

let world: World;
let mail: MailServer;
let officer: StaffMember;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	officer = await newStaff(world, "privacy_officer");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const REASON = "We hebben het nagegaan bij de bron, en het klopt zoals het er staat.";
const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const doneOf = (reply: Reply) => new URL(reply.headers.location ?? "", "http://x").searchParams.get("done");
const oneLine = (text: string) => text.replaceAll(/\s+/g, " ");

type Own = Member & { id: string };

async function memberOn(...brands: string[]): Promise<Own> {
	const member = await newMember(world, mail, brands[0]);
	for (const brand of brands) await enterBrand(member.visitor, brand);
	const [[row]] = await world.database.read(build.selectFrom("member").select("id").orderBy("id", "desc").limit(1));
	return { ...member, id: row?.id ?? "" };
}

const restrict = ({ visitor }: Own, what = "town") =>
	visitor.post(at(visitor, "/privacy/restriction"), { what, ground: "accuracy" });
const object = ({ visitor }: Own, purpose: string, allowed = "no") =>
	visitor.post(at(visitor, "/privacy/choices"), { purpose, allowed });

async function restrictionsOf({ id }: Own) {
	const [rows] = await world.database.read(
		build.selectFrom("restriction").selectAll().where("member_id", "=", id).orderBy("id"),
	);
	return rows;
}
async function objectionsOf({ id }: Own) {
	const [rows] = await world.database.read(
		build.selectFrom("processing_choice").selectAll().where("member_id", "=", id).orderBy("id"),
	);
	return rows;
}
const lastOf = <Row>(rows: readonly Row[]): Row => rows.at(-1) ?? expect.fail("no row");

const restrictionPath = async (member: Own) =>
	`/console/rights/restrictions/${lastOf(await restrictionsOf(member)).id}`;
const objectionPath = async (member: Own) => `/console/rights/objections/${lastOf(await objectionsOf(member)).id}`;

const end = async (member: Own, { visitor } = officer, reason = REASON) =>
	visitor.post(at(visitor, await restrictionPath(member)), { reason });
const decide = async (member: Own, outcome: string, { visitor } = officer, reason = REASON) =>
	visitor.post(at(visitor, await objectionPath(member)), { outcome, reason });

/** The mails to a member of that subject, once there are so many. */
async function lettersCalled({ email }: Member, subject: string, count = 1): Promise<string[]> {
	const letters = async () => {
		const own = mail.taken.filter(({ to }) => to.includes(email));
		const read = await Promise.all(own.map((one) => letterTo({ taken: [one] }, email)));
		return read.filter((one) => one.subject === subject).map(({ text }) => oneLine(text));
	};
	await vi.waitFor(async () => expect((await letters()).length).toBeGreaterThanOrEqual(count), {
		timeout: 15_000,
		interval: 50,
	});
	return letters();
}

/** Statements as they are, which nobody but a test sends. */
const bySql = (...statements: string[]) => {
	const client = createClient({ url: world.server.url });
	return client.batch(statements, "write").finally(() => client.close());
};

/** Lets days pass for a member's restrictions, and the job run: the guard that keeps their moments goes meanwhile. */
async function pass({ id }: Own, milliseconds: number): Promise<void> {
	const moved = (column: string) =>
		`${column} = strftime('%Y-%m-%dT%H:%M:%fZ', julianday(${column}) - ${milliseconds / DAY})`;
	const { rows } =
		(await bySql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'restriction'"))[0] ??
		expect.fail();
	await bySql(
		...rows.map(({ name }) => `DROP TRIGGER ${name}`),
		`UPDATE restriction SET ${moved("since")}, ${moved("told_at")} WHERE member_id = '${id}' AND lifted_at IS NULL`,
		...rows.map(({ sql }) => String(sql)),
	);
	await world.worker.tick();
}
/** Almost the days after which a restriction is lifted, and the rest of them. */
const [ALMOST, REMAINING] = [DAYS_BEFORE_LIFTING * DAY - 60_000, 61_000];

const ENDS = "We gaan je gegevens weer gebruiken";
const DECIDED = "We hebben over je bezwaar beslist";

/** A member of staff of another operator, on the host of its accounts. */
async function elsewhere(): Promise<{ staff: StaffMember; host: string }> {
	const [brands] = await world.database.read(build.selectFrom("terms_version").select("realm_id").distinct());
	const other = brands.find(({ realm_id }) => realm_id !== JUPITER)?.realm_id ?? expect.fail("one realm only");
	const host = `account-${other}`;
	return { staff: await newStaff(world, "privacy_officer", host, realmIdSchema.parse(other)), host };
}

async function accessesOf({ id }: Own): Promise<string[]> {
	const [rows] = await world.database.read(
		build.selectFrom("staff_access").select(["what", "role"]).where("member_id", "=", id).orderBy("number"),
	);
	return rows.map(({ what, role }) => `${what} ${role}`);
}

describe("GET /console/rights", () => {
	it("lists objections and restrictions by id alone, oldest first, in one trip, and says where there are none", async () => {
		const before = await officer.visitor.get(at(officer.visitor, "/console/rights"));
		expect([before.status, trips(before)]).toEqual([200, 1]);
		expect(before.text).toContain("Er wacht geen bezwaar op een beslissing.");
		expect(before.text).toContain("Geen lid heeft iets laten afschermen, behalve met een bezwaar.");
		const member = await memberOn("twero");
		await restrict(member);
		await restrict(member, "phone");
		await object(member, "moderation");
		await object(member, "service_information");
		const page = await officer.visitor.get(at(officer.visitor, "/console/rights"));
		expect([page.status, trips(page)]).toEqual([200, 1]);
		const ids = (await restrictionsOf(member)).filter(({ ground }) => ground === "accuracy").map(({ id }) => id);
		expect(page.text.match(/rights\/restrictions\/[-0-9a-f]+/g)).toEqual(ids.map((id) => `rights/restrictions/${id}`));
		expect(page.text.match(/rights\/objections\/[-0-9a-f]+/g)).toHaveLength(1);
		expect(page.text).toContain("0 dagen");
		expect(page.text).not.toMatch(new RegExp(`${member.name}|${member.email}`, "i"));
		// The console leads there, for who may.
		const home = await officer.visitor.get(at(officer.visitor, "/console"));
		expect(home.text).toContain('href="/console/rights"');
		const moderator = await newStaff(world, "moderator");
		expect((await moderator.visitor.get(at(moderator.visitor, "/console"))).text).not.toContain("/console/rights");
		expect((await moderator.visitor.get(at(moderator.visitor, "/console/rights"))).status).toBe(403);
		expect((await end(member, moderator)).status).toBe(403);
		expect((await decide(member, "refused", moderator)).status).toBe(403);
	});
});

describe("GET /console/rights with more than one page of restrictions", () => {
	it("leads from a hundred to those that follow, and none is left out", async () => {
		const now = Date.now();
		const ids = Array.from({ length: 130 }, () => uuidv7(now));
		const row = { realm_id: JUPITER, member_id: "somebody", brand_id: "", purpose: "", row_id: "" };
		const since = new Date(now).toISOString();
		await world.database.write(
			...ids.map((id, at) => addRestriction({ ...row, id, item: `item ${at}`, ground: "claim", since })),
		);
		const listed = (text: string) =>
			[...text.matchAll(/rights\/restrictions\/([-0-9a-f]+)/g)].map(([, id]) => id ?? "");
		const first = await officer.visitor.get(at(officer.visitor, "/console/rights"));
		expect(listed(first.text)).toHaveLength(100);
		const next = /href="(\/console\/rights\?after=[^"]+)"/.exec(first.text)?.[1] ?? expect.fail("no next page");
		const second = await officer.visitor.get(at(officer.visitor, next));
		expect([second.status, trips(second)]).toEqual([200, 1]);
		const all = [...listed(first.text), ...listed(second.text)];
		expect(ids.filter((id) => !all.includes(id))).toEqual([]);
		expect(second.text).not.toContain("?after=");
		expect((await officer.visitor.get(at(officer.visitor, "/console/rights?after=nonsense"))).status).toBe(200);
		await world.database.write(
			build
				.updateTable("restriction")
				.set({ lifted_at: since, lifted_by: "account" })
				.where("member_id", "=", "somebody"),
		);
	});
});

describe("POST /console/rights/restrictions/:restriction", () => {
	it("ends it days after the member was told why, and not before (Art. 18(3))", async () => {
		const member = await memberOn("twero");
		await restrict(member);
		const shown = await officer.visitor.get(at(officer.visitor, await restrictionPath(member)));
		expect([shown.status, trips(shown)]).toEqual([200, 1]);
		expect(shown.text).toContain(`href="/console/members/${member.id}"`);
		expect(shown.text).not.toMatch(new RegExp(`${member.name}|${member.email}`, "i"));
		const ended = await end(member);
		expect([ended.status, doneOf(ended), trips(ended)]).toEqual([303, "recorded", 2]);
		const [letter] = await lettersCalled(member, ENDS);
		expect(letter).toContain(REASON);
		const page = await member.visitor.get(at(member.visitor, "/privacy/restriction"));
		expect([page.status, trips(page)]).toEqual([200, 1]);
		expect(page.text).toContain(REASON);
		const row = lastOf(await restrictionsOf(member));
		expect(row).toMatchObject({ told_by: expect.stringMatching(/./), told_role: "privacy_officer", lifted_at: null });
		expect(Buffer.from(row.reason_sealed ?? []).includes("nagegaan")).toBe(false);
		// What staff did stands in the member's own record, with the reason.
		expect(await accessesOf(member)).toEqual(["restriction privacy_officer"]);
		const own = await member.visitor.get(at(member.visitor, "/privacy"));
		expect(own.text).toContain("Besloot dat een afscherming van je gegevens eindigt");
		await pass(member, ALMOST);
		expect(lastOf(await restrictionsOf(member)).lifted_at).toBeNull();
		await pass(member, REMAINING);
		expect(lastOf(await restrictionsOf(member))).toMatchObject({ lifted_by: "controller" });
		const after = await officer.visitor.get(at(officer.visitor, await restrictionPath(member)));
		expect(after.text).toContain("zeven dagen nadat het lid dat had gehoord");
		expect(after.text).not.toContain("<textarea");
	});

	it("comes back filled where the reason lacks, is too short or too long, and changes nothing", async () => {
		const member = await memberOn("twero");
		await restrict(member);
		for (const reason of ["", "Te kort", "x".repeat(1_001)]) {
			const refused = await end(member, officer, reason);
			expect([refused.status, trips(refused)]).toEqual([422, 1]);
			expect(refused.text).toContain(`${reason}</textarea>`);
			expect(refused.text).toContain('aria-invalid="true"');
		}
		expect(lastOf(await restrictionsOf(member)).told_at).toBeNull();
		expect(await accessesOf(member)).toEqual([]);
	});

	it("tells once, whether asked twice, by two at once, or after the member ended it", async () => {
		const member = await memberOn("twero");
		await restrict(member);
		const other = await newStaff(world, "operator");
		const both = await Promise.all([end(member), end(member, other)]);
		const outcomes = both.map((reply) => doneOf(reply) ?? reply.status);
		expect(outcomes.filter((one) => one === "recorded")).toHaveLength(1);
		expect(outcomes.filter((one) => one !== "recorded" && one !== "unchanged" && one !== 409)).toEqual([]);
		const again = await end(member);
		expect(doneOf(again)).toBe("unchanged");
		expect((await officer.visitor.follow(again)).text).toContain("Er is niets veranderd");
		expect(await lettersCalled(member, ENDS)).toHaveLength(1);
		expect(await accessesOf(member)).toHaveLength(1);
		await restrict(member, "phone");
		const { id } = lastOf(await restrictionsOf(member));
		await member.visitor.post(at(member.visitor, "/privacy/restriction"), { end: id });
		expect(doneOf(await end(member))).toBe("unchanged");
		expect(await lettersCalled(member, ENDS)).toHaveLength(1);
		expect(lastOf(await restrictionsOf(member))).toMatchObject({ told_at: null, lifted_by: "member" });
	});

	it("is asked for anew by the member after its end was told, and then stands beyond that day", async () => {
		const member = await memberOn("twero");
		await restrict(member);
		await end(member);
		await restrict(member);
		await pass(member, 8 * DAY);
		const rows = await restrictionsOf(member);
		expect(rows).toMatchObject([{ lifted_by: "member" }, { told_at: null, lifted_at: null }]);
	});

	it("ends nothing of an objection, and nothing of another realm", async () => {
		const member = await memberOn("twero");
		await object(member, "moderation");
		expect(doneOf(await end(member))).toBe("unchanged");
		const page = await officer.visitor.get(at(officer.visitor, await restrictionPath(member)));
		expect(page.text).toContain("Deze afscherming hoort bij een bezwaar.");
		await object(member, "service_information");
		expect(doneOf(await end(member))).toBe("unchanged");
		await restrict(member);
		const { staff, host } = await elsewhere();
		const forms = [
			[await restrictionPath(member), { reason: REASON }],
			[await objectionPath(member), { reason: REASON, outcome: "refused" }],
		] as const;
		for (const [path, form] of forms) {
			const address = staff.visitor.address(host, path);
			expect((await staff.visitor.get(address)).status).toBe(404);
			expect((await staff.visitor.post(address, form)).status).toBe(404);
		}
		for (const path of ["restrictions/nonsense", "objections/nonsense"])
			expect((await officer.visitor.get(at(officer.visitor, `/console/rights/${path}`))).status).toBe(404);
		expect((await restrictionsOf(member)).map(({ told_at }) => told_at)).toEqual([null, null, null]);
	});
});

describe("POST /console/rights/objections/:objection", () => {
	/** A member with a photo that waits for review, and whether a moderator finds it. */
	async function withPhoto() {
		const member = await memberOn("twero");
		await uploadPhoto(world, member.visitor, "twero", plainPhoto(), { photo_consent: "yes" });
		const [[photo]] = await world.database.read(
			build.selectFrom("photo").select("id").where("member_id", "=", member.id),
		);
		const id = photo?.id ?? expect.fail("no photo");
		const { visitor } = await newStaff(world, "moderator");
		const isReviewed = async () => (await visitor.get(at(visitor, "/console/photos"))).text.includes(id);
		return { member, photo: id, moderator: visitor, isReviewed };
	}
	const choices = async ({ visitor }: Own) => oneLine((await visitor.get(at(visitor, "/privacy/choices"))).text);

	it("refuses it with grounds and remedies, and the use is on again seven days later (P42)", async () => {
		const { member, isReviewed } = await withPhoto();
		await object(member, "moderation");
		expect(await isReviewed()).toBe(false);
		const shown = await officer.visitor.get(at(officer.visitor, await objectionPath(member)));
		expect([shown.status, trips(shown)]).toEqual([200, 1]);
		expect(shown.text).not.toMatch(new RegExp(`${member.name}|${member.email}`, "i"));
		const refused = await decide(member, "refused");
		expect([refused.status, doneOf(refused), trips(refused)]).toEqual([303, "recorded", 2]);
		const [letter] = await lettersCalled(member, DECIDED);
		expect(letter).toContain(REASON);
		expect(letter).toMatch(
			/klacht indienen bij de toezichthouder, .*Autoriteit Persoonsgegevens.* of naar de rechter gaan/,
		);
		expect(lastOf(await objectionsOf(member))).toMatchObject({
			...{ allowed: 0, state: "refused", decided_role: "privacy_officer", decided_by: expect.stringMatching(/./) },
		});
		expect(await accessesOf(member)).toEqual(["objection privacy_officer"]);
		const page = await choices(member);
		expect(page).toContain("Dat is afgewezen: dit begint weer.");
		expect(page).toContain(REASON);
		expect(page).toContain("Opnieuw bezwaar maken: ");
		await pass(member, ALMOST);
		expect(await isReviewed()).toBe(false);
		await pass(member, REMAINING);
		expect(lastOf(await restrictionsOf(member))).toMatchObject({ lifted_by: "controller" });
		expect(await isReviewed()).toBe(true);
		expect(await choices(member)).toContain("Dat is afgewezen: dit gaat door.");
	});

	it("upholds it: the use stays off, and the member reads why (P42)", async () => {
		const { member, isReviewed } = await withPhoto();
		await object(member, "moderation");
		expect(doneOf(await decide(member, "upheld"))).toBe("recorded");
		const [letter] = await lettersCalled(member, DECIDED);
		expect(letter).toContain("en we geven je gelijk. We gebruiken je gegevens hier niet meer voor");
		expect(letter).toContain(REASON);
		await pass(member, 30 * DAY);
		expect(lastOf(await objectionsOf(member))).toMatchObject({ state: "final", allowed: 0, ended_at: null });
		expect(lastOf(await restrictionsOf(member)).lifted_at).toBeNull();
		expect(await isReviewed()).toBe(false);
		expect(await choices(member)).toContain("gelijk gekregen: dit is voorgoed gestopt.");
		// It is the member's to take back.
		await object(member, "moderation", "yes");
		expect(await isReviewed()).toBe(true);
	});

	it("restricts now what went on until then, and no check of age is begun any more", async () => {
		const { member, photo, moderator } = await withPhoto();
		await object(member, "age_check");
		expect(await restrictionsOf(member)).toEqual([]);
		expect(doneOf(await decide(member, "upheld"))).toBe("recorded");
		expect(await restrictionsOf(member)).toMatchObject([
			{ purpose: "age_check", ground: "objection", lifted_at: null },
		]);
		const raised = await moderator.post(at(moderator, `/console/photos/${photo}/age`));
		expect([raised.status, raised.text.includes("en gelijk gekregen")]).toEqual([409, true]);
		const [checks] = await world.database.read(
			build.selectFrom("age_check").select("id").where("member_id", "=", member.id),
		);
		expect(checks).toEqual([]);
	});

	it("is not upheld while a check of the member's age runs, and is once it is dismissed", async () => {
		const member = await memberOn("twero");
		await uploadPhoto(world, member.visitor, "twero", plainPhoto(), { photo_consent: "yes" });
		const [[photo]] = await world.database.read(
			build.selectFrom("photo").select("id").where("member_id", "=", member.id),
		);
		const [one, two] = [await newStaff(world, "moderator"), await newStaff(world, "moderator")];
		await one.visitor.post(at(one.visitor, `/console/photos/${photo?.id}/age`));
		const checks = build.selectFrom("age_check").select(["id", "state"]).where("member_id", "=", member.id);
		const [[check]] = await world.database.read(checks);
		await object(member, "age_check");
		const refused = await decide(member, "upheld");
		expect([refused.status, trips(refused)]).toEqual([409, 1]);
		expect(refused.text).toContain("loopt een leeftijdscontrole");
		expect(refused.text).toContain(REASON);
		expect(await restrictionsOf(member)).toEqual([]);
		await two.visitor.post(at(two.visitor, `/console/ages/${check?.id}`), { act: "dismiss" });
		expect((await world.database.read(checks))[0]).toMatchObject([{ state: "dismissed" }]);
		expect(doneOf(await decide(member, "upheld"))).toBe("recorded");
		expect(await restrictionsOf(member)).toMatchObject([{ purpose: "age_check", lifted_at: null }]);
	});

	it("cannot uphold what the software does not stop, and refuses it without a day on which it begins again", async () => {
		const member = await memberOn("twero");
		await object(member, "security_improvement");
		const upheld = await decide(member, "upheld");
		expect([upheld.status, upheld.text.includes("Je kunt dit bezwaar hier daarom niet toewijzen.")]).toEqual([
			422,
			true,
		]);
		expect(upheld.text).toContain(`${REASON}</textarea>`);
		expect(lastOf(await objectionsOf(member)).state).toBe("open");
		expect(doneOf(await decide(member, "refused"))).toBe("recorded");
		const [letter] = await lettersCalled(member, DECIDED);
		expect(letter).toContain("ging door terwijl we beslisten");
		expect(letter).not.toContain("Begint op zijn vroegst");
		expect(await restrictionsOf(member)).toEqual([]);
	});

	it("is raised anew by the member after a refusal, and then stands still until it is decided anew", async () => {
		const { member, isReviewed } = await withPhoto();
		await object(member, "moderation");
		await decide(member, "refused");
		await object(member, "moderation");
		expect((await objectionsOf(member)).map(({ state }) => state)).toEqual(["refused", "open"]);
		// The end that was told of the first is not that of the second.
		await pass(member, 8 * DAY);
		expect(await isReviewed()).toBe(false);
		expect(await choices(member)).toContain("Over je bezwaar is nog niet beslist.");
		expect(doneOf(await decide(member, "refused"))).toBe("recorded");
		expect(await lettersCalled(member, DECIDED, 2)).toHaveLength(2);
		await pass(member, 8 * DAY);
		expect(await isReviewed()).toBe(true);
	});

	it("is decided once, whether asked twice, by two at once, or after the member took it back", async () => {
		const member = await memberOn("twero");
		await object(member, "moderation");
		const other = await newStaff(world, "operator");
		const both = await Promise.all([decide(member, "refused"), decide(member, "upheld", other)]);
		expect(both.map(doneOf).filter((one) => one === "recorded")).toHaveLength(1);
		expect(both.every(({ status }) => status === 303 || status === 409)).toBe(true);
		expect(doneOf(await decide(member, "refused"))).toBe("unchanged");
		expect(await lettersCalled(member, DECIDED)).toHaveLength(1);
		expect(await accessesOf(member)).toHaveLength(1);
		const second = await memberOn("twero");
		await object(second, "moderation");
		await object(second, "moderation", "yes");
		const late = await decide(second, "refused");
		expect(doneOf(late)).toBe("unchanged");
		expect((await officer.visitor.follow(late)).text).toContain("Het lid heeft het bezwaar ingetrokken");
		expect(lastOf(await objectionsOf(second))).toMatchObject({ allowed: 1, decided_at: null });
	});

	it("comes back filled where the decision or the reason lacks", async () => {
		const member = await memberOn("twero");
		await object(member, "moderation");
		const refused = await officer.visitor.post(at(officer.visitor, await objectionPath(member)), { reason: REASON });
		expect([refused.status, trips(refused)]).toEqual([422, 1]);
		expect(refused.text).toContain(`${REASON}</textarea>`);
		const short = await decide(member, "refused", officer, "Nee");
		expect(short.status).toBe(422);
		expect(short.text).toMatch(/value="refused"[^>]* checked/);
		expect(lastOf(await objectionsOf(member)).state).toBe("open");
	});
});
