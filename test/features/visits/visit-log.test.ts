import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Visit } from "#features/visits/visit.ts";
import {
	COUNTS_WAIT_MS,
	FLUSH_INTERVAL_MS,
	MAX_VIEW_COUNTS,
	MAX_VISITS,
	newVisitLog,
	type View,
} from "#features/visits/visit-log.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { PAGE_KINDS } from "#foundation/register/page-kinds.ts";
import { HOUR } from "#foundation/time.ts";

const NOW = Date.parse("2026-11-22T08:59:59.000Z");
const TEXTS = {
	...{ device_type: "phone", operating_system: "iOS", browser: "Safari" },
	...{ page: "brand /", ip_address: "192.0.2.7", internet_provider: "unknown" },
};
const visit = (id: number): Visit => ({
	...{ id: String(id), realm: realmIdSchema.parse("jupiter-media"), brand: brandIdSchema.parse("twero") },
	...{ visitedAt: new Date(NOW).toISOString(), kind: "write", data: TEXTS },
});
const idsOf = (visits: readonly Visit[]) => visits.map(({ id }) => Number(id));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

describe("events that wait", () => {
	it("are bounded: the oldest go, and how many is told once", () => {
		const log = newVisitLog();
		for (const id of range(0, MAX_VISITS + 7)) log.add(visit(id));
		const taken = log.take(NOW);
		expect(idsOf(taken.visits)).toEqual(range(7, MAX_VISITS + 7));
		expect(taken.lost).toBe(7);
		expect(log.take(NOW)).toEqual({ visits: [], views: [], lost: 0 });
	});

	it("stand before what came since where they could not be written, and stay bounded", () => {
		const log = newVisitLog();
		for (const id of range(0, 150)) log.add(visit(id));
		const taken = log.take(NOW);
		for (const id of range(150, 250)) log.add(visit(id));
		log.putBack(taken);
		const again = log.take(NOW);
		expect(idsOf(again.visits)).toEqual(range(50, 250));
		expect(again.lost).toBe(50);
	});

	it("are written at most every few seconds, by one at a time, and sooner where there are many", () => {
		const log = newVisitLog();
		log.add(visit(0));
		expect(log.claimFlush(NOW)).toBe(0);
		log.add(visit(1));
		expect(log.claimFlush(NOW)).toBeUndefined();
		log.take(NOW);
		log.add(visit(2));
		expect(log.claimFlush(NOW + 500)).toBe(FLUSH_INTERVAL_MS - 500);
		for (const id of range(3, 51)) log.add(visit(id));
		expect(log.claimFlush(NOW + 600)).toBeUndefined();
		log.add(visit(51));
		expect(log.claimFlush(NOW + 600)).toBe(0);
		log.add(visit(52));
		expect(log.claimFlush(NOW + 700)).toBeUndefined();
		log.take(NOW + 700);
		for (const id of range(53, 103)) log.add(visit(id));
		expect(log.claimFlush(NOW + 800)).toBe(400);
		expect(log.claimFlush(NOW + 900)).toBeUndefined();
	});

	it("wait for no flush that no longer comes, nor for a clock that was ahead", () => {
		const log = newVisitLog();
		log.add(visit(0));
		expect(log.claimFlush(NOW)).toBe(0);
		expect(log.claimFlush(NOW + 19_999)).toBeUndefined();
		expect(log.claimFlush(NOW + 20_000)).toBe(0);
		expect(log.claimFlush(NOW - HOUR)).toBe(0);
		log.take(NOW + HOUR);
		log.add(visit(1));
		expect(log.claimFlush(NOW)).toBe(FLUSH_INTERVAL_MS);
	});
});

