import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { RegistryContext } from "#foundation/brand/registry.ts";
import { encodeSnapshot } from "#foundation/brand/snapshot.ts";
import {
	DAY,
	FIRST_DAY,
	legalOf,
	publishedBrand,
	type Surroundings,
	surroundings,
	versionOf,
} from "../../support/fixtures/published.ts";

/** A fresh isolate: module state of its own. */
async function isolate() {
	vi.resetModules();
	const registry = await import("#foundation/brand/registry.ts");
	const currentRegistry = (host: string, sources: RegistryContext) =>
		registry.currentRegistry((snapshot) => snapshot.findHost(host) !== undefined, sources);
	return { ...registry, currentRegistry };
}

const alfa = publishedBrand({ id: "alfa" });
const revision = (number: number, brands = [alfa]) => encodeSnapshot(brands, number, FIRST_DAY);
const HOST = "alfa.example";

/** An isolate that has just loaded revision 1. */
async function warm(): Promise<Surroundings & { registry: Awaited<ReturnType<typeof isolate>> }> {
	const world = surroundings();
	const registry = await isolate();
	world.live = await revision(1);
	await registry.currentRegistry(HOST, world.sources);
	await world.settle();
	return Object.assign(world, { registry });
}

describe("a cold isolate", () => {
	it("waits for the database, at most two seconds", async () => {
		const world = surroundings();
		const { currentRegistry, registryHealth } = await isolate();
		expect(registryHealth(world.time)).toBeUndefined();
		world.live = await revision(1);
		expect((await currentRegistry(HOST, world.sources))?.revision).toBe(1);
		expect(world.looks).toEqual([2_000]);
		expect(registryHealth(world.time + 7)).toEqual({ revision: 1, source: "database", age: 7, problems: [] });
	});

	it("leaves a copy behind for the next one, whole before it is named", async () => {
		const world = await warm();
		expect([...world.objects.keys()]).toEqual(["registry/1", "registry/current"]);
		const encoded = await revision(1);
		expect(world.objects.get("registry/1")).toEqual(encoded.body);
		expect(new TextDecoder().decode(world.objects.get("registry/current"))).toBe(`1 ${encoded.sha256}`);
	});

	it("reads the copy when the database is away, and says so", async () => {
		const world = await warm();
		const { currentRegistry, registryHealth } = await isolate();
		world.live = "away";
		expect((await currentRegistry(HOST, world.sources))?.findBrand("alfa")).toEqual(alfa);
		expect(registryHealth(world.time)).toMatchObject({
			source: "copy",
			age: 0,
			problems: ["the database did not answer the last look", "served from the copy"],
		});
	});

	it("reads the copy when the live row is corrupt", async () => {
		const world = await warm();
		const { currentRegistry, registryHealth } = await isolate();
		world.live = { ...(await revision(2)), sha256: "0".repeat(64) };
		expect((await currentRegistry(HOST, world.sources))?.revision).toBe(1);
		expect(registryHealth(world.time)).toMatchObject({
			source: "copy",
			problems: ["registry revision 2 is corrupt; an older one is served", "served from the copy"],
		});
	});

	it.each<[string, (objects: Map<string, Uint8Array>) => void]>([
		["there is none", (objects) => objects.clear()],
		["its pointer is empty", (objects) => objects.set("registry/current", new Uint8Array())],
		["its pointer has no hash", (objects) => objects.set("registry/current", new TextEncoder().encode("1"))],
		["its pointer names nothing", (objects) => objects.set("registry/current", new TextEncoder().encode("9 x"))],
		["its body is cut off", (objects) => objects.set("registry/1", objects.get("registry/1")?.slice(0, 40) as never)],
	])("has nothing to serve when the copy fails: %s", async (_name, damage) => {
		const world = await warm();
		damage(world.objects);
		const { currentRegistry, registryHealth } = await isolate();
		world.live = "away";
		expect(await currentRegistry(HOST, world.sources)).toBeUndefined();
		expect(registryHealth(world.time)).toBeUndefined();
	});

	it("has nothing to serve without a store of copies, nor where nothing was ever published", async () => {
		const world = await warm();
		const { currentRegistry } = await isolate();
		world.live = "away";
		expect(await currentRegistry(HOST, { ...world.sources, copies: undefined })).toBeUndefined();
		const empty = surroundings();
		expect(await (await isolate()).currentRegistry(HOST, empty.sources)).toBeUndefined();
	});

	it("asks a database that is away once a second at most", async () => {
		const world = surroundings();
		const { currentRegistry } = await isolate();
		world.live = "away";
		for (const later of [0, 500, 499]) {
			world.time += later;
			expect(await currentRegistry(HOST, world.sources)).toBeUndefined();
		}
		expect(world.looks).toHaveLength(1);
		world.time += 1;
		world.live = await revision(1);
		expect((await currentRegistry(HOST, world.sources))?.revision).toBe(1);
		expect(world.looks).toHaveLength(2);
	});

	it("loads once for requests that come together", async () => {
		const world = surroundings();
		const { currentRegistry } = await isolate();
		world.live = await revision(1);
		const first = currentRegistry(HOST, world.sources);
		// The clock of this world may not outrun the unpacking of the registry, which takes real time.
		const patient = { ...world.sources, wait: async () => void (await first) };
		const found = await Promise.all([first, ...[2, 3].map(() => currentRegistry(HOST, patient))]);
		expect(found.map((snapshot) => snapshot?.revision)).toEqual([1, 1, 1]);
		expect(world.looks).toHaveLength(1);
	});

	it("stops waiting for another request that never ends, and looks itself", async () => {
		const world = surroundings();
		const { currentRegistry } = await isolate();
		const stuck = {
			...world.sources,
			openDatabase: (timeout: number) => ({
				...world.sources.openDatabase(timeout, false),
				read: () => new Promise<never>(() => undefined),
			}),
		};
		void currentRegistry(HOST, stuck);
		world.live = await revision(1);
		const started = world.time;
		expect((await currentRegistry(HOST, world.sources))?.revision).toBe(1);
		expect(world.time - started).toBe(2_000);
		expect(world.looks).toEqual([2_000, 2_000]);
	});
});

