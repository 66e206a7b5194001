import { CATEGORIES } from "#foundation/brand/edition-terms.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import { countriesOf, transfersOf } from "#foundation/brand/unnamed.ts";
import { canonicalJson } from "#foundation/documents/tree.ts";
import { offerOf } from "#foundation/register/offer.ts";
import { type Running, runs } from "#foundation/register/running.ts";
import { SENTENCE_IDS, SENTENCES } from "#foundation/register/sentences.ts";
import {
	cookiesOf,
	itemsByCategory,
	purposesByCategory,
	type RecipientView,
	recipientsOf,
	retentionRows,
} from "#foundation/register/views.ts";
import { inEachLocale, type Locale, words } from "#locales/locales.ts";
import {
	cookieChanges,
	detailChanges,
	featureChanges,
	itemChanges,
	recipientChanges,
	retentionChanges,
	valueChanges,
} from "./change-words.ts";
import type { StatementFacts } from "./statement-facts.ts";

export type ChangeClass = "editorial" | "information" | "consent";

export function statementFacts(settings: Legal, running: Running): StatementFacts {
	const { register } = running;
	const { legal } = offerOf(settings, running);
	const items = itemsByCategory(legal, register);
	const purposes = purposesByCategory(legal, register, items);
	const retention = retentionRows(legal, register, items);
	return {
		values: valuesOf(legal),
		features: [...legal.features].sort(),
		items: CATEGORIES.flatMap((category) =>
			items[category].map((view) => ({ item: view.item, category, purposes: view.purposes })),
		),
		purposes: CATEGORIES.flatMap((category) =>
			purposes[category].map(({ purpose, use }) => ({
				purpose,
				category,
				art6: use.art6,
				...(use.art9 ? { art9: use.art9 } : {}),
			})),
		),
		retention: retention.map(({ rule, duration, items: own }) => ({ rule, duration, items: own })),
		recipients: recipientsOf(legal, register, items).map(recipientFacts),
		cookies: cookiesOf(legal, register).map(({ name, necessary, keptFor, setBy }) => ({
			name,
			necessary,
			keptFor,
			setBy,
		})),
		details: canonicalJson({
			controller: detailsOf(legal),
			purposes: CATEGORIES.map((category) =>
				purposes[category].map(({ purpose, use, objection, switch: switchId }) => [
					...[purpose, objection, switchId ?? ""],
					...(use.within ?? []),
				]),
			),
			retention: retention.map(({ rule, from, statute }) => [rule, from, statute ?? ""]),
			instruments: legal.recipients.flatMap(({ id, instrument }) => (instrument ? [[id, instrument]] : [])),
			helpKept: legal.contacts.helpKept ?? "",
			said: SENTENCE_IDS.filter((id) => runs(running, SENTENCES[id])),
		}),
	};
}

function recipientFacts({ recipient, items }: RecipientView): StatementFacts["recipients"][number] {
	const { id, name, role, kind, group, requiresConsent } = recipient;
	return {
		...{ id, name, role, kind, requiresConsent, items },
		...(group ? { group } : {}),
		country: countriesOf(recipient).join(" "),
		transfer: transfersOf(recipient).join(" "),
	};
}

/** Of the legal block, what `valuesOf` does not name. */
function detailsOf({ operator, partner, contacts, relation }: Legal): unknown {
	const { legalForm, shortName, website, vatNumber = "", network = "", authority, dpo } = operator;
	return {
		legalForm,
		shortName,
		website,
		vatNumber,
		network,
		authority,
		dpo,
		relation,
		partner,
		rights: contacts.rights,
	};
}

function valuesOf(legal: Legal): StatementFacts["values"] {
	const { operator, contacts } = legal;
	const { street, postalCode, city, country } = operator.address;
	return {
		brandName: legal.brandName,
		host: legal.host,
		adult: legal.adult,
		minimumAge: legal.minimumAge,
		responseDays: legal.responseDays,
		eraseAfterClosing: legal.eraseAfterClosing,
		paymentMethods: legal.paymentMethods,
		rightsContact: contacts.rights.by === "email" ? contacts.rights.email : "/helpdesk",
		helpContact: contacts.help,
		dpo: operator.dpo.email,
		authority: operator.authority.name,
		controllerName: operator.name,
		controllerAddress: `${street}, ${postalCode} ${city}, ${country}`,
		controllerPhone: operator.phone,
		controllerEmail: operator.email,
		registration: `${operator.registration.register} ${operator.registration.number}`,
		partner: legal.relation === "partner" ? (legal.partner?.name ?? "") : "",
	};
}

/**
 * How a changed statement comes into force, and what changed in words. Consent: special data, a purpose or a
 * recipient that rests on consent is new or wider. Information: every other change of facts, narrower ones too.
 * Editorial: the same facts in other words.
 */
export function classifyChange(
	before: StatementFacts,
	after: StatementFacts,
	treesDiffer: boolean,
): { change: ChangeClass; words: Record<Locale, string[]> } {
	const changes = [
		...valueChanges(before, after),
		...featureChanges(before, after),
		...itemChanges(before, after),
		...recipientChanges(before, after),
		...retentionChanges(before, after),
		...cookieChanges(before, after),
		...detailChanges(before, after),
	];
	if (changes.length === 0) {
		const text = (locale: Locale): string[] => (treesDiffer ? [words(locale).changes.wordingOnly] : []);
		return { change: "editorial", words: inEachLocale(text) };
	}
	return {
		change: changes.some(({ consent }) => consent) ? "consent" : "information",
		words: inEachLocale((locale) => changes.map(({ words }) => words[locale])),
	};
}
