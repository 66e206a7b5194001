import { type Locale, words } from "#locales/locales.ts";
import type { Legal, PublishedBrand, Recipient } from "../brand/settings.ts";
import { recipientName } from "../brand/unnamed.ts";
import { countryName } from "../i18n/countries.ts";
import { durationWords } from "../i18n/duration-words.ts";
import { joinWords } from "../i18n/join.ts";
import { type WordsIn, wordsHash, wordsOfHash } from "../ledgers/consent.ts";
import { isItemId } from "../register/items.ts";
import { cookieAge } from "../register/terms.ts";

/** What the words of a yes are derived from, of an edition. */
export type AskingEdition = { brand: Pick<PublishedBrand, "look">; legal: Legal };

/**
 * What a yes to a recipient is a yes to (D37): that it learns of a visit to this site, which data it gets for what and
 * on whose instructions, where it processes them, and for how long the answer counts. A yes counts for these words alone.
 */
export function recipientWords({ brand, legal }: AskingEdition, recipient: Recipient, locale: Locale): string {
	const { choice } = words(locale);
	const age = cookieAge(legal, "cookie_choice");
	const question = {
		operator: legal.operator.name,
		recipient: recipientName(recipient, locale),
		brand: brand.look.name,
		purpose: choice.purposes[recipient.kind],
		role: choice.roles[recipient.role],
		data: joinWords(dataWords(recipient, locale), locale),
		places: joinWords(placeWords(recipient, locale), locale),
		term: age === "session" ? choice.termSession : choice.termFor(durationWords(age, locale)),
	};
	return legal.adult ? choice.question.adult(question) : choice.question.ordinary(question);
}

/** What the ledger has a member's answers about a recipient under. */
export const aboutRecipient = (recipient: string) => ({ purpose: "third_parties", recipient }) as const;

export const recipientWordsHash = (edition: AskingEdition, recipient: Recipient, locale: Locale): Promise<string> =>
	wordsHash(recipientWords(edition, recipient, locale));

/** The words that somebody answered; undefined once this edition asks for this recipient in none of them. */
export async function answeredRecipientWords(
	edition: AskingEdition,
	id: string,
	textHash: string,
): Promise<WordsIn | undefined> {
	const recipient = edition.legal.recipients.find((one) => one.id === id);
	return recipient && wordsOfHash(textHash, (locale) => recipientWords(edition, recipient, locale));
}

/** The kinds of data, in the order of the edition. */
function dataWords({ fields }: Recipient, locale: Locale): string[] {
	const { choice, register } = words(locale);
	if (fields.includes("*")) return [choice.everything];
	return fields.map((field) => {
		if (field === "pages_visited") return choice.pageKinds;
		return isItemId(field) ? inSentence(register.items[field].name) : field;
	});
}

/** Each country, with what protects the data outside the EEA. */
function placeWords({ country, transfer, processedIn = [] }: Recipient, locale: Locale): string[] {
	const { choice } = words(locale);
	const place = (code: string, by: Recipient["transfer"]) =>
		by === undefined ? countryName(code, locale) : choice.place(countryName(code, locale), choice.transfers[by]);
	return [
		country === undefined ? choice.unnamedPlace : place(country, transfer),
		...processedIn.map((other) => place(other.country, other.transfer)),
	];
}

/** Within a sentence, unless the word is written with capitals (IP-adres). */
const inSentence = (name: string): string =>
	/^\p{Lu}{2}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
