import { timeInWords } from "../ui/date.ts";
import { Day } from "../ui/document/page.tsx";
import { Choice, ErrorSummary, FormEnd, type FormState, TextField } from "../ui/form.tsx";
import { type ConsoleContext, ConsolePage } from "./page.tsx";
import { STAFF_ROLES, type StaffRole } from "./roles.ts";
import { CONSOLE_TEXT } from "./text.ts";

export type StaffEntry = {
	email: string;
	role: StaffRole;
	self: boolean;
	createdAt: string;
	endedAt: string | null;
	end: string;
	resetStep: string;
	/** The last time that their second step was taken away. */
	reset: { created_at: string; ended_at: string | null } | undefined;
};
export type InvitationEntry = { role: StaffRole; expiresAt: string; withdraw: string };

function Person({ context, entry }: { context: ConsoleContext; entry: StaffEntry }) {
	const { locale } = context.page;
	const { staff: text, roles, secondStep } = CONSOLE_TEXT[locale];
	return (
		<li class="panel">
			<h3>
				{entry.email}
				{entry.self && <span class="small"> ({text.self})</span>}
			</h3>
			<p>
				{roles[entry.role]}
				{entry.endedAt !== null && <span class="small"> ({text.ended})</span>}
			</p>
			<p class="small">
				{entry.endedAt === null ? text.since : text.endedOn}:{" "}
				<Day iso={entry.endedAt ?? entry.createdAt} locale={locale} />
			</p>
			{entry.reset && (
				<p class="small">
					{secondStep.personResetOn}: {timeInWords(entry.reset.created_at, locale)}
					{entry.reset.ended_at === null && `, ${secondStep.waits}`}
				</p>
			)}
			{entry.endedAt === null && !entry.self && (
				<div class="form-end">
					<form method="post" action={entry.resetStep}>
						<button class="button button-quiet" type="submit">
							{text.reset}
							<span class="aloud"> {entry.email}</span>
						</button>
					</form>
					<form method="post" action={entry.end}>
						<button class="button danger" type="submit">
							{text.end}
							<span class="aloud"> {entry.email}</span>
						</button>
					</form>
				</div>
			)}
		</li>
	);
}

function Invitations({ context, entries }: { context: ConsoleContext; entries: readonly InvitationEntry[] }) {
	const { locale } = context.page;
	const { staff: text, roles } = CONSOLE_TEXT[locale];
	return (
		<section aria-labelledby="invitations-title">
			<h2 id="invitations-title">{text.invitationsTitle}</h2>
			{entries.length === 0 ? (
				<p class="empty">{text.invitationsEmpty}</p>
			) : (
				<ul class="panels">
					{entries.map(({ role, expiresAt, withdraw }) => (
						<li class="panel">
							<h3>{roles[role]}</h3>
							<p class="small">
								{text.until}: {timeInWords(expiresAt, locale)}
							</p>
							<form method="post" action={withdraw}>
								<button class="button button-quiet" type="submit">
									{text.withdraw}
								</button>
							</form>
						</li>
					))}
				</ul>
			)}
		</section>
	);
}

export function StaffPage({
	context,
	people,
	invitations,
	state,
	invite,
	done,
}: {
	context: ConsoleContext;
	people: readonly StaffEntry[];
	invitations: readonly InvitationEntry[];
	state: FormState;
	invite: string;
	done: string | undefined;
}) {
	const { staff: text, field, roles, wrongTitle } = CONSOLE_TEXT[context.page.locale];
	return (
		<ConsolePage context={context} title={text.title}>
			<div class="account-head">
				<h1>{text.title}</h1>
				{done !== undefined && (
					<p class="notice" role="status">
						{done}
					</p>
				)}
			</div>
			<section aria-labelledby="people-title">
				<h2 id="people-title">{text.peopleTitle}</h2>
				<ul class="panels">
					{people.map((entry) => (
						<Person context={context} entry={entry} />
					))}
				</ul>
			</section>
			<section aria-labelledby="invite-title">
				<h2 id="invite-title">{text.inviteTitle}</h2>
				<p>{text.inviteLead}</p>
				<ErrorSummary title={wrongTitle} state={state} labels={{ email: field.email, role: field.role }} />
				<form class="form" method="post" action={invite} novalidate>
					<TextField name="email" label={field.email} state={state} type="email" autocomplete="off" maxlength={254} />
					<Choice
						name="role"
						label={field.role}
						state={state}
						answers={STAFF_ROLES.map((role) => ({ value: role, label: roles[role] }))}
					/>
					<FormEnd submit={text.invite} />
				</form>
			</section>
			<Invitations context={context} entries={invitations} />
		</ConsolePage>
	);
}

/** The one time that a link is shown. */
export function LinkPage({
	context,
	title,
	body,
	link,
	back,
}: {
	context: ConsoleContext;
	title: string;
	body: string;
	link: string;
	back: string;
}) {
	return (
		<ConsolePage context={context} title={title}>
			<div class="account-head">
				<h1>{title}</h1>
				<p>{body}</p>
			</div>
			<p>
				<code class="secret">{link}</code>
			</p>
			<p>
				<a class="button button-quiet" href={back}>
					{CONSOLE_TEXT[context.page.locale].back}
				</a>
			</p>
		</ConsolePage>
	);
}
