import { CATEGORIES } from "#foundation/brand/edition-terms.ts";
import type { Legal, Recipient } from "#foundation/brand/settings.ts";
import { recipientName } from "#foundation/brand/unnamed.ts";
import { countryName, isInEea } from "#foundation/i18n/countries.ts";
import { isForReview, type Running } from "#foundation/register/running.ts";
import { retentionTerm } from "#foundation/register/terms.ts";
import { type ItemView, type PurposeView, type RecipientView, recipientsOf } from "#foundation/register/views.ts";
import { type Locale, words } from "#locales/locales.ts";
import { type Draft, draftOf, purposeWords, says } from "./draft.ts";
import { withoutItem } from "./necessary.ts";
import { documentWords } from "./recipient-cells.ts";
import { type RightRow, rightsOf } from "./rights.ts";
import { retentionWords } from "./words/duration.ts";

export type TiltVersion = {
	number: number;
	publishedAt: string;
	effectiveAt: string;
	/** sha256 of the tree in this language. */
	hash: string;
	/** Where the statement stands: `https://brand.example/privacy`. */
	url: string;
};

/** The statement in the Transparency Information Language (TU Berlin), schema of 2021: GDPR Art. 13 and 14 as data. */
export function toTilt(legal: Legal, locale: Locale, version: TiltVersion, running: Running): object {
	const draft = draftOf(legal, locale, running);
	const text = words(locale).tilt;
	const { operator } = legal;
	const { street, postalCode, city, country } = operator.address;
	const address = `${street}, ${postalCode} ${city}`;
	const { number, publishedAt, effectiveAt, hash, url } = version;
	return {
		meta: {
			...{ _id: `${legal.host}/${number}/${locale}`, name: titleOf(draft) },
			...{ created: publishedAt, modified: publishedAt, effective: effectiveAt },
			...{ version: number, language: locale, status: "active", url, _hash: hash },
		},
		controller: {
			...{ name: operator.name, division: legal.brandName, address, country },
			// The format asks for a representative (Art. 27 GDPR); a controller within the EEA has none.
			representative: {
				name: isInEea(country) ? text.noRepresentative : draft.words.articles.unnamed,
				email: operator.email,
				phone: operator.phone,
			},
		},
		dataProtectionOfficer: { name: operator.dpo.name ?? text.dpo, address, country, email: operator.dpo.email },
		dataDisclosed: disclosures(draft),
		thirdCountryTransfers: legal.recipients.flatMap((recipient) =>
			placesOutside(recipient).map((place) => transfer(draft, recipient, place)),
		),
		accessAndDataPortability: {
			...right(draft, version, ["access"]),
			administrativeFee: { amount: 0, currency: "EUR" },
			dataFormats: says(draft, "right.portability") ? ["json"] : [],
		},
		sources: sourcesOf(draft, url),
		rightToInformation: right(draft, version, ["access"], answerTerm(draft)),
		rightToRectificationOrDeletion: right(draft, version, ["rectification", "erasure"]),
		rightToDataPortability: right(draft, version, ["portability"]),
		rightToWithdrawConsent: right(draft, version, ["withdraw"]),
		rightToComplain: complaint(draft, version),
		automatedDecisionMaking: {
			inUse: false,
			logicInvolved: legal.features.includes("suggestions")
				? draft.words.automated.suggestions
				: draft.words.automated.body,
			scopeAndIntendedEffects: draft.words.automated.body,
		},
		changesOfPurpose: [],
	};
}

const titleOf = ({ words: text, legal, running }: Draft): string =>
	isForReview(running) ? `${text.title(legal.brandName)}. ${text.forReview}` : text.title(legal.brandName);

function disclosures(draft: Draft): object[] {
	const receivers = recipientsOf(draft.legal, draft.register, draft.items);
	return CATEGORIES.flatMap((category) =>
		draft.items[category].map((view) => disclosed(draft, view, draft.purposes[category], receivers)),
	);
}

