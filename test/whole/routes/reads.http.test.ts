import { type Client, createClient } from "@libsql/client/web";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readToken, signToken } from "#foundation/crypto/tokens.ts";
import { build } from "#foundation/db/database.ts";
import { TABLE_CLASSES } from "#foundation/db/tables.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { STAFF_ROLES, type StaffRole } from "#foundation/ledgers/staff-role.ts";
import { signUnsubscription } from "#foundation/mail/unsubscribe-token.ts";
import {
	beginSignIn,
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
import { find, invitationFor, JUPITER, newStaff, type StaffMember } from "../../support/staff.ts";
import { startWorld, type World } from "../../support/world.ts";
import { POLICY, pathOf, type Row, WRITTEN_BY_READS } from "../tables/matrix-policy.ts";

const HOUR = 60 * 60 * 1000;

let mail: MailServer;
let world: World;
let database: Client;
let member: Member;
let staff: Record<StaffRole, StaffMember>;
/** What the ids of patterns are. */
let ids: { brand: Record<string, string>; account: Record<string, string>; console: Record<string, string> };
/** Addresses with a code that works: what a mail program or another site may open ahead of its reader. */
let links: Record<string, string>;

beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	database = createClient({ url: world.server.url });
	member = await newMember(world, mail);
	await enterBrand(member.visitor, "twero");
	const photo = { photo_consent: "yes", description: "Een vlak" };
	expect((await uploadPhoto(world, member.visitor, "twero", plainPhoto(), photo)).status).toBe(303);
	staff = {
		support: await newStaff(world, "support"),
		moderator: await newStaff(world, "moderator"),
		privacy_officer: await newStaff(world, "privacy_officer"),
		operator: await newStaff(world, "operator"),
		brand_author: await newStaff(world, "brand_author"),
	};
	const [[row], [theirs]] = await world.database.read(
		build.selectFrom("photo").select(["id", "member_id"]),
		build.selectFrom("session").select("id").limit(1),
	);
	const place = (await placeOn(member.visitor, "twero")).split("/").at(-1) ?? "";
	const shared = { version: "1", number: "1", size: "320", photo: row?.id ?? "" };
	ids = {
		brand: { ...shared, brand: "twero", member: place },
		account: { ...shared, brand: "twero", session: theirs?.id ?? "", passkey: "x" },
		console: { ...shared, member: row?.member_id ?? "" },
	};
	links = await workingLinks();
	await watchTables();
}, 240_000);
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

async function workingLinks(): Promise<Record<string, string>> {
	const linkTo = async (address: string, path: string, count = 1) =>
		(await letterTo(mail, address, count)).links.find((one) => one.includes(path)) ?? expect.fail(`no ${path}`);
	const joining = newVisitor(world);
	await joining.follow(await joining.get(joining.address("twero", "/join")));
	const email = "bezig@voorbeeld.test";
	const given = { user_name: "bezig1234", email, password: "vijf gele stoelen", gender: "other" };
	await joining.post(joining.at.href, { ...given, adult: "yes", terms: "yes", membership: "yes" });
	const { visitor } = member;
	const to = (path: string) => visitor.address("account", path);
	await visitor.post(to("/security/email"), { email: "ander@voorbeeld.test", current_password: member.password });
	const changing = await linkTo("ander@voorbeeld.test", "/email?");
	const before = mail.taken.filter((one) => one.to.includes(member.email)).length;
	await visitor.post(to("/reset"), { identifier: member.email });
	const resetting = await linkTo(member.email, "/reset/new", before + 1);
	const locked = await newStaff(world, "support");
	await staff.operator.visitor.post(to(`/console/staff/${locked.id}/second-step`));
	const { path } = await invitationFor(world, "support", "leest@werk.test");
	const brand = brandIdSchema.parse("twero");
	const of = { realm: JUPITER, brand, member: ids.console.member ?? "", class: "newsletter" } as const;
	const token = await signUnsubscription(Buffer.from(world.secrets.TOKEN_ROOT, "base64"), of, Date.now());
	return {
		"GET /confirm": await linkTo(email, "/confirm"),
		"GET /email": changing,
		"GET /reset/new": resetting,
		"GET /console/second-step": await linkTo(locked.email, "/console/second-step"),
		"GET /console/enrol": to(path),
		"GET /unsubscribe/:token": visitor.address("twero", `/unsubscribe/${token}`),
	};
}

/** Sessions that were used long enough ago for a page to write that they are in use. */
async function ageSessions(visitor: Visitor): Promise<void> {
	const long = new Date(Date.now() - HOUR / 6).toISOString();
	await database.execute({ sql: "UPDATE staff_session SET seen_at = ?", args: [long] });
	for (const [host, name] of [
		["account", "__Host-account"],
		["twero", "__Host-session"],
	] as const) {
		const jar = visitor.cookies.get(new URL(visitor.address(host, "/")).host);
		const token = jar?.get(name);
		if (jar === undefined || token === undefined) continue;
		const { aud, iss, ...claims } = decodeJwt(token);
		const root = Buffer.from(world.secrets.TOKEN_ROOT, "base64");
		const scope = { root, purpose: "session" as const, issuer: String(iss), audience: String(aud) };
		expect(await readToken({ ...scope, now: Date.now() }, token)).toBeDefined();
		jar.set(name, await signToken({ ...scope, now: Date.now() - 25 * HOUR }, claims, (30 * 24 * HOUR) / 1000));
	}
}

/** What is kept of visits is written seconds later, of any request before: `visits.http.test.ts` holds that. */
const OF_VISITS = ["visit", "page_count"];
const KEY_OF_VISITS = "NEW.unit LIKE 'log:%'";

