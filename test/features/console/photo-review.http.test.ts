import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { readImageHeader } from "#foundation/objects/image-header.ts";
import { htmlProblems } from "../../support/html-rules.ts";
import {
	enterBrand,
	letterTo,
	type Member,
	newMember,
	newVisitor,
	placeOn,
	type Visitor,
} from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { hidden, JUPITER, newStaff, type StaffMember } from "../../support/staff.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
let moderator: StaffMember;
let second: StaffMember;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	moderator = await newStaff(world, "moderator");
	second = await newStaff(world, "moderator");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

type Owner = Member & { id: string };

const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const get = ({ visitor }: { visitor: Visitor }, path: string) => visitor.get(at(visitor, path));
const post = ({ visitor }: { visitor: Visitor }, path: string, fields: Record<string, string> = {}) =>
	visitor.post(at(visitor, path), fields);

async function memberOn(...brands: string[]): Promise<Owner> {
	const member = await newMember(world, mail, brands[0]);
	for (const brand of brands) await enterBrand(member.visitor, brand);
	const [[row]] = await world.database.read(build.selectFrom("member").select("id").orderBy("id", "desc").limit(1));
	return { ...member, id: row?.id ?? "" };
}

async function photoRow(id: string) {
	const [[row]] = await world.database.read(
		build
			.selectFrom("photo")
			.select(["id", "brand_id", "state", "approved_at", "decided_at", "decided_by"])
			.select(["rejection_reason", "rejection_note_sealed"])
			.where("id", "=", id),
	);
	return row;
}

async function added(owner: Owner, fields: Record<string, string> = {}, brand = "twero"): Promise<string> {
	const reply = await uploadPhoto(world, owner.visitor, brand, plainPhoto(), {
		photo_consent: "yes",
		photo_same: "yes",
		...fields,
	});
	expect(reply.status).toBe(303);
	const [rows] = await world.database.read(
		build.selectFrom("photo").select("id").where("member_id", "=", owner.id).orderBy("id", "desc").limit(1),
	);
	return rows[0]?.id ?? expect.fail("no photo");
}

async function accessesOf(owner: Owner) {
	const [rows] = await world.database.read(
		build
			.selectFrom("staff_access")
			.select(["what", "role", "brand_id", "staff_id"])
			.where("member_id", "=", owner.id)
			.orderBy("number"),
	);
	return rows;
}

/** As a moderator does: presses the button of the list, and is led to the page. */
const openPhoto = async (by: StaffMember, id: string) =>
	by.visitor.follow(await post(by, `/console/photos/${id}/look`));
const sourceIn = (reply: Reply) =>
	(/<img src="([^"]+\/image[^"]*)"/.exec(reply.text)?.[1] ?? expect.fail("no picture")).replaceAll("&amp;", "&");

/** As a moderator does: opens it, and sends the form that the page holds. */
async function decide(by: StaffMember, id: string, to: "approve" | "reject", fields: Record<string, string> = {}) {
	const seen = hidden(await openPhoto(by, id), "seen");
	return post(by, `/console/photos/${id}/${to}`, { seen, ...fields });
}

const lettersTo = (address: string) => mail.taken.filter(({ to }) => to.includes(address)).length;

/** Empties the queue, so that a test knows what is in it. */
async function decideAll(): Promise<void> {
	const now = new Date().toISOString();
	await world.database.write(
		build
			.updateTable("photo")
			.set({ state: "approved", approved_at: now, decided_at: now, decided_by: "earlier" })
			.where("decided_at", "is", null),
	);
}

