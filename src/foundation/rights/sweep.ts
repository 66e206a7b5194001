import type { Compilable, SelectQueryBuilder } from "kysely";
import type { LegalTerms } from "../brand/settings.ts";
import type { Database } from "../db/database.ts";
import { TABLE_CLASSES } from "../db/tables.ts";
import type { RowKey } from "../register/declaration.ts";
import { cutoffOf } from "../register/terms.ts";
import { noteCutoff, noteErased } from "./evidence.ts";
import type { RealmInForce } from "./realms.ts";
import { mayBeErased } from "./restriction/queries-restriction.ts";
import {
	type AnyTables,
	type AnyWhere,
	along,
	already,
	anyTable,
	type Condition,
	type Owner,
	type Value,
} from "./rows.ts";
import { KEY_TABLE, type Sweep } from "./steps.ts";

/** Rows of these brands or this realm whose clock says `before` or earlier have come to their end. */
export type DueSweep = {
	sweep: Sweep;
	owner: Owner;
	before: string;
	/** The end of what the rule keeps: `before`, where no batch was bounded. */
	cutoff: string;
};

/** What each rule has ended by now in one realm. Brands with the same end go together. */
export function dueSweeps(sweeps: readonly Sweep[], realm: RealmInForce, now: Date): DueSweep[] {
	return sweeps.flatMap((sweep): DueSweep[] => {
		if (sweep.class === "platform") return [];
		if (sweep.class === "shared") {
			const before = cutoffOf(realm.terms, sweep.rule, now);
			return before === undefined ? [] : [{ sweep, owner: realm, before, cutoff: before }];
		}
		const byCutoff = Map.groupBy(realm.brands, (brand) => cutoffOf(realm.termsOf(brand), sweep.rule, now));
		return [...byCutoff].flatMap(([before, brands]) =>
			before === undefined ? [] : [{ sweep, owner: { realm: realm.realm, brands }, before, cutoff: before }],
		);
	});
}

/** The rows of a sweep that are due, but for those of members who had their data restricted. */
export const dueRows =
	({ sweep: { table, class: tableClass, clock, where, member }, owner, before }: DueSweep) =>
	(eb: AnyWhere): Condition => {
		const path = { table, class: tableClass, path: clock, classes: TABLE_CLASSES };
		const due = along(eb, path, owner, (other, column) => other(column, "<=", before));
		const kept = member === undefined ? [] : [mayBeErased(eb, `${table}.${member}`, owner.realm)];
		return eb.and([due, ...already(eb, table, where), ...kept]);
	};

type AnyRows = SelectQueryBuilder<AnyTables, string, { clock: Value }>;

/** How many rows of a sweep are due, up to `most`, and the clock of the last of these. */
const bound = (due: DueSweep, most: number): Compilable<{ rows: number; last: string | null }> => {
	const { table, clock } = due.sweep;
	const rows = anyTable.selectFrom(table).where(dueRows(due));
	// Through joins no clock of its own bounds a row: then all that is due goes at once.
	const dated: AnyRows = clock.via
		? rows.select((eb) => eb.val<Value>(due.before).as("clock"))
		: rows.select((eb) => eb.ref(`${table}.${clock.column}`).as("clock")).orderBy(`${table}.${clock.column}`);
	return anyTable
		.selectFrom(dated.limit(most).as("due"))
		.select((eb) => [eb.fn.countAll<number>().as("rows"), eb.fn.max<string | null>("due.clock").as("last")]);
};

/** What is due, bounded so that one batch stays small. One trip. */
export async function boundSweeps(
	database: Database,
	due: readonly DueSweep[],
	most: number,
): Promise<{ due: DueSweep; rows: number }[]> {
	const bounds = await database.read(...due.map((one) => bound(one, most)));
	return due.flatMap((one, at) => {
		const { rows = 0, last = null } = bounds[at]?.[0] ?? {};
		return last === null ? [] : [{ due: { ...one, before: last }, rows }];
	});
}

/** The batch that does sweeps: keys first, then rows, and the count of each. Done twice it does nothing the second time. */
export function sweepQueries(due: readonly DueSweep[], evidence: { day: string; at: string }): Compilable[] {
	return due.flatMap((one) => {
		const { sweep, owner, cutoff } = one;
		const where = dueRows(one);
		const rows =
			sweep.erase === "rows"
				? anyTable.deleteFrom(sweep.table).where(where)
				: anyTable.updateTable(sweep.table).set(sweep.erase).where(where);
		if (sweep.class === "platform") return [rows];
		const about = { ...evidence, realm: owner.realm, rule: sweep.rule };
		const upTo = sweep.class === "shared" ? [noteCutoff(about, cutoff)] : [];
		return [...upTo, ...keysOfRows(one), rows, noteErased({ ...about, table: sweep.table })];
	});
}

/** Deletes the keys that seal these rows and nothing else. */
function keysOfRows(due: DueSweep): Compilable[] {
	const { rowKey } = due.sweep;
	return rowKey === undefined ? [] : [anyTable.deleteFrom(KEY_TABLE).where(keysOfDue(due, rowKey))];
}

/** The keys that seal these rows and nothing else. */
export const keysOfDue =
	(due: DueSweep, rowKey: RowKey) =>
	(eb: AnyWhere): Condition => {
		const { table } = due.sweep;
		const rows = anyTable.selectFrom(table).where(dueRows(due));
		const ofOwners = [
			eb("unit_key.realm_id", "=", due.owner.realm),
			eb("unit_key.owner_id", "in", rows.select(`${table}.${rowKey.owner}`)),
		];
		if ("id" in rowKey) return eb.and([...ofOwners, eb("unit_key.id", "in", rows.select(`${table}.${rowKey.id}`))]);
		if (!("unit" in rowKey)) return eb.and(ofOwners);
		const { unit, by } = rowKey;
		const units = rows.select((other) => other(other.val<Value>(unit), "||", other.ref(`${table}.${by}`)).as("unit"));
		return eb.and([...ofOwners, eb("unit_key.unit", "in", units)]);
	};

/** Counters of the platform, which belong to no realm and leave no evidence: they hold nobody. */
export const platformSweeps = (sweeps: readonly Sweep[], terms: readonly LegalTerms[], now: Date): DueSweep[] =>
	sweeps.flatMap((sweep) => {
		const before = sweep.class === "platform" ? cutoffOf(terms, sweep.rule, now) : undefined;
		return before === undefined ? [] : [{ sweep, owner: { realm: "", brands: [] }, before, cutoff: before }];
	});
