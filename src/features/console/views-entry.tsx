import { qrPath } from "#features/accounts/credentials/authenticator/qr-code.ts";
import { ErrorSummary, FormEnd, PasswordField, TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "./page.tsx";

export type EntryForm = { context: ConsoleContext; state: FormState; action: string };

export function SignInPage({ context, state, action }: EntryForm) {
	const { signIn, field, wrongTitle } = words(context.page.locale).console;
	return (
		<ConsolePage context={context} title={signIn.title}>
			<div class="account-head">
				<h1>{signIn.title}</h1>
				<p class="lead">{signIn.lead}</p>
			</div>
			<ErrorSummary title={wrongTitle} state={state} labels={{ email: field.email, password: field.password }} />
			<form class="form" method="post" action={action} novalidate>
				<TextField
					name="email"
					label={field.email}
					state={state}
					// Of type text: older editions of HTML let no field of type email be filled in as a user name.
					inputmode="email"
					autocomplete="username"
					maxlength={254}
					spellcheck={false}
				/>
				<PasswordField name="password" label={field.password} state={state} use="current" />
				<FormEnd submit={signIn.submit} />
			</form>
		</ConsolePage>
	);
}

export function CodeField({ name, label, state }: { name: string; label: string; state: FormState }) {
	return (
		<TextField
			name={name}
			label={label}
			// A code is of use once: it never comes back.
			state={{ ...state, values: {} }}
			autocomplete="one-time-code"
			inputmode="numeric"
			maxlength={12}
		/>
	);
}

export function CodePage({ context, state, action, token }: EntryForm & { token: string }) {
	const { signIn, field, wrongTitle } = words(context.page.locale).console;
	return (
		<ConsolePage context={context} title={signIn.codeTitle}>
			<div class="account-head">
				<h1>{signIn.codeTitle}</h1>
				<p>{signIn.codeLead}</p>
			</div>
			<ErrorSummary title={wrongTitle} state={state} labels={{ code: field.code }} />
			<form class="form" method="post" action={action} novalidate>
				<input type="hidden" name="token" value={token} />
				<CodeField name="code" label={field.code} state={state} />
				<FormEnd submit={signIn.codeSubmit} />
			</form>
		</ConsolePage>
	);
}

/** Dark on light whatever the colours of the page, or a camera does not find it. */
function QrCode({ text, label }: { text: string; label: string }) {
	const { size, path } = qrPath(text);
	return (
		<svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
			<rect width={size} height={size} fill="#fff" />
			<path d={path} fill="#000" />
		</svg>
	);
}

/** A new secret, for the camera of a telephone and for who types. */
export function ManualSetupKey({ context, secret, uri }: { context: ConsoleContext; secret: string; uri: string }) {
	const { enrol } = words(context.page.locale).console;
	return (
		<>
			<QrCode text={uri} label={enrol.picture} />
			<div>
				<p>{enrol.byHand}</p>
				<p>
					<code class="secret">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
				</p>
			</div>
		</>
	);
}

export function EnrolPage({
	context,
	state,
	action,
	role,
	code,
	setUp,
	uri,
}: EntryForm & { role: string; code: string; setUp: { secret: string; token: string }; uri: string }) {
	const { enrol, field, wrongTitle } = words(context.page.locale).console;
	const labels = { email: field.email, new_password: field.newPassword, authenticator_code: field.code };
	return (
		<ConsolePage context={context} title={enrol.title}>
			<div class="account-head">
				<h1>{enrol.title}</h1>
				<p class="lead">{enrol.lead(role)}</p>
			</div>
			<ErrorSummary title={wrongTitle} state={state} labels={labels} />
			<form class="form" method="post" action={action} novalidate>
				<input type="hidden" name="code" value={code} />
				<input type="hidden" name="token" value={setUp.token} />
				<h2>{enrol.passwordTitle}</h2>
				<TextField
					name="email"
					label={field.email}
					state={state}
					// Of type text: older editions of HTML let no field of type email be filled in as a user name.
					inputmode="email"
					autocomplete="username"
					maxlength={254}
					spellcheck={false}
				/>
				<PasswordField
					name="new_password"
					label={field.newPassword}
					hint={field.passwordHint}
					state={state}
					use="new"
				/>
				<h2>{enrol.scanTitle}</h2>
				<p>{enrol.scan}</p>
				<ManualSetupKey context={context} secret={setUp.secret} uri={uri} />
				<CodeField name="authenticator_code" label={field.code} state={state} />
				<FormEnd submit={enrol.submit} />
			</form>
		</ConsolePage>
	);
}
