import { dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import { named } from "#foundation/i18n/named.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { CaseTable, OpenCase } from "../views-parts.tsx";
import type { BreachRow } from "./breach.ts";
import { dueWords, isOverdue, Moment } from "./views-clock.tsx";

type Links = { record: string; breach: (id: string) => string; next: string | undefined };
type Shown = {
	context: ConsoleContext;
	open: readonly BreachRow[];
	closed: readonly BreachRow[];
	now: number;
	links: Links;
};

/** What is due first stands first. */
export function BreachesPage({ context, open, closed, now, links }: Shown) {
	const text = words(context.page.locale).breaches;
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				<p class="lead">{text.lead}</p>
				<p>
					<a class="button" href={links.record}>
						{text.record}
					</a>
				</p>
			</div>
			<section aria-labelledby="open-title">
				<h2 id="open-title">{text.openTitle}</h2>
				{open.length === 0 ? (
					<p class="empty">{text.empty}</p>
				) : (
					<OpenList context={context} open={open} now={now} links={links} />
				)}
				{links.next !== undefined && (
					<p>
						<a href={links.next}>{text.further}</a>
					</p>
				)}
			</section>
			{closed.length > 0 && <ClosedList context={context} closed={closed} links={links} />}
		</ConsolePage>
	);
}

/** The next step that is missing. */
export function todoOf({ risk, authority, members, letter_after }: BreachRow) {
	if (letter_after !== null) return "letters";
	if (risk === "") return "assess";
	if (authority === "") return "authority";
	return members === "" ? "members" : "close";
}

function OpenList({ context, open, now, links }: Omit<Shown, "closed">) {
	const { locale } = context.page;
	const text = words(locale).breaches;
	const heads = [text.known, text.left, text.risk, text.step, text.open];
	return (
		<CaseTable caption={text.openTitle} heads={heads}>
			{open.map((breach) => (
				<tr>
					<th scope="row">
						<Moment iso={breach.aware_at} locale={locale} />
					</th>
					<td data-label={text.left}>
						{isOverdue(breach, now) ? <strong>{dueWords(breach, now, locale)}</strong> : dueWords(breach, now, locale)}
					</td>
					<td data-label={text.risk}>{named(text.risks, breach.risk || "open")}</td>
					<td data-label={text.step}>{text.todo[todoOf(breach)]}</td>
					<td>
						<OpenCase href={links.breach(breach.id)} label={text.open} of={timeInWords(breach.aware_at, locale)} />
					</td>
				</tr>
			))}
		</CaseTable>
	);
}

function ClosedList({ context, closed, links }: Pick<Shown, "context" | "closed" | "links">) {
	const { locale } = context.page;
	const text = words(locale).breaches;
	const heads = [text.known, text.facts.closed, text.facts.authority, text.facts.members, text.open];
	return (
		<section aria-labelledby="closed-title">
			<h2 id="closed-title">{text.closedTitle}</h2>
			<CaseTable caption={text.closedTitle} heads={heads}>
				{closed.map(({ id, aware_at, closed_at, authority, members }) => (
					<tr>
						<th scope="row">{dayInWords(aware_at, locale)}</th>
						<td data-label={text.facts.closed}>{closed_at && dayInWords(closed_at, locale)}</td>
						<td data-label={text.facts.authority}>{named(text.authorityStates, authority)}</td>
						<td data-label={text.facts.members}>{named(text.memberStates, members)}</td>
						<td>
							<OpenCase href={links.breach(id)} label={text.open} of={dayInWords(aware_at, locale)} />
						</td>
					</tr>
				))}
			</CaseTable>
		</section>
	);
}
