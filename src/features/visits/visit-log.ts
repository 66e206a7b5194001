import type { PageKind } from "#foundation/register/page-kinds.ts";
import { HOUR } from "#foundation/time.ts";
import type { Visit } from "./visit.ts";

/** Pages of a kind on a brand. */
export type View = { brand: string; kind: PageKind };
/** How often pages of a kind were seen in an hour; `hour` is its beginning, ISO 8601. */
export type ViewCount = View & { hour: string; views: number };

/** What waits to be written. `lost`: events that found no place. */
export type Waiting = { visits: Visit[]; views: ViewCount[]; lost: number };

/** Events that wait at most; beyond, the oldest go. */
export const MAX_VISITS = 200;
/** Where so many wait, the next flush comes sooner. */
const FULL_BATCH = 50;
/** Rows of counts that wait at most: what is seen beyond is not counted. */
export const MAX_VIEW_COUNTS = 2_000;
/** Milliseconds between two flushes. */
export const FLUSH_INTERVAL_MS = 3_000;
const FULL_INTERVAL_MS = 500;
/** Milliseconds that counts wait for an event to go along with. */
export const COUNTS_WAIT_MS = 60_000;
/** Milliseconds after which a flush that was to come no longer comes: its isolate was stopped in between. */
const FLUSH_GRACE_MS = 20_000;

/**
 * What one isolate has seen and not yet written, in memory: no page waits for it, and what is lost with the isolate is
 * lost (DECISIONS 120).
 */
export type VisitLog = {
	/** Never throws and never waits. */
	add(visit: Visit): void;
	/** @param now epoch milliseconds */
	count(view: View, now: number): void;
	/** Milliseconds to wait until what stands here is to be written; undefined where nothing is due or a flush is on its way. */
	claimFlush(now: number): number | undefined;
	/** All of it, which then stands here no longer. @param now epoch milliseconds */
	take(now: number): Waiting;
	/** What could not be written, before what came since; counts have waited already. */
	putBack(waiting: Waiting): void;
};

export function newVisitLog(): VisitLog {
	let visits: Visit[] = [];
	let counts = new Map<string, ViewCount>();
	let lost = 0;
	let [flushedAt, claimedFor, countedAt] = [0, 0, 0];

	function keepNewest(all: Visit[]): void {
		lost += Math.max(0, all.length - MAX_VISITS);
		visits = all.slice(-MAX_VISITS);
	}

	function addViews({ brand, kind }: View, hour: number, views: number): void {
		const key = `${hour} ${brand} ${kind}`;
		const known = counts.get(key);
		if (known !== undefined) known.views += views;
		else if (counts.size < MAX_VIEW_COUNTS) counts.set(key, { brand, kind, hour: isoHour(hour), views });
	}

	return {
		add(visit) {
			if (visits.length < MAX_VISITS) visits.push(visit);
			else keepNewest([...visits, visit]);
		},
		count(view, now) {
			if (counts.size === 0) countedAt = now;
			addViews(view, Math.floor(now / HOUR), 1);
		},
		claimFlush(now) {
			const isDue = visits.length > 0 || (counts.size > 0 && now - countedAt >= COUNTS_WAIT_MS);
			if (!isDue) return undefined;
			const due = flushedAt + (visits.length >= FULL_BATCH ? FULL_INTERVAL_MS : FLUSH_INTERVAL_MS);
			const at = Math.min(Math.max(due, now), now + FLUSH_INTERVAL_MS);
			// One that comes no later, and may still come. What a clock claimed that was ahead lies later.
			if (claimedFor <= at && now < claimedFor + FLUSH_GRACE_MS) return undefined;
			claimedFor = at;
			return at - now;
		},
		take(now) {
			const taken: Waiting = { visits, views: [...counts.values()], lost };
			[visits, counts, lost, flushedAt, claimedFor] = [[], new Map(), 0, now, 0];
			return taken;
		},
		putBack(waiting) {
			lost += waiting.lost;
			keepNewest([...waiting.visits, ...visits]);
			if (waiting.views.length > 0) countedAt = 0;
			for (const { hour, views, ...view } of waiting.views) addViews(view, Math.floor(Date.parse(hour) / HOUR), views);
		},
	};
}

const isoHour = (hour: number): string => new Date(hour * HOUR).toISOString();

/** Of this isolate. It holds no promise and no connection, so every request may use it (DECISIONS 9). */
export const VISITS = newVisitLog();
