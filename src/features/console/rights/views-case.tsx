import type { PropsWithChildren } from "hono/jsx";
import { dayInWords } from "#foundation/i18n/date.ts";
import { PURPOSE_IDS } from "#foundation/register/purposes.ts";
import { CONTESTABLE } from "#foundation/register/usable/usable-views.ts";
import { ErrorSummary, TextArea } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { type CaseFacts, Done, Facts } from "../views-parts.tsx";
import { DECISION_REASON } from "./schema.ts";

/** What every case's page shows. `back`, `member`: paths of the list, and of the member's card. */
export type CaseView = {
	context: ConsoleContext;
	state: FormState;
	done?: string | undefined;
	back: string;
	member: string;
	/** Where its form goes; absent where there is nothing to decide. */
	action: string | undefined;
};

type Props = PropsWithChildren<
	CaseView & { title: string; facts: CaseFacts; labels: Readonly<Record<string, string>> }
>;

/** One case without a name: its facts, what can be done, and the way to the member's card. */
export function CasePage({ context, title, facts, labels, state, done, back, member, children }: Props) {
	const { desk, console: text } = words(context.page.locale);
	return (
		<ConsolePage context={context} title={title}>
			<div class="account-head">
				<h1>{title}</h1>
				<Done words={done} />
				<ErrorSummary title={text.wrongTitle} state={state} labels={labels} />
			</div>
			<Facts facts={facts} />
			{children}
			<p>
				<a href={member}>{desk.member}</a>
			</p>
			<p>
				<a href={back}>{desk.back}</a>
			</p>
		</ConsolePage>
	);
}

export function ReasonField({ context, state }: Pick<CaseView, "context" | "state">) {
	const { desk } = words(context.page.locale);
	return (
		<TextArea
			name="reason"
			label={desk.reason}
			hint={desk.reasonHint(DECISION_REASON.shortest, DECISION_REASON.longest)}
			state={state}
			maxlength={DECISION_REASON.longest}
		/>
	);
}

type Since = { since: string; days: number };

/** Since when a case stands, and for how long. */
export function sinceFacts(locale: Locale, { since, days }: Since): CaseFacts {
	const { desk } = words(locale);
	return [
		[desk.since, dayInWords(since, locale)],
		[desk.waiting, desk.days(days)],
	];
}

export function purposeWords(locale: Locale, purpose: string): string {
	const known = PURPOSE_IDS.find((one) => one === purpose);
	return known ? words(locale).register.purposes[known].name : purpose;
}

/** What a restriction is of. `brand`: a name, or "" for every site. `row`: one of several, or "" for all. */
export type What = { brand: string; item: string; purpose: string; row: string };

export function whatWords(locale: Locale, what: What): string {
	const { desk, register } = words(locale);
	const item = CONTESTABLE.find((one) => one === what.item);
	const of = item
		? what.row === ""
			? register.items[item].name
			: desk.rights.oneOf(register.items[item].name)
		: what.purpose === ""
			? desk.rights.everything
			: purposeWords(locale, what.purpose);
	return what.brand === "" ? of : desk.rights.on(of, what.brand);
}

export function groundWords(locale: Locale, ground: string): string {
	const grounds: Readonly<Record<string, string>> = words(locale).desk.rights.grounds;
	return grounds[ground] ?? ground;
}
