import { describe, expect, it } from "vitest";
import { removeUnconfirmed } from "#features/accounts/queries-upkeep.ts";
import { daySalt, forgetYesterday } from "#foundation/crypto/day-salt.ts";
import { keyRing } from "#foundation/crypto/keys.ts";
import { SaltsUnavailable } from "#foundation/crypto/salts.ts";
import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const DAY = 24 * 60 * 60 * 1000;
const at = (text: string) => Date.parse(text);
const REALM = "jupiter-media" as RealmId;
const root = new Uint8Array(32).fill(9);

describe("the key of a day", () => {
	it("is the same for every isolate, also where many make it at once, and another each day and realm", async () => {
		const salts = memorySalts();
		const database = memoryDatabase();
		const openDatabase = () => database;
		const made = await Promise.all(Array.from({ length: 9 }, () => daySalt(salts, "2026-11-22")));
		expect(new Set(made.map(String)).size).toBe(1);
		const imprints = async (now: number) => {
			// A copy of the store, as a second isolate has one.
			const ring = await keyRing({ root, salts: { ...salts }, openDatabase, now: () => now });
			const day = new Date(now).toISOString().slice(0, 10);
			return [await ring.keyedHash(REALM, day, "x"), await ring.keyedHash("lage-kade" as RealmId, day, "x")].map(
				String,
			);
		};
		const first = await imprints(at("2026-11-22T09:00Z"));
		expect(await imprints(at("2026-11-22T21:00Z"))).toEqual(first);
		const next = await imprints(at("2026-11-23T00:00Z"));
		expect(new Set([...first, ...next]).size).toBe(4);
	});

	it("is gone after the day, so that no address can be tried with every secret that is left (P14, P48)", async () => {
		const salts = memorySalts();
		const database = memoryDatabase();
		const openDatabase = () => database;
		const then = at("2026-11-22T23:50Z");
		const ring = await keyRing({ root, salts, openDatabase, now: () => then });
		const keyedHash = await ring.keyedHash(REALM, "2026-11-22", "sign_in 203.0.113.7");
		await forgetYesterday(salts, then);
		await forgetYesterday(salts, at("2026-11-23T00:14Z"));
		await forgetYesterday(salts, at("2026-11-23T00:16Z"));
		const all = [...salts.objects.values()].map((bytes) => bytes.slice());
		const secrets = [root, ...all, ...all.map((bytes) => bytes.slice(10))].filter(({ length }) => length > 0);
		const later = await keyRing({ root, salts: { ...salts }, openDatabase, now: () => then + DAY });
		expect(String(await later.keyedHash(REALM, "2026-11-22", "sign_in 203.0.113.7"))).not.toBe(String(keyedHash));
		for (const secret of secrets) {
			const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
			const tried = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode("sign_in 203.0.113.7"));
			expect(String(new Uint8Array(tried))).not.toBe(String(keyedHash));
		}
	});

	it("never leaves more than three behind, and an older day takes no newer one's place", async () => {
		const salts = memorySalts();
		for (let day = 0; day < 10; day++)
			await daySalt(salts, new Date(at("2026-11-01T00:00Z") + day * DAY).toISOString().slice(0, 10));
		expect(salts.objects.size).toBe(3);
		await expect(daySalt(salts, "2026-11-01")).rejects.toThrow(SaltsUnavailable);
		const kept = await daySalt(salts, "2026-11-10");
		await forgetYesterday(salts, at("2026-11-10T12:00Z"));
		expect([salts.objects.size, String(await daySalt(salts, "2026-11-10"))]).toEqual([2, String(kept)]);
	});
});

describe("a registration that is removed", () => {
	it("leaves everything to who became a member in the meantime (T36)", async () => {
		const database = memoryDatabase();
		const key = { realm_id: REALM, id: "key-1", owner_id: "one", unit: "core", key_version: 1, created_at: "" };
		await database.write(build.insertInto("unit_key").values({ ...key, wrapped_key: new Uint8Array([1]) }));
		await database.write(...removeUnconfirmed([{ realm_id: REALM, id: "one", brand_id: "twero" }]));
		const [keys] = await database.read(build.selectFrom("unit_key").select("id"));
		expect(keys.length).toBe(1);
	});
});
