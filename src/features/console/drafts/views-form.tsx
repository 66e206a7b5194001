import { THEME_PRESETS, TYPEFACES } from "#foundation/brand/settings.ts";
import { Choice, ErrorSummary, FormEnd, TextArea, TextField } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../page.tsx";

/** Characters, as a brand file takes them. */
const MAX_LENGTHS = { host: 253, name: 40, tagline: 90, intro: 600, color: 7, id: 31 };

/** The questions of a new brand; all but the host have an answer of their own where none is given. */
export function DraftFields({ locale, state, version }: { locale: Locale; state: FormState; version: number }) {
	const { fields, hints, presets, typefaces, optional } = words(locale).drafts;
	const line = { autocomplete: "off", required: false, optional, state } as const;
	return (
		<>
			<input type="hidden" name="version" value={version} />
			<TextField
				name="host"
				label={fields.host}
				hint={hints.host}
				autocomplete="off"
				spellcheck={false}
				maxlength={MAX_LENGTHS.host}
				state={state}
			/>
			<TextField name="name" label={fields.name} maxlength={MAX_LENGTHS.name} {...line} />
			<TextField name="tagline" label={fields.tagline} hint={hints.tagline} maxlength={MAX_LENGTHS.tagline} {...line} />
			<TextArea
				name="intro"
				label={fields.intro}
				hint={hints.intro}
				optional={optional}
				state={state}
				maxlength={MAX_LENGTHS.intro}
			/>
			<Choice
				name="language"
				label={fields.language}
				state={state}
				answers={LOCALES.map((value) => ({ value, label: words(value).language.name }))}
			/>
			<Choice
				name="preset"
				label={fields.preset}
				state={state}
				answers={THEME_PRESETS.map((value) => ({ value, label: presets[value] }))}
			/>
			<Choice
				name="typeface"
				label={fields.typeface}
				state={state}
				answers={TYPEFACES.map((value) => ({ value, label: typefaces[value] }))}
			/>
			<TextField name="color" label={fields.color} hint={hints.color} maxlength={MAX_LENGTHS.color} {...line} />
			<TextField name="accent" label={fields.accent} maxlength={MAX_LENGTHS.color} {...line} />
			<TextField name="id" label={fields.id} hint={hints.id} maxlength={MAX_LENGTHS.id} {...line} />
		</>
	);
}

type Shown = { context: ConsoleContext; state: FormState; links: { action: string; back: string } };

export function NewDraftPage({ context, state, links }: Shown) {
	const { locale } = context.page;
	const { drafts: text, console: consoleText, desk } = words(locale);
	return (
		<ConsolePage context={context} title={text.newTitle}>
			<div class="account-head">
				<h1>{text.newTitle}</h1>
				<p class="lead">{text.newLead}</p>
				<ErrorSummary title={consoleText.wrongTitle} state={state} labels={text.fields} />
			</div>
			<form class="form" method="post" action={links.action} novalidate>
				<DraftFields locale={locale} state={state} version={0} />
				<FormEnd submit={text.preview} />
			</form>
			<p>
				<a href={links.back}>{desk.back}</a>
			</p>
		</ConsolePage>
	);
}
