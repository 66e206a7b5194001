import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "../../support/ask.ts";
import { at } from "../../support/factors.ts";
import { type Member, newMember, newVisitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
let member: Member;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	member = await newMember(world, mail);
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const PKCE = `state=${"s".repeat(22)}&challenge=${"c".repeat(43)}`;

/** Every form of the accounts: where it is sent, with which fields. */
const FORMS: readonly [site: "account" | "twero", path: string, fields: readonly string[]][] = [
	["twero", "/logout", []],
	["account", "/join", ["user_name", "email", "password", "gender", "adult", "terms", "membership"]],
	["account", "/confirm", ["code", "password"]],
	["account", "/confirm/password", ["code", "new_password"]],
	["account", "/confirm/discard", ["code"]],
	["account", "/sign-in", ["identifier", "password", "keep"]],
	["account", "/sign-in/second", ["token", "code", "recovery_code"]],
	["account", "/sign-in/browser", ["token"]],
	["account", "/sign-in/passkey", ["token", "response", "keep"]],
	["account", "/sign-out", []],
	["account", "/reopen", ["offer"]],
	["account", "/reset", ["identifier"]],
	["account", "/reset/new", ["code", "new_password"]],
	["account", `/authorize?${PKCE}`, ["terms", "membership"]],
	["account", "/email", ["code"]],
	["account", "/email/cancel", ["code"]],
	["account", "/security/email", ["email", "current_password"]],
	["account", "/security/password", ["current_password", "new_password"]],
	["account", "/security/passkeys", ["token", "response", "name", "current_password"]],
	["account", "/security/passkeys/x/name", ["name"]],
	["account", "/security/passkeys/x/remove", ["current_password"]],
	["account", "/security/authenticator", ["token", "code", "current_password"]],
	["account", "/security/authenticator/remove", ["current_password"]],
	["account", "/security/recovery-codes", ["current_password"]],
	["account", "/security/sessions/x/end", []],
	["account", "/security/sessions/end", []],
];
const CASES = FORMS.map(([site, path, fields]) => [`${site} POST ${path}`, site, path, fields] as const);

type Part = { name: string; text: string; file?: string };

/** A form of several parts, in which a field can be a file. */
function post(site: string, path: string, parts: readonly Part[]): Promise<Reply> {
	const boundary = "grens";
	const body = parts.map(({ name, text, file }) => {
		const filename = file === undefined ? "" : `; filename="${file}"`;
		return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename}\r\n\r\n${text}\r\n`;
	});
	const separator = path.includes("?") ? "&" : "?";
	const to = new URL(newVisitor(world).address(site, `${path}${separator}brand=twero`));
	return world.get(to.pathname + to.search, {
		host: to.host,
		method: "POST",
		headers: { "Content-Type": `multipart/form-data; boundary=${boundary}`, "Sec-Fetch-Site": "same-origin" },
		body: `${body.join("")}--${boundary}--\r\n`,
	});
}

const alerts = (reply: Reply) =>
	[...(/role="alert"[^>]*>(.*?)<\/div>/s.exec(reply.text)?.[1] ?? "").matchAll(/<li>(.*?)<\/li>/gs)].map(
		([, words = ""]) => words.replace(/<[^>]+>/g, "").replaceAll("&#39;", "'"),
	);
const trips = (reply: Reply) => Number(/desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const fieldValue = (reply: Reply, name: string) =>
	new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(reply.text)?.[1];

describe("the forms of the accounts", () => {
	it.each(CASES)("%s refuses a field that it does not have (T23)", async (_title, site, path, fields) => {
		const parts = [...fields.map((name) => ({ name, text: "" })), { name: "is_admin", text: "yes" }];
		expect((await post(site, path, parts)).status).toBe(400);
	});

	it.each(CASES.filter(([, , , fields]) => fields.length > 0))(
		"%s refuses each field twice, and a file in its place (T23)",
		async (_title, site, path, fields) => {
			for (const name of fields) {
				const twice = await post(site, path, [
					{ name, text: "yes" },
					{ name, text: "yes" },
				]);
				const file = await post(site, path, [{ name, text: "yes", file: "a.txt" }]);
				expect([name, twice.status, file.status]).toEqual([name, 400, 400]);
			}
		},
	);

	it.each(["/confirm", "/confirm/password", "/reset/new", "/email"])(
		"GET %s takes one code, and whatever mail programs add",
		async (path) => {
			const { get, address } = newVisitor(world);
			const statusOf = async (query: string) => (await get(address("account", `${path}${query}`))).status;
			expect([await statusOf(""), await statusOf("?code=a&utm_source=mail")]).toEqual([410, 410]);
			expect(await statusOf("?code=a&code=b")).toBe(400);
		},
	);

	it.each(["/security", "/security/passkeys"])("GET %s passes over word of what was never done", async (path) => {
		for (const query of ["?done=nonsense", "?done=__proto__", "?done=password&done=session"]) {
			const { status, text } = await member.visitor.get(at(member.visitor, `${path}${query}`));
			expect([query, status, text.includes('role="status"')]).toEqual([query, 200, false]);
		}
	});

	it("of a sign-in that goes on, in an address in two shapes, lead home", async () => {
		const { get, address } = newVisitor(world);
		const { status, headers } = await get(address("account", `/authorize?brand=twero&${PKCE}&state=x`));
		expect([status, headers.location]).toEqual([303, "/?brand=twero"]);
	});
});

describe("several wrong fields", () => {
	it("POST /sign-in says all that is missing, and what it means", async () => {
		const { post: send, address } = newVisitor(world);
		const reply = await send(address("account", "/sign-in"), { identifier: " ", keep: "yes" });
		expect(reply.status).toBe(422);
		expect(alerts(reply).map((words) => words.split(" ").at(0))).toEqual(["Deze", "Gebruikersnaam", "Wachtwoord:"]);
		expect(reply.text).toMatch(/name="keep" value="yes"[^>]* checked/);
	});

	it.each([
		["a name beyond all measure", { identifier: "a".repeat(255), password: "vier blauwe paarden" }],
		["a password beyond all measure", { identifier: "jan", password: "x".repeat(1_001) }],
	])("POST /sign-in answers %s as a wrong pair, and looks nothing up", async (_what, fields) => {
		const { post: send, address } = newVisitor(world);
		const reply = await send(address("account", "/sign-in"), fields);
		expect([reply.status, alerts(reply).length, alerts(reply)[0]?.startsWith("Deze naam")]).toEqual([422, 1, true]);
		expect(fieldValue(reply, "identifier")).toBe(fields.identifier);
		expect(trips(reply)).toBe(0);
	});

	it("POST /sign-in answers a caller that asks for JSON with a problem of each field (RFC 9457)", async () => {
		const { post: send, address } = newVisitor(world);
		const reply = await send(address("account", "/en/sign-in"), {}, { Accept: "application/json" });
		expect(reply.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
		expect(JSON.parse(reply.text)).toMatchObject({
			...{ status: 422, code: "invalid" },
			errors: [
				{ field: "identifier", detail: "Fill this in." },
				{ field: "password", detail: "Fill this in." },
			],
		});
	});

	it("POST /reset asks for a name, and gives back one that is too long", async () => {
		const { post: send, address } = newVisitor(world);
		const form = address("account", "/reset");
		expect(alerts(await send(form, { identifier: "  " }))).toEqual(["Vul dit in."]);
		const long = await send(form, { identifier: "a".repeat(255) });
		expect([long.status, alerts(long), fieldValue(long, "identifier")]).toEqual([
			422,
			["Dit is te lang. Er passen 254 tekens in."],
			"a".repeat(255),
		]);
	});

	it.each(["/reset/new", "/confirm/password"])(
		"POST %s asks for a better password, and keeps the code of its link",
		async (path) => {
			const { post: send, address } = newVisitor(world);
			const code = "a".repeat(43);
			for (const new_password of ["", "kort", "x".repeat(1_001)]) {
				const reply = await send(address("account", path), { code, new_password });
				expect([reply.status, alerts(reply).length, fieldValue(reply, "code")]).toEqual([422, 1, code]);
				expect(reply.text).toContain('id="new_password-error"');
				if (new_password) expect(reply.text).not.toContain(new_password);
			}
		},
	);

	it("POST /security/email says at once what is wrong with the address and with the password", async () => {
		const { visitor } = member;
		const form = at(visitor, "/security/email");
		const nothing = await visitor.post(form);
		expect([nothing.status, alerts(nothing)]).toEqual([422, ["Vul dit in.", "Vul je wachtwoord in."]]);
		const wrong = await visitor.post(form, { email: "geen adres", current_password: "iets heel anders" });
		expect([wrong.status, fieldValue(wrong, "email"), wrong.text.includes("iets heel anders")]).toEqual([
			422,
			"geen adres",
			false,
		]);
		expect(alerts(wrong)).toEqual([
			"Dit lijkt geen e-mailadres. Een adres ziet eruit als naam@voorbeeld.nl.",
			"Dit wachtwoord klopt niet.",
		]);
		const own = await visitor.post(form, { email: member.email, current_password: "" });
		expect([own.status, alerts(own).length, alerts(own)[1]]).toEqual([422, 2, "Vul je wachtwoord in."]);
	});

	it("POST /security/email counts no attempt where the address was wrong, however often", async () => {
		const { visitor, password, email } = await newMember(world, mail);
		const form = at(visitor, "/security/email");
		for (let time = 0; time < 12; time++)
			expect((await visitor.post(form, { email: "geen adres", current_password: password })).status).toBe(422);
		expect((await visitor.post(form, { email: `n-${email}`, current_password: password })).status).toBe(200);
	});

	it("POST /security/password says at once what is wrong with either password", async () => {
		const { visitor } = member;
		const reply = await visitor.post(at(visitor, "/security/password"), { new_password: "kort" });
		expect(reply.status).toBe(422);
		expect(alerts(reply).map((words) => words.split(":").at(0))).toEqual(["Huidig wachtwoord", "Nieuw wachtwoord"]);
	});

	it("POST /security/passkeys gives back a name that is too long", async () => {
		const { visitor } = member;
		const long = "x".repeat(61);
		const reply = await visitor.post(at(visitor, "/security/passkeys"), { name: long });
		expect([reply.status, alerts(reply), fieldValue(reply, "name")]).toEqual([
			422,
			["Deze naam is te lang: gebruik hooguit 60 tekens."],
			long,
		]);
	});

	it.each([
		[" ", "Geef de passkey een naam."],
		["x".repeat(61), "Deze naam is te lang: gebruik hooguit 60 tekens."],
	])("POST /security/passkeys/:passkey/name refuses a name like %j and says why", async (name, message) => {
		const { visitor } = member;
		const reply = await visitor.post(at(visitor, "/security/passkeys/x/name"), { name });
		expect([reply.status, alerts(reply), reply.text.includes('id="name-error"')]).toEqual([422, [message], false]);
	});

	it.each([
		["no answer", {}],
		["answers of another kind", { terms: "no", membership: "1" }],
	])("POST /authorize asks for both agreements: %s", async (_what, fields) => {
		const { visitor } = member;
		const form = at(visitor, `/authorize?brand=geilesexsite&${PKCE}`);
		const reply = await visitor.post(form, fields);
		expect([reply.status, alerts(reply).length]).toEqual([422, 2]);
		expect(reply.text).not.toContain("checked");
		const half = await visitor.post(form, { terms: "yes" });
		expect([half.status, alerts(half).length]).toEqual([422, 1]);
		expect(half.text).toMatch(/name="terms" value="yes"[^>]* checked/);
		expect(half.text).toContain('id="membership-error"');
	});
});
