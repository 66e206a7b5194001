import { z } from "zod";
import { cellsOfWeek, tablesOfWeek, weeksTo } from "#features/statistics/published.ts";
import { accountPathWithoutFlow, withQuery } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { AppError } from "#foundation/errors.ts";
import type { AppContext } from "#foundation/http/resolve-site.ts";
import { renderPage } from "#foundation/http/respond.ts";
import { words } from "#locales/locales.ts";
import { consoleContext } from "../page.tsx";
import { guarded } from "../routes-guard.tsx";
import { csvOfTables } from "./csv.ts";
import { StatisticsPage, type WeekTable } from "./views.tsx";

const PATH = "/console/statistics";
/** After every week. */
const NO_WEEK = "9999-12-31";

/** The last week to this one is shown, or the first of all; another text is no week. */
const weekQuery = z.object({ week: z.iso.date().optional().catch(undefined) });

/** The week itself and the one before it. */
const queriesOf = (c: AppContext, { week = NO_WEEK }: z.output<typeof weekQuery>) =>
	[weeksTo(c.var.realm.id, week, 2), tablesOfWeek(c.var.realm.id, week), cellsOfWeek(c.var.realm.id, week)] as const;

type Rows = RowsOf<ReturnType<typeof queriesOf>>;

/** The tables of one week: first that of all accounts, then the realm's brands by name. */
function tablesIn(context: Context, [, tables, cells]: Rows): WeekTable[] {
	const { realm } = words(context.locale).statistics.desk;
	return tables
		.map(({ brand_id, week }) => ({
			name: brand_id === "" ? realm : (context.snapshot.findBrand(brand_id)?.look.name ?? brand_id),
			isRealm: brand_id === "",
			week,
			cells: cells.filter((cell) => cell.brand_id === brand_id),
		}))
		.sort((one, other) => Number(other.isRealm) - Number(one.isRealm) || one.name.localeCompare(other.name));
}

/** What was counted, week by week (P57): numbers of nobody in particular. */
export const statisticsHandlers = {
	...guarded("GET /console/statistics", {
		query: weekQuery,
		queries: (c, { query }) => queriesOf(c, query),
		answer: async (c, { staff, rows, query }) => {
			const [[newest, before]] = rows;
			const here = accountPathWithoutFlow(c.var, PATH);
			const shown = {
				week: newest?.week,
				tables: tablesIn(c.var, rows),
				links: {
					download: newest && withQuery(accountPathWithoutFlow(c.var, `${PATH}/table.csv`), { week: newest.week }),
					earlier: before && withQuery(here, { week: before.week }),
					newest: query.week === undefined ? undefined : here,
				},
			};
			return renderPage(c, <StatisticsPage context={await consoleContext(c, staff)} {...shown} />);
		},
	}),
	...guarded("GET /console/statistics/table.csv", {
		query: weekQuery,
		queries: (c, { query }) => queriesOf(c, query),
		answer: (c, { rows }) => {
			const [[newest]] = rows;
			if (newest === undefined) throw new AppError("not_found", "no week was counted yet");
			const name = words(c.var.locale).statistics.desk.fileName(newest.week);
			return c.body(csvOfTables(tablesIn(c.var, rows), c.var.locale), 200, {
				"Content-Type": "text/csv; charset=utf-8",
				"Content-Disposition": `attachment; filename="${name}"`,
			});
		},
	}),
};
