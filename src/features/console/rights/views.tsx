import type { PropsWithChildren } from "hono/jsx";
import { dayInWords } from "#foundation/i18n/date.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
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
};

/** What members had restricted and objected to, without a name. */
export function RightsPage({ context, objections, restrictions, moreObjections, moreRestrictions }: Shown) {
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
				<More context={context} count={moreObjections} />
			</section>
			<section aria-labelledby="restrictions-title">
				<h2 id="restrictions-title">{text.restrictionsTitle}</h2>
				{restrictions.length === 0 ? (
					<p class="empty">{text.restrictionsEmpty}</p>
				) : (
					<RestrictionTable context={context} restrictions={restrictions} />
				)}
				<More context={context} count={moreRestrictions} />
			</section>
		</ConsolePage>
	);
}

function More({ context, count }: { context: ConsoleContext; count: number }) {
	return count > 0 ? <p class="small">{words(context.page.locale).desk.more(count)}</p> : null;
}

function Table({ caption, heads, children }: PropsWithChildren<{ caption: string; heads: readonly string[] }>) {
	return (
		<table class="data-table">
			<caption class="aloud">{caption}</caption>
			<thead>
				<tr>
					{heads.map((head) => (
						<th scope="col">{head}</th>
					))}
				</tr>
			</thead>
			<tbody>{children}</tbody>
		</table>
	);
}

function Open({ context, href, of }: { context: ConsoleContext; href: string; of: string }) {
	return (
		<a class="button button-quiet" href={href}>
			{words(context.page.locale).desk.open}
			<span class="aloud">: {of}</span>
		</a>
	);
}

function ObjectionTable({ context, objections }: Pick<Shown, "context" | "objections">) {
	const { locale } = context.page;
	const { desk } = words(locale);
	const { rights: text } = desk;
	return (
		<Table caption={text.objectionsTitle} heads={[text.use, desk.since, desk.waiting, desk.open]}>
			{objections.map(({ href, purpose, since, days }) => (
				<tr>
					<th scope="row">{purposeWords(locale, purpose)}</th>
					<td data-label={desk.since}>{dayInWords(since, locale)}</td>
					<td data-label={desk.waiting}>{desk.days(days)}</td>
					<td>
						<Open context={context} href={href} of={purposeWords(locale, purpose)} />
					</td>
				</tr>
			))}
		</Table>
	);
}

function RestrictionTable({ context, restrictions }: Pick<Shown, "context" | "restrictions">) {
	const { locale } = context.page;
	const { desk } = words(locale);
	const { rights: text } = desk;
	const heads = [text.what, text.ground, desk.since, desk.waiting, text.ends, desk.open];
	return (
		<Table caption={text.restrictionsTitle} heads={heads}>
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
						<Open context={context} href={href} of={whatWords(locale, what)} />
					</td>
				</tr>
			))}
		</Table>
	);
}
