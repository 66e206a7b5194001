import type { Child, PropsWithChildren } from "hono/jsx";
import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { ErrorSummary, PasswordField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";

/** The password again, where a sign-in of just now does not speak for itself. */
export function ProofField({ context, state, asked }: { context: AccountContext; state: FormState; asked: boolean }) {
	const { proof } = words(context.page.locale).security;
	if (!asked && state.errors.current_password === undefined) return null;
	return <PasswordField name="current_password" label={proof.label} hint={proof.hint} state={state} use="current" />;
}

/** Asks about one change of how a member signs in. */
export function ProofPage(
	props: PropsWithChildren<{
		context: AccountContext;
		state: FormState;
		title: string;
		words: readonly string[];
		action: string;
		submit: string;
		cancel: { href: string; label: string };
		asked: boolean;
		danger?: boolean;
		/** What stands between the words and the form. */
		before?: Child;
	}>,
) {
	const { context, state, title, words: text, action, submit, cancel, asked, danger = false, before, children } = props;
	return (
		<AccountPage context={context} title={title} signedIn>
			<AccountHead title={title}>
				{text.map((line) => (
					<p>{line}</p>
				))}
			</AccountHead>
			{before}
			<ErrorSummary title={words(context.page.locale).accounts.wrongTitle} state={state} />
			<form class="form" method="post" action={action} novalidate>
				{children}
				<ProofField context={context} state={state} asked={asked} />
				<p class="form-end">
					<button class={danger ? "button danger" : "button"} type="submit">
						{submit}
					</button>
					<a href={cancel.href}>{cancel.label}</a>
				</p>
			</form>
		</AccountPage>
	);
}
