import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { enterBrand, type Member, newMember, newVisitor, placeOn, signIn, type Visitor } from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { newStaff } from "../../support/staff.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

let world: World;
let mail: MailServer;
let viewer: Visitor;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	viewer = (await memberOn("twero", "geilesexsite")).visitor;
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

type Own = Member & { id: string };
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const account = (visitor: Visitor, path: string) => visitor.address("account", path);

async function memberOn(...brands: string[]): Promise<Own> {
	const member = await newMember(world, mail, brands[0]);
	for (const brand of brands) await enterBrand(member.visitor, brand);
	const [[row]] = await world.database.read(build.selectFrom("member").select("id").orderBy("id", "desc").limit(1));
	return { ...member, id: row?.id ?? "" };
}

const restrictionsOf = async ({ id }: Own) => {
	const [rows] = await world.database.read(
		build
			.selectFrom("restriction")
			.select(["id", "brand_id", "purpose", "item", "ground", "since", "told_at", "lifted_at", "lifted_by"])
			.where("member_id", "=", id)
			.orderBy("id"),
	);
	return rows;
};

const restrict = ({ visitor }: Own, what: string, ground = "accuracy") =>
	visitor.post(account(visitor, "/privacy/restriction"), { what, ground });

/** A member of twero with texts, a town that is shown and an approved photo; where others find them. */
async function known() {
	const member = await memberOn("twero", "geilesexsite");
	const { visitor } = member;
	await visitor.post(account(visitor, "/profile"), { gender: "man", phone: "", birth_date: "", town: "Hindeloopen" });
	await visitor.post(account(visitor, "/profile/twero/visibility"), { town: "yes" });
	const texts = { display_name: "Watermerk", about_me: "Merk van water", hobbies: "Zeilmakerij" };
	expect((await visitor.post(account(visitor, "/profile/twero"), { ...texts, consent: "yes" })).status).toBe(303);
	await uploadPhoto(world, visitor, "twero", plainPhoto(), { photo_consent: "yes" });
	const [[photo]] = await world.database.read(
		build.selectFrom("photo").select("id").where("member_id", "=", member.id).orderBy("id", "desc"),
	);
	const id = photo?.id ?? expect.fail("no photo");
	const at = new Date().toISOString();
	const approved = { state: "approved", approved_at: at, decided_at: at, decided_by: "moderator" };
	await world.database.write(build.updateTable("photo").set(approved).where("id", "=", id));
	return { member, photo: id, place: await placeOn(visitor, "twero") };
}

const pageOf = (visitor: Visitor, place: string) => visitor.get(visitor.address("twero", place));
const photoOf = (visitor: Visitor, id: string) => visitor.get(visitor.address("twero", `/photos/${id}/320`));

