import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { staff } from "#cli/commands/staff.ts";
import { build } from "#foundation/db/database.ts";
import { words } from "#locales/locales.ts";
import {
	enterBrand,
	letterTo,
	type Member,
	newMember,
	newVisitor,
	placeOn,
	signIn,
	type Visitor,
} from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { newStaff, type StaffMember } from "../../support/staff.ts";
import { quietIo, startWorld, type World } from "../../support/world.ts";

let mail: MailServer;
let world: World;
let one: StaffMember;
let viewer: Visitor;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	one = await newStaff(world, "moderator");
	viewer = (await newMember(world, mail)).visitor;
	await enterBrand(viewer, "twero");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const RULE = words("nl").clauses.age;
type Subject = Member & { id: string; photo: string; place: string; sent(): number };

async function withPhoto(): Promise<Subject> {
	const member = await newMember(world, mail);
	await enterBrand(member.visitor, "twero");
	expect((await uploadPhoto(world, member.visitor, "twero", plainPhoto(), { photo_consent: "yes" })).status).toBe(303);
	const [[photo]] = await world.database.read(
		build.selectFrom("photo").select(["id", "member_id"]).orderBy("id", "desc").limit(1),
	);
	const now = new Date().toISOString();
	await world.database.write(
		build
			.updateTable("photo")
			.set({ state: "approved", approved_at: now, decided_at: now, decided_by: "earlier" })
			.where("id", "=", photo?.id ?? ""),
	);
	const sent = () => mail.taken.filter(({ to }) => to.includes(member.email)).length;
	return {
		...member,
		id: photo?.member_id ?? "",
		photo: photo?.id ?? "",
		place: await placeOn(member.visitor, "twero"),
		sent,
	};
}

const raise = (by: StaffMember, photo: string) => by.visitor.post(at(by.visitor, `/console/photos/${photo}/age`));
async function checkOf(member: string) {
	const [[row]] = await world.database.read(
		build.selectFrom("age_check").selectAll().where("member_id", "=", member).orderBy("id", "desc").limit(1),
	);
	return row ?? expect.fail("no check");
}
async function act(by: StaffMember, member: string, fields: Record<string, string>): Promise<string> {
	const { id } = await checkOf(member);
	const reply = await by.visitor.post(at(by.visitor, `/console/ages/${id}`), fields);
	expect(reply.status, reply.text).toBeLessThan(400);
	return new URL(reply.headers.location ?? "", "http://x").searchParams.get("done") ?? "";
}
async function photosOf(member: string): Promise<number> {
	const [rows] = await world.database.read(build.selectFrom("photo").select("id").where("member_id", "=", member));
	return rows.length;
}
const seen = async ({ photo, place }: Subject) => [
	(await viewer.get(viewer.address("twero", `/photos/${photo}/320`))).status,
	(await viewer.get(viewer.address("twero", place))).status,
];
const commandLine = (...argv: string[]) => {
	process.env.DATABASE_URL = world.server.url;
	const io = quietIo("");
	return staff(["age", "jupiter-media", ...argv], io).finally(() => delete process.env.DATABASE_URL);
};

