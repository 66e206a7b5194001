import { RUNNING } from "#cli/publish/running.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import { CATEGORIES } from "#foundation/brand/edition-terms.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { countriesOf, isGroup, recipientName } from "#foundation/brand/unnamed.ts";
import { countryName } from "#foundation/i18n/countries.ts";
import {
	cookiesOf,
	itemsByCategory,
	purposesByCategory,
	recipientsOf,
	retentionRows,
} from "#foundation/register/views.ts";
import { words } from "#locales/locales.ts";
import { inWords } from "./facts.ts";
import type { Finding, Text, TextLocale } from "./units.ts";

type Wanted = {
	label: string;
	rows: readonly { name: string; says: readonly string[]; articles?: readonly string[] }[];
};
/** Of cookies: without an age, and necessary. Of recipients: a country and a name that no file gives, and a processor. */
const SAID: Record<
	TextLocale,
	{ session: string; noConsent: string; noCountry: string; noName: string; processor: string }
> = {
	nl: {
		session: "tot je de browser sluit",
		noConsent: "Toestemming: niet nodig.",
		noCountry: "Het land is nog niet genoemd.",
		noName: "(groep; de naam van het bedrijf is nog niet genoemd)",
		processor: "(verwerker, art. 28 AVG: werkt alleen in onze opdracht)",
	},
	en: {
		session: "until you close the browser",
		noConsent: "Consent: not needed.",
		noCountry: "The country is not yet named.",
		noName: "(a group; the name of the company is not yet named)",
		processor: "(processor, Art. 28 GDPR: works only on our instructions)",
	},
};
const wanted = new WeakMap<Legal, Partial<Record<TextLocale, Wanted[]>>>();

/** The rows that the statement of a brand has, by the head of their table, with what each says. */
function wantedOf(legal: Legal, locale: TextLocale): Wanted[] {
	const own = wanted.get(legal) ?? {};
	wanted.set(legal, own);
	own[locale] ??= wantedNow(legal, locale);
	return own[locale];
}

function wantedNow(legal: Legal, locale: TextLocale): Wanted[] {
	const { register } = RUNNING;
	const { head } = words(locale).statement;
	const { items, purposes, retention } = words(locale).register;
	const inCategories = <Row>(views: Record<(typeof CATEGORIES)[number], Row[]>) =>
		CATEGORIES.flatMap((one) => views[one]);
	const said = SAID[locale];
	const country = (code: string) => countryName(code, locale).replace(/^(de|het|the) /, "");
	return [
		{
			label: head.kept,
			rows: retentionRows(legal, register).map(({ rule, duration }) => ({
				name: retention[rule],
				says: [`: ${inWords(duration, locale)}`],
			})),
		},
		{
			label: head.cookie,
			rows: cookiesOf(legal, register).map(({ name, keptFor, necessary }) => ({
				name,
				says: [
					`: ${keptFor === "session" ? said.session : inWords(keptFor, locale)}`,
					...(necessary ? [said.noConsent] : []),
				],
			})),
		},
		{
			label: head.recipient,
			rows: recipientsOf(legal, register).map(({ recipient }) => ({
				name: recipientName(recipient, locale),
				says: [
					...(countriesOf(recipient).length > 0 ? countriesOf(recipient).map(country) : [said.noCountry]),
					...(isGroup(recipient) ? [said.noName] : []),
					...(recipient.role === "processor" ? [said.processor] : []),
				],
			})),
		},
		{
			label: head.item,
			rows: inCategories(itemsByCategory(legal, register)).map(({ item }) => ({ name: items[item].name, says: [] })),
		},
		{
			label: head.purpose,
			rows: inCategories(purposesByCategory(legal, register)).map(({ purpose, use }) => ({
				...{ name: purposes[purpose].name, says: [] },
				articles: [article(locale, 6, use.art6), ...(use.art9 ? [article(locale, 9, use.art9)] : [])],
			})),
		},
	];
}

/** Of the statement: each row that the register has, with its term, bases, country or age; and no row more. */
export function checkRows(text: Text, { legal }: Edition): Finding[] {
	if (text.name !== "statement") return [];
	return wantedOf(legal, text.locale).flatMap(({ label, rows }) => {
		const found = rowsOf(text, label);
		const count = found.length === rows.length ? [] : [`${rows.length} rows and not ${found.length}`];
		const missing = rows.flatMap(({ name, says, articles }) => {
			const own = found.filter((row) => row.startsWith(`* ${label}: ${name}`));
			const cites = (row: string) => (row.match(ARTICLES[text.locale]) ?? []).sort().join();
			return [
				...(own.length > 0 ? [] : [`no row ${name}`]),
				...says.filter((one) => !own.some((row) => holds(row, one))).map((one) => `${name} ${one}`),
				...(articles && !own.some((row) => cites(row) === [...articles].sort().join())
					? [`${name}: ${articles.join()}`]
					: []),
			];
		});
		return [...count, ...missing].map((fact) => ({ fact: `${label}: ${fact}`, where: text.path }));
	});
}

/** The rows of a table, each with the sentence that stands above it and that it shares with the rows beside it. */
function rowsOf({ blocks }: Text, label: string): string[] {
	let shared = "";
	return blocks.flatMap((block) => {
		if (!block.startsWith("* ")) shared = block;
		return block.startsWith(`* ${label}: `) ? [`${block} ${shared}`] : [];
	});
}

/** Tells whether a row has these words, and not as the beginning of others. */
const holds = (row: string, words: string): boolean =>
	row.split(words).some((after, place) => place > 0 && !/^[\p{L}\d]/u.test(after));

const ARTICLES: Record<TextLocale, RegExp> = {
	nl: /art\. \d+ lid \d onder \w/g,
	en: /Art\. \d+\(\d\)\(\w\)/g,
};
const article = (locale: TextLocale, number: 6 | 9, point: string): string =>
	locale === "nl"
		? `art. ${number} lid ${number === 6 ? 1 : 2} onder ${point}`
		: `Art. ${number}(${number === 6 ? 1 : 2})(${point})`;
