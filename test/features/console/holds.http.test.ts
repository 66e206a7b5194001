import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { holdableTables } from "#foundation/rights/holds/item.ts";
import { DAY } from "#foundation/time.ts";
import { en } from "#locales/en/words.ts";
import { REGISTER } from "../../../src/register.ts";
import { enterBrand, type Member, newMember, type Visitor } from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { accessesOf, JUPITER, loggedOf, newStaff, openCard, type StaffMember } from "../../support/staff.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

let world: World;
let mail: MailServer;
let officer: StaffMember;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
	officer = await newStaff(world, "privacy_officer");
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

const REASON = "Het lid wordt aangesproken over deze foto, en de zaak loopt.";
const WHY = "De advocaat vraagt wat erop staat.";
const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const DATES = { review_on: day(30), until_on: day(400) };
const at = (visitor: Visitor, path: string) => visitor.address("account", path);
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const get = (path: string, { visitor } = officer) => visitor.get(at(visitor, path));
const post = (path: string, fields: Record<string, string>, { visitor } = officer) =>
	visitor.post(at(visitor, path), fields);

type Own = Member & { id: string; photo: string };

async function memberWithPhoto(): Promise<Own> {
	const member = await newMember(world, mail, "twero");
	await enterBrand(member.visitor, "twero");
	await uploadPhoto(world, member.visitor, "twero", plainPhoto(), {
		description: "Aan het strand",
		photo_consent: "yes",
	});
	const [[row], [photo]] = await world.database.read(
		build.selectFrom("member").select("id").orderBy("id", "desc").limit(1),
		build.selectFrom("photo").select("id").orderBy("id", "desc").limit(1),
	);
	return { ...member, id: row?.id ?? "", photo: photo?.id ?? "" };
}

const itemOf = ({ photo }: Own) => `photo~twero~${photo}`;
const placing = (own: Own) => ({ item: itemOf(own), ground: "legal_claim", reason: REASON, ...DATES });

/** @returns the path of the hold's page, once its item is sealed */
async function held(own: Own): Promise<string> {
	await openCard(officer, own.id);
	const reply = await post(`/console/members/${own.id}/holds`, placing(own));
	expect(reply.status).toBe(303);
	const path = (reply.headers.location ?? "").replace(/\?.*/, "");
	await vi.waitFor(async () => expect(await outcomeOf(path)).toBe("kept"), { timeout: 15_000, interval: 50 });
	return path;
}

const holdOf = async (path: string) => {
	const [rows] = await world.database.read(
		build
			.selectFrom("hold")
			.selectAll()
			.where("id", "=", path.split("/").at(-1) ?? ""),
	);
	return rows[0];
};
const outcomeOf = async (path: string) => (await holdOf(path))?.outcome;

const recordOf = ({ id }: Own) => accessesOf(world, id);
const logged = (path: string) => loggedOf(world, path.split("/").at(-1) ?? "");

/** What an erasure does to the account, as far as these pages see it. */
async function eraseAccount({ id }: Own): Promise<void> {
	const client = createClient({ url: world.server.url });
	await client.batch(
		[
			`DELETE FROM photo WHERE member_id = '${id}'`,
			`DELETE FROM unit_key WHERE owner_id = '${id}' AND unit NOT LIKE 'core:hold:%' AND unit NOT LIKE 'core:access:%'`,
			`DELETE FROM member WHERE id = '${id}'`,
		],
		"write",
	);
	client.close();
}

describe("POST /console/members/:member/holds", () => {
	it("holds one item of a member whose card is open, in two trips, and writes it into both records", async () => {
		const own = await memberWithPhoto();
		await openCard(officer, own.id);
		const page = await get(`/console/members/${own.id}/holds`);
		expect([page.status, trips(page)]).toEqual([200, 1]);
		expect(page.text).toContain(`value="${itemOf(own)}"`);
		expect(page.text).not.toContain("Aan het strand");
		const reply = await post(`/console/members/${own.id}/holds`, placing(own));
		expect([reply.status, trips(reply)]).toEqual([303, 2]);
		const path = (reply.headers.location ?? "").replace(/\?.*/, "");
		expect(await recordOf(own)).toEqual(["opened", "hold"]);
		expect(await logged(path)).toEqual(["hold_placed staff privacy_officer"]);
		const shown = await get(path);
		expect(shown.text).toContain(REASON);
		expect(shown.text).toContain("Foto, op Twero");
	});

	it("gives a wrong form back filled, and loses nothing of it", async () => {
		const own = await memberWithPhoto();
		await openCard(officer, own.id);
		for (const [wrong, message] of [
			[{ item: "" }, "Kies er een."],
			[{ item: "photo~twero~another" }, "Kies er een."],
			[{ reason: "te kort" }, "20"],
			[{ until_on: day(-1) }, "Kies een dag na vandaag."],
			[{ until_on: day(6 * 366) }, "Kies een dag binnen vijf jaar."],
			[{ until_on: "morgen" }, "Vul een dag in"],
			[{ review_on: day(401) }, "Kies een dag voor het einde, of die dag zelf."],
		] as const) {
			const reply = await post(`/console/members/${own.id}/holds`, { ...placing(own), ...wrong });
			expect(reply.status).toBe(422);
			expect(reply.text).toContain(message);
			if (!("reason" in wrong)) expect(reply.text).toContain(REASON);
		}
		expect(await recordOf(own)).toEqual(["opened"]);
	});

	it("says where the item is held already, and takes two at once as one", async () => {
		const own = await memberWithPhoto();
		await openCard(officer, own.id);
		const send = () => post(`/console/members/${own.id}/holds`, placing(own));
		const replies = await Promise.all([send(), send()]);
		expect(replies.map(({ status }) => status).sort()).toEqual([303, 409]);
		expect((await send()).text).toContain("Dit gegeven wordt al op die grond vastgehouden.");
		expect(await recordOf(own)).toEqual(["opened", "hold"]);
	});

	it("asks first to open a card that is shut, and finds no member of another realm", async () => {
		const own = await memberWithPhoto();
		const shut = await post(`/console/members/${own.id}/holds`, placing(own));
		expect([shut.status, await recordOf(own)]).toEqual([422, []]);
		const [realms] = await world.database.read(build.selectFrom("terms_version").select("realm_id").distinct());
		const other = realms.find(({ realm_id }) => realm_id !== JUPITER)?.realm_id ?? expect.fail("one realm only");
		const host = `account-${other}`;
		const stranger = await newStaff(world, "privacy_officer", host, realmIdSchema.parse(other));
		const path = await held(own);
		const there = (to: string) => stranger.visitor.address(host, to);
		const { visitor } = stranger;
		expect((await visitor.get(there(path))).status).toBe(404);
		expect((await visitor.get(there(`/console/members/${own.id}/holds`))).status).toBe(404);
		expect((await visitor.post(there(`${path}/release`), { release_reason: WHY })).status).toBe(404);
		expect((await visitor.post(there(`${path}/open`), { look_reason: WHY })).status).toBe(404);
		expect((await visitor.get(there("/console/holds"))).text).not.toContain(path);
		expect((await holdOf(path))?.released_at).toBeNull();
	});
});

