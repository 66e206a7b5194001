import { clockTime, dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";

export type RetentionEntry = { rule: string; table: string; erased: number; kept: number; lastAt: string };

export type RetentionDay = {
	/** 2026-11-29, in the calendar of Amsterdam. */
	day: string;
	/** Closed accounts that were examined. */
	examined: number;
	/** When the day's pass ended; absent: it is still running. */
	endedAt: string | undefined;
	entries: readonly RetentionEntry[];
};

export function RetentionPage({
	context,
	days,
	older,
}: {
	context: ConsoleContext;
	days: readonly RetentionDay[];
	older: string | undefined;
}) {
	const { retention: text } = words(context.page.locale).console;
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				<p class="lead">{text.lead}</p>
			</div>
			{days.length === 0 && <p class="empty">{text.empty}</p>}
			{days.map((day) => (
				<DaySection context={context} shown={day} />
			))}
			{older !== undefined && (
				<p>
					<a class="button button-quiet" href={older}>
						{text.older}
					</a>
				</p>
			)}
		</ConsolePage>
	);
}

function DaySection({ context, shown }: { context: ConsoleContext; shown: RetentionDay }) {
	const { locale } = context.page;
	const { retention: text } = words(locale).console;
	const { day, examined, endedAt, entries } = shown;
	const id = `day-${day}`;
	return (
		<section aria-labelledby={id}>
			<h2 id={id}>
				<Day iso={day} locale={locale} />
			</h2>
			<p class="small">
				{text.examined(examined)} {endedAt === undefined ? text.underWay : text.ended(timeInWords(endedAt, locale))}
			</p>
			{entries.length === 0 ? (
				<p class="empty">{text.nothing}</p>
			) : (
				<EntryTable context={context} entries={entries} caption={dayInWords(day, locale)} />
			)}
		</section>
	);
}

function EntryTable({
	context,
	entries,
	caption,
}: {
	context: ConsoleContext;
	entries: readonly RetentionEntry[];
	caption: string;
}) {
	const { locale } = context.page;
	const { language, register, console } = words(locale);
	const { retention: text } = console;
	const names: Readonly<Record<string, string>> = register.retention;
	return (
		<table class="data-table">
			<caption class="aloud">{caption}</caption>
			<thead>
				<tr>
					{[text.rule, text.table, text.erased, text.kept, text.at].map((head) => (
						<th scope="col">{head}</th>
					))}
				</tr>
			</thead>
			<tbody>
				{entries.map(({ rule, table, erased, kept, lastAt }) => (
					<tr>
						<th scope="row">{names[rule] ?? rule}</th>
						<td data-label={text.table}>
							<code>{table}</code>
						</td>
						<td data-label={text.erased}>{language.number(erased)}</td>
						<td data-label={text.kept}>{language.number(kept)}</td>
						<td data-label={text.at}>
							<time datetime={lastAt}>{clockTime(lastAt)}</time>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