describe("GET /console/photos", () => {
	it("lists what waits, oldest first, by brand, with no picture and no look at anybody", async () => {
		await decideAll();
		expect((await get(moderator, "/console/photos")).text).toContain("Er wacht niets");
		const owner = await memberOn("twero", "geilesexsite");
		const first = await added(owner, { description: "geheim onderschrift" });
		const next = await added(owner, {}, "geilesexsite");
		const page = await get(moderator, "/console/photos");
		expect([page.status, trips(page)]).toEqual([200, 1]);
		expect(page.text).toContain("Er wachten 2 foto&#39;s.");
		expect(page.text.indexOf(first)).toBeGreaterThan(0);
		expect(page.text.lastIndexOf(first)).toBeLessThan(page.text.lastIndexOf(next));
		expect(page.text).toMatch(/<th scope="row">Twero.*<th scope="row">Geilesexsite/s);
		expect(page.text).not.toMatch(/<img|geheim/);
		expect(page.text).not.toContain(owner.name);
		expect(await accessesOf(owner)).toEqual([]);
	});

	it("leaves out who is suspended, and photos of another realm (T7, T8)", async () => {
		const owner = await memberOn("twero");
		const id = await added(owner);
		const [brands] = await world.database.read(build.selectFrom("terms_version").select("realm_id").distinct());
		const other = brands.find(({ realm_id }) => realm_id !== JUPITER)?.realm_id ?? expect.fail("one realm only");
		const host = `account-${other}`;
		const foreign = await newStaff(world, "moderator", host, realmIdSchema.parse(other));
		for (const path of ["", "/image"]) {
			const reply = await foreign.visitor.get(foreign.visitor.address(host, `/console/photos/${id}${path}`));
			expect(reply.status).toBe(404);
		}
		const decided = await foreign.visitor.post(foreign.visitor.address(host, `/console/photos/${id}/approve`), {
			seen: "",
		});
		expect(decided.status).toBe(404);
		expect((await foreign.visitor.get(foreign.visitor.address(host, "/console/photos"))).text).not.toContain(id);
		const member = build.updateTable("member").where("id", "=", owner.id);
		const now = new Date().toISOString();
		await world.database.write(member.set({ state: "suspended", suspended_at: now }));
		expect((await get(moderator, "/console/photos")).text).not.toContain(id);
		expect((await openPhoto(moderator, id)).status).toBe(404);
		expect(await accessesOf(owner)).toEqual([]);
		expect((await photoRow(id))?.state).toBe("pending");
	});
});

