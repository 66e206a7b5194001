import { createClient } from "@libsql/client/web";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { staff as staffCommand } from "#cli/commands/staff.ts";
import { codeAt } from "#features/accounts/credentials/authenticator/totp.ts";
import { endOf } from "#features/accounts/queries-upkeep.ts";
import { CONSOLE_ACCESS, type ConsoleRoute, may } from "#features/console/roles.ts";
import { signToken, type TokenScope } from "#foundation/crypto/tokens.ts";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { STAFF_ROLES, type StaffRole } from "#foundation/ledgers/staff-role.ts";
import { routesOf } from "../../../src/routes.tsx";
import type { Reply } from "../../support/ask.ts";
import { withinOneCount } from "../../support/guesses.ts";
import { htmlProblems } from "../../support/html-rules.ts";
import { letterTo, type Member, newMember, newVisitor, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import {
	fillEnrolment,
	find,
	hidden,
	invitationFor,
	JUPITER,
	lifting,
	newStaff,
	openCard,
	type StaffMember,
	signInStaff,
} from "../../support/staff.ts";
import { quietIo, startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
let member: Member;
let people: Record<StaffRole, StaffMember>;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	member = await newMember(world, mail);
	people = {
		support: await newStaff(world, "support"),
		moderator: await newStaff(world, "moderator"),
		privacy_officer: await newStaff(world, "privacy_officer"),
		operator: await newStaff(world, "operator"),
		brand_author: await newStaff(world, "brand_author"),
	};
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const h1 = (reply: Reply) => /<h1>([^<]*)/.exec(reply.text)?.[1] ?? "";
const cookieOf = (visitor: Visitor, name: string) =>
	visitor.cookies.get(new URL(at(visitor, "/")).host)?.get(name) ?? expect.fail(`no ${name}`);
const SIGNED_OUT = [303, "/console/sign-in"];
const whereTo = ({ status, headers }: Reply) => [status, headers.location];

/** Statements that no feature may send. */
async function bySql(...statements: string[]): Promise<void> {
	await createClient({ url: world.server.url }).executeMultiple(statements.join(";\n"));
}

async function memberId(of: Member): Promise<string> {
	const found = await find(people.support, of.name);
	return found.headers.location?.split("/").at(-1) ?? expect.fail("not found");
}

async function accessesOf(id: string) {
	const [rows] = await world.database.read(
		build
			.selectFrom("staff_access")
			.select(["number", "what", "role", "staff_id", "brand_id", "reason_sealed"])
			.where("member_id", "=", id)
			.orderBy("number"),
	);
	return rows;
}

describe("npm run staff -- invite", () => {
	it("prints one link, for one address, and stores neither (T30)", async () => {
		vi.stubEnv("DATABASE_URL", world.server.url);
		vi.stubEnv("PORT", world.worker.url.port);
		const io = quietIo(process.cwd());
		try {
			expect(await staffCommand(["invite", "jupiter-media", "operator", "Eerste@Werk.test"], io)).toBe(0);
			await expect(staffCommand(["invite", "nobody", "operator", "a@werk.test"], io)).rejects.toThrow(/no realm/);
			await expect(staffCommand(["invite", "jupiter-media", "boss", "a@werk.test"], io)).rejects.toThrow(/no role/);
			await expect(staffCommand(["invite", "jupiter-media", "operator", "a"], io)).rejects.toThrow(/no e-mail/);
			await expect(staffCommand(["invite"], io)).rejects.toThrow(/npm run staff/);
		} finally {
			vi.unstubAllEnvs();
		}
		const link = /http:\S+/.exec(io.said())?.[0] ?? "";
		const visitor = newVisitor(world);
		const { fields } = await fillEnrolment(visitor, link, "eerste@werk.test");
		const [rows] = await world.database.read(
			build.selectFrom("staff_invitation").select(["code_hash", "email_hash", "role", "invited_by"]),
		);
		expect(Buffer.from(JSON.stringify(rows)).toString().toLowerCase()).not.toMatch(/eerste|werk\.test/);
		const reply = await visitor.post(at(visitor, "/console/enrol"), fields);
		expect(whereTo(reply)).toEqual([303, "/console"]);
		const home = await visitor.get(at(visitor, "/console"));
		expect(home.text).toContain("eerste@werk.test");
		expect(home.text).toContain("beheerder");
	});
});

describe("POST /console/enrol", () => {
	it.each([
		["another address", { email: "ander@werk.test" }, "email"],
		["no address", { email: "" }, "email"],
		["a password that is guessed", { new_password: "wachtwoord" }, "new_password"],
		["no password", { new_password: "" }, "new_password"],
		["a wrong code", { authenticator_code: "000000" }, "authenticator_code"],
		["no code", { authenticator_code: "" }, "authenticator_code"],
	])("refuses %s and makes no account", async (name, own, field) => {
		const visitor = newVisitor(world);
		const email = `proef-${name.replaceAll(" ", "-")}@werk.test`;
		const { path, id } = await invitationFor(world, "support", email);
		const { fields } = await fillEnrolment(visitor, at(visitor, path), email);
		const reply = await visitor.post(at(visitor, "/console/enrol"), { ...fields, ...own });
		expect(reply.status).toBe(422);
		expect(reply.text).toContain(`id="${field}-error"`);
		expect(reply.text).not.toContain(fields.new_password);
		const [rows] = await world.database.read(build.selectFrom("staff").select("id").where("id", "=", id));
		expect(rows).toEqual([]);
	});

	it("takes a link once, also of two at the same time", async () => {
		const visitor = newVisitor(world);
		const { path } = await invitationFor(world, "support", "tweemaal@werk.test");
		const { fields } = await fillEnrolment(visitor, at(visitor, path), "tweemaal@werk.test");
		const post = () => newVisitor(world).post(at(visitor, "/console/enrol"), fields);
		const replies = await Promise.all([post(), post()]);
		expect(replies.filter(({ status }) => status === 303)).toHaveLength(1);
		expect((await post()).status).toBe(410);
		expect((await visitor.get(at(visitor, path))).status).toBe(410);
	});

	it("knows no link that is made up, of another realm, older than a day, or taken back", async () => {
		const visitor = newVisitor(world);
		expect((await visitor.get(at(visitor, "/console/enrol"))).status).toBe(410);
		expect((await visitor.get(at(visitor, `/console/enrol?code=${"A".repeat(43)}`))).status).toBe(410);
		const { path, id } = await invitationFor(world, "support", "oud@werk.test");
		expect((await visitor.get(visitor.address("account-lage-kade", path))).status).toBe(410);
		const past = new Date(Date.now() - 1).toISOString();
		await world.database.write(build.updateTable("staff_invitation").set({ expires_at: past }).where("id", "=", id));
		expect((await visitor.get(at(visitor, path))).status).toBe(410);
		const second = await invitationFor(world, "support", "terug@werk.test");
		const { visitor: operator } = people.operator;
		await operator.post(at(operator, `/console/staff/invitations/${second.id}/withdraw`));
		expect((await visitor.get(at(visitor, second.path))).status).toBe(410);
	});

	it("refuses the secret of another invitation", async () => {
		const visitor = newVisitor(world);
		const first = await invitationFor(world, "operator", "een@werk.test");
		const second = await invitationFor(world, "support", "twee@werk.test");
		const { fields } = await fillEnrolment(visitor, at(visitor, first.path), "een@werk.test");
		const other = await fillEnrolment(visitor, at(visitor, second.path), "twee@werk.test");
		const mixed = { ...other.fields, token: fields.token, authenticator_code: fields.authenticator_code };
		expect((await visitor.post(at(visitor, "/console/enrol"), mixed)).status).toBe(422);
	});
});

describe("POST /console/sign-in", () => {
	it("says the same of a wrong password, an address of nobody and a member's account (T7, T25)", async () => {
		const visitor = newVisitor(world);
		const asks = [
			{ email: people.support.email, password: "iets heel anders" },
			{ email: "niemand@werk.test", password: people.support.password },
			{ email: member.email, password: member.password },
		];
		const replies: Reply[] = [];
		for (const fields of asks) replies.push(await visitor.post(at(visitor, "/console/sign-in"), fields));
		expect(replies.map(({ status }) => status)).toEqual([422, 422, 422]);
		const texts = replies.map(({ text }, index) => text.replaceAll(asks[index]?.email ?? "", "…"));
		expect(new Set(texts).size).toBe(1);
		const { email, password } = people.support;
		expect((await visitor.post(at(visitor, "/sign-in"), { identifier: email, password })).status).toBe(422);
	});

	it("never signs in without a code of the app, and takes each code once", async () => {
		const own = await newStaff(world, "support");
		const visitor = newVisitor(world);
		const { email, password } = own;
		const first = await visitor.post(at(visitor, "/console/sign-in"), { email, password });
		expect(first.headers["set-cookie"]).toBeUndefined();
		expect(whereTo(await visitor.get(at(visitor, "/console")))).toEqual(SIGNED_OUT);
		const token = hidden(first, "token");
		const code = await own.code();
		const post = (fields: Record<string, string>) => visitor.post(at(visitor, "/console/sign-in/code"), fields);
		expect((await post({ token, code: "" })).status).toBe(422);
		expect((await post({ token: `${token}x`, code })).status).toBe(422);
		expect(whereTo(await post({ token, code }))).toEqual([303, "/console"]);
		expect((await post({ token, code })).status).toBe(422);
	});

	it("stops guessing of codes after five, whatever the address it comes from (T26)", async () => {
		await withinOneCount();
		const own = await newStaff(world, "support");
		const { email, password } = own;
		const visitor = newVisitor(world);
		const first = await visitor.post(at(visitor, "/console/sign-in"), { email, password });
		const token = hidden(first, "token");
		const wrong = codeAt(own.secret, Date.now() + 10 * 60 * 1000);
		const guess = (index: number) =>
			visitor.post(
				at(visitor, "/console/sign-in/code"),
				{ token, code: wrong },
				{ "CF-Connecting-IP": `192.0.2.${index}` },
			);
		const statuses = (await Promise.all(Array.from({ length: 8 }, (_, index) => guess(index)))).map(
			({ status }) => status,
		);
		expect(statuses.filter((status) => status === 422)).toHaveLength(5);
		expect(statuses.filter((status) => status === 429)).toHaveLength(3);
		expect((await visitor.post(at(visitor, "/console/sign-in/code"), { token, code: await own.code() })).status).toBe(
			429,
		);
	});
});

describe("a session of the console", () => {
	it("is none of a member's, nor a member's one of staff (T7, T10)", async () => {
		const staff = cookieOf(people.operator.visitor, "__Host-staff");
		const account = cookieOf(member.visitor, "__Host-account");
		const visitor = newVisitor(world);
		for (const value of [staff, account])
			for (const name of ["__Host-account", "__Host-session"]) {
				const reply = await visitor.get(at(visitor, "/console"), { Cookie: `${name}=${value}` });
				expect(whereTo(reply), name).toEqual(SIGNED_OUT);
			}
		expect(whereTo(await visitor.get(at(visitor, "/console"), { Cookie: `__Host-staff=${account}` }))).toEqual(
			SIGNED_OUT,
		);
		for (const name of ["__Host-account", "__Host-session", "__Host-staff"]) {
			const reply = await visitor.get(at(visitor, "/"), { Cookie: `${name}=${staff}` });
			expect(whereTo(reply), name).toEqual([303, "/sign-in"]);
		}
		const brand = await visitor.get(visitor.address("twero", "/me"), { Cookie: `__Host-session=${staff}` });
		expect(brand.status).toBe(303);
	});

	it("is a token of the console's own key and audience, and names a row of its own member of staff (T7, T13)", async () => {
		const visitor = newVisitor(world);
		const { id: own } = people.operator;
		const [[session]] = await world.database.read(
			build.selectFrom("staff_session").select("id").where("staff_id", "=", own),
		);
		const right = {
			root: Buffer.from(world.secrets.TOKEN_ROOT, "base64"),
			purpose: "staff",
			issuer: new URL(at(visitor, "/")).origin,
			audience: `staff ${JUPITER}`,
			now: Date.now(),
		} as const;
		const shown = async (scope: TokenScope, sub: string) => {
			const token = await signToken(scope, { sid: session?.id, sub }, 60);
			return (await newVisitor(world).get(at(visitor, "/console"), { Cookie: `__Host-staff=${token}` })).status;
		};
		expect(await shown(right, own)).toBe(200);
		expect(await shown({ ...right, audience: `account ${JUPITER}` }, own)).toBe(303);
		expect(await shown({ ...right, audience: "staff lage-kade" }, own)).toBe(303);
		expect(await shown({ ...right, purpose: "session" }, own)).toBe(303);
		expect(await shown({ ...right, purpose: "staff_second_factor" }, own)).toBe(303);
		expect(await shown(right, people.support.id)).toBe(303);
	});

	it("is of its realm alone (T7)", async () => {
		const visitor = newVisitor(world);
		const [brands] = await world.database.read(build.selectFrom("terms_version").select("realm_id").distinct());
		const other = brands.find(({ realm_id }) => realm_id !== JUPITER)?.realm_id ?? expect.fail("one realm only");
		const own = await newStaff(world, "operator", `account-${other}`, realmIdSchema.parse(other));
		const stolen = own.visitor.cookies.get(new URL(visitor.address(`account-${other}`, "/")).host)?.get("__Host-staff");
		expect(whereTo(await visitor.get(at(visitor, "/console"), { Cookie: `__Host-staff=${stolen}` }))).toEqual(
			SIGNED_OUT,
		);
		// Neither finds the other's people.
		const page = await own.visitor.get(own.visitor.address(`account-${other}`, "/console/staff"));
		expect(page.text).toContain(own.email);
		expect(page.text).not.toContain(people.operator.email);
		const id = await memberId(member);
		const card = await own.visitor.get(own.visitor.address(`account-${other}`, `/console/members/${id}`));
		expect(card.status).toBe(404);
		const ended = own.visitor.address(`account-${other}`, `/console/staff/${people.operator.id}/end`);
		expect((await own.visitor.post(ended)).status).toBe(404);
		expect((await people.operator.visitor.get(at(visitor, "/console"))).status).toBe(200);
	});

	it("ends by signing out, after half an hour unused, and after eight hours (T11)", async () => {
		const own = await newStaff(world, "support");
		const { visitor } = own;
		const token = cookieOf(visitor, "__Host-staff");
		const again = () => newVisitor(world).get(at(visitor, "/console"), { Cookie: `__Host-staff=${token}` });
		const sessions = build.updateTable("staff_session").where("staff_id", "=", own.id);
		const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
		await world.database.write(sessions.set({ seen_at: ago(29) }));
		expect((await again()).status).toBe(200);
		const [[row]] = await world.database.read(
			build.selectFrom("staff_session").select("seen_at").where("staff_id", "=", own.id),
		);
		expect(Date.now() - Date.parse(row?.seen_at ?? "")).toBeLessThan(60_000);
		await world.database.write(sessions.set({ seen_at: ago(30) }));
		expect(whereTo(await again())).toEqual(SIGNED_OUT);
		await world.database.write(sessions.set({ seen_at: ago(0), ends_at: ago(0) }));
		expect(whereTo(await again())).toEqual(SIGNED_OUT);
		await world.database.write(sessions.set({ ends_at: ago(-60) }));
		expect((await again()).status).toBe(200);
		await visitor.post(at(visitor, "/console/sign-out"));
		expect(whereTo(await again())).toEqual(SIGNED_OUT);
	});

	it("is listed to its owner, who ends each, and to nobody else", async () => {
		const own = await newStaff(world, "support");
		const second = newVisitor(world);
		expect((await signInStaff(own, second)).status).toBe(303);
		const page = await own.visitor.get(at(own.visitor, "/console"));
		const ends = [...page.text.matchAll(/action="(\/console\/sessions\/[^"]+\/end)/g)].map(([, path]) => path ?? "");
		expect(ends).toHaveLength(2);
		for (const path of ends) await people.support.visitor.post(at(second, path));
		expect((await second.get(at(second, "/console"))).status).toBe(200);
		for (const path of ends) await own.visitor.post(at(second, path));
		expect(whereTo(await second.get(at(second, "/console")))).toEqual(SIGNED_OUT);
	});

	it("costs a page one trip to the database, keys included", async () => {
		const { visitor } = people.operator;
		for (const path of ["/console", "/console/members", "/console/staff", "/console/password"]) {
			const reply = await visitor.get(at(visitor, path));
			expect([path, reply.status, reply.headers["server-timing"]?.slice(0, 11)]).toEqual([path, 200, 'db;desc="1"']);
		}
	});
});

