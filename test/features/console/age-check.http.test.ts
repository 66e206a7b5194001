import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { staff } from "#cli/commands/staff.ts";
import { build } from "#foundation/db/database.ts";
import { words } from "#locales/locales.ts";
import {
	enterBrand,
	letterTo,
	type Member,
	newMember,
	newVisitor,
	placeOn,
	signIn,
	type Visitor,
} from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { lifting, newStaff, type StaffMember, suspending } from "../../support/staff.ts";
import { quietIo, startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
let one: StaffMember;
let viewer: Visitor;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	one = await newStaff(world, "moderator");
	viewer = (await newMember(world, mail)).visitor;
	await enterBrand(viewer, "twero");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const RULE = words("nl").clauses.age;
type Subject = Member & { id: string; photo: string; place: string; sent(): number };

async function withPhoto(): Promise<Subject> {
	const member = await newMember(world, mail);
	await enterBrand(member.visitor, "twero");
	expect((await uploadPhoto(world, member.visitor, "twero", plainPhoto(), { photo_consent: "yes" })).status).toBe(303);
	const [[photo]] = await world.database.read(
		build.selectFrom("photo").select(["id", "member_id"]).orderBy("id", "desc").limit(1),
	);
	const now = new Date().toISOString();
	await world.database.write(
		build
			.updateTable("photo")
			.set({ state: "approved", approved_at: now, decided_at: now, decided_by: "earlier" })
			.where("id", "=", photo?.id ?? ""),
	);
	const sent = () => mail.taken.filter(({ to }) => to.includes(member.email)).length;
	return {
		...member,
		id: photo?.member_id ?? "",
		photo: photo?.id ?? "",
		place: await placeOn(member.visitor, "twero"),
		sent,
	};
}

const raise = (by: StaffMember, photo: string) => by.visitor.post(at(by.visitor, `/console/photos/${photo}/age`));
async function checkOf(member: string) {
	const [[row]] = await world.database.read(
		build.selectFrom("age_check").selectAll().where("member_id", "=", member).orderBy("id", "desc").limit(1),
	);
	return row ?? expect.fail("no check");
}
async function act(by: StaffMember, member: string, fields: Record<string, string>): Promise<string> {
	const { id } = await checkOf(member);
	const reply = await by.visitor.post(at(by.visitor, `/console/ages/${id}`), fields);
	expect(reply.status, reply.text).toBeLessThan(400);
	return new URL(reply.headers.location ?? "", "http://x").searchParams.get("done") ?? "";
}
async function photosOf(member: string): Promise<number> {
	const [rows] = await world.database.read(build.selectFrom("photo").select("id").where("member_id", "=", member));
	return rows.length;
}
const seen = async ({ photo, place }: Subject) => [
	(await viewer.get(viewer.address("twero", `/photos/${photo}/320`))).status,
	(await viewer.get(viewer.address("twero", place))).status,
];
/** The newest mail to a member, once it is one of that subject, in one line. */
const letterCalled = ({ email }: Member, wanted: string) =>
	vi.waitFor(
		async () => {
			const { subject, text } = await letterTo(mail, email);
			expect(subject).toBe(wanted);
			return text.replaceAll(/\s+/g, " ");
		},
		{ timeout: 15_000, interval: 50 },
	);
/** Lets the time to show an age pass, and the job run. */
async function lapse(member: string): Promise<void> {
	await world.database.write(
		build.updateTable("age_check").set({ due_at: "2026-01-01T00:00:00.000Z" }).where("member_id", "=", member),
	);
	await world.worker.tick();
}
async function measuresOf(member: string) {
	const [rows] = await world.database.read(
		build
			.selectFrom("measure")
			.select(["kind", "automated", "ends_at"])
			.where("member_id", "=", member)
			.orderBy("begins_at"),
	);
	return rows.map(({ kind, automated, ends_at }) => [kind, automated, ends_at === null ? "stands" : "ended"]);
}
async function stateOf(member: string) {
	const [[row]] = await world.database.read(build.selectFrom("member").select("state").where("id", "=", member));
	return row?.state;
}
/** Whether the check waits, without photos, for an account that is not active. */
async function expectWaiting(member: string, state: "closed" | "suspended"): Promise<void> {
	expect(await checkOf(member)).toMatchObject({ state: "failed", told: "photos_gone", ended_at: null });
	expect([await photosOf(member), await stateOf(member)]).toEqual([0, state]);
	expect(await measuresOf(member)).toContainEqual(["hidden_for_age", 0, "stands"]);
}
const suspend = ({ visitor }: StaffMember, id: string, scope: string) =>
	visitor.post(at(visitor, `/console/members/${id}/suspend`), suspending(scope));
const lift = ({ visitor }: StaffMember, id: string, scope: string) =>
	visitor.post(at(visitor, `/console/members/${id}/restore`), lifting(scope));

const HIDDEN = "Je profiel is tijdelijk verborgen";
const ENDED = "Je leeftijd is nagegaan";
const DECIDED = "Een besluit over je account";
const LIFTED = "Je opschorting is opgeheven";
const BY_COMPUTER = "heeft de computer je foto";
const BY_A_PERSON = "niets automatisch";
const OTHER_STANDS = "Er geldt nog een ander besluit";
const SEEN_AGAIN = /anderen zien je/i;

const commandLine = (...argv: string[]) => {
	process.env.DATABASE_URL = world.server.url;
	const io = quietIo("");
	return staff(["age", "jupiter-media", ...argv], io).finally(() => delete process.env.DATABASE_URL);
};

describe("POST /console/photos/:photo/age", () => {
	it("lets a realm of one person of staff go on by the operator's own machine alone, and says so (P60)", async () => {
		const own = await withPhoto();
		await raise(one, own.photo);
		const { id } = await checkOf(own.id);
		const page = await one.visitor.get(at(one.visitor, `/console/ages/${id}`));
		expect(page.text).toContain(`npm run staff -- age jupiter-media ${id}`);
		expect(await act(one, own.id, { act: "agree" })).toBe("unchanged");
		await expect(commandLine(id, "show")).rejects.toThrow("npm run staff");
		await commandLine(id, "agree");
		expect((await checkOf(own.id)).second_by).toBe("");
		expect(await act(one, own.id, { act: "show", kind: "video_call", outcome: "adult" })).toBe("recorded");
		expect(await act(one, own.id, { act: "confirm" })).toBe("unchanged");
		await commandLine(id, "confirm");
		expect((await checkOf(own.id)).state).toBe("adult");
		expect(await seen(own)).toEqual([200, 200]);
	});

	it("hides at once, tells the rule alone, and takes another member of staff to each step (P02, P60)", async () => {
		const two = await newStaff(world, "moderator");
		const own = await withPhoto();
		const before = own.sent();
		expect(await seen(own)).toEqual([200, 200]);
		expect((await raise(one, own.photo)).status).toBe(303);
		expect(await seen(own)).toEqual([404, 404]);
		expect((await raise(two, own.photo)).status).toBe(409);
		expect((await own.visitor.get(at(own.visitor, "/"))).status).toBe(200);
		const hidden = await letterTo(mail, own.email, before + 1);
		const text = (hidden.text ?? "").replaceAll(/\s+/g, " ");
		for (const part of [RULE, "18 jaar of ouder", "geen kopie", "hoeft nu nog niets te doen"])
			expect(text).toContain(part);
		expect(text).not.toMatch(/jonger|foto op|gemeld|melding|moderator|tot en met/i);
		const { id } = await checkOf(own.id);
		await expect(commandLine(id, "agree")).rejects.toThrow("can be the second person");
		expect(await act(one, own.id, { act: "agree" })).toBe("unchanged");
		const page = await two.visitor.get(at(two.visitor, `/console/ages/${id}`));
		expect(page.text).toContain("Deze persoon lijkt te jong");
		expect(await act(two, own.id, { act: "agree" })).toBe("recorded");
		const asked = await letterTo(mail, own.email, before + 2);
		for (const part of ["Laat het zien tot en met", "videogesprek"]) expect(asked.text).toContain(part);
		const empty = await two.visitor.post(at(two.visitor, `/console/ages/${id}`), { act: "show" });
		expect([empty.status, empty.text.includes("kind-error")]).toEqual([422, true]);
		expect(await act(two, own.id, { act: "show", kind: "document", outcome: "adult" })).toBe("recorded");
		expect(await act(two, own.id, { act: "confirm" })).toBe("unchanged");
		expect(await seen(own)).toEqual([404, 404]);
		expect(await act(one, own.id, { act: "confirm" })).toBe("recorded");
		const row = await checkOf(own.id);
		expect(row).toMatchObject({
			...{ state: "adult", shown_kind: "document", shown_outcome: "adult" },
			...{ shown_by: two.id, shown_role: "moderator", confirmed_by: one.id, confirmed_role: "moderator" },
		});
		expect(await seen(own)).toEqual([200, 200]);
		expect((await letterTo(mail, own.email, before + 3)).subject).toBe("Je leeftijd is nagegaan");
	});

	it("is dismissed by a second pair of eyes, and shows the member again", async () => {
		const two = await newStaff(world, "moderator");
		const own = await withPhoto();
		await raise(one, own.photo);
		expect(await act(two, own.id, { act: "dismiss" })).toBe("recorded");
		expect([await seen(own), (await checkOf(own.id)).state]).toEqual([[200, 200], "dismissed"]);
	});

	it("after seven days without anything shown removes the photos, then suspends the account, once (P02)", async () => {
		const two = await newStaff(world, "moderator");
		const own = await withPhoto();
		await raise(one, own.photo);
		await act(two, own.id, { act: "agree" });
		await world.worker.tick();
		expect([await photosOf(own.id), (await checkOf(own.id)).state]).toEqual([1, "asked"]);
		await world.database.write(
			build.updateTable("age_check").set({ due_at: "2026-01-01T00:00:00.000Z" }).where("member_id", "=", own.id),
		);
		await Promise.all([world.worker.tick(), world.worker.tick()]);
		await vi.waitFor(async () => expect((await checkOf(own.id)).state).toBe("removed"), { timeout: 10_000 });
		expect(await photosOf(own.id)).toBe(0);
		const [measures] = await world.database.read(
			build
				.selectFrom("measure")
				.select(["kind", "clause", "automated", "ends_at"])
				.where("member_id", "=", own.id)
				.orderBy("kind"),
		);
		expect(measures).toEqual([
			{ kind: "hidden_for_age", clause: "age", automated: 0, ends_at: expect.any(String) },
			{ kind: "suspended_account", clause: "age", automated: 1, ends_at: null },
		]);
	});

	it("two people who find the member too young have the photos removed and the account suspended at once", async () => {
		const two = await newStaff(world, "moderator");
		const own = await withPhoto();
		await raise(one, own.photo);
		expect(await photosOf(own.id)).toBe(1);
		expect(await act(two, own.id, { act: "agree" })).toBe("recorded");
		expect(await act(one, own.id, { act: "show", kind: "document", outcome: "minor" })).toBe("recorded");
		expect(await act(two, own.id, { act: "confirm" })).toBe("recorded");
		await vi.waitFor(async () => expect((await checkOf(own.id)).state).toBe("removed"), { timeout: 10_000 });
		expect(await photosOf(own.id)).toBe(0);
		const refused = await signIn(own, newVisitor(world));
		expect([refused.status, refused.headers["set-cookie"]]).toEqual([403, undefined]);
	});
});

describe("a check of age that failed", () => {
	let two: StaffMember;
	beforeAll(async () => {
		two = await newStaff(world, "moderator");
	});

	it("was carried out by the computer where the time had passed, as letter and statement of reasons say (P60)", async () => {
		const own = await withPhoto();
		await raise(one, own.photo);
		await act(two, own.id, { act: "agree" });
		await lapse(own.id);
		const letter = await letterCalled(own, DECIDED);
		for (const part of [BY_COMPUTER, "niet op tijd laten zien", "Een medewerker kijkt ernaar", "Schrijf naar"])
			expect(letter).toContain(part);
		expect(letter).not.toContain(BY_A_PERSON);
		const refused = await signIn(own, newVisitor(world));
		expect([refused.status, refused.text.includes("niet op tijd laten zien")]).toEqual([403, true]);
		expect([refused.text.includes(BY_COMPUTER), refused.text.includes(BY_A_PERSON)]).toEqual([true, false]);
		expect(await measuresOf(own.id)).toEqual([
			["hidden_for_age", 0, "ended"],
			["suspended_account", 1, "stands"],
		]);
		const change = build.updateTable("measure").set({ automated: 0 }).where("member_id", "=", own.id);
		await expect(world.database.write(change)).rejects.toThrow(/a measure is lifted, never rewritten/);
	});

	it("was decided by two people where they saw a minor, as letter and statement of reasons say (P60)", async () => {
		const own = await withPhoto();
		await raise(one, own.photo);
		await act(two, own.id, { act: "agree" });
		await act(one, own.id, { act: "show", kind: "video_call", outcome: "minor" });
		await act(two, own.id, { act: "confirm" });
		const letter = await letterCalled(own, DECIDED);
		const page = (await signIn(own, newVisitor(world))).text;
		for (const text of [letter, page]) {
			expect([text.includes(BY_A_PERSON), text.includes(BY_COMPUTER)]).toEqual([true, false]);
			expect(text).toContain("Twee mensen van ons");
		}
		expect(await measuresOf(own.id)).toContainEqual(["suspended_account", 0, "stands"]);
	});

	it("waits for an account that is closed, and suspends it once it is open again (P02)", async () => {
		const own = await withPhoto();
		await raise(one, own.photo);
		await act(two, own.id, { act: "agree" });
		const closed = await own.visitor.post(at(own.visitor, "/close"), { current_password: own.password });
		expect(closed.status).toBe(200);
		await lapse(own.id);
		await expectWaiting(own.id, "closed");
		await world.worker.tick();
		await expectWaiting(own.id, "closed");
		const visitor = newVisitor(world);
		const offer = /name="offer" value="([^"]+)"/.exec((await signIn(own, visitor)).text)?.[1] ?? "";
		expect((await visitor.post(at(visitor, "/reopen"), { offer })).headers.location).toBe("/");
		await enterBrand(visitor, "twero");
		expect((await seen(own))[1]).toBe(404);
		await world.worker.tick();
		expect(await letterCalled(own, DECIDED)).toContain(BY_COMPUTER);
		expect([await stateOf(own.id), (await checkOf(own.id)).state]).toEqual(["suspended", "removed"]);
		expect((await visitor.get(at(visitor, "/"))).status).toBe(303);
		expect((await signIn(own, newVisitor(world))).text).toContain("niet op tijd laten zien");
	});

	it("waits for an account that is suspended, whose photos go, and suspends it once that is lifted (P02, P60)", async () => {
		const own = await withPhoto();
		await raise(one, own.photo);
		await act(two, own.id, { act: "agree" });
		await suspend(one, own.id, "account");
		expect(await photosOf(own.id)).toBe(1);
		await lapse(own.id);
		await expectWaiting(own.id, "suspended");
		await lift(one, own.id, "account");
		const lifted = await letterCalled(own, LIFTED);
		expect([lifted.includes(OTHER_STANDS), SEEN_AGAIN.test(lifted)]).toEqual([true, false]);
		await world.worker.tick();
		expect(await letterCalled(own, DECIDED)).toContain(BY_COMPUTER);
		expect(await measuresOf(own.id)).toEqual([
			["hidden_for_age", 0, "ended"],
			["suspended_account", 0, "ended"],
			["suspended_account", 1, "stands"],
		]);
	});
});

