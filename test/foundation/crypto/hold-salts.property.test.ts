import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { HELD_NAMES, holdName, holdsOf } from "#features/accounts/name-holds/name-hold.ts";
import type { LegalTerms } from "#foundation/brand/settings.ts";
import type { Realm } from "#foundation/brand/snapshot.ts";
import type { JobContext } from "#foundation/context.ts";
import {
	beginHoldSalts,
	HOLD_LIST,
	parseList,
	quarterOf,
	renewHoldSalts,
} from "#foundation/crypto/holds/hold-salts.ts";
import { keyRing, newestKeyRing, RING_TTL_MS } from "#foundation/crypto/keys.ts";
import { askRotation, newestRotations } from "#foundation/crypto/queries.ts";
import { rotateKeys } from "#foundation/crypto/rotation/rotation.ts";
import { type SaltStore, SaltsUnavailable } from "#foundation/crypto/salts.ts";
import { build } from "#foundation/db/database.ts";
import { StandsStill } from "#foundation/errors.ts";
import { addDuration } from "#foundation/i18n/duration.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import { holdSaltsJob } from "#foundation/jobs/hold-salts.ts";
import { FROZEN_RETENTION } from "#foundation/register/frozen-terms.ts";
import { realmTermsAt } from "#foundation/register/terms.ts";
import { allDue } from "#foundation/rights/job.ts";
import { boundSweeps, sweepQueries } from "#foundation/rights/sweep.ts";
import { DAY, HOUR, MINUTE } from "#foundation/time.ts";
import { REGISTER } from "../../../src/register.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const START = Date.UTC(2026, 10, 22, 12);
const iso = (time: number) => new Date(time).toISOString();
const realmOf = (id: string, term = "P12M"): Realm => ({
	...{ id: realmIdSchema.parse(id), accountHost: `${id}.example`, brands: [] },
	terms: [
		{
			...{ from: iso(0), until: undefined },
			terms: {
				register: { retention: { name_hold: { ...FROZEN_RETENTION.name_hold, for: term } } },
			} as never as LegalTerms,
		},
	],
});
const REALM = realmOf("jupiter");

/** Bucket, database and jobs of a deployment, with a clock that a test moves. */
function deployment(
	realms: readonly Realm[] = [REALM],
	salts: SaltStore & { objects: Map<string, Uint8Array> } = memorySalts(),
) {
	const clock = { now: START };
	const database = memoryDatabase();
	const sources = {
		root: new Uint8Array(32).fill(5),
		salts,
		database,
		openDatabase: () => database,
		now: () => clock.now,
	};
	/** Another isolate, which knows nothing yet. */
	const isolate = () => ({ ...sources, salts: { ...salts } });
	const ring = () => keyRing(isolate());
	const world = {
		...{ clock, database, salts, sources, isolate },
		async held(name: string, realm = REALM, keys = ring): Promise<boolean> {
			const [found] = await database.read(await holdsOf({ realm, keys, now: clock.now }, name));
			return found.length > 0;
		},
		async hold(userName: string, realm = REALM): Promise<void> {
			await database.write(...(await holdName({ keys: ring }, { realm: realm.id, userName, at: iso(clock.now) })));
		},
		/** The hourly job and the minute's. */
		async work(): Promise<void> {
			const context = {
				...{ settings: { salts }, now: clock.now, keys: ring, database: () => database },
				snapshot: () => ({ realms: () => realms }),
			} as never as JobContext;
			const now = new Date(clock.now);
			const inForce = realms.map((realm) => ({
				...{ realm: realm.id, brands: [], terms: realmTermsAt(realm, now.toISOString()), termsOf: () => [] },
			}));
			const holds = allDue(REGISTER, inForce, clock.now).filter(({ sweep }) => sweep.table === "user_name_hold");
			const due = (await boundSweeps(database, holds, 500)).map((one) => one.due);
			if (due.length > 0) await database.write(...sweepQueries(due, { day: "2026-11-29", at: iso(clock.now) }));
			await holdSaltsJob(context, HELD_NAMES);
		},
		async rotate(): Promise<void> {
			// Rotations are a day apart.
			clock.now += DAY;
			await database.write(askRotation(iso(clock.now)));
			for (let minute = 0; minute < 20; minute++) {
				clock.now += MINUTE + 1;
				await rotateKeys({ ...isolate(), indexed: [], holder: `tick-${clock.now}` }, MINUTE);
				const [[newest]] = await database.read(newestRotations(1));
				if (newest?.state === "finished") return;
			}
			throw new Error("the rotation does not end");
		},
		holdSalts: () => [...salts.objects.keys()].filter((name) => name.startsWith("salts/hold/")).sort(),
		imprints: async () => (await database.read(build.selectFrom("user_name_hold").selectAll()))[0],
	};
	return world;
}

