import { describe, expect, it } from "vitest";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { toBase64Url } from "#foundation/crypto/random.ts";
import { build, ConstraintViolated } from "#foundation/db/database.ts";
import { execute } from "#foundation/rights/erasure/execute.ts";
import type { ErasureParts } from "#foundation/rights/erasure/parts.ts";
import { planErasure } from "#foundation/rights/erasure/plan-erasure.ts";
import { NotErased, type Verified } from "#foundation/rights/erasure/prove.ts";
import { verify } from "#foundation/rights/erasure/verify.ts";
import {
	beforeTrip,
	type ErasureWorld,
	erasureWorld,
	logGoesOn,
	MEMBER,
	NOW,
	REQUEST,
} from "../../../support/erasure/erasure-world.ts";
import { REALM } from "../../../support/fixtures/keyed-members.ts";
import { BRANDS } from "../../../support/fixtures/person-rows.ts";

/** The look that follows an erasure, by other code. */

const MINUTE = 60_000;
const EXECUTED = "2026-11-30T08:01:00.000Z";

async function executed(): Promise<ErasureWorld> {
	const erasure = await erasureWorld();
	await planErasure(await erasure.run(), await erasure.erasing());
	erasure.world.time = NOW + MINUTE;
	await execute(await erasure.run(), await erasure.erasing());
	erasure.world.time = NOW + 2 * MINUTE;
	return erasure;
}