describe("a member who had everything restricted (P41)", () => {
	it("POST /privacy/restriction takes them from others' pages and photos at once, and leaves them their own (P41)", async () => {
		const { member, photo, place } = await known();
		const { visitor } = member;
		const before = await pageOf(viewer, place);
		expect(before.text).toMatch(/Watermerk.*Hindeloopen|Hindeloopen.*Watermerk/s);
		expect([before.status, trips(before), (await photoOf(viewer, photo)).status]).toEqual([200, 1, 200]);
		// What is the member's own comes once.
		expect((await pageOf(visitor, place)).text.split(`/photos/${photo}/320 320w`)).toHaveLength(2);
		const missing = await pageOf(viewer, `/members/${"0".repeat(22)}`);
		const asked = await restrict(member, "all", "claim");
		expect([asked.status, asked.headers.location, trips(asked)]).toEqual([303, "/privacy/restriction?done=begun", 2]);
		const after = await pageOf(viewer, place);
		expect([after.status, after.text]).toEqual([404, missing.text]);
		expect((await photoOf(viewer, photo)).status).toBe(404);
		const own = await pageOf(visitor, place);
		expect([own.status, trips(own)]).toEqual([200, 1]);
		expect(own.text).toMatch(/Merk van water/);
		expect(own.text.split(`/photos/${photo}/320 320w`)).toHaveLength(2);
		expect((await photoOf(visitor, photo)).status).toBe(200);
		expect((await visitor.get(account(visitor, "/profile/twero"))).text).toContain("Zeilmakerij");
		const elsewhere = newVisitor(world);
		expect((await signIn(member, elsewhere)).status).toBe(303);
		expect((await elsewhere.get(account(elsewhere, "/brands"))).status).toBe(200);
	});

	it("ends it themselves, and others see them again at once", async () => {
		const { member, photo, place } = await known();
		const { visitor } = member;
		await restrict(member, "all", "unlawful");
		const page = await visitor.get(account(visitor, "/privacy/restriction"));
		expect([page.status, trips(page)]).toEqual([200, 1]);
		const id = /name="end" value="([^"]+)"/.exec(page.text)?.[1] ?? expect.fail(page.text);
		// Nobody else ends it.
		await viewer.post(account(viewer, "/privacy/restriction"), { end: id });
		expect((await pageOf(viewer, place)).status).toBe(404);
		const ended = await visitor.post(account(visitor, "/privacy/restriction"), { end: id });
		expect([ended.status, ended.headers.location, trips(ended)]).toEqual([303, "/privacy/restriction?done=ended", 2]);
		expect((await pageOf(viewer, place)).text).toContain("Watermerk");
		expect((await photoOf(viewer, photo)).status).toBe(200);
		expect(await restrictionsOf(member)).toMatchObject([{ ground: "unlawful", told_at: null, lifted_by: "member" }]);
	});

	it("is not shown to a moderator for review, nor are their photos", async () => {
		const { member } = await known();
		const { visitor } = member;
		await uploadPhoto(world, visitor, "twero", plainPhoto("png"), { photo_consent: "yes" });
		const [[photo]] = await world.database.read(
			build.selectFrom("photo").select("id").where("member_id", "=", member.id).where("state", "=", "pending"),
		);
		const id = photo?.id ?? expect.fail("no photo");
		const staff = await newStaff(world, "moderator");
		const list = () => staff.visitor.get(account(staff.visitor, "/console/photos"));
		const one = () => staff.visitor.post(account(staff.visitor, `/console/photos/${id}/look`));
		expect((await list()).text).toContain(id);
		await restrict(member, "all");
		expect((await list()).text).not.toContain(id);
		expect((await one()).status).toBe(404);
	});
});

