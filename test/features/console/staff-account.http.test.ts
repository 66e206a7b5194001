import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeAt } from "#features/accounts/credentials/authenticator/totp.ts";
import { build } from "#foundation/db/database.ts";
import { withinOneCount } from "../../support/guesses.ts";
import { letterTo, newVisitor, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { fillEnrolment, hidden, newStaff, type StaffMember, signInStaff } from "../../support/staff.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
let operator: StaffMember;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	operator = await newStaff(world, "operator");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const whereTo = ({ status, headers }: Reply) => [status, headers.location];
const SIGNED_OUT = [303, "/console/sign-in"];
const home = (visitor: Visitor) => visitor.get(at(visitor, "/console"));
const NEW_PASSWORD = "twaalf groene fietsen op zolder";

describe("POST /console/password", () => {
	const change = async (by: StaffMember, own: Record<string, string> = {}, visitor = by.visitor) =>
		visitor.post(at(visitor, "/console/password"), {
			current_password: by.password,
			new_password: NEW_PASSWORD,
			authenticator_code: own.authenticator_code ?? (await by.code()),
			...own,
		});

	it("takes the old password and a code, and signs every other browser out (T10, T11)", async () => {
		const own = await newStaff(world, "support");
		const second = newVisitor(world);
		expect((await signInStaff(own, second)).status).toBe(303);
		const token = own.visitor.cookies.get(new URL(at(second, "/")).host)?.get("__Host-staff");
		const reply = await change(own);
		expect(whereTo(reply)).toEqual([303, "/console?done=password"]);
		expect(reply.headers["server-timing"]).toMatch(/^db;desc="2"/);
		expect((await own.visitor.follow(reply)).text).toContain("Je wachtwoord is gewijzigd");
		expect(whereTo(await home(second))).toEqual(SIGNED_OUT);
		const before = await newVisitor(world).get(at(second, "/console"), { Cookie: `__Host-staff=${token}` });
		expect(whereTo(before)).toEqual(SIGNED_OUT);
		const { email, password } = own;
		expect((await second.post(at(second, "/console/sign-in"), { email, password })).status).toBe(422);
		// The current codes are used up: the first of the two steps says so.
		const signIn = { email, password: NEW_PASSWORD };
		expect((await second.post(at(second, "/console/sign-in"), signIn)).status).toBe(200);
	});

	it.each([
		["a wrong old password", { current_password: "iets anders" }, "current_password"],
		["no old password", { current_password: "" }, "current_password"],
		["a password that is easily guessed", { new_password: "wachtwoord" }, "new_password"],
		["a made-up code", { authenticator_code: "000000" }, "authenticator_code"],
	])("refuses %s and changes nothing", async (_name, fields, field) => {
		const own = await newStaff(world, "support");
		const reply = await change(own, fields);
		expect(reply.status).toBe(422);
		expect(reply.text).toContain(`id="${field}-error"`);
		expect(reply.text).not.toContain(NEW_PASSWORD);
		expect((await home(own.visitor)).status).toBe(200);
		expect((await signInStaff(own, newVisitor(world))).status).toBe(303);
	});

	it("stops guessing from an open browser after five (T26)", async () => {
		await withinOneCount();
		const own = await newStaff(world, "support");
		const wrong = { current_password: "iets anders", authenticator_code: "000000" };
		const replies = await Promise.all(Array.from({ length: 7 }, () => change(own, wrong)));
		const statuses = replies.map(({ status }) => status);
		expect(statuses.filter((status) => status === 422)).toHaveLength(5);
		expect(statuses.filter((status) => status === 429)).toHaveLength(2);
		expect((await change(own)).status).toBe(429);
		// It is no way to shut the owner out of the console.
		expect((await signInStaff(own, newVisitor(world))).status).toBe(303);
	});
});

describe("POST /console/sessions/end", () => {
	it("signs out every other browser of one's own, and nobody else's (T11)", async () => {
		const own = await newStaff(world, "support");
		const second = newVisitor(world);
		await signInStaff(own, second);
		expect((await home(own.visitor)).text).toContain("Alle andere uitloggen");
		const reply = await own.visitor.post(at(second, "/console/sessions/end"));
		expect((await own.visitor.follow(reply)).text).toContain("Je andere browsers zijn uitgelogd");
		expect(whereTo(await home(second))).toEqual(SIGNED_OUT);
		expect((await home(operator.visitor)).status).toBe(200);
	});
});

describe("POST /console/staff/:staff/second-step", () => {
	/** The link that the colleague gets by mail; the operator sees none. */
	async function reset(person: StaffMember) {
		const count = mail.taken.filter(({ to }) => to.includes(person.email)).length + 1;
		const reply = await operator.visitor.post(at(operator.visitor, `/console/staff/${person.id}/second-step`));
		expect(whereTo(reply)).toEqual([303, "/console/staff?done=reset"]);
		expect(reply.headers["server-timing"]).toMatch(/^db;desc="2"/);
		const { links } = await letterTo(mail, person.email, count);
		return links.find((one) => one.includes("/console/second-step")) ?? expect.fail("no link");
	}

	async function fill(visitor: Visitor, link: string, person: StaffMember) {
		const { form, secret, fields } = await fillEnrolment(visitor, link, person.email);
		const { code, token } = fields;
		// Of a later step than the code that the old app was taken into use with.
		const authenticator_code = codeAt(secret, Date.now());
		return {
			secret,
			fields: { code, token, reset: hidden(form, "reset"), password: person.password, authenticator_code },
		};
	}

	const setUp = (visitor: Visitor, fields: Record<string, string>) =>
		visitor.post(at(visitor, "/console/second-step"), fields);

	it("ends sessions and the old app at once; the mailed link sets up another beside the password, once (T11, T30)", async () => {
		const own = await newStaff(world, "moderator");
		const link = await reset(own);
		expect(whereTo(await home(own.visitor))).toEqual(SIGNED_OUT);
		expect((await signInStaff(own, newVisitor(world))).status).toBe(422);
		const visitor = newVisitor(world);
		const { secret, fields } = await fill(visitor, link, own);
		expect(secret).not.toBe(own.secret);
		const list = await operator.visitor.get(at(visitor, "/console/staff"));
		expect(list.text).toContain("nog niet opnieuw ingesteld");
		expect(list.text).not.toContain(fields.code);
		expect((await setUp(visitor, { ...fields, password: "iets anders" })).status).toBe(422);
		expect((await setUp(visitor, { ...fields, authenticator_code: "000000" })).status).toBe(422);
		expect(whereTo(await setUp(visitor, fields))).toEqual([303, "/console"]);
		expect((await home(visitor)).text).toContain("Een beheerder nam je tweede stap weg");
		expect((await setUp(newVisitor(world), fields)).status).toBe(410);
		expect((await visitor.get(link)).status).toBe(410);
		const later = codeAt(secret, Date.now() + 30_000);
		const first = await visitor.post(at(visitor, "/console/sign-in"), { email: own.email, password: own.password });
		const signedIn = await visitor.post(at(visitor, "/console/sign-in/code"), {
			token: hidden(first, "token"),
			code: later,
		});
		expect(whereTo(signedIn)).toEqual([303, "/console"]);
		const [rows] = await world.database.read(
			build.selectFrom("staff_second_step_reset").select(["reset_by", "ended_at"]).where("staff_id", "=", own.id),
		);
		expect(rows).toEqual([{ reset_by: operator.id, ended_at: expect.any(String) }]);
	});

	it("gives one link at a time, for a day, to who works there, and never for oneself (T30)", async () => {
		const own = await newStaff(world, "support");
		const [first, newest] = [await reset(own), await reset(own)];
		const visitor = newVisitor(world);
		expect((await visitor.get(first)).status).toBe(410);
		expect((await visitor.get(newest)).status).toBe(200);
		const post = (id: string) => operator.visitor.post(at(visitor, `/console/staff/${id}/second-step`));
		expect((await post(operator.id)).status).toBe(400);
		expect((await home(operator.visitor)).status).toBe(200);
		const { fields } = await fill(visitor, newest, own);
		await operator.visitor.post(at(visitor, `/console/staff/${own.id}/end`));
		expect((await setUp(visitor, fields)).status).toBe(410);
		expect((await post(own.id)).status).toBe(404);
		const other = await newStaff(world, "support");
		const link = await reset(other);
		const past = new Date(Date.now() - 1).toISOString();
		const rows = build.updateTable("staff_second_step_reset").where("staff_id", "=", other.id);
		await world.database.write(rows.set({ expires_at: past }));
		expect((await visitor.get(link)).status).toBe(410);
	});

	it("takes a link once of two at the same time, and no secret of another link", async () => {
		const [own, other] = [await newStaff(world, "support"), await newStaff(world, "support")];
		const visitor = newVisitor(world);
		const { fields } = await fill(visitor, await reset(own), own);
		const foreign = await fill(newVisitor(world), await reset(other), other);
		const mixed = { ...fields, token: foreign.fields.token };
		expect((await setUp(visitor, mixed)).status).toBe(422);
		// A set-up that is for another reset than the link's.
		const crossed = { ...foreign.fields, code: fields.code, password: own.password };
		expect((await setUp(visitor, crossed)).status).toBe(410);
		const replies = await Promise.all([setUp(newVisitor(world), fields), setUp(newVisitor(world), fields)]);
		expect(replies.map(({ status }) => status).sort()).toEqual([303, 410]);
	});

	it("leaves a record that nobody changes or takes out before its term (T30)", async () => {
		const own = await newStaff(world, "support");
		await reset(own);
		const where = `WHERE staff_id = '${own.id}'`;
		const database = createClient({ url: world.server.url });
		const run = (sql: string) => database.execute(sql);
		await expect(run(`UPDATE staff_second_step_reset SET reset_by = 'x' ${where}`)).rejects.toThrow(/never changed/);
		await expect(run(`DELETE FROM staff_second_step_reset ${where}`)).rejects.toThrow(/kept until its term ends/);
		await world.worker.tick();
		const count = async () =>
			(await run(`SELECT count(*) AS kept FROM staff_second_step_reset ${where}`)).rows[0]?.kept;
		expect(await count()).toBe(1);
		const long = new Date(Date.now() - 733 * 24 * 60 * 60 * 1000).toISOString();
		await run(
			`INSERT INTO staff_second_step_reset SELECT realm_id, 'old', staff_id, x'00', reset_by, '${long}', '${long}', '${long}' FROM staff_second_step_reset ${where}`,
		);
		await world.worker.tick();
		expect(await count()).toBe(1);
	});
});
