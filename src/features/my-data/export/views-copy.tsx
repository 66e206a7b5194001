import type { PropsWithChildren } from "hono/jsx";
import { timeInWords } from "#foundation/i18n/date.ts";
import type { Cell, CopiedColumn, CopiedTable } from "#foundation/rights/export/columns.ts";
import type { OpenedRow } from "#foundation/rights/export/part.ts";
import { type Locale, words } from "#locales/locales.ts";

/** Pages of the copy itself: they are read from a folder, so their style stands beside them and nothing is loaded from elsewhere. */

/** `home`: the way to the page where a reader begins; empty on that page. */
export function CopyPage({
	locale,
	title,
	home,
	children,
}: PropsWithChildren<{ locale: Locale; title: string; home: string }>) {
	const text = words(locale).myData.copy;
	return (
		<html lang={locale}>
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width" />
				<title>{title}</title>
				<link rel="stylesheet" href={`${home.replace(/index\.html$/, "")}style.css`} />
			</head>
			<body>
				<main>
					{home !== "" && (
						<p>
							<a href={home}>{text.toIndex}</a>
						</p>
					)}
					<h1>{title}</h1>
					{children}
				</main>
			</body>
		</html>
	);
}

/** What a table is about: the names of its items. */
export function tableTitle({ columns }: Pick<CopiedTable, "columns">, locale: Locale): string {
	const { items } = words(locale).register;
	const named = columns.flatMap(({ item }) => (item === undefined ? [] : [items[item].name]));
	return [...new Set(named)].join(" · ");
}

type Rows = {
	table: CopiedTable;
	rows: readonly OpenedRow[];
	locale: Locale;
	siteOf(id: string): string;
};

/** The rows of one file, to read. */
export function RowsPage({ path, ...shown }: Rows & { path: string }) {
	const { table, rows, locale } = shown;
	const text = words(locale).myData.copy;
	return (
		<CopyPage locale={locale} title={tableTitle(table, locale)} home="../index.html">
			<p>
				{text.rows(rows.length)} <a href={`../data/${path}.json`}>JSON</a> · <a href={`../data/${path}.csv`}>CSV</a>
			</p>
			{table.columns.length > MAX_COLUMNS ? <RowList {...shown} /> : <RowTable {...shown} />}
		</CopyPage>
	);
}

/** More of them would not stand beside each other on a screen. */
const MAX_COLUMNS = 5;

function RowTable({ table: { columns }, rows, locale, siteOf }: Rows) {
	return (
		<div class="scroll">
			<table>
				<thead>
					<tr>
						{columns.map((column) => (
							<th scope="col">
								<ColumnHead column={column} columns={columns} locale={locale} />
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr>
							{columns.map((column) => (
								<td>{cellWords(row[column.name] ?? null, column, locale, siteOf)}</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

/** The same as a list of rows, each with its fields below each other. */
function RowList({ table: { columns }, rows, locale, siteOf }: Rows) {
	return (
		<ol class="rows">
			{rows.map((row) => (
				<li>
					<dl>
						{columns.map((column) => (
							<div>
								<dt>
									<ColumnHead column={column} columns={columns} locale={locale} />
								</dt>
								<dd>{cellWords(row[column.name] ?? null, column, locale, siteOf) || "–"}</dd>
							</div>
						))}
					</dl>
				</li>
			))}
		</ol>
	);
}

/** The name of the item, and that of the field where several fields hold it. */
function ColumnHead({
	column,
	columns,
	locale,
}: {
	column: CopiedColumn;
	columns: readonly CopiedColumn[];
	locale: Locale;
}) {
	const { myData, register } = words(locale);
	if (column.name === "brand_id") return <>{myData.copy.site}</>;
	if (column.item === undefined) return <>{myData.copy.number}</>;
	const isOnly = columns.filter(({ item }) => item === column.item).length === 1;
	return (
		<>
			{register.items[column.item].name}
			{!isOnly && (
				<>
					<br />
					<code>{column.name}</code>
				</>
			)}
		</>
	);
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function cellWords(cell: Cell, { name }: CopiedColumn, locale: Locale, siteOf: (id: string) => string): string {
	if (cell === null) return "";
	if (name === "brand_id") return siteOf(String(cell));
	return typeof cell === "string" && MOMENT.test(cell) ? timeInWords(cell, locale) : String(cell);
}

/** The style of all pages, in a file beside them. */
export const COPY_STYLE = `:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; min-width: 6rem; } code { font-size: .85em; opacity: .8; }
.rows { padding-left: 1.5rem; } .rows li { border-bottom: 1px solid #8886; padding: .75rem 0; } dl { margin: 0; }
.rows dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .15rem 0; } .rows dt { flex: 0 0 16rem; opacity: .8; }
.rows dt br { display: none; } .rows dt code { margin-left: .5rem; } .rows dd { flex: 1 1 16rem; margin: 0; overflow-wrap: anywhere; }
.photos { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; } .photos li { list-style: none; }
.photos img { display: block; height: 10rem; width: auto; }
`;
