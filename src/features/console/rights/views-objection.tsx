import { dayInWords } from "#foundation/i18n/date.ts";
import { roleWords } from "#foundation/ledgers/staff-role.ts";
import type { PurposeId } from "#foundation/register/purposes.ts";
import type { ObjectionOutcome } from "#foundation/rights/restriction/queries-objection.ts";
import { DAYS_BEFORE_LIFTING } from "#foundation/rights/restriction/restriction.ts";
import { Choice, FormEnd } from "#foundation/ui/form.tsx";
import { type Locale, words } from "#locales/locales.ts";
import type { CaseFacts } from "../views-parts.tsx";
import { CasePage, type CaseView, purposeWords, ReasonField, sinceFacts } from "./views-case.tsx";

type Objection = {
	purpose: PurposeId;
	since: string;
	days: number;
	/** Whether the use goes on until the decision. */
	goesOn: boolean;
	decision: { outcome: ObjectionOutcome; at: string; role: string } | undefined;
	/** By the member, or because the account is gone. */
	takenBack: boolean;
};

type Shown = CaseView & { objection: Objection; outcomes: readonly ObjectionOutcome[] };

export function ObjectionCase(view: Shown) {
	const { context, objection, outcomes, state, action } = view;
	const { locale } = context.page;
	const { desk } = words(locale);
	const { objection: text } = desk;
	const labels = { outcome: text.outcome, reason: desk.reason };
	return (
		<CasePage {...view} title={text.title} facts={factsOf(locale, objection)} labels={labels}>
			{objection.takenBack && <p>{text.takenBack}</p>}
			{action !== undefined && (
				<section aria-labelledby="decide-title">
					<h2 id="decide-title">{text.formTitle}</h2>
					<p>{text.formLead}</p>
					{!objection.goesOn && <p>{text.whenRefused(desk.days(DAYS_BEFORE_LIFTING))}</p>}
					{!outcomes.includes("upheld") && <p>{text.notStoppable}</p>}
					<form class="form" method="post" action={action} novalidate>
						<Choice
							name="outcome"
							label={text.outcome}
							state={state}
							answers={outcomes.map((value) => ({ value, label: text.outcomes[value] }))}
						/>
						<ReasonField context={context} state={state} />
						<FormEnd submit={text.submit} />
					</form>
				</section>
			)}
		</CasePage>
	);
}

function factsOf(locale: Locale, { purpose, decision, goesOn, takenBack, ...waits }: Objection): CaseFacts {
	const { rights, objection: text } = words(locale).desk;
	const use = [rights.use, purposeWords(locale, purpose)] as const;
	if (decision === undefined) {
		const meanwhile = [text.meanwhile, goesOn ? text.goesOn : text.halted] as const;
		return [use, ...sinceFacts(locale, waits), ...(takenBack ? [] : [meanwhile])];
	}
	return [
		use,
		[words(locale).desk.since, dayInWords(waits.since, locale)],
		[text.state, text.decided[decision.outcome]],
		[text.decidedOn, dayInWords(decision.at, locale)],
		[text.by, roleWords(decision.role, locale)],
	];
}
