import { named } from "#foundation/i18n/named.ts";
import { ErrorSummary } from "#foundation/ui/form.tsx";
import { words } from "#locales/locales.ts";
import { ConsolePage } from "../page.tsx";
import { type CaseFacts, Done, Facts } from "../views-parts.tsx";
import { owesMembers } from "./breach.ts";
import type { BreachCaseProps } from "./case.ts";
import { dueWords, isOverdue, lawWords, Moment } from "./views-clock.tsx";
import { Log } from "./views-log.tsx";
import { Steps } from "./views-steps.tsx";

/** One breach: the clock first, then what can be done, then all that was written. */
export function BreachCase(shown: BreachCaseProps) {
	const { context, state, done, breach, steps, now, links } = shown;
	const { locale } = context.page;
	const { breaches: text, console: consoleText, desk } = words(locale);
	const labels = {
		...{ text: text.text, risk: text.riskLabel, risk_reason: text.riskReason },
		...{ authority_on: text.authorityOn, authority_time: text.authorityTime, reference: text.reference },
		...{ delay: text.delay, authority_reason: text.reasonLabel, members_on: text.membersOn },
		...{ members_time: text.membersTime, how: text.how, ground: text.ground, members_reason: text.reasonLabel },
		...{ close_reason: text.reasonLabel, reopen_reason: text.reasonLabel },
	};
	return (
		<ConsolePage context={context} title={text.caseTitle}>
			<div class="account-head">
				<h1>{text.caseTitle}</h1>
				<Done words={done} />
				<ErrorSummary title={consoleText.wrongTitle} state={state} labels={labels} />
				{breach.closed_at === null && (
					<p class={isOverdue(breach, now) ? "notice notice-wrong" : "notice"}>
						<strong>
							{text.left}: {dueWords(breach, now, locale)}
						</strong>
					</p>
				)}
			</div>
			<Facts facts={factsOf(shown)} />
			<p>
				<a class="button button-quiet" href={links.affected}>
					{text.affected}
				</a>
			</p>
			{steps.includes("letter_begun") && (
				<p>
					<a class={owesMembers(breach) ? "button" : "button button-quiet"} href={links.letter}>
						{text.letterLink}
					</a>
				</p>
			)}
			<Steps shown={shown} />
			<Log shown={shown} />
			<p>
				<a href={links.back}>{desk.back}</a>
			</p>
		</ConsolePage>
	);
}

function factsOf({ context, breach }: BreachCaseProps): CaseFacts {
	const { locale } = context.page;
	const { facts, ...text } = words(locale).breaches;
	const letters =
		breach.letter_after === null
			? facts.lettersOf(breach.letters_queued, breach.letters_failed)
			: `${facts.lettersOf(breach.letters_queued, breach.letters_failed)} (${facts.lettersRun})`;
	return [
		[facts.known, <Moment iso={breach.aware_at} locale={locale} />],
		[facts.recorded, <Moment iso={breach.recorded_at} locale={locale} />],
		[facts.tellBy, <Moment iso={breach.tell_by} locale={locale} />],
		[facts.law, facts.lawOf(breach.hours, lawWords(breach.law, locale))],
		[facts.risk, named(text.risks, breach.risk || "open")],
		[facts.authority, named(text.authorityStates, breach.authority || "open")],
		[facts.members, named(text.memberStates, breach.members || "open")],
		...(breach.letter_entry > 0 ? ([[facts.letters, letters]] as const) : []),
		...(breach.closed_at === null
			? []
			: ([[facts.closed, <Moment iso={breach.closed_at} locale={locale} />]] as const)),
	];
}
