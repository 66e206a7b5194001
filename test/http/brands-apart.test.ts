import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enterBrand, letterTo, type Member, newMember } from "../member.ts";
import { type MailServer, startMailServer } from "../smtp.ts";
import { startWorld, type World } from "../world.ts";
import { POLICY, type Row } from "./matrix-policy.ts";

const BRANDS = ["twero", "geilesexsite"] as const;

/** Where a member's own pages name their brands together (DECISIONS 63). */
const TOGETHER = [
	"GET /brands",
	"GET /profile",
	"GET /profile/:brand",
	"GET /notifications",
	"GET /privacy",
	"GET /security",
];

let mail: MailServer;
let world: World;
let member: Member;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	member = await newMember(world, mail, "twero");
	for (const brand of BRANDS) await enterBrand(member.visitor, brand);
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const pathOf = ({ route }: Row, brand: string) =>
	(route.split(" ")[1] ?? "").replace(":brand", brand).replaceAll(/:\w+/g, "x");

/** Whether a text names a brand, but for the one address that both statements give of the protection officer. */
const names = (text: string, brand: string) =>
	text.toLowerCase().replaceAll("compliance@twero.com", "").includes(brand);

const pages = POLICY.filter(({ route }) => route.startsWith("GET ") && !route.startsWith("GET /console"));
const isTogether = ({ site, route }: Row) => site === "account" && TOGETHER.includes(route);
const titled = (rows: readonly Row[]) => rows.map((one) => [`${one.site} ${one.route}`, one] as const);
const together = titled(pages.filter(isTogether));
const apart = titled(pages.filter((one) => !isTogether(one)));

describe.each(BRANDS)("a member of two brands who comes from %s", (brand) => {
	const other = BRANDS.find((one) => one !== brand) ?? expect.fail();

	async function seen(one: Row): Promise<string> {
		const { visitor } = member;
		const address =
			one.site === "brand"
				? visitor.address(brand, pathOf(one, brand))
				: visitor.address("account", `${pathOf(one, brand)}?brand=${brand}`);
		const { status, text, headers } = await visitor.get(address);
		expect(status).toBeLessThan(500);
		return `${text}${JSON.stringify(headers)}`;
	}

	it.each(apart)("%s names no other brand", async (_, one) => {
		expect(names(await seen(one), other)).toBe(false);
	});

	it.each(together)("%s names both", async (_, one) => {
		expect(names(await seen(one), other)).toBe(true);
	});

	it("gets mail that names no other brand", async () => {
		await member.visitor.post(member.visitor.address("account", `/reset?brand=${brand}`), { identifier: member.email });
		const { subject, text } = await letterTo(mail, member.email, BRANDS.indexOf(brand) + 2);
		expect([names(subject + text, brand), names(subject + text, other)]).toEqual([true, false]);
	});
});