describe("the letter of a decision that has ended", () => {
	let two: StaffMember;
	beforeAll(async () => {
		two = await newStaff(world, "moderator");
	});

	it("says that another decision stands, and not that others see the member, while one does (P60)", async () => {
		const own = await withPhoto();
		await raise(one, own.photo);
		await letterCalled(own, HIDDEN);
		await suspend(one, own.id, "twero");
		await letterCalled(own, DECIDED);
		await lift(two, own.id, "twero");
		const lifted = await letterCalled(own, LIFTED);
		expect([lifted.includes(OTHER_STANDS), SEEN_AGAIN.test(lifted)]).toEqual([true, false]);
		await suspend(one, own.id, "twero");
		await letterCalled(own, DECIDED);
		await act(two, own.id, { act: "dismiss" });
		const ended = await letterCalled(own, ENDED);
		expect([ended.includes(OTHER_STANDS), SEEN_AGAIN.test(ended)]).toEqual([true, false]);
		await lift(two, own.id, "twero");
		const last = await letterCalled(own, LIFTED);
		expect([last.includes(OTHER_STANDS), SEEN_AGAIN.test(last)]).toEqual([false, true]);
	});

	it("says that others see the member by a clock that is behind that of the step, too", async () => {
		const own = await withPhoto();
		await raise(one, own.photo);
		await letterCalled(own, HIDDEN);
		const now = new Date().toISOString();
		const later = new Date(Date.now() + 60_000).toISOString();
		await world.database.write(
			build.updateTable("measure").set({ ends_at: later }).where("member_id", "=", own.id),
			build
				.updateTable("age_check")
				.set({ state: "dismissed", second_by: two.id, second_role: "moderator", ended_at: now })
				.where("member_id", "=", own.id),
		);
		await world.worker.tick();
		const ended = await letterCalled(own, ENDED);
		expect([ended.includes(OTHER_STANDS), SEEN_AGAIN.test(ended)]).toEqual([false, true]);
	});
});

