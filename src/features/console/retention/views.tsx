import { timeInWords } from "#foundation/i18n/date.ts";
import { RETENTION_IDS } from "#foundation/register/retention.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";

export type RetentionEntry = { rule: string; table: string; erased: number; kept: number; lastAt: string };

export type RetentionDay = {
	/** 2026-11-29, in the calendar of Amsterdam. */
	day: string;
	/** Closed accounts that were looked at. */
	examined: number;
	/** When the day's look ended; absent: it goes on. */
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
				<div class="table-scroll" tabindex={0} role="region" aria-labelledby={id}>
					<table>
						<thead>
							<tr>
								<th scope="col">{text.rule}</th>
								<th scope="col">{text.table}</th>
								<th scope="col">{text.erased}</th>
								<th scope="col">{text.kept}</th>
								<th scope="col">{text.at}</th>
							</tr>
						</thead>
						<tbody>
							{entries.map((entry) => (
								<EntryRow context={context} entry={entry} />
							))}
						</tbody>
					</table>
				</div>
			)}
		</section>
	);
}

function EntryRow({ context, entry }: { context: ConsoleContext; entry: RetentionEntry }) {
	const { locale } = context.page;
	const { language, register } = words(locale);
	const rule = RETENTION_IDS.find((id) => id === entry.rule);
	return (
		<tr>
			<th scope="row">{rule ? register.retention[rule] : entry.rule}</th>
			<td>
				<code>{entry.table}</code>
			</td>
			<td>{language.number(entry.erased)}</td>
			<td>{language.number(entry.kept)}</td>
			<td>
				<time datetime={entry.lastAt}>{timeInWords(entry.lastAt, locale)}</time>
			</td>
		</tr>
	);
}
