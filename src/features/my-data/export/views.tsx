import { ProofField } from "#features/accounts/session/proof-form.tsx";
import { type AccountContext, AccountHead, AccountPage } from "#foundation/account-host/page.tsx";
import { timeInWords } from "#foundation/i18n/date.ts";
import { ErrorSummary } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { type Locale, words } from "#locales/locales.ts";
import { CopyProgress } from "./copy-progress.tsx";
import { type OwnCopy, sizeInWords } from "./shown-copy.ts";

type Shown = {
	context: AccountContext;
	copy: OwnCopy | undefined;
	state: FormState;
	/** Whether the password is asked for, and what to say to a member who has none. */
	asked: boolean;
	notes: readonly string[];
	links: { ask: string; fetch: string; back: string };
};

/** The member's copy: how far it is, where it is fetched, and how another is asked for. */
export function CopyPage(shown: Shown) {
	const { context, copy, state, notes, links } = shown;
	const { locale } = context.page;
	const { myData, accounts } = words(locale);
	const text = myData.export;
	return (
		<AccountPage context={context} title={text.title} signedIn>
			<AccountHead title={text.title}>
				<p class="lead">{text.lead}</p>
				<p>{text.inside}</p>
				<p>{text.careful}</p>
			</AccountHead>
			<ErrorSummary title={accounts.wrongTitle} state={state} />
			{notes.map((note) => (
				<p class="notice">{note}</p>
			))}
			{copy?.state === "making" && <Making locale={context.page.locale} percent={copy.percent} again={links.ask} />}
			{copy?.state === "ready" && <Ready {...shown} copy={copy} />}
			{copy?.state === "failed" && (
				<section aria-labelledby="failed-title">
					<h2 id="failed-title">{text.failedTitle}</h2>
					<p>{text.failed}</p>
				</section>
			)}
			{copy?.state !== "making" && copy?.state !== "ready" && <Ask {...shown} label={text.ask} />}
			<p>
				<a href={links.back}>{text.cancel}</a>
			</p>
		</AccountPage>
	);
}

function Making({ locale, percent, again }: { locale: Locale; percent: number; again: string }) {
	const text = words(locale).myData.export;
	return (
		<section aria-labelledby="making-title">
			<h2 id="making-title">{text.makingTitle}</h2>
			<CopyProgress percent={percent} locale={locale} />
			<p>{text.making}</p>
			<p>
				<a class="button button-quiet" href={again}>
					{text.look}
				</a>
			</p>
		</section>
	);
}

function Ready(shown: Shown & { copy: Extract<OwnCopy, { state: "ready" }> }) {
	const { context, copy, state, asked, links } = shown;
	const { locale } = context.page;
	const text = words(locale).myData.export;
	return (
		<section aria-labelledby="ready-title">
			<h2 id="ready-title">{text.readyTitle}</h2>
			<p>{text.ready(sizeInWords(copy.bytes, text), timeInWords(copy.until, locale))}</p>
			{asked || state.errors.current_password !== undefined ? (
				<form class="form" method="post" action={links.fetch} novalidate>
					<p>{text.fetchLead}</p>
					<ProofField context={context} state={state} asked={asked} />
					<p class="form-end">
						<button class="button" type="submit">
							{text.fetch}
						</button>
						<button class="button button-quiet" type="submit" formaction={links.ask}>
							{text.askAgain}
						</button>
					</p>
				</form>
			) : (
				<>
					{shown.notes.length === 0 && (
						<p>
							<a class="button" href={links.fetch}>
								{text.fetch}
							</a>
						</p>
					)}
					<Ask {...shown} label={text.askAgain} quiet />
				</>
			)}
			<p>{text.askAgainLead}</p>
		</section>
	);
}

function Ask({ context, state, asked, links, label, quiet = false }: Shown & { label: string; quiet?: boolean }) {
	return (
		<form class="form" method="post" action={links.ask} novalidate>
			<ProofField context={context} state={state} asked={asked} />
			<p class="form-end">
				<button class={quiet ? "button button-quiet" : "button"} type="submit">
					{label}
				</button>
			</p>
		</form>
	);
}
