import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { withinOneCount } from "../../support/guesses.ts";
import { letterTo, newMember, newVisitor, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const names = Array.from({ length: 110 }, (_, index) => `proef${index}q`);
const fresh = () => names.pop() ?? "";

type Fields = Record<string, string>;
const joining = (name: string, own: Fields = {}): Fields => ({
	user_name: name,
	email: `${name}@voorbeeld.test`,
	password: "vier blauwe paarden",
	gender: "woman",
	adult: "yes",
	terms: "yes",
	membership: "yes",
	...own,
});

/** Stands on the form of joining a brand. */
async function atJoin(brand = "twero"): Promise<Visitor> {
	const visitor = newVisitor(world);
	await visitor.follow(await visitor.get(visitor.address(brand, "/join")));
	return visitor;
}

const join = async (fields: Fields, brand?: string) => {
	const visitor = await atJoin(brand);
	return visitor.post(visitor.at.href, fields);
};

describe("POST /join", () => {
	it("lists what is wrong in the order of the form, in words that read as one line", async () => {
		const { text } = await join({});
		const listed = [...text.matchAll(/<li><a href="#(\w+)">([^<]*)/g)];
		const asked = [...new Set([...text.matchAll(/ name="(\w+)"/g)].map(([, name]) => name))];
		expect(listed.map(([, name]) => name)).toEqual(asked.filter((name) => listed.some(([, one]) => one === name)));
		expect(listed).toHaveLength(7);
		expect(listed.map(([, , words]) => words).join()).not.toContain("?:");
	});

	it.each([
		["twero", ["membership"]],
		["geilesexsite", ["membership"]],
		["harbour", []],
	])(
		"POST /join asks user name, gender, e-mail, password, the answer on age, terms and consent, and no more (P01): %s",
		async (brand, ofAnAdultBrand) => {
			const visitor = await atJoin(brand);
			const { text } = await visitor.get(visitor.at.href);
			const [form = "", ...others] = [...text.matchAll(/<form\b[\s\S]*?<\/form>/g)]
				.map(([one]) => one)
				.filter((one) => one.includes('name="email"'));
			expect(others).toEqual([]);
			const named = [...form.matchAll(/ name="(\w+)"/g)].map(([, name]) => name);
			// The same question to all, whatever the brand: on one that is not for adults it is its own age.
			const asked = ["user_name", "email", "password", "gender", "adult", "terms", ...ofAnAdultBrand];
			expect([...new Set(named)].sort()).toEqual(asked.sort());
			// Not in another shape either: what has no name is not sent.
			const controls = [...form.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].map(([tag]) => tag);
			expect(controls.filter((tag) => !tag.includes(' name="'))).toEqual([]);
			for (const kept of ["birth_date", "phone", "town", "orientation", "age"])
				expect([kept, (await join(joining(fresh(), { [kept]: "x" }))).status]).toEqual([kept, 400]);
		},
	);

	it.each<[string, Fields, string]>([
		["no user name", { user_name: "" }, "user_name"],
		["blanks for a user name", { user_name: "   " }, "user_name"],
		["a short user name", { user_name: "ab" }, "user_name"],
		["a long user name", { user_name: "a".repeat(25) }, "user_name"],
		["a user name with markup", { user_name: "<b>jan</b>" }, "user_name"],
		["a user name in Cyrillic", { user_name: "ивано" }, "user_name"],
		["a user name that turns round", { user_name: "jan\u202enaj" }, "user_name"],
		["a user name of SQL", { user_name: "a' OR 1=1--" }, "user_name"],
		["no e-mail", { email: "" }, "email"],
		["an e-mail without host", { email: "jan@" }, "email"],
		["an e-mail with a second line", { email: "jan@voorbeeld.test\r\nBcc: x@y.test" }, "email"],
		["two e-mails", { email: "a@voorbeeld.test,b@voorbeeld.test" }, "email"],
		["an e-mail that is too long", { email: `${"a".repeat(250)}@voorbeeld.test` }, "email"],
		["no password", { password: "" }, "password"],
		["a short password", { password: "zeven77" }, "password"],
		["a password beyond all measure", { password: "x".repeat(1_001) }, "password"],
		["no gender", { gender: "" }, "gender"],
		["a gender that is not offered", { gender: "__proto__" }, "gender"],
		["no answer on age", { adult: "" }, "adult"],
		["an age below eighteen", { adult: "no" }, "adult"],
		["terms that are not accepted", { terms: "no" }, "terms"],
		["no consent to the membership", { membership: "" }, "membership"],
	])("refuses %s, beside its field, and gives back the rest (P01)", async (_name, own, field) => {
		const name = fresh();
		const reply = await join(joining(name, own));
		expect(reply.status).toBe(422);
		expect(reply.text).toContain(`id="${field}-error"`);
		expect(reply.text.match(/class="field-error"/g)?.length).toBe(1);
		if (field !== "user_name") expect(reply.text).toContain(`value="${name}"`);
		expect(reply.text).not.toContain("vier blauwe paarden");
		expect(reply.text).not.toContain("<b>jan");
	});

	it.each(["role", "realm_id", "state", "email_index", "constructor"])(
		"refuses a field that it does not have: %s (T23)",
		async (name) => {
			expect((await join(joining(fresh(), { [name]: "x" }))).status).toBe(400);
		},
	);

	it("answers a known address as it does an unknown one, and tells its owner (T9, T25)", async () => {
		const member = await newMember(world, mail);
		const count = mail.taken.filter(({ to }) => to.includes(member.email)).length;
		const visitor = await atJoin();
		const address = `L${member.email.slice(1)}`;
		const known = await visitor.post(visitor.at.href, joining(fresh(), { email: address }));
		const unknown = await visitor.post(visitor.at.href, joining(fresh(), { email: "niemand@voorbeeld.test" }));
		const plain = (text: string) => text.replaceAll(address, "?").replaceAll("niemand@voorbeeld.test", "?");
		expect([known.status, plain(known.text)]).toEqual([unknown.status, plain(unknown.text)]);
		expect((await letterTo(mail, member.email, count + 1)).text).toContain("/reset");
	});

	it("POST /join takes any name within the rule that is free (P03)", async () => {
		const tail = fresh();
		const free = ["zie", `Z${tail}`, `${tail}.x`, `x_${tail}-1`, `Éloïse${tail}`, `9${tail}`, tail.padEnd(24, "z")];
		for (const name of free) {
			const reply = await join(joining(name, { email: `${fresh()}@voorbeeld.test` }));
			expect([name, reply.status]).toEqual([name, 200]);
		}
		// The form says which part of the rule was met, and no other.
		for (const [name, message] of [
			["xy", "Deze naam is te kort: gebruik minstens 3 tekens."],
			["x".repeat(25), "Deze naam is te lang: gebruik hooguit 24 tekens."],
			["jan\u202ejansen", "Gebruik letters en cijfers, met hooguit losse punten"],
			["x".repeat(30).concat("__"), "Gebruik letters en cijfers, met hooguit losse punten"],
		] as const) {
			const [, said] = /id="user_name-error"[^>]*>([^<]*)/.exec((await join(joining(name))).text) ?? [];
			expect(said?.startsWith(message), `${name}: ${said}`).toBe(true);
		}
	});

	it("gives a name once in the realm, whatever its case or look, and not to a name that waits (P03)", async () => {
		const name = fresh();
		const visitor = await atJoin();
		const form = visitor.at.href;
		expect((await visitor.post(form, joining(name))).status).toBe(200);
		for (const alike of [name.toUpperCase(), name.replace("o", "0"), name.replace("f", ".f")]) {
			const reply = await join(joining(alike, { email: `${fresh()}@voorbeeld.test` }));
			expect([alike, reply.status]).toEqual([alike, 422]);
			expect(reply.text).toContain('id="user_name-error"');
		}
		// A second submission of the form does not lose the name to the first; from another browser, the
		// answer would tell whose address the name waits for.
		expect((await visitor.post(form, joining(name))).status).toBe(200);
		expect((await join(joining(name))).status).toBe(422);
		// Another operator's members are other people.
		const { membership: _, ...noConsent } = joining(name);
		expect((await join(noConsent, "harbour")).status).toBe(200);
	});

	it("POST /join gives no second name that looks like the first, and no name of the site or its staff (P03)", async () => {
		const tail = fresh();
		const pairs = [
			["Claire", "CIaire"],
			["uncle", "unc1e"],
			["alice", "ɑlice"],
			["bob", "bᴏb"],
			["anna", "anɴa"],
			["paul", "pauꞁ"],
		] as const;
		for (const [first, second] of pairs) {
			expect([first, (await join(joining(first + tail))).status]).toEqual([first, 200]);
			const reply = await join(joining(second + tail, { email: `${fresh()}@voorbeeld.test` }));
			expect([second, reply.status]).toEqual([second, 422]);
		}
		for (const reserved of ["admin", "moderator", "support", "Twero.support", "TWER0", "Geilesexsite"]) {
			const reply = await join(joining(reserved, { email: `${fresh()}@voorbeeld.test` }));
			expect([reserved, reply.status]).toEqual([reserved, 422]);
			expect(reply.text).toContain("Deze naam is bezet: hij lijkt van de site zelf of van een medewerker te zijn.");
		}
	});

	it("keeps an address apart in each realm", async () => {
		const member = await newMember(world, mail);
		const { membership: _, ...fields } = joining(fresh(), { email: member.email });
		expect((await join(fields, "harbour")).status).toBe(200);
		const letter = await letterTo(mail, member.email, 2);
		expect(letter.text).toContain("/confirm");
	});
});

describe("an account that is not confirmed", () => {
	it("does not sign in, is sent its link again, and works once it is used, once (P02)", async () => {
		const name = fresh();
		const fields = joining(name);
		await join(fields);
		const address = fields.email ?? "";
		const first = await letterTo(mail, address);
		const visitor = newVisitor(world);
		const signIn = visitor.address("account", "/sign-in?brand=twero");
		const refused = await visitor.post(signIn, { identifier: name, password: fields.password ?? "" });
		expect(refused.status).toBe(422);
		expect(refused.text).toContain("nog niet geactiveerd");
		const second = await letterTo(mail, address, 2);
		const link = second.links.find((one) => one.includes("/confirm")) ?? "";
		const code = new URL(link).searchParams.get("code") ?? "";
		expect((await visitor.get(link)).status).toBe(200);
		const form = visitor.address("account", "/confirm?brand=twero");
		const own = { code, password: fields.password ?? "" };
		const both = await Promise.all([visitor.post(form, own), visitor.post(form, own)]);
		expect(both.filter(({ headers }) => headers.location?.includes("/login?ticket=")).length).toBe(1);
		const stranger = newVisitor(world);
		for (const late of [await stranger.post(form, own), await stranger.get(link)])
			expect([late.status, late.headers["set-cookie"]]).toEqual([200, undefined]);
		const oldLink = first.links.find((one) => one.includes("/confirm")) ?? "";
		expect((await visitor.get(oldLink)).status).toBe(410);
	});

	it("goes after its fourteen days, with all that was written with it", async () => {
		const fields = joining(fresh());
		await join(fields);
		await letterTo(mail, fields.email ?? "");
		const [rows] = await world.database.read(
			build.selectFrom("registration").select("id").orderBy("created_at", "desc").limit(1),
		);
		const id = rows[0]?.id ?? "";
		const past = new Date(Date.now() - 1_000).toISOString();
		await world.database.write(build.updateTable("registration").set({ expires_at: past }).where("id", "=", id));
		await world.worker.tick();
		const left = await world.database.read(
			build.selectFrom("registration").select("id").where("id", "=", id),
			build.selectFrom("unit_key").select("owner_id as id").where("owner_id", "=", id),
			build.selectFrom("consent_event").select("id").where("member_id", "=", id),
			build.selectFrom("acceptance").select("id").where("member_id", "=", id),
			build.selectFrom("mail_code").select("member_id as id").where("member_id", "=", id),
		);
		expect(left.flat()).toEqual([]);
	});
});

describe("POST /sign-in", () => {
	it("answers a wrong password as an account that there is not (T25)", async () => {
		const member = await newMember(world, mail);
		const visitor = newVisitor(world);
		const form = visitor.address("account", "/sign-in?brand=twero");
		const wrong = await visitor.post(form, { identifier: member.name, password: "iets heel anders" });
		const nobody = await visitor.post(form, { identifier: "niemandmetdienaam", password: "iets heel anders" });
		const plain = (text: string) => text.replaceAll(member.name, "?").replaceAll("niemandmetdienaam", "?");
		expect(wrong.status).toBe(422);
		expect([nobody.status, plain(nobody.text)]).toEqual([wrong.status, plain(wrong.text)]);
		expect(wrong.headers["set-cookie"]).toBeUndefined();
	});

	it("takes the name in any case, and the address", async () => {
		const member = await newMember(world, mail);
		for (const identifier of [member.name.toUpperCase(), member.email.toUpperCase(), ` ${member.name} `]) {
			const visitor = newVisitor(world);
			const reply = await visitor.post(visitor.address("account", "/sign-in"), {
				identifier,
				password: member.password,
			});
			expect([identifier, reply.status]).toEqual([identifier, 303]);
			expect(reply.headers["set-cookie"]).toMatch(/^__Host-account=/);
		}
	});

	it("stops guessing from one place, and shuts nobody out of their account (T26)", async () => {
		await withinOneCount();
		const member = await newMember(world, mail);
		const from = (address: string, password: string) => {
			const visitor = newVisitor(world);
			const fields = { identifier: member.name, password };
			return visitor.post(visitor.address("account", "/sign-in"), fields, { "CF-Connecting-IP": address });
		};
		const statuses: number[] = [];
		for (let time = 0; time < 12; time++) {
			statuses.push((await from("203.0.113.7", `gok ${time} gok`)).status);
			// An isolate hashes no more than so much in a second: a try that it turns away is counted and not looked at.
			await sleep(150);
		}
		expect(statuses).toEqual([...Array(10).fill(422), 429, 429]);
		expect((await from("203.0.113.7", member.password)).status).toBe(429);
		expect((await from("198.51.100.9", member.password)).status).toBe(303);
	});
});

describe("POST /confirm", () => {
	it("makes a member of the brand that was joined, whatever brand its address names (T7)", async () => {
		const fields = joining(fresh());
		await join(fields);
		const letter = await letterTo(mail, fields.email ?? "");
		const link = new URL(letter.links.find((one) => one.includes("/confirm")) ?? "");
		const visitor = newVisitor(world);
		const code = link.searchParams.get("code") ?? "";
		const own = { code, password: fields.password ?? "" };
		await visitor.post(visitor.address("account", "/confirm?brand=geilesexsite"), own);
		const page = await visitor.get(visitor.address("account", "/brands"));
		expect(page.text).toContain("/brands/twero/leave");
		expect(page.text).not.toContain("/brands/geilesexsite/leave");
	});
});

describe("POST /reset", () => {
	it("says the same of an account that there is not, and its link works once (T6, T25)", async () => {
		const member = await newMember(world, mail);
		const visitor = newVisitor(world);
		const form = visitor.address("account", "/reset");
		const known = await visitor.post(form, { identifier: member.name });
		const unknown = await visitor.post(form, { identifier: "niemandhier" });
		expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
		const letter = await letterTo(mail, member.email, 2);
		const link = new URL(letter.links.find((one) => one.includes("/reset/new")) ?? "");
		expect(link.origin).toBe(new URL(visitor.address("account", "/")).origin);
		expect((await visitor.get(link.href)).status).toBe(200);
		const code = link.searchParams.get("code") ?? "";
		const spend = (password: string) =>
			visitor.post(visitor.address("account", "/reset/new"), { code, new_password: password });
		expect((await spend("kort")).status).toBe(422);
		expect((await spend("zeven gele vogels")).status).toBe(200);
		expect((await spend("acht gele vogels")).status).toBe(410);
		expect((await visitor.get(link.href)).status).toBe(410);
		expect((await member.visitor.get(member.visitor.address("account", "/"))).status).toBe(303);
	});
});
