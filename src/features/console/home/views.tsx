import { dayInWords } from "#foundation/i18n/date.ts";
import { daysLeft } from "#foundation/rights/requests/clock.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { type Locale, words } from "#locales/locales.ts";
import { dueWords } from "../breaches/views-clock.tsx";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { CaseTable, Done } from "../views-parts.tsx";
import { MAX_COUNTED } from "./queries-queues.ts";
import type { Queue, QueueName } from "./queues.ts";
import { type Account, AccountSection } from "./views-account.tsx";

type ShownQueue = Queue & { href: string };
type Props = {
	context: ConsoleContext;
	/** Epoch milliseconds. */
	now: number;
	waiting: readonly ShownQueue[];
	empty: readonly QueueName[];
	account: Account;
	/** What a form before this page did. */
	done: string | undefined;
};

/** What waits, in one table; the reader's own account below it. */
export function HomePage({ context, now, waiting, empty, account, done }: Props) {
	const { console: text, queues } = words(context.page.locale);
	const [, only, ...others] = context.nav;
	return (
		<ConsolePage context={context} title={text.home.title}>
			<div class="account-head">
				<h1>{text.home.title}</h1>
				<Done words={done} />
			</div>
			{only !== undefined && others.length === 0 && (
				<p>
					<a class="button" href={only.href}>
						{only.label}
					</a>
				</p>
			)}
			<section aria-labelledby="work-title">
				<h2 id="work-title" class="aloud">
					{queues.title}
				</h2>
				{waiting.length === 0 ? (
					<p class="empty">{queues.nothing}</p>
				) : (
					<CaseTable caption={queues.title} heads={[queues.heads.work, queues.heads.waiting, queues.heads.first]}>
						{waiting.map((queue) => (
							<QueueEntry queue={queue} now={now} locale={context.page.locale} />
						))}
					</CaseTable>
				)}
				{waiting.length > 0 && empty.length > 0 && (
					<p class="small">{queues.empty(empty.map((name) => queues.names[name]).join(", "))}</p>
				)}
			</section>
			<AccountSection context={context} account={account} />
		</ConsolePage>
	);
}

function QueueEntry({ queue, now, locale }: { queue: ShownQueue; now: number; locale: Locale }) {
	const { queues: text } = words(locale);
	const { name, href, rows, own = 0, isLate } = queue;
	const first = firstWords(queue, now, locale);
	return (
		<tr>
			<th scope="row">
				<a href={href}>{text.names[name]}</a>
			</th>
			<td data-label={text.heads.waiting} class="number">
				{rows > MAX_COUNTED ? text.more(MAX_COUNTED) : words(locale).language.number(rows)}
				{own > 0 && <span class="small"> {text.own(own)}</span>}
			</td>
			<td data-label={text.heads.first}>{isLate ? <strong class="late">{first}</strong> : first}</td>
		</tr>
	);
}

/** Until when, or since when, in words: what is late says so itself. */
function firstWords({ due, since, breach, jobs, drill }: Queue, now: number, locale: Locale): string {
	const { queues: text, requests, drills } = words(locale);
	if (breach !== undefined) return dueWords(breach, now, locale);
	if (jobs !== undefined) return text.jobsLate(jobs.join(", "));
	if (drill !== undefined) {
		const day = drill.ended === null ? "" : dayInWords(drill.ended, locale);
		if (drill.failedAt === null) return drill.ended === null ? drills.none : text.drillLate;
		return `${text.drillFailed} (${day})`;
	}
	if (due !== undefined) return requests.left(daysLeft(new Date(now), new Date(due)));
	if (since === undefined) return "";
	const waited = now - Date.parse(since);
	if (waited < HOUR) return text.waits.hour;
	return waited < 2 * DAY ? text.waits.hours(Math.floor(waited / HOUR)) : text.waits.days(Math.floor(waited / DAY));
}