describe("what the console keeps", () => {
	it("goes at its end: sessions and invitations", async () => {
		const own = await newStaff(world, "support");
		const { id } = await invitationFor(world, "support", "voorbij@werk.test");
		const now = new Date().toISOString();
		await world.database.write(
			build.updateTable("staff_session").set({ ends_at: now }).where("staff_id", "=", own.id),
			build.updateTable("staff_invitation").set({ expires_at: now }).where("id", "=", id),
		);
		await world.database.write(...endOf(now));
		const [sessions, invitations, others] = await world.database.read(
			build.selectFrom("staff_session").select("id").where("staff_id", "=", own.id),
			build.selectFrom("staff_invitation").select("id").where("id", "=", id),
			build.selectFrom("staff_session").select("id"),
		);
		expect([sessions, invitations]).toEqual([[], []]);
		expect(others.length).toBeGreaterThan(0);
	});
});

describe("the pages of the console", () => {
	it("are valid HTML, in Dutch and English, with and without errors", async () => {
		const id = await memberId(member);
		const { path } = await invitationFor(world, "support", "geldig@werk.test");
		const { moderator, operator, privacy_officer: officer } = people;
		const unopened = await memberId(await newMember(world, mail));
		for (const by of [operator, officer]) await openCard(by, id);
		const waiting = newVisitor(world);
		await operator.visitor.post(at(waiting, "/console/staff/invitations"), {
			email: "wacht@werk.test",
			role: "support",
		});
		const { links } = await letterTo(mail, "wacht@werk.test");
		const { fields } = await fillEnrolment(
			waiting,
			links.find((one) => one.includes("/enrol")) ?? "",
			"wacht@werk.test",
		);
		await waiting.post(at(waiting, "/console/enrol"), fields);
		const asks: [Visitor, "get" | "post", string][] = [
			[operator.visitor, "get", "/console"],
			[operator.visitor, "get", "/console/staff"],
			[operator.visitor, "post", "/console/staff/invitations"],
			[waiting, "get", "/console"],
			[operator.visitor, "get", "/console/staff?done=reset"],
			[operator.visitor, "get", `/console/members/${unopened}`],
			[operator.visitor, "post", `/console/members/${unopened}/open`],
			[operator.visitor, "post", `/console/members/${unopened}/suspend`],
			[operator.visitor, "get", `/console/members/${id}`],
			[operator.visitor, "post", `/console/members/${id}/suspend`],
			[moderator.visitor, "get", "/console/photos"],
			[moderator.visitor, "get", "/console/password"],
			[moderator.visitor, "post", "/console/password"],
			[newVisitor(world), "get", "/console/second-step"],
			[officer.visitor, "get", "/console/members"],
			[officer.visitor, "post", "/console/members"],
			[officer.visitor, "post", `/console/members/${id}/reveal`],
			[officer.visitor, "get", "/console/staff"],
			[newVisitor(world), "get", "/console/sign-in"],
			[newVisitor(world), "post", "/console/sign-in"],
			[newVisitor(world), "get", path],
			[newVisitor(world), "get", "/console/enrol"],
			[member.visitor, "get", "/privacy"],
		];
		for (const [visitor, method, where] of asks)
			for (const locale of ["", "/en"]) {
				const reply = await visitor[method](at(visitor, locale + where));
				expect(htmlProblems(reply.text), `${method} ${locale}${where}`).toEqual([]);
				expect(reply.text, where).toContain(`<html lang="${locale === "" ? "nl" : "en"}"`);
			}
	});
});

