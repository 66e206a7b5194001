import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { offerOn } from "../../support/fixtures/offer.ts";
import { enterBrand, type Member, newMember, placeOn, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

let world: World;
let mail: MailServer;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	await offerOn(world, "twero", ["profiles", "suggestions"]);
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const YES = { consent: "yes" };

/** A member who is signed in on the account host and on these brands. */
async function memberOn(...brands: string[]): Promise<Member & { id: string }> {
	const member = await newMember(world, mail, brands[0]);
	for (const brand of brands) await enterBrand(member.visitor, brand);
	const [[row]] = await world.database.read(
		build.selectFrom("member").select("id").orderBy("created_at", "desc").orderBy("id", "desc").limit(1),
	);
	return { ...member, id: row?.id ?? "" };
}

const account = (visitor: Visitor, path: string) => visitor.address("account", path);

async function seenBy(viewer: Visitor, brand: string, place: string): Promise<Reply> {
	return viewer.get(viewer.address(brand, place));
}

const keysOf = async (owner: string) => {
	const [keys] = await world.database.read(
		build.selectFrom("unit_key").select(["id", "unit"]).where("owner_id", "=", owner),
	);
	return keys;
};

describe("what a member gives once", () => {
	it("POST /profile keeps what is filled in, and a brand shows it only after it was turned on there (P04, P26)", async () => {
		const { visitor } = await memberOn("twero", "geilesexsite");
		const viewer = (await memberOn("twero", "geilesexsite")).visitor;
		const details = { gender: "woman", phone: "06 1234 5678", birth_date: "1990-05-17", town: "Bergen op Zoom" };
		const saved = await visitor.post(account(visitor, "/profile"), details);
		expect([saved.status, saved.headers.location]).toEqual([303, "/profile?done=saved"]);
		expect(trips(saved)).toBeLessThanOrEqual(2);
		const page = await visitor.get(account(visitor, "/profile"));
		expect(trips(page)).toBe(1);
		for (const value of ["+31612345678", "1990-05-17", "Bergen op Zoom"])
			expect(page.text).toContain(`value="${value}"`);
		expect(page.text).toMatch(/value="woman"[^>]* checked/);
		const place = await placeOn(visitor, "twero");
		const before = await seenBy(viewer, "twero", place);
		expect(before.text).not.toMatch(/Bergen op Zoom|31612345678|1990|jaar<|een vrouw/);
		const shown = await visitor.post(account(visitor, "/profile/twero/visibility"), { town: "yes", birth_date: "yes" });
		expect([shown.status, trips(shown)]).toEqual([303, 2]);
		const after = await seenBy(viewer, "twero", place);
		expect(after.text).toMatch(/\b3\d jaar<.*Bergen op Zoom/s);
		expect(after.text).not.toMatch(/31612345678|1990|een vrouw/);
		const elsewhere = await seenBy(viewer, "geilesexsite", await placeOn(visitor, "geilesexsite"));
		expect(elsewhere.text).not.toMatch(/Bergen op Zoom|jaar</);
		await visitor.post(account(visitor, "/profile/twero/visibility"), {});
		expect((await seenBy(viewer, "twero", place)).text).not.toMatch(/Bergen op Zoom|jaar</);
	});

	it("POST /profile clears one field alone, and the key that sealed it (P04)", async () => {
		const { visitor, id } = await memberOn("twero");
		const details = { gender: "man", phone: "+31612345678", birth_date: "1985-01-02", town: "Assen" };
		await visitor.post(account(visitor, "/profile"), details);
		const sealedUnder = (await keysOf(id)).find(({ unit }) => unit === "core:detail");
		const cleared = await visitor.post(account(visitor, "/profile"), { clear: "phone" });
		expect([cleared.headers.location, trips(cleared)]).toEqual(["/profile?done=cleared", 2]);
		const page = await visitor.get(account(visitor, "/profile"));
		expect(page.text).not.toContain("31612345678");
		expect(page.text).toContain('value="Assen"');
		expect(page.text).toContain('value="1985-01-02"');
		expect((await keysOf(id)).map((key) => key.id)).not.toContain(sealedUnder?.id);
		for (const clear of ["town", "birth_date"]) await visitor.post(account(visitor, "/profile"), { clear });
		expect((await visitor.get(account(visitor, "/profile"))).text).not.toMatch(/Assen|1985/);
		expect((await visitor.post(account(visitor, "/profile"), { clear: "gender" })).status).toBe(400);
	});

	it("POST /profile puts what is right in the place of what was wrong, and keeps the rest (P40)", async () => {
		const { visitor } = await memberOn("twero");
		const wrong = { gender: "man", phone: "+31612345678", birth_date: "1985-01-02", town: "Assen" };
		await visitor.post(account(visitor, "/profile"), wrong);
		const right = { ...wrong, gender: "woman", birth_date: "1985-02-01", town: "Emmen" };
		expect((await visitor.post(account(visitor, "/profile"), right)).headers.location).toBe("/profile?done=saved");
		const page = await visitor.get(account(visitor, "/profile"));
		for (const value of ["+31612345678", "1985-02-01", "Emmen"]) expect(page.text).toContain(`value="${value}"`);
		expect(page.text).toMatch(/value="woman"[^>]* checked/);
		expect(page.text).not.toMatch(/Assen|1985-01-02|value="man"[^>]* checked/);
	});

	it("POST /profile/:brand/visibility shows each detail on that brand alone, until it is taken back (P26)", async () => {
		const { visitor } = await memberOn("twero", "geilesexsite");
		const viewer = (await memberOn("twero", "geilesexsite")).visitor;
		const details = { gender: "woman", phone: "+31612340001", birth_date: "1990-05-17", town: "Enkhuizen" };
		await visitor.post(account(visitor, "/profile"), details);
		const seen = { gender: /een vrouw/i, phone: /31612340001/, birth_date: /\b3\d jaar</, town: /Enkhuizen/ };
		const [here, there] = [await placeOn(visitor, "twero"), await placeOn(visitor, "geilesexsite")];
		const visible = async (brand: string, place: string) => {
			const { text } = await seenBy(viewer, brand, place);
			return Object.entries(seen).flatMap(([field, words]) => (words.test(text) ? [field] : []));
		};
		expect(await visible("twero", here)).toEqual([]);
		const offered = [
			...(await visitor.get(account(visitor, "/profile"))).text.matchAll(/type="checkbox"[^>]* name="(\w+)"/g),
		];
		const fields = [...new Set(offered.map(([, name = ""]) => name))].filter((name) => name in seen);
		expect(fields.length).toBeGreaterThan(1);
		for (const field of fields) {
			await visitor.post(account(visitor, "/profile/twero/visibility"), { [field]: "yes" });
			expect(await visible("twero", here)).toEqual([field]);
			expect(await visible("geilesexsite", there)).toEqual([]);
		}
		await visitor.post(account(visitor, "/profile/twero/visibility"), {});
		expect(await visible("twero", here)).toEqual([]);
	});

	it("POST /profile gives back what was typed, with what is wrong beside it", async () => {
		const { visitor } = await memberOn("twero");
		const wrong = { gender: "dragon", phone: "12", birth_date: "2015-06-01", town: "Ass\u202een" };
		const reply = await visitor.post(account(visitor, "/profile"), wrong);
		expect(reply.status).toBe(422);
		for (const name of ["gender", "phone", "birth_date", "town"]) expect(reply.text).toContain(`id="${name}-error"`);
		expect(reply.text).toContain("jonger dan 18");
		expect(reply.text).toContain('value="12"');
		expect((await visitor.get(account(visitor, "/profile"))).text).not.toContain("2015-06-01");
	});

	it("POST /profile tells a caller that asks for JSON the same, by field", async () => {
		const { visitor } = await memberOn("twero");
		const wrong = { gender: "man", phone: "12", town: "Ass\u202een" };
		const reply = await visitor.post(account(visitor, "/profile"), wrong, { Accept: "application/json" });
		expect([reply.status, reply.headers["content-type"]]).toEqual([422, "application/problem+json; charset=utf-8"]);
		expect(JSON.parse(reply.text).errors.map(({ field }: { field: string }) => field)).toEqual(["phone", "town"]);
	});

	it("POST /profile takes no field that the form lacks (T23)", async () => {
		const { visitor } = await memberOn("twero");
		for (const extra of ["member_id", "state", "realm_id", "email", "__proto__"]) {
			const reply = await visitor.post(account(visitor, "/profile"), { gender: "man", [extra]: "x" });
			expect(reply.status, extra).toBe(400);
		}
		const visibility = await visitor.post(account(visitor, "/profile/twero/visibility"), { email: "yes" });
		expect(visibility.status).toBe(400);
	});

	it("GET /profile sends a visitor to sign in", async () => {
		const { visitor } = await memberOn("twero");
		visitor.cookies.clear();
		for (const path of ["/profile", "/profile/twero"])
			expect((await visitor.get(account(visitor, path))).headers.location).toBe("/sign-in?to=%2Fprofile");
		expect((await visitor.post(account(visitor, "/profile"), { gender: "man" })).headers.location).toBe(
			"/sign-in?to=%2Fprofile",
		);
	});
});

const TEXTS = {
	display_name: "Roos",
	about_me: "Eerste regel\r\nTweede regel",
	hobbies: "Schaatsen",
	sexual_preferences: "Zacht",
};

describe("special values", () => {
	it("POST /profile/:brand without consent is refused with the question, and nothing is kept (P05)", async () => {
		const { visitor, id } = await memberOn("twero");
		for (const field of ["about_me", "hobbies", "sexual_preferences"] as const) {
			const reply = await visitor.post(account(visitor, "/profile/twero"), { [field]: "iets van mij" });
			expect(reply.status, field).toBe(422);
			expect(reply.text).toContain('id="consent-error"');
			expect(reply.text).toContain("iets van mij");
			expect(reply.text).not.toMatch(/name="consent"[^>]* checked/);
		}
		const orientation = await visitor.post(account(visitor, "/profile/twero/orientation"), { orientation: "bisexual" });
		expect(orientation.status).toBe(422);
		const [special, profiles] = await world.database.read(
			build.selectFrom("special_detail").select("purpose").where("member_id", "=", id),
			build.selectFrom("profile").select("member_id").where("member_id", "=", id),
		);
		expect([special, profiles]).toEqual([[], []]);
		expect((await keysOf(id)).map(({ unit }) => unit).filter((unit) => /special|brand/.test(unit))).toEqual([]);
	});

	it("POST /profile/:brand gives back every text that is wrong, with what was typed, and keeps none", async () => {
		const { visitor, id } = await memberOn("twero");
		const wrong = {
			display_name: "Ro\u202eos",
			about_me: "a".repeat(2_001),
			hobbies: "Lopen\u0000",
			sexual_preferences: "b".repeat(501),
		};
		const reply = await visitor.post(account(visitor, "/profile/twero"), { ...wrong, ...YES });
		expect(reply.status).toBe(422);
		for (const name of Object.keys(wrong)) expect(reply.text).toContain(`id="${name}-error"`);
		expect(reply.text).toMatch(/id="display_name-error"[^>]*>Na “Ro” staat een onzichtbaar teken[^<]*\(U\+202E\)/);
		expect(reply.text).toMatch(/id="hobbies-error"[^>]*>Na “Lopen” staat een stuurteken \(U\+0000\)/);
		expect(reply.text).toMatch(/id="about_me-error"[^>]*>Dit is te lang. Er passen 2.000 tekens in/);
		expect(reply.text).toContain(wrong.about_me);
		expect(reply.text).toContain(wrong.sexual_preferences);
		const orientation = { orientation: "dragon", orientation_consent: "yes" };
		const refused = await visitor.post(account(visitor, "/profile/twero/orientation"), orientation);
		expect([refused.status, refused.text.includes('id="orientation-error"')]).toEqual([422, true]);
		const [profiles] = await world.database.read(
			build.selectFrom("profile").select("member_id").where("member_id", "=", id),
		);
		expect(profiles).toEqual([]);
	});

	it("POST /profile/:brand loses stray signs without a word, and keeps what spells a writing (P26)", async () => {
		const { visitor } = await memberOn("twero");
		const texts = {
			display_name: "Ro\u00ados\u200b",
			about_me: "zee\u200bland \ufeffمی\u200cخواهم\r\n020\u200e 55 👩🏽‍🔬",
		};
		const saved = await visitor.post(account(visitor, "/profile/twero"), { ...texts, ...YES });
		expect(saved.status).toBe(303);
		const page = await visitor.get(account(visitor, "/profile/twero"));
		expect(page.text).toContain('value="Roos"');
		expect(page.text).toContain("zeeland می\u200cخواهم\n020\u200e 55 👩🏽‍🔬");
	});

	it("POST /profile/:brand takes no name that reads as the site's or its staff's, but for one that is there (P03)", async () => {
		const { visitor, id } = await memberOn("twero", "geilesexsite");
		const save = (brand: string, name: string) =>
			visitor.post(account(visitor, `/profile/${brand}`), { display_name: name });
		for (const name of ["Rnoderator", "Beheer van Twero", "TWER0", "Klanten-service", "geile sexsite"]) {
			const reply = await save("twero", name);
			expect([name, reply.status]).toEqual([name, 422]);
			expect(reply.text).toMatch(/id="display_name-error"[^>]*>Deze naam is bezet/);
			expect(reply.text).toContain(`value="${name}"`);
		}
		expect((await save("twero", "Modesta")).status).toBe(303);
		expect((await save("geilesexsite", "Harbour")).status).toBe(303);
		expect((await save("geilesexsite", "Supp0rt")).status).toBe(422);
		const [rows] = await world.database.read(
			build.selectFrom("profile").select("brand_id").where("member_id", "=", id).orderBy("brand_id"),
		);
		expect(rows.map(({ brand_id }) => brand_id)).toEqual(["geilesexsite", "twero"]);
	});

	it("POST /profile/:brand/withdraw refuses a purpose that no button names, and an unknown brand, as its neighbours do", async () => {
		const { visitor } = await memberOn("twero");
		const post = (path: string, fields: Record<string, string>) => visitor.post(account(visitor, path), fields);
		expect((await post("/profile/twero/withdraw", { purpose: "membership" })).status).toBe(400);
		expect((await post("/profile/twero/withdraw", {})).status).toBe(400);
		expect((await post("/profile/harbour", { display_name: "Roos" })).status).toBe(404);
		expect((await post("/profile/harbour/withdraw", { purpose: "profiles" })).status).toBe(404);
		expect((await post("/brands/twero/visibility", { state: "deleted" })).status).toBe(400);
		expect((await post("/brands/harbour/visibility", { state: "deleted" })).status).toBe(404);
		expect((await post("/brands/harbour/leave", {})).status).toBe(404);
	});

	it("POST /profile/:brand with consent keeps them, shows them here, and nowhere else (P26, P52, T7)", async () => {
		const { visitor } = await memberOn("twero", "geilesexsite");
		const viewer = (await memberOn("twero", "geilesexsite")).visitor;
		const saved = await visitor.post(account(visitor, "/profile/twero"), { ...TEXTS, ...YES });
		expect([saved.headers.location, trips(saved)]).toEqual(["/profile/twero?done=saved", 2]);
		const editor = await visitor.get(account(visitor, "/profile/twero"));
		expect(trips(editor)).toBe(1);
		expect(editor.text).toContain("Eerste regel\nTweede regel</textarea>");
		expect(editor.text).not.toContain('name="consent"');
		const page = await seenBy(viewer, "twero", await placeOn(visitor, "twero"));
		expect([page.status, trips(page)]).toEqual([200, 1]);
		expect(page.text).toContain("<h1>Roos</h1>");
		expect(page.text).toContain("Eerste regel\nTweede regel");
		for (const value of ["Schaatsen", "Zacht"]) expect(page.text).toContain(value);
		const other = await seenBy(viewer, "geilesexsite", await placeOn(visitor, "geilesexsite"));
		expect(other.text).not.toMatch(/Roos|regel|Schaatsen|Zacht/);
		const changed = await visitor.post(account(visitor, "/profile/twero"), { ...TEXTS, hobbies: "" });
		expect(changed.status).toBe(303);
		expect((await seenBy(viewer, "twero", await placeOn(visitor, "twero"))).text).not.toContain("Schaatsen");
	});

	it("POST /profile/:brand/withdraw erases values and keys and writes the ledger at once (P05, P34)", async () => {
		const { visitor, id } = await memberOn("twero");
		const viewer = (await memberOn("twero")).visitor;
		await visitor.post(account(visitor, "/profile/twero"), { ...TEXTS, ...YES });
		const fields = { orientation: "homosexual", orientation_consent: "yes" };
		expect((await visitor.post(account(visitor, "/profile/twero/orientation"), fields)).status).toBe(303);
		expect((await visitor.get(account(visitor, "/profile/twero"))).text).toMatch(
			/value="homosexual" required[^>]* checked/,
		);
		const place = await placeOn(visitor, "twero");
		expect((await seenBy(viewer, "twero", place)).text).not.toMatch(/homo/i);
		// The page of all consents has the words of each, and the same button.
		const all = (await visitor.get(account(visitor, "/privacy"))).text;
		expect(all).toMatch(/<blockquote[^>]*>Ja, Jupiter Media B.V. mag wat ik hier over mezelf vertel/);
		for (const purpose of ["profiles", "suggestions"])
			expect(all).toMatch(
				new RegExp(`action="[^"]*/profile/twero/withdraw"><input type="hidden" name="purpose" value="${purpose}"`),
			);
		const withdrawn = await visitor.post(account(visitor, "/profile/twero/withdraw"), { purpose: "profiles" });
		expect([withdrawn.headers.location, trips(withdrawn)]).toEqual(["/profile/twero?done=withdrawn", 2]);
		const [special, events] = await world.database.read(
			build.selectFrom("special_detail").select("purpose").where("member_id", "=", id),
			build.selectFrom("consent_event").select(["purpose", "kind"]).where("member_id", "=", id).orderBy("happened_at"),
		);
		expect(special).toEqual([{ purpose: "suggestions" }]);
		expect(events.at(-1)).toEqual({ purpose: "profiles", kind: "withdrawn" });
		const units = (await keysOf(id)).map(({ unit }) => unit);
		expect(units).not.toContain("special:twero:profiles");
		expect(units).toContain("special:twero:suggestions");
		expect((await visitor.get(account(visitor, "/privacy"))).text).not.toContain('value="profiles"');
		expect((await seenBy(viewer, "twero", place)).text).toMatch(/<h1>Roos<\/h1>/);
		expect((await seenBy(viewer, "twero", place)).text).not.toMatch(/regel|Schaatsen|Zacht/);
		await visitor.post(account(visitor, "/profile/twero/withdraw"), { purpose: "suggestions" });
		expect((await keysOf(id)).map(({ unit }) => unit)).not.toContain("special:twero:suggestions");
		expect((await visitor.get(account(visitor, "/profile/twero"))).text).toContain('name="orientation_consent"');
		const again = await visitor.post(account(visitor, "/profile/twero"), TEXTS);
		expect(again.status).toBe(422);
	});

	it("POST /profile/:brand clears each text alone, and orientation by its own withdrawal (P04)", async () => {
		const { visitor, id } = await memberOn("twero");
		let now: Record<string, string> = { ...TEXTS, about_me: "Eerste regel" };
		await visitor.post(account(visitor, "/profile/twero"), { ...now, ...YES });
		const fields = { orientation: "homosexual", orientation_consent: "yes" };
		expect((await visitor.post(account(visitor, "/profile/twero/orientation"), fields)).status).toBe(303);
		const page = async () => (await visitor.get(account(visitor, "/profile/twero"))).text;
		const ORIENTATION = /value="homosexual"[^>]* checked/;
		for (const [field, text] of Object.entries(now)) {
			const keys = (await keysOf(id)).map((key) => key.id);
			now = { ...now, [field]: "" };
			expect((await visitor.post(account(visitor, "/profile/twero"), now)).status).toBe(303);
			const shown = await page();
			expect(shown, field).not.toContain(text);
			for (const kept of Object.values(now).filter(Boolean)) expect(shown, field).toContain(kept);
			expect(shown).toMatch(ORIENTATION);
			// The key that sealed it is gone: no older copy opens it.
			expect((await keysOf(id)).filter((key) => keys.includes(key.id)).length).toBeLessThan(keys.length);
		}
		await visitor.post(account(visitor, "/profile/twero"), { ...TEXTS, ...YES });
		await visitor.post(account(visitor, "/profile/twero/withdraw"), { purpose: "suggestions" });
		expect(await page()).not.toMatch(ORIENTATION);
		expect(await page()).toContain("Schaatsen");
	});

	it("POST /profile/:brand/orientation is asked where suggestions are offered alone; what was given stays to see and to erase", async () => {
		const { visitor, id } = await memberOn("twero");
		const fields = { orientation: "bisexual", orientation_consent: "yes" };
		const page = async () => (await visitor.get(account(visitor, "/profile/twero"))).text;
		expect((await visitor.post(account(visitor, "/profile/twero/orientation"), fields)).status).toBe(303);
		await offerOn(world, "twero", ["profiles"]);
		expect(await page()).toContain("Eerder gaf je op: Bi.");
		expect(await page()).not.toContain('name="orientation"');
		expect((await visitor.post(account(visitor, "/profile/twero/orientation"), fields)).status).toBe(404);
		expect((await visitor.post(account(visitor, "/profile/twero/withdraw"), { purpose: "suggestions" })).status).toBe(
			303,
		);
		expect(await page()).not.toContain("orientation-title");
		expect((await keysOf(id)).map(({ unit }) => unit)).not.toContain("special:twero:suggestions");
		await offerOn(world, "twero", ["profiles", "suggestions"]);
	});

	it("exist on adult brands alone: another takes none, and needs no consent for its texts (T23)", async () => {
		const { visitor } = await newMember(world, mail, "harbour");
		await enterBrand(visitor, "harbour");
		const own = (path: string) => visitor.address("account-lage-kade", path);
		const fields = { display_name: "Skipper", about_me: "I sail.", hobbies: "Knots" };
		expect((await visitor.post(own("/profile/harbour"), fields)).status).toBe(303);
		expect((await visitor.get(own("/profile/harbour"))).text).toContain("I sail.");
		for (const extra of ["sexual_preferences", "consent"])
			expect((await visitor.post(own("/profile/harbour"), { ...fields, [extra]: "yes" })).status, extra).toBe(400);
		expect((await visitor.post(own("/profile/harbour/orientation"), { orientation: "other" })).status).toBe(404);
		const page = await visitor.get(visitor.address("harbour", await placeOn(visitor, "harbour")));
		expect(page.text).toContain("<h1>Skipper</h1>");
	});

	it("GET /profile/:brand?from puts another brand's texts in the form, and keeps nothing by that", async () => {
		const { visitor, id } = await memberOn("twero", "geilesexsite");
		await visitor.post(account(visitor, "/profile/twero"), { ...TEXTS, ...YES });
		const copied = await visitor.get(account(visitor, "/profile/geilesexsite?from=twero"));
		expect(trips(copied)).toBe(1);
		expect(copied.text).toContain("Schaatsen");
		expect(copied.text).toContain('name="consent"');
		const [rows] = await world.database.read(
			build.selectFrom("special_detail").select("brand_id").where("member_id", "=", id),
		);
		expect(rows).toEqual([{ brand_id: "twero" }]);
		expect((await visitor.get(account(visitor, "/profile/geilesexsite"))).text).not.toContain("Schaatsen");
		expect((await visitor.get(account(visitor, "/profile/geilesexsite?from=harbour"))).text).not.toContain("Schaatsen");
	});
});

describe("a member's page", () => {
	it("GET /members/:member answers alike for who is missing, hidden, suspended, closed or of another brand (T8, T9)", async () => {
		const subject = await memberOn("twero", "geilesexsite");
		const viewer = (await memberOn("twero")).visitor;
		const place = await placeOn(subject.visitor, "twero");
		const foreign = await placeOn(subject.visitor, "geilesexsite");
		expect((await seenBy(viewer, "twero", place)).status).toBe(200);
		const missing = await seenBy(viewer, "twero", "/members/AAAAAAAAAAAAAAAAAAAAAA");
		expect(missing.status).toBe(404);
		const expectMissing = async (to: string) => {
			const reply = await seenBy(viewer, "twero", to);
			const { "server-timing": _, date: __, ...headers } = reply.headers;
			const { "server-timing": ___, date: ____, ...expected } = missing.headers;
			expect([reply.status, reply.text, headers]).toEqual([missing.status, missing.text, expected]);
		};
		await expectMissing(foreign);
		await expectMissing(`/members/${subject.id}`);
		await subject.visitor.post(account(subject.visitor, "/brands/twero/visibility"), { state: "hidden" });
		await expectMissing(place);
		expect((await seenBy(subject.visitor, "twero", place)).status).toBe(200);
		await subject.visitor.post(account(subject.visitor, "/brands/twero/visibility"), { state: "active" });
		const suspend = (state: "suspended" | "active") =>
			world.database.write(build.updateTable("member").set({ state }).where("id", "=", subject.id));
		await suspend("suspended");
		await expectMissing(place);
		await suspend("active");
		await subject.visitor.post(account(subject.visitor, "/close"));
		await expectMissing(place);
	});

	it("GET /brands tells what one is called on each brand, and where to change it", async () => {
		const { visitor } = await memberOn("twero");
		await enterBrand(visitor, "geilesexsite");
		expect((await visitor.post(account(visitor, "/profile/twero"), { display_name: "Roos" })).status).toBe(303);
		const page = await visitor.get(account(visitor, "/brands"));
		const names = [...page.text.matchAll(/Je naam daar<\/dt><dd>([^<]*)/g)].map(([, one]) => one);
		expect(names).toEqual(["Roos", "Lid"]);
		expect(page.headers["server-timing"]).toContain('desc="1"');
		for (const brand of ["twero", "geilesexsite"])
			expect((await visitor.get(account(visitor, `/profile/${brand}`))).status).toBe(200);
		expect(page.text).toMatch(/href="\/profile\/twero[^"]*">Profiel op Twero/);
	});

	it("GET /members/:member is for members of this very brand", async () => {
		const subject = (await memberOn("twero")).visitor;
		const place = await placeOn(subject, "twero");
		const stranger = (await memberOn("geilesexsite")).visitor;
		const reply = await stranger.get(stranger.address("twero", place));
		expect([reply.status, reply.headers.location]).toEqual([303, "/login"]);
		expect((await world.get(place, { host: "twero.com" })).headers.location).toBe("/login");
	});

	it("shows stored text as text, on the page and in the form (T14)", async () => {
		const { visitor } = await memberOn("twero");
		const viewer = (await memberOn("twero")).visitor;
		const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
		const texts = { display_name: attack.slice(0, 40), about_me: attack, hobbies: attack, sexual_preferences: attack };
		expect((await visitor.post(account(visitor, "/profile/twero"), { ...texts, ...YES })).status).toBe(303);
		await visitor.post(account(visitor, "/profile"), { gender: "man", town: attack });
		await visitor.post(account(visitor, "/profile/twero/visibility"), { town: "yes" });
		const pages = [
			await visitor.get(account(visitor, "/profile")),
			await visitor.get(account(visitor, "/profile/twero")),
			await seenBy(viewer, "twero", await placeOn(visitor, "twero")),
		];
		// The script of the quick exit, a file of our own, is all that runs.
		const own = /<script src="\/assets\/leave-[0-9a-f]{20}\.js" defer/g;
		for (const { text } of pages) {
			expect(text).toContain("&lt;script&gt;");
			expect(text.replace(own, "")).not.toMatch(/<script|<img src=x/);
		}
	});
});

describe("leaving and closing", () => {
	it("POST /brands/:brand/leave erases this brand's profile and keys, and nothing else (P37)", async () => {
		const { visitor, id } = await memberOn("twero", "geilesexsite");
		await visitor.post(account(visitor, "/profile"), { gender: "man", town: "Assen" });
		for (const brand of ["twero", "geilesexsite"]) {
			await visitor.post(account(visitor, `/profile/${brand}`), { ...TEXTS, ...YES });
			await visitor.post(account(visitor, `/profile/${brand}/visibility`), { town: "yes" });
		}
		expect((await visitor.post(account(visitor, "/brands/twero/leave"))).status).toBe(303);
		const [profiles, special, visibility] = await world.database.read(
			build.selectFrom("profile").select("brand_id").where("member_id", "=", id),
			build.selectFrom("special_detail").select("brand_id").where("member_id", "=", id),
			build.selectFrom("profile_visibility").select("brand_id").where("member_id", "=", id),
		);
		for (const rows of [profiles, special, visibility]) expect(rows).toEqual([{ brand_id: "geilesexsite" }]);
		expect((await keysOf(id)).map(({ unit }) => unit).filter((unit) => unit.includes("twero"))).toEqual([]);
		expect((await visitor.get(account(visitor, "/profile/geilesexsite"))).text).toContain("Schaatsen");
		expect((await visitor.get(account(visitor, "/profile"))).text).toContain("Assen");
		expect((await visitor.get(account(visitor, "/profile/twero"))).status).toBe(404);
	});

	it("POST /close erases special values, whose consents lapse (P05)", async () => {
		const { visitor, id } = await memberOn("twero");
		await visitor.post(account(visitor, "/profile/twero"), { ...TEXTS, ...YES });
		await visitor.post(account(visitor, "/close"));
		const [special] = await world.database.read(
			build.selectFrom("special_detail").select("brand_id").where("member_id", "=", id),
		);
		expect(special).toEqual([]);
		expect((await keysOf(id)).map(({ unit }) => unit).filter((unit) => unit.startsWith("special:"))).toEqual([]);
	});
});
