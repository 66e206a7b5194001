import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { MINUTE } from "#foundation/time.ts";
import { idOf } from "../../support/factors.ts";
import { copyPath, fetchCopy, filePath, makeCopy } from "../../support/fixtures/copy.ts";
import { bar, rightsVisitor, type State } from "../../support/fixtures/rights-session.ts";
import { enterBrand, type Member, newMember, newVisitor, placeOn, signIn, type Visitor } from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { newStaff, type StaffMember } from "../../support/staff.ts";
import { startWorld, type World } from "../../support/world.ts";

/** Every right of a member whose account is suspended or closed, over HTTP and without scripts. */

const STATES: readonly State[] = ["suspended", "closed"];

let mail: MailServer;
let world: World;
let moderator: StaffMember;
let viewer: Visitor;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	moderator = await newStaff(world, "moderator");
	viewer = (await newMember(world, mail)).visitor;
	await enterBrand(viewer, "twero");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

type Own = Member & { id: string; place: string };
const at = (visitor: Visitor, path: string) => visitor.address("account", path);

/** On two sites, with a profile and a photo on one of them, and then barred. */
async function barred(state: State): Promise<Own> {
	const own = await newMember(world, mail);
	const { visitor } = own;
	for (const brand of ["twero", "geilesexsite"]) await enterBrand(visitor, brand);
	const texts = { display_name: "Grutto", about_me: "Woont aan de plas", hobbies: "Wadlopen" };
	expect((await visitor.post(at(visitor, "/profile/twero"), { ...texts, consent: "yes" })).status).toBe(303);
	await uploadPhoto(world, visitor, "twero", plainPhoto(), { photo_consent: "yes" });
	const member = { ...own, id: idOf(own), place: await placeOn(visitor, "twero") };
	await bar(member, member.id, state, moderator);
	return member;
}

const rowsOf = async (table: "restriction" | "processing_choice" | "export", { id }: Own) => {
	const [rows] = await world.database.read(build.selectFrom(table).selectAll().where("member_id", "=", id));
	return rows as readonly Record<string, unknown>[];
};

const accountOf = async ({ id }: Own) => {
	const [[row], places] = await world.database.read(
		build.selectFrom("member").select(["state", "closed_at", "purge_at", "session_epoch"]).where("id", "=", id),
		build.selectFrom("membership").select(["brand_id", "state", "updated_at"]).where("member_id", "=", id),
	);
	return { row, places };
};

const letters = ({ email }: Own) => mail.taken.filter(({ to }) => to.includes(email)).map(({ raw }) => String(raw));

