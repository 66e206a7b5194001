import type { ItemId } from "#foundation/register/items.ts";
import { ErrorSummary, FormEnd, TextArea, Tick } from "#foundation/ui/form.tsx";
import type { FormState } from "#foundation/ui/form-state.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";
import { type ConsoleContext, ConsolePage } from "../../page.tsx";
import { TEXT } from "../schema.ts";
import { type Brand, ScopeFields, Words } from "../views-fields.tsx";
import { LETTER_FIELDS, letterField } from "./schema.ts";

type Shown = {
	context: ConsoleContext;
	state: FormState;
	/** The number of the newest entry, as the page shows it. */
	seen: number;
	/** Why no letter can be written now. */
	shut: string | undefined;
	brands: readonly Brand[];
	items: readonly ItemId[];
	links: { action: string; breach: string };
};

/** A letter to everybody who is affected, in every language of accounts. */
export function LetterPage({ context, state, seen, shut, brands, items, links }: Shown) {
	const { locale } = context.page;
	const { breaches: text, console: consoleText } = words(locale);
	const labels = {
		...{ brands: text.brands, items: text.items, from_on: text.from, to_on: text.to },
		...Object.fromEntries(
			LOCALES.flatMap((own) =>
				LETTER_FIELDS.map((field) => [letterField(field, own), labelOf(locale, field, own)] as const),
			),
		),
		...{ letter_reason: text.letterReason },
	};
	return (
		<ConsolePage context={context} title={text.letterTitle}>
			<div class="account-head">
				<h1>{text.letterTitle}</h1>
				<p class="lead">{text.letterLead}</p>
				<ErrorSummary title={consoleText.wrongTitle} state={state} labels={labels} />
			</div>
			{shut !== undefined ? (
				<p class="empty">{shut}</p>
			) : (
				<form class="form" method="post" action={links.action} novalidate>
					<input type="hidden" name="seen" value={String(seen)} />
					<ScopeFields locale={locale} state={state} brands={brands} items={items} />
					{LOCALES.map((own) => (
						<LetterFields locale={locale} state={state} own={own} />
					))}
					<Words {...{ locale, state, name: "letter_reason" }} label={text.letterReason} hint={text.letterReasonHint} />
					<Tick name="confirm" state={state}>
						{text.confirm}
					</Tick>
					<FormEnd submit={text.letterSubmit} />
				</form>
			)}
			<p>
				<a href={links.breach}>{text.backToCase}</a>
			</p>
		</ConsolePage>
	);
}

type Field = (typeof LETTER_FIELDS)[number];

function labelOf(locale: Locale, field: Field, own: Locale): string {
	const text = words(locale).breaches;
	const labels = { nature: text.nature, consequences: text.consequences, measures: text.letterMeasures };
	return `${labels[field]} (${words(own).language.name})`;
}

function LetterFields({ locale, state, own }: { locale: Locale; state: FormState; own: Locale }) {
	const text = words(locale).breaches;
	const hints = { nature: `${text.plain} ${text.letterOne}`, consequences: undefined, measures: undefined };
	return (
		<fieldset class="field">
			<legend>{text.letterIn(words(own).language.name)}</legend>
			{LETTER_FIELDS.map((field) => (
				<TextArea
					{...{ name: letterField(field, own), label: labelOf(locale, field, own), hint: hints[field], state }}
					maxlength={TEXT.longest}
				/>
			))}
		</fieldset>
	);
}