describe("a warm isolate", () => {
	it("answers from memory for ten seconds, then looks behind the answer", async () => {
		const world = await warm();
		world.live = await revision(2);
		world.time += 10_000;
		expect((await world.registry.currentRegistry(HOST, world.sources))?.revision).toBe(1);
		expect(world.looks).toHaveLength(1);
		world.time += 1;
		expect((await world.registry.currentRegistry(HOST, world.sources))?.revision).toBe(1);
		await world.settle();
		expect(world.looks).toEqual([2_000, 1_000]);
		expect(world.waited).toEqual([true, false]);
		expect((await world.registry.currentRegistry(HOST, world.sources))?.revision).toBe(2);
		await world.settle();
		expect(world.looks).toHaveLength(2);
	});

	it("is sent a registry once, however often it looks", async () => {
		const world = await warm();
		for (let look = 0; look < 3; look++) {
			world.time += 60_001;
			await world.registry.currentRegistry(HOST, world.sources);
		}
		expect([world.looks.length, world.rows]).toEqual([4, 1]);
	});

	it("stays with the copy while the database has nothing but a corrupt row", async () => {
		const world = await warm();
		const { currentRegistry, registryHealth } = await isolate();
		world.live = "away";
		await currentRegistry(HOST, world.sources);
		world.live = { ...(await revision(2)), sha256: "" };
		world.time += 60_001;
		await currentRegistry(HOST, world.sources);
		expect(registryHealth(world.time)).toMatchObject({ revision: 1, source: "copy" });
	});

	it("looks once behind many answers", async () => {
		const world = await warm();
		world.time += 10_001;
		await Promise.all([1, 2, 3, 4].map(() => world.registry.currentRegistry(HOST, world.sources)));
		await world.settle();
		expect(world.looks).toHaveLength(2);
	});

	it("waits for the pointer, at most a second, once its memory is older than a minute", async () => {
		const world = await warm();
		world.live = await revision(2);
		world.time += 60_001;
		expect((await world.registry.currentRegistry(HOST, world.sources))?.revision).toBe(2);
		expect(world.looks).toEqual([2_000, 1_000]);
		expect(world.waited).toEqual([true, true]);
	});

	it("does not wait at sixty seconds sharp", async () => {
		const world = await warm();
		world.live = await revision(2);
		world.time += 60_000;
		expect((await world.registry.currentRegistry(HOST, world.sources))?.revision).toBe(1);
	});

	it("looks at once for a host that it does not know, but not twice a second", async () => {
		const world = await warm();
		const bravo = publishedBrand({ id: "bravo" });
		world.live = await revision(2, [alfa, bravo]);
		world.time += 1_000;
		expect((await world.registry.currentRegistry("bravo.example", world.sources))?.revision).toBe(1);
		world.time += 1;
		expect((await world.registry.currentRegistry("bravo.example", world.sources))?.findBrand("bravo")).toEqual(bravo);
		for (const host of ["x.example", "y.example", "z.example"])
			await world.registry.currentRegistry(host, world.sources);
		expect(world.looks).toHaveLength(2);
	});

	it("goes on from memory when the database goes away, and asks it every five seconds", async () => {
		const world = await warm();
		world.live = "away";
		world.time += 60_001;
		expect((await world.registry.currentRegistry(HOST, world.sources))?.revision).toBe(1);
		expect(world.registry.registryHealth(world.time)).toMatchObject({
			source: "database",
			age: 60_001,
			problems: ["the database did not answer the last look"],
		});
		for (const later of [1_500, 2_000, 1_500]) {
			world.time += later;
			expect((await world.registry.currentRegistry("unknown.example", world.sources))?.revision).toBe(1);
			await world.settle();
		}
		expect(world.looks).toHaveLength(2);
		world.time += 1;
		world.live = await revision(2);
		expect((await world.registry.currentRegistry(HOST, world.sources))?.revision).toBe(2);
		expect(world.registry.registryHealth(world.time)?.problems).toEqual([]);
	});

	it("counts the pause from the end of a look that failed", async () => {
		const world = await warm();
		world.live = "away";
		world.latency = 900;
		world.time += 60_001;
		await world.registry.currentRegistry(HOST, world.sources);
		world.latency = 0;
		world.time += 5_000;
		await world.registry.currentRegistry(HOST, world.sources);
		expect(world.looks).toHaveLength(2);
	});

	it("keeps the old registry when the new row is corrupt, and does not fetch that row again", async () => {
		const world = await warm();
		const good = await revision(2);
		world.live = { ...good, body: good.body.slice(0, -1) };
		world.time += 60_001;
		expect((await world.registry.currentRegistry(HOST, world.sources))?.revision).toBe(1);
		const said = { source: "database", problems: ["registry revision 2 is corrupt; an older one is served"] };
		expect(world.registry.registryHealth(world.time)).toMatchObject(said);
		// The pointer still names it, so it stays a problem.
		world.time += 60_001;
		expect((await world.registry.currentRegistry(HOST, world.sources))?.revision).toBe(1);
		expect(world.registry.registryHealth(world.time)).toMatchObject(said);
		world.live = await revision(3);
		world.time += 60_001;
		expect((await world.registry.currentRegistry(HOST, world.sources))?.revision).toBe(3);
		expect(world.registry.registryHealth(world.time)?.problems).toEqual([]);
	});

	it("forgets a corrupt revision when the pointer goes back to the one it has", async () => {
		const world = await warm();
		const good = await revision(2);
		world.live = { ...good, sha256: "" };
		await world.registry.refreshRegistry(world.sources);
		expect(world.registry.registryHealth(world.time)?.problems).toHaveLength(1);
		world.live = await revision(1);
		await world.registry.refreshRegistry(world.sources);
		expect(world.registry.registryHealth(world.time)?.problems).toEqual([]);
	});

	it("moves from the copy to the database when that comes back", async () => {
		const world = await warm();
		const { currentRegistry, registryHealth } = await isolate();
		world.live = "away";
		await currentRegistry(HOST, world.sources);
		world.live = await revision(1);
		world.time += 60_001;
		await currentRegistry(HOST, world.sources);
		expect(registryHealth(world.time)).toEqual({ revision: 1, source: "database", age: 0, problems: [] });
	});
});

