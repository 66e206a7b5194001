import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { ErrorSummary, FormEnd, PasswordField, TextField, Tick } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { scriptPath } from "#foundation/ui/scripts/scripts.ts";
import { words } from "#locales/locales.ts";
import { PasskeySignIn } from "../credentials/passkeys/views.tsx";

export function SignInPage({
	context,
	state,
	action,
	join,
	reset,
	ask,
	passkey,
	kept,
}: {
	context: AccountContext;
	state: FormState;
	join: string;
	reset: string;
	/** Where somebody without an account asks for a copy. */
	ask: string;
	passkey: { action: string; options: string };
	action: string;
	/** How long the member stays signed in that asks for it, in words. */
	kept: string;
}) {
	const { page, brand } = context;
	const { accounts: text, copyDoor } = words(page.locale);
	const { field, signIn } = text;
	return (
		<AccountPage context={context} title={signIn.title} script={scriptPath("passkey")}>
			<AccountHead title={signIn.title}>
				{brand && <p class="lead">{signIn.lead(brand.name, page.legal.operator.name)}</p>}
			</AccountHead>
			<ErrorSummary
				title={text.wrongTitle}
				state={state}
				labels={{ identifier: field.identifier, password: field.password }}
			/>
			<form class="form" method="post" action={action} novalidate>
				<TextField
					name="identifier"
					label={field.identifier}
					state={state}
					autocomplete="username webauthn"
					maxlength={254}
					spellcheck={false}
				/>
				<PasswordField name="password" label={field.password} state={state} use="current" />
				<Tick name="keep" state={state} required={false}>
					{field.keep(kept)}
				</Tick>
				<FormEnd submit={signIn.submit}>
					<a href={reset}>{signIn.forgot}</a>
				</FormEnd>
			</form>
			<PasskeySignIn context={context} {...passkey} />
			{brand && (
				<p>
					{signIn.noAccount} <a href={join}>{signIn.join}</a>
				</p>
			)}
			<p class="small">
				{copyDoor.noAccount} <a href={ask}>{copyDoor.link}</a>
			</p>
		</AccountPage>
	);
}
