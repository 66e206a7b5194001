import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { DAY, MINUTE } from "#foundation/time.ts";
import { readCopy, ready } from "../../support/fixtures/copy.ts";
import { newVisitor } from "../../support/member.ts";
import { newStaff, type StaffMember } from "../../support/staff.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

/** The copy that a member of staff gets of their own data. */

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(() => world.stop());

const HERE = "/console/copy";
const FILE = `${HERE}/copy.zip`;
const at = ({ visitor }: StaffMember, path: string) => visitor.address("account", path);
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);

const rowsOf = async ({ id }: StaffMember) => {
	const [rows] = await world.database.read(build.selectFrom("export").selectAll().where("member_id", "=", id));
	return rows;
};

/** Longer ago than a quarter of an hour. */
const signedInLongAgo = ({ id }: StaffMember) =>
	world.database.write(
		build
			.updateTable("staff_session")
			.set({ created_at: new Date(Date.now() - 16 * MINUTE).toISOString() })
			.where("staff_id", "=", id),
	);

async function made(staff: StaffMember): Promise<void> {
	const asked = await staff.visitor.post(at(staff, HERE));
	expect([asked.status, asked.headers.location, trips(asked)]).toEqual([303, HERE, 2]);
	await ready(world, staff.id);
}

describe("POST /console/copy", () => {
	it("makes a copy of what is held of that member of staff and of nobody else (P40, T29)", async () => {
		const other = await newStaff(world, "operator");
		const staff = await newStaff(world, "support");
		await staff.visitor.post(at(staff, "/console/members"), { identifier: "niemand" });
		const home = await staff.visitor.get(at(staff, "/console"));
		expect(home.text).toContain(`href="${HERE}"`);
		await made(staff);
		const page = await staff.visitor.get(at(staff, HERE));
		expect([page.status, trips(page), page.text.includes("Je kopie staat klaar")]).toEqual([200, 1, true]);
		const reply = await staff.visitor.get(at(staff, FILE));
		expect([reply.status, reply.headers["content-type"]]).toEqual([200, "application/zip"]);
		const { files, manifest, json } = readCopy(reply.body);
		expect(json("data/staff.json")).toMatchObject([{ email: staff.email, state: "active" }]);
		expect((json("data/staff_session.json") as unknown[]).length).toBeGreaterThan(0);
		expect(manifest.tables.every(({ unreadable }) => unreadable === 0)).toBe(true);
		expect(String(files.get("index.html"))).toContain("als medewerker bewaren");
		const [sheet] = json("sheet.json") as { data: { item: string }[] }[];
		const items = sheet?.data.map(({ item }) => item) ?? [];
		expect([items.includes("E-mailadres"), items.includes("Foto's")]).toEqual([true, false]);
		const all = [...files.values()].map(String).join("\n");
		expect([all.includes(staff.email), all.includes(other.email), all.includes(staff.secret)]).toEqual([
			true,
			false,
			false,
		]);
	});

	it("asks for password and code of a sign-in of longer ago, each time, and writes nothing before they are right", async () => {
		const staff = await newStaff(world, "moderator");
		await signedInLongAgo(staff);
		const page = await staff.visitor.get(at(staff, HERE));
		expect([page.text.includes('name="current_password"'), page.text.includes('name="authenticator_code"')]).toEqual([
			true,
			true,
		]);
		const right = { current_password: staff.password, authenticator_code: await staff.code() };
		for (const wrong of [
			{},
			{ current_password: "een ander wachtwoord", authenticator_code: right.authenticator_code },
			{ current_password: staff.password, authenticator_code: "000000" },
			{ current_password: staff.password, authenticator_code: "" },
		]) {
			const refused = await staff.visitor.post(at(staff, HERE), wrong);
			expect([refused.status, refused.text.includes('aria-invalid="true"'), await rowsOf(staff)]).toEqual([
				422,
				true,
				[],
			]);
		}
		const asked = await staff.visitor.post(at(staff, HERE), right);
		expect([asked.status, trips(asked)]).toEqual([303, 2]);
		await ready(world, staff.id);
		const fetched = await staff.visitor.get(at(staff, FILE));
		expect([fetched.status, fetched.text.includes('name="current_password"')]).toEqual([403, true]);
		// A code opens once.
		const again = await staff.visitor.post(at(staff, FILE), right);
		expect([again.status, again.headers["content-type"]]).toEqual([422, expect.stringContaining("text/html")]);
		const next = { current_password: staff.password, authenticator_code: await staff.code() };
		const opened = await staff.visitor.post(at(staff, FILE), next);
		expect([opened.status, opened.headers["content-type"]]).toEqual([200, "application/zip"]);
		readCopy(opened.body);
		expect((await staff.visitor.post(at(staff, HERE), { ...next, more: "x" })).status).toBe(400);
	});

	it("stops whoever guesses", async () => {
		const staff = await newStaff(world, "support");
		await signedInLongAgo(staff);
		const statuses = [];
		for (let guess = 0; guess < 6; guess++) {
			const fields = { current_password: `geraden ${guess}`, authenticator_code: "000000" };
			statuses.push((await staff.visitor.post(at(staff, FILE), fields)).status);
		}
		expect(statuses.slice(0, 5)).toEqual([422, 422, 422, 422, 422]);
		expect(statuses[5]).toBe(429);
	});
});

describe("GET /console/copy/copy.zip", () => {
	it("gives it to nobody else, and leads whoever has none to where it is asked for (T28)", async () => {
		const staff = await newStaff(world, "support");
		await made(staff);
		const other = await newStaff(world, "privacy_officer");
		for (const reply of [await other.visitor.get(at(other, FILE)), await other.visitor.post(at(other, FILE))])
			expect([reply.status, reply.headers.location]).toEqual([303, HERE]);
		const visitor = newVisitor(world);
		const stranger = await visitor.get(visitor.address("account", FILE));
		expect([stranger.status, stranger.headers.location]).toEqual([303, "/console/sign-in"]);
	});

	it("ends seven days after the copy was made (P40)", async () => {
		const staff = await newStaff(world, "support");
		await made(staff);
		const made_at = new Date(Date.now() - 7 * DAY - MINUTE).toISOString();
		await world.database.write(build.updateTable("export").set({ made_at }).where("member_id", "=", staff.id));
		const late = await staff.visitor.get(at(staff, FILE));
		expect([late.status, late.headers.location]).toEqual([303, HERE]);
		expect((await staff.visitor.get(at(staff, HERE))).text).toContain("Maak een kopie");
		await world.worker.tick();
		expect(await rowsOf(staff)).toEqual([]);
	});
});