describe("every route of the console", () => {
	const routes = Object.keys(CONSOLE_ACCESS) as ConsoleRoute[];
	const pathOf = (route: ConsoleRoute, id: string) =>
		route.slice(route.indexOf(" ") + 1).replace(/:\w+/, id === "" ? "nobody" : id);
	const ask = (visitor: Visitor, route: ConsoleRoute, id = "") => {
		const to = at(visitor, pathOf(route, id));
		return route.startsWith("GET ") ? visitor.get(to) : visitor.post(to);
	};

	it("has a permission or is for anyone, and none is beside the table (T30)", () => {
		const served = routesOf("account")
			.filter(({ path }) => path.startsWith("/console"))
			.map(({ method, path }) => `${method} ${path}`);
		expect(served.sort()).toEqual([...routes].sort());
	});

	it.each(routes.filter((route) => CONSOLE_ACCESS[route] !== "anyone"))(
		"%s sends a visitor and a member to sign in",
		async (route) => {
			expect(whereTo(await ask(newVisitor(world), route))).toEqual(SIGNED_OUT);
			expect(whereTo(await ask(member.visitor, route))).toEqual(SIGNED_OUT);
		},
	);

	it.each(STAFF_ROLES)("answers a %s what the role may do, and nothing else (T30)", async (role) => {
		for (const route of routes) {
			const permission = CONSOLE_ACCESS[route];
			if (permission === "anyone") continue;
			const reply = await ask(people[role].visitor, route);
			const { status } = reply;
			expect([route, status === 403], role).toEqual([route, !may(role, permission)]);
			expect([route, status === 303 && reply.headers.location === "/console/sign-in"]).toEqual([route, false]);
			if (status === 403) expect(reply.text).toContain("Dit hoort niet bij je rol");
		}
	});

	it("gives each role less than all, and nobody who manages staff a look at members (T30)", () => {
		for (const role of STAFF_ROLES)
			expect([role, may(role, "staff.manage") && may(role, "members.reveal")]).toEqual([role, false]);
		expect(STAFF_ROLES.filter((role) => may(role, "members.reveal"))).toEqual(["support", "privacy_officer"]);
	});
});

