import type { Thread } from "#features/helpdesk/own-ticket.ts";
import { MAX_BODY, stateAfter, type TicketRow, type TicketState } from "#features/helpdesk/ticket.ts";
import { dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import { named } from "#foundation/i18n/named.ts";
import { REQUEST_KINDS } from "#foundation/rights/requests/request.ts";
import { Choice, type ChoiceAnswer, ErrorSummary, FormEnd, TextArea, Tick } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { ActButton, type CaseFacts, Done, Facts } from "../views-parts.tsx";

type Shown = {
	context: ConsoleContext;
	ticket: TicketRow;
	/** Absent until the look is written down. */
	thread: Thread | undefined;
	state: FormState;
	done?: string | undefined;
	/** Now, ISO 8601. */
	at: string;
	site: string;
	owner: string | undefined;
	isMine: boolean;
	colleagues: readonly ChoiceAnswer[];
	links: {
		action: string;
		file: (id: string) => string;
		back: string;
		/** The ticket that a mail from another address was an answer to. */
		heldAbout: string | undefined;
		member: string | undefined;
		request: string | undefined;
	};
};

/** One ticket, and what can be done with it. */
export function TicketCase(shown: Shown) {
	const { context, state, thread, links } = shown;
	const { locale } = context.page;
	const { console: console_, helpdesk } = words(locale);
	const { desk } = helpdesk;
	const labels = { answer: desk.answer, staff: desk.handOn, access: desk.handOverKinds };
	return (
		<ConsolePage context={context} title={desk.caseTitle}>
			<div class="account-head">
				<h1>{desk.caseTitle}</h1>
				<Done words={shown.done} />
				<ErrorSummary title={console_.wrongTitle} state={state} labels={labels} />
			</div>
			<Facts facts={factsOf(locale, shown)} />
			{links.heldAbout !== undefined && (
				<section aria-labelledby="held-title">
					<h2 id="held-title">{desk.heldTitle}</h2>
					<p>{desk.held}</p>
					<p>
						<a href={links.heldAbout}>{desk.heldAbout}</a>
					</p>
				</section>
			)}
			{thread === undefined ? (
				<section aria-labelledby="read-title">
					<h2 id="read-title">{desk.thread}</h2>
					<p>{desk.readLead}</p>
					<ActButton action={links.action} act="read" label={desk.read} />
				</section>
			) : (
				<ThreadShown locale={locale} thread={thread} links={links} />
			)}
			<Acts shown={shown} />
			{links.request !== undefined && (
				<p>
					<a href={links.request}>{desk.request}</a>
				</p>
			)}
			{links.member !== undefined && (
				<p>
					<a href={links.member}>{desk.member}</a>
				</p>
			)}
			<p>
				<a href={links.back}>{desk.back}</a>
			</p>
		</ConsolePage>
	);
}

function factsOf(locale: Locale, { ticket, site, owner, isMine, at }: Shown): CaseFacts {
	const { desk, states, ticket: text } = words(locale).helpdesk;
	const { state, received_at: received, due_at: due, handed_over_at: handed } = ticket;
	const isLate = state === "open" && due !== null && due < at;
	const facts: readonly (readonly [string, string | undefined])[] = [
		[text.state, named(states, state)],
		[desk.received, timeInWords(received, locale)],
		[desk.due, due === null ? undefined : `${dayInWords(due, locale)}${isLate ? ` · ${desk.late}` : ""}`],
		[desk.site, site],
		[desk.sender, named(desk.senders, ticket.sender_kind)],
		[desk.owner, ticket.owner_id === "" ? desk.nobody : isMine ? desk.you : (owner ?? desk.another)],
		[desk.handOverTitle, handed === null ? undefined : dayInWords(handed, locale)],
	];
	return facts.flatMap(([term, value]) => (value === undefined ? [] : [[term, value] as const]));
}

function ThreadShown({ locale, thread, links }: { locale: Locale; thread: Thread; links: Shown["links"] }) {
	const { desk, ticket: text, unreadable, states: _ } = words(locale).helpdesk;
	return (
		<section aria-labelledby="thread-title">
			<h2 id="thread-title">{desk.thread}</h2>
			<p>
				<strong>{desk.subject}:</strong> {thread.subject ?? unreadable}
			</p>
			<ol class="panels">
				{thread.messages.map((message) => (
					<li class="panel">
						<h3>{message.isSender ? desk.sender : desk.answer}</h3>
						<p class="small">
							<time datetime={message.at}>{timeInWords(message.at, locale)}</time>
						</p>
						<p class="written">{message.body ?? unreadable}</p>
						{message.files.map(({ id, name = unreadable, bytes }) => (
							<form method="post" action={links.file(id)}>
								<button class="button button-quiet" type="submit">
									{desk.file(name)} ({text.size(Math.ceil(bytes / 1024))})
								</button>
							</form>
						))}
					</li>
				))}
			</ol>
		</section>
	);
}

function Acts({ shown }: { shown: Shown }) {
	const { context, ticket, state, isMine, colleagues, links } = shown;
	const { desk } = words(context.page.locale).helpdesk;
	const now = ticket.state as TicketState;
	const text = words(context.page.locale).helpdesk;
	if (stateAfter(now, "staff_answered") === undefined) return null;
	return (
		<>
			<section aria-labelledby="answer-title">
				<h2 id="answer-title">{desk.answerTitle}</h2>
				<form class="form" method="post" action={links.action} novalidate>
					<input type="hidden" name="act" value="answer" />
					<TextArea
						name="answer"
						label={desk.answer}
						hint={`${desk.answerHint} ${text.textHint(MAX_BODY)}`}
						state={state}
						maxlength={MAX_BODY}
					/>
					<FormEnd submit={desk.answerSubmit} />
				</form>
			</section>
			{(!isMine || colleagues.length > 0) && <TakeOrHandOn shown={shown} />}
			{ticket.handed_over_at === null && <HandOver shown={shown} />}
			<section aria-labelledby="close-title">
				<h2 id="close-title">{desk.closeTitle}</h2>
				<p>{desk.closeLead}</p>
				<ActButton action={links.action} act="close" label={desk.close} />
			</section>
		</>
	);
}

function TakeOrHandOn({ shown: { context, state, isMine, colleagues, links } }: { shown: Shown }) {
	const { desk } = words(context.page.locale).helpdesk;
	return (
		<section aria-labelledby="owner-title">
			<h2 id="owner-title">{desk.owner}</h2>
			{!isMine && <ActButton action={links.action} act="take" label={desk.take} />}
			{colleagues.length > 0 && (
				<form class="form" method="post" action={links.action} novalidate>
					<input type="hidden" name="act" value="hand_on" />
					<Choice name="staff" label={desk.handOn} state={state} answers={colleagues} />
					<FormEnd submit={desk.handOnSubmit} />
				</form>
			)}
		</section>
	);
}

function HandOver({ shown: { context, state, links } }: { shown: Shown }) {
	const { helpdesk, requests } = words(context.page.locale);
	const { desk } = helpdesk;
	return (
		<section aria-labelledby="hand-over-title">
			<h2 id="hand-over-title">{desk.handOverTitle}</h2>
			<p>{desk.handOverLead}</p>
			<form class="form" method="post" action={links.action} novalidate>
				<input type="hidden" name="act" value="hand_over" />
				<fieldset class="field">
					<legend>{desk.handOverKinds}</legend>
					{REQUEST_KINDS.map((kind) => (
						<Tick name={kind} state={state} required={false}>
							{requests.desk.kinds[kind]}
						</Tick>
					))}
				</fieldset>
				<FormEnd submit={desk.handOver} />
			</form>
		</section>
	);
}
