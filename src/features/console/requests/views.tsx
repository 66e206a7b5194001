import { dayInWords } from "#foundation/i18n/date.ts";
import { named } from "#foundation/i18n/named.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { CaseTable, OpenCase } from "../views-parts.tsx";

type Listed = {
	href: string;
	kind: string;
	door: string;
	state: string;
	received: string;
	answerBy: string;
	left: number;
};

type Shown = {
	context: ConsoleContext;
	requests: readonly Listed[];
	count: number;
	/** Days that are left of the most urgent one. */
	first: number | undefined;
	next: string | undefined;
	links: { intake: string; retention: string; rights: string };
};

/** What waits, the most urgent first, without a name. */
export function RequestsPage({ context, requests, count, first, next, links }: Shown) {
	const { locale } = context.page;
	const { requests: text, desk } = words(locale);
	const own = text.desk;
	return (
		<ConsolePage context={context} title={own.title}>
			<div class="account-head">
				<h1>{own.title}</h1>
				<p class="lead">{own.lead}</p>
				{first !== undefined && <p>{own.count(count, text.left(first))}</p>}
				<p>
					<a class="button" href={links.intake}>
						{own.intake}
					</a>
				</p>
			</div>
			{requests.length === 0 ? (
				<p class="empty">{own.empty}</p>
			) : (
				<CaseTable
					caption={own.title}
					heads={[text.right, own.left, text.answerBy, text.received, own.door, text.state, desk.open]}
				>
					{requests.map(({ href, kind, door, state, received, answerBy, left }) => (
						<tr>
							<th scope="row">{named(text.desk.kinds, kind)}</th>
							<td data-label={own.left}>{text.left(left)}</td>
							<td data-label={text.answerBy}>{dayInWords(answerBy, locale)}</td>
							<td data-label={text.received}>{dayInWords(received, locale)}</td>
							<td data-label={own.door}>{named(text.doors, door)}</td>
							<td data-label={text.state}>{named(text.states, state)}</td>
							<td>
								<OpenCase href={href} label={desk.open} of={named(text.desk.kinds, kind)} />
							</td>
						</tr>
					))}
				</CaseTable>
			)}
			{next !== undefined && (
				<p>
					<a href={next}>{own.next}</a>
				</p>
			)}
			<p>
				<a href={links.rights}>{own.toRights}</a>
			</p>
			<p>
				<a href={links.retention}>{own.retention}</a>
			</p>
		</ConsolePage>
	);
}
