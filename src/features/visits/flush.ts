import type { Insertable } from "kysely";
import type { JobContext } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import type { KeyRing } from "#foundation/crypto/keys.ts";
import { addUnitKeyOnce, unitKeyOf } from "#foundation/crypto/queries.ts";
import { seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import type { Database } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import { Unavailable } from "#foundation/errors.ts";
import { addViews, addVisits } from "./queries.ts";
import type { Visit } from "./visit.ts";
import type { ViewCount, VisitLog, Waiting } from "./visit-log.ts";

/** The unit whose key seals what a brand keeps of one day (UTC), and is gone as the term of that day ends. */
export const logUnit = (brand: string, day: string): string => `log:${brand}:${day}`;

const DATE_LENGTH = 10;
const unitOf = ({ brand, visitedAt }: Visit): string => logUnit(brand, visitedAt.slice(0, DATE_LENGTH));

/**
 * Writes what waits, in one batch, after reading the keys of its days. While the database or the keys are away, it goes
 * on waiting; counts of a batch whose answer was lost may be added twice, events are not.
 * @throws Unavailable
 */
export async function flushVisits(context: JobContext, log: VisitLog): Promise<void> {
	const waiting = log.take(context.clock());
	sayLost(waiting.lost, 0);
	if (waiting.visits.length + waiting.views.length === 0) return;
	try {
		const written = await write(context, waiting);
		sayLost(waiting.visits.length - written, 0);
	} catch (error) {
		if (error instanceof Unavailable) log.putBack({ ...waiting, lost: 0 });
		// What the database refuses it would refuse again.
		else sayLost(waiting.visits.length, sumOf(waiting.views));
		throw error;
	}
}

const sumOf = (counts: readonly ViewCount[]): number => counts.reduce((sum, { views }) => sum + views, 0);

/** Numbers alone. */
function sayLost(events: number, views: number): void {
	if (events > 0) console.error(`visits: ${events} events were lost`);
	if (views > 0) console.error(`visits: ${views} views of pages were lost`);
}

/** @returns how many events: those whose day's key is gone again are not written */
async function write(context: JobContext, { visits, views }: Waiting): Promise<number> {
	const ring = await context.keys();
	const database = context.database("visits");
	const units = await dayUnits(database, ring, visits);
	const rows = await Promise.all(
		visits.flatMap((visit) => {
			const unit = units.get(unitOf(visit));
			return unit === undefined ? [] : [sealedRow(visit, unit)];
		}),
	);
	await database.write(...(rows.length > 0 ? [addVisits(rows)] : []), ...(views.length > 0 ? [addViews(views)] : []));
	return rows.length;
}

/** The open keys of the days of these visits, by unit. Of many isolates that make one, the first wins. */
async function dayUnits(database: Database, ring: KeyRing, visits: readonly Visit[]): Promise<Map<string, UnitKey>> {
	const days = [...new Map(visits.map((visit) => [unitOf(visit), visit]))];
	if (days.length === 0) return new Map();
	const queries = days.map(([unit, { realm, brand }]) => unitKeyOf(realm, brand, unit));
	const known = (await database.read(...queries)).flat();
	const lacking = days.filter(([unit]) => !known.some((row) => row.unit === unit));
	const made = lacking.length === 0 ? [] : await makeDayKeys(database, ring, lacking);
	const opened = await Promise.all([...known, ...made].map((row) => ring.openUnit(row)));
	return new Map(opened.map((unit) => [unit.unit, unit]));
}

async function makeDayKeys(
	database: Database,
	ring: KeyRing,
	lacking: readonly (readonly [unit: string, Visit])[],
): Promise<UnitKeyRow[]> {
	const made = await Promise.all(
		lacking.map(([unit, { realm, brand }]) => ring.newUnit({ realm, owner: brand, unit })),
	);
	await database.write(...made.map(({ row }) => addUnitKeyOnce(row)));
	const rows = await database.read(...made.map(({ row }) => unitKeyOf(row.realm_id, row.owner_id, row.unit)));
	return rows.flat();
}

async function sealedRow(
	{ id, brand, visitedAt, kind, data }: Visit,
	unit: UnitKey,
): Promise<Insertable<Tables["visit"]>> {
	const sealed = (column: string, text: string) => seal(unit, { table: "visit", column, row: id }, text);
	return {
		...{ brand_id: brand, id, key_id: unit.id, visited_at: visitedAt, kind },
		device_type_sealed: await sealed("device_type_sealed", data.device_type),
		operating_system_sealed: await sealed("operating_system_sealed", data.operating_system),
		browser_sealed: await sealed("browser_sealed", data.browser),
		page_sealed: await sealed("page_sealed", data.page),
		ip_address_sealed: await sealed("ip_address_sealed", data.ip_address),
		internet_provider_sealed: await sealed("internet_provider_sealed", data.internet_provider),
	};
}
