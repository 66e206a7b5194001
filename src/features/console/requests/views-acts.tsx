import type { PropsWithChildren } from "hono/jsx";
import {
	HOURS_TO_CANCEL,
	isAnsweredByCopy,
	REFUSAL_GROUNDS,
	type RequestKind,
} from "#foundation/rights/requests/request.ts";
import type { EventRow, RequestRow } from "#foundation/rights/requests/step.ts";
import { canExtend } from "#foundation/rights/requests/steps-of-case.ts";
import { Choice, FormEnd, TextArea } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import type { ConsoleContext } from "../page.tsx";
import { ActButton } from "../views-parts.tsx";
import { ANSWER, MONTHS } from "./schema.ts";

export type CaseShown = {
	context: ConsoleContext;
	state: FormState;
	done?: string | undefined;
	request: RequestRow;
	events: readonly EventRow[];
	words: { asked: string | undefined; longer: string | undefined; answer: string | undefined };
	/** Whether the look at what was asked is written down. */
	isOpened: boolean;
	/** The state of the copy that answers it; absent where there is none, or no longer. */
	copy: string | undefined;
	/** Epoch milliseconds. */
	now: number;
	/** Days until the day of the answer; absent once it is closed. */
	left: number | undefined;
	linked: readonly { href: string; kind: string; state: string; isOpen: boolean }[];
	links: {
		action: string;
		back: string;
		member: string | undefined;
		rights: string;
		ticket: string | undefined;
	};
};

/** The forms of a case, by its state: each does one thing. */
export function CaseForms({ shown }: { shown: CaseShown }) {
	const { request, isOpened, now, links, context } = shown;
	const { desk: text } = words(context.page.locale).requests;
	const { state, kind, member_id } = request;
	const isUnverified = state === "received" || state === "identity_pending";
	const isVerified = state === "open" || state === "in_progress";
	const isErasure = kind === "erasure";
	const isCopied = isAnsweredByCopy(kind as RequestKind);
	const isCopying = shown.copy === "making" || shown.copy === "ready";
	if (member_id === "") return null;
	return (
		<>
			{!isOpened && (
				<section aria-label={text.read}>
					<p>{text.readLead}</p>
					<ActButton action={links.action} act="read" label={text.read} />
				</section>
			)}
			{isUnverified && <IdentitySection shown={shown} />}
			{isVerified && isCopied && !isCopying && (
				<section aria-labelledby="copy-title">
					<h2 id="copy-title">{text.copyTitle}</h2>
					<p>{text.copyLead}</p>
					<ActButton action={links.action} act="copy" label={text.copy} />
				</section>
			)}
			{isVerified && isCopying && <p>{text.copying}</p>}
			{state === "open" && !isErasure && !isCopied && (
				<section aria-labelledby="begin-title">
					<h2 id="begin-title">{text.beginTitle}</h2>
					<ActButton action={links.action} act="begin" label={text.begin} />
				</section>
			)}
			{state === "open" && isErasure && shown.linked.some((one) => one.isOpen) && <p>{text.accessFirst}</p>}
			{isVerified && !isErasure && <AnswerSections shown={shown} />}
			{canExtend(request, now) && <ExtendSection shown={shown} />}
		</>
	);
}

function Form({ shown, act, submit, children }: PropsWithChildren<{ shown: CaseShown; act: string; submit: string }>) {
	return (
		<form class="form" method="post" action={shown.links.action} novalidate>
			<input type="hidden" name="act" value={act} />
			{children}
			<FormEnd submit={submit} />
		</form>
	);
}

function Words({ shown, name, label }: { shown: CaseShown; name: string; label: string }) {
	const { desk } = words(shown.context.page.locale);
	const hint = desk.reasonHint(ANSWER.shortest, ANSWER.longest);
	return <TextArea name={name} label={label} hint={hint} state={shown.state} maxlength={ANSWER.longest} />;
}

function IdentitySection({ shown }: { shown: CaseShown }) {
	const { request, links, context, state } = shown;
	const { desk: text } = words(context.page.locale).requests;
	return (
		<section aria-labelledby="identity-title">
			<h2 id="identity-title">{text.identityTitle}</h2>
			<p>{text.identityLead}</p>
			{request.kind === "erasure" && <p>{text.erasureLead(HOURS_TO_CANCEL)}</p>}
			{request.state === "received" && <ActButton action={links.action} act="ask_identity" label={text.askIdentity} />}
			<Form shown={shown} act="accept_identity" submit={text.acceptSubmit}>
				<TextArea name="accept" label={text.accept} state={state} maxlength={300} />
			</Form>
		</section>
	);
}

function AnswerSections({ shown }: { shown: CaseShown }) {
	const { context, state } = shown;
	const { desk: text, ground, grounds } = words(context.page.locale).requests;
	return (
		<>
			<section aria-labelledby="fulfil-title">
				<h2 id="fulfil-title">{text.fulfilTitle}</h2>
				<Form shown={shown} act="fulfil" submit={text.fulfil}>
					<Words shown={shown} name="answer" label={text.fulfilWords} />
				</Form>
			</section>
			<section aria-labelledby="refuse-title">
				<h2 id="refuse-title">{text.refuseTitle}</h2>
				<p>{text.refuseLead}</p>
				<Form shown={shown} act="refuse" submit={text.refuse}>
					<Choice
						name="outcome"
						label={text.outcome}
						state={state}
						answers={(["refused", "partially_fulfilled"] as const).map((value) => ({
							value,
							label: text.outcomes[value],
						}))}
					/>
					<Choice
						name="ground"
						label={ground}
						state={state}
						answers={REFUSAL_GROUNDS.map((value) => ({ value, label: grounds[value] }))}
					/>
					<Words shown={shown} name="refusal" label={text.refuseWords} />
				</Form>
			</section>
		</>
	);
}

function ExtendSection({ shown }: { shown: CaseShown }) {
	const { desk: text } = words(shown.context.page.locale).requests;
	return (
		<section aria-labelledby="extend-title">
			<h2 id="extend-title">{text.extendTitle}</h2>
			<p>{text.extendLead}</p>
			<Form shown={shown} act="extend" submit={text.extend}>
				<Choice
					name="months"
					label={text.months}
					state={shown.state}
					answers={MONTHS.map((count) => ({ value: String(count), label: text.monthsOf(count) }))}
				/>
				<Words shown={shown} name="extension" label={text.extendWords} />
			</Form>
		</section>
	);
}