describe("the copy", () => {
	const current = (world: Surroundings) =>
		new TextDecoder().decode(world.objects.get("registry/current")).split(" ")[0];

	it("follows the registry at every tick of the clock", async () => {
		const world = await warm();
		world.live = await revision(5);
		await world.registry.refreshRegistry(world.sources);
		await world.settle();
		expect(world.looks.at(-1)).toBe(2_000);
		expect(current(world)).toBe("5");
		expect(world.objects.has("registry/5")).toBe(true);
	});

	it("never goes back to an older revision, and is not written twice", async () => {
		const world = await warm();
		const stored = new TextEncoder().encode("12 hash");
		world.objects.set("registry/current", stored);
		for (const number of [5, 9, 12]) {
			world.live = await revision(number);
			await world.registry.refreshRegistry(world.sources);
			await world.settle();
			expect(world.objects.get("registry/current")).toEqual(stored);
			expect(world.objects.has(`registry/${number}`)).toBe(false);
		}
		world.live = await revision(13);
		await world.registry.refreshRegistry(world.sources);
		await world.settle();
		expect(current(world)).toBe("13");
	});

	it("does not replace what a request next to it has loaded meanwhile", async () => {
		const world = await warm();
		const { currentRegistry, refreshRegistry, registryHealth } = await isolate();
		world.live = "away";
		const copies = world.sources.copies;
		const slow = {
			...world.sources,
			copies: copies && {
				...copies,
				async get(key: string) {
					// While the copy is read, the database comes back.
					world.live = await revision(2);
					await refreshRegistry({ ...world.sources, copies: undefined });
					return copies.get(key);
				},
			},
		};
		expect((await currentRegistry(HOST, slow))?.revision).toBe(2);
		expect(registryHealth(world.time)?.source).toBe("database");
	});
});