describe("a field that is contested (P41)", () => {
	it("POST /privacy/restriction hides it from others there, and the rest stays (P41)", async () => {
		const { member, photo, place } = await known();
		await restrict(member, "twero:about_me");
		const seen = await pageOf(viewer, place);
		expect(seen.text).toContain("Watermerk");
		expect(seen.text).toContain("Zeilmakerij");
		expect(seen.text).not.toContain("Merk van water");
		expect((await pageOf(member.visitor, place)).text).toContain("Merk van water");
		await restrict(member, "town");
		expect((await pageOf(viewer, place)).text).not.toContain("Hindeloopen");
		await restrict(member, "twero:photos");
		expect((await photoOf(viewer, photo)).status).toBe(404);
		expect((await photoOf(member.visitor, photo)).status).toBe(200);
		await restrict(member, "twero:display_name");
		const last = await pageOf(viewer, place);
		expect([last.status, last.text.includes("Watermerk")]).toEqual([200, false]);
	});

	it("cannot be edited away while it stands: the form comes back and says so, and the rest is saved (Art. 18(1)(a))", async () => {
		const { member, photo } = await known();
		const { visitor } = member;
		for (const what of ["twero:about_me", "town", "twero:photos"]) await restrict(member, what);
		const texts = { display_name: "Watermerk", about_me: "Iets anders", hobbies: "Zeilmakerij", consent: "yes" };
		const refused = await visitor.post(account(visitor, "/profile/twero"), texts);
		expect([refused.status, trips(refused)]).toEqual([422, 1]);
		expect(refused.text).toMatch(/Iets anders/);
		expect(refused.text).toContain("Dit heb je laten afschermen.");
		const saved = { ...texts, about_me: "Merk van water", hobbies: "Touwslagerij" };
		expect((await visitor.post(account(visitor, "/profile/twero"), saved)).status).toBe(303);
		const details = { gender: "man", phone: "", birth_date: "", town: "Workum" };
		expect((await visitor.post(account(visitor, "/profile"), details)).status).toBe(422);
		expect((await visitor.post(account(visitor, "/profile"), { clear: "town" })).status).toBe(422);
		expect((await visitor.post(account(visitor, "/profile"), { ...details, town: "Hindeloopen" })).status).toBe(303);
		const gone = await visitor.post(account(visitor, `/profile/twero/photos/${photo}/remove`));
		expect(gone.status).toBe(422);
		expect((await photoOf(visitor, photo)).status).toBe(200);
	});

	it("POST /privacy/restriction hides one photo of several, which alone cannot be removed (P41)", async () => {
		const { member, photo } = await known();
		const { visitor } = member;
		await uploadPhoto(world, visitor, "twero", plainPhoto("png"), { photo_consent: "yes" });
		const [rows] = await world.database.read(
			build.selectFrom("photo").select("id").where("member_id", "=", member.id).where("id", "<>", photo),
		);
		const other = rows[0]?.id ?? expect.fail("no other photo");
		const at = new Date().toISOString();
		const approved = { state: "approved", approved_at: at, decided_at: at, decided_by: "moderator" };
		await world.database.write(build.updateTable("photo").set(approved).where("id", "=", other));
		const page = await visitor.get(account(visitor, "/privacy/restriction"));
		expect(page.text).toMatch(/Twero: Foto 1[\s\S]+Twero: Foto 2/);
		expect((await restrict(member, `twero:photos:${photo}`)).status).toBe(303);
		expect([(await photoOf(viewer, photo)).status, (await photoOf(viewer, other)).status]).toEqual([404, 200]);
		expect((await photoOf(visitor, photo)).status).toBe(200);
		const standing = await visitor.get(account(visitor, "/privacy/restriction"));
		expect([standing.status, trips(standing)]).toEqual([200, 1]);
		expect(standing.text).toContain("<h3>Twero: Foto 1</h3>");
		const remove = (id: string) => visitor.post(account(visitor, `/profile/twero/photos/${id}/remove`));
		expect((await remove(photo)).status).toBe(422);
		expect((await remove(other)).status).toBe(303);
		// Nobody restricts somebody else's.
		const stranger = await memberOn("twero");
		expect((await restrict(stranger, `twero:photos:${photo}`)).status).toBe(422);
	});

	it("stands once, however often it is asked for, and is listed in words", async () => {
		const member = await memberOn("twero");
		for (let time = 0; time < 2; time++) expect((await restrict(member, "twero:hobbies")).status).toBe(303);
		expect(await restrictionsOf(member)).toHaveLength(1);
		const page = await member.visitor.get(account(member.visitor, "/privacy/restriction?done=begun"));
		expect(page.text).toContain("Het is vanaf nu afgeschermd.");
		expect(page.text).toMatch(/<h3>Twero: [^<]+<\/h3>/);
	});
});

