import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { letterTo, newMember, newVisitor, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { fillEnrolment, find, invitationFor, newStaff, openCard, type StaffMember } from "../../support/staff.ts";
import { FORM, type Reply, startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
let support: StaffMember;
let operator: StaffMember;
/** Of an account that the member of staff `support` opened. */
let card: string;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	support = await newStaff(world, "support");
	operator = await newStaff(world, "operator");
	const found = await find(support, (await newMember(world, mail)).name);
	card = found.headers.location ?? expect.fail("not found");
	await openCard(support, card.split("/").at(-1) ?? "");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const JSON_ONLY = { Accept: "application/json" };
const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const post = ({ visitor }: { visitor: Visitor }, path: string, fields: Record<string, string>, headers = {}) =>
	visitor.post(at(visitor, path), fields, headers);
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const errorsIn = ({ text }: Reply) => [...text.matchAll(/id="(\w+)-error"/g)].map(([, field]) => field);

/** A body as it is, from the browser of a visitor. */
function send({ visitor }: { visitor: Visitor }, path: string, body: string, type = FORM["Content-Type"]) {
	const { host } = new URL(at(visitor, path));
	const cookie = [...(visitor.cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
	return world.get(path, { host, method: "POST", headers: { ...FORM, "Content-Type": type, Cookie: cookie }, body });
}

const BOUNDARY = "grens";
const file = (name: string) =>
	`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="a.txt"\r\n\r\nyes\r\n--${BOUNDARY}--\r\n`;

/** The forms of the console; each with a field of its own. */
const FORMS: [() => StaffMember | { visitor: Visitor }, () => string, string][] = [
	[() => ({ visitor: newVisitor(world) }), () => "/console/sign-in", "email"],
	[() => ({ visitor: newVisitor(world) }), () => "/console/sign-in/code", "code"],
	[() => ({ visitor: newVisitor(world) }), () => "/console/enrol", "email"],
	[() => ({ visitor: newVisitor(world) }), () => "/console/second-step", "password"],
	[() => support, () => "/console/password", "current_password"],
	[() => support, () => "/console/members", "identifier"],
	[() => support, () => `${card}/open`, "reason"],
	[() => support, () => `${card}/reveal`, "email"],
	[() => operator, () => `${card}/suspend`, "state_reason"],
	[() => operator, () => "/console/staff/invitations", "role"],
];

describe("POST /console/…", () => {
	it("refuses a field that no form has, a field twice and a file for a text (T23)", async () => {
		for (const [by, path, field] of FORMS) {
			const replies = [
				await send(by(), path(), `${field}=yes&is_admin=yes`),
				await send(by(), path(), `${field}=yes&${field}=yes`),
				await send(by(), path(), file(field), `multipart/form-data; boundary=${BOUNDARY}`),
			];
			expect([path(), ...replies.map(({ status }) => status)]).toEqual([path(), 400, 400, 400]);
		}
	});

	it("refuses any field with a button, and a code of a link twice", async () => {
		expect((await send(support, "/console/sessions/end", "all=yes")).status).toBe(400);
		expect((await support.visitor.get(at(support.visitor, "/console"))).status).toBe(200);
		for (const path of ["/console/enrol", "/console/second-step"])
			expect((await support.visitor.get(at(support.visitor, `${path}?code=a&code=b`))).status).toBe(400);
	});

	it.each<[string, () => StaffMember, () => string, Record<string, string>, string[]]>([
		["a search", () => support, () => "/console/members", { reason: "te <kort>" }, ["identifier", "reason"]],
		["a reason to open", () => operator, () => `${card}/open`, { reason: "te <kort>" }, ["reason"]],
		["values to see", () => support, () => `${card}/reveal`, { reason: "te <kort>", brand: "twero" }, ["reason"]],
		["an invitation", () => operator, () => "/console/staff/invitations", { email: "te <kort>" }, ["email", "role"]],
	])(
		"gives back all that is wrong with %s, and what was typed, in one trip",
		async (_what, by, path, typed, fields) => {
			const reply = await post(by(), path(), typed);
			expect([reply.status, trips(reply), errorsIn(reply)]).toEqual([422, 1, fields]);
			expect(reply.text).toContain("te &lt;kort&gt;");
		},
	);

	it("says that no value was chosen beside what is wrong with the reason", async () => {
		const reply = await post(support, `${card}/reveal`, { reason: "te kort" });
		expect(reply.text).toMatch(/id="what".*Kies minstens één gegeven\..*Schrijf minstens 10 tekens\./s);
	});

	it("gives no password back, and no code", async () => {
		const typed = { current_password: "zeven paarse", new_password: "", authenticator_code: "" };
		const reply = await post(support, "/console/password", typed);
		expect([reply.status, trips(reply), errorsIn(reply)]).toEqual([422, 1, ["new_password", "authenticator_code"]]);
		expect(reply.text).not.toContain("zeven paarse");
		const visitor = newVisitor(world);
		const signIn = await post({ visitor }, "/console/sign-in", { password: "zeven paarse" });
		expect([signIn.status, trips(signIn), errorsIn(signIn)]).toEqual([422, 0, ["email"]]);
		expect(signIn.text).not.toContain("zeven paarse");
	});
});

let guests = 0;

describe("POST /console/enrol, with several slips", () => {
	it.each([
		["an address that is none", { email: "een <adres>" }, "Dit lijkt geen e-mailadres."],
		["an address that was not invited", { email: "Ander@Werk.test" }, "De uitnodiging is niet voor dit adres."],
	])("says all at once: %s, a weak password and a wrong code", async (_what, own, message) => {
		const visitor = newVisitor(world);
		guests += 1;
		const email = `gast${guests}@werk.test`;
		const { path } = await invitationFor(world, "support", email);
		const { fields } = await fillEnrolment(visitor, at(visitor, path), email);
		const slips = { ...fields, new_password: "wachtwoord", authenticator_code: "000000", ...own };
		const reply = await post({ visitor }, "/console/enrol", slips);
		expect(reply.status).toBe(422);
		expect(errorsIn(reply)).toEqual(["email", "new_password", "authenticator_code"]);
		expect(reply.text).toContain(message);
		expect(reply.text).toContain(`value="${own.email.replace("<", "&lt;").replace(">", "&gt;")}"`);
		expect((await post({ visitor }, "/console/enrol", fields)).status).toBe(303);
	});

	it("says nothing of a form whose link does not work", async () => {
		const reply = await post({ visitor: newVisitor(world) }, "/console/enrol", { code: "a", email: "" });
		expect([reply.status, errorsIn(reply)]).toEqual([410, []]);
	});
});

describe("a refused form of the console", () => {
	/** Somebody invited whom no second person agreed to. */
	async function newWaiting(): Promise<Visitor> {
		const email = "wacht@werk.test";
		await post(operator, "/console/staff/invitations", { email, role: "operator" });
		const { links } = await letterTo(mail, email);
		const visitor = newVisitor(world);
		const link = links.find((one) => one.includes("/console/enrol")) ?? expect.fail("no link");
		const { fields } = await fillEnrolment(visitor, link, email);
		expect((await post({ visitor }, "/console/enrol", fields)).status).toBe(303);
		return visitor;
	}

	it("comes back to the roles that may send it alone, as a page and as JSON (T30)", async () => {
		const asks: [Visitor, number][] = [
			[newVisitor(world), 303],
			[support.visitor, 403],
			[await newWaiting(), 403],
			[operator.visitor, 422],
		];
		for (const headers of [{}, JSON_ONLY])
			for (const [visitor, status] of asks) {
				const reply = await post({ visitor }, "/console/staff/invitations", { email: "een <adres>" }, headers);
				expect(reply.status).toBe(status);
				expect(reply.text.includes("Dit lijkt geen e-mailadres.")).toBe(status === 422);
			}
	});

	it("is a problem of RFC 9457 for a caller that asks for JSON, in one trip", async () => {
		const reply = await post(support, "/console/members", { identifier: "piet" }, JSON_ONLY);
		expect([reply.status, trips(reply)]).toEqual([422, 1]);
		expect(JSON.parse(reply.text)).toMatchObject({
			...{ code: "invalid", errors: [{ field: "reason", detail: "Vul dit in." }] },
		});
	});
});