describe("POST /console/members", () => {
	it("finds by exact name or address, in any case, and writes that down before it says so (P23, T30)", async () => {
		const own = await newMember(world, mail);
		const { visitor } = people.support;
		for (const identifier of [own.name.toUpperCase(), ` ${own.email.toUpperCase()} `]) {
			const reply = await find(people.support, identifier);
			expect(reply.headers.location).toMatch(/^\/console\/members\/[0-9a-f-]{36}$/);
		}
		const id = await memberId(own);
		expect((await accessesOf(id)).map(({ what, role }) => [what, role])).toEqual(Array(3).fill(["found", "support"]));
		const card = await visitor.get(at(visitor, `/console/members/${id}`));
		expect(card.status).toBe(200);
		expect(card.text).not.toContain(own.name);
		expect(card.text).not.toContain(own.email);
	});

	it("finds nobody by a part of a name, and asks a reason first", async () => {
		const nobody = await find(people.support, member.name.slice(0, -1));
		expect(nobody.status).toBe(200);
		expect(nobody.text).toContain("Er is geen lid");
		expect((await find(people.support, "")).status).toBe(422);
		const before = (await accessesOf(await memberId(member))).length;
		expect((await find(people.support, member.name, "te kort")).status).toBe(422);
		expect((await find(people.support, member.name, " ".repeat(50))).status).toBe(422);
		expect(await accessesOf(await memberId(member))).toHaveLength(before + 1);
	});
});

