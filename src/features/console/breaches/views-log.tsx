import { lowerFirst } from "#features/privacy/statement/draft.ts";
import { dayInWords, timeInWords } from "#foundation/i18n/date.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import { named } from "#foundation/i18n/named.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";
import { Facts } from "../views-parts.tsx";
import type { BreachCaseProps, ShownEntry } from "./case.ts";
import type { EntryWords, Scope } from "./entry.ts";
import { LETTER_FIELDS } from "./members/schema.ts";
import { Moment } from "./views-clock.tsx";

type Place = { locale: Locale; brandName: (id: string) => string };

/** All that was written of a breach, the oldest first: by whom, when, and what. */
export function Log({ shown: { context, entries, brandName } }: { shown: BreachCaseProps }) {
	const { locale } = context.page;
	const { log } = words(locale).breaches;
	return (
		<section aria-labelledby="log-title">
			<h2 id="log-title">{log}</h2>
			{entries.map((entry) => (
				<Entry place={{ locale, brandName }} entry={entry} />
			))}
		</section>
	);
}

function Entry({ place, entry }: { place: Place; entry: ShownEntry }) {
	const text = words(place.locale).breaches;
	const id = `entry-${entry.number}`;
	return (
		<section aria-labelledby={id}>
			<h3 id={id}>{named(text.entries, entry.what)}</h3>
			<p class="small">
				<Moment iso={entry.at} locale={place.locale} />, {entry.by}
			</p>
			{entry.words === undefined ? (
				<p>{text.unreadable}</p>
			) : (
				<Facts facts={wordsOf(place, entry.words).map(written)} />
			)}
		</section>
	);
}

type Fact = readonly [term: string, value: string];
const written = ([term, value]: Fact) => [term, <span class="written">{value}</span>] as const;

function scopeWords({ locale, brandName }: Place, { brands, items, from, to }: Scope): Fact[] {
	const { breaches: text, register } = words(locale);
	return [
		[text.brands, joinWords(brands.map(brandName), locale)],
		[
			text.items,
			joinWords(
				items.map((item, at) => (at === 0 ? register.items[item].name : lowerFirst(register.items[item].name))),
				locale,
			),
		],
		[text.windowTitle, text.until(dayInWords(from, locale), dayInWords(to, locale))],
	];
}

function wordsOf(place: Place, entry: EntryWords): Fact[] {
	const { locale } = place;
	const text = words(locale).breaches;
	const reason = (words: { reason: string }): Fact => [text.reasonLabel, words.reason];
	switch (entry.what) {
		case "recorded": {
			const { scope, happened, systems, measures } = entry.words;
			return [
				[text.happened, happened],
				...scopeWords(place, scope),
				[text.systems, systems],
				[text.measures, measures],
			];
		}
		case "added":
			return [[text.text, entry.words.text]];
		case "assessed":
			return [[text.risk, text.risks[entry.words.risk]], reason(entry.words)];
		case "authority_told": {
			const { on, reference, delay } = entry.words;
			const late: Fact[] = delay === "" ? [] : [[text.delay, delay]];
			return [[text.authorityOn, timeInWords(on, locale)], [text.reference, reference], ...late];
		}
		case "members_told":
			return [
				[text.membersOn, timeInWords(entry.words.on, locale)],
				[text.how, entry.words.how],
			];
		case "members_not_told":
			return [[text.ground, text.grounds[entry.words.ground]], reason(entry.words)];
		case "letter_begun":
			return [
				reason(entry.words),
				...scopeWords(place, entry.words.scope),
				...LOCALES.map(
					(own): Fact => [
						text.letterIn(words(own).language.name),
						LETTER_FIELDS.map((field) => entry.words.letter[own][field]).join("\n\n"),
					],
				),
			];
		case "letter_ended":
			return [[text.facts.letters, text.facts.lettersOf(entry.words.queued, entry.words.failed)]];
		default:
			return [reason(entry.words)];
	}
}