describe("GET /console/holds", () => {
	it("lists what is held, review first, without anything of its content, in one trip, to the privacy officer alone", async () => {
		const own = await memberWithPhoto();
		const path = await held(own);
		const page = await get("/console/holds");
		expect([page.status, trips(page)]).toEqual([200, 1]);
		expect(page.text).toContain(path);
		expect(page.text).not.toContain("Aan het strand");
		const [rows] = await world.database.read(
			build.selectFrom("hold").select("id").where("released_at", "is", null).orderBy("review_at").orderBy("id"),
		);
		expect([...page.text.matchAll(/href="[^"]*console\/holds\/([-0-9a-f]{36})"/g)].map(([, id]) => id)).toEqual(
			rows.map(({ id }) => id),
		);
		for (const role of ["operator", "moderator", "support"] as const) {
			const staff = await newStaff(world, role);
			expect((await get("/console/holds", staff)).status).toBe(403);
			expect((await post(`${path}/release`, { release_reason: WHY }, staff)).status).toBe(403);
			expect((await post(`${path}/open`, {}, staff)).status).toBe(403);
		}
	});

	it("has words for every table of which rows can be held", () => {
		const tables = [...new Set(holdableTables(REGISTER).map(({ table }) => table))].sort();
		expect(Object.keys(en.desk.holds.tables).sort()).toEqual(tables);
	});
});

describe("POST /console/holds/:hold/open", () => {
	it("shows what is held once the look is written down, and its file, also when the account is gone (P23)", async () => {
		const own = await memberWithPhoto();
		const path = await held(own);
		const before = await get(path);
		expect(before.text).not.toContain("Aan het strand");
		const refused = await post(`${path}/open`, { look_reason: "" });
		expect([refused.status, refused.text.includes("Aan het strand")]).toEqual([422, false]);
		const shown = await post(`${path}/open`, { look_reason: WHY });
		expect([shown.status, trips(shown)]).toEqual([200, 2]);
		expect(shown.text).toContain("Aan het strand");
		await eraseAccount(own);
		expect((await post(`${path}/open`, { look_reason: WHY })).text).toContain("Aan het strand");
		const file = await post(`${path}/file`, { look_reason: WHY });
		expect([file.status, file.headers["content-type"]]).toEqual([200, "application/octet-stream"]);
		expect(file.headers["content-disposition"]).toContain("attachment");
		expect(await recordOf(own)).toEqual(["opened", "hold", "held_item", "held_item", "held_item"]);
	});
});

describe("POST /console/holds/:hold/release", () => {
	it("takes the copy and leaves the photo of an account that stands; a second press changes nothing", async () => {
		const own = await memberWithPhoto();
		const path = await held(own);
		const released = await Promise.all([1, 2].map(() => post(`${path}/release`, { release_reason: WHY })));
		expect(released.map(({ status }) => status)).toEqual([303, 303]);
		expect((await holdOf(path))?.released_role).toBe("privacy_officer");
		expect(await logged(path)).toEqual(["hold_placed staff privacy_officer", "hold_released staff privacy_officer"]);
		expect(await recordOf(own)).toEqual(["opened", "hold", "hold_released"]);
		const [photos, items] = await world.database.read(
			build.selectFrom("photo").select("id").where("id", "=", own.photo),
			build.selectFrom("held_item").select("id").where("member_id", "=", own.id),
		);
		expect([photos.length, items.length]).toEqual([1, 0]);
		expect((await get(path)).text).toContain("Vrijgegeven op");
		expect((await post(`${path}/release`, { release_reason: WHY })).headers.location).toContain("unchanged");
	});

	it("leaves nothing where the account is gone", async () => {
		const own = await memberWithPhoto();
		const path = await held(own);
		await eraseAccount(own);
		const released = await post(`${path}/release`, { release_reason: WHY });
		expect([released.status, released.headers.location]).toEqual([303, "/console/holds?done=released"]);
		expect((await get("/console/holds?done=released")).text).toContain("Het gegeven is vrijgegeven.");
		expect(await holdOf(path)).toBeUndefined();
		const [keys] = await world.database.read(
			build.selectFrom("unit_key").select("unit").where("owner_id", "=", own.id).where("unit", "like", "core:hold:%"),
		);
		expect(keys).toEqual([]);
		expect((await get(path)).status).toBe(404);
	});
});