describe("POST /console/members, found or not", () => {
	const searchesOf = async (staff: string) => {
		const [rows] = await world.database.read(
			build.selectFrom("staff_search").select(["kind", "found"]).where("staff_id", "=", staff).orderBy("id"),
		);
		return rows;
	};

	it("records each search, also of nobody, without what was typed, for those who read the record (T30)", async () => {
		const own = await newStaff(world, "moderator");
		await find(own, "niemand-hier@voorbeeld.test");
		await find(own, "Niemand_Hier_77");
		await find(own, member.email);
		// A form that came back answers nothing.
		await find(own, member.email, "kort");
		expect(await searchesOf(own.id)).toEqual([
			{ kind: "email", found: 0 },
			{ kind: "user_name", found: 0 },
			{ kind: "email", found: 1 },
		]);
		const { rows } = await createClient({ url: world.server.url }).execute("SELECT * FROM staff_search");
		expect(JSON.stringify(rows).toLowerCase()).not.toMatch(/niemand|voorbeeld/);
		for (const { visitor } of [people.operator, people.privacy_officer]) {
			const list = (await visitor.get(at(visitor, "/console/staff"))).text;
			expect(list).toContain("Zocht de laatste 30 dagen 3 keer een lid, en vond 1 keer iemand.");
		}
		const where = `WHERE staff_id = '${own.id}'`;
		await expect(bySql(`UPDATE staff_search SET found = 1 ${where}`)).rejects.toThrow(/never changed/);
		await expect(bySql(`DELETE FROM staff_search ${where}`)).rejects.toThrow(/kept until its term ends/);
	});

	it("stops at sixty in an hour and three hundred in a day, also of many at once, and then says nothing (T30)", async () => {
		const own = await newStaff(world, "support");
		const fill = (count: number, minutesAgo: number) => {
			const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
			const row = (index: number) =>
				`('jupiter-media', '${own.id}-${minutesAgo}-${index}', '${own.id}', 'email', 0, '${at}')`;
			return bySql(`INSERT INTO staff_search VALUES ${Array.from({ length: count }, (_, index) => row(index)).join()}`);
		};
		await fill(57, 30);
		const replies = await Promise.all(Array.from({ length: 8 }, () => find(own, "niemand-hier")));
		expect(replies.filter(({ status }) => status === 200)).toHaveLength(3);
		expect(replies.filter(({ status }) => status === 409 || status === 429)).toHaveLength(5);
		const hit = await find(own, member.name);
		expect([hit.status, hit.headers.location]).toEqual([429, undefined]);
		expect(hit.text).toContain("Je zocht al 60 keer in een uur. Wacht een uur.");
		expect(await searchesOf(own.id)).toHaveLength(60);
		const daily = await newStaff(world, "support");
		Object.assign(own, daily);
		await fill(300, 120);
		expect((await find(daily, "niemand-hier")).text).toContain("Je zocht al 300 keer in een etmaal.");
	});

	it("goes when its 24 months are over, and not before", async () => {
		const own = await newStaff(world, "support");
		await find(own, "niemand-hier");
		const long = new Date(Date.now() - 733 * 24 * 60 * 60 * 1000).toISOString();
		await bySql(
			`INSERT INTO staff_search VALUES ('jupiter-media', 'long-ago', '${own.id}', 'user_name', 1, '${long}')`,
		);
		await world.worker.tick();
		expect(await searchesOf(own.id)).toEqual([{ kind: "user_name", found: 0 }]);
	});
});

