import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { ErrorSummary, FormEnd, PasswordField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { DisplayNameField } from "../brand-name/views.tsx";
import { NewPasswordForm } from "../credentials/new-password-form.tsx";

type Props = { context: AccountContext; state: FormState; code: string; action: string };
/** Whether the brand asks a display name, and one to take over. */
type NamedProps = Props & { asksName: boolean; proposal: string | undefined };

/** Asks the display name before others of the brand see the member. */
function NameField({ context, state, asksName, proposal }: NamedProps) {
	if (!asksName) return null;
	return <DisplayNameField locale={context.page.locale} state={state} proposal={proposal} />;
}

/** For the browser that joined. */
export function ActivatePage(props: NamedProps) {
	const { context, state, code, action } = props;
	const { accounts, profiles } = words(context.page.locale);
	const { confirm, wrongTitle } = accounts;
	return (
		<AccountPage context={context} title={confirm.title}>
			<AccountHead title={confirm.title}>
				<p>{confirm.body(context.page.look.name)}</p>
			</AccountHead>
			<ErrorSummary title={wrongTitle} state={state} labels={{ display_name: profiles.field.display_name }} />
			<form class="form" method="post" action={action} novalidate>
				<input type="hidden" name="code" value={code} />
				<NameField {...props} />
				<FormEnd submit={confirm.submit} />
			</form>
		</AccountPage>
	);
}

/** For a browser that did not join: the password tells whether its reader did. */
export function ElsewherePage(props: NamedProps & { discard: string; password: string }) {
	const { context, state, code, action, discard, password } = props;
	const { accounts, profiles } = words(context.page.locale);
	const { confirm, wrongTitle } = accounts;
	const { name } = context.page.look;
	return (
		<AccountPage context={context} title={confirm.title}>
			<AccountHead title={confirm.title}>
				<p class="lead">{confirm.elsewhere(name)}</p>
			</AccountHead>
			<ErrorSummary
				title={wrongTitle}
				state={state}
				labels={{ password: confirm.passwordLabel, display_name: profiles.field.display_name }}
			/>
			<form class="form" method="post" action={action} novalidate>
				<input type="hidden" name="code" value={code} />
				<PasswordField name="password" label={confirm.passwordLabel} state={state} use="current" />
				<NameField {...props} />
				<FormEnd submit={confirm.submit} />
			</form>
			<h2>{confirm.notMineTitle}</h2>
			<p>{confirm.notMine(name)}</p>
			<form class="form" method="post" action={discard}>
				<input type="hidden" name="code" value={code} />
				<p class="form-end">
					<button class="button button-quiet" type="submit">
						{confirm.discard}
					</button>
					<a href={password}>{confirm.newPassword}</a>
				</p>
			</form>
		</AccountPage>
	);
}

/** Who has the mailbox chooses a password of their own. */
export function OwnPasswordPage({ context, state, code, action }: Props) {
	const { confirm, field, wrongTitle } = words(context.page.locale).accounts;
	return (
		<AccountPage context={context} title={confirm.newPassword}>
			<AccountHead title={confirm.newPassword}>
				<p class="lead">{confirm.newLead(context.page.look.name)}</p>
			</AccountHead>
			<ErrorSummary title={wrongTitle} state={state} labels={{ new_password: field.newPassword }} />
			<NewPasswordForm
				locale={context.page.locale}
				state={state}
				code={code}
				action={action}
				submit={confirm.newSubmit}
			/>
		</AccountPage>
	);
}
