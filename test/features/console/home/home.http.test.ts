import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONSOLE_ACCESS, may, type Permission } from "#features/console/roles.ts";
import { build } from "#foundation/db/database.ts";
import { STAFF_ROLES, type StaffRole } from "#foundation/ledgers/staff-role.ts";
import { enterBrand, newMember } from "../../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../../support/photos.ts";
import { type MailServer, startMailServer } from "../../../support/smtp.ts";
import { newStaff, type StaffMember } from "../../../support/staff.ts";
import { startWorld, type World } from "../../../support/world.ts";

let mail: MailServer;
let world: World;
let people: Record<StaffRole, StaffMember>;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	await world.worker.tick();
	const staff: [StaffRole, StaffMember][] = [];
	for (const role of STAFF_ROLES) staff.push([role, await newStaff(world, role)]);
	people = Object.fromEntries(staff) as typeof people;
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const get = ({ visitor }: StaffMember, path: string) => visitor.get(visitor.address("account", path));
const main = (page: string) => /<main.*<\/main>/s.exec(page)?.[0] ?? "";
const menu = (page: string) => /<nav id="menu".*?<\/nav>/s.exec(page)?.[0] ?? "";
const links = (part: string) => [...part.matchAll(/href="(\/console[^"]*)"/g)].map(([, href = ""]) => href);
const trips = (reply: { headers: Record<string, unknown> }) =>
	/desc="(\d+)"/.exec(String(reply.headers["server-timing"]))?.[1];

describe("GET /console", () => {
	it("says that there is nothing to do where nothing waits, in one trip", async () => {
		await get(people.moderator, "/console");
		const page = await get(people.moderator, "/console");
		expect(main(page.text)).toContain("Niets te doen.");
		expect(trips(page)).toBe("1");
	});

	it("shows a moderator how many photos wait and since when, and leads there", async () => {
		const member = await newMember(world, mail, "twero");
		await enterBrand(member.visitor, "twero");
		for (const description of ["Een", "Twee"])
			await uploadPhoto(world, member.visitor, "twero", plainPhoto(), { photo_consent: "yes", description });
		const row = async (staff: StaffMember) =>
			/<a href="\/console\/photos">Foto&#39;s om te beoordelen<.*?<\/tr>/s.exec(
				main((await get(staff, "/console")).text),
			)?.[0];
		expect(await row(people.moderator)).toMatch(/>2<.*korter dan een uur/s);
		expect(await row(people.support)).toBeUndefined();
		await world.database.write(
			build
				.updateTable("photo")
				.set({ added_at: new Date(Date.now() - 50 * 60 * 60 * 1_000).toISOString() })
				.where("brand_id", "=", "twero"),
		);
		expect(await row(people.moderator)).toContain("al 2 dagen");
	});

	it.each(STAFF_ROLES)("leads a %s to every page of the role by the menu, and never to a refusal", async (role) => {
		const page = (await get(people[role], "/console")).text;
		const shown = links(menu(page));
		// Every list that the role may open, and no other.
		const lists = Object.entries(CONSOLE_ACCESS).flatMap(([route, permission]) => {
			const path = route.slice("GET ".length);
			const isList = /^GET \/console(\/[a-z]+|\/brands\/drafts)?$/.test(route) && permission !== "anyone";
			return isList && path !== "/console/password" && path !== "/console/copy" && may(role, permission as Permission)
				? [path]
				: [];
		});
		expect(shown.sort()).toEqual(lists.sort());
		for (const path of new Set([...shown, ...links(main(page))]))
			expect((await get(people[role], path)).status, path).toBe(200);
	});
});

describe("GET /console/brands", () => {
	it("shows each site of the operator with its revision, its texts and its health, in one trip", async () => {
		await get(people.operator, "/console/brands");
		const page = await get(people.operator, "/console/brands");
		expect([page.status, trips(page)]).toEqual([200, "1"]);
		expect(page.text).toMatch(/>Twero<.*twero\.com.*online.*1, sinds .*niets/s);
		expect(page.text).toContain(">Geilesexsite<");
		// A site of another operator.
		expect(page.text).not.toContain("Harbour");
		expect(page.text).toMatch(/alle \d+ taken draaien op tijd/);
		expect(main(page.text)).not.toMatch(/<form|<input/);
	});

	it("is for operators and privacy officers alone", async () => {
		const statuses = await Promise.all(
			STAFF_ROLES.map(async (role) => (await get(people[role], "/console/brands")).status),
		);
		expect(Object.fromEntries(STAFF_ROLES.map((role, index) => [role, statuses[index]]))).toMatchObject({
			...{ operator: 200, privacy_officer: 200, support: 403, moderator: 403 },
		});
	});

	it("names a job that failed, and counts mail that could not be sent", async () => {
		await world.database.write(build.updateTable("job").set({ failures: 2 }).where("name", "=", "retention"));
		const page = (await get(people.operator, "/console/brands")).text;
		expect(page).toMatch(/te laat of mislukt: retention/);
		expect((await get(people.privacy_officer, "/console")).text).toMatch(
			/Achtergrondwerk<.*te laat of mislukt: retention/s,
		);
		await world.database.write(build.updateTable("job").set({ failures: 0 }).where("name", "=", "retention"));
	});
});

describe("POST /console/keys", () => {
	it("switches single keys off for oneself on every page, and on again, and takes nothing else (WCAG 2.1.4)", async () => {
		const { moderator, support } = people;
		const hasKeys = async (staff: StaffMember, path = "/console") =>
			/\/assets\/keys-/.test((await get(staff, path)).text);
		const send = (keys: string) =>
			moderator.visitor.post(moderator.visitor.address("account", "/console/keys"), { keys });
		expect([await hasKeys(moderator), await hasKeys(moderator, "/console/photos")]).toEqual([true, true]);
		const off = await send("off");
		expect([off.status, off.headers.location, off.headers["server-timing"]]).toEqual([
			303,
			"/console?done=keys",
			expect.stringMatching(/^db;desc="2"/),
		]);
		expect([await hasKeys(moderator), await hasKeys(moderator, "/console/photos")]).toEqual([false, false]);
		expect((await get(moderator, "/console")).text).toContain("Toetsen aanzetten");
		expect(await hasKeys(support)).toBe(true);
		expect((await send("anders")).headers.location).toBe("/console");
		expect(await hasKeys(moderator)).toBe(false);
		await send("on");
		expect(await hasKeys(moderator)).toBe(true);
	});
});