describe("GET /console/members/:member", () => {
	it("shows nothing before this member of staff gave a reason that the member can read (P23, T30)", async () => {
		const own = await newMember(world, mail);
		const id = await memberId(own);
		const moderator = await newStaff(world, "moderator");
		const { visitor } = moderator;
		const shut = await visitor.get(at(visitor, `/console/members/${id}`));
		expect([shut.status, h1(shut)]).toEqual([200, "Dit lid openen"]);
		expect(shut.text).not.toMatch(/actief|Account sinds/);
		const kinds = async () => (await accessesOf(id)).map(({ what, role }) => `${role} ${what}`);
		expect(await kinds()).toEqual(["support found"]);
		// No form of the card is a way round.
		const { visitor: support } = people.privacy_officer;
		const tried = await support.post(at(support, `/console/members/${id}/reveal`), { reason: "", brand: "" });
		expect([tried.status, h1(tried)]).toEqual([422, "Dit lid openen"]);
		const short = { reason: "kort", brand: "" };
		expect((await visitor.post(at(visitor, `/console/members/${id}/open`), short)).status).toBe(422);
		expect(await kinds()).toEqual(["support found"]);
		const opened = await visitor.post(at(visitor, `/console/members/${id}/open`), {
			...{ reason: "Melding 12 gaat over dit account", brand: "twero" },
		});
		expect(opened.headers["server-timing"]).toMatch(/^db;desc="2"/);
		const card = await visitor.follow(opened);
		expect([card.status, h1(card)]).toEqual([200, "Lid"]);
		expect(card.headers["server-timing"]).toMatch(/^db;desc="1"/);
		expect(await kinds()).toEqual(["support found", "moderator opened"]);
		const page = await own.visitor.get(at(own.visitor, "/privacy"));
		expect(page.text).toContain("Bekeek de status van je account");
		expect(page.text).toContain("Melding 12 gaat over dit account");
	});

	it("is opened as well by a change that was none, which says how the account stands (T30)", async () => {
		const id = await memberId(await newMember(world, mail));
		const { visitor } = await newStaff(world, "moderator");
		const reply = await visitor.post(at(visitor, `/console/members/${id}/restore`), {
			...lifting("account", "Verzoek om heropening, dossier 3"),
		});
		expect(reply.headers["server-timing"]).toMatch(/^db;desc="2"/);
		expect((await accessesOf(id)).map(({ what, role }) => `${role} ${what}`)).toEqual([
			"support found",
			"moderator opened",
		]);
		expect((await visitor.follow(reply)).text).toContain("Er is niets veranderd");
	});

	it("shuts again half an hour after the last recorded access (T30)", async () => {
		const own = await newMember(world, mail);
		const id = await memberId(own);
		const { visitor } = people.support;
		expect(h1(await visitor.get(at(visitor, `/console/members/${id}`)))).toBe("Lid");
		const past = new Date(Date.now() - 31 * 60_000).toISOString();
		const { rows } = await createClient({ url: world.server.url }).execute(
			"SELECT sql FROM sqlite_schema WHERE name = 'staff_access_is_immutable'",
		);
		await bySql(
			"DROP TRIGGER staff_access_is_immutable",
			`UPDATE staff_access SET accessed_at = '${past}' WHERE member_id = '${id}'`,
			String(rows[0]?.sql),
		);
		expect(h1(await visitor.get(at(visitor, `/console/members/${id}`)))).toBe("Dit lid openen");
	});
});

