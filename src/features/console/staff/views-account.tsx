import { ErrorSummary, FormEnd, PasswordField } from "#foundation/ui/form.tsx";
import { words } from "#locales/locales.ts";
import { ConsolePage } from "../page.tsx";
import { CodeField, type EntryForm, ManualSetupKey } from "../views-entry.tsx";
import type { SetUp } from "./enrolment.ts";

export function PasswordPage({ context, state, action, back }: EntryForm & { back: string }) {
	const text = words(context.page.locale).console;
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
				<PasswordField name="current_password" label={field.currentPassword} state={state} use="current" />
				<PasswordField
					name="new_password"
					label={field.newPassword}
					hint={field.passwordHint}
					state={state}
					use="new"
				/>
				<CodeField name="authenticator_code" label={field.code} state={state} />
				<FormEnd submit={password.submit}>
					<a href={back}>{text.back}</a>
				</FormEnd>
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
	const { enrol, secondStep, field, wrongTitle } = words(context.page.locale).console;
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
				<PasswordField name="password" label={field.password} state={state} use="current" />
				<h2>{enrol.scanTitle}</h2>
				<p>{enrol.scan}</p>
				<ManualSetupKey context={context} secret={setUp.secret} uri={uri} />
				<CodeField name="authenticator_code" label={field.code} state={state} />
				<FormEnd submit={secondStep.submit} />
			</form>
		</ConsolePage>
	);
}
