import { dayInWords } from "#foundation/i18n/date.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import { REASON } from "#foundation/ledgers/staff-access.ts";
import { roleWords } from "#foundation/ledgers/staff-role.ts";
import type { HeldItem } from "#foundation/rights/holds/item.ts";
import { ErrorSummary, FormEnd, TextArea } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { type CaseFacts, CaseTable, Done, Facts, OpenCase } from "../views-parts.tsx";

/** What is held. `brand`: a name, or "" where it belongs to no site. */
export type HeldWhat = { table: string; brand: string };

export function heldWords(locale: Locale, { table, brand }: HeldWhat): string {
	const { holds: text } = words(locale).desk;
	const tables: Readonly<Record<string, string>> = text.tables;
	const what = tables[table] ?? table;
	return brand === "" ? what : text.on(what, brand);
}

const groundWords = (locale: Locale, ground: string): string => {
	const grounds: Readonly<Record<string, string>> = words(locale).desk.holds.grounds;
	return grounds[ground] ?? ground;
};

const outcomeWords = (locale: Locale, outcome: string): string => {
	const outcomes: Readonly<Record<string, string>> = words(locale).desk.holds.outcomes;
	return outcomes[outcome] ?? outcome;
};

const reviewWords = (locale: Locale, { reviewAt, isOverdue }: { reviewAt: string; isOverdue: boolean }): string => {
	const day = dayInWords(reviewAt, locale);
	return isOverdue ? `${day} (${words(locale).desk.holds.overdue})` : day;
};

type Hold = HeldWhat & { ground: string; reviewAt: string; until: string; outcome: string; isOverdue: boolean };

type List = {
	context: ConsoleContext;
	holds: readonly (Hold & { href: string })[];
	done: string | undefined;
	/** How many stand beyond those that are listed. */
	more: number;
	next: string | undefined;
};

/** Every hold that stands, without a name and without anything that is held. */
export function HoldsPage({ context, holds, done, more, next }: List) {
	const { locale } = context.page;
	const { desk } = words(locale);
	const { holds: text } = desk;
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				<Done words={done} />
				<p class="lead">{text.lead}</p>
			</div>
			{holds.length === 0 ? (
				<p class="empty">{text.empty}</p>
			) : (
				<CaseTable caption={text.title} heads={[text.what, text.ground, text.review, text.until, desk.open]}>
					{holds.map(({ href, ...hold }) => (
						<tr>
							<th scope="row">{heldWords(locale, hold)}</th>
							<td data-label={text.ground}>{groundWords(locale, hold.ground)}</td>
							<td data-label={text.review}>{reviewWords(locale, hold)}</td>
							<td data-label={text.until}>{dayInWords(hold.until, locale)}</td>
							<td>
								<OpenCase href={href} label={desk.open} of={heldWords(locale, hold)} />
							</td>
						</tr>
					))}
				</CaseTable>
			)}
			{more > 0 && next !== undefined && (
				<p>
					<a href={next}>{text.further(more)}</a>
				</p>
			)}
		</ConsolePage>
	);
}

type Case = {
	context: ConsoleContext;
	state: FormState;
	done?: string | undefined;
	hold: Hold & {
		/** Undefined: released, or it does not open. */
		reason: string | undefined;
		placedAt: string;
		role: string;
		releasedAt: string | null;
		releasedRole: string | null;
	};
	/** What was opened just now. */
	item?: HeldItem | undefined;
	links: { release: string; open: string; file: string; back: string; member: string };
};

/** One hold: its facts, its release, and what it keeps once somebody asked for that with a reason. */
export function HoldCase({ context, state, done, hold, item, links }: Case) {
	const { locale } = context.page;
	const { desk, console: text } = words(locale);
	const { holds } = desk;
	const labels = { release_reason: holds.releaseReason, look_reason: holds.openReason };
	return (
		<ConsolePage context={context} title={holds.caseTitle}>
			<div class="account-head">
				<h1>{holds.caseTitle}</h1>
				<Done words={done} />
				<ErrorSummary title={text.wrongTitle} state={state} labels={labels} />
			</div>
			<Facts facts={factsOf(locale, hold)} />
			{item && <Contents locale={locale} item={item} />}
			{hold.releasedAt === null && (
				<>
					{hold.outcome === "kept" && <OpenForm {...{ context, state, links }} />}
					<section aria-labelledby="release-title">
						<h2 id="release-title">{holds.releaseTitle}</h2>
						<p>{holds.releaseLead}</p>
						<form class="form" method="post" action={links.release} novalidate>
							<Reason {...{ context, state }} name="release_reason" label={holds.releaseReason} />
							<FormEnd submit={holds.release} />
						</form>
					</section>
				</>
			)}
			<p>
				<a href={links.member}>{desk.member}</a>
			</p>
			<p>
				<a href={links.back}>{desk.back}</a>
			</p>
		</ConsolePage>
	);
}

function OpenForm({ context, state, links }: Pick<Case, "context" | "state" | "links">) {
	const { holds } = words(context.page.locale).desk;
	return (
		<section aria-labelledby="open-title">
			<h2 id="open-title">{holds.openTitle}</h2>
			<p>{holds.openLead}</p>
			<form class="form" method="post" action={links.open} novalidate>
				<Reason {...{ context, state }} name="look_reason" label={holds.openReason} />
				<FormEnd submit={holds.open}>
					<button class="button button-quiet" type="submit" formaction={links.file}>
						{holds.file}
					</button>
				</FormEnd>
			</form>
		</section>
	);
}

function Reason({ context, state, name, label }: Pick<Case, "context" | "state"> & { name: string; label: string }) {
	const { field } = words(context.page.locale).console;
	const { shortest, longest } = REASON;
	return <TextArea {...{ name, label, state }} hint={field.reasonHint(shortest, longest)} maxlength={longest} />;
}

/** Names of values are those of the tables: what a lawyer is given says them the same. */
function Contents({ locale, item }: { locale: Locale; item: HeldItem }) {
	const { holds } = words(locale).desk;
	const values = Object.entries(item.values).filter(([, value]) => value !== null);
	return (
		<section aria-labelledby="contents-title">
			<h2 id="contents-title">{holds.contents}</h2>
			<Facts facts={values.map(([name, value]) => [name, String(value)])} />
			{item.object && <p>{holds.withFile}</p>}
			{item.unreadable.length > 0 && <p>{holds.unopened(joinWords(item.unreadable, locale))}</p>}
		</section>
	);
}

function factsOf(locale: Locale, hold: Case["hold"]): CaseFacts {
	const { holds: text } = words(locale).desk;
	const { releasedAt, releasedRole } = hold;
	const endedBy = releasedRole === "system" ? text.byDate : roleWords(releasedRole ?? "", locale);
	return [
		[text.what, heldWords(locale, hold)],
		[text.ground, groundWords(locale, hold.ground)],
		...(releasedAt === null ? ([[text.reason, hold.reason ?? text.unreadable]] as const) : []),
		[text.placed, `${dayInWords(hold.placedAt, locale)} (${roleWords(hold.role, locale)})`],
		...(releasedAt === null
			? ([
					[text.review, reviewWords(locale, hold)],
					[text.until, dayInWords(hold.until, locale)],
					[text.outcome, outcomeWords(locale, hold.outcome)],
				] as const)
			: ([[text.released, `${dayInWords(releasedAt, locale)} (${endedBy})`]] as const)),
	];
}
