import type { Insertable } from "kysely";
import { build } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { ViewCount } from "./visit-log.ts";

/** SQL of visits and counts of page views, as the isolates flush them. */

/** Events have their ids from the start: what may have been written already is written once. */
export const addVisits = (rows: readonly Insertable<Tables["visit"]>[]) =>
	build
		.insertInto("visit")
		.values([...rows])
		.onConflict((conflict) => conflict.doNothing());

/** Adds to what other isolates counted. */
export const addViews = (counts: readonly ViewCount[]) =>
	build
		.insertInto("page_count")
		.values(counts.map(({ brand, hour, kind, views }) => ({ brand_id: brand, hour, kind, views })))
		.onConflict((conflict) =>
			conflict
				.columns(["brand_id", "hour", "kind"])
				.doUpdateSet((eb) => ({ views: eb("page_count.views", "+", eb.ref("excluded.views")) })),
		);
