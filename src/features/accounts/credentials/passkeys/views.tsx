import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { Day } from "#foundation/ui/document/page.tsx";
import { ErrorSummary, FormEnd, TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { scriptPath } from "#foundation/ui/scripts/scripts.ts";
import { words } from "#locales/locales.ts";
import { ProofField } from "../../session/proof-form.tsx";

export type PasskeyEntry = {
	id: string;
	name: string;
	createdAt: string;
	usedAt: string | null;
	rename: string;
	remove: string;
};

function Passkey({ context, entry }: { context: AccountContext; entry: PasskeyEntry }) {
	const { locale } = context.page;
	const text = words(locale).security.passkey;
	const field = `name-${entry.id}`;
	return (
		<li class="panel">
			<h3>{entry.name}</h3>
			<p class="small">
				{text.since}: <Day iso={entry.createdAt} locale={locale} />
			</p>
			<p class="small">
				{text.used}: {entry.usedAt === null ? text.never : <Day iso={entry.usedAt} locale={locale} />}
			</p>
			<form class="form" method="post" action={entry.rename}>
				<div class="field">
					<label for={field}>
						{text.name}
						<span class="aloud"> {entry.name}</span>
					</label>
					<input id={field} name="name" value={entry.name} required maxlength={60} autocomplete="off" />
				</div>
				<p class="form-end">
					<button class="button button-quiet" type="submit">
						{text.rename}
						<span class="aloud"> {entry.name}</span>
					</button>
					<a href={entry.remove}>
						{text.remove}
						<span class="aloud"> {entry.name}</span>
					</a>
				</p>
			</form>
		</li>
	);
}

type Adding = { action: string; begin: string; asked: boolean; state: FormState };

function AddPasskey({ context, adding }: { context: AccountContext; adding: Adding }) {
	const text = words(context.page.locale).security.passkey;
	const { action, begin, asked, state } = adding;
	const wording = { "data-cancelled": text.cancelled, "data-known": text.known, "data-failed": text.failed };
	return (
		<section aria-labelledby="add-title">
			<h2 id="add-title">{text.addTitle}</h2>
			<p class="notice" data-without-passkeys>
				{text.unsupported}
			</p>
			<div hidden data-with-passkeys>
				<form class="form" method="post" action={action} data-passkey="add" data-begin={begin} {...wording}>
					<input type="hidden" name="token" value="" />
					<input type="hidden" name="response" value="" />
					<TextField
						name="name"
						label={text.name}
						hint={text.nameHint}
						state={state}
						autocomplete="off"
						maxlength={60}
						required={false}
					/>
					<ProofField context={context} state={state} asked={asked} />
					<p class="notice notice-wrong" role="alert" hidden data-note />
					<FormEnd submit={text.add} />
				</form>
			</div>
		</section>
	);
}

export function PasskeysPage({
	context,
	entries,
	done,
	adding,
	back,
}: {
	context: AccountContext;
	entries: readonly PasskeyEntry[];
	done: string | undefined;
	adding: Adding;
	back: string;
}) {
	const { locale } = context.page;
	const { passkey: text, back: backWords } = words(locale).security;
	return (
		<AccountPage context={context} title={text.title} signedIn script={scriptPath("passkey")}>
			<AccountHead title={text.title}>
				{done !== undefined && (
					<p class="notice" role="status">
						{done}
					</p>
				)}
				<p class="lead">{text.lead}</p>
			</AccountHead>
			<ErrorSummary title={words(locale).accounts.wrongTitle} state={adding.state} />
			{entries.length > 0 && (
				<ul class="panels">
					{entries.map((entry) => (
						<Passkey context={context} entry={entry} />
					))}
				</ul>
			)}
			<AddPasskey context={context} adding={adding} />
			<p>
				<a href={back}>{backWords}</a>
			</p>
		</AccountPage>
	);
}

/** On the page for signing in; the script shows it where there can be passkeys. */
export function PasskeySignIn({
	context,
	action,
	options,
}: {
	context: AccountContext;
	action: string;
	options: string;
}) {
	const text = words(context.page.locale).security.signIn;
	const wording = { "data-cancelled": text.cancelled, "data-known": text.failed, "data-failed": text.failed };
	return (
		<div hidden data-with-passkeys>
			<form class="form" method="post" action={action} data-passkey="sign-in" data-options={options} {...wording}>
				{["token", "response", "keep"].map((name) => (
					<input type="hidden" name={name} value="" />
				))}
				<p class="notice notice-wrong" role="alert" hidden data-note />
				<p>
					<button class="button button-quiet" type="submit">
						{text.button}
					</button>
				</p>
			</form>
		</div>
	);
}
