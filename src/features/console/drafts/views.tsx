import { timeInWords } from "#foundation/i18n/date.ts";
import { named } from "#foundation/i18n/named.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { CaseTable, OpenCase } from "../views-parts.tsx";

type Listed = { id: string; name: string; host: string; state: string; changedAt: string; href: string };

/** Drafts of brands, the newest first: an author's own, or those that were submitted. */
export function DraftsPage({
	context,
	drafts,
	add,
}: {
	context: ConsoleContext;
	drafts: readonly Listed[];
	/** Absent for who may write none. */
	add: string | undefined;
}) {
	const { locale } = context.page;
	const text = words(locale).drafts;
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				<p class="lead">{add === undefined ? text.reviewLead : text.lead}</p>
			</div>
			{add !== undefined && (
				<p>
					<a class="button" href={add}>
						{text.newTitle}
					</a>
				</p>
			)}
			{drafts.length === 0 ? (
				<p class="empty">{text.empty}</p>
			) : (
				<CaseTable
					caption={text.title}
					heads={[text.fields.name, text.fields.host, text.state, text.changed, text.open]}
				>
					{drafts.map(({ name, host, state, changedAt, href }) => (
						<tr>
							<th scope="row">{name}</th>
							<td data-label={text.fields.host}>{host}</td>
							<td data-label={text.state}>{named(text.states, state)}</td>
							<td data-label={text.changed}>
								<time datetime={changedAt}>{timeInWords(changedAt, locale)}</time>
							</td>
							<td>
								<OpenCase href={href} label={text.open} of={name} />
							</td>
						</tr>
					))}
				</CaseTable>
			)}
		</ConsolePage>
	);
}
