import type { Recipient } from "#foundation/brand/settings.ts";
import { isGroup, leavesEea, recipientName } from "#foundation/brand/unnamed.ts";
import type { Inline } from "#foundation/documents/tree.ts";
import { countryName, isInEea } from "#foundation/i18n/countries.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import { capital, type Draft, link } from "./draft.ts";

/** By name; a group says that it is one. */
export function nameCell({ words, locale }: Draft, recipient: Recipient): Inline {
	const name = recipientName(recipient, locale);
	const said = isGroup(recipient) ? words.articles.recipients.group(name) : name;
	return recipient.website ? link(said, recipient.website) : said;
}

/** Each country, what protects data there, by which document, of which date, and where a copy is (GDPR Art. 13(1)(f)). */
export function placeCell(draft: Draft, recipient: Recipient): Inline[] {
	const { words, locale } = draft;
	const { articles } = words;
	const said = [ownCountry(draft, recipient)];
	for (const { country, transfer } of recipient.processedIn ?? [])
		said.push(articles.recipients.alsoIn(countryName(country, locale), protection(draft, transfer)));
	if (!leavesEea(recipient)) return [said.join(" ")];
	const { instrument } = recipient;
	const text = [...said, documentWords(draft, recipient)].join(" ");
	return instrument?.copy === undefined
		? [text]
		: [`${text} `, link(articles.recipients.copyHere, instrument.copy), "."];
}

/** The document of this recipient and its date, or that they are not named. */
export function documentWords({ words, locale }: Draft, { instrument }: Recipient): string {
	const { document, documentUnnamed } = words.articles.recipients;
	return instrument === undefined
		? documentUnnamed
		: document(instrument.document, dayInWords(instrument.date, locale));
}

function ownCountry(draft: Draft, { id, country, transfer }: Recipient): string {
	const { words, locale } = draft;
	if (country === undefined) return words.articles.recipients.countryUnnamed;
	const name = capital(countryName(country, locale));
	if (isInEea(country)) return words.recipients.inEea(name);
	if (!transfer) throw new Error(`recipient ${id} is outside the EEA and names no transfer instrument (GDPR Art. 44)`);
	return words.recipients.outside(name, protection(draft, transfer));
}

/** The Data Privacy Framework rests on one decision, which is public; the others are named with the recipient. */
function protection({ words }: Draft, transfer: NonNullable<Recipient["transfer"]>): string {
	const said = words.transfers[transfer];
	return transfer === "dpf" ? `${said}, ${words.articles.recipients.decision}` : said;
}