const NAMES = ["anneke", "Bart.van.Dam", "uncle"] as const;
/** Each taken for another at a glance, or the same name in another spelling. */
const ALIKE: Record<(typeof NAMES)[number], string> = {
	anneke: "Anneke",
	"Bart.van.Dam": "bart_van_dam",
	uncle: "unc1e",
};

type Step = { days: number; does: "hold" | "rotate" | "work" | "nothing"; name: (typeof NAMES)[number] };
const steps = fc.array(
	fc.record<Step>({
		days: fc.integer({ min: 0, max: 140 }),
		does: fc.constantFrom("hold", "hold", "rotate", "work", "work", "nothing"),
		name: fc.constantFrom(...NAMES),
	}),
	{ minLength: 1, maxLength: 10 },
);

describe("a held name", () => {
	it("is refused exactly until its term ends, through any quarters, rotations, and runs of the jobs (P03)", async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (sequence) => {
				const world = deployment();
				await world.held("nobody");
				const until = new Map<string, number>();
				for (const { days, does, name } of sequence) {
					world.clock.now += days * DAY;
					if (does === "hold") {
						await world.hold(name);
						until.set(name, addDuration(new Date(world.clock.now), "P12M").getTime());
					} else if (does !== "nothing") await world[does]();
					const ring = await keyRing(world.isolate());
					const keys = async () => ring;
					for (const one of NAMES) {
						const expected = world.clock.now < (until.get(one) ?? 0);
						expect([one, await world.held(one, REALM, keys)]).toEqual([one, expected]);
						expect([one, await world.held(ALIKE[one], REALM, keys)]).toEqual([one, expected]);
					}
				}
			}),
			{ numRuns: 30 },
		);
	});

	it("is held to the millisecond of its term, in its own realm alone, by the shortest term in force there", async () => {
		const [short, long] = [realmOf("short", "P6M"), realmOf("long", "P18M")];
		const world = deployment([short, long]);
		for (const realm of [short, long]) await world.hold("anneke", realm);
		expect(await world.held("anneke", realmOf("other"))).toBe(false);
		const end = (term: string) => addDuration(new Date(START), term).getTime();
		for (const [realm, term] of [
			[short, "P6M"],
			[long, "P18M"],
		] as const) {
			world.clock.now = end(term) - 1;
			await world.work();
			expect(await world.held("anneke", realm)).toBe(true);
			world.clock.now += 1;
			expect(await world.held("anneke", realm)).toBe(false);
		}
		expect(await world.imprints()).toHaveLength(1);
		await world.work();
		expect(await world.imprints()).toHaveLength(0);
	});

	it("stays as it is when the erasure is done again, and lasts longer after a later one", async () => {
		const world = deployment();
		await world.hold("anneke");
		const [first] = await world.imprints();
		await world.hold("Anneke");
		expect(await world.imprints()).toEqual([first]);
		world.clock.now += DAY;
		await world.hold("anneke");
		expect((await world.imprints()).map(({ held_at }) => held_at)).toEqual([iso(START + DAY)]);
		const before = holdName(
			{ keys: () => keyRing(world.isolate()) },
			{ realm: REALM.id, userName: "anneke", at: iso(START) },
		);
		await world.database.write(...(await before));
		expect((await world.imprints()).map(({ held_at }) => held_at)).toEqual([iso(START + DAY)]);
	});
});

