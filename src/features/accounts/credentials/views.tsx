import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { Day } from "#foundation/ui/document/page.tsx";
import { ErrorSummary, FormEnd, PasswordField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import type { StandingDoor } from "./schema.ts";
import { StandingDoors } from "./standing-doors.tsx";

export type SessionEntry = {
	id: string;
	here: boolean;
	/** The brand that it is signed in to; absent: the account host. */
	brand: string | undefined;
	/** It opens privacy rights and nothing else. */
	rightsOnly: boolean;
	seenAt: string;
	system: string;
	browser: string;
	end: string;
};

export type SecurityPanel = { title: string; words: string[]; href: string; label: string };

function Session({ context, entry }: { context: AccountContext; entry: SessionEntry }) {
	const { locale } = context.page;
	const text = words(locale).accounts.security;
	const name = [entry.browser, entry.system].filter(Boolean).join(", ") || "?";
	return (
		<li class="panel">
			<h3>
				{name}
				{entry.here && <span class="small"> ({text.here})</span>}
			</h3>
			<p>{entry.rightsOnly ? text.rightsPages : (entry.brand ?? text.accountPages)}</p>
			<p class="small">
				{text.seen}: <Day iso={entry.seenAt} locale={locale} />
			</p>
			<form method="post" action={entry.end}>
				<button class="button button-quiet" type="submit">
					{text.end}
					<span class="aloud"> {name}</span>
				</button>
			</form>
		</li>
	);
}

function PasswordForm({ context, state, action }: { context: AccountContext; state: FormState; action: string }) {
	const { security, field, wrongTitle } = words(context.page.locale).accounts;
	return (
		<section aria-labelledby="password-title">
			<h2 id="password-title">{security.passwordTitle}</h2>
			<ErrorSummary
				title={wrongTitle}
				state={state}
				labels={{ current_password: field.currentPassword, new_password: field.newPassword }}
			/>
			<form class="form" method="post" action={action} novalidate>
				<PasswordField name="current_password" label={field.currentPassword} state={state} use="current" />
				<PasswordField
					name="new_password"
					label={field.newPassword}
					hint={`${field.passwordHint} ${security.passwordNote}`}
					state={state}
					use="new"
				/>
				<FormEnd submit={security.passwordSubmit} />
			</form>
		</section>
	);
}

/** Password, sessions, and the way out. */
export function SecurityPage({
	context,
	state,
	sessions,
	notices,
	standing,
	panels,
	links,
}: {
	context: AccountContext;
	state: FormState;
	sessions: readonly SessionEntry[];
	/** What was done just now, and what the member should know. */
	notices: readonly string[];
	/** After a new password: what else opens the account. */
	standing: readonly StandingDoor[] | undefined;
	/** What has a page of its own. */
	panels: readonly SecurityPanel[];
	links: { password: string; endAll: string; close: string };
}) {
	const { security } = words(context.page.locale).accounts;
	return (
		<AccountPage context={context} title={security.title} signedIn>
			<AccountHead title={security.title}>
				{notices.map((notice) => (
					<p class="notice" role="status">
						{notice}
					</p>
				))}
				{standing !== undefined && <StandingDoors locale={context.page.locale} doors={standing} />}
			</AccountHead>
			<ul class="panels">
				{panels.map(({ title, words, href, label }) => (
					<li class="panel">
						<h2>{title}</h2>
						{words.map((line) => (
							<p>{line}</p>
						))}
						<p>
							<a href={href}>{label}</a>
						</p>
					</li>
				))}
			</ul>
			<PasswordForm context={context} state={state} action={links.password} />
			<section aria-labelledby="sessions-title">
				<h2 id="sessions-title">{security.sessionsTitle}</h2>
				<p>{security.sessionsLead}</p>
				<ul class="panels">
					{sessions.map((entry) => (
						<Session context={context} entry={entry} />
					))}
				</ul>
				<form method="post" action={links.endAll}>
					<button class="button button-quiet" type="submit">
						{security.endAll}
					</button>
				</form>
			</section>
			<section aria-labelledby="close-title">
				<h2 id="close-title">{security.closeTitle}</h2>
				<p>{security.closeBody}</p>
				<p>
					<a href={links.close}>{security.closeLink}</a>
				</p>
			</section>
		</AccountPage>
	);
}
