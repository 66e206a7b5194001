import type { Cell } from "#foundation/rights/export/columns.ts";
import { csvOf } from "#foundation/rights/export/csv.ts";
import { type Locale, words } from "#locales/locales.ts";
import type { Controller } from "./controllers.ts";
import { controllerFacts } from "./facts.ts";
import { type ProcessingRecord, subjectWords } from "./record.ts";

const LINE = "\n";

/** A line for each purpose in each category of data, whole by itself: what holds for all stands in each. */
export function csvOfRecord(controller: Controller, record: ProcessingRecord, locale: Locale): string {
	const { csv, heads, none, noDpia } = words(locale).records;
	const columns = [
		...[csv.controller, heads.sites, heads.purpose, heads.category, heads.basis, heads.subjects, heads.data],
		...[heads.recipients, heads.transfers, heads.terms, heads.dpia, csv.security],
	];
	const who = controllerFacts(controller, locale).map(([term, value]) => `${term}: ${value}`);
	const security = [...record.security.program, ...record.security.operator].join(LINE);
	const orNone = (lines: readonly string[]) => (lines.length === 0 ? none : lines.join(LINE));
	const lines = record.groups.flatMap(({ brands, activities }) =>
		activities.map(({ subjects, dpia, words: said }): Record<string, Cell> => {
			const cells = [
				...[who.join(LINE), brands.map(({ name }) => name).join(LINE), said.purpose, said.category, said.basis],
				...[subjectWords(subjects, locale), said.items, orNone(said.recipients), orNone(said.transfers)],
				...[orNone(said.retention), dpia ?? noDpia, security],
			];
			return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? null]));
		}),
	);
	return csvOf(columns, lines);
}