function disclosed(draft: Draft, view: ItemView, purposes: PurposeView[], recipients: RecipientView[]): object {
	const { names, locale, words: text } = draft;
	const interests = purposes.filter(({ purpose, use }) => view.purposes.includes(purpose) && use.art6 === "f");
	const receivers = recipients.filter(({ items }) => items.includes(view.item));
	const without = view.category === "necessary" ? withoutItem(draft, view.item) : undefined;
	return {
		_id: `${view.category}.${view.item}`,
		category: names.items[view.item].name,
		purposes: view.purposes.map((purpose) => ({
			purpose: names.purposes[purpose].name,
			description: purposeWords(draft, purpose).explanation,
		})),
		legalBases: [
			...view.art6.map((letter) => ({ reference: `GDPR-6-1-${letter}`, description: names.art6[letter] })),
			...view.art9.map((letter) => ({ reference: `GDPR-9-2-${letter}`, description: names.art9[letter] })),
		],
		legitimateInterests: interests.map(({ purpose }) => ({
			exists: true,
			reasoning: text.interests[purpose] ?? names.purposes[purpose].explanation,
		})),
		recipients: receivers.map(({ recipient }) => ({
			name: recipientName(recipient, locale),
			// None as long as none is named: a group may be anywhere.
			...(recipient.country === undefined ? {} : { country: recipient.country }),
			category: text.kinds[recipient.kind],
		})),
		storage: storageOf(draft, view),
		nonDisclosure: {
			legalRequirement: view.art6.includes("c"),
			contractualRegulation: view.art6.includes("b"),
			obligationToProvide: without !== undefined,
			consequences: without ?? words(locale).tilt[view.category === "necessary" ? "arises" : "withoutOther"],
		},
	};
}

/** A cookie's term is in the cookie table; its item then has no retention rule. */
function storageOf(draft: Draft, view: ItemView): object[] {
	const { names, legal } = draft;
	if (view.retention.length === 0) return [];
	const statutes = view.retention.flatMap((rule) => retentionTerm(legal, rule).statute ?? []);
	return [
		{
			temporal: view.retention.map((rule) => ({
				description: `${names.retention[rule]}: ${retentionWords(rule, draft)}`,
				ttl: retentionTerm(legal, rule).for,
			})),
			purposeConditional: statutes.map((statute) => names.statutes[statute]),
			legalBasisConditional: [],
			aggregationFunction: "max",
		},
	];
}

type Outside = { country: string; transfer: Recipient["transfer"] };

/** Each country outside the EEA in which a recipient has data, with what protects them there. */
const placesOutside = ({ country, transfer, processedIn = [] }: Recipient): Outside[] =>
	[...(country === undefined ? [] : [{ country, transfer }]), ...processedIn].filter(
		(place) => !isInEea(place.country),
	);

function transfer(draft: Draft, recipient: Recipient, { country, transfer: by }: Outside): object {
	const { words: text, locale } = draft;
	const document = documentWords(draft, recipient);
	const covered = (...instruments: Outside["transfer"][]) => {
		const available = by !== undefined && instruments.includes(by);
		if (!available) return { available };
		const name = recipientName(recipient, locale);
		return { available, description: `${name}, ${countryName(country, locale)}: ${text.transfers[by]}. ${document}` };
	};
	return {
		country,
		adequacyDecision: covered("adequacy", "dpf"),
		appropriateGuarantees: covered("bcr", "scc", "code_of_conduct"),
		presenceOfEnforceableRightsAndEffectiveRemedies: { available: true, description: words(locale).tilt.rights },
		standardDataProtectionClause: covered("scc"),
	};
}

function right(draft: Draft, { url }: TiltVersion, rows: readonly RightRow[], more?: string): object {
	const { legal, locale } = draft;
	const { rights } = legal.contacts;
	const said = rightsOf(draft).filter(({ id }) => rows.includes(id));
	const text = [...said.flatMap(({ name, yourself }) => [name, yourself]), ...(more === undefined ? [] : [more])];
	const { signedIn, byMail } = words(locale).tilt;
	return {
		available: true,
		description: text.join(" "),
		url: `${url}/rights`,
		email: rights.by === "email" ? rights.email : legal.operator.dpo.email,
		identificationEvidences: [says(draft, "right.requests") ? signedIn : byMail],
	};
}

function answerTerm({ legal, words }: Draft): string {
	return words.rights.answer(legal.responseDays);
}

function complaint({ legal, words }: Draft, { url }: TiltVersion): object {
	const { authority, dpo } = legal.operator;
	return {
		available: true,
		description: `${words.complaint.before}${authority.name}${words.complaint.after}`,
		url: authority.url || url,
		email: dpo.email,
		supervisoryAuthority: { name: authority.name, country: authority.country },
	};
}

function sourcesOf({ words: text, legal, locale }: Draft, url: string): object[] {
	const source = (id: string, dataCategory: string, description: string) => ({
		_id: id,
		dataCategory,
		sources: [{ description, url, publiclyAvailable: false }],
	});
	return [
		source("member", words(locale).tilt.member, text.sources.you),
		...(legal.features.includes("payments") ? [source("payments", text.payments.heading, text.sources.payments)] : []),
		...(legal.features.includes("messages") ? [source("members", text.messages.heading, text.sources.members)] : []),
	];
}
