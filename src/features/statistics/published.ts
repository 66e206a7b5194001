import type { Compilable } from "kysely";
import { build } from "#foundation/db/database.ts";
import type { RealmId } from "#foundation/ids.ts";
import type { Measure } from "./disclosure-control.ts";

/** SQL of the tables that are published: numbers of nobody. '' as brand: of all accounts of the realm. */

type Place = { realm: RealmId; brand: string };

/** A cell that is shown. `countedWeek`: the week of the number, which stands until it differs by ten. */
export type Cell = { measure: Measure; cell: string; count: number; countedWeek: string };

/** The newest table of a brand: a row for each cell that is shown. */
export const newestCells = ({ realm, brand }: Place) =>
	build
		.selectFrom("statistics_cell as c")
		.select(["c.week", "c.measure", "c.cell", "c.count", "c.counted_week"])
		.where("c.realm_id", "=", realm)
		.where("c.brand_id", "=", brand)
		.where("c.week", "=", newestWeek({ realm, brand }));

/**
 * Of each crossed cell that was ever shown, the number of the last table that shows it. Beside max() SQLite takes the
 * other columns from the row of the maximum (https://sqlite.org/lang_select.html#bareagg).
 */
export const lastCrossedCells = ({ realm, brand }: Place) =>
	build
		.selectFrom("statistics_cell as c")
		.select(["c.measure", "c.cell", "c.count", "c.counted_week"])
		.select((eb) => eb.fn.max("c.week").as("week"))
		.where("c.realm_id", "=", realm)
		.where("c.brand_id", "=", brand)
		.where("c.measure", "=", "age_region")
		.groupBy("c.cell");

/** The week of the newest table of a brand; one row, null without one. */
export const newestWeek = ({ realm, brand }: Place) =>
	build
		.selectFrom("statistics_week as w")
		.select((eb) => eb.fn.max("w.week").as("week"))
		.where("w.realm_id", "=", realm)
		.where("w.brand_id", "=", brand);

type Table = Place & { week: string; at: string; cells: readonly Cell[] };

/** Publishes a table. A table that is there already breaks a constraint, and the batch with it. */
export const publishTable = ({ realm, brand, week, at, cells }: Table): Compilable[] => [
	build.insertInto("statistics_week").values({ realm_id: realm, brand_id: brand, week, published_at: at }),
	...(cells.length === 0
		? []
		: [
				build.insertInto("statistics_cell").values(
					cells.map(({ measure, cell, count, countedWeek }) => ({
						...{ realm_id: realm, brand_id: brand, week, measure, cell, count, counted_week: countedWeek },
					})),
				),
			]),
];

/** The newest weeks of a realm that have a table, to the one that is shown for this one; a row for each. */
export const weeksTo = (realm: RealmId, last: string, limit: number) =>
	build
		.selectFrom("statistics_week")
		.select("week")
		.distinct()
		.where("realm_id", "=", realm)
		.where("week", "<=", weekShown(realm, last))
		.orderBy("week", "desc")
		.limit(limit);

/** The last week to this one that has a table; before the first of all, that one. */
const weekShown = (realm: RealmId, last: string) =>
	build.selectNoFrom((eb) => {
		const weeks = eb.selectFrom("statistics_week as w").where("w.realm_id", "=", realm);
		return eb.fn
			.coalesce(
				weeks.where("w.week", "<=", last).select(({ fn }) => fn.max("w.week").as("week")),
				weeks.select(({ fn }) => fn.min("w.week").as("week")),
			)
			.as("week");
	});

/** The brands that have a table of the week that is shown for this one. */
export const tablesOfWeek = (realm: RealmId, last: string) =>
	build
		.selectFrom("statistics_week as t")
		.select(["t.week", "t.brand_id", "t.published_at"])
		.where("t.realm_id", "=", realm)
		.where("t.week", "=", weekShown(realm, last))
		.orderBy("t.brand_id");

/** All that these tables show. */
export const cellsOfWeek = (realm: RealmId, last: string) =>
	build
		.selectFrom("statistics_cell as c")
		.select(["c.week", "c.brand_id", "c.measure", "c.cell", "c.count", "c.counted_week"])
		.where("c.realm_id", "=", realm)
		.where("c.week", "=", weekShown(realm, last))
		.orderBy("c.brand_id")
		.orderBy("c.measure")
		.orderBy("c.cell");
