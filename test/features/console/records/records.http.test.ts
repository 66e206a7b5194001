import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { DAY } from "#foundation/time.ts";
import { decoded } from "../../../support/fixtures/crawl.ts";
import { changeLive } from "../../../support/fixtures/offer.ts";
import { newMember } from "../../../support/member.ts";
import { type MailServer, startMailServer } from "../../../support/smtp.ts";
import { JUPITER, newStaff, type StaffMember } from "../../../support/staff.ts";
import { type Reply, startWorld, type World } from "../../../support/world.ts";

/** The record of processing (GDPR Art. 30), and who still has to be told of a statement. */

let world: World;
let mail: MailServer;
let officer: StaffMember;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	officer = await newStaff(world, "privacy_officer");
}, 120_000);
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const get = (path: string, { visitor } = officer) => visitor.get(visitor.address("account", path));

describe("GET /console/register", () => {
	it("shows the operator's record in one trip, in both languages, and says what nobody named", async () => {
		await get("/console/register");
		const page = await get("/console/register");
		expect([page.status, trips(page)]).toEqual([200, 1]);
		const text = decoded(page.text);
		for (const words of ["Verwerkingsregister", "Jupiter Media B.V.", "compliance@twero.com", "Cloudflare, Inc."])
			expect(text).toContain(words);
		for (const words of ["Het bestand van de exploitant noemt geen maatregel.", "geen genoemd", "Van medewerkers"])
			expect(text).toContain(words);
		expect(decoded((await get("/en/console/register")).text)).toContain("Record of processing");
	});

	it("gives the record as a file whose cells no spreadsheet runs, and names what the operator's file does", async () => {
		const records = { dpia: "=1+1", measures: { nl: ["@Toegang met een sleutelkaart"] } };
		await changeLive(world, "twero", (brand) => ({ ...brand, look: { ...brand.look, records } }));
		const file = await get("/console/register/table.csv");
		expect([file.status, file.headers["content-type"]]).toEqual([200, "text/csv; charset=utf-8"]);
		expect(file.headers["content-disposition"]).toMatch(/^attachment; filename="verwerkingsregister-jupiter-media-/);
		expect(file.text).toContain(",'=1+1,");
		expect(file.text).toContain("Toegang met een sleutelkaart");
		expect(file.text).not.toMatch(/(^|,|\r\n)"?[=+@]/);
		const page = decoded((await get("/console/register")).text);
		for (const words of ["=1+1", "@Toegang met een sleutelkaart"]) expect(page).toContain(words);
	});

	it("has a record of its own for a partner that is a joint controller, and none of another realm (T8)", async () => {
		const partner = { name: "Partner & Zn.", role: "joint_controller" as const };
		await changeLive(world, "geilesexsite", (brand) => ({
			...brand,
			legal: brand.legal.map((entry) => ({ ...entry, settings: { ...entry.settings, partner } })),
		}));
		const page = decoded((await get("/console/register?controller=geilesexsite")).text);
		expect(page).toContain("Partner & Zn.");
		expect(page).not.toContain("Verwerkingen op Twero");
		expect((await get("/console/register?controller=lage-kade")).status).toBe(404);
		expect((await get("/console/register/table.csv?controller=harbour")).status).toBe(404);
	});

	it("is closed to roles that do not read it", async () => {
		const support = await newStaff(world, "support");
		for (const path of [
			"/console/register",
			"/console/register/table.csv",
			"/console/versions",
			"/console/versions/twero",
		])
			expect((await get(path, support)).status).toBe(403);
	});
});

describe("GET /console/versions", () => {
	it("counts who knows of an announced statement and who still has to be told, in one trip, without a name", async () => {
		const [one, other] = [await newMember(world, mail), await newMember(world, mail)];
		const at = (days: number) => new Date(Date.now() + days * DAY).toISOString();
		await changeLive(world, "twero", (brand) => {
			const last = brand.statements.at(-1) ?? expect.fail();
			const number = last.number + 1;
			const version = { ...last, number, change: "information" as const, publishedAt: at(-1), effectiveAt: at(29) };
			const legal = brand.legal.at(-1) ?? expect.fail();
			return {
				...brand,
				statements: [...brand.statements, version],
				legal: [...brand.legal, { ...legal, statement: number, effectiveAt: at(29) }],
			};
		});
		const [[twero]] = await world.database.read(
			build
				.selectFrom("membership")
				.select((eb) => eb.fn.countAll<number>().as("rows"))
				.where("brand_id", "=", "twero"),
		);
		await get("/console/versions");
		const page = await get("/console/versions");
		expect([page.status, trips(page)]).toEqual([200, 1]);
		expect(page.text).toContain(`${twero?.rows} leden`);
		const detail = await get("/console/versions/twero");
		expect([detail.status, trips(detail)]).toEqual([200, 1]);
		expect(detail.text).toContain("aangekondigd");
		for (const { name, email } of [one, other])
			expect(page.text + detail.text).not.toMatch(new RegExp(`${name}|${email}`));
		const [first] = await world.database.read(
			build.selectFrom("membership").select("member_id").where("brand_id", "=", "twero").limit(1),
		);
		const told = build.updateTable("membership").set({ statement_notified: 2 }).where("brand_id", "=", "twero");
		await world.database.write(told.where("member_id", "=", first[0]?.member_id ?? ""));
		const left = (twero?.rows ?? 0) - 1;
		expect((await get("/console/versions")).text).toContain(left === 1 ? "1 lid" : `${left} leden`);
	});

	it("shows no brand of another operator (T8)", async () => {
		const [brands] = await world.database.read(build.selectFrom("terms_version").select("realm_id").distinct());
		const other = brands.find(({ realm_id }) => realm_id !== JUPITER)?.realm_id ?? expect.fail();
		const host = `account-${other}`;
		const { visitor } = await newStaff(world, "privacy_officer", host, realmIdSchema.parse(other));
		expect((await visitor.get(visitor.address(host, "/console/versions"))).text).not.toContain("Twero");
		expect((await visitor.get(visitor.address(host, "/console/versions/twero"))).status).toBe(404);
	});
});
