import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { realmIdSchema } from "#foundation/ids.ts";
import { ADDRESS_DAYS, readAddress, signAddress } from "#foundation/mail/incoming/address-token.ts";
import { DAY } from "#foundation/time.ts";

const root = new Uint8Array(32).fill(5);
const place = { realm: realmIdSchema.parse("lage-kade"), domain: "post.lage-kade.example" };
const NOW = Date.parse("2026-11-30T12:00:00.000Z");
const kinds = fc.constantFrom("t" as const, "b" as const);
const base = { kind: "t" as const, id: "0190c5f0-1234-7abc-8def-001122334455", now: NOW };

describe("an address that takes mail", () => {
	it("is read as what it was given for, also in capitals, and fits into an address", async () => {
		await fc.assert(
			fc.asyncProperty(kinds, fc.uuid(), fc.integer({ min: 0, max: 40 * 365 * DAY }), async (kind, id, later) => {
				const now = NOW + later;
				const address = await signAddress(root, place, { kind, id, now });
				expect(address.indexOf("@")).toBeLessThanOrEqual(64);
				expect(address).toMatch(/^[a-z0-9+@.-]+$/);
				for (const spelled of [address, address.toUpperCase()])
					expect(await readAddress(root, place, spelled, now)).toEqual({ kind, id });
			}),
			{ numRuns: 100 },
		);
	});

	it("is nobody else's with any sign changed, and for no other realm, domain, purpose or secret", async () => {
		const address = await signAddress(root, place, base);
		const signs = "abcdefghijklmnopqrstuvwxyz234567";
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 2, max: address.indexOf("@") - 1 }),
				fc.integer({ min: 1, max: 31 }),
				async (at, by) => {
					const sign = signs[(signs.indexOf(address[at] ?? "") + by) % 32] ?? "";
					const changed = address.slice(0, at) + sign + address.slice(at + 1);
					expect(await readAddress(root, place, changed, NOW)).toBeUndefined();
				},
			),
			{ numRuns: 200 },
		);
		const others = [
			await readAddress(root, { ...place, realm: realmIdSchema.parse("jupiter-media") }, address, NOW),
			await readAddress(root, { ...place, domain: "post.ander.example" }, address, NOW),
			await readAddress(root, place, address.replace("@post.lage-kade", "@post.ander"), NOW),
			await readAddress(root, place, `b${address.slice(1)}`, NOW),
			await readAddress(new Uint8Array(32).fill(6), place, address, NOW),
		];
		expect(others).toEqual(others.map(() => undefined));
	});

	it("takes mail for so many days and no longer", async () => {
		for (const kind of ["t", "b"] as const) {
			const address = await signAddress(root, place, { ...base, kind });
			const daysLater = (days: number) => readAddress(root, place, address, NOW + days * DAY);
			expect(await daysLater(ADDRESS_DAYS[kind])).toEqual({ kind, id: base.id });
			expect(await daysLater(ADDRESS_DAYS[kind] + 1)).toBeUndefined();
			expect([await daysLater(-1), await daysLater(-2)]).toEqual([{ kind, id: base.id }, undefined]);
		}
		expect(ADDRESS_DAYS).toEqual({ t: 28, b: 14 });
	});

	it("is nothing that anybody can write", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(fc.string(), fc.emailAddress(), fc.stringMatching(/^[tb]\+[a-z2-7]{50,60}@post\.lage-kade\.example$/)),
				async (text) => {
					expect(await readAddress(root, place, text, NOW)).toBeUndefined();
				},
			),
			{ numRuns: 300 },
		);
	});
});
