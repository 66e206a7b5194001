import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { words } from "#locales/locales.ts";
import {
	beginSignIn,
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
import { find, lifting, newStaff, openCard, type StaffMember, suspending } from "../../support/staff.ts";
import { startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
let moderator: StaffMember;
let support: StaffMember;
let viewer: Visitor;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	moderator = await newStaff(world, "moderator");
	support = await newStaff(world, "support");
	viewer = (await newMember(world, mail)).visitor;
	await enterBrand(viewer, "twero");
	await enterBrand(viewer, "geilesexsite");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const REASON = "Stuurde op 12 november dreigende teksten aan een ander lid";
const HARM = words("nl").clauses.harm;

type Subject = Member & { id: string; sent(): number };

async function memberOn(...brands: string[]): Promise<Subject> {
	const own = await newMember(world, mail);
	for (const brand of brands) await enterBrand(own.visitor, brand);
	const found = await find(support, own.name);
	const id = found.headers.location?.split("/").at(-1) ?? expect.fail("not found");
	return { ...own, id, sent: () => mail.taken.filter(({ to }) => to.includes(own.email)).length };
}

const suspend = (id: string, scope?: string, reason = REASON) =>
	moderator.visitor.post(at(moderator.visitor, `/console/members/${id}/suspend`), suspending(scope, reason));
const lift = (id: string, scope?: string, reason?: string) =>
	moderator.visitor.post(at(moderator.visitor, `/console/members/${id}/restore`), lifting(scope, reason));

async function measuresOf(id: string) {
	const [rows] = await world.database.read(
		build
			.selectFrom("measure")
			.select(["kind", "brand_id", "clause", "source", "automated", "ends_at", "decided_by"])
			.where("member_id", "=", id)
			.orderBy("id"),
	);
	return rows;
}

describe("POST /console/members/:member/suspend", () => {
	it("signs a member out everywhere at once and keeps them out until it is lifted (P23, P60, T11)", async () => {
		const own = await memberOn("twero");
		const { id } = own;
		const before = own.sent();
		expect((await suspend(id, "account", "kort")).status).toBe(422);
		expect((await own.visitor.get(at(own.visitor, "/"))).status).toBe(200);
		const answer = await suspend(id);
		// One batch writes all of it: a Worker that dies leaves nobody suspended who is not told.
		expect(answer.headers["server-timing"]).toContain('desc="2"');
		const done = await moderator.visitor.follow(answer);
		expect(done.text).toContain("Dit lid is opgeschort");
		expect((await own.visitor.get(at(own.visitor, "/"))).status).toBe(303);
		expect((await own.visitor.get(own.visitor.address("twero", "/me"))).status).toBe(303);
		const refused = await signIn(own, newVisitor(world));
		expect([refused.status, refused.headers["set-cookie"]]).toEqual([403, undefined]);
		expect(refused.text).toContain("Je account is opgeschort");
		for (const part of [REASON, HARM, "Iemand meldde het bij ons", "niets automatisch", "mailto:"])
			expect(refused.text).toContain(part);
		const guessed = await signIn({ ...own, password: "iets heel anders" }, newVisitor(world));
		expect(guessed.text).not.toContain("opgeschort");
		const letter = await letterTo(mail, own.email, before + 1);
		expect(letter.subject).toBe("Een besluit over je account");
		const read = (letter.text ?? "").replaceAll(/\s+/g, " ");
		for (const part of [
			REASON,
			HARM,
			"al zijn sites",
			"Iemand meldde",
			"niets automatisch",
			"naar de rechter",
			"Schrijf naar",
		])
			expect(read).toContain(part);
		expect(read).not.toContain(moderator.email);
		expect(letter.links.some((link) => /\/\/twero\.localhost.*\/privacy\/rights$/.test(link))).toBe(true);
		const again = await moderator.visitor.follow(await suspend(id));
		expect(again.text).toContain("Er is niets veranderd");

		await lift(id);
		const lifted = await letterTo(mail, own.email, before + 2);
		expect(lifted.subject).toBe("Je opschorting is opgeheven");
		expect(lifted.text?.replaceAll(/\s+/g, " ")).toContain("Na bezwaar bleek de melding onjuist");
		// What was signed in before stays out, even a session that was missed: its epoch is over.
		expect((await own.visitor.get(at(own.visitor, "/"))).status).toBe(303);
		const [[epoch]] = await world.database.read(
			build.selectFrom("member").select("session_epoch").where("id", "=", id),
		);
		expect(epoch?.session_epoch).toBe(2);
		const back = newVisitor(world);
		expect((await signIn(own, back)).status).toBe(303);
		const page = await back.get(at(back, "/privacy"));
		expect(page.text).toContain("Schortte je account op");
		expect(page.text).toContain(REASON);
		expect(await measuresOf(id)).toEqual([
			{
				...{ kind: "suspended_account", brand_id: "", clause: "harm", source: "notice", decided_by: moderator.id },
				...{ automated: 0, ends_at: expect.stringMatching(/Z$/) },
			},
		]);
		expect((await suspend(id)).status).toBe(303);
		expect((await measuresOf(id)).map(({ ends_at }) => ends_at === null)).toEqual([false, true]);
		const [accesses] = await world.database.read(
			build.selectFrom("staff_access").select(["what", "staff_id"]).where("member_id", "=", id).orderBy("number"),
		);
		const [bySupport, ...byModerator] = [support.id, moderator.id, moderator.id, moderator.id];
		expect(accesses).toEqual([
			{ what: "found", staff_id: bySupport },
			...["suspended", "restored", "suspended"].map((what, index) => ({ what, staff_id: byModerator[index] })),
		]);
	});

	it("on one brand it blocks sign-in, page and photo there, and nothing on the others (P60, T9)", async () => {
		const own = await memberOn("twero", "geilesexsite");
		for (const brand of ["twero", "geilesexsite"])
			expect(
				(
					await uploadPhoto(world, own.visitor, brand, plainPhoto(brand === "twero" ? "jpg" : "png"), {
						photo_consent: "yes",
					})
				).status,
			).toBe(303);
		await world.database.write(
			build
				.updateTable("photo")
				.set({ state: "approved", approved_at: "2026-11-22T08:00:00.000Z", decided_at: "2026-11-22T08:00:00.000Z" })
				.set({ decided_by: "earlier" })
				.where("member_id", "=", own.id),
		);
		const [photos] = await world.database.read(
			build.selectFrom("photo").select(["id", "brand_id"]).where("member_id", "=", own.id).orderBy("brand_id", "desc"),
		);
		const seen = async () => {
			const statuses = photos.map(async ({ id, brand_id: brand }) => {
				const photo = await viewer.get(viewer.address(brand, `/photos/${id}/320`));
				const member = await viewer.get(viewer.address(brand, places.get(brand) ?? ""));
				const me = await own.visitor.get(own.visitor.address(brand, "/me"));
				return [brand, photo.status, member.status, me.status];
			});
			return Promise.all(statuses);
		};
		const places = new Map<string, string>();
		for (const brand of ["twero", "geilesexsite"]) places.set(brand, await placeOn(own.visitor, brand));
		const open = [200, 200, 200];
		expect(await seen()).toEqual([
			["twero", ...open],
			["geilesexsite", ...open],
		]);
		const before = own.sent();
		const reply = await suspend(own.id, "twero");
		expect([reply.status, reply.headers["server-timing"]]).toEqual([303, expect.stringContaining('desc="2"')]);
		expect(await seen()).toEqual([
			["twero", 404, 404, 303],
			["geilesexsite", ...open],
		]);
		expect((await own.visitor.get(at(own.visitor, "/"))).status).toBe(200);
		const letter = await letterTo(mail, own.email, before + 1);
		expect(letter.text).toContain("opgeschort op Twero");
		expect(letter.text).not.toMatch(/geilesexsite/i);
		// The way to the brand leads to the reasons, by its form too.
		const asked = await beginSignIn(own.visitor, "twero");
		expect([asked.status, own.visitor.at.pathname]).toEqual([403, "/authorize"]);
		for (const part of ["Je bent opgeschort op Twero", REASON, HARM]) expect(asked.text).toContain(part);
		const forced = await own.visitor.post(own.visitor.at.href, { terms: "yes", membership: "yes" });
		expect([forced.status, forced.headers.location]).toEqual([403, undefined]);
		await lift(own.id, "twero");
		expect((await enterBrand(own.visitor, "twero")).status).toBe(200);
		expect(await seen()).toEqual([
			["twero", ...open],
			["geilesexsite", ...open],
		]);
	});

	it("shuts a sign-in on the brand that was under way (T10)", async () => {
		const own = await memberOn("twero");
		const { visitor } = own;
		await beginSignIn(visitor, "twero");
		const given = await visitor.post(visitor.at.href, {});
		expect(given.headers.location).toContain("/login/callback");
		await suspend(own.id, "twero");
		expect((await visitor.follow(given)).status).toBe(400);
		expect((await visitor.get(visitor.address("twero", "/me"))).status).toBe(303);
	});

	it("leaving the brand and coming back does not end it", async () => {
		const own = await memberOn("twero", "geilesexsite");
		await suspend(own.id, "twero");
		await own.visitor.post(at(own.visitor, "/brands/twero/leave"));
		const back = await beginSignIn(own.visitor, "twero");
		expect([back.status, back.text.includes(REASON)]).toEqual([403, true]);
	});

	it("keeps the pages of rights, statement and terms open to a member who is suspended", async () => {
		const own = await memberOn("twero");
		await suspend(own.id);
		// The member's page finds that the session has ended; then the home page is a visitor's again.
		await own.visitor.get(own.visitor.address("twero", "/me"));
		for (const path of ["/privacy/rights", "/privacy", "/terms", "/"])
			expect((await own.visitor.get(own.visitor.address("twero", path))).status).toBe(200);
		const onBrand = await memberOn("twero");
		await suspend(onBrand.id, "twero");
		for (const path of ["/privacy", "/brands", "/profile", "/close"])
			expect((await onBrand.visitor.get(at(onBrand.visitor, path))).status).toBe(200);
	});

	it("comes back filled where something is missing, and refuses a brand without the member", async () => {
		const { id } = await memberOn("twero");
		await openCard(moderator, id);
		const path = at(moderator.visitor, `/console/members/${id}/suspend`);
		const reply = await moderator.visitor.post(path, {
			state_scope: "twero",
			state_clause: "misuse",
			state_reason: REASON,
		});
		expect(reply.status).toBe(422);
		expect(reply.text).toContain('<option value="twero" selected');
		expect(reply.text).toMatch(/value="misuse"[^>]*checked/);
		expect(reply.text).toContain(`>${REASON}</textarea>`);
		expect(reply.text).toContain("state_source-error");
		const elsewhere = await suspend(id, "geilesexsite");
		expect([elsewhere.status, elsewhere.text.includes("geen lid van deze site")]).toEqual([422, true]);
		expect(await measuresOf(id)).toEqual([]);
	});

	it("is one measure when three suspend on one brand at the same moment", async () => {
		const { id } = await memberOn("twero");
		await Promise.all([suspend(id, "twero"), suspend(id, "twero"), suspend(id, "twero")]);
		expect((await measuresOf(id)).length).toBe(1);
	});

	it("tells a member whose reason is lost whom to ask", async () => {
		const own = await memberOn("twero");
		await world.database.write(build.updateTable("member").set({ state: "suspended" }).where("id", "=", own.id));
		const refused = await signIn(own, newVisitor(world));
		expect([refused.status, refused.text.includes("Vraag ernaar via")]).toEqual([403, true]);
	});

	it("changes no part of a measure, nor begins it again once it has ended", async () => {
		const own = await memberOn("twero");
		await suspend(own.id, "twero");
		const change = (set: object) =>
			world.database.write(build.updateTable("measure").set(set).where("member_id", "=", own.id));
		for (const set of [
			{ clause: "misuse" },
			{ brand_id: "" },
			{ decided_by: "x" },
			{ begins_at: "2020" },
			{ automated: 1 },
		])
			await expect(change(set)).rejects.toThrow(/a measure is lifted, never rewritten/);
		await lift(own.id, "twero");
		await expect(change({ ends_at: null })).rejects.toThrow(/a measure that has ended does not begin again/);
	});
});

describe("POST /console/members/:member/restore", () => {
	it("tells whether another suspension stands where this one did, and else that others see the member (P60)", async () => {
		const own = await memberOn("twero", "geilesexsite");
		const letterOf = async (change: Promise<unknown>) => {
			const before = own.sent();
			await change;
			const { text } = await letterTo(mail, own.email, before + 1);
			return text.replaceAll(/\s+/g, " ");
		};
		const told = async (scope: string) => {
			const text = await letterOf(lift(own.id, scope));
			expect(text).toContain("opgeheven");
			return [text.includes("Er geldt nog een ander besluit"), text.includes("anderen zien je weer")];
		};
		for (const scope of ["twero", "geilesexsite"]) await letterOf(suspend(own.id, scope));
		// What holds on another site alone is none of this one's.
		expect(await told("twero")).toEqual([false, true]);
		await letterOf(suspend(own.id, "account"));
		expect(await told("geilesexsite")).toEqual([true, false]);
		await letterOf(suspend(own.id, "geilesexsite"));
		expect(await told("account")).toEqual([true, false]);
		expect(await told("geilesexsite")).toEqual([false, true]);
	});
});
