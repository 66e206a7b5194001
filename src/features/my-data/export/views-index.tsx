import { timeInWords } from "#foundation/i18n/date.ts";
import type { SubjectKind } from "#foundation/register/declaration.ts";
import type { ItemId } from "#foundation/register/items.ts";
import type { CopiedTable } from "#foundation/rights/export/columns.ts";
import type { Progress } from "#foundation/rights/export/progress.ts";
import { type Locale, words } from "#locales/locales.ts";
import type { Sheet } from "./sheet.ts";
import { CopyPage, tableTitle } from "./views-copy.tsx";

/** What Art. 15(1) asks to be told, site by site. */
export function SheetPage({ locale, sheets }: { locale: Locale; sheets: readonly Sheet[] }) {
	const text = words(locale).myData.copy;
	return (
		<CopyPage locale={locale} title={text.sheetTitle} home="index.html">
			{sheets.length === 0 && <p>{text.noSites}</p>}
			{sheets.map((sheet) => (
				<section>
					<h2>{sheet.site}</h2>
					<p>
						{sheet.controller.name}, {sheet.controller.address} · {sheet.controller.email} · {text.officer}{" "}
						{sheet.controller.officer}
					</p>
					<Table
						head={[text.data, text.category, text.purposes, text.kept]}
						rows={sheet.data.map(({ item, category, purposes, kept }) => [
							item,
							category,
							purposes.join("; "),
							kept.join("; "),
						])}
					/>
					<h3>{text.basisTitle}</h3>
					<Table
						head={[text.purpose, text.category, text.basis]}
						rows={sheet.purposes.map(({ purpose, category, basis }) => [purpose, category, basis.join("; ")])}
					/>
					<h3>{text.recipientsTitle}</h3>
					<Table
						head={[text.recipient, text.country, text.data]}
						rows={sheet.recipients.map(({ name, countries, items, onlyWithConsent }) => [
							onlyWithConsent ? text.onlyWithConsent(name) : name,
							countries.join(", "),
							items.join(", "),
						])}
					/>
					<p>{text.rights}</p>
					<p>
						{text.complaint} <a href={sheet.authority.url}>{sheet.authority.name}</a>
					</p>
				</section>
			))}
		</CopyPage>
	);
}

function Table({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
	return (
		<div class="scroll">
			<table>
				<thead>
					<tr>
						{head.map((cell) => (
							<th scope="col">{cell}</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr>
							{row.map((cell) => (
								<td>{cell}</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

/** A statement as the member was shown it, in a file of its own. */
export type ShownStatement = { brand: string; number: number; locale: string };
export const statementPath = ({ brand, number, locale }: ShownStatement): string =>
	`statements/${brand}-privacy-${number}-${locale}.pdf`;

export type Index = {
	/** Those that have rows. */
	tables: readonly CopiedTable[];
	made: Progress;
	locale: Locale;
	siteOf(id: string): string;
	statements: readonly ShownStatement[];
	askedAt: string;
	/** Of whom it is. */
	kind: SubjectKind;
};

/** Where a reader begins. */
export function IndexPage({ tables, made, locale, siteOf, statements, askedAt, kind }: Index) {
	const text = words(locale).myData.copy;
	const { items } = words(locale).register;
	const withheld = [...new Set(tables.flatMap((table) => table.withheld.map(({ item }): ItemId => item)))];
	const photos = made.entries.filter(({ name }) => name.startsWith("files/"));
	const pagesOf = (table: CopiedTable) =>
		made.entries.filter(
			({ name }) =>
				/^(-\d+)?\.html$/.test(name.slice(`pages/${table.name}`.length)) && name.startsWith(`pages/${table.name}`),
		);
	return (
		<CopyPage locale={locale} title={text.title} home="">
			<p>{text.lead(timeInWords(askedAt, locale))}</p>
			{kind !== "member" && <p>{kind === "staff" ? text.ofStaff : text.withoutAccount}</p>}
			<p>
				<a href="sheet.html">{text.sheetTitle}</a>
			</p>
			<h2>{text.contents}</h2>
			<ul>
				{tables.map((table) => (
					<li>
						{pagesOf(table).map(({ name }, at, all) => (
							<>
								{at > 0 && " · "}
								<a href={name}>
									{all.length === 1 ? tableTitle(table, locale) : text.part(tableTitle(table, locale), at + 1)}
								</a>
							</>
						))}{" "}
						({text.rows(made.rows[table.name] ?? 0)})
					</li>
				))}
			</ul>
			{photos.length > 0 && (
				<>
					<h2>{text.files}</h2>
					<ul class="photos">
						{photos.map(({ name }) => (
							<li>
								<a href={name}>
									<img src={name} alt={name.slice("files/".length)} loading="lazy" />
								</a>
							</li>
						))}
					</ul>
				</>
			)}
			{statements.length > 0 && (
				<>
					<h2>{text.statements}</h2>
					<ul>
						{statements.map((one) => (
							<li>
								<a href={statementPath(one)}>{text.statement(siteOf(one.brand), one.number)}</a>
							</li>
						))}
					</ul>
				</>
			)}
			<h2>{text.withheldTitle}</h2>
			<p>{text.withheld}</p>
			<ul>
				{withheld.map((item) => (
					<li>{items[item].name}</li>
				))}
			</ul>
			<h2>{text.elsewhereTitle}</h2>
			<p>{text.elsewhere}</p>
		</CopyPage>
	);
}
