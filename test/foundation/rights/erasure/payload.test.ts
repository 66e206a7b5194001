import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { open, SealBroken } from "#foundation/crypto/sealed.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { receiptCommitment } from "#foundation/proof/receipt.ts";
import { beginErasureQueries } from "#foundation/rights/erasure/begin.ts";
import { copiesGoneBy } from "#foundation/rights/erasure/copies-end.ts";
import { type ErasurePayload, fingerprintOf, openPayload, sealPayload } from "#foundation/rights/erasure/payload.ts";
import { AT, erasureWorld, MEMBER, NOW, REQUEST, taken } from "../../../support/erasure/erasure-world.ts";
import { emailOf, REALM } from "../../../support/fixtures/keyed-members.ts";
import { BRANDS } from "../../../support/fixtures/person-rows.ts";

/** What the last steps of an erasure know of a member of whom nothing else is left. */

const FULL: ErasurePayload = {
	...{ address: "ada@members.example", locale: "en", brand: BRANDS[1], salt: "salt" },
	...{ objects: ["photos/a"], imprints: ["AQ"], fingerprints: ["0123456789abcdef"] },
	recipients: [{ name: "Bank", notice: "n" }],
};

describe("what an erasure needs of its member", () => {
	it("begins with where to write and how, and with nothing to look for yet", async () => {
		const { begun, erasing, row } = await erasureWorld();
		const { payload } = await erasing();
		expect(payload).toEqual({
			...{ address: emailOf(1), locale: "nl", brand: BRANDS[0], salt: begun.salt },
			...{ objects: [], imprints: [], fingerprints: [], recipients: [] },
		});
		expect(await row()).toMatchObject({
			...{ realm_id: REALM, id: begun.id, request_id: REQUEST, subject_id: MEMBER, state: "begun" },
			...{ begun_at: AT, stepped_at: AT, commitment: begun.commitment },
		});
		expect(begun.commitment).toBe(await receiptCommitment(begun.salt, MEMBER, emailOf(1)));
		// An id of its moment, and a salt that nobody guesses.
		expect(Number.parseInt(begun.id.replaceAll("-", "").slice(0, 12), 16)).toBe(NOW);
		expect(Buffer.from(begun.salt, "base64url").length).toBeGreaterThanOrEqual(16);
	});

	it("is under a key of the erasure's own, and comes with its row or not at all", async () => {
		const { world, begun } = await erasureWorld();
		const keys = () => world.rowsOf("unit_key").filter((row) => row.includes('"unit":"erasure"'));
		expect(keys()).toEqual([expect.stringContaining(`"owner_id":"${begun.id}"`)]);
		const whom = { realm: REALM, member: "nobody", request: REQUEST, address: "x@y.example", locale: "nl" as const };
		const brand = brandIdSchema.parse(BRANDS[0]);
		const { queries } = await beginErasureQueries(await world.keys(), { ...whom, brand }, NOW);
		await world.database.write(taken("nobody"), ...queries);
		expect([keys().length, world.rowsOf("erasure").length]).toEqual([1, 1]);
	});

	it("is opened whole, as it was sealed", async () => {
		const { world, begun } = await erasureWorld();
		const ring = await world.keys();
		const { unit, row } = await ring.newUnit({ realm: REALM, owner: begun.id, unit: "erasure" });
		const sealed = await sealPayload(unit, begun.id, FULL);
		expect((await openPayload(ring, begun.id, sealed, row)).payload).toEqual(FULL);
		const again = await openPayload(ring, begun.id, sealed, row);
		// The key that opened it seals what comes next.
		const next = await sealPayload(again.unit, begun.id, { ...FULL, objects: [] });
		expect((await openPayload(ring, begun.id, next, row)).payload).toEqual({ ...FULL, objects: [] });
		// The place that everything else calls it by.
		const place = { table: "erasure", column: "payload_sealed", row: begun.id };
		expect(JSON.parse(await open(unit, place, sealed))).toEqual(FULL);
	});

	it("does not open for another erasure, nor by another key", async () => {
		const { world, begun } = await erasureWorld();
		const ring = await world.keys();
		const [own, other] = [
			await ring.newUnit({ realm: REALM, owner: begun.id, unit: "erasure" }),
			await ring.newUnit({ realm: REALM, owner: "another", unit: "erasure" }),
		];
		const sealed = await sealPayload(own.unit, begun.id, FULL);
		await expect(openPayload(ring, "another", sealed, own.row)).rejects.toThrow(SealBroken);
		await expect(openPayload(ring, begun.id, sealed, other.row)).rejects.toThrow(SealBroken);
	});

	it.each(Object.keys(FULL))("is refused without its %s, or with more than this version knows", async (key) => {
		const { world, begun } = await erasureWorld();
		const ring = await world.keys();
		const { unit, row } = await ring.newUnit({ realm: REALM, owner: begun.id, unit: "erasure" });
		const { [key as keyof ErasurePayload]: _, ...rest } = FULL;
		for (const payload of [
			rest,
			{ ...FULL, more: 1 },
			{ ...FULL, recipients: [{ name: "Bank", notice: "n", more: 1 }] },
		]) {
			const sealed = await sealPayload(unit, begun.id, payload as ErasurePayload);
			await expect(openPayload(ring, begun.id, sealed, row)).rejects.toThrow(/invalid|unrecognized/i);
		}
	});
});

describe("the fingerprint of a key", () => {
	it("is what a copy of its row can be compared with: the beginning of a hash, in hex", async () => {
		for (let number = 0; number < 20; number++) {
			const id = `key ${number}`;
			const hash = createHash("sha256").update(`["key","${id}"]`).digest("hex");
			expect(await fingerprintOf(id)).toBe(hash.slice(0, 16));
		}
	});
});

describe("the day by which no copy can be read", () => {
	it.each([
		["2026-11-30T08:00:00.000Z", "2026-12-02"],
		["2026-11-01T00:00:00.000Z", "2026-12-02"],
		// The rotation of the month may be running.
		["2026-12-01T00:00:00.000Z", "2027-01-02"],
		["2026-12-31T23:59:59.999Z", "2027-01-02"],
		["2028-01-31T12:00:00.000Z", "2028-02-02"],
	])("of an erasure at %s is %s", (erasedAt, day) => {
		expect(copiesGoneBy(erasedAt)).toBe(day);
	});
});
