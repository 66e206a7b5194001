import { beforeAll, describe, expect, it } from "vitest";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { toBase64Url, uuidv7 } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import { evidenceIndexes } from "#foundation/ledgers/evidence.ts";
import { fingerprintOf } from "#foundation/rights/erasure/payload.ts";
import { planErasure } from "#foundation/rights/erasure/plan-erasure.ts";
import type { CountedPlan } from "#foundation/rights/plan.ts";
import { REGISTER } from "../../../../src/register.ts";
import { AT, type ErasureWorld, erasureWorld, MEMBER, NOW } from "../../../support/erasure/erasure-world.ts";
import { REALM } from "../../../support/fixtures/keyed-members.ts";
import { BRANDS } from "../../../support/fixtures/person-rows.ts";
import { PLANTED_REGISTER, PLANTED_SQL, plantTables } from "../../../support/fixtures/planted-feature.ts";

/** What an erasure writes down before anything goes. */

const [PLAIN] = BRANDS;
const EARLY = "2026-01-05T10:00:00.000Z";

/** A photo with the key of its own that goes with it, and a key whose rows a law keeps. */
async function withPhoto({ world }: ErasureWorld, member: string, id: string): Promise<{ key: string; kept: string }> {
	const ring = await world.keys();
	const { row } = await ring.newUnit({ realm: REALM, owner: member, unit: `brand:${PLAIN}:photo:${id}` });
	const access = await ring.newUnit({ realm: REALM, owner: member, unit: `core:access:${id}` });
	await world.database.write(
		...[addUnitKey(row), addUnitKey(access.row)],
		build.insertInto("photo").values({
			...{ brand_id: PLAIN, id, member_id: member, object_key: `photos/file-${id}`, state: "pending" },
			...{ width: 1, height: 1, added_at: EARLY },
		}),
		build.insertInto("staff_access").values({
			...{ realm_id: REALM, id: `access ${id}`, member_id: member, number: 1, staff_id: "s", role: "support" },
			...{ brand_id: "", what: "opened", reason_sealed: new Uint8Array([1]), accessed_at: EARLY, previous_at: "" },
			...{ previous_hash: "", hash: `h ${id}` },
		}),
	);
	return { key: row.id, kept: access.row.id };
}

const keyedHash = (byte: number) => new Uint8Array(32).fill(byte);

