import { dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import { named } from "#foundation/i18n/named.ts";
import { roleWords } from "#foundation/ledgers/staff-role.ts";
import type { EventRow } from "#foundation/rights/requests/step.ts";
import { ErrorSummary } from "#foundation/ui/form.tsx";
import { type Locale, words } from "#locales/locales.ts";
import { ConsolePage } from "../page.tsx";
import { type CaseFacts, CaseTable, Done, Facts } from "../views-parts.tsx";
import { CaseForms, type CaseShown } from "./views-acts.tsx";

/** Kinds that are carried out where restrictions are ended and objections decided. */
const ELSEWHERE: readonly string[] = ["restriction", "lift_restriction", "objection"];

/** One request: its clock, its steps, and the forms of what can be done. */
export function RequestCase(shown: CaseShown) {
	const { context, state, done, request, linked, links } = shown;
	const { locale } = context.page;
	const { requests: text, console: console_ } = words(locale);
	const title = named(text.desk.kinds, request.kind);
	const labels = {
		...{ accept: text.desk.accept, answer: text.desk.fulfilWords, months: text.desk.months },
		...{ extension: text.desk.extendWords, outcome: text.desk.outcome, ground: text.ground },
		refusal: text.desk.refuseWords,
	};
	return (
		<ConsolePage context={context} title={title}>
			<div class="account-head">
				<h1>{title}</h1>
				<Done words={done} />
				<ErrorSummary title={console_.wrongTitle} state={state} labels={labels} />
			</div>
			<Facts facts={factsOf(locale, shown)} />
			<History locale={locale} events={shown.events} />
			{linked.length > 0 && (
				<section aria-labelledby="linked-title">
					<h2 id="linked-title">{text.desk.linked}</h2>
					<ul>
						{linked.map((one) => (
							<li>
								<a href={one.href}>{named(text.desk.kinds, one.kind)}</a>: {named(text.states, one.state)}
							</li>
						))}
					</ul>
				</section>
			)}
			<CaseForms shown={shown} />
			{ELSEWHERE.includes(request.kind) && (
				<p>
					<a href={links.rights}>{text.desk.toRights}</a>
				</p>
			)}
			{links.ticket !== undefined && (
				<p>
					<a href={links.ticket}>{words(locale).helpdesk.desk.ticketOf}</a>
				</p>
			)}
			{links.member !== undefined && (
				<p>
					<a href={links.member}>{text.desk.member}</a>
				</p>
			)}
			<p>
				<a href={links.back}>{text.desk.back}</a>
			</p>
		</ConsolePage>
	);
}

function factsOf(locale: Locale, { request, words: opened, left }: CaseShown): CaseFacts {
	const { requests: text } = words(locale);
	const { paused_days: paused, asked_at: asked, answered_at: shown, begins_at: begins } = request;
	const facts: readonly (readonly [string, string | undefined])[] = [
		[text.state, named(text.states, request.state)],
		[text.desk.door, named(text.doors, request.door)],
		[text.received, dayInWords(request.received_at, locale)],
		[text.answerBy, dayInWords(request.answer_by, locale)],
		[text.desk.left, left === undefined ? undefined : text.left(left)],
		[
			text.paused,
			paused === 0 || asked === null || shown === null
				? undefined
				: text.pausedDays(paused, dayInWords(asked, locale), dayInWords(shown, locale)),
		],
		[text.begins, begins === null ? undefined : timeInWords(begins, locale)],
		[text.ground, request.refusal_ground === null ? undefined : named(text.grounds, request.refusal_ground)],
		[text.asked, opened.asked],
		[text.longer, opened.longer],
		[text.answer, opened.answer],
	];
	return facts.flatMap(([term, value]) => (value === undefined ? [] : [[term, value] as const]));
}

function History({ locale, events }: { locale: Locale; events: readonly EventRow[] }) {
	const { requests: text } = words(locale);
	return (
		<section aria-labelledby="history-title">
			<h2 id="history-title">{text.history}</h2>
			<CaseTable caption={text.history} heads={[text.step, text.when, text.by]}>
				{events.map(({ what, happened_at, actor, actor_role: role }) => (
					<tr>
						<th scope="row">{named(text.what, what)}</th>
						<td data-label={text.when}>{timeInWords(happened_at, locale)}</td>
						<td data-label={text.by}>{role === "" ? named(text.actors, actor) : roleWords(role, locale)}</td>
					</tr>
				))}
			</CaseTable>
		</section>
	);
}
