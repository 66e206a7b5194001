import { CopyProgress } from "#features/my-data/export/copy-progress.tsx";
import { type OwnCopy, sizeInWords } from "#features/my-data/export/shown-copy.ts";
import { timeInWords } from "#foundation/i18n/date.ts";
import { ErrorSummary, PasswordField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { CodeField } from "../views-entry.tsx";

type Shown = {
	context: ConsoleContext;
	copy: OwnCopy | undefined;
	state: FormState;
	/** Whether password and code are asked for. */
	asked: boolean;
	links: { ask: string; fetch: string; back: string };
};

/** One's own copy: how far it is, where it is fetched, and how another is asked for. */
export function CopyPage(shown: Shown) {
	const { context, copy, state, links } = shown;
	const { locale } = context.page;
	const { console: text, consoleCopy, myData } = words(locale);
	const { field } = text;
	const labels = { current_password: field.currentPassword, authenticator_code: field.code };
	const { makingTitle, look, failedTitle, failed } = myData.export;
	return (
		<ConsolePage context={context} title={consoleCopy.title}>
			<div class="account-head">
				<h1>{consoleCopy.title}</h1>
				<p>{consoleCopy.lead}</p>
			</div>
			<ErrorSummary title={text.wrongTitle} state={state} labels={labels} />
			{copy?.state === "making" && (
				<section aria-labelledby="making-title">
					<h2 id="making-title">{makingTitle}</h2>
					<CopyProgress percent={copy.percent} locale={locale} />
					<p>
						<a class="button button-quiet" href={links.ask}>
							{look}
						</a>
					</p>
				</section>
			)}
			{copy?.state === "failed" && (
				<section aria-labelledby="failed-title">
					<h2 id="failed-title">{failedTitle}</h2>
					<p>{failed}</p>
				</section>
			)}
			{copy?.state === "ready" && <Ready {...shown} copy={copy} />}
			{copy?.state !== "making" && copy?.state !== "ready" && (
				<form class="form" method="post" action={links.ask} novalidate>
					<Proof {...shown} />
					<p class="form-end">
						<button class="button" type="submit">
							{myData.export.ask}
						</button>
					</p>
				</form>
			)}
			<p>
				<a href={links.back}>{text.back}</a>
			</p>
		</ConsolePage>
	);
}

function Ready({ context, copy, state, asked, links }: Shown & { copy: Extract<OwnCopy, { state: "ready" }> }) {
	const { locale } = context.page;
	const text = words(locale).myData.export;
	return (
		<section aria-labelledby="ready-title">
			<h2 id="ready-title">{text.readyTitle}</h2>
			<p>{text.ready(sizeInWords(copy.bytes, text), timeInWords(copy.until, locale))}</p>
			<form class="form" method="post" action={links.fetch} novalidate>
				<Proof {...{ context, state, asked }} />
				<p class="form-end">
					<button class="button" type="submit">
						{text.fetch}
					</button>
					<button class="button button-quiet" type="submit" formaction={links.ask}>
						{text.askAgain}
					</button>
				</p>
			</form>
			<p>{text.askAgainLead}</p>
		</section>
	);
}

/** Password and code, where the sign-in is longer ago. */
function Proof({ context, state, asked }: Pick<Shown, "context" | "state" | "asked">) {
	const { console: text, consoleCopy } = words(context.page.locale);
	if (!asked && state.errors.current_password === undefined && state.errors.authenticator_code === undefined)
		return null;
	return (
		<>
			<p>{consoleCopy.proof}</p>
			<PasswordField name="current_password" label={text.field.currentPassword} state={state} use="current" />
			<CodeField name="authenticator_code" label={text.field.code} state={state} />
		</>
	);
}
