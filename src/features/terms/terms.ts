import { capital, link, mail, paragraph, section } from "#features/privacy/statement/draft.ts";
import type { Legal, Operator } from "#foundation/brand/settings.ts";
import type { Block, DocumentTree, Section } from "#foundation/documents/tree.ts";
import { countryName } from "#foundation/i18n/countries.ts";
import { dialled } from "#foundation/i18n/phone.ts";
import { type Locale, type Words, words } from "#locales/locales.ts";

type TermsWords = Words["terms"];

/** What the operator's sites offer together, so that the terms do not speak of what none of them has. */
export type TermsFacts = {
	adult: boolean;
	performers: boolean;
	payments: boolean;
	/** With everything that is planned. */
	forReview?: true;
};

const EVERYTHING: TermsFacts = { adult: true, performers: true, payments: true };

export function termsFacts(brands: readonly Legal[]): TermsFacts {
	return {
		adult: brands.some(({ adult }) => adult),
		performers: brands.some(({ features }) => features.includes("performers")),
		payments: brands.some(({ features }) => features.includes("payments") || features.includes("shop")),
	};
}

/**
 * The terms of an operator, one text for all its sites: a function of the operator and of what its sites offer
 * together, so that a new site of the same kind makes no new version. Each section names the law or the promise
 * that it answers to.
 */
export function deriveTerms(operator: Operator, locale: Locale, facts: TermsFacts = EVERYTHING): DocumentTree {
	const text = words(locale).terms;
	const list = (items: readonly string[]): Block => ({ kind: "list", items: items.map((item) => [item]) });
	const { definitions, account, conduct } = text;
	return {
		locale,
		title: text.title(operator.shortName),
		lead: [text.lead(operator.shortName), ...(facts.forReview ? [` ${words(locale).statement.forReview}`] : [])],
		sections: [
			section("definitions", definitions.heading, ["P63"], [definitionsBlock(operator, text, facts)]),
			prose("joining", without(text.joining, facts.adult ? [] : ["age"]), ["P01", "P02"]),
			section("account", account.heading, ["P37"], [list(account.items)]),
			section(
				"conduct",
				conduct.heading,
				["P60", "DSA 14, 16, 17, 20"],
				[
					paragraph(conduct.intro),
					list(Object.values(conduct.items)),
					paragraph(conduct.measures),
					paragraph(conduct.report),
				],
			),
			prose("content", without(text.content, facts.performers ? [] : ["performers"]), ["P10"]),
			...(facts.payments ? [prose("payments", text.payments, ["CRD 6, 9, 16", "BW 6:230m, 6:236"])] : []),
			prose("service", text.service, ["BW 6:74, 6:237"]),
			privacySection(text),
			prose("changes", text.changes, ["BW 6:236", "DSA 14(2)"]),
			section(
				"law",
				text.law.heading,
				["Rome I 6(2)"],
				[paragraph(text.law.body(countryName(operator.address.country, locale)))],
			),
			complaintsSection(operator, text, locale),
		],
	};
}

function definitionsBlock({ name, shortName }: Operator, { definitions }: TermsWords, facts: TermsFacts): Block {
	const who = name === shortName ? name : `${name} (${shortName})`;
	const items = [
		...definitions.items(who),
		...(facts.performers ? definitions.performers : []),
		...(facts.payments ? definitions.payments : []),
		...definitions.last,
	];
	return { kind: "definitions", items: items.map(([term, text]) => ({ term, text: [text] })) };
}

type Prose = { heading: string } & Record<string, string>;

function without(words: Prose, keys: readonly string[]): Prose {
	const entries = Object.entries(words).filter(([key]) => !keys.includes(key));
	return { ...Object.fromEntries(entries), heading: words.heading };
}

/** A heading and its paragraphs, in the order of the words. */
function prose(id: string, words: Prose, states: string[]): Section {
	const { heading, ...paragraphs } = words;
	return section(
		id,
		heading,
		states,
		Object.values(paragraphs).map((text) => paragraph(text)),
	);
}

function privacySection({ privacy }: TermsWords): Section {
	return section(
		"privacy",
		privacy.heading,
		["P63", "GDPR 7(2)"],
		[paragraph(privacy.before, link(privacy.link, "/privacy"), privacy.after)],
	);
}

function complaintsSection(operator: Operator, { complaints }: TermsWords, locale: Locale): Section {
	const { street, postalCode, city, country } = operator.address;
	const address = `${street}, ${postalCode} ${city}, ${capital(countryName(country, locale))}`;
	const registration = `${operator.registration.register} ${operator.registration.number}`;
	return section(
		"complaints",
		complaints.heading,
		["P32", "DSA 11, 12"],
		[
			paragraph(complaints.who(operator.name, address, registration)),
			paragraph(
				complaints.before,
				mail(operator.email),
				complaints.or,
				link(operator.phone, dialled(operator.phone)),
				complaints.after,
			),
			paragraph(complaints.dsa),
		],
	);
}
