import { FormPage, Panels } from "#foundation/account-host/form-page.tsx";
import type { AccountContext } from "#foundation/account-host/page.tsx";
import { dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import { named } from "#foundation/i18n/named.ts";
import { Choice, FormEnd, TextArea } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { MAX_REQUEST_TEXT } from "../door/schema.ts";
import { ASKED_KINDS } from "./schema.ts";

export type ShownRequest = {
	id: string;
	kind: string;
	state: string;
	received: string;
	answerBy: string;
	/** Days until the day of the answer; absent once it is closed. */
	left: number | undefined;
	paused: { days: number; asked: string; shown: string } | undefined;
	asked: string | undefined;
	longer: string | undefined;
	answer: string | undefined;
	ground: string | undefined;
	/** When an announced erasure begins. */
	begins: string | undefined;
	/** Whether a copy answers it. */
	isCopy: boolean;
	canWithdraw: boolean;
};

type Shown = {
	context: AccountContext;
	state: FormState;
	requests: readonly ShownRequest[];
	responseDays: number;
	done: string | undefined;
	links: { action: string; copy: string; back: string };
};

/** What a member asked, how far each is, and a form for what no button does. */
export function OwnRequestsPage({ context, state, requests, responseDays, done, links }: Shown) {
	const { locale } = context.page;
	const { own: text, kinds } = words(locale).requests;
	return (
		<FormPage {...{ context, text, state, done }} labels={{ kind: text.kind, text: text.text }} back={links.back}>
			<Panels
				empty={text.empty}
				panels={requests.map((one) => <OwnRequest one={one} locale={locale} links={links} />)}
			/>
			<section aria-labelledby="ask-title">
				<h2 id="ask-title">{text.formTitle}</h2>
				<p>{text.formLead(responseDays)}</p>
				<p>
					{text.buttons} <a href={links.copy}>{text.copy}</a> · <a href={links.back}>{text.privacy}</a>
				</p>
				<form class="form" method="post" action={links.action} novalidate>
					<Choice
						name="kind"
						label={text.kind}
						state={state}
						answers={ASKED_KINDS.map((value) => ({ value, label: kinds[value] }))}
					/>
					<TextArea
						name="text"
						label={text.text}
						hint={text.textHint(MAX_REQUEST_TEXT)}
						state={state}
						maxlength={MAX_REQUEST_TEXT}
					/>
					<FormEnd submit={text.submit} />
				</form>
			</section>
		</FormPage>
	);
}

function OwnRequest({ one, locale, links }: { one: ShownRequest; locale: Locale; links: Shown["links"] }) {
	const { requests: text } = words(locale);
	const facts: readonly (readonly [string, string | undefined])[] = [
		[text.state, named(text.states, one.state)],
		[text.received, dayInWords(one.received, locale)],
		[
			text.answerBy,
			one.left === undefined ? undefined : `${dayInWords(one.answerBy, locale)} (${text.left(one.left)})`,
		],
		[
			text.paused,
			one.paused &&
				text.pausedDays(one.paused.days, dayInWords(one.paused.asked, locale), dayInWords(one.paused.shown, locale)),
		],
		[text.begins, one.begins && timeInWords(one.begins, locale)],
		[text.asked, one.asked],
		[text.longer, one.longer],
		[text.ground, one.ground && named(text.grounds, one.ground)],
		[text.answer, one.answer],
	];
	return (
		<li class="panel">
			<h2>{named(text.kinds, one.kind)}</h2>
			<dl class="account-facts">
				{facts.map(
					([term, value]) =>
						value !== undefined && (
							<div>
								<dt>{term}</dt>
								<dd>{value}</dd>
							</div>
						),
				)}
			</dl>
			{one.isCopy && (
				<p>
					<a href={links.copy}>{text.own.copy}</a>
				</p>
			)}
			{one.canWithdraw && (
				<form method="post" action={links.action}>
					<button class="button button-quiet" type="submit" name="withdraw" value={one.id}>
						{text.own.withdraw}
						<span class="aloud">: {named(text.kinds, one.kind)}</span>
					</button>
				</form>
			)}
		</li>
	);
}
