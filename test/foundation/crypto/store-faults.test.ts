import { afterEach, describe, expect, it, vi } from "vitest";
import { keyProblem, keyRing } from "#foundation/crypto/keys.ts";
import { type SaltStore, SaltsUnavailable } from "#foundation/crypto/salts.ts";
import { Unavailable } from "#foundation/errors.ts";
import { guardedBucket } from "#foundation/objects/guarded-store.ts";
import type { ObjectBucket } from "#foundation/objects/store.ts";
import { outages } from "#foundation/outages.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const NOW = Date.UTC(2026, 10, 29);
const MINUTE = 60_000;
const away = () => Promise.reject(new Error("R2 internal error: we encountered an internal error (10001)"));
const silent = () => new Promise<never>(() => undefined);
const thrown = () => {
	throw new Error("no such binding");
};
const FAULTS: Record<string, () => Promise<never>> = { throws: away, "keeps silent": silent, "throws at once": thrown };

afterEach(() => {
	vi.useRealTimers();
});

/** What comes of it, once every limit of time has passed. */
async function outcomeOf<Result>(work: Promise<Result>): Promise<Result> {
	const settled = Promise.allSettled([work]);
	await vi.advanceTimersByTimeAsync(MINUTE);
	const [one] = await settled;
	if (one.status === "rejected") throw one.reason;
	return one.value;
}

describe.each(Object.entries(FAULTS))("a bucket that %s", (_how, fault) => {
	it("of files is unavailable for each thing asked of it, and the health says so", async () => {
		vi.useFakeTimers();
		const broken = { get: fault, put: fault, delete: fault, list: fault } as unknown as ObjectBucket;
		const bucket = guardedBucket(broken, () => NOW);
		const asked: (() => Promise<unknown>)[] = [
			() => bucket.get("photos/x/320"),
			() => bucket.put("photos/x/320", new Uint8Array(1)),
			() => bucket.delete(["photos/x/320"]),
			() => bucket.list({ prefix: "photos/", startAfter: "", limit: 1 }),
		];
		for (const ask of asked) await expect(outcomeOf(ask())).rejects.toThrow(Unavailable);
		expect(outages(NOW)).toEqual(["files of photos: the bucket does not answer (OBJECTS)"]);
	});

	it("of files is unavailable, too, while it gives the bytes", async () => {
		vi.useFakeTimers();
		const broken = { get: async () => ({ arrayBuffer: fault }) } as unknown as ObjectBucket;
		await expect(outcomeOf(guardedBucket(broken, () => NOW).get("photos/x/320"))).rejects.toThrow(Unavailable);
	});

	it.each<[string, (salts: SaltStore) => SaltStore]>([
		["at once", (salts) => ({ ...salts, get: fault })],
		["while it gives the bytes", (salts) => ({ ...salts, get: async () => ({ etag: "", arrayBuffer: fault }) })],
		["when it is to keep something", (salts) => ({ ...salts, put: fault })],
	])("of salts gives no keys, and makes none: %s", async (_when, broken) => {
		vi.useFakeTimers();
		const database = memoryDatabase();
		const sources = { root: new Uint8Array(32), openDatabase: () => database, now: () => NOW };
		const salts = memorySalts();
		await expect(outcomeOf(keyRing({ ...sources, salts: broken(salts) }))).rejects.toThrow(SaltsUnavailable);
		expect(salts.objects.size).toBe(0);
		// The same, once there are some.
		await keyRing({ ...sources, salts });
		const before = new Map(salts.objects);
		const late = broken({ ...salts });
		const known = await outcomeOf(keyRing({ ...sources, salts: late }).catch((error: unknown) => error));
		if (late.put === salts.put) expect(known).toBeInstanceOf(SaltsUnavailable);
		expect(salts.objects).toEqual(before);
	});
});

describe("a bucket of salts that is away", () => {
	it("is named to the operator, and trusted again when it is back", async () => {
		const database = memoryDatabase();
		const salts = memorySalts();
		let fails = false;
		const clock = { now: NOW };
		const get: SaltStore["get"] = (key) => (fails ? away() : salts.get(key));
		const sources = { root: new Uint8Array(32), openDatabase: () => database, now: () => clock.now };
		const shaky = { ...sources, salts: { ...salts, get } };
		expect(await keyProblem(shaky)).toBeUndefined();
		expect(salts.objects.size).toBe(0);
		const { version } = await keyRing(shaky);
		clock.now += MINUTE;
		fails = true;
		expect(await keyProblem(shaky)).toBe("the bucket of the salts does not answer (SALTS)");
		fails = false;
		clock.now += MINUTE;
		expect(await keyProblem(shaky)).toBeUndefined();
		expect((await keyRing(shaky)).version).toBe(version);
	});
});
