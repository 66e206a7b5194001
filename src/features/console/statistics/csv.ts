import { AGE_BANDS, accountCells, crossOf, PLACES } from "#features/statistics/measure.ts";
import type { Cell } from "#foundation/rights/export/columns.ts";
import { csvOf } from "#foundation/rights/export/csv.ts";
import { type Locale, words } from "#locales/locales.ts";
import type { WeekTable } from "./views.tsx";

/** Every cell of these tables, those that are hidden too. */
export function csvOfTables(tables: readonly WeekTable[], locale: Locale): string {
	const { ages, places, desk: text } = words(locale).statistics;
	const { csv, counts, hidden } = text;
	const lines = tables.flatMap(({ name, isRealm, week, cells }) => {
		const line = (measure: string, cell: string, table: string, group: string): Record<string, Cell> => {
			const found = cells.find((one) => one.measure === measure && one.cell === cell);
			return {
				...{ [csv.week]: week, [csv.site]: name, [csv.table]: table, [csv.group]: group },
				...{ [csv.number]: found?.count ?? hidden, [csv.countedIn]: found?.counted_week ?? null },
			};
		};
		const accounts = accountCells(isRealm).map((cell) => line("accounts", cell, text.accounts, counts[cell]));
		if (isRealm) return accounts;
		return [
			...accounts,
			...AGE_BANDS.map((band) => line("age", band, text.age, ages[band])),
			...PLACES.map((place) => line("region", place, text.region, places[place])),
			...AGE_BANDS.flatMap((band) =>
				PLACES.map((place) =>
					line("age_region", crossOf(band, place), text.ageRegion, `${ages[band]}, ${places[place]}`),
				),
			),
		];
	});
	return csvOf([csv.week, csv.site, csv.table, csv.group, csv.number, csv.countedIn], lines);
}