describe("GET /console/photos/:photo", () => {
	it("writes down each look before anything is shown, and the member reads it (P23, P60, T30)", async () => {
		const owner = await memberOn("twero");
		const id = await added(owner, { description: "Aan <het> water" });
		const looked = await post(moderator, `/console/photos/${id}/look`);
		expect([looked.status, trips(looked)]).toEqual([303, 2]);
		const page = await moderator.visitor.follow(looked);
		expect([page.status, trips(page)]).toEqual([200, 1]);
		expect(page.headers["cache-control"]).toBe("private, no-store");
		expect(page.text).toContain("Aan &lt;het&gt; water");
		expect(page.text).not.toContain(owner.name);
		const look = { what: "photo", role: "moderator", brand_id: "twero", staff_id: moderator.id };
		expect(await accessesOf(owner)).toEqual([look]);
		const picture = await get(moderator, sourceIn(page));
		expect([picture.status, trips(picture)]).toEqual([200, 1]);
		expect(readImageHeader(picture.body)).toMatchObject({ type: "image/webp", width: 480, height: 300 });
		// One look: its picture adds no second row.
		expect(await accessesOf(owner)).toEqual([look]);
		await openPhoto(second, id);
		expect(await accessesOf(owner)).toEqual([look, { ...look, staff_id: second.id }]);
		const own = await owner.visitor.get(at(owner.visitor, "/privacy"));
		expect(own.text).toContain("Bekeek een foto die je toevoegde");
		expect(own.text).toContain("Beoordeling van foto&#39;s");
		expect(own.text).not.toContain(moderator.email);
	});

	it("shows and writes nothing without a look of this moderator, whoever leads the browser here (T12, T30)", async () => {
		const owner = await memberOn("twero");
		const [id, other] = [await added(owner, { description: "zeldzaam onderschrift" }), await added(owner)];
		const looked = await post(moderator, `/console/photos/${id}/look`);
		const token = new URL(looked.headers.location ?? "", "http://x").searchParams.get("look") ?? "";
		const before = await accessesOf(owner);
		const asks: [StaffMember, string, Record<string, string>][] = [
			[moderator, id, { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate" }],
			[moderator, id, { "Sec-Purpose": "prefetch" }],
			[moderator, `${other}?look=${token}`, {}],
			[moderator, `${id}?look=${token}x`, {}],
			[second, `${id}?look=${token}`, {}],
		];
		for (const [by, path, headers] of asks) {
			const reply = await by.visitor.get(at(by.visitor, `/console/photos/${path}`), headers);
			expect([reply.status, reply.text.includes("Foto openen")]).toEqual([200, true]);
			expect(reply.text).not.toMatch(/zeldzaam|<img/);
		}
		const forced = { "Sec-Fetch-Site": "cross-site" };
		const to = at(moderator.visitor, `/console/photos/${id}/look`);
		expect((await moderator.visitor.post(to, {}, forced)).status).toBe(403);
		expect(await accessesOf(owner)).toEqual(before);
		expect((await get(moderator, `/console/photos/${id}?look=${token}`)).text).toContain("zeldzaam");
	});

	it("shows nothing when the look cannot be written (T30)", async () => {
		const owner = await memberOn("twero");
		const id = await added(owner, { description: "zeldzaam onderschrift" });
		const database = createClient({ url: world.server.url });
		await database.execute(
			"CREATE TRIGGER refuse_look BEFORE INSERT ON staff_access BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
		);
		try {
			const reply = await openPhoto(moderator, id);
			expect(reply.status).toBe(409);
			expect(reply.text).not.toMatch(/zeldzaam|<img/);
		} finally {
			await database.execute("DROP TRIGGER refuse_look");
		}
		expect((await openPhoto(moderator, id)).text).toContain("zeldzaam");
	});
});

describe("GET /console/photos/:photo/image", () => {
	it("gives no bytes without a look of this moderator at this photo (T30)", async () => {
		const owner = await memberOn("twero");
		const [id, other] = [await added(owner), await added(owner)];
		const image = `/console/photos/${id}/image`;
		const token = new URL(sourceIn(await openPhoto(moderator, id)), "http://x").searchParams.get("look") ?? "";
		for (const path of [
			image,
			`${image}?look=`,
			`${image}?look=${token}x`,
			`/console/photos/${other}/image?look=${token}`,
		])
			expect([path, (await get(moderator, path)).status]).toEqual([path, 404]);
		expect((await get(second, `${image}?look=${token}`)).status).toBe(404);
		expect((await get({ visitor: newVisitor(world) }, `${image}?look=${token}`)).status).toBe(303);
		expect((await get(owner, `${image}?look=${token}`)).status).toBe(303);
		expect((await get(moderator, `${image}?look=${token}`)).status).toBe(200);
	});

	it("is inert and kept by no cache, and lies sealed (T15)", async () => {
		const owner = await memberOn("twero");
		const { headers } = await get(moderator, sourceIn(await openPhoto(moderator, await added(owner))));
		expect(headers).toMatchObject({
			"cache-control": "private, no-store",
			"content-security-policy": "default-src 'none'; sandbox",
			"content-type": "image/webp",
			"x-content-type-options": "nosniff",
			"cross-origin-resource-policy": "same-origin",
		});
		expect(headers.etag).toBeUndefined();
	});
});

describe("POST /console/photos/:photo/approve", () => {
	it("shows the photo to others, who did not see it before, and opens the next (P60)", async () => {
		await decideAll();
		const owner = await memberOn("twero");
		const { visitor: viewer } = await memberOn("twero");
		const [id, next] = [await added(owner), await added(owner)];
		const seenBy = () => viewer.get(viewer.address("twero", `/photos/${id}/320`));
		const place = await placeOn(owner.visitor, "twero");
		const isOnPage = async () => (await viewer.get(viewer.address("twero", place))).text.includes(id);
		expect([(await seenBy()).status, await isOnPage()]).toEqual([404, false]);
		const reply = await decide(moderator, id, "approve");
		expect([reply.status, trips(reply)]).toEqual([303, 2]);
		expect(reply.headers.location).toBe(`/console/photos/${next}?done=approved`);
		expect(await photoRow(id)).toMatchObject({ state: "approved", decided_by: moderator.id, rejection_reason: null });
		expect([(await seenBy()).status, await isOnPage()]).toEqual([200, true]);
		const page = await moderator.visitor.follow(reply);
		expect(page.text).toContain("Goedgekeurd. Hieronder open je de volgende.");
		expect(page.text).toContain("Dit is de laatste die wacht.");
		const last = await decide(moderator, next, "approve");
		expect(last.headers.location).toBe("/console/photos?done=approved");
		expect((await moderator.visitor.follow(last)).text).toContain("Er wacht niets");
		const editor = await owner.visitor.get(at(owner.visitor, "/profile/twero"));
		expect(editor.text).toContain("Te zien voor andere leden.");
	});

	it("mails its owner, offers one click to stop such mail, and obeys it (P16, P36)", async () => {
		await decideAll();
		const owner = await memberOn("twero");
		const id = await added(owner);
		await decide(moderator, id, "approve");
		await letterTo(mail, owner.email, 2);
		const raw = mail.taken.findLast(({ to }) => to.includes(owner.email))?.raw ?? "";
		expect(raw).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
		const { subject, text, links } = await letterTo(mail, owner.email, 2);
		expect(subject).toBe("Een foto van je is goedgekeurd");
		const stop = new URL(links.find((one) => one.includes("/unsubscribe/")) ?? "");
		expect(text).toContain("goedgekeurd");
		const stopped = await owner.visitor.post(stop.href, { "List-Unsubscribe": "One-Click" });
		expect(stopped.status).toBe(200);
		const other = await added(owner);
		await decide(moderator, other, "approve");
		expect((await decide(second, other, "reject", { reason: "explicit" })).status).toBe(303);
		// The rejection is told all the same, and is the next mail that comes.
		expect((await letterTo(mail, owner.email, 3)).subject).toBe("Een foto van je is afgewezen");
		expect(lettersTo(owner.email)).toBe(3);
	});

	it("is decided once: of two moderators at the same time, one is told what the other decided (P60)", async () => {
		const owner = await memberOn("twero");
		const id = await added(owner);
		const forms = [await openPhoto(moderator, id), await openPhoto(second, id)].map((page) => hidden(page, "seen"));
		const replies = await Promise.all([
			post(moderator, `/console/photos/${id}/approve`, { seen: forms[0] ?? "" }),
			post(second, `/console/photos/${id}/reject`, { seen: forms[1] ?? "", reason: "explicit", note: "" }),
		]);
		expect(replies.map(({ status }) => status).sort()).toEqual([303, 409]);
		const row = await photoRow(id);
		const told = replies.find(({ status }) => status === 409)?.text ?? "";
		const isApproved = row?.state === "approved";
		expect(row?.decided_by).toBe(isApproved ? moderator.id : second.id);
		expect(told).toContain(isApproved ? "Deze foto is goedgekeurd op" : "Deze foto is afgewezen op");
		for (const late of [
			await post(moderator, `/console/photos/${id}/approve`, { seen: "" }),
			await post(second, `/console/photos/${id}/reject`, { seen: "", reason: "explicit" }),
		])
			expect(late.status).toBe(409);
		// Neither a mail nor its key of a decision that was not taken; the first was to confirm the address.
		const [letters, keys] = await world.database.read(
			build.selectFrom("outbox").select("id").where("member_id", "=", owner.id),
			build.selectFrom("unit_key").select("unit").where("owner_id", "=", owner.id).where("unit", "like", "message:%"),
		);
		expect(letters).toHaveLength(2);
		expect(keys.length).toBeLessThanOrEqual(letters.length);
	});

	it("tells a moderator whose photo was taken away meanwhile, and mails nobody", async () => {
		const owner = await memberOn("twero");
		const id = await added(owner);
		await openPhoto(moderator, id);
		await owner.visitor.post(at(owner.visitor, `/profile/twero/photos/${id}/remove`));
		const reply = await post(moderator, `/console/photos/${id}/reject`, { seen: "", reason: "explicit" });
		expect(reply.status).toBe(404);
		expect(lettersTo(owner.email)).toBe(1);
	});
});

describe("POST /console/photos/:photo/reject", () => {
	it.each([
		["no reason", {}, "reason"],
		["a reason that is not on the list", { reason: "ugly" }, "reason"],
		["another reason without a note", { reason: "other", note: " " }, "note"],
		["a note beside a reason of the list", { reason: "explicit", note: "Dit ook" }, "note"],
		["a note of 301 characters", { reason: "other", note: "x".repeat(301) }, "note"],
		["a note that turns the reading direction", { reason: "other", note: "a‮b" }, "note"],
	])("refuses %s, beside its field, and decides nothing", async (_name, fields, field) => {
		const owner = await memberOn("twero");
		const id = await added(owner);
		const reply = await post(moderator, `/console/photos/${id}/reject`, { seen: "", ...fields });
		expect([reply.status, trips(reply)]).toEqual([422, 2]);
		expect(reply.text).toContain(`id="${field}-error"`);
		expect((await photoRow(id))?.state).toBe("pending");
		// The page shows the photo again: that is a look too.
		expect(await accessesOf(owner)).toHaveLength(1);
		expect((await get(moderator, sourceIn(reply))).status).toBe(200);
	});

	it("refuses a caller that asks for JSON without a look at the photo (T30)", async () => {
		const owner = await memberOn("twero");
		const to = at(moderator.visitor, `/console/photos/${await added(owner)}/reject`);
		const reply = await moderator.visitor.post(to, { seen: "" }, { Accept: "application/json" });
		expect([reply.status, trips(reply)]).toEqual([422, 1]);
		expect(JSON.parse(reply.text).errors).toEqual([{ field: "reason", detail: "Kies er een." }]);
		expect(await accessesOf(owner)).toEqual([]);
	});

	it("tells the member why, in their language, by mail and beside the photo, and nobody else sees it (P60)", async () => {
		const owner = await memberOn("twero");
		const id = await added(owner);
		const reply = await decide(moderator, id, "reject", { reason: "contact_details", note: "" });
		expect([reply.status, trips(reply)]).toEqual([303, 2]);
		const letter = await letterTo(mail, owner.email, 2);
		expect(letter.subject).toBe("Een foto van je is afgewezen");
		expect(letter.text).toMatch(/op Twero toevoegde/);
		expect(letter.text).toContain("Er staan contactgegevens op");
		const link = letter.links.find((one) => one.includes("/profile/twero")) ?? expect.fail("no link");
		const editor = await owner.visitor.get(link);
		expect(editor.text).toContain("Afgewezen door een moderator; alleen jij ziet deze foto.");
		expect(editor.text).toContain("Er staan contactgegevens op");
		const english = await owner.visitor.get(at(owner.visitor, "/en/profile/twero?brand=twero"));
		expect(english.text).toContain("It shows contact details");
		const { visitor: viewer } = await memberOn("twero");
		expect((await viewer.get(viewer.address("twero", `/photos/${id}/320`))).status).toBe(404);
	});

	it("keeps a note sealed, for the member and the moderators alone (T30)", async () => {
		const owner = await memberOn("twero");
		const id = await added(owner);
		const note = "Op het bord <achter> je staat een adres";
		await decide(moderator, id, "reject", { reason: "other", note });
		const row = await photoRow(id);
		expect(Buffer.from(row?.rejection_note_sealed ?? []).toString("latin1")).not.toContain("bord");
		const shown = "Op het bord &lt;achter&gt; je staat een adres";
		expect((await owner.visitor.get(at(owner.visitor, "/profile/twero"))).text).toContain(shown);
		expect((await openPhoto(second, id)).text).toContain(shown);
		const letter = await letterTo(mail, owner.email, 2);
		expect(letter.text).not.toContain("bord");
	});

	it("can be revised both ways within the list of what was decided (P60)", async () => {
		await decideAll();
		const owner = await memberOn("twero");
		const id = await added(owner);
		await decide(moderator, id, "approve");
		const list = await get(second, "/console/photos");
		expect(list.text).toMatch(new RegExp(`goedgekeurd.*een collega.*${id}`, "s"));
		const undone = await decide(second, id, "reject", { reason: "someone_else" });
		expect(undone.headers.location).toBe("/console/photos?done=rejected");
		expect(await photoRow(id)).toMatchObject({
			...{ state: "rejected", rejection_reason: "someone_else", approved_at: null, decided_by: second.id },
		});
		expect((await letterTo(mail, owner.email, 3)).text).toContain("Er staat iemand anders op dan jij.");
		const { visitor: viewer } = await memberOn("twero");
		expect((await viewer.get(viewer.address("twero", `/photos/${id}/320`))).status).toBe(404);
		expect((await decide(second, id, "approve")).status).toBe(303);
		expect(await photoRow(id)).toMatchObject({ state: "approved", rejection_reason: null });
		expect((await viewer.get(viewer.address("twero", `/photos/${id}/320`))).status).toBe(200);
	});
});

describe("POST /profile/:brand/withdraw", () => {
	it("erases a photo that waits, also before a moderator who opened it; of the look only its record stays (P34, P60)", async () => {
		const owner = await memberOn("twero");
		const id = await added(owner);
		const page = await openPhoto(moderator, id);
		const picture = () => moderator.visitor.get(at(moderator.visitor, sourceIn(page)));
		expect((await picture()).status).toBe(200);
		expect((await post(owner, "/profile/twero/withdraw", { purpose: "profiles" })).status).toBe(303);
		expect((await picture()).status).toBe(404);
		expect(await photoRow(id)).toBeUndefined();
		expect((await get(moderator, "/console/photos")).text).not.toContain(id);
		const decided = await post(moderator, `/console/photos/${id}/approve`, { seen: hidden(page, "seen") });
		expect(decided.status).toBe(404);
		expect((await accessesOf(owner)).map(({ what, brand_id }) => [what, brand_id])).toEqual([["photo", "twero"]]);
		const own = await get(owner, "/privacy");
		expect(own.text).toContain("Beoordeling van foto&#39;s");
	});
});

describe("the pages of the review", () => {
	it("are valid HTML in Dutch and English: list, waiting, refused, decided, and the owner's editor", async () => {
		const owner = await memberOn("twero");
		const [waiting, rejected] = [await added(owner), await added(owner)];
		await decide(moderator, rejected, "reject", { reason: "other", note: "Er staat een <merk> op" });
		for (const locale of ["", "/en"])
			for (const reply of [
				await get(moderator, `${locale}/console/photos`),
				await moderator.visitor.follow(await post(moderator, `${locale}/console/photos/${waiting}/look`)),
				await get(moderator, `${locale}/console/photos/${rejected}`),
				await post(moderator, `${locale}/console/photos/${waiting}/reject`, { seen: "", reason: "other" }),
				await post(moderator, `${locale}/console/photos/${rejected}/approve`, { seen: "" }),
				await get(owner, `${locale}/profile/twero?brand=twero`),
			]) {
				expect(htmlProblems(reply.text), reply.text.slice(0, 400)).toEqual([]);
			}
	});
});
