import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROUTES } from "../../../src/routes.tsx";
import type { Reply } from "../../support/ask.ts";
import { idOf } from "../../support/factors.ts";
import { bar, rightsVisitor } from "../../support/fixtures/rights-session.ts";
import { enterBrand, type Member, newMember, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { newStaff } from "../../support/staff.ts";
import { FORM, startWorld, type World } from "../../support/world.ts";
import { POLICY, pathOf, type Row } from "../tables/matrix-policy.ts";

/** What a session for privacy rights opens, and what each answers to it. Nothing else may be added without a reason. */
const OPENS: Readonly<Record<string, { status: number; location?: string }>> = {
	"GET /privacy": { status: 200 },
	"GET /privacy/evidence": { status: 200 },
	"POST /privacy/evidence": { status: 200 },
	"GET /privacy/choices": { status: 200 },
	// Nothing was chosen.
	"POST /privacy/choices": { status: 422 },
	"GET /privacy/recipients": { status: 200 },
	"GET /privacy/recipients/record.json": { status: 200 },
	// A no is taken whatever words it comes with.
	"POST /privacy/recipients": { status: 303, location: "/privacy/recipients?done=saved" },
	"GET /privacy/statistics": { status: 200 },
	"POST /privacy/statistics": { status: 422 },
	"GET /privacy/restriction": { status: 200 },
	"POST /privacy/restriction": { status: 422 },
	"GET /privacy/erase": { status: 200 },
	"GET /privacy/requests": { status: 200 },
	// Nothing was asked.
	"POST /privacy/requests": { status: 422 },
	"GET /privacy/export": { status: 200 },
	"POST /privacy/export": { status: 303, location: "/privacy/export" },
	// There is no copy yet.
	"GET /privacy/export/copy.zip": { status: 303, location: "/privacy/export" },
	"POST /privacy/export/copy.zip": { status: 303, location: "/privacy/export" },
};
/** Ends the session, which any browser may. */
const SIGN_OUT = "POST /sign-out";
/** Ends the account, and every session with it. */
const ERASE = "POST /privacy/erase";

let mail: MailServer;
let world: World;
let members: { member: Member; visitor: Visitor; token: string }[];

const jarOf = (visitor: Visitor) =>
	visitor.cookies.get(new URL(visitor.address("account", "/")).host) ?? expect.fail("no cookies");

beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	const moderator = await newStaff(world, "moderator");
	members = [];
	for (const state of ["suspended", "closed"] as const) {
		const member = await newMember(world, mail);
		await enterBrand(member.visitor, "twero");
		await bar(member, idOf(member), state, moderator);
		const visitor = await rightsVisitor(world, member);
		members.push({ member, visitor, token: jarOf(visitor).get("__Host-account") ?? expect.fail("no session") });
	}
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

let asked = 0;

/** Each from another place, so that no limit on tries answers for what is asked here. */
function ask(one: Row, host: string, cookie?: string, method = one.route.slice(0, one.route.indexOf(" "))) {
	asked += 1;
	return world.get(pathOf(one, { brand: "twero", size: "320" }), {
		host: `${host}.localhost:${world.worker.url.port}`,
		method,
		headers: {
			...FORM,
			"CF-Connecting-IP": `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
			...(cookie === undefined ? {} : { Cookie: cookie }),
		},
		...(method === "POST" ? { body: one.body ?? "" } : {}),
	});
}

/** Where it leads, but for what is random in every answer. */
const answer = ({ status, headers }: Reply) => ({
	status,
	location: headers.location?.replace(/(state|challenge)=[\w-]+/g, "$1"),
});

// Pages first: a write that took such a session for its own might end it, and all after it would look well.
const order = [...POLICY]
	.filter(({ site, route }) => !(site === "account" && (route === SIGN_OUT || route === ERASE)))
	.sort((one, other) => Number(one.route.startsWith("POST ")) - Number(other.route.startsWith("POST ")));
const opens = ({ site, route }: Row) => (site === "account" ? OPENS[route] : undefined);

describe("a session for privacy rights, on every route (T10, T27)", () => {
	it("is admitted by the rows of the route table that are for it, and by no others", () => {
		const admitted = ROUTES.filter(({ admitsRights }) => admitsRights).map(({ site, paths }) => [site, ...paths]);
		expect(admitted).toEqual([
			["account", "/privacy"],
			["account", "/privacy/erase"],
			["account", "/privacy/export"],
			["account", "/privacy/recipients"],
		]);
	});

	it.each(order.map((one) => [`${one.site} ${one.route}`, one] as const))(
		"%s answers as the list says, or as to a visitor",
		async (_route, one) => {
			const hosts = one.site === "account" ? ["account"] : ["twero", "geilesexsite"];
			for (const host of hosts) {
				const visitor = await ask(one, host);
				for (const { member, token } of members) {
					for (const name of ["__Host-account", "__Host-session", "__Host-staff"]) {
						const reply = await ask(one, host, `${name}=${token}`);
						const opened = name === "__Host-account" ? opens(one) : undefined;
						expect(answer(reply), `${name} on ${host}`).toEqual(
							opened ? { location: undefined, ...opened } : answer(visitor),
						);
						if (opened) continue;
						expect(reply.text).not.toContain(member.name);
						expect(reply.text).not.toContain(member.email);
						expect(reply.headers["set-cookie"] ?? "", "ends nothing").not.toContain("__Host-account=;");
					}
				}
			}
		},
	);

	it("does not count on the account host of another operator", async () => {
		for (const route of Object.keys(OPENS)) {
			const one = POLICY.find((row) => row.site === "account" && row.route === route) ?? expect.fail(route);
			const visitor = await ask(one, "account-lage-kade");
			for (const { token } of members)
				expect(answer(await ask(one, "account-lage-kade", `__Host-account=${token}`))).toEqual(answer(visitor));
		}
	});

	it("was ended by none of them, and ends at POST /sign-out, or with all else at POST /privacy/erase (P39)", async () => {
		for (const [at, { visitor, token }] of members.entries()) {
			expect((await visitor.get(visitor.address("account", "/privacy"))).status).toBe(200);
			const ending = at === 0 ? "/sign-out" : "/privacy/erase";
			expect((await visitor.post(visitor.address("account", ending))).status).toBe(303);
			const again = await world.get("/privacy", {
				host: new URL(visitor.address("account", "/")).host,
				headers: { Cookie: `__Host-account=${token}` },
			});
			expect(again.status).toBe(303);
		}
	});
});
