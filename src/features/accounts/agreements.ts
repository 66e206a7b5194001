import type { Compilable } from "kysely";
import type { Edition } from "#foundation/brand/edition.ts";
import type { Legal } from "#foundation/brand/settings.ts";
import type { Context } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import {
	type ConsentEvent,
	type ConsentMethod,
	type ConsentQuestion,
	consentRows,
	holds,
	stands,
	type WordsIn,
	wordsHash,
	wordsOfHash,
} from "#foundation/ledgers/consent.ts";
import { addConsent } from "#foundation/ledgers/queries.ts";
import { retentionTerm } from "#foundation/register/terms.ts";
import { LOCALES, type Locale, words } from "#locales/locales.ts";
import { addAcceptance } from "./queries.ts";
import { acceptancesOf } from "./session/queries-session.ts";

/** The words of the membership consent: by the term in force, they say how long its proof is kept. */
export function consentWords(brand: string, legal: Legal, locale: Locale): string {
	const term = durationWords(retentionTerm(legal, "consent_evidence").for, locale);
	return words(locale).accounts.join.consent(brand, legal.operator.name, term);
}

const membershipWords = ({ brand, legal }: Edition, locale: Locale): string =>
	consentWords(brand.look.name, legal, locale);

/** The words of the membership consent that someone answered; undefined once they read otherwise in every language. */
export function answeredWords(edition: Edition, textHash: string): Promise<WordsIn | undefined> {
	return wordsOfHash(textHash, (locale) => membershipWords(edition, locale));
}

/** The question whose yes makes someone a member of an adult brand (DECISIONS 13), as this language puts it. */
async function membershipQuestion(edition: Edition, locale: Locale): Promise<ConsentQuestion> {
	return { purpose: "use_of_site", recipient: "", textHash: await wordsHash(membershipWords(edition, locale)) };
}

/** Whether a member of this brand must be asked: never asked, withdrawn since, or asked in other words. */
export async function lacksConsent(edition: Edition, events: readonly ConsentEvent[]): Promise<boolean> {
	if (!edition.legal.adult) return false;
	const questions = await Promise.all(LOCALES.map((locale) => membershipQuestion(edition, locale)));
	return !questions.some((question) => holds(events, question));
}

/** Whether a yes to the membership, in whichever words, was not withdrawn since. */
export const hasStandingConsent = (events: readonly ConsentEvent[]): boolean =>
	events.some((event) => event.purpose === "use_of_site" && stands(event));

/** What a member accepted and was shown, on all brands of the realm, the newest first: for the caller's own trip. */
export const acceptancesIn = (context: Context, member: string) => acceptancesOf(context.realm.brands, member);

/**
 * What coming to a brand leaves behind: the terms accepted, the statement shown (information, never a consent), and
 * on an adult brand the consent to the membership itself. `before`: what the member answered there earlier.
 */
export async function agreementRows(
	context: Context,
	member: string,
	method: ConsentMethod,
	before: readonly ConsentEvent[] = [],
): Promise<Compilable[]> {
	const { edition, locale } = context;
	const { brand, legal, statement, terms } = edition;
	const now = context.now;
	const at = new Date(now).toISOString();
	const own = { brand_id: brand.id, member_id: member, locale, happened_at: at };
	const answers = legal.adult
		? [{ ...(await membershipQuestion(edition, locale)), kind: "given" as const, id: uuidv7(now) }]
		: [];
	const consent = { brand: brand.id, member, method, at };
	return [
		addAcceptance({
			...own,
			id: uuidv7(now),
			document: "terms",
			number: terms.number,
			hash: terms.hash[locale] ?? "",
			kind: "accepted",
		}),
		addAcceptance({
			...own,
			id: uuidv7(now),
			document: "statement",
			number: statement.number,
			hash: statement.hash[locale] ?? "",
			kind: "shown",
		}),
		...(await consentRows(consent, answers, before)).map((row) => addConsent(row)),
	];
}
