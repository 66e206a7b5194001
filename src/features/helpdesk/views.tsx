import { dayInWords } from "#foundation/i18n/date.ts";
import { named } from "#foundation/i18n/named.ts";
import { ErrorSummary, FormEnd, TextArea, TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { Page } from "#foundation/ui/page.tsx";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { type Locale, words } from "#locales/locales.ts";
import { ATTACHMENT_TYPES, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from "./attachment.ts";
import { ATTACHMENT_FIELDS } from "./schema.ts";
import { MAX_BODY, MAX_SUBJECT } from "./ticket.ts";

const ACCEPTED = Object.entries(ATTACHMENT_TYPES)
	.flatMap(([type, { extensions }]) => [type, ...extensions.map((extension) => `.${extension}`)])
	.join(",");

/** One field for each file, so that it works without scripts. A file that was chosen does not come back with the form. */
export function AttachmentFields({ state, locale }: { state: FormState; locale: Locale }) {
	const text = words(locale).helpdesk;
	return (
		<fieldset class="field" aria-describedby="attachments-hint">
			<legend>
				{text.attachments} <span class="field-optional">{text.optional}</span>
			</legend>
			<p class="field-hint" id="attachments-hint">
				{text.attachmentsHint(MAX_ATTACHMENTS, MAX_ATTACHMENT_BYTES / 1024 / 1024)}{" "}
				{Object.keys(state.errors).length > 0 && text.chooseAgain}
			</p>
			{ATTACHMENT_FIELDS.map((name, index) => {
				const error = state.errors[name];
				return (
					<div class={error === undefined ? "field" : "field field-wrong"}>
						<label for={name}>{text.attachment(index + 1)}</label>
						{error !== undefined && (
							<p class="field-error" id={`${name}-error`}>
								{error}
							</p>
						)}
						<input
							id={name}
							type="file"
							name={name}
							accept={ACCEPTED}
							{...(error === undefined ? {} : { "aria-invalid": "true", "aria-describedby": `${name}-error` })}
						/>
					</div>
				);
			})}
		</fieldset>
	);
}

export const attachmentLabels = (locale: Locale): Record<string, string> =>
	Object.fromEntries(ATTACHMENT_FIELDS.map((name, index) => [name, words(locale).helpdesk.attachment(index + 1)]));

/** `subject`: undefined where it can no longer be read. */
export type OwnTicket = { href: string; subject: string | undefined; state: string; received: string };

type Props = {
	context: PageContext;
	state: FormState;
	done: string | undefined;
	isMember: boolean;
	tickets: readonly OwnTicket[];
	/** Days in which it is answered; absent where nothing is promised. */
	answerDays: number | undefined;
	links: { action: string; rights: string };
};

/** The form of P15: an e-mail address, a subject, a description and optional attachments, and nothing else. */
export function HelpdeskPage({ context, state, done, isMember, tickets, answerDays, links }: Props) {
	const { locale } = context;
	const text = words(locale).helpdesk;
	const labels = {
		...{ email: text.email, subject: text.subject, description: text.text },
		...attachmentLabels(locale),
	};
	return (
		<Page sheet="site" context={context} title={text.title} description={text.description(context.look.name)} noindex>
			<div class="wrap account">
				<div class="account-head">
					<h1>{text.title}</h1>
					{done !== undefined && (
						<p class="notice" role="status">
							{done}
						</p>
					)}
					<p class="lead">
						{text.lead} {answerDays !== undefined && text.answeredWithin(answerDays)}
					</p>
					<ErrorSummary title={text.wrong} state={state} labels={labels} />
				</div>
				<form class="form" method="post" action={links.action} enctype="multipart/form-data" novalidate>
					<TextField
						name="email"
						label={text.email}
						hint={isMember ? text.ownEmailHint : text.emailHint}
						state={state}
						type="email"
						autocomplete="email"
						maxlength={254}
						spellcheck={false}
					/>
					<TextField name="subject" label={text.subject} state={state} autocomplete="off" maxlength={MAX_SUBJECT} />
					<TextArea
						name="description"
						label={text.text}
						hint={text.textHint(MAX_BODY)}
						state={state}
						maxlength={MAX_BODY}
					/>
					<AttachmentFields state={state} locale={locale} />
					<FormEnd submit={text.submit} />
				</form>
				{isMember && <OwnTickets tickets={tickets} locale={locale} />}
				<p>
					{text.rights} <a href={links.rights}>{text.rightsLink}</a>
				</p>
			</div>
		</Page>
	);
}

function OwnTickets({ tickets, locale }: { tickets: readonly OwnTicket[]; locale: Locale }) {
	const text = words(locale).helpdesk;
	return (
		<section aria-labelledby="own-title">
			<h2 id="own-title">{text.own.title}</h2>
			{tickets.length === 0 ? (
				<p class="empty">{text.own.empty}</p>
			) : (
				<ul class="panels">
					{tickets.map(({ href, subject = text.unreadable, state, received }) => (
						<li class="panel">
							<h3>
								<a href={href} aria-label={text.own.open(subject)}>
									{subject}
								</a>
							</h3>
							<p class="small">
								{dayInWords(received, locale)} · {named(text.states, state)}
							</p>
						</li>
					))}
				</ul>
			)}
		</section>
	);
}
