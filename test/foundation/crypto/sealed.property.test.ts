import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyRing } from "#foundation/crypto/keys.ts";
import { open, SealBroken, type SealedLocation, seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import { openedLength, openObject, openRange, sealObject } from "#foundation/crypto/sealed-object.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const REALM = realmIdSchema.parse("realm");
const AT: SealedLocation = { table: "profile", column: "about_me_sealed", row: "lid-1" };
const NOW = Date.UTC(2026, 10, 22);

const ring = await keyRing({
	root: new Uint8Array(32).fill(7),
	salts: memorySalts(),
	openDatabase: memoryDatabase,
	now: () => NOW,
});
const unitOf = async (owner: string, unit = "core") => (await ring.newUnit({ realm: REALM, owner, unit })).unit;
const mine = await unitOf("lid-1");

const anyText = fc.string({ unit: "binary", maxLength: 600 }).map((text) => text.toWellFormed());
const anyBytes = fc.oneof(
	fc.uint8Array({ maxLength: 300 }),
	fc
		.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -2, max: 2 }), fc.integer({ min: 0, max: 255 }))
		.map(([frames, more, start]) =>
			Uint8Array.from({ length: Math.max(0, frames * 65_536 + more) }, (_, index) => start + index * 31),
		),
);

describe("a sealed value", () => {
	it("opens to the very text, whatever it is (P55)", async () => {
		await fc.assert(
			fc.asyncProperty(anyText, async (text) => {
				expect(await open(mine, AT, await seal(mine, AT, text))).toBe(text);
			}),
		);
	});

	it("is refused after a change of any of its bytes, or when it is cut or lengthened", async () => {
		const sealed = await seal(mine, AT, "een geheim dat niemand verandert");
		for (let index = 0; index < sealed.length; index++) {
			const changed = new Uint8Array(sealed);
			changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
			await expect(open(mine, AT, changed)).rejects.toThrow(SealBroken);
			await expect(open(mine, AT, sealed.subarray(0, index))).rejects.toThrow(SealBroken);
		}
		await expect(open(mine, AT, new Uint8Array([...sealed, 0]))).rejects.toThrow(SealBroken);
	});

	it("is refused in another table, column or row, whatever their names", async () => {
		const names = fc.record({ table: fc.string(), column: fc.string(), row: fc.string() });
		await fc.assert(
			fc.asyncProperty(names, names, async (here, there) => {
				fc.pre(JSON.stringify(here) !== JSON.stringify(there));
				await expect(open(mine, there, await seal(mine, here, "x"))).rejects.toThrow(SealBroken);
			}),
		);
	});

	it.each<[string, (unit: UnitKey) => UnitKey]>([
		["owner", (unit) => ({ ...unit, owner: "lid-2" })],
		["unit", (unit) => ({ ...unit, unit: "brand:twero" })],
		["key", (unit) => ({ ...unit, id: "another" })],
	])("is refused under the same key bytes with another %s", async (_what, change) => {
		await expect(open(change(mine), AT, await seal(mine, AT, "x"))).rejects.toThrow(SealBroken);
	});

	it("is refused under the key of another person, and of another unit of the same person", async () => {
		const sealed = await seal(mine, AT, "x");
		await expect(open(await unitOf("lid-2"), AT, sealed)).rejects.toThrow(SealBroken);
		await expect(open(await unitOf("lid-1", "brand:twero"), AT, sealed)).rejects.toThrow(SealBroken);
		await expect(open(await unitOf("lid-1"), AT, sealed)).rejects.toThrow(SealBroken);
	});

	it("does not tell by its length which answer of a list it holds", async () => {
		const lengths = await Promise.all(
			["", "man", "vrouw", "niet-binair", "zeg ik liever niet", "🏳️‍🌈 anders"].map(
				async (text) => (await seal(mine, AT, text)).length,
			),
		);
		expect(new Set(lengths).size).toBe(1);
	});

	it("never looks the same twice", async () => {
		const [one, two] = [await seal(mine, AT, "x"), await seal(mine, AT, "x")];
		expect(Buffer.from(one).equals(two)).toBe(false);
	});
});

