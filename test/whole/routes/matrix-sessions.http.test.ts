import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "../../support/ask.ts";
import { enterBrand, type Member, newMember } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { newStaff } from "../../support/staff.ts";
import { FORM, startWorld, type World } from "../../support/world.ts";
import { POLICY, pathOf, type Row } from "../tables/matrix-policy.ts";

/** The names under which hosts look for a session. */
const NAMES = { brand: "__Host-session", account: "__Host-account", staff: "__Host-staff" } as const;
type Kind = keyof typeof NAMES;

let mail: MailServer;
let world: World;
let member: Member;
/** The tokens of one member and of one member of staff, all of them valid where they belong. */
let tokens: Record<Kind, string>;

beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	member = await newMember(world, mail);
	await enterBrand(member.visitor, "twero");
	const staff = await newStaff(world, "operator");
	const cookieOf = ({ visitor }: Pick<Member, "visitor">, host: string, name: string) => {
		const jar = visitor.cookies.get(new URL(visitor.address(host, "/")).host);
		return jar?.get(name) ?? expect.fail(`no ${name}`);
	};
	tokens = {
		brand: cookieOf(member, "twero", NAMES.brand),
		account: cookieOf(member, "account", NAMES.account),
		staff: cookieOf(staff, "account", NAMES.staff),
	};
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

let asked = 0;

/** Each from another place, so that no limit on tries answers for what is asked here. */
function ask(one: Row, host: string, cookie?: string): Promise<Reply> {
	const { route, body = "" } = one;
	const method = route.slice(0, route.indexOf(" "));
	asked += 1;
	return world.get(pathOf(one, { brand: "twero", size: "320" }), {
		host: `${host}.localhost:${world.worker.url.port}`,
		method,
		headers: {
			...FORM,
			"CF-Connecting-IP": `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
			...(cookie === undefined ? {} : { Cookie: cookie }),
		},
		...(method === "POST" ? { body } : {}),
	});
}

/** Where it leads, but for what is random in every answer. */
const answer = ({ status, headers }: Reply) => ({
	status,
	location: headers.location?.replace(/(state|challenge)=[\w-]+/g, "$1"),
});

/** Which token counts on which host, under which name. */
const OWN: readonly [host: string, name: Kind, token: Kind][] = [
	["twero", "brand", "brand"],
	["account", "account", "account"],
	["account", "staff", "staff"],
];
const HOSTS = { brand: ["twero", "geilesexsite", "harbour"], account: ["account", "account-lage-kade"] } as const;
const KINDS: readonly Kind[] = ["brand", "account", "staff"];

describe("a session that is not this host's, on every route (T7, T8, T11)", () => {
	it("counts where it belongs", async () => {
		const { visitor } = member;
		for (const [host, path] of [
			["twero", "/me"],
			["account", "/security"],
		] as const)
			expect((await visitor.get(visitor.address(host, path))).status).toBe(200);
		expect((await ask(row("GET /console"), "account", `${NAMES.staff}=${tokens.staff}`)).status).toBe(200);
	});

	// Pages first: a write that took such a session for its own might end it, and all after it would look well.
	const order = [...POLICY].sort((one, other) => Number(isWrite(one)) - Number(isWrite(other)));
	it.each(order.map((one) => [`${one.site} ${one.route}`, one] as const))(
		"%s answers as it does to a visitor",
		async (_route, one) => {
			for (const host of HOSTS[one.site]) {
				const visitor = answer(await ask(one, host));
				for (const name of KINDS)
					for (const token of KINDS) {
						if (OWN.some((own) => own.join() === [host, name, token].join())) continue;
						const reply = await ask(one, host, `${NAMES[name]}=${tokens[token]}`);
						expect(answer(reply), `${token} as ${name} on ${host}`).toEqual(visitor);
					}
			}
		},
	);

	it("has ended nobody's session and changed nothing of anybody", async () => {
		const { visitor } = member;
		expect((await visitor.get(visitor.address("account", "/"))).text).toContain(member.name);
		expect((await visitor.get(visitor.address("twero", "/me"))).status).toBe(200);
	});
});

const isWrite = ({ route }: Row) => route.startsWith("POST ");

const row = (route: Row["route"]): Row => POLICY.find((one) => one.route === route) ?? expect.fail(route);

/** Pages that are for another moment than that of a member who is signed in and has nothing but an account. */
const LEADS_ON: Readonly<Record<string, string>> = {
	"GET /authorize": "/",
	"GET /privacy/export/copy.zip": "/privacy/export",
	"GET /join/mail": "/join",
	"GET /join": "/me",
	"GET /login": "/me",
	"GET /sign-in/done": "/",
	"GET /sign-in/passkey": "/sign-in",
	"GET /sign-in/rights": "/sign-in",
	"GET /sign-in/second": "/sign-in",
	"GET /security/authenticator/remove": "/security/authenticator",
	"GET /security/recovery-codes": "/security/authenticator",
};

describe("a member, on every page that sends a visitor to sign in (T7)", () => {
	const pages = POLICY.filter(({ route, answers }) => route.startsWith("GET ") && answers.visitor === 303);

	it.each(pages.map((one) => [`${one.site} ${one.route}`, one] as const))("%s shows what is theirs", async (_, one) => {
		const host = one.site === "brand" ? "twero" : "account";
		const reply = answer(await ask(one, host, `${NAMES[one.site]}=${tokens[one.site]}`));
		// Staff have sessions of their own.
		const staff = one.route.startsWith("GET /console") ? "/console/sign-in" : undefined;
		const location = staff ?? LEADS_ON[one.route];
		const isNobodys = /:(?!brand\b)/.test(one.route);
		const status = location ? 303 : isNobodys ? 404 : 200;
		expect(reply).toEqual({ status, location });
	});
});
