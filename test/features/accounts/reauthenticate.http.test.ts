import { type Client, createClient } from "@libsql/client/web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeAt } from "#features/accounts/credentials/authenticator/totp.ts";
import { build } from "#foundation/db/database.ts";
import { TABLE_CLASSES } from "#foundation/db/tables.ts";
import type { Reply } from "../../support/ask.ts";
import { add, arm, at, beginAdding, idOf } from "../../support/factors.ts";
import { makeCopy } from "../../support/fixtures/copy.ts";
import { type Member, newMember } from "../../support/member.ts";
import { newPasskey } from "../../support/passkey.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { hidden } from "../../support/staff.ts";
import { startWorld, type World } from "../../support/world.ts";
import { PROOFS } from "../../whole/tables/proof-policy.ts";

let mail: MailServer;
let world: World;
let database: Client;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	database = createClient({ url: world.server.url });
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const THREE_HOURS_MS = 3 * 60 * 60 * 1000;

/** Signed in three hours ago, with nothing done since that would count as a proof. */
async function age(member: Member): Promise<void> {
	const created_at = new Date(Date.now() - THREE_HOURS_MS).toISOString();
	await world.database.write(build.updateTable("session").set({ created_at }).where("member_id", "=", idOf(member)));
}

/** A write as its page would send it, without the password. `path` is where it goes. */
type Write = { path: string; fields: Record<string, string> };
const CHANGES: Record<string, (member: Member) => Promise<Write>> = {
	"account POST /brands/:brand/leave": async () => ({ path: "/brands/harbour/leave", fields: {} }),
	"account POST /security/password": async ({ name }) => ({
		path: "/security/password",
		fields: { new_password: `acht blauwe tuinen ${name}` },
	}),
	"account POST /security/email": async ({ email }) => ({ path: "/security/email", fields: { email: `x-${email}` } }),
	async "account POST /security/passkeys"(member) {
		const { token, options } = await beginAdding(member);
		const passkey = newPasskey({ origin: new URL(at(member.visitor, "/")).origin, member: idOf(member) });
		return { path: "/security/passkeys", fields: { token, response: passkey.creation(options.challenge), name: "" } };
	},
	async "account POST /security/passkeys/:passkey/remove"(member) {
		expect((await add(member)).reply.status).toBe(303);
		const { text } = await member.visitor.get(at(member.visitor, "/security/passkeys"));
		const path = /\/security\/passkeys\/[^/"]+\/remove/.exec(text)?.[0] ?? expect.fail("no passkey");
		return { path, fields: {} };
	},
	async "account POST /security/authenticator"(member) {
		const page = await member.visitor.get(at(member.visitor, "/security/authenticator"));
		const secret = /class="secret">([A-Z2-7 ]+)</.exec(page.text)?.[1]?.replaceAll(" ", "") ?? "";
		const fields = { token: hidden(page, "token"), code: codeAt(secret, Date.now()) };
		return { path: "/security/authenticator", fields };
	},
	async "account POST /security/authenticator/remove"(member) {
		await arm(member);
		return { path: "/security/authenticator/remove", fields: {} };
	},
	async "account POST /security/recovery-codes"(member) {
		await arm(member);
		return { path: "/security/recovery-codes", fields: {} };
	},
	"account POST /close": async () => ({ path: "/close", fields: {} }),
	"account POST /privacy/erase": async () => ({ path: "/privacy/erase", fields: {} }),
	"account POST /privacy/evidence": async () => ({ path: "/privacy/evidence", fields: {} }),
	"account POST /privacy/export": async () => ({ path: "/privacy/export", fields: {} }),
	async "account POST /privacy/export/copy.zip"(member) {
		await makeCopy(world, member, idOf(member));
		return { path: "/privacy/export/copy.zip", fields: {} };
	},
};

/** What asks a proof before it shows something, and changes nothing. */
const SHOWING = ["account POST /privacy/evidence", "account POST /privacy/export/copy.zip"];

/** What may change meanwhile: counts of tries and views, events of security, mails and sessions in all but their being there, and when a copy was fetched. */
const MOVES: readonly string[] = ["abuse_count", "password_guess", "visit", "page_count"];
const ONLY_THERE: readonly string[] = ["outbox", "session"];
/** Megabytes of statements, which triggers keep as they are but for a PDF that comes later. */
const COLUMNS: Record<string, string> = {
	...Object.fromEntries(ONLY_THERE.map((name) => [name, "id"])),
	export: "id, state, asked_at",
	statement_version: "brand_id, number, locale, hash, pdf IS NULL",
};

/** Keys of days, which seal what security looks at, come with the first event. */
const WHERE: Record<string, string> = { unit_key: "WHERE unit NOT LIKE 'log:%'" };

/** Every row of the database that a change may write or erase, as text by table. */
async function rows(): Promise<Record<string, string[]>> {
	const { rows: real } = await database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'");
	const names = real.map(({ name }) => String(name)).filter((name) => name in TABLE_CLASSES && !MOVES.includes(name));
	expect(names.length).toBeGreaterThan(25);
	const found = await database.batch(
		names.map((name) => `SELECT ${COLUMNS[name] ?? "*"} FROM ${name} ${WHERE[name] ?? ""} ORDER BY 1`),
		"read",
	);
	const plain = (value: unknown) => (value instanceof ArrayBuffer ? Buffer.from(value).toString("hex") : value);
	return Object.fromEntries(
		names.map((name, index) => [
			name,
			(found[index]?.rows ?? []).map((row) => JSON.stringify(Object.values(row).map(plain))).sort(),
		]),
	);
}

describe("what a write of a member asks (T10)", () => {
	it("is tried for each route that asks a proof", () => {
		const asking = PROOFS.filter(({ asks }) => asks === "proof").map(({ route }) => route);
		expect(Object.keys(CHANGES).sort()).toEqual([...asking].sort());
	});
});

describe("a session of three hours ago", () => {
	it.each(Object.entries(CHANGES))(
		"is not enough for %s, which changes nothing without the password (T10)",
		async (route, begin) => {
			// A brand for everyone: what leaves it withdraws no consent.
			const member = await newMember(world, mail, "harbour");
			const { path, fields } = await begin(member);
			await age(member);
			const before = await rows();
			for (const proof of [{}, { current_password: "iets heel anders" }]) {
				const refused = await member.visitor.post(at(member.visitor, path), { ...fields, ...proof });
				expect([refused.status, refused.text.includes('id="current_password-error"')]).toEqual([422, true]);
				expect(await rows()).toEqual(before);
			}
			const done: Reply = await member.visitor.post(at(member.visitor, path), {
				...fields,
				current_password: member.password,
			});
			expect(done.status).toBeLessThan(400);
			const isChanged = JSON.stringify(await rows()) !== JSON.stringify(before);
			expect(isChanged).toBe(!SHOWING.includes(route));
		},
	);

	it("is enough to leave an adult brand, for that withdraws a consent (P34)", async () => {
		const member = await newMember(world, mail, "geilesexsite");
		await age(member);
		const page = await member.visitor.get(at(member.visitor, "/brands/geilesexsite/leave"));
		expect([page.status, page.text.includes('name="current_password"')]).toEqual([200, false]);
		const left = await member.visitor.post(at(member.visitor, "/brands/geilesexsite/leave"));
		expect([left.status, left.headers.location]).toEqual([303, "/brands?left=geilesexsite"]);
	});
});

describe("GET /brands/:brand/leave", () => {
	it("asks the password three hours after signing in, and a new sign-in of a member without one", async () => {
		const member = await newMember(world, mail, "harbour");
		const { visitor } = member;
		const fresh = await visitor.get(at(member.visitor, "/brands/harbour/leave"));
		expect(fresh.text).not.toContain('name="current_password"');
		await age(member);
		expect((await visitor.get(at(member.visitor, "/brands/harbour/leave"))).text).toContain('name="current_password"');
		const id = idOf(member);
		await world.database.write(build.updateTable("member").set({ password_sealed: null }).where("id", "=", id));
		const page = await visitor.get(at(member.visitor, "/brands/harbour/leave"));
		expect([page.text.includes("Sign out and in again"), page.text.includes('name="current_password"')]).toEqual([
			true,
			false,
		]);
		expect((await visitor.post(at(member.visitor, "/brands/harbour/leave"))).status).toBe(422);
	});
});
