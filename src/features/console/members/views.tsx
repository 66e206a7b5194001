import type { ClauseId } from "#features/moderation/measure.ts";
import { REASON } from "#foundation/ledgers/staff-access.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { ErrorSummary, FormEnd, TextArea, TextField, Tick } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { type AccessEntry, Accesses } from "../views-accesses.tsx";
import { OPEN_MINUTES, REVEALED, type Revealed } from "./member-access.ts";
import { type BrandOption, LiftForm, type StandingView, SuspendForm } from "./views-suspension.tsx";

/** Why, and about what: every form that opens or does something of a member asks it. `names`: of its two fields. */
function GroundFields({
	context,
	state,
	names,
	brands,
}: {
	context: ConsoleContext;
	state: FormState;
	names: { reason: string; brand: string };
	brands: readonly BrandOption[];
}) {
	const { field } = words(context.page.locale).console;
	return (
		<>
			<TextArea
				name={names.reason}
				label={field.reason}
				hint={field.reasonHint(REASON.shortest, REASON.longest)}
				state={state}
				maxlength={REASON.longest}
			/>
			<div class="field">
				<label for={names.brand}>{field.brand}</label>
				<select id={names.brand} name={names.brand}>
					<option value="">{field.noBrand}</option>
					{brands.map(({ id, name }) => (
						<option value={id} {...(state.values[names.brand] === id ? { selected: true } : {})}>
							{name}
						</option>
					))}
				</select>
			</div>
		</>
	);
}

export function FindPage({
	context,
	state,
	action,
	brands,
	nobody,
}: {
	context: ConsoleContext;
	state: FormState;
	action: string;
	brands: readonly BrandOption[];
	nobody: boolean;
}) {
	const { members, field, wrongTitle } = words(context.page.locale).console;
	return (
		<ConsolePage context={context} title={members.title}>
			<div class="account-head">
				<h1>{members.title}</h1>
				{nobody && (
					<p class="notice" role="status">
						{members.nobody}
					</p>
				)}
				<p class="lead">{members.lead}</p>
			</div>
			<ErrorSummary title={wrongTitle} state={state} labels={{ identifier: field.identifier, reason: field.reason }} />
			<form class="form" method="post" action={action} novalidate>
				<TextField
					name="identifier"
					label={field.identifier}
					state={state}
					autocomplete="off"
					maxlength={254}
					spellcheck={false}
				/>
				<GroundFields context={context} state={state} names={{ reason: "reason", brand: "brand" }} brands={brands} />
				<FormEnd submit={members.submit} />
			</form>
		</ConsolePage>
	);
}

type OpenProps = { context: ConsoleContext; state: FormState; action: string; brands: readonly BrandOption[] };

/** Asks why, before anything of an account is shown. */
export function OpenPage({ context, state, action, brands }: OpenProps) {
	const { members, field, wrongTitle } = words(context.page.locale).console;
	return (
		<ConsolePage context={context} title={members.openTitle}>
			<div class="account-head">
				<h1>{members.openTitle}</h1>
				<p class="lead">{members.openLead(OPEN_MINUTES)}</p>
			</div>
			<ErrorSummary title={wrongTitle} state={state} labels={{ reason: field.reason }} />
			<form class="form" method="post" action={action} novalidate>
				<GroundFields context={context} state={state} names={{ reason: "reason", brand: "brand" }} brands={brands} />
				<FormEnd submit={members.open} />
			</form>
		</ConsolePage>
	);
}

export type CardView = {
	context: ConsoleContext;
	member: { id: string; state: string; created_at: string; suspended_at: string | null; closed_at: string | null };
	brands: readonly BrandOption[];
	state: FormState;
	done: string | undefined;
	/** What was opened just now. */
	values: Partial<Record<Revealed, string>>;
	/** Suspensions, the oldest first. */
	suspensions: readonly StandingView[];
	/** The rules that a suspension here may rest on. */
	clauses: readonly ClauseId[];
	/** What this role may do here. */
	links: { reveal?: string; suspend?: string; restore?: string; hold?: string; disclose?: string };
	/** Absent: not for this role. */
	accesses?: { entries: readonly AccessEntry[]; broken: number | undefined };
};

