import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeysDoNotFit } from "#foundation/crypto/fit.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { KeyUnavailable, keyRing, newestKeyRing, RING_TTL_MS } from "#foundation/crypto/keys.ts";
import { fromBase64, randomToken, sha256, toBase64Url, uuidv7 } from "#foundation/crypto/random.ts";
import { deleteSalt, moveRange, parseRange, putNewSalt, SaltsUnavailable } from "#foundation/crypto/salts.ts";
import { open, seal } from "#foundation/crypto/sealed.ts";
import { build } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const REALM = realmIdSchema.parse("realm");
const OTHER = realmIdSchema.parse("other-realm");
const OWNER = { realm: REALM, owner: "lid-1", unit: "core" };
const AT = { table: "member", column: "email_sealed", row: "lid-1" };

function sourcesOf(salts = memorySalts()) {
	const clock = { now: Date.UTC(2026, 10, 22) };
	const database = memoryDatabase();
	const openDatabase = () => database;
	return { root: new Uint8Array(32).fill(7), salts, database, openDatabase, now: () => clock.now, clock };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("the key ring", () => {
	it("makes one first salt, however many isolates begin at once", async () => {
		const salts = memorySalts();
		const world = sourcesOf(salts);
		const isolates = Array.from({ length: 20 }, () => ({ ...world, salts: { ...salts } }));
		const rings = await Promise.all(isolates.map((sources) => keyRing(sources)));
		const { row } = await (rings[0] ?? expect.fail()).newUnit(OWNER);
		for (const ring of rings) expect((await ring.openUnit(row)).id).toBe(row.id);
		expect([...salts.objects.keys()].sort()).toEqual(["salts/1", "salts/hold/2026-Q4", "salts/holds", "salts/range"]);
	});

	it("never replaces a salt by another of its number", async () => {
		const salts = memorySalts();
		await putNewSalt(salts, 1);
		const first = salts.objects.get("salts/1");
		await putNewSalt(salts, 1);
		expect(salts.objects.get("salts/1")).toBe(first);
	});

	it("opens what it wrapped, and nothing whose row was tampered with", async () => {
		const ring = await keyRing(sourcesOf());
		const { unit, row } = await ring.newUnit(OWNER);
		const sealed = await seal(unit, AT, "lid@voorbeeld.example");
		expect(await open(await ring.openUnit(row), AT, sealed)).toBe("lid@voorbeeld.example");
		const { row: other } = await ring.newUnit({ ...OWNER, owner: "lid-2" });
		const changes: Partial<UnitKeyRow>[] = [
			{ realm_id: OTHER },
			{ id: other.id },
			{ owner_id: "lid-2" },
			{ unit: "brand:twero" },
			{ key_version: 2 },
			{ wrapped_key: other.wrapped_key },
			{ wrapped_key: row.wrapped_key.subarray(0, 40) },
			{ wrapped_key: new Uint8Array() },
		];
		for (const change of changes) await expect(ring.openUnit({ ...row, ...change })).rejects.toThrow(KeyUnavailable);
	});

	it("opens nothing under another secret of the Worker", async () => {
		const sources = sourcesOf();
		await (await keyRing(sources)).newUnit(OWNER);
		const stranger = { ...sources, salts: { ...sources.salts }, root: new Uint8Array(32).fill(8) };
		await expect(keyRing(stranger)).rejects.toThrow(KeysDoNotFit);
	});

	it("serves two versions while a rotation runs, and forgets the old one with its salt", async () => {
		const sources = sourcesOf();
		const before = await keyRing(sources);
		const { unit, row } = await before.newUnit(OWNER);
		const sealed = await seal(unit, AT, "geheim");
		const old = await before.index("email", REALM, "lid@voorbeeld.example");
		await putNewSalt(sources.salts, 2);
		await moveRange(sources.salts, { newest: 2 });
		const announced = await newestKeyRing(sources);
		expect([announced.version, announced.versions]).toEqual([1, [1, 2]]);
		await moveRange(sources.salts, { writing: 2, newest: 2 });
		const during = await newestKeyRing(sources);
		const both = (await during.indexes("email", REALM, "lid@voorbeeld.example")).map(hex);
		expect(both).toContain(hex(old));
		expect(both).toContain(hex(await during.index("email", REALM, "lid@voorbeeld.example")));
		expect(new Set(both).size).toBe(2);
		const moved = await during.rewrap(row);
		expect(moved).toMatchObject({ id: row.id, owner_id: row.owner_id, unit: row.unit, key_version: 2 });
		await sources.database.write(
			build.updateTable("key_rotation").set({ number: 2, salt_sha256: null, key_check: null }),
		);
		await moveRange(sources.salts, { oldest: 2 });
		await deleteSalt(sources.salts, 1);
		const after = await newestKeyRing(sources);
		expect(await open(await after.openUnit(moved), AT, sealed)).toBe("geheim");
		await expect(after.openUnit(row)).rejects.toThrow(KeyUnavailable);
		expect((await after.indexes("email", REALM, "lid@voorbeeld.example")).map(hex)).not.toContain(hex(old));
	});

	it("trusts what it knows of the salts for 30 seconds and no longer", async () => {
		const sources = sourcesOf();
		await keyRing(sources);
		await putNewSalt(sources.salts, 2);
		await moveRange(sources.salts, { writing: 2, newest: 2 });
		sources.clock.now += RING_TTL_MS - 1;
		expect((await keyRing(sources)).version).toBe(1);
		sources.clock.now += 1;
		expect((await keyRing(sources)).version).toBe(2);
	});

	it("refuses a bucket that makes no sense, instead of starting anew", async () => {
		const sources = sourcesOf();
		await keyRing(sources);
		await deleteSalt(sources.salts, 1);
		await expect(keyRing({ ...sources, salts: { ...sources.salts } })).rejects.toThrow(KeysDoNotFit);
		await sources.salts.put("salts/1", new Uint8Array(31));
		await expect(keyRing({ ...sources, salts: { ...sources.salts } })).rejects.toThrow(SaltsUnavailable);
		for (const range of ["", "1", "1 1", "2 1 2", "1 3 2", "0 1 1", "1 1 1 1", "a b c", "1 1.5 2"])
			expect(() => parseRange(new TextEncoder().encode(range).buffer)).toThrow(SaltsUnavailable);
	});

	it("gives another index for every realm, kind and text, and the same one again", async () => {
		const ring = await keyRing(sourcesOf());
		const one = hex(await ring.index("email", REALM, "lid@voorbeeld.example"));
		expect(hex(await ring.index("email", REALM, "lid@voorbeeld.example"))).toBe(one);
		expect(one).toHaveLength(64);
		const others = await Promise.all([
			ring.index("email", OTHER, "lid@voorbeeld.example"),
			ring.index("user_name", REALM, "lid@voorbeeld.example"),
			ring.index("email", REALM, "lid@voorbeeld.example "),
		]);
		expect(new Set([one, ...others.map(hex)]).size).toBe(4);
	});
});

describe("identifiers", () => {
	it("ascend with the clock, and say version 7", () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 2 ** 48 - 2 }), (now) => {
				const [one, two] = [uuidv7(now), uuidv7(now + 1)];
				expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
				expect(Number.parseInt(one.replaceAll("-", "").slice(0, 12), 16)).toBe(now);
				expect(one < two).toBe(true);
			}),
		);
		expect(uuidv7(5)).not.toBe(uuidv7(5));
	});

	it("are tokens of 256 bits in letters that a link may carry", () => {
		expect(randomToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
		expect(randomToken(16)).toMatch(/^[A-Za-z0-9_-]{22}$/);
		expect(new Set(Array.from({ length: 1_000 }, () => randomToken())).size).toBe(1_000);
	});

	it("are kept as SHA-256 (FIPS 180-4)", async () => {
		expect(hex(await sha256("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	});

	it("go through base64 and back", () => {
		fc.assert(
			fc.property(fc.uint8Array(), (bytes) => {
				expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
				expect(fromBase64(toBase64Url(bytes))).toEqual(bytes);
				expect(fromBase64(Buffer.from(bytes).toString("base64"))).toEqual(bytes);
			}),
		);
		expect(fromBase64("geen base64!")).toBeUndefined();
	});
});
