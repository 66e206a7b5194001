import type { PropsWithChildren } from "hono/jsx";
import { Choice, FormEnd, TextField } from "#foundation/ui/form.tsx";
import { EMPTY_FORM } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type BreachRow, NOT_TOLD_GROUNDS, owesMembers, RISKS } from "./breach.ts";
import type { BreachCaseProps } from "./case.ts";
import { type Act, LINE } from "./schema.ts";
import { todoOf } from "./views.tsx";
import { lawWords } from "./views-clock.tsx";
import { MomentFields, Words } from "./views-fields.tsx";

/**
 * The step that is missing next is open; another opens at a press, or because something in it is wrong. Where the risk is
 * high, members are told (GDPR Art. 34(1)): the letter stands above the steps, and not to tell opens at a press alone.
 */
function nextOf(breach: BreachRow): Act | undefined {
	const members = owesMembers(breach) ? undefined : "members_not_told";
	const next = {
		assess: "assessed",
		authority: "authority_told",
		members,
		close: "closed",
		letters: undefined,
	} as const;
	return next[todoOf(breach)];
}

type Shown = { shown: BreachCaseProps };

export function Steps({ shown }: Shown) {
	const { context, steps } = shown;
	const text = words(context.page.locale).breaches;
	return (
		<section aria-labelledby="steps-title">
			<h2 id="steps-title">{text.stepsTitle}</h2>
			{steps.includes("assessed") && <Assess shown={shown} />}
			{steps.includes("authority_told") && <AuthorityTold shown={shown} />}
			{steps.includes("authority_not_told") && (
				<Reason shown={shown} act="authority_not_told" name="authority_reason" title={text.steps.authorityNot}>
					<p>{text.authorityNotLead}</p>
				</Reason>
			)}
			{steps.includes("members_told") && <MembersTold shown={shown} />}
			{steps.includes("members_not_told") && <MembersNotTold shown={shown} />}
			{steps.includes("added") && (
				<Step shown={shown} act="added" title={text.steps.add}>
					<Words {...fieldsOf(shown, "added")} name="text" label={text.text} />
				</Step>
			)}
			{steps.includes("closed") && <Reason shown={shown} act="closed" name="close_reason" title={text.steps.close} />}
			{steps.includes("reopened") && (
				<Reason shown={shown} act="reopened" name="reopen_reason" title={text.steps.reopen} />
			)}
		</section>
	);
}

const sent = ({ state }: BreachCaseProps) => state.values.act;
/** What was typed belongs to the form that sent it. */
const fieldsOf = (shown: BreachCaseProps, act: Act) => ({
	locale: shown.context.page.locale,
	state: sent(shown) === act ? shown.state : EMPTY_FORM,
});

function Step({ shown, act, title, children }: PropsWithChildren<Shown & { act: Act; title: string }>) {
	const { breach, links, context } = shown;
	const isNext = breach.closed_at === null ? nextOf(breach) === act : act === "reopened";
	const isOpen = sent(shown) === undefined ? isNext : sent(shown) === act;
	return (
		<details class="fold" {...(isOpen ? { open: true } : {})}>
			<summary>
				<span class="fold-title">{title}</span>
				<span class="fold-more">{words(context.page.locale).breaches.open}</span>
			</summary>
			<form class="form" method="post" action={links.action} novalidate>
				<input type="hidden" name="act" value={act} />
				<input type="hidden" name="seen" value={String(breach.entries)} />
				{children}
				<FormEnd submit={words(context.page.locale).breaches.send} />
			</form>
		</details>
	);
}

function Reason({
	shown,
	act,
	name,
	title,
	children,
}: PropsWithChildren<Shown & { act: Act; name: string; title: string }>) {
	const { reasonLabel } = words(shown.context.page.locale).breaches;
	return (
		<Step shown={shown} act={act} title={title}>
			{children}
			<Words {...fieldsOf(shown, act)} name={name} label={reasonLabel} />
		</Step>
	);
}

function Assess({ shown }: Shown) {
	const own = fieldsOf(shown, "assessed");
	const text = words(own.locale).breaches;
	return (
		<Step shown={shown} act="assessed" title={text.steps.assess}>
			<Choice
				name="risk"
				label={text.riskLabel}
				state={own.state}
				answers={RISKS.map((value) => ({ value, label: text.risks[value] }))}
			/>
			<Words {...own} name="risk_reason" label={text.riskReason} hint={text.riskReasonHint} />
		</Step>
	);
}

function AuthorityTold({ shown }: Shown) {
	const own = fieldsOf(shown, "authority_told");
	const text = words(own.locale).breaches;
	const line = { autocomplete: "off", maxlength: LINE.longest, state: own.state };
	return (
		<Step shown={shown} act="authority_told" title={text.steps.authority}>
			<MomentFields {...own} prefix="authority" labels={{ on: text.authorityOn, time: text.authorityTime }} />
			<TextField name="reference" label={text.reference} {...line} />
			<Words {...own} name="delay" label={text.delay} hint={text.delayHint(lawWords(shown.breach.law, own.locale))} />
		</Step>
	);
}

function MembersTold({ shown }: Shown) {
	const own = fieldsOf(shown, "members_told");
	const text = words(own.locale).breaches;
	return (
		<Step shown={shown} act="members_told" title={text.steps.members}>
			<MomentFields {...own} prefix="members" labels={{ on: text.membersOn, time: text.membersTime }} />
			<Words {...own} name="how" label={text.how} />
		</Step>
	);
}

function MembersNotTold({ shown }: Shown) {
	const own = fieldsOf(shown, "members_not_told");
	const text = words(own.locale).breaches;
	const grounds = NOT_TOLD_GROUNDS.filter((ground) => (ground === "not_high") === (shown.breach.risk !== "high"));
	return (
		<Step shown={shown} act="members_not_told" title={text.steps.membersNot}>
			<Choice
				name="ground"
				label={text.ground}
				state={own.state}
				answers={grounds.map((value) => ({ value, label: text.grounds[value] }))}
			/>
			<Words {...own} name="members_reason" label={text.reasonLabel} />
		</Step>
	);
}