describe("a member whose account is suspended or closed", () => {
	it.each(STATES)(
		"has a copy made and fetches it, with all that is held, and is told by mail: %s (P40, P43)",
		async (state) => {
			const own = await barred(state);
			const before = await accountOf(own);
			const visitor = await rightsVisitor(world, own);
			await makeCopy(world, { visitor }, own.id);
			const { manifest, json } = await fetchCopy({ visitor });
			expect(json("data/member.json")).toMatchObject([{ email: own.email, user_name: own.name, state }]);
			const places = json("data/membership.json") as { brand_id: string }[];
			expect(places.map(({ brand_id }) => brand_id).sort()).toEqual(["geilesexsite", "twero"]);
			expect(JSON.stringify(json("data/profile.json"))).toContain("Grutto");
			expect(json("data/session.json")).toMatchObject([{ scope: "rights" }]);
			for (const { name, unreadable, missingFiles } of manifest.tables)
				expect([name, unreadable, missingFiles]).toEqual([name, 0, 0]);
			// Closing took what stood under a consent with it; a suspension takes nothing.
			const special = manifest.tables.find(({ name }) => name === "special_detail")?.rows;
			expect(special).toBe(state === "closed" ? 0 : 1);
			await expect
				.poll(() => letters(own).filter((raw) => /^Subject: .*kopie/im.test(raw)).length, { timeout: 15_000 })
				.toBe(2);
			expect(await accountOf(own)).toEqual(before);
		},
	);

	it.each(STATES)(
		"shows the password again before a copy, where the sign-in is not of just now: %s (T27)",
		async (state) => {
			const own = await barred(state);
			const visitor = await rightsVisitor(world, own);
			const now = Date.now();
			const aged = {
				created_at: new Date(now - 16 * MINUTE).toISOString(),
				ends_at: new Date(now + 44 * MINUTE).toISOString(),
			};
			await world.database.write(build.updateTable("session").set(aged).where("member_id", "=", own.id));
			const ask = (current_password: string) => visitor.post(copyPath(visitor), { current_password });
			expect((await ask("")).status).toBe(422);
			expect((await ask("iets heel anders")).status).toBe(422);
			expect(await rowsOf("export", own)).toEqual([]);
			expect((await visitor.get(filePath(visitor))).status).toBe(403);
			expect((await ask(own.password)).status).toBe(303);
			expect(await rowsOf("export", own)).toHaveLength(1);
		},
	);

	it.each(STATES)(
		"restricts the use of their data and ends that, and is seen by nobody after it: %s (P41)",
		async (state) => {
			const own = await barred(state);
			const visitor = await rightsVisitor(world, own);
			const before = await accountOf(own);
			const page = await visitor.get(at(visitor, "/privacy/restriction"));
			expect(page.text).not.toContain("<img");
			const begun = await visitor.post(visitor.at.href, { what: "all", ground: "claim" });
			expect([begun.status, begun.headers.location]).toEqual([303, "/privacy/restriction?done=begun"]);
			const [row] = await rowsOf("restriction", own);
			const ended = await visitor.post(visitor.at.href, { end: String(row?.id) });
			expect([ended.status, ended.headers.location]).toEqual([303, "/privacy/restriction?done=ended"]);
			expect((await rowsOf("restriction", own))[0]?.lifted_at).not.toBeNull();
			const missing = await viewer.get(viewer.address("twero", `/members/${"0".repeat(22)}`));
			const seen = await viewer.get(viewer.address("twero", own.place));
			expect([seen.status, seen.text]).toEqual([missing.status, missing.text]);
			expect(await accountOf(own)).toEqual(before);
		},
	);

	it.each(STATES)("objects and takes it back: %s (P42)", async (state) => {
		const own = await barred(state);
		const visitor = await rightsVisitor(world, own);
		const page = await visitor.get(at(visitor, "/privacy/choices"));
		const purpose = /name="purpose" value="([^"]+)"/.exec(page.text)?.[1] ?? expect.fail("nothing to object to");
		const choose = (allowed: string) => visitor.post(at(visitor, "/privacy/choices"), { purpose, allowed });
		expect((await choose("no")).status).toBe(303);
		expect(await rowsOf("processing_choice", own)).toMatchObject([{ purpose, ended_at: null }]);
		expect((await choose("yes")).status).toBe(303);
		expect((await rowsOf("processing_choice", own))[0]?.ended_at).not.toBeNull();
	});

	it.each(STATES)("opens the evidence of a site that they left before: %s (P40)", async (state) => {
		const own = await newMember(world, mail);
		for (const brand of ["twero", "geilesexsite"]) await enterBrand(own.visitor, brand);
		const leave = at(own.visitor, "/brands/geilesexsite/leave");
		expect((await own.visitor.post(leave, { current_password: own.password })).status).toBeLessThan(400);
		await bar(own, idOf(own), state, moderator);
		const visitor = await rightsVisitor(world, own);
		expect((await visitor.get(at(visitor, "/privacy"))).text).toContain("Bewijs");
		const opened = await visitor.post(at(visitor, "/privacy/evidence"));
		expect([opened.status, opened.text.includes("Geilesexsite")]).toEqual([200, true]);
	});

	it("makes a request for what only the account itself changes, and is offered no other page of it", async () => {
		const own = await barred("suspended");
		const visitor = await rightsVisitor(world, own);
		const { text } = await visitor.get(at(visitor, "/privacy"));
		expect(text).toMatch(/<h3><a href="\/privacy\/requests[^"]*">Je gegevens verbeteren/);
		expect(text).toMatch(/<h3><a href="\/privacy\/requests[^"]*">Een toestemming intrekken/);
		expect(text).not.toContain("Je account sluiten");
		expect(text).not.toContain("Intrekken en wissen");
	});

	it("still signs in and reopens a closed account after all of that", async () => {
		const own = await barred("closed");
		const visitor = await rightsVisitor(world, own);
		await visitor.post(copyPath(visitor));
		const back = newVisitor(world);
		const page = await signIn(own, back);
		const offer = /action="[^"]*\/reopen[^"]*".*?name="offer" value="([^"]+)"/s.exec(page.text)?.[1] ?? "";
		expect((await back.post(at(back, "/reopen"), { offer })).headers.location).toBe("/");
		expect((await back.get(at(back, "/"))).status).toBe(200);
		expect((await visitor.get(at(visitor, "/privacy"))).status).toBe(303);
	});
});