describe("the form of a restriction", () => {
	it("comes back filled where an answer lacks, and says which", async () => {
		const { visitor } = await memberOn("twero");
		const reply = await visitor.post(account(visitor, "/privacy/restriction"), { what: "town" });
		expect([reply.status, trips(reply)]).toEqual([422, 1]);
		expect(reply.text).toMatch(/value="town"[^>]* checked/);
		expect(reply.text).toContain("Kies een van deze.");
		expect(
			(await visitor.post(account(visitor, "/privacy/restriction"), { what: "moon", ground: "claim" })).status,
		).toBe(422);
	});

	it("offers nothing of a site that one is no member of, and nothing to who is not signed in", async () => {
		const { visitor } = await memberOn("twero");
		expect((await visitor.get(account(visitor, "/privacy/restriction"))).text).not.toContain("geilesexsite:");
		const other = { what: "geilesexsite:about_me", ground: "claim" };
		const refused = await visitor.post(account(visitor, "/privacy/restriction"), other);
		expect([refused.status, refused.text.includes("Kies een van deze.")]).toEqual([422, true]);
		expect(refused.text).toMatch(/value="claim"[^>]*checked|checked[^>]*value="claim"/);
		const stranger = newVisitor(world);
		const asked = await stranger.post(account(stranger, "/privacy/restriction"), { what: "all", ground: "claim" });
		expect([asked.status, asked.headers.location]).toEqual([303, "/sign-in?to=%2Fprivacy"]);
	});
});

describe("an objection (P42)", () => {
	const object = ({ visitor }: Own, purpose: string, allowed = "no") =>
		visitor.post(account(visitor, "/privacy/choices"), { purpose, allowed });

	it("POST /privacy/choices stops service mail at once and for good, until it is taken back (P42)", async () => {
		const member = await memberOn("twero");
		const { visitor } = member;
		const page = await visitor.get(account(visitor, "/privacy/choices"));
		expect([page.status, trips(page)]).toEqual([200, 1]);
		expect(page.text).toContain('value="service_information"');
		const asked = await object(member, "service_information");
		expect([asked.status, asked.headers.location, trips(asked)]).toEqual([303, "/privacy/choices?done=final", 2]);
		const standing = { purpose: "service_information", ground: "marketing", lifted_at: null };
		expect(await restrictionsOf(member)).toMatchObject([standing]);
		expect((await visitor.get(account(visitor, "/privacy/choices"))).text).toContain(
			"Je hebt bezwaar gemaakt: dit is gestopt.",
		);
		expect((await object(member, "service_information", "yes")).headers.location).toBe("/privacy/choices?done=allowed");
		expect(await restrictionsOf(member)).toMatchObject([{ lifted_by: "member" }]);
	});

	it("POST /privacy/choices halts an assessed use at once, and says that nobody has decided (P42)", async () => {
		const { member, photo } = await known();
		const { visitor } = member;
		await uploadPhoto(world, visitor, "twero", plainPhoto("png"), { photo_consent: "yes" });
		const staff = await newStaff(world, "moderator");
		await object(member, "moderation");
		const [waiting] = await world.database.read(
			build.selectFrom("photo").select("id").where("member_id", "=", member.id).where("state", "=", "pending"),
		);
		const list = await staff.visitor.get(account(staff.visitor, "/console/photos"));
		for (const { id } of waiting) expect(list.text).not.toContain(id);
		// Another purpose goes on.
		expect((await photoOf(viewer, photo)).status).toBe(200);
		const [[choice]] = await world.database.read(
			build.selectFrom("processing_choice").select(["allowed", "state", "ended_at"]).where("member_id", "=", member.id),
		);
		expect(choice).toEqual({ allowed: 0, state: "open", ended_at: null });
		expect((await visitor.get(account(visitor, "/privacy/choices"))).text).toContain(
			"Over je bezwaar is nog niet beslist.",
		);
	});

	it("says of what protects others that it goes on, and restricts nothing", async () => {
		const member = await memberOn("twero");
		await object(member, "security_improvement");
		expect(await restrictionsOf(member)).toEqual([]);
		const { visitor } = member;
		expect((await visitor.get(account(visitor, "/privacy/choices"))).text).toContain("tot dan gaat dit door");
	});

	it("comes back with what is wrong, for a use that is none here or an answer that lacks", async () => {
		const member = await memberOn("twero");
		const { visitor } = member;
		expect((await object(member, "fiscal")).status).toBe(422);
		expect((await visitor.post(account(visitor, "/privacy/choices"), { purpose: "moderation" })).status).toBe(422);
		expect(await restrictionsOf(member)).toEqual([]);
	});
});
