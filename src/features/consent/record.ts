import { itemsUsedOn } from "#features/my-data/objection/objectionable.ts";
import { wordsAnswered } from "#features/my-data/words-answered.ts";
import { accountOrigin } from "#foundation/brand/origin.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Operator, PublishedBrand, Recipient } from "#foundation/brand/settings.ts";
import { recipientName } from "#foundation/brand/unnamed.ts";
import type { Context } from "#foundation/context.ts";
import { spokenLocale } from "#foundation/i18n/path.ts";
import { type ConsentEvent, type ConsentKind, inOrderOrByTime, isEmptied } from "#foundation/ledgers/consent.ts";
import { type ItemId, isItemId } from "#foundation/register/items.ts";
import { PURPOSE_IDS } from "#foundation/register/purposes.ts";
import { cookieAge, purposeTerm, retentionTerm } from "#foundation/register/terms.ts";
import { type Locale, words } from "#locales/locales.ts";
import type { readOwnSharing } from "./own-sharing.ts";

/** https://w3id.org/dpv/guides/consent-27560 */
const PROFILE = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr";
const NAMES = {
	dct: "http://purl.org/dc/terms/",
	dpv: "https://w3id.org/dpv#",
	"eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
	loc: "https://w3id.org/dpv/loc#",
};
const STATUS: Record<ConsentKind, string> = {
	given: "dpv:ConsentGiven",
	renewed: "dpv:RenewedConsentGiven",
	refused: "dpv:ConsentRefused",
	withdrawn: "dpv:ConsentWithdrawn",
	expired: "dpv:ConsentExpired",
};
/** Withdrawal, access, erasure, and the complaint. */
const RIGHTS = ["eu-gdpr:A7-3", "eu-gdpr:A15", "eu-gdpr:A17", "eu-gdpr:A77"];

type Read = NonNullable<Awaited<ReturnType<typeof readOwnSharing>>>;
type Event = Read["events"][number];

/**
 * A member's consents on the brands that they are on, as ISO/IEC TS 27560 has them: one record for each question in its
 * words, with every answer to it.
 */
export async function consentRecords(context: Context, read: Read) {
	const records = read.joined.map(async (brand) => {
		const own = inOrderOrByTime(read.events.filter(({ brand_id }) => brand_id === brand.id));
		const answered = own.filter((event) => !isEmptied(event));
		const questions = Map.groupBy(answered, ({ purpose, recipient, text_hash }) =>
			[purpose, recipient, text_hash].join("\n"),
		);
		return Promise.all([...questions.values()].map((events) => recordOf(context, { brand, read, events })));
	});
	return { "@context": NAMES, "@graph": (await Promise.all(records)).flat() };
}

type Question = { brand: PublishedBrand; read: Read; events: readonly Event[] };

async function recordOf(context: Context, { brand, read, events }: Question) {
	const [first] = events;
	if (first === undefined) throw new Error("a question without an answer");
	const edition = currentEdition(brand, context.now);
	const said = await wordsAnswered(edition, first, read.texts);
	const locale = said?.locale ?? spokenLocale(brand.look, context.locale);
	const { operator, adult } = edition.legal;
	return {
		"@type": "dpv:ConsentRecord",
		"dct:conformsTo": PROFILE,
		"dct:identifier": first.id,
		"dct:language": locale,
		"dpv:hasDataSubject": { "@type": "dpv:DataSubject", "dct:identifier": read.member.id },
		"dpv:hasNotice": {
			"@type": "dpv:ConsentNotice",
			"dct:identifier": `sha256:${first.text_hash}`,
			"dct:language": locale,
			// The very words; null where nobody has them any more.
			"dct:description": said?.words ?? null,
		},
		"dpv:hasProcess": processOf(context, { brand, first, locale, operator }),
		"dpv:hasConsentEvent": events.map((event) => ({
			"@type": STATUS[event.kind as ConsentKind],
			"dct:identifier": event.id,
			"dpv:hasLegalBasis": ["eu-gdpr:A6-1-a", ...(adult ? ["eu-gdpr:A9-2-a"] : [])],
			"dpv:hasConsentStatus": STATUS[event.kind as ConsentKind],
			"dpv:isIndicatedAtTime": event.happened_at,
			"dpv:hasDuration": durationOf(event, edition.legal),
			"dpv:isIndicatedBy": { "@type": "dpv:DataSubject", "dct:identifier": read.member.id },
			"dct:valid": { start: event.happened_at, end: event.ended_at },
		})),
	};
}

type Process = { brand: PublishedBrand; first: Event; locale: Locale; operator: Operator };

function processOf(context: Context, { brand, first, locale, operator }: Process) {
	const edition = currentEdition(brand, context.now);
	const recipient = edition.legal.recipients.find(({ id }) => id === first.recipient);
	const { register } = words(locale);
	const known = PURPOSE_IDS.find((id) => id === first.purpose);
	return {
		"@type": "dpv:Process",
		"dct:title": brand.look.name,
		"dpv:hasPurpose": {
			"@type": `dpv:${(known && purposeTerm(edition.legal, known)?.dpv) ?? "Purpose"}`,
			"dct:identifier": first.purpose,
			"dct:title": known ? register.purposes[known].name : first.purpose,
		},
		"dpv:hasPersonalData": itemsOf(context, brand, first, recipient).map((item) => ({
			"@type": edition.legal.adult ? "dpv:SpecialCategoryPersonalData" : "dpv:PersonalData",
			"dct:identifier": item,
			"dct:title": register.items[item].name,
		})),
		"dpv:hasStorageCondition": {
			"@type": "dpv:StorageDuration",
			"dpv:hasDuration": retentionTerm(edition.legal, "consent_evidence").for,
		},
		"dpv:hasDataController": {
			"@type": "dpv:DataController",
			"dpv:hasName": operator.name,
			"dpv:hasContact": operator.email,
			"dpv:hasAddress": [operator.address.street, operator.address.postalCode, operator.address.city].join(", "),
		},
		"dpv:hasRecipient": {
			"@type": "dpv:Recipient",
			"dct:identifier": first.recipient === "" ? operator.id : first.recipient,
			"dpv:hasName": nameOf(first, recipient, operator, locale),
		},
		"dpv:hasConsentControl": {
			"@type": "dpv:WithdrawConsent",
			"dct:source": `${accountOrigin(context.realm, context.settings)}/privacy`,
		},
		"dpv:hasJurisdiction": `loc:${operator.address.country}`,
		"dpv:hasRight": RIGHTS,
	};
}

function nameOf(first: Event, recipient: Recipient | undefined, operator: Operator, locale: Locale): string {
	if (first.recipient === "") return operator.name;
	return recipient === undefined ? first.recipient : recipientName(recipient, locale);
}

/** What the consent is about, as the brand's edition in force says. */
function itemsOf(
	context: Context,
	brand: PublishedBrand,
	{ purpose }: Event,
	recipient: Recipient | undefined,
): ItemId[] {
	if (recipient !== undefined) return recipient.fields.filter(isItemId);
	const { snapshot, now, running } = context;
	return itemsUsedOn([brand.id], purpose, { snapshot, register: running.register, now });
}

/** ISO 8601. A consent for a recipient counts as long as its cookie, any other until it is taken back. */
function durationOf({ purpose }: ConsentEvent, legal: Parameters<typeof cookieAge>[0]): string {
	const age = purpose === "third_parties" ? cookieAge(legal, "cookie_choice") : "until_withdrawn";
	return age === "session" ? "until_browser_closed" : age;
}
