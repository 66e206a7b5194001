import { timeInWords } from "#foundation/i18n/date.ts";
import { Choice, ErrorSummary } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import type { PageKey } from "../views-keys.tsx";
import { ActButton, CaseTable, Done, Facts, OpenCase } from "../views-parts.tsx";
import { AGE_OUTCOMES, AGE_PROOFS, type AgeAct, type AgeState } from "./age-check.ts";

export type ListedCheck = { href: string; brand: string; state: string; since: string; due: string | undefined };

/** What runs, without a name or a picture. */
export function AgeListPage({
	context,
	checks,
	done,
}: {
	context: ConsoleContext;
	checks: readonly ListedCheck[];
	done: string | undefined;
}) {
	const { locale } = context.page;
	const { console: text } = words(locale).moderation.age;
	const heads = [words(locale).photoReview.brand, text.state, text.since, text.due, text.open];
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				<Done words={done} />
				<p class="lead">{text.lead}</p>
			</div>
			{checks.length === 0 ? (
				<p class="empty">{text.empty}</p>
			) : (
				<CaseTable caption={text.title} heads={heads}>
					{checks.map(({ href, brand, state, since, due }) => (
						<tr>
							<th scope="row">{brand}</th>
							<td data-label={text.state}>{text.states[state as AgeState]}</td>
							<td data-label={text.since}>{timeInWords(since, locale)}</td>
							<td data-label={text.due}>{due === undefined ? "–" : timeInWords(due, locale)}</td>
							<td>
								<OpenCase href={href} label={text.open} of={`${brand}, ${timeInWords(since, locale)}`} />
							</td>
						</tr>
					))}
				</CaseTable>
			)}
		</ConsolePage>
	);
}

export type CheckView = {
	context: ConsoleContext;
	check: ListedCheck;
	/** What this member of staff may do now. */
	acts: readonly AgeAct[];
	/** What another member of staff recorded. */
	seen: { kind: string; outcome: string } | undefined;
	/** The step is open, but not to who took the one before. */
	isOwn: boolean;
	/** How the operator takes it, where no other member of staff can. */
	command: string | undefined;
	state: FormState;
	done: string | undefined;
	action: string;
	photo: string;
	beside: BesideChecks;
};

/** Addresses of the open checks before and after this one, and of the list. */
export type BesideChecks = { previous: string | undefined; next: string | undefined; list: string };

/** By which key a step is taken. "a", which approves a photo, never takes the graver one; "s" leads into a form. */
const AGE_KEYS: Readonly<Record<AgeAct, string>> = { agree: "r", dismiss: "a", confirm: "c", refuse: "r", show: "s" };

function besideKeys({ page: { locale } }: ConsoleContext, { previous, next }: BesideChecks): PageKey[] {
	const { console: text } = words(locale).moderation.age;
	return [
		...(next === undefined ? [] : [{ key: "n", does: text.nextCheck }]),
		...(previous === undefined ? [] : [{ key: "p", does: text.previousCheck }]),
	];
}

export function AgeCheckPage(view: CheckView) {
	const { context, check, acts, seen, isOwn, command, state, done, action, photo } = view;
	const { locale } = context.page;
	const { console: text } = words(locale).moderation.age;
	const { wrongTitle } = words(locale).console;
	const facts: [string, string][] = [
		[words(locale).photoReview.brand, check.brand],
		[text.state, text.states[check.state as AgeState]],
		[text.since, timeInWords(check.since, locale)],
		...(check.due === undefined ? [] : [[text.due, timeInWords(check.due, locale)] satisfies [string, string]]),
	];
	const kind = AGE_PROOFS.find((one) => one === seen?.kind);
	const outcome = AGE_OUTCOMES.find((one) => one === seen?.outcome);
	const keys = [
		...acts.map((act) => ({ key: AGE_KEYS[act], does: text.acts[act] })),
		...besideKeys(context, view.beside),
	];
	return (
		<ConsolePage context={context} title={text.checkTitle} keys={keys}>
			<div class="account-head">
				<h1>{text.checkTitle}</h1>
				<Done words={done} />
				<ErrorSummary title={wrongTitle} state={state} labels={{ kind: text.kind, outcome: text.outcome }} />
			</div>
			<Facts facts={facts} />
			{kind && outcome && <p>{text.seen(`${text.kinds[kind]}.`, `${text.outcomes[outcome]}.`)}</p>}
			{check.state === "raised" && (
				<form method="post" action={photo}>
					<button class="button button-quiet" type="submit">
						{text.photo}
					</button>
				</form>
			)}
			{acts.includes("show") && <ShowForm context={context} state={state} action={action} />}
			{acts
				.filter((act) => act !== "show")
				.map((act) => (
					<ActButton action={action} act={act} label={text.acts[act]} dataKey={AGE_KEYS[act]} />
				))}
			{isOwn && <p>{command === undefined ? text.own : text.alone(command)}</p>}
			{acts.length === 0 && !isOwn && <p class="empty">{text.nothing}</p>}
			<BesideChecks context={context} beside={view.beside} />
		</ConsolePage>
	);
}

function BesideChecks({ context, beside: { previous, next, list } }: Pick<CheckView, "context" | "beside">) {
	const { desk, moderation } = words(context.page.locale);
	const { console: text } = moderation.age;
	return (
		<ul class="actions">
			{next !== undefined && (
				<li>
					<a href={next} data-key="n">
						{text.nextCheck}
					</a>
				</li>
			)}
			{previous !== undefined && (
				<li>
					<a href={previous} data-key="p">
						{text.previousCheck}
					</a>
				</li>
			)}
			<li>
				<a href={list}>{desk.back}</a>
			</li>
		</ul>
	);
}

function ShowForm({ context, state, action }: Pick<CheckView, "context" | "state" | "action">) {
	const { console: text } = words(context.page.locale).moderation.age;
	return (
		<form class="form" method="post" action={action} novalidate data-key="s">
			<input type="hidden" name="act" value="show" />
			<p>{text.noCopy}</p>
			<Choice
				name="kind"
				label={text.kind}
				state={state}
				answers={AGE_PROOFS.map((value) => ({ value, label: text.kinds[value] }))}
			/>
			<Choice
				name="outcome"
				label={text.outcome}
				state={state}
				answers={AGE_OUTCOMES.map((value) => ({ value, label: text.outcomes[value] }))}
			/>
			<p class="form-end">
				<button class="button" type="submit">
					{text.acts.show}
				</button>
			</p>
		</form>
	);
}
