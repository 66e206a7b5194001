import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { findIn } from "../../support/leak-search.ts";
import {
	beginSignIn,
	enterBrand,
	letterTo,
	type Member,
	newMember,
	newVisitor,
	placeOn,
	type Visitor,
} from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";
import { POLICY, pathOf } from "../../whole/tables/matrix-policy.ts";

/** Who is shown: one member with a display name on both brands, one without; each with a photo. */
type Shown = Member & { place: string; photo: string };

let world: World;
let mail: MailServer;
let named: Shown;
let unnamed: Shown;
let viewer: Member;

const account = (visitor: Visitor, path: string) => visitor.address("account", path);

async function shownMember(displayName: string): Promise<Shown> {
	const member = await newMember(world, mail, "twero");
	await enterBrand(member.visitor, "twero");
	if (displayName !== "") {
		const fields = { display_name: displayName, about_me: "Ik zeil.", consent: "yes" };
		expect((await member.visitor.post(account(member.visitor, "/profile/twero"), fields)).status).toBe(303);
	}
	expect((await uploadPhoto(world, member.visitor, "twero", plainPhoto(), { photo_consent: "yes" })).status).toBe(303);
	const [[photo]] = await world.database.read(build.selectFrom("photo").select("id").orderBy("id", "desc").limit(1));
	const id = photo?.id ?? expect.fail("no photo");
	const at = new Date().toISOString();
	const approved = { state: "approved", approved_at: at, decided_at: at, decided_by: "moderator" };
	await world.database.write(build.updateTable("photo").set(approved).where("id", "=", id));
	const [, , place = ""] = (await placeOn(member.visitor, "twero")).split("/");
	return { ...member, place, photo: id };
}

beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	named = await shownMember("Schipper");
	unnamed = await shownMember("");
	viewer = await newMember(world, mail, "twero");
	await enterBrand(viewer.visitor, "twero");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const pages = POLICY.filter(({ site, route }) => site === "brand" && route.startsWith("GET "));

describe("a member as others see them", () => {
	it.each(pages.map((row) => [row.route.slice("GET ".length), row] as const))(
		"GET %s shows a member's user name to no other member (P03)",
		async (_path, row) => {
			for (const one of [named, unnamed])
				for (const size of ["320", "1080"])
					for (const accept of ["text/html", "application/json"]) {
						const ids = { member: one.place, photo: one.photo, size, version: "1", number: "1" };
						const address = viewer.visitor.address("twero", pathOf(row, ids));
						const { status, headers, body } = await viewer.visitor.get(address, { Accept: accept });
						expect(status).toBeLessThan(500);
						const whole = Buffer.concat([Buffer.from(`${address} ${JSON.stringify(headers)}`), body]);
						expect(findIn(whole, [one.name])).toEqual([]);
					}
		},
	);

	it("GET /members/:member shows the display name, and without one calls the member Lid", async () => {
		const [shown, plain] = await Promise.all(
			[named, unnamed].map(({ place }) => viewer.visitor.get(viewer.visitor.address("twero", `/members/${place}`))),
		);
		expect(shown?.text).toMatch(/<h1>Schipper<\/h1>/);
		expect(shown?.text).toContain('alt="Foto 1 van Schipper"');
		expect(plain?.text).toContain("<title>Lid</title>");
		expect(plain?.text).toMatch(/<h1>Lid<\/h1>/);
		expect(plain?.text).toContain('alt="Foto 1 van dit lid"');
	});

	it("draws initials where no photo is shown, the same pattern for everybody of the brand", async () => {
		const drawn = async (member: Member) => {
			const [, , place = ""] = (await placeOn(member.visitor, "twero")).split("/");
			const page = await viewer.visitor.get(viewer.visitor.address("twero", `/members/${place}`));
			return /<svg class="avatar"[\s\S]*?<\/svg>/.exec(page.text)?.[0];
		};
		const other = await newMember(world, mail, "twero");
		await enterBrand(other.visitor, "twero");
		const avatar = await drawn(viewer);
		expect(avatar?.match(/class="avatar-initial"/g)).toHaveLength(1);
		expect(await drawn(other)).toBe(avatar);
		expect((await viewer.visitor.get(viewer.visitor.address("twero", `/members/${named.place}`))).text).not.toContain(
			'class="avatar"',
		);
	});
});

describe("a display name", () => {
	const nameOn = async (visitor: Visitor, brand: string) => {
		const page = await visitor.get(visitor.address(brand, await placeOn(visitor, brand)));
		return /<h1>([^<]*)<\/h1>/.exec(page.text)?.[1];
	};

	it("POST /confirm takes one for the brand that was joined, empty at first and beside a proposal", async () => {
		const visitor = newVisitor(world);
		const name = `proef${Date.now()}`;
		await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
		const joined = { user_name: name, email: `${name}@voorbeeld.test`, password: `vier paarden ${name}` };
		await visitor.post(visitor.at.href, { ...joined, gender: "other", adult: "yes", terms: "yes", membership: "yes" });
		const { links } = await letterTo(mail, joined.email);
		const link = new URL(links.find((one) => one.includes("/confirm")) ?? "");
		const page = await visitor.get(link.href);
		expect(page.text).toMatch(/name="display_name"[^>]* value=""/);
		expect(page.text).toMatch(/<option value="[A-Z][a-z]+">/);
		const code = link.searchParams.get("code") ?? "";
		const refused = await visitor.post(link.href, { code, display_name: name.toUpperCase() });
		expect(refused.status).toBe(422);
		expect(refused.text).toContain('id="display_name-error"');
		expect((await visitor.post(link.href, { code, display_name: "Anker" })).status).toBe(303);
		await enterBrand(visitor, "twero");
		expect(await nameOn(visitor, "twero")).toBe("Anker");
	});

	it("POST /authorize takes one at a first visit, and it stays on that brand", async () => {
		const { visitor, name } = await newMember(world, mail, "twero");
		await enterBrand(visitor, "twero");
		await visitor.post(account(visitor, "/profile/twero"), { display_name: "Boei" });
		const page = await beginSignIn(visitor, "geilesexsite");
		expect(page.text).toMatch(/name="display_name"[^>]* value=""/);
		expect(page.text).not.toContain("Boei");
		const agreed = { terms: "yes", membership: "yes" };
		const refused = await visitor.post(visitor.at.href, { ...agreed, display_name: name });
		expect([refused.status, /id="display_name-error"/.test(refused.text)]).toEqual([422, true]);
		expect(refused.text).toContain(`value="${name}"`);
		await visitor.follow(await visitor.post(visitor.at.href, { ...agreed, display_name: "Roos" }));
		expect([await nameOn(visitor, "geilesexsite"), await nameOn(visitor, "twero")]).toEqual(["Roos", "Boei"]);
	});

	it("POST /authorize leaves it out where the field is empty", async () => {
		const { visitor } = await newMember(world, mail, "twero");
		await enterBrand(visitor, "geilesexsite");
		expect(await nameOn(visitor, "geilesexsite")).toBe("Lid");
	});

	it("POST /profile/:brand refuses the user name, and gives it back", async () => {
		const { visitor, name } = await newMember(world, mail, "twero");
		const refused = await visitor.post(account(visitor, "/profile/twero"), { display_name: name, about_me: "Hoi" });
		expect([refused.status, /id="display_name-error"/.test(refused.text)]).toEqual([422, true]);
		expect(refused.text).toContain("Hoi");
	});
});
