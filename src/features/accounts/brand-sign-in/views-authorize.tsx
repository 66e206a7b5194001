import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { ErrorSummary, FormEnd, Tick } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { consentWords } from "../agreements.ts";
import { DisplayNameField } from "../brand-name/views.tsx";
import type { Asking } from "./authorization.ts";

/** "Continue as … on …"; with what that brand asks, where it does, and why. */
export function AuthorizePage({
	context,
	userName,
	asks,
	proposal,
	state,
	statement,
	action,
	signOut,
}: {
	context: AccountContext;
	userName: string;
	/** Why the brand asks before the member goes on; undefined where it does not. */
	asks: Asking | undefined;
	/** A display name to take over, where the page asks one. */
	proposal: string | undefined;
	state: FormState;
	statement: number;
	signOut: string;
	action: string;
}) {
	const { page, brand } = context;
	const { accounts, profiles } = words(page.locale);
	const { authorize, join, wrongTitle } = accounts;
	const { name } = page.look;
	const why = {
		first: {
			title: authorize.firstTitle(name),
			reason: proposal === undefined ? authorize.first(name) : authorize.firstNamed(name),
		},
		changed: { title: authorize.againTitle, reason: authorize.again(name) },
		ended: { title: authorize.backTitle(name), reason: authorize.back(name) },
	};
	const asked = asks && why[asks];
	const title = asked ? asked.title : authorize.title(name);
	return (
		<AccountPage context={context} title={title} signedIn>
			<AccountHead title={title}>
				<p>{authorize.body(userName)}</p>
				{asked && <p>{asked.reason}</p>}
			</AccountHead>
			<ErrorSummary
				title={wrongTitle}
				state={state}
				labels={{
					display_name: profiles.field.display_name,
					terms: words(page.locale).accountHost.nav.terms,
					membership: join.consentTitle,
				}}
			/>
			<form class="form" method="post" action={action} novalidate>
				{asks && <Questions context={context} proposal={proposal} state={state} statement={statement} />}
				<FormEnd submit={asks === "first" ? authorize.submitFirst(name) : authorize.submit(userName, name)}>
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

type Asked = Pick<Parameters<typeof AuthorizePage>[0], "context" | "proposal" | "state" | "statement">;

/** What a brand asks of a member before the first visit, and again where the yes to it does not hold any more. */
function Questions({ context: { page, brand }, proposal, state, statement }: Asked) {
	const { join } = words(page.locale).accounts;
	return (
		<>
			{proposal !== undefined && <DisplayNameField locale={page.locale} state={state} proposal={proposal} />}
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
						{consentWords(page.look.name, page.legal, page.locale)}
					</Tick>
				</fieldset>
			)}
		</>
	);
}
