import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { PASSWORD_LENGTH } from "#foundation/crypto/password.ts";
import { Choice, ErrorSummary, FormEnd, TextField, Tick } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { consentWords } from "../agreements.ts";
import { GENDERS } from "../gender.ts";
import { USER_NAME } from "../identity.ts";

type JoinProps = { context: AccountContext; state: FormState; action: string; signIn: string; statement: number };

function Agreements({ context, state, statement }: Pick<JoinProps, "context" | "state" | "statement">) {
	const { page, brand } = context;
	const text = words(page.locale).accounts.join;
	const { name } = page.look;
	return (
		<>
			<div class="notice">
				<p class="notice-title">{text.statementTitle}</p>
				<p>{text.statement(name)}</p>
				<p>
					<a href={brand?.statement ?? ""} target="_blank" rel="noopener">
						{text.statementLink(statement)}
					</a>
				</p>
			</div>
			<Tick name="terms" state={state}>
				{text.termsBefore}
				<a href={brand?.terms ?? ""} target="_blank" rel="noopener">
					{text.termsLink}
				</a>
				.
			</Tick>
			{page.legal.adult && (
				<fieldset class="field">
					<legend>{text.consentTitle}</legend>
					<Tick name="membership" state={state}>
						{consentWords(name, page.legal, page.locale)}
					</Tick>
				</fieldset>
			)}
		</>
	);
}

/** All that joining asks, on the account host (DECISIONS 10, 13). */
export function JoinPage({ context, state, action, signIn, statement }: JoinProps) {
	const { page } = context;
	const text = words(page.locale).accounts;
	const { field, join } = text;
	return (
		<AccountPage context={context} title={join.title(page.look.name)}>
			<AccountHead title={join.title(page.look.name)}>
				<p class="lead">{join.lead(page.look.name, page.legal.operator.name)}</p>
			</AccountHead>
			<ErrorSummary
				title={text.wrongTitle}
				state={state}
				labels={{
					user_name: field.userName,
					gender: field.gender,
					email: field.email,
					password: field.password,
					adult: field.adult(page.legal.minimumAge),
					terms: words(page.locale).accountHost.nav.terms,
					membership: join.consentTitle,
				}}
			/>
			<form class="form" method="post" action={action} novalidate>
				<TextField
					name="user_name"
					label={field.userName}
					hint={field.userNameHint(USER_NAME.shortest, USER_NAME.longest)}
					state={state}
					autocomplete="username"
					maxlength={USER_NAME.longest}
					spellcheck={false}
				/>
				<Choice
					name="gender"
					label={field.gender}
					state={state}
					answers={GENDERS.map((value) => ({ value, label: field.genders[value] }))}
				/>
				<TextField
					name="email"
					label={field.email}
					hint={field.emailHint}
					state={state}
					type="email"
					autocomplete="email"
					maxlength={254}
					spellcheck={false}
				/>
				<TextField
					name="password"
					label={field.password}
					hint={field.passwordHint}
					state={state}
					type="password"
					autocomplete="new-password"
					maxlength={PASSWORD_LENGTH.longest}
				/>
				<Choice
					name="adult"
					label={field.adult(page.legal.minimumAge)}
					state={state}
					answers={[
						{ value: "yes", label: field.yes },
						{ value: "no", label: field.no },
					]}
				/>
				<Agreements context={context} state={state} statement={statement} />
				<FormEnd submit={join.submit} />
			</form>
			<p>
				{join.haveAccount} <a href={signIn}>{join.signIn}</a>
			</p>
		</AccountPage>
	);
}
