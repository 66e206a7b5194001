import { dayInWords } from "#foundation/i18n/date.ts";
import { named } from "#foundation/i18n/named.ts";
import { type Locale, words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { CaseTable, OpenCase } from "../views-parts.tsx";
import type { LegalList } from "./queries-legal.ts";

/** A proposal as a list has it: no name and no word of the order. */
export type ListedLegal = {
	href: string;
	ground: string;
	prolongs: boolean;
	items: number;
	/** Also `silent` and `told`, of what was approved. */
	state: string;
	proposedAt: string;
	/** Until when the member is not told. */
	silentUntil: string | undefined;
};

type List = {
	context: ConsoleContext;
	lists: readonly { list: LegalList; href: string; rows: number; isCurrent: boolean }[];
	shown: LegalList;
	cases: readonly ListedLegal[];
	/** How many there are beyond those that are listed. */
	more: number;
	next: string | undefined;
};

/** One of the three lists, the oldest first. */
export function LegalListPage({ context, lists, shown, cases, more, next }: List) {
	const { locale } = context.page;
	const { legalDisclosures: text, desk } = words(locale);
	const heads = [text.what, text.ground, text.state, text.proposed, desk.open];
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				<p class="lead">{text.lead}</p>
				<p>{text.quiet}</p>
			</div>
			<nav aria-label={text.listsLabel}>
				<ul class="inline-list">
					{lists.map(({ list, href, rows, isCurrent }) => (
						<li>
							{isCurrent ? (
								<strong aria-current="page">{text.lists[list](rows)}</strong>
							) : (
								<a href={href}>{text.lists[list](rows)}</a>
							)}
						</li>
					))}
				</ul>
			</nav>
			{cases.length === 0 ? (
				<p class="empty">{text.empty[shown]}</p>
			) : (
				<CaseTable caption={text.lists[shown](cases.length + more)} heads={heads}>
					{cases.map((one) => (
						<tr>
							<th scope="row">{whatWords(locale, one)}</th>
							<td data-label={text.ground}>{groundWords(locale, one.ground)}</td>
							<td data-label={text.state}>{stateWords(locale, one)}</td>
							<td data-label={text.proposed}>{dayInWords(one.proposedAt, locale)}</td>
							<td>
								<OpenCase
									href={one.href}
									label={desk.open}
									of={`${whatWords(locale, one)}, ${dayInWords(one.proposedAt, locale)}`}
								/>
							</td>
						</tr>
					))}
				</CaseTable>
			)}
			{more > 0 && next !== undefined && (
				<p>
					<a href={next}>{desk.holds.further(more)}</a>
				</p>
			)}
		</ConsolePage>
	);
}

export function whatWords(locale: Locale, { prolongs, items }: Pick<ListedLegal, "prolongs" | "items">): string {
	const text = words(locale).legalDisclosures;
	return prolongs ? text.longerSilence : text.giving(items);
}

export function groundWords(locale: Locale, ground: string): string {
	return named(words(locale).legalDisclosures.grounds, ground);
}

export function stateWords(locale: Locale, { state, silentUntil }: Pick<ListedLegal, "state" | "silentUntil">): string {
	const text = words(locale).legalDisclosures;
	if (state === "silent" && silentUntil !== undefined) return text.silentUntil(dayInWords(silentUntil, locale));
	return named(text.states, state);
}
