import { dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import { named } from "#foundation/i18n/named.ts";
import { ErrorSummary, FormEnd, TextArea } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { Page } from "#foundation/ui/page.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";
import type { Thread } from "./own-ticket.ts";
import { MAX_BODY, type TicketRow } from "./ticket.ts";
import { AttachmentFields, attachmentLabels } from "./views.tsx";

type Props = {
	context: PageContext;
	ticket: TicketRow;
	thread: Thread;
	state: FormState;
	done: string | undefined;
	links: { action: string; back: string | undefined };
};

/** What was asked and answered, and a form to write back. */
export function TicketPage({ context, ticket, thread, state, done, links }: Props) {
	const { locale } = context;
	const text = words(locale).helpdesk;
	const title = text.ticket.title;
	return (
		<Page sheet="site" context={context} title={title} description={title} noindex addressless>
			<div class="wrap account">
				<div class="account-head">
					<h1>{thread.subject ?? title}</h1>
					{done !== undefined && (
						<p class="notice" role="status">
							{done}
						</p>
					)}
					<Standing ticket={ticket} context={context} />
					<ErrorSummary
						title={text.wrong}
						state={state}
						labels={{ answer: text.ticket.answer, ...attachmentLabels(locale) }}
					/>
				</div>
				<ol class="panels">
					{thread.messages.map((message) => (
						<Message context={context} message={message} />
					))}
				</ol>
				<section aria-labelledby="answer-title">
					<h2 id="answer-title">{text.ticket.answerTitle}</h2>
					{ticket.state === "closed" && <p>{text.ticket.closed}</p>}
					<form class="form" method="post" action={links.action} enctype="multipart/form-data" novalidate>
						<TextArea
							name="answer"
							label={text.ticket.answer}
							hint={text.textHint(MAX_BODY)}
							state={state}
							maxlength={MAX_BODY}
						/>
						<AttachmentFields state={state} locale={locale} />
						<FormEnd submit={text.ticket.answerSubmit} />
					</form>
				</section>
				{links.back !== undefined && (
					<p>
						<a href={links.back}>{text.ticket.back}</a>
					</p>
				)}
			</div>
		</Page>
	);
}

function Standing({ ticket, context: { locale } }: Pick<Props, "ticket" | "context">) {
	const { ticket: text, states } = words(locale).helpdesk;
	const { state, received_at, due_at, handed_over_at } = ticket;
	return (
		<>
			<dl class="account-facts">
				<div>
					<dt>{text.received}</dt>
					<dd>{dayInWords(received_at, locale)}</dd>
				</div>
				<div>
					<dt>{text.state}</dt>
					<dd>{named(states, state)}</dd>
				</div>
				{state === "open" && due_at !== null && (
					<div>
						<dt>{text.due}</dt>
						<dd>{dayInWords(due_at, locale)}</dd>
					</div>
				)}
			</dl>
			{handed_over_at !== null && <p class="notice">{text.handedOver(dayInWords(handed_over_at, locale))}</p>}
		</>
	);
}

function Message({ context, message }: { context: PageContext; message: Thread["messages"][number] }) {
	const { locale, legal } = context;
	const { ticket: text, unreadable } = words(locale).helpdesk;
	return (
		<li class="panel">
			<h2>{message.isSender ? text.you : text.staff(legal.operator.shortName)}</h2>
			<p class="small">
				<time datetime={message.at}>{timeInWords(message.at, locale)}</time>
			</p>
			<p class="written">{message.body ?? unreadable}</p>
			{message.files.length > 0 && (
				<p class="small">
					{text.files}:{" "}
					{message.files
						.map(({ name, bytes }) => `${name ?? unreadable} (${text.size(Math.ceil(bytes / 1024))})`)
						.join(", ")}
				</p>
			)}
		</li>
	);
}

/** The link is too old, or what it led to is gone. */
export function SpentPage({ context, again }: { context: PageContext; again: string }) {
	const { ticket: text } = words(context.locale).helpdesk;
	return (
		<Page sheet="site" context={context} title={text.spentTitle} description={text.spentTitle} noindex addressless>
			<div class="wrap account">
				<div class="account-head">
					<h1>{text.spentTitle}</h1>
					<p>{text.spent}</p>
				</div>
				<p>
					<a class="button" href={again}>
						{text.again}
					</a>
				</p>
			</div>
		</Page>
	);
}