describe("counts of views", () => {
	it("stand by hour, brand and kind", () => {
		const log = newVisitLog();
		log.count({ brand: "twero", kind: "home" }, NOW);
		log.count({ brand: "twero", kind: "home" }, NOW + 1_000);
		log.count({ brand: "twero", kind: "home" }, NOW + 1_001);
		log.count({ brand: "harbour", kind: "terms" }, NOW);
		expect(log.take(NOW).views).toEqual([
			{ brand: "twero", kind: "home", hour: "2026-11-22T08:00:00.000Z", views: 1 },
			{ brand: "twero", kind: "home", hour: "2026-11-22T09:00:00.000Z", views: 2 },
			{ brand: "harbour", kind: "terms", hour: "2026-11-22T08:00:00.000Z", views: 1 },
		]);
	});

	it("are written by pages alone once they wait for a minute, and by an event before", () => {
		const log = newVisitLog();
		expect(log.claimFlush(NOW)).toBeUndefined();
		log.count({ brand: "twero", kind: "home" }, NOW);
		expect(log.claimFlush(NOW)).toBeUndefined();
		log.count({ brand: "twero", kind: "home" }, NOW + 59_999);
		expect(log.claimFlush(NOW + COUNTS_WAIT_MS - 1)).toBeUndefined();
		expect(log.claimFlush(NOW + COUNTS_WAIT_MS)).toBe(0);
		expect(log.claimFlush(NOW + COUNTS_WAIT_MS)).toBeUndefined();
		const taken = log.take(NOW + COUNTS_WAIT_MS);
		log.count({ brand: "twero", kind: "home" }, NOW + COUNTS_WAIT_MS);
		expect(log.claimFlush(NOW + COUNTS_WAIT_MS + FLUSH_INTERVAL_MS)).toBeUndefined();
		log.add(visit(0));
		expect(log.claimFlush(NOW + COUNTS_WAIT_MS + FLUSH_INTERVAL_MS)).toBe(0);
		log.take(NOW + COUNTS_WAIT_MS + FLUSH_INTERVAL_MS);
		// What could not be written has waited already.
		log.putBack({ ...taken, visits: [] });
		expect(log.claimFlush(NOW + COUNTS_WAIT_MS + FLUSH_INTERVAL_MS + 1)).toBe(FLUSH_INTERVAL_MS - 1);
	});

	it("are bounded", () => {
		const log = newVisitLog();
		for (const id of range(0, MAX_VIEW_COUNTS + 5)) log.count({ brand: `b${id}`, kind: "home" }, NOW);
		log.count({ brand: "b0", kind: "home" }, NOW);
		const { views } = log.take(NOW);
		expect(views.length).toBe(MAX_VIEW_COUNTS);
		expect(views[0]?.views).toBe(2);
	});

	it("keep their sum over any order of views and flushes, written or put back, of several isolates", () => {
		const view = fc.record({
			brand: fc.constantFrom("twero", "harbour"),
			kind: fc.constantFrom(...PAGE_KINDS.slice(0, 2)),
			later: fc.constantFrom(0, 1_000, HOUR),
		});
		const step = fc.oneof(
			{ weight: 4, arbitrary: fc.record({ isolate: fc.nat(2), view }) },
			{ weight: 1, arbitrary: fc.record({ isolate: fc.nat(2), flush: fc.constantFrom("take", "written", "back") }) },
		);
		fc.assert(
			fc.property(fc.array(step, { maxLength: 300, size: "max" }), (steps) => {
				const seen = new Map<string, number>();
				const stored = new Map<string, number>();
				const add = (to: Map<string, number>, { brand, kind }: View, hour: string, views: number) => {
					const key = `${brand} ${kind} ${hour}`;
					to.set(key, (to.get(key) ?? 0) + views);
				};
				const isolates = [0, 1, 2].map(() => ({ log: newVisitLog(), taken: [] as ReturnType<typeof take>[] }));
				const take = (log: ReturnType<typeof newVisitLog>) => log.take(NOW);
				const store = ({ views }: ReturnType<typeof take>) => {
					for (const one of views) add(stored, one, one.hour, one.views);
				};
				for (const one of steps) {
					const isolate = isolates[one.isolate] ?? expect.fail();
					if ("view" in one) {
						const at = NOW + one.view.later;
						isolate.log.count(one.view, at);
						add(seen, one.view, new Date(Math.floor(at / HOUR) * HOUR).toISOString(), 1);
					} else if (one.flush === "take") isolate.taken.push(take(isolate.log));
					else {
						const pending = isolate.taken.shift();
						if (pending && one.flush === "written") store(pending);
						else if (pending) isolate.log.putBack(pending);
					}
				}
				for (const { log, taken } of isolates) for (const pending of [...taken, take(log)]) store(pending);
				expect([...stored].sort()).toEqual([...seen].sort());
			}),
		);
	});
});