describe("a member whose age is checked", () => {
	let two: StaffMember;
	beforeAll(async () => {
		two = await newStaff(world, "moderator");
	});

	it("GET /members/:member tells them that others do not see the profile, until the check has ended (P02)", async () => {
		const own = await withPhoto();
		const page = async () => (await own.visitor.get(own.visitor.address("twero", own.place))).text;
		const [open, checked] = ["Zo zien andere leden je hier.", "omdat we je leeftijd nagaan"];
		const says = async () => {
			const text = await page();
			return [text.includes(open), text.includes(checked)];
		};
		expect(await says()).toEqual([true, false]);
		await raise(one, own.photo);
		expect(await says()).toEqual([false, true]);
		await act(two, own.id, { act: "dismiss" });
		expect(await says()).toEqual([true, false]);
	});

	it("GET /privacy shows them who began it, with a reason in their own language (P23)", async () => {
		const own = await withPhoto();
		await raise(one, own.photo);
		const { text } = await own.visitor.get(at(own.visitor, "/privacy"));
		for (const part of ["Begon na te gaan of je oud genoeg bent", "Een moderator wil zeker weten"])
			expect(text).toContain(part);
		expect(text).not.toContain("age check");
	});

	it("and chose mail that names no site reads none, nor that it is for adults, and writes to the operator (P60)", async () => {
		const own = await withPhoto();
		const chosen = await own.visitor.post(at(own.visitor, "/notifications"), { neutral: "yes" });
		expect(chosen.status).toBe(200);
		const expectNeutral = (text: string) => {
			const seenText = text.replaceAll(/https?:\/\/\S+/g, "");
			expect(seenText).not.toMatch(/twero|geilesexsite|volwassenen/i);
			expect(seenText).toContain("info@jupitermedia.nl");
			expect(seenText).toContain(words("nl").clauses.ages);
		};
		await raise(one, own.photo);
		expectNeutral(await letterCalled(own, HIDDEN));
		await act(two, own.id, { act: "agree" });
		await vi.waitFor(async () => expect((await checkOf(own.id)).told).toBe("asked"), { timeout: 10_000 });
		await lapse(own.id);
		expectNeutral(await letterCalled(own, DECIDED));
	});
});
