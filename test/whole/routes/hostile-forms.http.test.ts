import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import type { Reply } from "../../support/ask.ts";
import { enterBrand, type Member, newMember, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { newStaff } from "../../support/staff.ts";
import { startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
let member: Member;
const staff: Partial<Record<"operator" | "privacy_officer", Visitor>> = {};
let memberId: string;

beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	member = await newMember(world, mail);
	await enterBrand(member.visitor, "twero");
	for (const role of ["operator", "privacy_officer"] as const) staff[role] = (await newStaff(world, role)).visitor;
	const [[row]] = await world.database.read(build.selectFrom("member").select("id"));
	memberId = row?.id ?? "";
	for (const visitor of Object.values(staff)) {
		const open = visitor.address("account", `/console/members/${memberId}/open`);
		expect((await visitor.post(open, { reason: "Vraag van het lid", brand: "" })).status).toBe(303);
	}
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

/** What nobody types, in every field at once. */
const HOSTILE: Record<string, string> = {
	nothing: "",
	spaces: " \t\r\n ",
	"a page of text": "a".repeat(9_000),
	"other scripts, marks and directions": "\u202e\u0000Z\u0300\u0301a\u200bl\u{1F469}\u200d\u{1F469}\uFFFF\u0130",
	HTML: '"><img src=x onerror=alert(1)><!--',
	"lines of a header": "a@b.nl\r\nBcc: c@d.nl\r\n\r\nDag",
	SQL: "'; DROP TABLE member; --",
	"a path and a template": "../../../etc/passwd%00{{7*7}}#{7*7}",
	"a number that is none": "-1e309",
	JSON: '{"__proto__":{"admin":true}}',
};

type Form = { action: string; shown: string[]; hidden: Record<string, string>; upload: boolean };

const attribute = (tag: string, name: string) =>
	new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll("&amp;", "&");

function formsOf(html: string): Form[] {
	return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)]
		.filter(([, head = ""]) => attribute(head, "method") === "post")
		.map(([, head = "", body = ""]) => {
			const form: Form = {
				action: attribute(head, "action") ?? "",
				shown: [],
				hidden: {},
				upload: head.includes("multipart"),
			};
			for (const [tag] of body.matchAll(/<(input|textarea|select|button)\b[^>]*>/g)) {
				const name = attribute(tag, "name");
				if (name === undefined) continue;
				if (/type="hidden"/.test(tag)) form.hidden[name] = attribute(tag, "value") ?? "";
				else if (!form.shown.includes(name)) form.shown.push(name);
			}
			return form;
		});
}

/** What would end the visit before it is over; the forms of files have tests of their own. */
const ENDS = /sign-out|logout|\/close|\/leave|sessions|\/end\b|second-step|withdraw/;

async function send(visitor: Visitor, action: string, fields: [string, string][] | FormData): Promise<Reply> {
	const sent = fields instanceof FormData ? fields : Object.fromEntries(fields);
	for (let time = 0; ; time++) {
		const reply = await visitor.post(new URL(action, visitor.at).href, sent);
		// An isolate hashes twenty passwords a second, and says so.
		if (reply.status !== 503 || reply.headers["retry-after"] !== "30" || time > 3) return reply;
		await sleep(1_100);
	}
}

/** Bodies that no page sends: a field that the form does not have, each field twice, and a file in place of each. */
function attempts({ shown, hidden, upload }: Form): [string, FormData][] {
	const names = [...shown, ...Object.keys(hidden)];
	const extra = new FormData();
	extra.append("is_admin", "yes");
	const twice = names.map((name): [string, FormData] => {
		const form = new FormData();
		for (const value of ["yes", "yes"]) form.append(name, value);
		return [`${name} twice`, form];
	});
	const files = names
		.filter((name) => !(upload && name === "photo"))
		.map((name): [string, FormData] => {
			const form = new FormData();
			form.append(name, new File(["yes"], "yes.txt"));
			return [`a file as ${name}`, form];
		});
	return [["a field too many", extra], ...twice, ...files];
}

/** Every form of a page, with each of the values above, and with fields that it does not have or lacks. */
async function attack(visitor: Visitor, page: string): Promise<{ asked: number; wrong: string[] }> {
	const wrong: string[] = [];
	let asked = 0;
	const shown = await visitor.get(page);
	expect(shown.status, page).toBe(200);
	for (const form of formsOf(shown.text)) {
		const { action, shown: names, hidden, upload } = form;
		for (const [what, body] of attempts(form)) {
			const { status } = await send(visitor, action, body);
			if (status !== 400) wrong.push(`${action} ${what}: ${status}`);
		}
		if (ENDS.test(action) || upload) continue;
		const kept = Object.entries(hidden);
		const tries: [string, [string, string][]][] = [
			...Object.entries(HOSTILE).map(([what, value]): [string, [string, string][]] => [
				what,
				[...kept, ...names.map((name): [string, string] => [name, value])],
			]),
			["hostile in what is hidden", kept.map(([name]) => [name, HOSTILE.HTML ?? ""])],
			["no field at all", []],
		];
		for (const [what, fields] of tries) {
			visitor.at = new URL(page, visitor.at);
			const reply = await send(visitor, action, fields);
			asked += 1;
			if (reply.status >= 500) wrong.push(`${action} ${what}: ${reply.status}`);
			if (/<img src=x/.test(reply.text)) wrong.push(`${action} ${what}: markup`);
			if (reply.status === 422 && !/role="alert"/.test(reply.text)) wrong.push(`${action} ${what}: says nothing`);
		}
	}
	return { asked, wrong };
}

const OWN = ["/brands", "/security", "/security/passkeys", "/security/authenticator", "/security/email"];
const MORE = [
	"/notifications",
	"/privacy/choices",
	"/privacy/recipients",
	"/privacy/requests",
	"/privacy/restriction",
	"/privacy/statistics",
	"/profile",
	"/profile/twero",
];

describe("forms of who is signed in, filled in as nobody does (T23, T33)", () => {
	it.each([...OWN, ...MORE])("of a member, on %s, answer in words and never with a fault of ours", async (path) => {
		const { visitor } = member;
		const { asked, wrong } = await attack(visitor, visitor.address("account", `${path}?brand=twero`));
		expect(wrong).toEqual([]);
		expect(asked).toBeGreaterThan(10);
	});

	it.each([
		["operator", "/console/members"],
		["operator", "/console/members/:member"],
		["operator", "/console/staff"],
		["operator", "/console/password"],
		["privacy_officer", "/console/members/:member"],
	] as const)("of the %s, on %s, answer in words and never with a fault of ours", async (role, path) => {
		const visitor = staff[role] ?? expect.fail(role);
		const { asked, wrong } = await attack(visitor, visitor.address("account", path.replace(":member", memberId)));
		expect(wrong).toEqual([]);
		expect(asked).toBeGreaterThan(10);
	});

	it("are found: the pages have forms, and the same visitors are still signed in", async () => {
		const { visitor } = member;
		const { asked } = await attack(visitor, visitor.address("account", "/security/email?brand=twero"));
		expect(asked).toBeGreaterThan(10);
		expect((await visitor.get(visitor.address("account", "/"))).text).toContain(member.name);
		expect((await staff.operator?.get(visitor.address("account", "/console")))?.status).toBe(200);
		expect(world.logs.filter((line) => !/^error conflict/.test(line))).toEqual([]);
	});
});
