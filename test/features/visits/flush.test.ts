import { describe, expect, it, vi } from "vitest";
import { flushVisits } from "#features/visits/flush.ts";
import { newVisit, type Visit } from "#features/visits/visit.ts";
import { newVisitLog } from "#features/visits/visit-log.ts";
import type { Browser } from "#foundation/browser.ts";
import type { JobContext } from "#foundation/context.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { build, type Database, DatabaseUnavailable } from "#foundation/db/database.ts";
import type { Duration } from "#foundation/i18n/duration.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { legalOf, publishedBrand } from "../../support/fixtures/published.ts";
import { type RetentionWorld, retentionWorld } from "../../support/fixtures/retention-world.ts";

const NOW = Date.parse("2026-11-22T08:00:00.000Z");
const REALM = realmIdSchema.parse("voorbeeld-media");
const BROWSER: Browser = {
	...{ address: "192.0.2.7", network: "Voorbeeld Net", userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/146.0" },
	...{ refusesSharing: false, read: () => undefined, keep: () => undefined },
	...{ forget: () => undefined, clearSiteData: () => undefined },
};
const DATA = {
	...{ device_type: "computer", operating_system: "Linux", browser: "Firefox" },
	...{ page: "brand /me", ip_address: "192.0.2.7", internet_provider: "Voorbeeld Net" },
};

const visitOn = (brand: string, now = NOW): Visit =>
	newVisit({ realm: REALM, brand: brandIdSchema.parse(brand), browser: BROWSER, now }, "write", "brand /me");

/** The context of an isolate of its own, with what it does right before each trip. */
function isolate(world: RetentionWorld, before: () => Promise<void> | void = () => undefined): JobContext {
	const own: Database = {
		...world.database,
		read: async (...queries) => {
			await before();
			return world.database.read(...queries);
		},
		write: async (...queries) => {
			await before();
			return world.database.write(...queries);
		},
	};
	return { ...world.context(), database: () => own, keys: world.keys, clock: () => world.time };
}

const rowsOf = async ({ database }: RetentionWorld) => {
	const [visits, keys, views] = await database.read(
		build.selectFrom("visit").selectAll(),
		build.selectFrom("unit_key").selectAll(),
		build.selectFrom("page_count").selectAll(),
	);
	return { visits, keys, views };
};

async function openedVisits(world: RetentionWorld) {
	const { visits, keys } = await rowsOf(world);
	const ring = await world.keys();
	return Promise.all(
		visits.map(async (row) => {
			const key = keys.find(({ id }) => id === row.key_id) ?? expect.fail("the row's key is not there");
			const unit = await ring.openUnit(key);
			const columns = Object.entries(row).flatMap(([name, value]) =>
				value instanceof Uint8Array ? [[name, value] as const] : [],
			);
			const texts = columns.map(async ([column, value]) => [
				column.replace(/_sealed$/, ""),
				await open(unit, { table: "visit", column, row: row.id }, value),
			]);
			return Object.fromEntries(await Promise.all(texts));
		}),
	);
}

describe("a flush", () => {
	it("seals the six under the key of brand and day, which is made once, and opens to exactly them (P14, P55)", async () => {
		const world = await retentionWorld(NOW, { keyed: true });
		const log = newVisitLog();
		log.add(visitOn("twero"));
		log.add(visitOn("geilesexsite"));
		await flushVisits(isolate(world), log);
		log.add(visitOn("twero", NOW + 1_000));
		log.add(visitOn("twero", NOW + DAY));
		await flushVisits(isolate(world), log);
		const { visits, keys } = await rowsOf(world);
		expect(keys.map(({ owner_id, unit }) => `${owner_id} ${unit}`).sort()).toEqual([
			"geilesexsite log:geilesexsite:2026-11-22",
			"twero log:twero:2026-11-22",
			"twero log:twero:2026-11-23",
		]);
		expect(visits.length).toBe(4);
		for (const data of await openedVisits(world)) expect(data).toEqual(DATA);
	});

	it("seals under the key that came first where two isolates make one at the same time", async () => {
		const world = await retentionWorld(NOW, { keyed: true });
		const [one, other] = [newVisitLog(), newVisitLog()];
		one.add(visitOn("twero"));
		other.add(visitOn("twero", NOW + 1));
		let trips = 0;
		const rival = isolate(world, async () => {
			// Between the look for the key and making one.
			if (++trips === 2) await flushVisits(isolate(world), one);
		});
		await flushVisits(rival, other);
		const { visits, keys } = await rowsOf(world);
		expect(keys.length).toBe(1);
		expect(visits.map(({ key_id }) => key_id)).toEqual([keys[0]?.id, keys[0]?.id]);
		expect((await openedVisits(world)).length).toBe(2);
	});

	it("adds to what others counted, in one batch with the events, and takes one trip to read", async () => {
		const world = await retentionWorld(NOW, { keyed: true });
		let trips = 0;
		const context = isolate(world, () => {
			trips++;
		});
		for (const views of [3, 4]) {
			const log = newVisitLog();
			for (let seen = 0; seen < views; seen++) log.count({ brand: "twero", kind: "home" }, NOW);
			log.add(visitOn("twero"));
			trips = 0;
			await flushVisits(context, log);
		}
		expect(trips).toBe(2);
		expect((await rowsOf(world)).views).toEqual([
			{ brand_id: "twero", hour: "2026-11-22T08:00:00.000Z", kind: "home", views: 7 },
		]);
	});

	it("asks the database for nothing where nothing waits, and for no key where only views do", async () => {
		const world = await retentionWorld(NOW, { keyed: true });
		let trips = 0;
		const context = isolate(world, () => {
			trips++;
		});
		const log = newVisitLog();
		await flushVisits(context, log);
		expect(trips).toBe(0);
		log.count({ brand: "twero", kind: "home" }, NOW);
		await flushVisits(context, log);
		expect(trips).toBe(1);
		expect((await rowsOf(world)).keys).toEqual([]);
	});

	it("keeps what it could not write until it can, and writes an event once whose answer was lost", async () => {
		const world = await retentionWorld(NOW, { keyed: true });
		const log = newVisitLog();
		log.add(visitOn("twero"));
		log.count({ brand: "twero", kind: "home" }, NOW);
		const away = isolate(world, () => Promise.reject(new DatabaseUnavailable("the database did not answer")));
		await expect(flushVisits(away, log)).rejects.toThrow(DatabaseUnavailable);
		expect((await rowsOf(world)).visits).toEqual([]);
		const counted = newVisitLog();
		counted.count({ brand: "twero", kind: "home" }, NOW);
		await expect(flushVisits(away, counted)).rejects.toThrow(DatabaseUnavailable);
		expect(counted.take(NOW).views.map(({ views }) => views)).toEqual([1]);
		const deaf = isolate(world);
		const lost: Database = {
			...world.database,
			write: async (...queries) => {
				await world.database.write(...queries);
				throw new DatabaseUnavailable("the database did not answer");
			},
		};
		// The key is there already: the next write is that of the rows.
		await flushVisits(
			deaf,
			Object.assign(newVisitLog(), { take: () => ({ visits: [visitOn("twero")], views: [], lost: 0 }) }),
		);
		await expect(flushVisits({ ...deaf, database: () => lost }, log)).rejects.toThrow(DatabaseUnavailable);
		expect((await rowsOf(world)).visits.length).toBe(2);
		await flushVisits(deaf, log);
		expect((await rowsOf(world)).visits.length).toBe(2);
	});

	it("says what it lost where the database refuses it, in numbers alone, and goes on with what comes then (T31)", async () => {
		const world = await retentionWorld(NOW, { keyed: true });
		const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
		const log = newVisitLog();
		for (let id = 0; id < 3; id++) log.add(visitOn("twero"));
		for (let id = 0; id < 5; id++) log.count({ brand: "twero", kind: "home" }, NOW);
		log.count({ brand: "twero", kind: "terms" }, NOW);
		const refused = isolate(world, () => Promise.reject(new Error("no such table: visit")));
		await expect(flushVisits(refused, log)).rejects.toThrow("no such table");
		log.count({ brand: "twero", kind: "home" }, NOW);
		await expect(flushVisits(refused, log)).rejects.toThrow("no such table");
		expect(said.mock.calls).toEqual([
			["visits: 3 events were lost"],
			["visits: 6 views of pages were lost"],
			["visits: 1 views of pages were lost"],
		]);
		log.add(visitOn("twero"));
		await flushVisits(isolate(world), log);
		expect((await rowsOf(world)).visits.length).toBe(1);
		said.mockRestore();
	});

	it("says how many events were lost whose key was gone before it was read, and writes the others (T31)", async () => {
		const world = await retentionWorld(NOW, { keyed: true });
		const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
		const log = newVisitLog();
		log.add(visitOn("twero"));
		await flushVisits(isolate(world), log);
		log.add(visitOn("geilesexsite"));
		log.add(visitOn("geilesexsite"));
		log.add(visitOn("twero"));
		let trips = 0;
		const shredded = isolate(world, async () => {
			// Between making the key and reading it.
			if (++trips === 3)
				await world.database.write(build.deleteFrom("unit_key").where("unit", "=", "log:geilesexsite:2026-11-22"));
		});
		await flushVisits(shredded, log);
		expect(said.mock.calls).toEqual([["visits: 2 events were lost"]]);
		expect((await rowsOf(world)).visits.map(({ brand_id }) => brand_id)).toEqual(["twero", "twero"]);
		said.mockRestore();
	});

	it("says how many events were lost, in a number alone (T31)", async () => {
		const world = await retentionWorld(NOW, { keyed: true });
		const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
		const log = newVisitLog();
		for (let id = 0; id < 203; id++) log.add(visitOn("twero"));
		await flushVisits(isolate(world), log);
		expect(said.mock.calls).toEqual([["visits: 3 events were lost"]]);
		said.mockRestore();
		expect((await rowsOf(world)).visits.length).toBe(200);
	});
});

describe("the end of visits", () => {
	const unitsOf = async (world: RetentionWorld) => (await rowsOf(world)).keys.map(({ unit }) => unit).sort();
	const idsOf = async (world: RetentionWorld) => (await rowsOf(world)).visits.map(({ id }) => id);

	it("takes the day's key and its rows on the thirtieth day at the latest, of each brand by its own term (P14)", async () => {
		const keptFor = (id: string, visitLogRetention: Duration) => {
			const settings = legalOf(id, { visitLogRetention });
			return publishedBrand({ id, legal: [{ effectiveAt: "2020-01-01T00:00:00.000Z", statement: 1, settings }] });
		};
		const brands = [keptFor("month", "P30D"), keptFor("fortnight", "P14D")];
		const world = await retentionWorld(NOW, { keyed: true, brands });
		const log = newVisitLog();
		const month = [0, 5, 15, 24].map((hours) => visitOn("month", NOW + hours * HOUR));
		const fortnight = visitOn("fortnight");
		for (const visit of [...month, fortnight]) log.add(visit);
		await flushVisits(isolate(world), log);
		const later = async (time: number) => {
			world.time = NOW + time;
			await world.tick();
		};
		await later(14 * DAY - 1_000);
		expect((await idsOf(world)).length).toBe(5);
		await later(14 * DAY);
		expect(await idsOf(world)).not.toContain(fortnight.id);
		expect(await unitsOf(world)).toEqual(["log:month:2026-11-22", "log:month:2026-11-23"]);
		await later(30 * DAY - 1_000);
		expect(await idsOf(world)).toEqual(month.map(({ id }) => id));
		await later(30 * DAY);
		// What came later that day is there for some hours, and nothing opens it any more.
		expect(await idsOf(world)).toEqual(month.slice(1).map(({ id }) => id));
		expect(await unitsOf(world)).toEqual(["log:month:2026-11-23"]);
		await later(31 * DAY);
		expect([await idsOf(world), await unitsOf(world)]).toEqual([[], []]);
	});
});
