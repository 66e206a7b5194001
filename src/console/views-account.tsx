import { ErrorSummary, TextField } from "../ui/form.tsx";
import type { SetUp } from "./enrolment.ts";
import { ConsolePage } from "./page.tsx";
import { CONSOLE_TEXT } from "./text.ts";
import { CodeField, type EntryForm, SecretByHand } from "./views-entry.tsx";

export function PasswordPage({ context, state, action, back }: EntryForm & { back: string }) {
	const text = CONSOLE_TEXT[context.page.locale];
	const { field, password } = text;
	const labels = {
		current_password: field.currentPassword,
		new_password: field.newPassword,
		authenticator_code: field.code,
	};
	return (
		<ConsolePage context={context} title={password.title}>
			<div class="account-head">
				<h1>{password.title}</h1>
				<p>{password.lead}</p>
			</div>
			<ErrorSummary title={text.wrongTitle} state={state} labels={labels} />
			<form class="form" method="post" action={action} novalidate>
				<TextField
					name="current_password"
					label={field.currentPassword}
					state={state}
					type="password"
					autocomplete="current-password"
					maxlength={1_000}
				/>
				<TextField
					name="new_password"
					label={field.newPassword}
					hint={field.passwordHint}
					state={state}
					type="password"
					autocomplete="new-password"
					maxlength={1_000}
				/>
				<CodeField name="authenticator_code" label={field.code} state={state} />
				<p class="form-end">
					<button class="button" type="submit">
						{password.submit}
					</button>
					<a href={back}>{text.back}</a>
				</p>
			</form>
		</ConsolePage>
	);
}

export function SecondStepPage({
	context,
	state,
	action,
	code,
	setUp,
	uri,
}: EntryForm & { code: string; setUp: SetUp; uri: string }) {
	const { enrol, secondStep, field, wrongTitle } = CONSOLE_TEXT[context.page.locale];
	const labels = { password: field.password, authenticator_code: field.code };
	return (
		<ConsolePage context={context} title={secondStep.title}>
			<div class="account-head">
				<h1>{secondStep.title}</h1>
				<p class="lead">{secondStep.lead}</p>
			</div>
			<ErrorSummary title={wrongTitle} state={state} labels={labels} />
			<form class="form" method="post" action={action} novalidate>
				<input type="hidden" name="code" value={code} />
				<input type="hidden" name="reset" value={setUp.subject} />
				<input type="hidden" name="token" value={setUp.token} />
				<TextField
					name="password"
					label={field.password}
					state={state}
					type="password"
					autocomplete="current-password"
					maxlength={1_000}
				/>
				<h2>{enrol.scanTitle}</h2>
				<p>{enrol.scan}</p>
				<SecretByHand context={context} secret={setUp.secret} uri={uri} />
				<CodeField name="authenticator_code" label={field.code} state={state} />
				<p class="form-end">
					<button class="button" type="submit">
						{secondStep.submit}
					</button>
				</p>
			</form>
		</ConsolePage>
	);
}
