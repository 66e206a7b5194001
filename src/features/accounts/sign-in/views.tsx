import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { ACCOUNT_HOST_TEXT } from "#foundation/account-host/text.ts";
import { Day } from "#foundation/ui/document/page.tsx";
import { ErrorSummary, FormEnd, PasswordField, TextField, Tick } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { scriptPath } from "#foundation/ui/scripts.ts";
import { PasskeySignIn } from "../credentials/passkeys/views.tsx";
import { GENDERS } from "../join/join.ts";
import { ACCOUNT_TEXT } from "../text.ts";

type Links = { action: string };

export function SignInPage({
	context,
	state,
	action,
	join,
	reset,
	passkey,
}: {
	context: AccountContext;
	state: FormState;
	join: string;
	reset: string;
	passkey: { action: string; options: string };
} & Links) {
	const { page, brand } = context;
	const text = ACCOUNT_TEXT[page.locale];
	const { field, signIn } = text;
	return (
		<AccountPage context={context} title={signIn.title} script={scriptPath("passkey")}>
			<AccountHead title={signIn.title}>{brand && <p class="lead">{signIn.lead(brand.name)}</p>}</AccountHead>
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
					{field.keep}
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
		</AccountPage>
	);
}

/** "Continue as … on …"; the first time, what that brand will show and what it asks. */
export function AuthorizePage({
	context,
	userName,
	first,
	state,
	statement,
	action,
	signOut,
}: {
	context: AccountContext;
	userName: string;
	first: boolean;
	state: FormState;
	statement: number;
	signOut: string;
} & Links) {
	const { page, brand } = context;
	const { authorize, join, wrongTitle } = ACCOUNT_TEXT[page.locale];
	const { name } = page.look;
	const title = first ? authorize.firstTitle(name) : authorize.title(name);
	return (
		<AccountPage context={context} title={title} signedIn>
			<AccountHead title={title}>
				<p>{authorize.body(userName)}</p>
				{first && <p>{authorize.first(name)}</p>}
			</AccountHead>
			<ErrorSummary
				title={wrongTitle}
				state={state}
				labels={{ terms: ACCOUNT_HOST_TEXT[page.locale].nav.terms, membership: join.consentTitle }}
			/>
			<form class="form" method="post" action={action} novalidate>
				{first && (
					<>
						<p>
							<a href={brand?.statement ?? ""} target="_blank" rel="noopener">
								{join.statementLink(statement)}
							</a>
						</p>
						<Tick name="terms" state={state}>
							{join.termsBefore}
							<a href={brand?.terms ?? ""} target="_blank" rel="noopener">
								{join.termsLink}
							</a>
							.
						</Tick>
						{page.legal.adult && (
							<fieldset class="field">
								<legend>{join.consentTitle}</legend>
								<Tick name="membership" state={state}>
									{join.consent(name, page.legal.operator.name)}
								</Tick>
							</fieldset>
						)}
					</>
				)}
				<FormEnd submit={first ? authorize.submitFirst(name) : authorize.submit(userName, name)}>
					<a href={brand?.home ?? ""}>{authorize.cancel(name)}</a>
				</FormEnd>
			</form>
			<form method="post" action={signOut}>
				<button class="button button-quiet" type="submit">
					{authorize.other}
				</button>
			</form>
		</AccountPage>
	);
}

export function HomePage({
	context,
	userName,
	email,
	gender,
	createdAt,
	brand,
	welcome,
}: {
	context: AccountContext;
	userName: string;
	email: string;
	gender: string;
	createdAt: string;
	brand: { name: string; href: string } | undefined;
	welcome: boolean;
}) {
	const { page, links } = context;
	const { home, field } = ACCOUNT_TEXT[page.locale];
	const known = GENDERS.find((one) => one === gender);
	const facts = [
		{ term: home.userName, value: userName },
		{ term: home.email, value: email },
		{ term: home.gender, value: known ? field.genders[known] : gender },
		{ term: home.memberSince, value: <Day iso={createdAt} locale={page.locale} /> },
	];
	return (
		<AccountPage context={context} title={home.title(userName)} signedIn>
			<AccountHead title={home.title(userName)}>
				{welcome && <p class="notice">{home.welcome}</p>}
				<p class="lead">{home.lead}</p>
			</AccountHead>
			{brand && (
				<p>
					<a class="button" href={brand.href}>
						{home.toBrand(brand.name)}
					</a>
				</p>
			)}
			<dl class="account-facts">
				{facts.map(({ term, value }) => (
					<div>
						<dt>{term}</dt>
						<dd>{value}</dd>
					</div>
				))}
			</dl>
			<ul class="panels">
				<li class="panel">
					<h2>
						<a href={links.brands}>{home.brandsTitle}</a>
					</h2>
					<p>{home.brandsLead}</p>
				</li>
				<li class="panel">
					<h2>
						<a href={links.security}>{home.securityTitle}</a>
					</h2>
					<p>{home.securityLead}</p>
				</li>
			</ul>
		</AccountPage>
	);
}
