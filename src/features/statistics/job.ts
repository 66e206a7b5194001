import type { Compilable } from "kysely";
import type { Edition } from "#foundation/brand/edition.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Snapshot } from "#foundation/brand/snapshot.ts";
import type { JobContext } from "#foundation/context.ts";
import { ConstraintViolated, type RowsOf } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import { MAX_CLOCK_SKEW_MS } from "#foundation/time.ts";
import { type Counting, countBrand } from "./count.ts";
import { MEASURES, publishable, type Shown, shownNumber, shownOnce, type Tables } from "./disclosure-control.ts";
import type { Counts } from "./measure.ts";
import { type Cell, lastCrossedCells, newestCells, newestWeek, publishTable } from "./published.ts";
import * as sql from "./queries.ts";
import { lastWeek } from "./week.ts";

/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 40_000;
const TRIP_LIMIT_MS = 20_000;

/**
 * Publishes the tables of the week that ended (DECISIONS 123): of each realm its accounts, and of each brand that counts
 * its accounts and its members who said yes. Killed at any trip, it goes on where it stood.
 */
export async function statisticsJob(context: JobContext): Promise<void> {
	const week = lastWeek(context.now);
	const database = context.database("statistics", TRIP_LIMIT_MS);
	const [published] = await database.read(sql.publishedIn(week.week));
	const done = new Set(published.map(({ realm_id, brand_id }) => `${realm_id} ${brand_id}`));
	const counted = [...countedEditions(context.snapshot(), context.now)];
	const realms = new Set(counted.map(({ brand }) => brand.realm));
	const left = counted.filter(({ brand }) => !done.has(`${brand.realm} ${brand.id}`));
	const waiting = [...realms].filter((realm) => !done.has(`${realm} `));
	if (left.length + waiting.length === 0) return;
	const until = context.clock() + RUN_LIMIT_MS;
	const { at } = context;
	const asOf = new Date(context.now - MAX_CLOCK_SKEW_MS).toISOString();
	const numbers = context.database("account numbers", TRIP_LIMIT_MS);
	const counting = {
		database,
		numbers,
		ring: await context.keys(),
		week,
		at,
		asOf,
		isTimeUp: () => context.clock() >= until,
	};
	for (const realm of waiting) if (!counting.isTimeUp()) await publishRealm(counting, realm);
	for (const edition of left) {
		if (counting.isTimeUp()) return;
		const counts = await countBrand(counting, edition);
		if (counts !== undefined) await publishBrand(counting, edition, counts);
	}
}

function* countedEditions(snapshot: Snapshot, now: number): Generator<Edition> {
	for (const id of snapshot.brandIds()) {
		const brand = snapshot.findBrand(id);
		const edition = brand && currentEdition(brand, now);
		if (edition?.legal.features.includes("statistics")) yield edition;
	}
}

type Before = RowsOf<[ReturnType<typeof newestWeek>, ReturnType<typeof newestCells>]>;

async function publishRealm(counting: Counting, realm: RealmId): Promise<void> {
	const { numbers, week } = counting;
	const place = { realm, brand: "" } as const;
	const [newest, cells, ...[active, joined, closed]] = await numbers.read(
		newestWeek(place),
		newestCells(place),
		...sql.accountsOfRealm(realm, week),
	);
	const before = tablesBefore([newest, cells]);
	const accounts = accountsShown({ active: countIn(active), joined: countIn(joined), closed: countIn(closed) }, before);
	await publish(counting, place, { accounts }, cells);
}

async function publishBrand(counting: Counting, { brand }: Edition, counts: Counts): Promise<void> {
	const { numbers: database, week } = counting;
	const place = { realm: brand.realm, brand: brand.id };
	const [newest, cells, crossed, ...[active, joined, closed, ended]] = await database.read(
		newestWeek(place),
		newestCells(place),
		lastCrossedCells(place),
		...sql.accountsOfBrand(brand.realm, brand.id, week),
	);
	const before = tablesBefore([newest, cells]);
	const numbers = { active: countIn(active), joined: countIn(joined), closed: countIn(closed), left: countIn(ended) };
	const lastCrossed = Object.fromEntries(crossed.map(({ cell, count }) => [cell, count]));
	const tables = publishable(counts, before && { newest: before, lastCrossed });
	const shown = { accounts: accountsShown(numbers, before), ...tables };
	// A cell that is in both has the same row there.
	await publish(
		counting,
		place,
		shown,
		[...cells, ...crossed],
		[sql.removeRun(place), sql.takeEnded(brand.id, numbers.left)],
	);
}

const countIn = ([row]: readonly { rows: number }[]): number => row?.rows ?? 0;

type Earlier = Tables & { accounts: Shown };

/** What the newest table shows; undefined where there is none yet. */
function tablesBefore([[newest], cells]: Before): Earlier | undefined {
	if (!newest?.week) return undefined;
	const entries = MEASURES.map((measure) => [
		measure,
		Object.fromEntries(cells.filter((cell) => cell.measure === measure).map(({ cell, count }) => [cell, count])),
	]);
	return Object.fromEntries(entries) as Earlier;
}

/** How many there are changes from week to week by few; who came and went in a week are others in each. */
function accountsShown({ active, ...flows }: Counts & { active: number }, before: Earlier | undefined): Shown {
	const numbers = {
		active: shownNumber(active, before && (before.accounts.active ?? 0)),
		...Object.fromEntries(Object.entries(flows).map(([name, count]) => [name, shownOnce(count)])),
	};
	return Object.fromEntries(Object.entries(numbers).filter(([, number]) => number > 0));
}

/** With what ends as the table is published, all or nothing. */
async function publish(
	{ numbers, week: { week }, at }: Counting,
	place: sql.Place,
	tables: Partial<Earlier>,
	before: readonly Omit<Before[1][number], "week">[],
	ends: readonly Compilable[] = [],
): Promise<void> {
	const cells = MEASURES.flatMap((measure) =>
		Object.entries(tables[measure] ?? {}).map(([cell, count]): Cell => {
			const earlier = before.find((one) => one.measure === measure && one.cell === cell && one.count === count);
			const isNew = earlier === undefined || (measure === "accounts" && cell !== "active");
			return { measure, cell, count, countedWeek: isNew ? week : earlier.counted_week };
		}),
	);
	try {
		await numbers.write(...publishTable({ ...place, week, at, cells }), ...ends);
	} catch (error) {
		// Another process published it: nothing of this one is written.
		if (!(error instanceof ConstraintViolated)) throw error;
	}
}