describe("POST /console/photos/:photo/age", () => {
	it("lets a realm of one person of staff go on by the operator's own machine alone, and says so (P60)", async () => {
		const own = await withPhoto();
		await raise(one, own.photo);
		const { id } = await checkOf(own.id);
		const page = await one.visitor.get(at(one.visitor, `/console/ages/${id}`));
		expect(page.text).toContain(`npm run staff -- age jupiter-media ${id}`);
		expect(await act(one, own.id, { act: "agree" })).toBe("unchanged");
		await expect(commandLine(id, "show")).rejects.toThrow("npm run staff");
		await commandLine(id, "agree");
		expect((await checkOf(own.id)).second_by).toBe("");
		expect(await act(one, own.id, { act: "show", kind: "video_call", outcome: "adult" })).toBe("recorded");
		expect(await act(one, own.id, { act: "confirm" })).toBe("unchanged");
		await commandLine(id, "confirm");
		expect((await checkOf(own.id)).state).toBe("adult");
		expect(await seen(own)).toEqual([200, 200]);
	});

	it("hides at once, tells the rule alone, and takes another member of staff to each step (P02, P60)", async () => {
		const two = await newStaff(world, "moderator");
		const own = await withPhoto();
		const before = own.sent();
		expect(await seen(own)).toEqual([200, 200]);
		expect((await raise(one, own.photo)).status).toBe(303);
		expect(await seen(own)).toEqual([404, 404]);
		expect((await raise(two, own.photo)).status).toBe(409);
		expect((await own.visitor.get(at(own.visitor, "/"))).status).toBe(200);
		const hidden = await letterTo(mail, own.email, before + 1);
		const text = (hidden.text ?? "").replaceAll(/\s+/g, " ");
		for (const part of [RULE, "18 jaar of ouder", "geen kopie", "videogesprek"]) expect(text).toContain(part);
		expect(text).not.toMatch(/lijkt|jonger|foto op|gemeld|melding|moderator/i);
		const { id } = await checkOf(own.id);
		await expect(commandLine(id, "agree")).rejects.toThrow("can be the second person");
		expect(await act(one, own.id, { act: "agree" })).toBe("unchanged");
		const page = await two.visitor.get(at(two.visitor, `/console/ages/${id}`));
		expect(page.text).toContain("Deze persoon lijkt te jong");
		expect(await act(two, own.id, { act: "agree" })).toBe("recorded");
		const asked = await letterTo(mail, own.email, before + 2);
		expect(asked.text).toContain("Laat het zien voor het einde van");
		const empty = await two.visitor.post(at(two.visitor, `/console/ages/${id}`), { act: "show" });
		expect([empty.status, empty.text.includes("kind-error")]).toEqual([422, true]);
		expect(await act(two, own.id, { act: "show", kind: "document", outcome: "adult" })).toBe("recorded");
		expect(await act(two, own.id, { act: "confirm" })).toBe("unchanged");
		expect(await seen(own)).toEqual([404, 404]);
		expect(await act(one, own.id, { act: "confirm" })).toBe("recorded");
		const row = await checkOf(own.id);
		expect(row).toMatchObject({
			...{ state: "adult", shown_kind: "document", shown_outcome: "adult" },
			...{ shown_by: two.id, shown_role: "moderator", confirmed_by: one.id, confirmed_role: "moderator" },
		});
		expect(await seen(own)).toEqual([200, 200]);
		expect((await letterTo(mail, own.email, before + 3)).subject).toBe("Je leeftijd is nagegaan");
	});

	it("is dismissed by a second pair of eyes, and shows the member again", async () => {
		const two = await newStaff(world, "moderator");
		const own = await withPhoto();
		await raise(one, own.photo);
		expect(await act(two, own.id, { act: "dismiss" })).toBe("recorded");
		expect([await seen(own), (await checkOf(own.id)).state]).toEqual([[200, 200], "dismissed"]);
	});

	it("after seven days without anything shown removes the photos, then suspends the account, once (P02)", async () => {
		const two = await newStaff(world, "moderator");
		const own = await withPhoto();
		await raise(one, own.photo);
		await act(two, own.id, { act: "agree" });
		await world.worker.tick();
		expect([await photosOf(own.id), (await checkOf(own.id)).state]).toEqual([1, "asked"]);
		await world.database.write(
			build.updateTable("age_check").set({ due_at: "2026-01-01T00:00:00.000Z" }).where("member_id", "=", own.id),
		);
		await Promise.all([world.worker.tick(), world.worker.tick()]);
		await vi.waitFor(async () => expect((await checkOf(own.id)).state).toBe("removed"), { timeout: 10_000 });
		expect(await photosOf(own.id)).toBe(0);
		const [measures] = await world.database.read(
			build.selectFrom("measure").select(["kind", "clause", "ends_at"]).where("member_id", "=", own.id).orderBy("kind"),
		);
		expect(measures).toEqual([
			{ kind: "hidden_for_age", clause: "age", ends_at: expect.any(String) },
			{ kind: "suspended_account", clause: "age", ends_at: null },
		]);
		const refused = await signIn(own, newVisitor(world));
		expect([refused.status, refused.text.includes("Binnen 7 dagen")]).toEqual([403, true]);
	});

	it("two people who find the member too young have the photos removed and the account suspended at once", async () => {
		const two = await newStaff(world, "moderator");
		const own = await withPhoto();
		await raise(one, own.photo);
		expect(await photosOf(own.id)).toBe(1);
		expect(await act(two, own.id, { act: "agree" })).toBe("recorded");
		expect(await act(one, own.id, { act: "show", kind: "document", outcome: "minor" })).toBe("recorded");
		expect(await act(two, own.id, { act: "confirm" })).toBe("recorded");
		await vi.waitFor(async () => expect((await checkOf(own.id)).state).toBe("removed"), { timeout: 10_000 });
		expect(await photosOf(own.id)).toBe(0);
		const refused = await signIn(own, newVisitor(world));
		expect([refused.status, refused.headers["set-cookie"]]).toEqual([403, undefined]);
	});
});
