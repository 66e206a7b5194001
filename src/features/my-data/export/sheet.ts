import { CATEGORIES } from "#foundation/brand/edition-terms.ts";
import type { Legal, PublishedBrand } from "#foundation/brand/settings.ts";
import { recipientName } from "#foundation/brand/unnamed.ts";
import { countryName } from "#foundation/i18n/countries.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import type { Register } from "#foundation/register/declaration.ts";
import type { ItemId } from "#foundation/register/items.ts";
import type { RetentionId } from "#foundation/register/retention.ts";
import { retentionTerm } from "#foundation/register/terms.ts";
import { cookiesOf, itemsByCategory, purposesByCategory, recipientsOf } from "#foundation/register/views.ts";
import { type Locale, words } from "#locales/locales.ts";

/** What GDPR Art. 15(1) asks to be told beside the copy, of one site, in the words of its register. */
export type Sheet = {
	site: string;
	/** Number of the statement in force. */
	statement: number;
	controller: { name: string; address: string; email: string; officer: string };
	/** What is held, for what, and how long. */
	data: readonly { item: string; category: string; purposes: readonly string[]; kept: readonly string[] }[];
	purposes: readonly { purpose: string; category: string; basis: readonly string[] }[];
	recipients: readonly {
		name: string;
		countries: readonly string[];
		items: readonly string[];
		onlyWithConsent: boolean;
	}[];
	authority: { name: string; url: string };
};

/** @param legal of the edition that is in force */
export function sheetOf(
	brand: PublishedBrand,
	legal: Legal,
	statement: number,
	register: Register,
	locale: Locale,
): Sheet {
	const text = words(locale).register;
	const { operator } = legal;
	const items = itemsByCategory(legal, register);
	const purposes = purposesByCategory(legal, register, items);
	const cookies = cookiesOf(legal, register);
	const cookieTerms = (item: ItemId) =>
		cookies.filter((one) => one.item === item).map(({ name, keptFor }) => `${name}: ${durationWords(keptFor, locale)}`);
	const categoryOf = (category: (typeof CATEGORIES)[number]) => text.categories[category].name;
	return {
		site: brand.look.name,
		statement,
		controller: {
			...{ name: operator.name, email: operator.email, officer: operator.dpo.email },
			address: Object.values(operator.address).join(", "),
		},
		data: CATEGORIES.flatMap((category) =>
			items[category].map((view) => ({
				...{ item: text.items[view.item].name, category: categoryOf(category) },
				purposes: view.purposes.map((id) => text.purposes[id].name),
				kept: [...termsOf(view.retention, legal, locale), ...cookieTerms(view.item)],
			})),
		),
		purposes: CATEGORIES.flatMap((category) =>
			purposes[category].map(({ purpose, use }) => ({
				...{ purpose: text.purposes[purpose].name, category: categoryOf(category) },
				basis: [text.art6[use.art6], ...(use.art9 ? [text.art9[use.art9]] : [])],
			})),
		),
		recipients: recipientsOf(legal, register).map(({ recipient, items: own }) => ({
			name: recipientName(recipient, locale),
			countries: [recipient.country, ...(recipient.processedIn ?? []).map(({ country }) => country)].flatMap((code) =>
				code === undefined ? [] : [countryName(code, locale)],
			),
			items: own.map((item) => text.items[item].name),
			onlyWithConsent: recipient.requiresConsent,
		})),
		authority: { name: operator.authority.name, url: operator.authority.url },
	};
}

/** A datum under several rules says which term is of what. */
function termsOf(rules: readonly RetentionId[], legal: Legal, locale: Locale): string[] {
	const text = words(locale).register;
	return rules.map((rule) => {
		const { from, for: duration } = retentionTerm(legal, rule);
		const term = `${durationWords(duration, locale)} ${text.after[from]}`;
		return rules.length > 1 ? `${text.retention[rule]}: ${term}` : term;
	});
}