describe("a brand's edition in memory", () => {
	const day = Date.parse("2026-06-01T00:00:00.000Z");
	const announced = publishedBrand({
		id: "alfa",
		statements: [versionOf(1, FIRST_DAY), versionOf(2, new Date(day).toISOString())],
		legal: [FIRST_DAY, new Date(day).toISOString()].map((effectiveAt, index) => ({
			effectiveAt,
			statement: index + 1,
			settings: legalOf("alfa"),
		})),
	});

	it("is worked out once, until something comes into force", async () => {
		const { currentEdition } = await isolate();
		const before = currentEdition(announced, day - 1_000);
		expect(before.statement.number).toBe(1);
		expect(currentEdition(announced, day - 1_000)).toBe(before);
		expect(currentEdition(announced, day - 1)).toBe(before);
		const after = currentEdition(announced, day);
		expect(after.statement.number).toBe(2);
		expect(currentEdition(announced, day + 400 * DAY)).toBe(after);
	});

	it("is worked out again for a clock that went back, and for a new revision", async () => {
		const { currentEdition } = await isolate();
		const after = currentEdition(announced, day + 1);
		expect(currentEdition(announced, day - 1).statement.number).toBe(1);
		expect(currentEdition(announced, day + 1)).not.toBe(after);
		expect(currentEdition({ ...announced, revision: 2 }, day + 1).id).toBe("2.2.1");
	});
});

/** What may happen around an isolate. */
type Event =
	| { kind: "time"; milliseconds: number }
	| { kind: "publish" }
	| { kind: "corrupt" }
	| { kind: "away" }
	| { kind: "back" }
	| { kind: "ask"; host: string }
	| { kind: "restart" };

const event: fc.Arbitrary<Event> = fc.oneof(
	fc.record({ kind: fc.constant("time" as const), milliseconds: fc.nat(90_000) }),
	fc.record({ kind: fc.constantFrom("publish", "corrupt", "away", "back", "restart") }) as fc.Arbitrary<Event>,
	fc.record({ kind: fc.constant("ask" as const), host: fc.constantFrom(HOST, "unknown.example") }),
	fc.record({ kind: fc.constant("ask" as const), host: fc.constant(HOST) }),
);

describe("whatever happens around an isolate", () => {
	it("serves only whole revisions, never goes back, and is current within a minute of being asked", async () => {
		const revisions = await Promise.all(Array.from({ length: 30 }, (_, index) => revision(index + 1)));
		await fc.assert(
			fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 25 }), async (events) => {
				const world = surroundings();
				let registry = await isolate();
				let number = 1;
				let whole = true;
				let away = false;
				let served = 0;
				const show = () => {
					const row = revisions[number - 1];
					if (row) world.live = away ? "away" : whole ? row : { ...row, sha256: "0" };
				};
				for (const one of events) {
					if (one.kind === "time") world.time += one.milliseconds;
					if (one.kind === "publish" || one.kind === "corrupt") {
						number += 1;
						whole = one.kind === "publish";
					}
					if (one.kind === "away" || one.kind === "back") away = one.kind === "away";
					if (one.kind === "restart") registry = await isolate();
					show();
					if (one.kind !== "ask") continue;
					const snapshot = await registry.currentRegistry(one.host, world.sources);
					await world.settle();
					if (snapshot === undefined) continue;
					expect(snapshot.findBrand("alfa")).toEqual(alfa);
					expect(snapshot.revision).toBeGreaterThanOrEqual(served);
					expect(snapshot.revision).toBeLessThanOrEqual(number);
					served = snapshot.revision;
				}
				// A row never changes, so a broken one stays broken: only the next revision mends it.
				away = false;
				whole = true;
				number += 1;
				show();
				world.time += 60_001;
				expect((await registry.currentRegistry(HOST, world.sources))?.revision).toBe(number);
			}),
			{ numRuns: 40 },
		);
	});
});

describe("a registry under pressure", () => {
	it("looks once for fifty requests that find it stale at the same moment", async () => {
		const world = await warm();
		world.time += 61_000;
		const before = world.looks.length;
		const { registry } = world;
		await Promise.all(Array.from({ length: 50 }, () => registry.currentRegistry(HOST, world.sources)));
		expect(world.looks.length - before).toBe(1);
	});

	it("takes no older revision from a replica that lags", async () => {
		const world = await warm();
		world.live = await revision(6);
		world.time += 61_000;
		expect((await world.registry.currentRegistry(HOST, world.sources))?.revision).toBe(6);
		world.live = await revision(5);
		world.time += 61_000;
		expect((await world.registry.currentRegistry(HOST, world.sources))?.revision).toBe(6);
	});
});