describe("an erasure that is verified", () => {
	it("looks at every table and every object, once the objects were told to go, and says how many", async () => {
		const erasure = await executed();
		const erasing = await erasure.erasing();
		const objects = ["photos/one", "exports/two"];
		const looked: string[] = [];
		const { list } = erasure.world.objects;
		erasure.world.objects.list = (asked: Parameters<typeof list>[0]) => {
			looked.push(asked.prefix);
			return list(asked);
		};
		await erasure.world.objects.put("photos/other", new Uint8Array([1]));
		await erasure.world.objects.put("photos/one/1080", new Uint8Array([1]));
		const removeObjects: ErasureParts["removeObjects"] = async ({ settings }) => {
			expect(looked).toEqual([]);
			await settings.objects.delete(["photos/one/1080"]);
		};
		await verify(await erasure.run({ removeObjects }), { ...erasing, payload: { ...erasing.payload, objects } });
		expect(looked).toEqual(objects);
		const row = await erasure.row();
		const at = "2026-11-30T08:02:00.000Z";
		expect(row).toMatchObject({ state: "verified", stepped_at: at, verified_at: at, executed_at: EXECUTED });
		const { looks, retained }: Verified = JSON.parse(row.verified_json ?? "");
		expect(retained).toEqual([]);
		const entry = { action: "erasure_verified", actor: "system", request_id: REQUEST, commitment: "" };
		const [, verified] = await erasure.log();
		expect(verified).toEqual({ ...entry, counts_json: JSON.stringify({ left: 0, looks }) });
		// The looks at tables are as many whatever objects there were.
		const without = await executed();
		await verify(await without.run(), await without.erasing());
		const none: Verified = JSON.parse((await without.row()).verified_json ?? "");
		expect([looks - none.looks, none.looks > 30]).toEqual([2, true]);
	});

	it("is not verified while an object is there, whatever the others are", async () => {
		const erasure = await executed();
		const erasing = await erasure.erasing();
		await erasure.world.objects.put("photos/two/1080", new Uint8Array([1]));
		const payload = { ...erasing.payload, objects: ["photos/one", "photos/two"] };
		const look = verify(await erasure.run(), { ...erasing, payload });
		await expect(look).rejects.toThrow(new NotErased("objects of a member who was erased are still there"));
		await expect(look).rejects.toBeInstanceOf(NotErased);
		expect((await erasure.row()).state).toBe("executed");
	});

	it("is not verified while the store does not answer", async () => {
		const erasure = await executed();
		const removeObjects = () => Promise.reject(new Error("the store does not answer"));
		await expect(verify(await erasure.run({ removeObjects }), await erasure.erasing())).rejects.toThrow("the store");
		expect((await erasure.row()).state).toBe("executed");
	});

	it("is not verified while a row, a key or an imprint is left that nothing keeps", async () => {
		const index = new Uint8Array(32).fill(5);
		const plants = {
			unsealed_agreement: `INSERT INTO unsealed_agreement (brand_id, member_id) VALUES ('${BRANDS[0]}', '${MEMBER}')`,
			unit_key: `INSERT INTO unit_key SELECT realm_id, 'left', '${MEMBER}', 'core', wrapped_key, key_version, created_at
				FROM unit_key LIMIT 1`,
			mail_code: `INSERT INTO mail_code (realm_id, code_hash, member_id, kind, new_email_index, expires_at, issued_at,
				key_version) VALUES ('${REALM}', x'00', 'somebody', 'email_new', x'${"05".repeat(32)}', '${EXECUTED}', '${EXECUTED}', 1)`,
		};
		for (const [table, plant] of Object.entries(plants)) {
			const erasure = await executed();
			erasure.world.sqlite.exec(plant);
			const erasing = await erasure.erasing();
			// A text that is no imprint finds nothing.
			const payload = { ...erasing.payload, imprints: ["?", toBase64Url(index)] };
			const look = verify(await erasure.run(), { ...erasing, payload });
			await expect(look, table).rejects.toThrow(`1 rows of ${table} still lead to a member who was erased`);
			expect((await erasure.row()).state).toBe("executed");
		}
	});

	it("is verified beside what rules keep, with the keys of that, until the day that the plan or the erasure gives", async () => {
		const erasure = await erasureWorld();
		const { world } = erasure;
		const ring = await world.keys();
		const { row: key } = await ring.newUnit({ realm: REALM, owner: MEMBER, unit: "core:access:a" });
		const happened = "2026-01-05T10:00:00.000Z";
		await world.database.write(
			addUnitKey(key),
			build.insertInto("staff_access").values({
				...{ realm_id: REALM, id: "a", member_id: MEMBER, number: 1, staff_id: "s", role: "support", brand_id: "" },
				...{ what: "opened", reason_sealed: new Uint8Array([1]), accessed_at: happened, previous_at: "" },
				...{ previous_hash: "", hash: "h" },
			}),
			build.insertInto("acceptance").values({
				...{ brand_id: BRANDS[0], id: "a", member_id: MEMBER, document: "terms", number: 1, locale: "nl", hash: "h" },
				...{ kind: "accepted", happened_at: happened },
			}),
		);
		await planErasure(await erasure.run(), await erasure.erasing());
		world.time = Date.parse("2026-12-01T08:00:00.000Z");
		await execute(await erasure.run(), await erasure.erasing());
		world.time += 30 * 24 * 60 * MINUTE;
		await verify(await erasure.run(), await erasure.erasing());
		const { retained }: Verified = JSON.parse((await erasure.row()).verified_json ?? "");
		expect(Object.fromEntries(retained.map(({ table, rules, until }) => [table, [...rules, until]]))).toEqual({
			staff_access: ["staff_access", "2028-01-05T10:00:00.000Z"],
			acceptance: ["acceptance", "2031-12-01T08:00:00.000Z"],
		});
		expect(world.rowsOf("unit_key").filter((row) => row.includes(`"${MEMBER}"`))).toHaveLength(1);
	});

	it("does not wait for what an order keeps secret today", async () => {
		const erasure = await executed();
		erasure.world.sqlite.exec(`INSERT INTO legal_disclosure (realm_id, id, member_id, prolongs, ground, items, words_sealed,
			state, proposed_by, proposed_role, proposed_at, shown_from, disclosure_id) VALUES ('${REALM}', 'l', '${MEMBER}', '',
			'court_order', 'email', x'01', 'proposed', 's', 'privacy_officer', '${EXECUTED}', '9999-12-31T23:59:59.999Z', 'd')`);
		await verify(await erasure.run(), await erasure.erasing());
		expect(JSON.parse((await erasure.row()).verified_json ?? "")).toMatchObject({ retained: [] });
	});

	it("tries again where the log went on, and is not written twice where another run verified it", async () => {
		const erasure = await executed();
		const erasing = await erasure.erasing();
		beforeTrip(erasure, 3, () => logGoesOn(erasure));
		await verify(await erasure.run(), erasing);
		expect((await erasure.log()).map(({ action }) => action)).toEqual([
			...["erasure_executed", "day_closed", "erasure_verified"],
		]);
		const first = [await erasure.row(), await erasure.log()];
		await expect(verify(await erasure.run(), erasing)).rejects.toThrow(ConstraintViolated);
		expect([await erasure.row(), await erasure.log()]).toEqual(first);
	});
});
