import { dayInWords } from "#foundation/i18n/date.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { CaseTable, OpenCase } from "../views-parts.tsx";
import { groundWords, purposeWords, type What, whatWords } from "./views-case.tsx";

type Waiting = { href: string; since: string; days: number };
type ListedObjection = Waiting & { purpose: string };
type ListedRestriction = Waiting &
	What & {
		ground: string;
		/** Absent: its member was not told of an end. */
		endsFrom: string | undefined;
	};

type Shown = {
	context: ConsoleContext;
	objections: readonly ListedObjection[];
	restrictions: readonly ListedRestriction[];
	/** How many stand beside those that are listed. */
	moreObjections: number;
	moreRestrictions: number;
	/** The page of the restrictions that follow. */
	next: string;
};

/** What members had restricted and objected to, without a name. */
export function RightsPage({ context, objections, restrictions, moreObjections, moreRestrictions, next }: Shown) {
	const { rights: text } = words(context.page.locale).desk;
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				<p class="lead">{text.lead}</p>
			</div>
			<section aria-labelledby="objections-title">
				<h2 id="objections-title">{text.objectionsTitle}</h2>
				{objections.length === 0 ? (
					<p class="empty">{text.objectionsEmpty}</p>
				) : (
					<ObjectionTable context={context} objections={objections} />
				)}
				{moreObjections > 0 && <p class="small">{words(context.page.locale).desk.more(moreObjections)}</p>}
			</section>
			<section aria-labelledby="restrictions-title">
				<h2 id="restrictions-title">{text.restrictionsTitle}</h2>
				{restrictions.length === 0 ? (
					<p class="empty">{text.restrictionsEmpty}</p>
				) : (
					<RestrictionTable context={context} restrictions={restrictions} />
				)}
				{moreRestrictions > 0 && (
					<p>
						<a href={next}>{text.further(moreRestrictions)}</a>
					</p>
				)}
			</section>
		</ConsolePage>
	);
}

function ObjectionTable({ context, objections }: Pick<Shown, "context" | "objections">) {
	const { locale } = context.page;
	const { desk } = words(locale);
	const { rights: text } = desk;
	return (
		<CaseTable caption={text.objectionsTitle} heads={[text.use, desk.since, desk.waiting, desk.open]}>
			{objections.map(({ href, purpose, since, days }) => (
				<tr>
					<th scope="row">{purposeWords(locale, purpose)}</th>
					<td data-label={desk.since}>{dayInWords(since, locale)}</td>
					<td data-label={desk.waiting}>{desk.days(days)}</td>
					<td>
						<OpenCase href={href} label={desk.open} of={purposeWords(locale, purpose)} />
					</td>
				</tr>
			))}
		</CaseTable>
	);
}

function RestrictionTable({ context, restrictions }: Pick<Shown, "context" | "restrictions">) {
	const { locale } = context.page;
	const { desk } = words(locale);
	const { rights: text } = desk;
	const heads = [text.what, text.ground, desk.since, desk.waiting, text.ends, desk.open];
	return (
		<CaseTable caption={text.restrictionsTitle} heads={heads}>
			{restrictions.map(({ href, ground, since, days, endsFrom, ...what }) => (
				<tr>
					<th scope="row">{whatWords(locale, what)}</th>
					<td data-label={text.ground}>{groundWords(locale, ground)}</td>
					<td data-label={desk.since}>{dayInWords(since, locale)}</td>
					<td data-label={desk.waiting}>{desk.days(days)}</td>
					<td data-label={text.ends}>
						{endsFrom === undefined ? text.untold : text.endsFrom(dayInWords(endsFrom, locale))}
					</td>
					<td>
						<OpenCase href={href} label={desk.open} of={whatWords(locale, what)} />
					</td>
				</tr>
			))}
		</CaseTable>
	);
}
