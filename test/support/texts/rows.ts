import { RUNNING } from "#cli/publish/running.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import { CATEGORIES } from "#foundation/brand/edition-terms.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { countriesOf, recipientName } from "#foundation/brand/unnamed.ts";
import { countryName } from "#foundation/i18n/countries.ts";
import {
	cookiesOf,
	itemsByCategory,
	purposesByCategory,
	recipientsOf,
	retentionRows,
} from "#foundation/register/views.ts";
import { type Locale, words } from "#locales/locales.ts";
import { inWords } from "./facts.ts";
import type { Finding, Text } from "./units.ts";

type Wanted = {
	label: string;
	rows: readonly { name: string; says: readonly string[]; articles?: readonly string[] }[];
};
const wanted = new WeakMap<Legal, Partial<Record<Locale, Wanted[]>>>();

/** The rows that the statement of a brand has, by the head of their table, with what each says. */
function wantedOf(legal: Legal, locale: Locale): Wanted[] {
	const own = wanted.get(legal) ?? {};
	wanted.set(legal, own);
	own[locale] ??= wantedNow(legal, locale);
	return own[locale];
}

function wantedNow(legal: Legal, locale: Locale): Wanted[] {
	const { register } = RUNNING;
	const { head } = words(locale).statement;
	const { items, purposes, retention } = words(locale).register;
	const inCategories = <Row>(views: Record<(typeof CATEGORIES)[number], Row[]>) =>
		CATEGORIES.flatMap((one) => views[one]);
	const country = (code: string) => countryName(code, locale).replace(/^(de|het|the) /, "");
	return [
		{
			label: head.kept,
			rows: retentionRows(legal, register).map(({ rule, duration }) => ({
				name: retention[rule],
				says: [`: ${inWords(duration, locale)} `],
			})),
		},
		{
			label: head.cookie,
			rows: cookiesOf(legal, register).map(({ name, keptFor }) => ({
				name,
				says: keptFor === "session" ? [] : [`: ${inWords(keptFor, locale)} `],
			})),
		},
		{
			label: head.recipient,
			rows: recipientsOf(legal, register).map(({ recipient }) => ({
				name: recipientName(recipient, locale),
				says: countriesOf(recipient).map(country),
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
		const found = text.blocks.filter((block) => block.startsWith(`* ${label}: `));
		const count = found.length === rows.length ? [] : [`${rows.length} rows and not ${found.length}`];
		const missing = rows.flatMap(({ name, says, articles }) => {
			const own = found.filter((row) => row.startsWith(`* ${label}: ${name}`));
			const cites = (row: string) => (row.match(ARTICLES[text.locale]) ?? []).join();
			return [
				...(own.length > 0 ? [] : [`no row ${name}`]),
				...says.filter((one) => !own.some((row) => row.includes(one))).map((one) => `${name}${one}`),
				...(articles && !own.some((row) => cites(row) === articles.join()) ? [`${name}: ${articles.join()}`] : []),
			];
		});
		return [...count, ...missing].map((fact) => ({ fact: `${label}: ${fact}`, where: text.path }));
	});
}

const ARTICLES: Record<Locale, RegExp> = {
	nl: /art\. \d+ lid \d onder \w/g,
	en: /Art\. \d+\(\d\)\(\w\)/g,
};
const article = (locale: Locale, number: 6 | 9, point: string): string =>
	locale === "nl"
		? `art. ${number} lid ${number === 6 ? 1 : 2} onder ${point}`
		: `Art. ${number}(${number === 6 ? 1 : 2})(${point})`;
