import type { CopiedTable } from "#foundation/rights/export/columns.ts";
import type { Progress } from "#foundation/rights/export/progress.ts";
import type { ExportRow } from "#foundation/rights/export/queries-export.ts";
import type { Sheet } from "./sheet.ts";

/** Of the form of a copy; a reader looks at it first. */
const FORMAT = "livery-copy/1";

/**
 * What a copy holds, so that its owner can check that it is whole: each file with its SHA-256, each table with its rows and
 * fields, and for each field that is withheld why.
 */
export function manifestOf({
	tables,
	made,
	row,
	sheets,
	csv,
}: {
	tables: readonly CopiedTable[];
	made: Progress;
	row: Pick<ExportRow, "id" | "subject_kind" | "locale" | "asked_at">;
	sheets: readonly Sheet[];
	/** How the CSV files are read. */
	csv: string;
}): object {
	return {
		format: FORMAT,
		id: row.id,
		about: row.subject_kind,
		language: row.locale,
		askedAt: row.asked_at,
		statements: sheets.map(({ site, statement }) => ({ site, statement })),
		files: made.entries.map(({ name, size, sha256, rows }) => ({
			...{ name, bytes: size, sha256 },
			...(rows === undefined ? {} : { rows }),
		})),
		tables: tables.map((table) => ({
			...{ name: table.name, rows: made.rows[table.name] ?? 0 },
			unreadable: made.unreadable[table.name] ?? 0,
			missingFiles: made.missing[table.name] ?? 0,
			fields: [
				...table.columns.map(({ name, item, portable }) => ({ name, item: item ?? "link", given: true, portable })),
				...table.withheld.map(({ name, item, why }) => ({ name, item, given: false, why })),
			],
		})),
		csv,
	};
}
