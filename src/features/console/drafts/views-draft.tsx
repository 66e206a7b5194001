import type { BrandAnswers } from "#foundation/brand-file/brand-file.ts";
import { named } from "#foundation/i18n/named.ts";
import { ErrorSummary, FormEnd, TextArea } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { scriptPath } from "#foundation/ui/scripts/scripts.ts";
import { words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";
import { Done } from "../views-parts.tsx";
import { REASON } from "./schema.ts";
import { DraftFields } from "./views-form.tsx";

type Links = Record<"save" | "preview" | "submit" | "withdraw" | "approve" | "reject" | "back", string>;

type Shown = {
	context: ConsoleContext;
	draft: { state: string; reason: string; version: number };
	answers: BrandAnswers;
	state: FormState;
	done: string | undefined;
	/** What publishing would change. */
	sentences: readonly string[];
	warnings: readonly string[];
	may: { edit: boolean; withdraw: boolean; approve: boolean; reject: boolean };
	links: Links;
};

/** One draft: its page as it would be, what publishing it would change, and what the reader may do with it. */
export function DraftPage(shown: Shown) {
	const { context, draft, answers, state, done, may, links } = shown;
	const { locale } = context.page;
	const { drafts: text, console: consoleText, desk } = words(locale);
	const labels = { ...text.fields, reason: text.reason };
	return (
		<ConsolePage context={context} title={answers.name}>
			<div class="account-head">
				<h1>{answers.name}</h1>
				<p class="lead">{named(text.states, draft.state)}</p>
				<Done words={done} />
				{draft.reason !== "" && (
					<p class="notice">
						{text.reason}: <span class="written">{draft.reason}</span>
					</p>
				)}
				<ErrorSummary title={consoleText.wrongTitle} state={state} labels={labels} />
			</div>
			<div class={may.edit ? "draft-work" : undefined}>
				{may.edit && (
					<form class="form" method="post" action={links.save} data-draft novalidate>
						<DraftFields locale={locale} state={state} version={draft.version} />
						<FormEnd submit={text.preview} />
					</form>
				)}
				<section aria-labelledby="preview-title">
					<h2 id="preview-title">{text.previewTitle}</h2>
					<iframe class="draft-preview" src={links.preview} title={text.previewTitle} sandbox="allow-same-origin" />
					<p>
						<a href={links.preview}>{text.previewOpen}</a>
					</p>
				</section>
			</div>
			<Difference shown={shown} />
			<Steps shown={shown} />
			<p>
				<a href={links.back}>{desk.back}</a>
			</p>
			{may.edit && <script src={scriptPath("draft")} defer />}
		</ConsolePage>
	);
}

function Difference({ shown: { context, sentences, warnings } }: { shown: Shown }) {
	const text = words(context.page.locale).drafts;
	return (
		<section aria-labelledby="difference-title">
			<h2 id="difference-title">{text.difference}</h2>
			<ul>
				{sentences.map((sentence) => (
					<li>{sentence}</li>
				))}
			</ul>
			{warnings.length > 0 && (
				<div class="notice">
					<p class="notice-title">{text.warnings}</p>
					<ul>
						{warnings.map((warning) => (
							<li>{warning}</li>
						))}
					</ul>
				</div>
			)}
		</section>
	);
}

function StepButton({
	action,
	version,
	label,
	quiet,
}: {
	action: string;
	version: number;
	label: string;
	quiet?: true;
}) {
	return (
		<form class="form" method="post" action={action}>
			<input type="hidden" name="version" value={version} />
			<p class="form-end">
				<button class={quiet ? "button button-quiet" : "button"} type="submit">
					{label}
				</button>
			</p>
		</form>
	);
}

function Steps({ shown: { context, draft, state, may, links } }: { shown: Shown }) {
	const text = words(context.page.locale).drafts;
	const { version } = draft;
	return (
		<>
			{may.edit && <StepButton action={links.submit} version={version} label={text.submit} />}
			{may.withdraw && <StepButton action={links.withdraw} version={version} label={text.withdraw} quiet />}
			{may.approve && (
				<>
					<p>{text.approveLead}</p>
					<StepButton action={links.approve} version={version} label={text.approve} />
				</>
			)}
			{may.reject && (
				<form class="form" method="post" action={links.reject} novalidate>
					<input type="hidden" name="version" value={version} />
					<TextArea
						name="reason"
						label={text.reason}
						hint={text.reasonHint(REASON.shortest, REASON.longest)}
						state={state}
						maxlength={REASON.longest}
					/>
					<FormEnd submit={text.reject} />
				</form>
			)}
		</>
	);
}
