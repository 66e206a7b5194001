import { AGE_BANDS, accountCells, crossOf, PLACES } from "#features/statistics/measure.ts";
import { type Locale, words } from "#locales/locales.ts";
import type { WeekTable } from "./views.tsx";

/** A name of a brand may hold any sign (RFC 4180); what a spreadsheet would take for a formula is told to be text. */
function field(text: string): string {
	const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Every cell of these tables, those that are hidden too. */
export function csvOf(tables: readonly WeekTable[], locale: Locale): string {
	const { ages, places, desk: text } = words(locale).statistics;
	const { csv, counts, hidden } = text;
	const lines = tables.flatMap(({ name, isRealm, week, cells }) => {
		const line = (measure: string, cell: string, table: string, group: string) => {
			const found = cells.find((one) => one.measure === measure && one.cell === cell);
			return [week, name, table, group, found ? String(found.count) : hidden, found?.counted_week ?? ""];
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
	const head = [csv.week, csv.site, csv.table, csv.group, csv.number, csv.countedIn];
	return [head, ...lines].map((line) => `${line.map(field).join(",")}\r\n`).join("");
}