describe("the plan of an erasure that was asked for", () => {
	it("counts what goes and what stays until when, and stands in the row with the moment, and the erasure is planned", async () => {
		const erasure = await erasureWorld();
		await withPhoto(erasure, MEMBER, "one");
		await withPhoto(erasure, "lid-2", "two");
		erasure.world.time = NOW + 60_000;
		await planErasure(await erasure.run(), await erasure.erasing());
		const row = await erasure.row();
		expect(row).toMatchObject({ state: "planned", stepped_at: "2026-11-30T08:01:00.000Z", begun_at: AT });
		const plan: CountedPlan = JSON.parse(row.plan_json ?? "");
		expect(plan.rows).toEqual([
			{ table: "photo", rows: 1, becomes: "gone" },
			{ table: "membership", rows: 2, becomes: "gone" },
			{ table: "member", rows: 1, becomes: "gone" },
		]);
		expect(plan.keys).toEqual([`brand:${PLAIN}:photo:one`, "core"]);
		expect(plan.holds).toEqual([
			{ table: "staff_access", rules: ["staff_access"], rows: 1, until: "2028-01-05T10:00:00.000Z" },
		]);
		expect(plan.objects).toEqual([{ prefix: "photos/", objects: 1 }]);
	});

	it("notes what to look for, and only in what its own key seals", async () => {
		const erasure = await erasureWorld();
		const { key, kept } = await withPhoto(erasure, MEMBER, "one");
		const { key: theirs } = await withPhoto(erasure, "lid-2", "two");
		const { world } = erasure;
		const before = await erasure.erasing();
		const recipients = [{ name: "Bank", notice: "n" }];
		const parts = { imprints: async () => [keyedHash(1), keyedHash(2)], recipients: async () => recipients };
		await planErasure(await erasure.run(parts), before);
		const { payload } = await erasure.erasing();
		const [[member], keys] = await world.database.read(
			build.selectFrom("member").selectAll().where("id", "=", MEMBER),
			build.selectFrom("unit_key").select(["id", "unit"]).where("owner_id", "=", MEMBER),
		);
		if (member === undefined) return expect.fail("no member");
		const own = [member.email_index, member.user_name_index, member.user_name_likeness_index];
		const evidence = await evidenceIndexes(await world.keys(), REALM, MEMBER);
		expect([...payload.imprints].sort()).toEqual(
			[...own, ...evidence, keyedHash(1), keyedHash(2)].map((index) => toBase64Url(new Uint8Array(index))).sort(),
		);
		const deleted = keys.filter(({ id }) => id !== kept).map(({ id }) => id);
		expect(deleted).toContain(key);
		expect([...payload.fingerprints].sort()).toEqual((await Promise.all(deleted.map(fingerprintOf))).sort());
		expect(payload.fingerprints).not.toContain(await fingerprintOf(theirs));
		expect(payload).toMatchObject({ objects: ["photos/file-one"], recipients });
		// What was known before is still known.
		const { address, locale, brand, salt } = before.payload;
		expect(payload).toMatchObject({ address, locale, brand, salt });
		expect(JSON.stringify(await erasure.row())).not.toContain("file-one");
	});

	it("asks the features by the register, the member and what is in force", async () => {
		const erasure = await erasureWorld();
		const asked: unknown[] = [];
		const note = async <Found>(found: Found[], given: { member: string; register: unknown; realm: unknown }) => {
			asked.push([given.member, given.register === REGISTER, given.realm]);
			return found;
		};
		const parts = {
			imprints: (given: Parameters<typeof note>[1]) => note<Uint8Array>([], given),
			recipients: (given: Parameters<typeof note>[1]) => note<{ name: string; notice: string }>([], given),
		};
		const erasing = await erasure.erasing();
		await planErasure(await erasure.run(parts), erasing);
		expect(asked).toEqual([
			[MEMBER, true, erasing.realm],
			[MEMBER, true, erasing.realm],
		]);
	});

	it("changes nothing where another run planned it meanwhile", async () => {
		const erasure = await erasureWorld();
		const erasing = await erasure.erasing();
		await planErasure(await erasure.run(), erasing);
		const first = await erasure.row();
		await withPhoto(erasure, MEMBER, "late");
		await planErasure(await erasure.run(), erasing);
		expect(await erasure.row()).toEqual(first);
	});
});

describe("the objects that an erasure looks for", () => {
	beforeAll(plantTables);

	it("are those whose rows or keys go: by their whole name, and not those of others, nor what holds none", async () => {
		const erasure = await erasureWorld();
		erasure.world.sqlite.exec(PLANTED_SQL);
		const copy = uuidv7(NOW);
		const gift = (id: string, giver: string, receiver: string, card: string | null) =>
			`INSERT INTO gift VALUES ('${REALM}', '${id}', '${giver}', '${receiver}', 'x', ${card === null ? "NULL" : `'${card}'`}, 'x');`;
		erasure.world.sqlite.exec(`
			${gift("a", MEMBER, "lid-2", "cards/a")} ${gift("b", "lid-2", MEMBER, "cards/b")}
			${gift("c", MEMBER, "lid-2", null)} ${gift("d", MEMBER, "lid-2", "d")} ${gift("e", MEMBER, "lid-2", "")}
			INSERT INTO export (realm_id, id, member_id, subject_kind, locale, state, asked_at, steps, failures, stepped_at,
				percent, bytes, progress_sealed) VALUES ('${REALM}', '${copy}', '${MEMBER}', 'member', 'nl', 'making', '${AT}', 1, 0,
				'${AT}', 1, 0, x'01');
			INSERT INTO guest VALUES ('${REALM}', '${MEMBER}', x'01', x'02', NULL, 'pictures/guest', '${AT}');`);
		await planErasure(await erasure.run({ register: PLANTED_REGISTER }), await erasure.erasing());
		const { payload } = await erasure.erasing();
		// A name without its place in the store gets it.
		expect([...payload.objects].sort()).toEqual(["cards/a", "cards/d", `exports/${copy}`].sort());
	});
});
