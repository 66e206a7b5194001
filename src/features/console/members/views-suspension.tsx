import { CLAUSES, type ClauseId, MEASURE_SOURCES } from "#features/moderation/measure.ts";
import { REASON } from "#foundation/ledgers/staff-access.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { Choice, TextArea } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import type { ConsoleContext } from "../page.tsx";
import { WHOLE_ACCOUNT } from "./schema.ts";

export type BrandOption = { id: string; name: string };

/** A suspension that stands. `scope`: a brand, or "" for the whole account. */
export type StandingView = { scope: string; clause: string; since: string };

type Props = { context: ConsoleContext; state: FormState; brands: readonly BrandOption[]; action: string };

/** Asks what a statement of reasons says: where, by which rule, on whose word and why. */
export function SuspendForm({ context, state, brands, clauses, action }: Props & { clauses: readonly ClauseId[] }) {
	const { locale } = context.page;
	const { members } = words(locale).console;
	const { form: text } = words(locale).moderation;
	const { clauses: rules } = words(locale);
	return (
		<section aria-labelledby="suspend-title">
			<h2 id="suspend-title">{members.suspendTitle}</h2>
			<p>{members.suspendLead}</p>
			<form class="form" method="post" action={action} novalidate>
				<ScopeField
					label={text.scope}
					hint={text.scopeHint}
					whole={text.account}
					choose={text.choose}
					state={state}
					brands={brands}
				/>
				<Choice
					name="state_clause"
					label={text.clause}
					state={state}
					answers={clauses.map((value) => ({ value, label: rules[value] }))}
				/>
				<Choice
					name="state_source"
					label={text.source}
					state={state}
					answers={MEASURE_SOURCES.map((value) => ({ value, label: text.sources[value] }))}
				/>
				<TextArea
					name="state_reason"
					label={text.reason}
					hint={text.reasonHint(REASON.shortest, REASON.longest)}
					state={state}
					maxlength={REASON.longest}
				/>
				<div class="notice">
					<p class="notice-title">{text.readTitle}</p>
					<ul>
						{text.read.map((line) => (
							<li>{line}</li>
						))}
					</ul>
				</div>
				<p class="form-end">
					<button class="button danger" type="submit">
						{members.suspend}
					</button>
				</p>
			</form>
		</section>
	);
}

function ScopeField({
	label,
	hint,
	whole,
	choose,
	state,
	brands,
}: Pick<Props, "state" | "brands"> & Record<"label" | "hint" | "whole" | "choose", string>) {
	const error = state.errors.state_scope;
	const chosen = state.values.state_scope;
	const options = [{ id: "", name: choose }, { id: WHOLE_ACCOUNT, name: whole }, ...brands];
	return (
		<div class={error === undefined ? "field" : "field field-wrong"}>
			<label for="state_scope">{label}</label>
			<p class="field-hint" id="state_scope-hint">
				{hint}
			</p>
			{error !== undefined && (
				<p class="field-error" id="state_scope-error">
					{error}
				</p>
			)}
			<select
				id="state_scope"
				name="state_scope"
				required
				aria-describedby={error === undefined ? "state_scope-hint" : "state_scope-hint state_scope-error"}
				{...(error === undefined ? {} : { "aria-invalid": "true" as const })}
			>
				{options.map(({ id, name }) => (
					<option value={id} {...(chosen === id ? { selected: true } : {})}>
						{name}
					</option>
				))}
			</select>
		</div>
	);
}

/** What stands, and the form that lifts it. */
export function LiftForm({
	context,
	state,
	brands,
	suspensions,
	action,
}: Props & { suspensions: readonly [StandingView, ...StandingView[]] }) {
	const { locale } = context.page;
	const { members } = words(locale).console;
	const { form: text } = words(locale).moderation;
	const { clauses: rules } = words(locale);
	const nameOf = (scope: string) =>
		scope === "" ? text.account : (brands.find(({ id }) => id === scope)?.name ?? scope);
	const ruleOf = (clause: string) => {
		const known = CLAUSES.find((one) => one === clause);
		return known ? rules[known] : text.clauseGone;
	};
	const [only, ...others] = suspensions;
	return (
		<section aria-labelledby="lift-title">
			<h2 id="lift-title">{members.restoreTitle}</h2>
			<dl class="account-facts">
				{suspensions.map(({ scope, clause, since }) => (
					<div>
						<dt>{nameOf(scope)}</dt>
						<dd>
							<Day iso={since} locale={locale} />: {ruleOf(clause)}
						</dd>
					</div>
				))}
			</dl>
			<p>{text.liftLead}</p>
			<form class="form" method="post" action={action} novalidate>
				{others.length === 0 ? (
					<input type="hidden" name="lift_scope" value={only.scope || WHOLE_ACCOUNT} />
				) : (
					<Choice
						name="lift_scope"
						label={text.scope}
						state={state}
						answers={suspensions.map(({ scope }) => ({ value: scope || WHOLE_ACCOUNT, label: nameOf(scope) }))}
					/>
				)}
				<TextArea
					name="lift_reason"
					label={text.liftReason}
					hint={words(locale).console.field.reasonHint(REASON.shortest, REASON.longest)}
					state={state}
					maxlength={REASON.longest}
				/>
				<p class="form-end">
					<button class="button" type="submit">
						{text.lift}
					</button>
				</p>
			</form>
		</section>
	);
}