/** Every change of a row is written down by a trigger, also one that changes nothing of it. */
async function watchTables(): Promise<void> {
	const tables = Object.keys(TABLE_CLASSES).filter((table) => !OF_VISITS.includes(table));
	const when = (table: string, op: string) =>
		table === "unit_key" && op === "INSERT" ? `WHEN NOT ${KEY_OF_VISITS}` : "";
	const { rows } = await database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'");
	const real = tables.filter((table) => rows.some(({ name }) => name === table));
	expect(real.length).toBeGreaterThan(25);
	await database.executeMultiple(
		[
			"CREATE TABLE written (of TEXT NOT NULL, op TEXT NOT NULL)",
			...real.flatMap((table) =>
				["INSERT", "UPDATE", "DELETE"].map(
					(op) =>
						`CREATE TRIGGER watch_${table}_${op} AFTER ${op} ON ${table} ${when(table, op)} BEGIN INSERT INTO written VALUES ('${table}', '${op}'); END`,
				),
			),
		].join(";\n"),
	);
}

/** The tables that were written to since the last time. */
async function written(): Promise<string[]> {
	const [found] = await database.batch(["SELECT DISTINCT of FROM written", "DELETE FROM written"], "write");
	return (found?.rows ?? []).map((row) => String(row.of));
}

/** How a browser asks: its reader does, another site leads it here, or it fetches ahead of its reader. */
const WAYS: readonly [way: string, headers: Record<string, string>][] = [
	["by its reader", { "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate" }],
	["from another site", { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" }],
	["ahead of its reader", { "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Purpose": "prefetch" }],
];

const askers = (row: Row): [who: string, visitor: Visitor][] => [
	["a visitor", newVisitor(world)],
	["a member", member.visitor],
	...(row.route.includes("/console")
		? STAFF_ROLES.map((role): [string, Visitor] => [`a ${role}`, staff[role].visitor])
		: []),
];

function addressOf(row: Row, visitor: Visitor): string {
	const kind = row.route.includes("/console") ? "console" : row.site;
	return links[row.route] ?? visitor.address(row.site === "brand" ? "twero" : "account", pathOf(row, ids[kind]));
}

const READS = POLICY.filter(({ route }) => route.startsWith("GET "));
/** Rows of the table that some read made use of. */
const used = new Set<(typeof WRITTEN_BY_READS)[number]>();

function isAllowed(route: string, written: string): boolean {
	const rows = WRITTEN_BY_READS.filter((one) => one.table === written && (one.route === "*" || one.route === route));
	for (const row of rows) used.add(row);
	return rows.length > 0;
}

describe("every GET (T12, T30)", () => {
	it("is measured by triggers that see a write", async () => {
		await written();
		await ageSessions(staff.support.visitor);
		await staff.support.visitor.get(staff.support.visitor.address("account", "/console"));
		expect(await written()).toContain("staff_session");
		await find(staff.support, member.name);
		expect(await written()).toContain("staff_access");
	});

	it.each(READS.map((row) => [`${row.site} ${row.route}`, row] as const))(
		"%s writes nothing but what the table of the policy gives a reason for",
		async (_route, row) => {
			const found: string[] = [];
			for (const [who, visitor] of askers(row))
				for (const [way, headers] of WAYS) {
					await ageSessions(visitor);
					await written();
					const reply = await visitor.get(addressOf(row, visitor), headers);
					expect(reply.status).toBeLessThan(500);
					const tables = (await written()).filter((table) => !isAllowed(row.route, table));
					if (tables.length > 0) found.push(`${who}, ${way}: ${tables.join(", ")}`);
				}
			expect(found).toEqual([]);
		},
	);

	it("begins a session on a brand with the code of one sign-in, in the browser that began it and no other", async () => {
		const { visitor } = member;
		await beginSignIn(visitor, "twero");
		const authorized = await visitor.post(visitor.at.href);
		const callback = authorized.headers.location ?? "";
		expect(callback).toContain("/login/callback");
		await written();
		expect((await newVisitor(world).get(callback)).status).toBe(400);
		expect(await written()).toEqual([]);
		expect((await visitor.get(callback)).status).toBe(303);
		const tables = await written();
		expect(tables.sort()).toEqual(["session", "sign_in_code"]);
		expect(tables.filter((table) => !isAllowed("GET /login/callback", table))).toEqual([]);
	});

	it("gives a code to the browser that has just signed in for that brand, and to no other with its address", async () => {
		// In a browser that the member is known in: no mail tells of it meanwhile.
		const { visitor } = member;
		visitor.cookies.get(new URL(visitor.address("account", "/")).host)?.delete("__Host-account");
		await beginSignIn(visitor, "twero");
		const done = await visitor.post(visitor.at.href, { identifier: member.name, password: member.password });
		const next = visitor.address("account", done.headers.location ?? "");
		await written();
		expect((await newVisitor(world).get(next)).status).toBe(400);
		expect(await written()).toEqual([]);
		expect((await visitor.get(next)).headers.location).toContain("/login/callback?");
		const tables = await written();
		expect(tables).toEqual(["sign_in_code"]);
		expect(tables.filter((table) => !isAllowed("GET /sign-in/done", table))).toEqual([]);
	});

	it("has a use for every row of that table, and a reason of a known kind", () => {
		expect(WRITTEN_BY_READS.filter((row) => !used.has(row))).toEqual([]);
		for (const { reason } of WRITTEN_BY_READS) expect(reason).toMatch(/^(one-time code|session|counter|lease): /);
	});
});