describe("POST /console/members/:member/reveal", () => {
	const REASON = "Ticket 4711: kan niet <b>inloggen</b> & vraagt welk adres we hebben";

	async function reveal(id: string, own: Record<string, string> = {}, by = people.support): Promise<Reply> {
		const fields = { email: "yes", reason: REASON, brand: "twero", ...own };
		return by.visitor.post(at(by.visitor, `/console/members/${id}/reveal`), fields);
	}

	it("shows what was asked for and no more; the member reads who, when, why and about what (P23, T30)", async () => {
		const own = await newMember(world, mail);
		const id = await memberId(own);
		const reply = await reveal(id);
		expect(reply.status).toBe(200);
		expect(reply.text).toContain(own.email);
		expect(reply.text).not.toContain(`>${own.name}<`);
		expect(reply.headers["cache-control"]).toBe("private, no-store");
		const all = await reveal(id, { user_name: "yes", gender: "yes", brand: "" }, people.privacy_officer);
		expect(all.text).toContain(`>${own.name}<`);
		const rows = await accessesOf(id);
		expect(rows.map(({ number, what, brand_id }) => [number, what, brand_id])).toEqual([
			[1, "found", ""],
			[2, "email", "twero"],
			[3, "email user_name gender", ""],
		]);
		expect(rows.map(({ staff_id }) => staff_id)).toEqual([
			people.support.id,
			people.support.id,
			people.privacy_officer.id,
		]);
		const stored = rows.map(({ reason_sealed }) => Buffer.from(reason_sealed).toString("latin1")).join();
		expect(stored).not.toContain("4711");

		const page = await own.visitor.get(at(own.visitor, "/privacy"));
		expect(page.text).toContain("Bekeek je e-mailadres");
		expect(page.text).toContain("Ticket 4711: kan niet &lt;b&gt;inloggen&lt;/b&gt; &amp; vraagt");
		expect(page.text).toContain("privacyfunctionaris");
		expect(page.text).toContain("<dd>Twero</dd>");
		expect(page.text).not.toContain(people.support.email);
		expect(page.text).not.toContain(people.support.id);
	});

	it.each([
		["no reason", { reason: "" }, 422],
		["a short reason", { reason: "te kort" }, 422],
		["blanks for a reason", { reason: " ".repeat(40) }, 422],
		["a long reason", { reason: "x".repeat(301) }, 422],
		["nothing chosen", { email: "" }, 422],
		["a brand of another realm", { brand: "harbour" }, 400],
		["a value that is not offered", { password: "yes" }, 400],
	])("refuses %s: nothing is shown and nothing written", async (_name, own, status) => {
		const id = await memberId(member);
		const before = await accessesOf(id);
		const reply = await reveal(id, own);
		expect(reply.status).toBe(status);
		expect(reply.text).not.toContain(member.email);
		expect(await accessesOf(id)).toEqual(before);
	});

	it("shows nothing when the row cannot be written (T30)", async () => {
		const id = await memberId(member);
		await bySql(
			"CREATE TRIGGER refuse_access BEFORE INSERT ON staff_access BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
		);
		try {
			const reply = await reveal(id);
			expect(reply.status).toBe(409);
			expect(reply.text).not.toContain(member.email);
			expect((await find(people.support, member.name)).status).toBe(409);
		} finally {
			await bySql("DROP TRIGGER refuse_access");
		}
		await bySql("ALTER TABLE staff_access RENAME TO staff_access_away");
		try {
			const reply = await reveal(id);
			expect(reply.status).toBe(500);
			expect(reply.text).not.toContain(member.email);
		} finally {
			await bySql("ALTER TABLE staff_access_away RENAME TO staff_access");
		}
		expect((await reveal(id)).text).toContain(member.email);
	});

	it("keeps one chain when many look at once (T30)", async () => {
		const own = await newMember(world, mail);
		const id = await memberId(own);
		const replies = await Promise.all(Array.from({ length: 6 }, () => reveal(id)));
		const shown = replies.filter(({ status, text }) => status === 200 && text.includes(own.email)).length;
		const busy = replies.filter(({ status, text }) => status === 409 && !text.includes(own.email)).length;
		expect(shown).toBeGreaterThan(0);
		expect(shown + busy).toBe(6);
		expect((await accessesOf(id)).map(({ number }) => number)).toEqual(
			Array.from({ length: shown + 1 }, (_, index) => index + 1),
		);
	});

	it("goes when its 24 months are over, reason and key, and not before", async () => {
		const own = await newMember(world, mail);
		const id = await memberId(own);
		await reveal(id);
		const long = new Date(Date.now() - 733 * 24 * 60 * 60 * 1000).toISOString();
		const rows = await accessesOf(id);
		await bySql(
			`INSERT INTO staff_access SELECT realm_id, 'long-ago', member_id, 999, staff_id, role, brand_id, what, reason_sealed, '${long}', '${long}', 'x', 'y', NULL FROM staff_access WHERE member_id = '${id}' AND number = 1`,
			`INSERT INTO unit_key SELECT realm_id, 'long-ago', owner_id, 'core:access:long-ago', wrapped_key, key_version, created_at FROM unit_key WHERE owner_id = '${id}' AND unit = 'core'`,
		);
		expect(await accessesOf(id)).toHaveLength(rows.length + 1);
		await world.worker.tick();
		expect(await accessesOf(id)).toEqual(rows);
		const [keys] = await world.database.read(build.selectFrom("unit_key").select("unit").where("owner_id", "=", id));
		const units = keys.map(({ unit }) => unit);
		expect(units).not.toContain("core:access:long-ago");
		expect(units.filter((unit) => unit.startsWith("core:access:"))).toHaveLength(rows.length);
	});

	it("leaves rows that nobody changes or takes out, nor unseen by who can (T30)", async () => {
		const own = await newMember(world, mail);
		const id = await memberId(own);
		await reveal(id);
		await reveal(id);
		const where = `WHERE member_id = '${id}' AND number = 2`;
		await expect(bySql(`UPDATE staff_access SET what = 'found' ${where}`)).rejects.toThrow(/never changed/);
		await expect(bySql(`DELETE FROM staff_access ${where}`)).rejects.toThrow(/kept until its term ends/);
		await openCard(people.privacy_officer, id);
		const card = async () => {
			const { visitor } = people.privacy_officer;
			return (await visitor.get(at(visitor, `/console/members/${id}`))).text;
		};
		expect(await card()).toContain("De keten klopt:");
		const [[trigger]] = [
			(
				await createClient({ url: world.server.url }).execute(
					"SELECT sql FROM sqlite_schema WHERE name = 'staff_access_is_immutable'",
				)
			).rows,
		];
		await bySql(
			"DROP TRIGGER staff_access_is_immutable",
			`UPDATE staff_access SET what = 'found' ${where}`,
			String(trigger?.sql),
		);
		expect(await card()).toContain("De keten klopt niet vanaf regel 2");
	});
});

