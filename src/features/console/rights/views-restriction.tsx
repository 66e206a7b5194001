import { dayInWords } from "#foundation/i18n/date.ts";
import { roleWords } from "#foundation/ledgers/staff-role.ts";
import { DAYS_BEFORE_LIFTING } from "#foundation/rights/restriction/restriction.ts";
import { FormEnd } from "#foundation/ui/form.tsx";
import { type Locale, words } from "#locales/locales.ts";
import type { CaseFacts } from "../views-parts.tsx";
import { CasePage, type CaseView, groundWords, ReasonField, sinceFacts, type What, whatWords } from "./views-case.tsx";

type Restriction = What & {
	ground: string;
	since: string;
	days: number;
	/** That its member was told of the end, by which role, and from when on it may come. */
	told: { at: string; role: string; from: string } | undefined;
	lifted: { at: string; by: string } | undefined;
};

export function RestrictionCase(view: CaseView & { restriction: Restriction }) {
	const { context, restriction, state, action } = view;
	const { locale } = context.page;
	const { desk } = words(locale);
	const { restriction: text } = desk;
	return (
		<CasePage {...view} title={text.title} facts={factsOf(locale, restriction)} labels={{ reason: desk.reason }}>
			{action === undefined ? (
				<Why locale={locale} ground={restriction.ground} />
			) : (
				<section aria-labelledby="end-title">
					<h2 id="end-title">{text.formTitle}</h2>
					<p>{text.formLead(desk.days(DAYS_BEFORE_LIFTING))}</p>
					<form class="form" method="post" action={action} novalidate>
						<ReasonField context={context} state={state} />
						<FormEnd submit={text.submit} />
					</form>
				</section>
			)}
		</CasePage>
	);
}

/** Why what came from an objection is not ended here. */
function Why({ locale, ground }: { locale: Locale; ground: string }) {
	const { restriction: text } = words(locale).desk;
	if (ground === "objection") return <p>{text.byObjection}</p>;
	return ground === "marketing" ? <p>{text.final}</p> : null;
}

function factsOf(locale: Locale, { told, lifted, ground, ...what }: Restriction): CaseFacts {
	const { desk } = words(locale);
	const { restriction: text, rights } = desk;
	const endedBy: Readonly<Record<string, string>> = text.endedBy;
	return [
		[rights.what, whatWords(locale, what)],
		[rights.ground, groundWords(locale, ground)],
		...sinceFacts(locale, what),
		...(told === undefined
			? []
			: ([
					[text.told, dayInWords(told.at, locale)],
					[text.by, roleWords(told.role, locale)],
				] as const)),
		...(told === undefined || lifted !== undefined
			? []
			: ([[rights.ends, rights.endsFrom(dayInWords(told.from, locale))]] as const)),
		...(lifted === undefined
			? []
			: ([[text.ended, `${dayInWords(lifted.at, locale)}: ${endedBy[lifted.by] ?? lifted.by}`]] as const)),
	];
}
