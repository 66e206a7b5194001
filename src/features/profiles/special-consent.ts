import type { Compilable } from "kysely";
import type { Edition } from "#foundation/brand/edition.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import {
	type ConsentAnswer,
	type ConsentEvent,
	type ConsentQuestion,
	consentRows,
	holds,
	lastAnswer,
	type SpecialPurpose,
	stands,
	withdrawalOf,
	wordsHash,
} from "#foundation/ledgers/consent.ts";
import { addConsent } from "#foundation/ledgers/queries.ts";
import { LOCALES, type Locale } from "#locales/locales.ts";
import { removeSpecial, removeUnit } from "./queries.ts";
import { answeredSpecialWords, specialWords } from "./special-words.ts";
import { specialUnit } from "./units.ts";

/** The consents under which special values stand: one for each purpose and brand, in words that are kept by hash. */

async function questionIn(edition: Edition, purpose: SpecialPurpose, locale: Locale): Promise<ConsentQuestion> {
	return { purpose, recipient: "", textHash: await wordsHash(specialWords(edition, purpose, locale)) };
}

/**
 * The event under which special values for this purpose may be written on the brand now; undefined without a yes, after
 * its withdrawal, or when the words have changed since.
 */
export async function liveConsent(
	edition: Edition,
	events: readonly ConsentEvent[],
	purpose: SpecialPurpose,
): Promise<ConsentEvent | undefined> {
	const questions = await Promise.all(LOCALES.map((locale) => questionIn(edition, purpose, locale)));
	if (!questions.some((question) => holds(events, question))) return undefined;
	return lastYes(events, purpose);
}

/**
 * The event under which special values for this purpose stand and may be shown: a yes in today's words, or in earlier
 * ones that still allow what was given under them (DECISIONS 101).
 */
export async function standingConsent(
	edition: Edition,
	events: readonly ConsentEvent[],
	purpose: SpecialPurpose,
): Promise<ConsentEvent | undefined> {
	const yes = lastYes(events, purpose);
	if (yes === undefined || !stands(yes)) return undefined;
	return (await answeredSpecialWords(edition, purpose, yes.text_hash)) && yes;
}

/** The newest answer to this purpose if it is a yes, in whatever words it was given. */
export function lastYes(events: readonly ConsentEvent[], purpose: SpecialPurpose): ConsentEvent | undefined {
	const last = lastAnswer(events, { purpose, recipient: "" });
	return last?.kind === "given" || last?.kind === "renewed" ? last : undefined;
}

/** Where the consents of one member on one brand are written. */
export type ConsentTarget = { edition: Edition; member: string; locale: Locale; now: number };

/** A yes to one question, for the caller's batch, with the id that the values will name. */
export async function yesRows(
	{ edition, member, locale, now }: ConsentTarget,
	purpose: SpecialPurpose,
	before: readonly ConsentEvent[],
) {
	const question = await questionIn(edition, purpose, locale);
	const answer = { ...question, kind: "given", id: uuidv7(now) } as const;
	const queries = await answerRows({ brand: edition.brand.id, member, now }, [answer], before);
	return { id: answer.id, queries };
}

/**
 * Withdraws a consent: the values that hung on it, their keys and the ledger's row in one batch (P34). Photos go with
 * them by the database's own rule. What is withdrawn are the words that were agreed to, whatever they are today.
 */
export async function withdrawalQueries(
	{ realm, brand, member, now }: { realm: RealmId; brand: BrandId; member: string; now: number },
	purpose: SpecialPurpose,
	before: readonly ConsentEvent[],
): Promise<Compilable[]> {
	const answers = withdrawalOf(before, { purpose, recipient: "" }, now);
	const queries = await answerRows({ brand, member, now }, answers, before);
	return [...queries, removeSpecial(brand, member, purpose), removeUnit(realm, member, specialUnit(brand, purpose))];
}

async function answerRows(
	{ brand, member, now }: { brand: BrandId; member: string; now: number },
	answers: readonly ConsentAnswer[],
	before: readonly ConsentEvent[],
): Promise<Compilable[]> {
	const consent = { brand, member, method: "settings" as const, at: new Date(now).toISOString() };
	return (await consentRows(consent, answers, before)).map((row) => addConsent(row));
}