describe("POST /console/staff/invitations", () => {
	const invite = (fields: Record<string, string>) =>
		people.operator.visitor.post(at(people.operator.visitor, "/console/staff/invitations"), fields);

	it("mails the link to the invited address, with which that person enrols, and shows it to nobody (T30)", async () => {
		expect((await invite({ email: "geen adres", role: "support" })).status).toBe(422);
		expect((await invite({ email: "nieuw@werk.test", role: "god" })).status).toBe(422);
		const reply = await invite({ email: "nieuw@werk.test", role: "moderator" });
		expect(reply.headers["server-timing"]).toMatch(/^db;desc="2"/);
		const list = await people.operator.visitor.follow(reply);
		expect(list.text).toContain("De uitnodiging is onderweg");
		expect(list.text).toContain(`Uitgenodigd door: ${people.operator.email}`);
		const letter = await letterTo(mail, "nieuw@werk.test");
		expect(letter.subject).toBe("Je uitnodiging als medewerker");
		const link = letter.links.find((one) => one.includes("/console/enrol")) ?? expect.fail("no link");
		const code = new URL(link).searchParams.get("code") ?? "";
		expect(code).toHaveLength(43);
		for (const { text } of [reply, list]) expect(text).not.toContain(code);
		const [rows] = await world.database.read(build.selectFrom("outbox").selectAll());
		expect(Buffer.from(JSON.stringify(rows)).toString()).not.toMatch(/nieuw@werk/);
		const visitor = newVisitor(world);
		const { fields } = await fillEnrolment(visitor, link, "nieuw@werk.test");
		expect((await visitor.post(at(visitor, "/console/enrol"), fields)).status).toBe(303);
		expect((await visitor.get(at(visitor, "/console"))).text).toContain("moderator");
	});
});

describe("POST /console/staff/:staff/end", () => {
	it("ends somebody's access at once and for good, and never one's own (T11)", async () => {
		const own = await newStaff(world, "moderator");
		const token = cookieOf(own.visitor, "__Host-staff");
		const { visitor } = people.operator;
		const end = (id: string) => visitor.post(at(visitor, `/console/staff/${id}/end`));
		expect((await end(people.operator.id)).status).toBe(400);
		expect((await visitor.follow(await end(own.id))).text).toContain("Die medewerker is uitgelogd");
		expect(whereTo(await own.visitor.get(at(visitor, "/console")))).toEqual(SIGNED_OUT);
		// Nor does a session count that was left behind.
		const [kept] = await world.database.read(
			build
				.selectFrom("staff_session")
				.select(["realm_id", "created_at", "seen_at", "ends_at", "device_sealed"])
				.where("staff_id", "=", people.operator.id)
				.limit(1),
		);
		const { sid } = decodeJwt(token);
		await world.database.write(
			build.insertInto("staff_session").values(kept.map((row) => ({ ...row, id: String(sid), staff_id: own.id }))),
		);
		expect(whereTo(await newVisitor(world).get(at(visitor, "/console"), { Cookie: `__Host-staff=${token}` }))).toEqual(
			SIGNED_OUT,
		);
		const { email, password } = own;
		expect((await newVisitor(world).post(at(visitor, "/console/sign-in"), { email, password })).status).toBe(422);
		expect((await end(own.id)).status).toBe(404);
		const [[row]] = await world.database.read(
			build
				.selectFrom("staff")
				.select(["password_sealed", "authenticator_secret_sealed", "ended_by"])
				.where("id", "=", own.id),
		);
		expect(row).toEqual({ password_sealed: null, authenticator_secret_sealed: null, ended_by: people.operator.id });
	});
});

describe("GET /privacy on the account host", () => {
	it("shows a member their consents with the words, what they were shown, and how to withdraw (P05, P18)", async () => {
		const own = await newMember(world, mail);
		const reply = await own.visitor.get(at(own.visitor, "/privacy"));
		expect(reply.headers["server-timing"]).toMatch(/^db;desc="1"/);
		expect(reply.text).toContain("Niemand heeft je gegevens ingezien");
		expect(reply.text).toMatch(/<blockquote lang="nl">Ja, .* lid ben van Twero\./);
		expect(reply.text).toContain('href="/brands/twero/leave"');
		expect(reply.text).toMatch(/Privacyverklaring, versie \d+: getoond/);
		expect(reply.text).toMatch(/Voorwaarden, versie \d+: geaccepteerd/);
		await own.visitor.post(at(own.visitor, "/brands/twero/leave"));
		const after = await own.visitor.get(at(own.visitor, "/privacy"));
		expect(after.text).not.toContain("Twero");
		expect(after.text).toContain("Er zijn 2 verzegelde bewijzen.");
		const opened = await own.visitor.post(at(own.visitor, "/privacy/evidence"));
		expect(opened.text).toMatch(/<dt>Twero, /);
		expect(opened.text.toLowerCase()).toContain("ingetrokken");
		expect(whereTo(await newVisitor(world).get(at(own.visitor, "/privacy")))).toEqual([303, "/sign-in?to=%2Fprivacy"]);
	});
});