describe("a hold salt", () => {
	it("is known to every isolate before a hold stands under it, also one that read the keys half a minute ago", async () => {
		const world = deployment();
		const old = await keyRing(world.isolate());
		const keys = async () => old;
		await world.hold("uncle");
		expect(await world.held("unc1e", REALM, keys)).toBe(true);
		// The next one is made a day ahead, and written under from its quarter on.
		world.clock.now = Date.UTC(2026, 11, 31, 6);
		const remembering = await keyRing(world.isolate());
		await world.work();
		world.clock.now += 30_000;
		await world.hold("anneke");
		expect(await world.held("anneke", REALM, async () => remembering)).toBe(true);
		world.clock.now = Date.UTC(2027, 0, 1);
		await world.hold("Bart.van.Dam");
		expect((await world.imprints()).map(({ salt }) => salt)).toEqual(["2026-Q4", "2026-Q4", "2027-Q1"]);
		// Made late, it waits until each isolate has heard of it.
		world.clock.now = Date.UTC(2027, 4, 9);
		await world.work();
		await world.hold("Tamar");
		world.clock.now += MINUTE;
		await world.hold("Miriam");
		expect((await world.imprints()).map(({ salt }) => salt).slice(3)).toEqual(["2027-Q1", "2027-Q2"]);
	});

	it("is destroyed a day after the last hold under it ended, and then no copy tells a name", async () => {
		const world = deployment();
		await world.hold("anneke");
		const copy = await world.imprints();
		const bytes = [...world.salts.objects].filter(([name]) => name.startsWith("salts/"));
		for (const month of [12, 15, 18, 21]) {
			world.clock.now = Date.UTC(2026, month, 1) - HOUR;
			await world.work();
		}
		world.clock.now = Date.UTC(2028, 0, 2) - HOUR;
		await world.work();
		expect(world.holdSalts()).toContain("salts/hold/2026-Q4");
		world.clock.now += HOUR;
		await world.work();
		expect(world.holdSalts()).not.toContain("salts/hold/2026-Q4");
		for (const row of copy)
			await world.database.write(build.insertInto("user_name_hold").values({ ...row, held_at: iso(world.clock.now) }));
		expect(await world.held("anneke")).toBe(false);
		// What tells a name is that salt alone.
		for (const [name, salt] of bytes) world.salts.objects.set(name, salt);
		expect(await world.held("anneke")).toBe(true);
	});

	it("that is lost frees what it held, stops nothing, and is said until its rows have ended", async () => {
		const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
		const world = deployment();
		await world.hold("anneke");
		await world.hold("uncle");
		await world.salts.delete("salts/hold/2026-Q4");
		expect(await world.held("anneke")).toBe(false);
		expect((await newestKeyRing(world.sources)).version).toBe(1);
		const problem = /missing from the bucket, .* 2 under 2026-Q4$/;
		await expect(world.hold("Tamar")).rejects.toThrow(SaltsUnavailable);
		await expect(world.work()).rejects.toThrow(StandsStill);
		expect(said.mock.calls.flat().at(-1)).toMatch(problem);
		world.clock.now += HOUR;
		await world.hold("Tamar");
		expect(await world.held("Tamar")).toBe(true);
		await expect(world.work()).rejects.toThrow(StandsStill);
		world.clock.now = addDuration(new Date(START), "P12M").getTime();
		await world.work();
		expect((await world.imprints()).map(({ salt }) => salt)).toEqual(["2026-Q4.2"]);
		said.mockRestore();
	});

	it("is made again under the same list, wherever making or destroying is cut off", async () => {
		for (let failing = 1; failing < 12; failing++) {
			const inner = memorySalts();
			let touches = Number.NEGATIVE_INFINITY;
			const cut = async <Answer>(touch: () => Promise<Answer>): Promise<Answer> => {
				touches += 1;
				if (touches === failing) throw new Error("cut off");
				const answer = await touch();
				return answer;
			};
			const world = deployment([REALM], {
				objects: inner.objects,
				get: (key) => inner.get(key),
				put: (...given) => cut(() => inner.put(...given)),
				delete: (key) => cut(() => inner.delete(key)),
			});
			await world.hold("anneke");
			world.clock.now = Date.UTC(2027, 0, 5);
			await world.work();
			world.clock.now = Date.UTC(2028, 3, 9);
			touches = 0;
			await world.work().catch(() => undefined);
			touches = Number.NEGATIVE_INFINITY;
			await world.work();
			expect(world.holdSalts()).toEqual(["salts/hold/2027-Q1", "salts/hold/2028-Q2"]);
			await world.hold("uncle");
			expect(await world.held("uncle")).toBe(true);
		}
	});

	it("is one for all, however many isolates begin at once", async () => {
		const world = deployment();
		const rings = await Promise.all(Array.from({ length: 20 }, () => keyRing(world.isolate())));
		const found = await Promise.all(rings.map((ring) => ring.holdIndex("user_name", REALM.id, "anneke")));
		expect(new Set(found.map(({ salt, index }) => `${salt} ${index}`)).size).toBe(1);
		// An isolate that saw no list, and comes to write the first when others have gone on.
		world.clock.now = Date.UTC(2027, 0, 1);
		await world.work();
		const list = world.salts.objects.get(HOLD_LIST);
		const late = await beginHoldSalts(world.salts, START);
		expect(late.map(({ name }) => name)).toEqual(["2026-Q4", "2027-Q1"]);
		expect(world.salts.objects.get(HOLD_LIST)).toBe(list);
		const [ring] = rings;
		const others = await Promise.all([
			ring?.holdIndexes("user_name_likeness", REALM.id, "anneke"),
			ring?.holdIndexes("user_name", realmIdSchema.parse("other"), "anneke"),
			ring?.indexes("user_name", REALM.id, "anneke"),
		]);
		expect(new Set([found[0]?.index, ...others.flat()].map(String)).size).toBe(4);
	});

	it("is read beside the other salts by a cold isolate, and not again", async () => {
		const world = deployment();
		await world.held("anneke");
		const waves: string[][] = [];
		let wave: string[] | undefined;
		const get: SaltStore["get"] = async (key) => {
			if (wave === undefined) {
				wave = [];
				waves.push(wave);
				setImmediate(() => (wave = undefined));
			}
			wave.push(key);
			await new Promise((done) => setImmediate(done));
			return world.salts.get(key);
		};
		const isolate = { ...world.sources, salts: { ...world.salts, get } };
		await keyRing(isolate);
		expect(waves.map((keys) => keys.sort())).toEqual([
			["salts/holds", "salts/range"],
			["salts/1", "salts/hold/2026-Q4"],
		]);
		world.clock.now += RING_TTL_MS;
		await keyRing(isolate);
		expect(waves.slice(2).flat().sort()).toEqual(["salts/holds", "salts/range"]);
		await world.hold("anneke");
		world.clock.now = Date.UTC(2027, 0, 1);
		await world.work();
		waves.length = 0;
		const ring = await keyRing(isolate);
		expect(waves.flat().sort()).toEqual(["salts/hold/2027-Q1", "salts/holds", "salts/range"]);
		await world.hold("uncle");
		for (const name of ["anneke", "uncle"]) expect(await world.held(name, REALM, async () => ring)).toBe(true);
	});

	it("is made once, also where one was lost, and gives way to another process that changes the list", async () => {
		const world = deployment();
		await world.held("anneke");
		const etag = async () => (await world.salts.get(HOLD_LIST))?.etag;
		for (const salt of ["2026-Q4.2", "2026-Q4.3"]) {
			await world.salts.delete(world.holdSalts().at(-1) ?? "");
			await world.work();
			expect(world.holdSalts()).toEqual([`salts/hold/${salt}`]);
			const before = await etag();
			await world.work();
			expect(await etag()).toBe(before);
			expect(world.holdSalts()).toEqual([`salts/hold/${salt}`]);
		}
		const get: SaltStore["get"] = async (key) => {
			const object = await world.salts.get(key);
			if (key === HOLD_LIST) await world.salts.put(key, world.salts.objects.get(key) ?? expect.fail());
			return object;
		};
		const list = String(world.salts.objects.get(HOLD_LIST));
		const renewal = { now: Date.UTC(2027, 0, 1), wait: MINUTE, before: iso(0) };
		await expect(renewHoldSalts({ ...world.salts, get }, renewal)).rejects.toThrow(/changed by another process/);
		expect(String(world.salts.objects.get(HOLD_LIST))).toBe(list);
		expect(await renewHoldSalts(memorySalts(), renewal)).toEqual([]);
	});

	it("has a list that is refused when it makes no sense", async () => {
		const bytes = (text: string) => new TextEncoder().encode(text);
		const [one, two] = ["2026-Q4 2026-11-22T12:00:00.000Z", "2027-Q1 2027-01-01T00:00:00.000Z"];
		expect(parseList(bytes(`${one}\n${two}`)).map(({ name }) => name)).toEqual(["2026-Q4", "2027-Q1"]);
		for (const text of [
			`x${one}`,
			`${one}x`,
			"",
			`${two}\n${one}`,
			`${one}\n${one}`,
			`${one}\n`,
			"2026-Q5 2026-11-22T12:00:00.000Z",
			"<html>",
		])
			expect(() => parseList(bytes(text)), text).toThrow(SaltsUnavailable);
		const world = deployment();
		await world.held("anneke");
		await world.salts.put("salts/hold/2026-Q4", new Uint8Array(31));
		await expect(keyRing(world.isolate())).rejects.toThrow(SaltsUnavailable);
		expect([0, 3, 6, 9, 11].map((month) => quarterOf(Date.UTC(2027, month, 28)))).toEqual(
			["Q1", "Q2", "Q3", "Q4", "Q4"].map((quarter) => `2027-${quarter}`),
		);
	});
});