describe("a sealed object", () => {
	it("opens whole, and in any range, to the very bytes", async () => {
		const share = fc.double({ min: 0, max: 1, noNaN: true });
		await fc.assert(
			fc.asyncProperty(anyBytes, share, share, async (bytes, one, two) => {
				const sealed = await sealObject(mine, AT, bytes);
				expect(openedLength(sealed.length)).toBe(bytes.length);
				expect(Buffer.from(await openObject(mine, AT, sealed)).equals(bytes)).toBe(true);
				const [from = 0, to = 0] = [one, two].map((at) => Math.round(at * bytes.length)).sort((a, b) => a - b);
				const source = { length: sealed.length, read: async (a: number, b: number) => sealed.subarray(a, b) };
				const opened = await openRange(mine, AT, source, [from, to]);
				expect(Buffer.from(opened).equals(bytes.subarray(from, to))).toBe(true);
			}),
			{ numRuns: 60 },
		);
	});

	it("reads no more than the frames that a range touches", async () => {
		const sealed = await sealObject(mine, AT, new Uint8Array(10 * 65_536));
		let read = 0;
		const source = {
			length: sealed.length,
			read: async (from: number, to: number) => {
				read += to - from;
				return sealed.subarray(from, to);
			},
		};
		await openRange(mine, AT, source, [5 * 65_536 + 10, 5 * 65_536 + 20]);
		expect(read).toBeLessThan(65_536 + 64);
		await expect(openRange(mine, AT, source, [0, 10 * 65_536 + 1])).rejects.toThrow(RangeError);
		await expect(openRange(mine, AT, source, [-1, 1])).rejects.toThrow(RangeError);
		await expect(openRange(mine, AT, source, [2, 1])).rejects.toThrow(RangeError);
	});

	it("is refused with frames changed, swapped, repeated, left out or cut off", async () => {
		const frame = 65_536 + 16;
		const sealed = await sealObject(mine, AT, new Uint8Array(3 * 65_536).fill(5));
		const head = sealed.subarray(0, 8);
		const [a, b, c] = [0, 1, 2].map((index) => sealed.subarray(8 + index * frame, 8 + (index + 1) * frame));
		const join = (...parts: (Uint8Array | undefined)[]) => Buffer.concat(parts.map((part) => part ?? new Uint8Array()));
		const flipped = new Uint8Array(sealed);
		flipped[8 + frame + 100] = 0;
		const otherHead = new Uint8Array(head);
		otherHead[3] = (otherHead[3] ?? 0) ^ 1;
		const broken = [
			flipped,
			join(head, b, a, c),
			join(head, a, a, c),
			join(head, a, c),
			join(head, a, b),
			join(head, b, c),
			join(head, a, b, c, c),
			join(otherHead, a, b, c),
			sealed.subarray(0, sealed.length - 1),
			sealed.subarray(0, 8),
			join(head, a, b, c, new Uint8Array(16)),
			new Uint8Array(),
		];
		for (const bytes of broken) await expect(openObject(mine, AT, bytes)).rejects.toThrow(SealBroken);
		await expect(openObject(mine, { ...AT, row: "lid-2" }, sealed)).rejects.toThrow(SealBroken);
		await expect(openObject(await unitOf("lid-2"), AT, sealed)).rejects.toThrow(SealBroken);
	});

	it("is refused after a change of any byte of a small one", async () => {
		const sealed = await sealObject(mine, AT, new Uint8Array(40).fill(9));
		for (let index = 0; index < sealed.length; index++) {
			const changed = new Uint8Array(sealed);
			changed[index] = (changed[index] ?? 0) ^ 0x10;
			await expect(openObject(mine, AT, changed)).rejects.toThrow(SealBroken);
		}
	});
});
