import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { enterBrand, type Member, newMember, newVisitor, placeOn } from "../support/member.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { startWorld, type World } from "../support/world.ts";
import { POLICY, pathOf, type Row } from "./tables/matrix-policy.ts";

const BRANDS = ["twero", "geilesexsite"] as const;

/** Where a member's own pages name their brands together (DECISIONS 63). */
const TOGETHER = [
	"GET /brands",
	"GET /profile",
	"GET /profile/:brand",
	"GET /notifications",
	"GET /privacy",
	"GET /privacy/recipients",
	"GET /privacy/recipients/record.json",
	"GET /privacy/restriction",
	"GET /privacy/statistics",
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
		const [, , place = ""] = (await placeOn(visitor, brand)).split("/");
		const path = pathOf(one, { brand, member: place, version: "1", number: "1" });
		const address =
			one.site === "brand" ? visitor.address(brand, path) : visitor.address("account", `${path}?brand=${brand}`);
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
});

describe("the mail of a member of two brands", () => {
	it("comes from either, and none names both", async () => {
		const { name, email, password } = member;
		for (const brand of BRANDS) {
			const elsewhere = newVisitor(world);
			const to = (path: string) => elsewhere.address("account", `${path}?brand=${brand}`);
			await elsewhere.post(to("/reset"), { identifier: email });
			expect((await elsewhere.post(to("/sign-in"), { identifier: name, password })).status).toBe(303);
		}
		const own = () => mail.taken.filter(({ to }) => to.includes(email));
		// Of joining; and of each brand a link and a notice of the new browser.
		await expect.poll(() => own().length).toBe(1 + 2 * BRANDS.length);
		const letters = await Promise.all(own().map(({ raw }) => PostalMime.parse(raw)));
		const told = letters.map(({ from, subject, text, html }) => JSON.stringify([from, subject, text, html]));
		expect(told.map((one) => BRANDS.filter((brand) => names(one, brand))).sort()).toEqual([
			...[["geilesexsite"], ["geilesexsite"]],
			...[["twero"], ["twero"], ["twero"]],
		]);
	});
});
