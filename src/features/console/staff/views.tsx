import { timeInWords } from "#foundation/i18n/date.ts";
import { STAFF_ROLES, type StaffRole } from "#foundation/ledgers/staff-role.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { Choice, ErrorSummary, FormEnd, TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import type { Standing } from "../people.ts";

export type StaffEntry = Standing & {
	role: StaffRole;
	self: boolean;
	createdAt: string;
	endedAt: string | null;
	waits: boolean;
	/** For the inviter, where nobody else can agree. */
	command?: string;
	/** What the reader may do of this one. */
	links: { agree?: string; end?: string; resetStep?: string };
	/** The last time that their second step was taken away. */
	reset: { created_at: string; ended_at: string | null } | undefined;
	/** Absent: the reader may not see it. */
	searches?: { days: number; searches: number; found: number };
};
export type InvitationEntry = { role: StaffRole; invitedBy: string; expiresAt: string; withdraw: string };

function Person({ context, entry }: { context: ConsoleContext; entry: StaffEntry }) {
	const { locale } = context.page;
	const { staff: text, roles, secondStep } = words(locale).console;
	return (
		<li class="panel">
			<h3>
				{entry.email}
				{entry.self && <span class="small"> ({text.self})</span>}
			</h3>
			<p>
				{roles[entry.role]}
				{entry.endedAt !== null && <span class="small"> ({text.ended})</span>}
				{entry.waits && <span class="small"> ({text.waits})</span>}
			</p>
			<p class="small">
				{entry.endedAt === null ? text.since : text.endedOn}:{" "}
				<Day iso={entry.endedAt ?? entry.createdAt} locale={locale} />
			</p>
			<StandingLines context={context} standing={entry} />
			{entry.reset && (
				<p class="small">
					{secondStep.personResetOn}: {timeInWords(entry.reset.created_at, locale)}
					{entry.reset.ended_at === null && `, ${secondStep.waits}`}
				</p>
			)}
			{entry.searches && (
				<p class="small">{text.searches(entry.searches.days, entry.searches.searches, entry.searches.found)}</p>
			)}
			{entry.command !== undefined && <p>{text.agreeOther(entry.command)}</p>}
			{entry.links.agree !== undefined && <p>{text.agreeLead}</p>}
			{Object.keys(entry.links).length > 0 && (
				<div class="form-end">
					<PersonAction action={entry.links.agree} label={text.agree} email={entry.email} look="button" />
					<PersonAction
						action={entry.links.resetStep}
						label={text.reset}
						email={entry.email}
						look="button button-quiet"
					/>
					<PersonAction action={entry.links.end} label={text.end} email={entry.email} look="button danger" />
				</div>
			)}
		</li>
	);
}

/** Who invited a member of staff, and who agreed. */
export function StandingLines({ context, standing }: { context: ConsoleContext; standing: Standing }) {
	const { staff: text } = words(context.page.locale).console;
	return (
		<>
			<p class="small">
				{text.invitedBy}: {standing.invitedBy}
			</p>
			<p class="small">
				{text.agreedBy}: {standing.agreedBy}
			</p>
		</>
	);
}

type Action = { action: string | undefined; label: string; email: string; look: string };

function PersonAction({ action, label, email, look }: Action) {
	if (action === undefined) return null;
	return (
		<form method="post" action={action}>
			<button class={look} type="submit">
				{label}
				<span class="aloud"> {email}</span>
			</button>
		</form>
	);
}

function Invitations({ context, entries }: { context: ConsoleContext; entries: readonly InvitationEntry[] }) {
	const { locale } = context.page;
	const { staff: text, roles } = words(locale).console;
	return (
		<section aria-labelledby="invitations-title">
			<h2 id="invitations-title">{text.invitationsTitle}</h2>
			{entries.length === 0 ? (
				<p class="empty">{text.invitationsEmpty}</p>
			) : (
				<ul class="panels">
					{entries.map(({ role, invitedBy, expiresAt, withdraw }) => (
						<li class="panel">
							<h3>{roles[role]}</h3>
							<p class="small">
								{text.invitedBy}: {invitedBy}
							</p>
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

type Manage = { invitations: readonly InvitationEntry[]; state: FormState; invite: string };

export function StaffPage({
	context,
	people,
	manage,
	done,
}: {
	context: ConsoleContext;
	people: readonly StaffEntry[];
	/** Absent: the reader may not invite. */
	manage?: Manage;
	done: string | undefined;
}) {
	const { staff: text } = words(context.page.locale).console;
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
			{manage && <InviteForm context={context} manage={manage} />}
			{manage && <Invitations context={context} entries={manage.invitations} />}
		</ConsolePage>
	);
}

function InviteForm({ context, manage: { state, invite } }: { context: ConsoleContext; manage: Manage }) {
	const { staff: text, field, roles, wrongTitle } = words(context.page.locale).console;
	return (
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
	);
}
