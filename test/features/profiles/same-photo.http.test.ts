import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { enterBrand, type Member, newMember } from "../../support/member.ts";
import { photoWithMetadata, plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

const BRANDS = ["twero", "geilesexsite"] as const;

let world: World;
let mail: MailServer;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

async function memberOfBoth(): Promise<Member> {
	const member = await newMember(world, mail, "twero");
	for (const brand of BRANDS) await enterBrand(member.visitor, brand);
	return member;
}

const upload = ({ visitor }: Member, brand: string, file: Uint8Array, fields = {}) =>
	uploadPhoto(world, visitor, brand, file, { photo_consent: "yes", ...fields });
const editor = ({ visitor }: Member, brand: string) => visitor.get(visitor.address("account", `/profile/${brand}`));
const expectAdded = ({ status, headers }: Reply) =>
	expect([status, headers.location]).toEqual([303, expect.stringContaining("done=photo-added")]);
const counted = async () =>
	(
		await world.database.read(
			build.selectFrom("photo").select("id"),
			build.selectFrom("object_removal").select("object_key"),
		)
	).map(({ length }) => length);

describe("the same photo on a second brand", () => {
	it("GET /profile/:brand warns before the upload where another brand has photos of the member, and nowhere else", async () => {
		const member = await memberOfBoth();
		const warning = /Daaraan|aan dezelfde foto kan iemand zien/;
		for (const brand of BRANDS) expect((await editor(member, brand)).text).not.toMatch(warning);
		expectAdded(await upload(member, "twero", plainPhoto("png")));
		const page = await editor(member, "geilesexsite");
		expect(page.text).toMatch(warning);
		expect(page.text).not.toContain('name="photo_same"');
		expect(page.headers["server-timing"]).toContain('desc="1"');
		expect((await editor(member, "twero")).text).not.toMatch(warning);
		expect((await editor(await memberOfBoth(), "geilesexsite")).text).not.toMatch(warning);
	});

	it.each([
		["the very file", () => plainPhoto(), () => plainPhoto()],
		["a file of the same pixels", () => photoWithMetadata("EEN-1"), () => photoWithMetadata("TWEE-22")],
	])("POST /profile/:brand/photos asks before it keeps %s", async (_what, first, second) => {
		const member = await memberOfBoth();
		expectAdded(await upload(member, "twero", first()));
		const before = await counted();
		const asked = await upload(member, "geilesexsite", second(), { description: "Op de kade" });
		expect(asked.status).toBe(422);
		expect(asked.text).toContain('id="photo_same-error"');
		expect(asked.text).toMatch(/<input[^>]*type="checkbox" name="photo_same" value="yes"/);
		expect(asked.text).toContain('value="Op de kade"');
		expect(await counted()).toEqual(before);
		expectAdded(await upload(member, "geilesexsite", second(), { photo_same: "yes" }));
		expect((await counted())[0]).toBe((before[0] ?? 0) + 1);
	});

	it("POST /profile/:brand/photos takes another photo, the photo of another member, and what was removed there, without asking", async () => {
		const member = await memberOfBoth();
		expectAdded(await upload(member, "twero", plainPhoto()));
		expectAdded(await upload(member, "geilesexsite", photoWithMetadata("ANDERS")));
		expectAdded(await upload(await memberOfBoth(), "geilesexsite", plainPhoto()));
		const remove = /action="([^"]+\/photos\/[^"]+\/remove)"/.exec((await editor(member, "twero")).text)?.[1] ?? "";
		expect((await member.visitor.post(member.visitor.address("account", remove))).status).toBe(303);
		expectAdded(await upload(member, "geilesexsite", plainPhoto()));
	});

	it("POST /profile/:brand/photos refuses a tick that says anything but yes (T23)", async () => {
		expect((await upload(await memberOfBoth(), "twero", plainPhoto(), { photo_same: "no" })).status).toBe(400);
	});
});
