import { DatabaseSync } from "node:sqlite";
import { createClient } from "@libsql/client/web";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { staff as staffCommand } from "#cli/commands/staff.ts";
import { readMigrations } from "#cli/generate/tables.ts";
import { codeAt } from "#features/accounts/credentials/authenticator/totp.ts";
import { CONSOLE_ACCESS, may, PERMISSIONS, type Permission } from "#features/console/roles.ts";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { STAFF_ROLES, type StaffRole } from "#foundation/ledgers/staff-role.ts";
import { letterTo, newMember, newVisitor, type Visitor } from "../../support/member.ts";
import { isAll } from "../../support/run/sample.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import {
	fillEnrolment,
	find,
	hidden,
	invitationFor,
	newStaff,
	openCard,
	type StaffMember,
} from "../../support/staff.ts";
import { quietIo, type Reply, startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
/** Colleagues who do nothing, each with a mailbox of their own. */
let bystanders: StaffMember[];
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	bystanders = [await newStaff(world, "operator"), await newStaff(world, "privacy_officer")];
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const post = ({ visitor }: { visitor: Visitor }, path: string, fields: Record<string, string> = {}) =>
	visitor.post(at(visitor, path), fields);
const get = ({ visitor }: { visitor: Visitor }, path: string) => visitor.get(at(visitor, path));

/** An account that the actor has: the actor's own, or that of an address that was invited. */
type Held = { visitor: Visitor; id: string; email: string; password: string };

let invited = 0;

/** The link that an answer shows or, where it shows none and did not refuse, that goes to the actor's own mailbox. */
async function linkFor(reply: Reply, email: string, isOwn: boolean, count: number): Promise<string | undefined> {
	const shown = /class="secret">(http:[^<]+)</.exec(reply.text)?.[1];
	if (shown !== undefined) return shown;
	if (reply.status !== 303 || !isOwn || /sign-in/.test(reply.headers.location ?? "")) return undefined;
	return (await letterTo(mail, email, count)).links.find((link) => /\/console\/(enrol|second-step)/.test(link));
}

const lettersTo = (address: string) => mail.taken.filter(({ to }) => to.includes(address)).length;
const idOf = async () => {
	const [[row]] = await world.database.read(build.selectFrom("staff").select("id").orderBy("id", "desc").limit(1));
	return row?.id ?? expect.fail("no staff");
};

async function invite(by: Held, role: StaffRole): Promise<Held | undefined> {
	invited += 1;
	const email = `gast${invited}@werk.test`;
	const link = await linkFor(await post(by, "/console/staff/invitations", { email, role }), email, true, 1);
	if (link === undefined) return undefined;
	const visitor = newVisitor(world);
	const { fields } = await fillEnrolment(visitor, link, email);
	expect((await post({ visitor }, "/console/enrol", fields)).status).toBe(303);
	return { visitor, id: await idOf(), email, password: fields.new_password };
}

/** Takes a second step away, and sets up another where the link comes into the actor's hands. */
async function reset(by: Held, of: Held, isOwn: boolean): Promise<void> {
	const count = lettersTo(of.email) + 1;
	const link = await linkFor(await post(by, `/console/staff/${of.id}/second-step`), of.email, isOwn, count);
	if (link === undefined) return;
	const visitor = newVisitor(world);
	const { form, secret, fields } = await fillEnrolment(visitor, link, of.email);
	// Of a colleague the actor has no password.
	const reply = await post({ visitor }, "/console/second-step", {
		...{
			code: fields.code,
			token: fields.token,
			reset: hidden(form, "reset"),
			password: isOwn ? of.password : "geraden",
		},
		authenticator_code: secret === "" ? "" : codeAt(secret, Date.now()),
	});
	if (reply.status === 303) of.visitor = visitor;
}

const PROBES = PERMISSIONS.map((permission) => {
	const route = Object.entries(CONSOLE_ACCESS).find(([, asked]) => asked === permission)?.[0] ?? "";
	const [method, path = ""] = route.split(" ");
	return { permission, method, path: path.replace(/:\w+/, "nobody") };
}).filter(({ path }) => path !== "");

/** What an account can do, as the answers of the console say. */
async function reached(held: Held): Promise<Permission[]> {
	const found: Permission[] = [];
	for (const { permission, method, path } of PROBES) {
		const reply = method === "GET" ? await get(held, path) : await post(held, path);
		const isOut = reply.status === 303 && reply.headers.location === "/console/sign-in";
		if (reply.status !== 403 && !isOut) found.push(permission);
	}
	return found;
}

type Step =
	| { do: "invite"; by: number; role: StaffRole }
	| { do: "agree" | "reset" | "end"; by: number; of: number }
	| { do: "replace"; by: number; of: number; role: StaffRole };
const people = { by: fc.nat(4), of: fc.nat(6) };
const role = fc.constantFrom(...STAFF_ROLES);
const steps = fc.array(
	fc.oneof(
		{ weight: 3, arbitrary: fc.record({ do: fc.constant("invite" as const), by: people.by, role }) },
		{
			weight: 3,
			arbitrary: fc.record({ do: fc.constantFrom("agree" as const, "reset" as const, "end" as const), ...people }),
		},
		{ weight: 1, arbitrary: fc.record({ do: fc.constant("replace" as const), ...people, role }) },
	),
	{ minLength: 1, maxLength: 7 },
);

async function play(step: Step, held: Held[], colleagues: readonly Held[]): Promise<void> {
	const by = held[step.by % held.length] ?? expect.fail();
	const all = [...held, ...colleagues];
	const of = "of" in step ? (all[step.of % all.length] ?? expect.fail()) : by;
	if (step.do === "agree") await post(by, `/console/staff/${of.id}/agree`);
	if (step.do === "reset") await reset(by, of, held.includes(of));
	// Colleagues are still there for the next sequence.
	if ((step.do === "end" || step.do === "replace") && held.includes(of)) await post(by, `/console/staff/${of.id}/end`);
	if (step.do === "invite" || step.do === "replace") {
		const next = await invite(by, step.role);
		if (next) held.push(next);
	}
}

describe("every sequence of staff routes", () => {
	it.each(STAFF_ROLES)(
		"gives a %s, alone, no permission that the role lacks (T30)",
		{ timeout: 600_000 },
		async (own) => {
			const runs = may(own, "staff.manage") ? (isAll ? 14 : 6) : 3;
			await fc.assert(
				fc.asyncProperty(steps, async (sequence) => {
					const held: Held[] = [await newStaff(world, own)];
					for (const step of sequence) await play(step, held, bystanders);
					for (const one of held)
						for (const permission of await reached(one))
							expect([permission, may(own, permission)], JSON.stringify(sequence)).toEqual([permission, true]);
				}),
				{ numRuns: runs, endOnFailure: true },
			);
		},
	);
});

describe("POST /console/staff/:staff/agree", () => {
	const agree = (by: { visitor: Visitor }, id: string) => post(by, `/console/staff/${id}/agree`);
	const heading = ({ text }: Reply) => /<h1>([^<]*)/.exec(text)?.[1] ?? "";

	it("lets a new member of staff work once a second person agrees, and not before (T30)", async () => {
		const operator = await newStaff(world, "operator");
		const officer = await newStaff(world, "privacy_officer");
		const guest = (await invite(operator, "support")) ?? expect.fail("not invited");
		const home = await get(guest, "/console");
		expect([home.status, heading(home)]).toEqual([200, "Wacht op een tweede persoon"]);
		expect(home.text).not.toContain("/console/members");
		for (const route of Object.keys(CONSOLE_ACCESS)) {
			const [method, path = ""] = route.replace(/:\w+/, "nobody").split(" ");
			if (CONSOLE_ACCESS[route as keyof typeof CONSOLE_ACCESS] === "anyone" || path === "/console") continue;
			const reply = method === "GET" ? await get(guest, path) : await post(guest, path);
			expect([route, reply.status, heading(reply)]).toEqual([route, 403, "Wacht op een tweede persoon"]);
		}
		// Neither the inviter, nor the invited, nor a role without the right is the second person.
		const own = await agree(operator, guest.id);
		expect([own.status, heading(own)]).toEqual([409, "Je akkoord telt hier niet"]);
		expect((await agree(guest, guest.id)).status).toBe(403);
		expect((await agree(await newStaff(world, "moderator"), guest.id)).status).toBe(403);
		const asked = await get(officer, "/console/staff");
		expect(asked.text).toContain(`action="/console/staff/${guest.id}/agree"`);
		expect(asked.text).not.toContain('action="/console/staff/invitations"');
		const agreed = await officer.visitor.follow(await agree(officer, guest.id));
		expect(agreed.text).toContain("Je akkoord is vastgelegd");
		expect(heading(await get(guest, "/console"))).toBe("Jouw werk");
		expect(await reached(guest)).toEqual(["console.use", "members.find", "members.reveal", "tickets.answer"]);
		const list = (await get(operator, "/console/staff")).text;
		expect(list).toContain(`Uitgenodigd door: ${operator.email}`);
		expect(list).toContain(`Akkoord van: ${officer.email}`);
		expect((await agree(officer, guest.id)).status).toBe(409);
		// So does the record of what the new member of staff opens.
		const member = await newMember(world, mail);
		const found = await find({ ...officer, visitor: guest.visitor }, member.name);
		const card = (await openCard(officer, found.headers.location?.split("/").at(-1) ?? "")).text;
		expect(card).toContain(`Rol: helpdesk, ${guest.email}`);
		expect(card).toContain(`Uitgenodigd door: ${operator.email}`);
		expect(card).toContain(`Akkoord van: ${officer.email}`);
	});

	it("takes no agreement from the inviter under another account of the same address, nor of another realm (T7)", async () => {
		const first = await newStaff(world, "operator");
		const guest = (await invite(first, "support")) ?? expect.fail("not invited");
		const ended = await post(await newStaff(world, "operator"), `/console/staff/${first.id}/end`);
		expect(ended.headers.location).toBe("/console/staff?done=ended");
		const { path } = await invitationFor(world, "operator", first.email);
		const visitor = newVisitor(world);
		const { fields } = await fillEnrolment(visitor, at(visitor, path), first.email);
		expect((await post({ visitor }, "/console/enrol", fields)).status).toBe(303);
		expect((await agree({ visitor }, guest.id)).status).toBe(409);
		const elsewhere = await newStaff(world, "operator", "account-lage-kade", realmIdSchema.parse("lage-kade"));
		const there = elsewhere.visitor.address("account-lage-kade", `/console/staff/${guest.id}/agree`);
		expect((await elsewhere.visitor.post(there)).status).toBe(409);
		expect((await get(guest, "/console/members")).status).toBe(403);
		const database = createClient({ url: world.server.url });
		const forged = `UPDATE staff SET agreement = 'given', agreed_at = 'x', agreed_by = invited_by WHERE id = '${guest.id}'`;
		await expect(database.execute(forged)).rejects.toThrow(/a second person agrees once/);
	});

	it("asks none for those who worked here before: the migration marks them, and no row without a mark counts", async () => {
		const migrations = readMigrations("migrations");
		const before = new DatabaseSync(":memory:");
		const index = migrations.findIndex(({ name }) => name.endsWith("staff-second-person"));
		for (const { sql } of migrations.slice(0, index)) before.exec(sql);
		const insert = (id: string) =>
			before.exec(
				`INSERT INTO staff (realm_id, id, role, email_sealed, email_index, password_sealed, authenticator_secret_sealed, authenticator_step, state, created_at, invited_by, key_version) VALUES ('r', '${id}', 'support', x'00', x'${id}', x'00', x'00', 1, 'active', '2026-01-01', '', 1)`,
			);
		insert("01");
		before.exec(migrations[index]?.sql ?? expect.fail("no migration"));
		insert("02");
		const agreements = before.prepare("SELECT agreement FROM staff ORDER BY id").all();
		expect(agreements.map(({ agreement }) => agreement)).toEqual(["earlier", "waiting"]);

		const own = await newStaff(world, "support");
		const { rows } = await createClient({ url: world.server.url }).execute(
			"SELECT sql FROM sqlite_schema WHERE name = 'staff_agreement_is_final'",
		);
		await createClient({ url: world.server.url }).executeMultiple(
			[
				"DROP TRIGGER staff_agreement_is_final",
				`UPDATE staff SET agreement = 'earlier' WHERE id = '${own.id}'`,
				String(rows[0]?.sql),
			].join(";\n"),
		);
		expect(await reached(own)).toEqual(["console.use", "members.find", "members.reveal", "tickets.answer"]);
		expect((await get(await newStaff(world, "operator"), "/console/staff")).text).toContain(
			"niet gevraagd: uitgenodigd voordat dit nodig was",
		);
	});
});

describe("npm run staff -- agree", () => {
	it("is the second person in a realm that has no other, and only there (T30)", async () => {
		vi.stubEnv("DATABASE_URL", world.server.url);
		vi.stubEnv("PORT", world.worker.url.port);
		const io = quietIo(process.cwd());
		const realm = realmIdSchema.parse("lage-kade");
		try {
			const [{ id: waits } = expect.fail("nobody waits")] = (
				await world.database.read(
					build
						.selectFrom("staff")
						.select("id")
						.where("agreement", "=", "waiting")
						.where("state", "=", "active")
						.limit(1),
				)
			)[0];
			await expect(staffCommand(["agree", "jupiter-media", waits], io)).rejects.toThrow(/can be the second person/);
			await world.database.write(
				build
					.updateTable("staff")
					.set({ state: "ended", ended_at: "2026-01-01", ended_by: "" })
					.where("realm_id", "=", realm),
			);
			const operator = await newStaff(world, "operator", "account-lage-kade", realm);
			const host = (path: string) => operator.visitor.address("account-lage-kade", path);
			await operator.visitor.post(host("/console/staff/invitations"), { email: "tweede@werk.test", role: "support" });
			const link = (await letterTo(mail, "tweede@werk.test")).links.find((one) => one.includes("/console/enrol")) ?? "";
			const visitor = newVisitor(world);
			const { fields } = await fillEnrolment(visitor, link, "tweede@werk.test");
			await visitor.post(host("/console/enrol"), fields);
			const id = await idOf();
			const list = await operator.visitor.get(host("/console/staff"));
			expect(list.text).toContain(`npm run staff -- agree lage-kade ${id}`);
			expect((await visitor.get(host("/console/members"))).status).toBe(403);
			await expect(staffCommand(["agree", "lage-kade", "nobody"], io)).rejects.toThrow(`these do: ${id} (support`);
			expect(await staffCommand(["agree", "lage-kade", id], io)).toBe(0);
			expect((await visitor.get(host("/console/members"))).status).toBe(200);
			await expect(staffCommand(["agree", "lage-kade", id], io)).rejects.toThrow(/nobody waits at all/);
			await expect(staffCommand(["agree", "lage-kade"], io)).rejects.toThrow(/npm run staff/);
		} finally {
			vi.unstubAllEnvs();
		}
	});
});
