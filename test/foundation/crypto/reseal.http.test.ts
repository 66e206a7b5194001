import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queueReseal } from "#foundation/crypto/rotation/reseal-queue.ts";
import { build } from "#foundation/db/database.ts";
import { type Member, newMember, newVisitor, signIn } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { JUPITER } from "../../support/staff.ts";
import { type DatabaseProxy, startDatabaseProxy } from "../../support/stores/database-proxy.ts";
import { startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
let proxy: DatabaseProxy;
let member: Member;
beforeAll(async () => {
	mail = await startMailServer();
	proxy = await startDatabaseProxy(() => world.server.port);
	world = await startWorld({ bindings: { SMTP_URL: mail.url, DATABASE_URL: proxy.url } });
	member = await newMember(world, mail);
});
afterAll(async () => {
	await world.stop();
	await proxy.stop();
	await mail.stop();
});

const account = (path: string) => member.visitor.address("account", path);

async function coreKey(): Promise<string> {
	const [[key]] = await world.database.read(
		build.selectFrom("unit_key").select("id").where("realm_id", "=", JUPITER).where("unit", "=", "core"),
	);
	return key?.id ?? expect.fail("no key");
}

/** The member's account is resealed, by the Worker's own job. */
async function exchange(): Promise<void> {
	const [[row]] = await world.database.read(build.selectFrom("member").select("id"));
	const unit = { owner: row?.id ?? "", unit: "core" };
	await world.database.write(queueReseal(JUPITER, unit, new Date().toISOString()));
	const before = await coreKey();
	await world.worker.tick();
	expect(await coreKey()).not.toBe(before);
}

const WRITES: [name: string, sql: string, act: () => Promise<{ status: number }>, status: number][] = [
	[
		"POST /profile with another gender",
		'update "member" set "gender_sealed"',
		() => member.visitor.post(account("/profile"), { gender: "man", town: "", birth_date: "", phone: "" }),
		303,
	],
	[
		"POST /security/password",
		'update "member" set "password_sealed"',
		() => {
			const fields = { current_password: member.password, new_password: "zeven groene tractors rijden" };
			member.password = fields.new_password;
			return member.visitor.post(account("/security/password"), fields);
		},
		303,
	],
	["POST /sign-in", 'insert into "session"', () => signIn(member, newVisitor(world)), 303],
	[
		"POST /security/email",
		'insert into "mail_code"',
		() =>
			member.visitor.post(account("/security/email"), { email: "b@voorbeeld.test", current_password: member.password }),
		200,
	],
];

describe("an account that is sealed anew between the reading and the writing of a request", () => {
	it.each(WRITES)("loses nothing of %s, and nobody is told to come back", async (_name, sql, act, status) => {
		let held = false;
		proxy.hold(sql, async () => {
			held = true;
			await exchange();
		});
		expect((await act()).status).toBe(status);
		expect(held).toBe(true);
		const home = await member.visitor.get(account("/"));
		expect(home.text).toContain(member.email);
		expect((await signIn(member, newVisitor(world))).status).toBe(303);
	});

	it("keeps what was written then", async () => {
		expect((await member.visitor.get(account("/profile"))).text).toMatch(/value="man"[^>]* checked/);
		expect((await member.visitor.get(account("/security/email"))).status).toBe(200);
		expect(world.logs).toEqual([]);
	});
});