export function CardPage(view: CardView) {
	const { context, member, state, done, values, links, accesses, clauses } = view;
	const [first, ...others] = view.suspensions;
	const { members, field, wrongTitle } = words(context.page.locale).console;
	const { form: text } = words(context.page.locale).moderation;
	const labels = {
		...{ what: field.what, reason: field.reason, state_scope: text.scope, state_clause: text.clause },
		...{ state_source: text.source, state_reason: text.reason, lift_scope: text.scope, lift_reason: text.liftReason },
	};
	return (
		<ConsolePage context={context} title={members.cardTitle}>
			<div class="account-head">
				<h1>{members.cardTitle}</h1>
				{done !== undefined && (
					<p class="notice" role="status">
						{done}
					</p>
				)}
				<ErrorSummary title={wrongTitle} state={state} labels={labels} />
			</div>
			<Facts context={context} member={member} values={values} />
			{links.reveal !== undefined && <RevealForm {...view} action={links.reveal} />}
			{links.restore !== undefined && first && (
				<LiftForm {...view} suspensions={[first, ...others]} action={links.restore} />
			)}
			{links.suspend !== undefined && member.state !== "closed" && (
				<SuspendForm {...view} clauses={clauses} action={links.suspend} />
			)}
			{links.hold !== undefined && (
				<p>
					<a href={links.hold}>{words(context.page.locale).desk.holds.placeLink}</a>
				</p>
			)}
			{links.disclose !== undefined && (
				<p>
					<a href={links.disclose}>{words(context.page.locale).legalDisclosures.proposeLink}</a>
				</p>
			)}
			{accesses && <Accesses context={context} {...accesses} />}
		</ConsolePage>
	);
}

function Facts({ context, member, values }: Pick<CardView, "context" | "member" | "values">) {
	const { locale } = context.page;
	const { members } = words(locale).console;
	const { states, genders, kinds } = members;
	const shown = REVEALED.flatMap((what) => {
		const value = values[what];
		if (value === undefined) return [];
		return [
			{ term: kinds[what], value: what === "gender" ? (genders[value as keyof typeof genders] ?? value) : value },
		];
	});
	const facts = [
		...shown,
		{ term: members.id, value: member.id },
		{ term: members.state, value: states[member.state as keyof typeof states] ?? member.state },
		{ term: members.since, value: <Day iso={member.created_at} locale={locale} /> },
		...(member.suspended_at === null
			? []
			: [{ term: members.suspendedSince, value: <Day iso={member.suspended_at} locale={locale} /> }]),
		...(member.closed_at === null
			? []
			: [{ term: members.closedSince, value: <Day iso={member.closed_at} locale={locale} /> }]),
	];
	return (
		<dl class="account-facts">
			{facts.map(({ term, value }) => (
				<div>
					<dt>{term}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}

function RevealForm({ context, state, brands, action }: CardView & { action: string }) {
	const { members, field } = words(context.page.locale).console;
	const error = state.errors.what;
	return (
		<section aria-labelledby="reveal-title">
			<h2 id="reveal-title">{members.revealTitle}</h2>
			<p>{members.revealLead}</p>
			<form class="form" method="post" action={action} novalidate>
				<fieldset class={error === undefined ? "field" : "field field-wrong"} id="what">
					<legend>{field.what}</legend>
					{error !== undefined && <p class="field-error">{error}</p>}
					{REVEALED.map((what) => (
						<Tick name={what} state={state} required={false}>
							{members.kinds[what]}
						</Tick>
					))}
				</fieldset>
				<GroundFields context={context} state={state} names={{ reason: "reason", brand: "brand" }} brands={brands} />
				<FormEnd submit={members.reveal} />
			</form>
		</section>
	);
}
