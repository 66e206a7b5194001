import { dayInWords } from "#foundation/i18n/date.ts";
import { named } from "#foundation/i18n/named.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { CaseTable, OpenCase } from "../views-parts.tsx";
import type { TicketView } from "./schema.ts";

type Listed = {
	href: string;
	site: string;
	sender: string;
	state: string;
	received: string;
	due: string | undefined;
	isLate: boolean;
	owner: "nobody" | "you" | "another";
};

type Shown = {
	context: ConsoleContext;
	tickets: readonly Listed[];
	view: TicketView;
	views: readonly { view: TicketView; href: string }[];
	next: string | undefined;
};

/** A list of tickets, without a word of what is in them. */
export function TicketsPage({ context, tickets, view, views, next }: Shown) {
	const { locale } = context.page;
	const text = words(locale).helpdesk;
	const { desk } = text;
	const heads = [desk.received, desk.due, desk.site, desk.sender, desk.owner, desk.open];
	return (
		<ConsolePage context={context} title={desk.title}>
			<div class="account-head">
				<h1>{desk.title}</h1>
				<p class="lead">{desk.lead}</p>
				<nav aria-label={desk.viewsLabel}>
					<ul class="inline-list">
						{views.map((one) => (
							<li>
								{one.view === view ? (
									<strong aria-current="page">{desk.views[view]}</strong>
								) : (
									<a href={one.href}>{desk.views[one.view]}</a>
								)}
							</li>
						))}
					</ul>
				</nav>
			</div>
			{tickets.length === 0 ? (
				<p class="empty">{desk.empty}</p>
			) : (
				<CaseTable caption={`${desk.title}: ${desk.views[view]}`} heads={heads}>
					{tickets.map(({ href, site, sender, received, due, isLate, owner }) => (
						<tr>
							<th scope="row">{dayInWords(received, locale)}</th>
							<td data-label={desk.due}>
								{due === undefined ? desk.noDue : dayInWords(due, locale)}
								{isLate && <strong> {desk.late}</strong>}
							</td>
							<td data-label={desk.site}>{site}</td>
							<td data-label={desk.sender}>{named(desk.senders, sender)}</td>
							<td data-label={desk.owner}>{desk[owner]}</td>
							<td>
								<OpenCase href={href} label={desk.open} of={dayInWords(received, locale)} />
							</td>
						</tr>
					))}
				</CaseTable>
			)}
			{next !== undefined && (
				<p>
					<a href={next}>{desk.next}</a>
				</p>
			)}
		</ConsolePage>
	);
}
