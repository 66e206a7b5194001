import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SERVED } from "#cli/publish/served.generated.ts";
import { SealBroken } from "#foundation/crypto/sealed.ts";
import { disclosureKeysOf, disclosureQueries, itemsOf, openDisclosure } from "#foundation/ledgers/disclosure.ts";
import { disclosuresOf, ownDisclosures } from "#foundation/ledgers/queries-disclosure.ts";
import { NOTICE_KINDS } from "#foundation/recipients/notice.ts";
import { runs } from "#foundation/register/running.ts";
import { SENTENCES } from "#foundation/register/sentences.ts";
import { dataLocations } from "#foundation/register/views.ts";
import { DAY } from "#foundation/time.ts";
import { REGISTER } from "../../../src/register.ts";
import { REALM } from "../../support/fixtures/keyed-members.ts";
import { OWN } from "../../support/fixtures/legal.ts";
import { MEMBER, type NoticeWorld, noticeWorld, START } from "../../support/fixtures/notice-world.ts";
import { expectIndexes } from "../../support/query-plan.ts";

const iso = (time: number) => new Date(time).toISOString();

async function opened(world: NoticeWorld, at = world.time) {
	const [rows, keys] = await world.database.read(
		ownDisclosures(REALM, MEMBER, iso(at)),
		disclosureKeysOf(REALM, [MEMBER]),
	);
	const ring = await world.keys();
	return Promise.all(rows.map(async (row) => ({ ...row, ...(await openDisclosure(ring, row, keys)) })));
}

describe("the record of disclosures", () => {
	it("gives back to whom, what, when, by whom, why, and under which reference", async () => {
		const world = noticeWorld();
		const recipient = { id: "police", name: "Politie Zeeland" };
		await world.disclose({
			...{
				recipient,
				items: ["email", "phone", "email"],
				by: "privacy_officer",
				reason: "Vordering 12",
				reference: "PV 7",
			},
			brand: "twero" as never,
		});
		const [row] = await opened(world);
		if (row === undefined) return expect.fail("nothing was recorded");
		expect(itemsOf(row)).toEqual(["email", "phone"]);
		expect(row).toMatchObject({
			recipient: "police",
			name: "Politie Zeeland",
			reason: "Vordering 12",
			reference: "PV 7",
		});
		expect(row).toMatchObject({ brand: "twero", disclosed_by: "privacy_officer", disclosed_at: iso(START) });
	});

	it("seals name, site, reason and reference, each row under a key of its own", async () => {
		const world = noticeWorld();
		await world.disclose();
		await world.disclose();
		const text = JSON.stringify(world.run("SELECT recipient, items, hex(details_sealed) FROM disclosure"));
		for (const word of ["Vervoerder", "Bezorging", "order"]) expect(text).not.toContain(word);
		expect(world.run("SELECT DISTINCT id FROM unit_key WHERE unit LIKE 'core:disclosure:%'")).toHaveLength(2);
		const [rows, keys] = await world.database.read(disclosuresOf(REALM, [MEMBER]), disclosureKeysOf(REALM, [MEMBER]));
		const [one, other] = rows;
		if (one === undefined || other === undefined) return expect.fail("two were recorded");
		const ring = await world.keys();
		await expect(openDisclosure(ring, { ...one, details_sealed: other.details_sealed }, keys)).rejects.toThrow(
			SealBroken,
		);
		expect(await openDisclosure(ring, one, [])).toBeUndefined();
	});

	it("is written once for a cause, however often it is written, and never without a reason or a reference", async () => {
		const world = noticeWorld();
		await world.disclose({ cause: "order:1" });
		await world.disclose({ cause: "order:1", reason: "Anders" });
		expect((await opened(world)).map(({ reason }) => reason)).toEqual(["Bezorging"]);
		expect(world.run("SELECT * FROM unit_key")).toHaveLength(1);
		for (const empty of [{ reason: "" }, { reference: "" }, { recipient: { id: "x", name: "" } }])
			await expect(world.disclose(empty)).rejects.toThrow();
	});

	it("tells nothing of a row that an order withholds, before its moment", async () => {
		const world = noticeWorld();
		await world.disclose({ withheldUntil: iso(START + DAY) });
		await world.disclose();
		expect(await opened(world, START + DAY - 1)).toHaveLength(1);
		expect(await opened(world, START + DAY)).toHaveLength(2);
	});

	it("is changed by nobody, and goes when its term has ended and no sooner", async () => {
		const world = noticeWorld();
		await world.disclose();
		for (const change of ["items = 'town'", "recipient = 'x'", "withheld_until = NULL", "member_id = 'x'"])
			expect(() => world.run(`UPDATE disclosure SET ${change}`), change).toThrow(/never changed/);
		const cutoff = (before: number) =>
			world.run(`INSERT OR REPLACE INTO retention_cutoff VALUES ('${REALM}', 'disclosure', '${iso(before)}', 'x')`);
		expect(() => world.run("DELETE FROM disclosure")).toThrow(/kept until its term ends/);
		cutoff(START - 1);
		expect(() => world.run("DELETE FROM disclosure")).toThrow(/kept until its term ends/);
		cutoff(START);
		world.run("DELETE FROM disclosure");
		expect(await opened(world)).toEqual([]);
	});

	it("is read by an index", async () => {
		const world = noticeWorld();
		expectIndexes([
			ownDisclosures(REALM, MEMBER, "x"),
			disclosuresOf(REALM, [MEMBER]),
			disclosureKeysOf(REALM, [MEMBER]),
		]);
		expect(
			await disclosureQueries(
				{ keys: world.keys, now: START },
				{
					...{ realm: REALM, member: MEMBER, brand: undefined, recipient: { id: "a", name: "A" }, reference: "r" },
					...{ items: ["email"], reason: "r", by: "system", cause: "c" },
				},
			),
		).toHaveLength(2);
	});
});

describe("the record of disclosures with its notices", () => {
	it("is written where its sentence needs it, so that the member's list is whole", () => {
		expect(REGISTER.filter(({ unwritten }) => unwritten !== undefined)).toEqual([]);
		expect(runs({ register: REGISTER, ...SERVED }, SENTENCES["disclosures.recorded"])).toBe(true);
	});

	it("is told of by every kind of act", () => {
		const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) => /\.tsx?$/.test(path));
		const callers = files
			.map((path) => readFileSync(join("src", path), "utf8"))
			.filter((text) => /import \{[^}]*\b(noticeQueries|writeAct)\b/.test(text));
		const called = (kind: string) => callers.some((text) => text.includes(`kind: "${kind}"`));
		expect(NOTICE_KINDS.filter((kind) => !called(kind))).toEqual([]);
	});

	it("is in all texts, and would be in none as long as nobody wrote it", () => {
		const places = (register: typeof REGISTER) => dataLocations(OWN, register).map(({ place }) => place);
		for (const place of [
			"disclosure.details_sealed",
			"legal_disclosure.words_sealed",
			"recipient_notice.payload_sealed",
		])
			expect(places(REGISTER)).toContain(place);
		const own = REGISTER.filter(({ tables }) => Object.hasOwn(tables, "disclosure"));
		expect(places(own.map((one) => ({ ...one, unwritten: "Nobody writes it." })))).toEqual([]);
	});
});
