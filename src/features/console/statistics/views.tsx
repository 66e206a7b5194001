import { AGE_BANDS, accountCells, crossOf, PLACES } from "#features/statistics/measure.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { DataTable } from "#foundation/ui/document/views-tree.tsx";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";

type ShownCell = { measure: string; cell: string; count: number; counted_week: string };
/** `cells`: those that are shown; every other is hidden. `week`: its Monday. */
export type WeekTable = { name: string; isRealm: boolean; week: string; cells: readonly ShownCell[] };

type Links = { download: string | undefined; earlier: string | undefined; newest: string | undefined };

/** One week: all accounts, and the tables of each brand. */
export function StatisticsPage({
	context,
	week,
	tables,
	links,
}: {
	context: ConsoleContext;
	week: string | undefined;
	tables: readonly WeekTable[];
	links: Links;
}) {
	const { locale } = context.page;
	const { desk: text } = words(locale).statistics;
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				<p class="lead">{text.lead}</p>
			</div>
			{week === undefined ? (
				<p class="empty">{text.empty}</p>
			) : (
				<>
					<p class="notice">{text.week(dayInWords(week, locale))}</p>
					<p>{text.legend}</p>
					{tables.map((table, index) => (
						<BrandTables context={context} table={table} id={`table-${index}`} />
					))}
				</>
			)}
			{[
				[links.download, text.download],
				[links.earlier, text.earlier],
				[links.newest, text.later],
			].map(
				([href, label]) =>
					href !== undefined && (
						<p>
							<a class="button button-quiet" href={href}>
								{label}
							</a>
						</p>
					),
			)}
		</ConsolePage>
	);
}

function BrandTables({ context, table, id }: { context: ConsoleContext; table: WeekTable; id: string }) {
	const { ages, places, desk: text } = words(context.page.locale).statistics;
	const { cells, isRealm, name } = table;
	const hasMembers = cells.some(({ measure }) => measure !== "accounts");
	const one = { context, table };
	return (
		<section aria-labelledby={id}>
			<h2 id={id}>{name}</h2>
			<List
				{...one}
				measure="accounts"
				caption={text.accounts}
				head={text.what}
				rows={accountCells(isRealm).map((cell) => [cell, text.counts[cell]])}
			/>
			{!isRealm && !hasMembers && <p class="empty">{text.noMembers}</p>}
			{!isRealm && hasMembers && (
				<>
					<List
						{...one}
						measure="age"
						caption={text.age}
						head={text.ageHead}
						rows={AGE_BANDS.map((band) => [band, ages[band]])}
					/>
					<List
						{...one}
						measure="region"
						caption={text.region}
						head={text.placeHead}
						rows={PLACES.map((place) => [place, places[place]])}
					/>
					<Crossed {...one} />
				</>
			)}
		</section>
	);
}

type OneTable = { context: ConsoleContext; table: WeekTable };

function List({
	context,
	table,
	measure,
	caption,
	head,
	rows,
}: OneTable & { measure: string; caption: string; head: string; rows: readonly (readonly [string, string])[] }) {
	const { desk: text } = words(context.page.locale).statistics;
	const shown = rows.map(([cell, label]) => [label, <Amount {...{ context, table, measure, cell }} />]);
	return <DataTable caption={caption} head={[head, text.number]} groups={[{ rows: shown }]} />;
}

function Crossed({ context, table }: OneTable) {
	const { ages, places, desk: text } = words(context.page.locale).statistics;
	const rows = PLACES.map((place) => [
		places[place],
		...AGE_BANDS.map((band) => (
			<Amount context={context} table={table} measure="age_region" cell={crossOf(band, place)} />
		)),
	]);
	const head = [text.placeHead, ...AGE_BANDS.map((band) => ages[band])];
	return <DataTable caption={text.ageRegion} head={head} groups={[{ rows }]} />;
}

/** A number, with its week where that is not the table's; or that it is hidden. */
function Amount({ context, table, measure, cell }: OneTable & { measure: string; cell: string }) {
	const { locale } = context.page;
	const { desk: text } = words(locale).statistics;
	const found = table.cells.find((one) => one.measure === measure && one.cell === cell);
	if (found === undefined) return <>{text.hidden}</>;
	return (
		<>
			{text.amount(found.count)}
			{found.counted_week !== table.week && (
				<span class="small"> ({text.countedIn(dayInWords(found.counted_week, locale))})</span>
			)}
		</>
	);
}
