import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { ErrorSummary, FormEnd, TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";

/** Between the password and being signed in: a code of the app, or one for recovery. */
export function SecondStepPage({
	context,
	state,
	token,
	action,
	signIn,
}: {
	context: AccountContext;
	state: FormState;
	token: string;
	action: string;
	signIn: string;
}) {
	const { locale } = context.page;
	const text = words(locale).security.second;
	return (
		<AccountPage context={context} title={text.title}>
			<AccountHead title={text.title}>
				<p class="lead">{text.lead}</p>
			</AccountHead>
			<ErrorSummary title={words(locale).accounts.wrongTitle} state={state} />
			<form class="form" method="post" action={action} novalidate>
				<input type="hidden" name="token" value={token} />
				<TextField
					name="code"
					label={text.code}
					state={{ ...state, values: {} }}
					autocomplete="one-time-code"
					inputmode="numeric"
					maxlength={12}
				/>
				<FormEnd submit={text.submit}>
					<a href={signIn}>{text.cancel}</a>
				</FormEnd>
			</form>
			<section aria-labelledby="recovery-title">
				<h2 id="recovery-title">{text.lost}</h2>
				<form class="form" method="post" action={action} novalidate>
					<input type="hidden" name="token" value={token} />
					<TextField
						name="recovery_code"
						label={text.recovery}
						hint={text.recoveryHint}
						state={{ ...state, values: {} }}
						autocomplete="off"
						maxlength={60}
						spellcheck={false}
					/>
					<p class="form-end">
						<button class="button button-quiet" type="submit">
							{text.recoverySubmit}
						</button>
					</p>
				</form>
			</section>
		</AccountPage>
	);
}

/** What the link of a mail about guesses opens: a mail program that looks ahead allows nothing. */
export function NewBrowserPage({
	context,
	token,
	action,
	signIn,
}: {
	context: AccountContext;
	token: string;
	action: string;
	signIn: string;
}) {
	const { newBrowser: text, cancel } = words(context.page.locale).security;
	return (
		<AccountPage context={context} title={text.title}>
			<AccountHead title={text.title}>
				<p class="lead">{text.body}</p>
			</AccountHead>
			<form class="form" method="post" action={action}>
				<input type="hidden" name="token" value={token} />
				<FormEnd submit={text.submit}>
					<a href={signIn}>{cancel}</a>
				</FormEnd>
			</form>
		</AccountPage>
	);
}
