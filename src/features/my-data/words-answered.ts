import { answeredWords } from "#features/accounts/agreements.ts";
import { answeredSpecialWords } from "#features/profiles/special-words.ts";
import { answeredStatisticsWords, isAboutStatistics } from "#features/statistics/consent.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import { answeredRecipientWords } from "#foundation/choice/words.ts";
import { type ConsentEvent, SPECIAL_PURPOSES, type SpecialPurpose, type WordsIn } from "#foundation/ledgers/consent.ts";
import type { ConsentText } from "#foundation/ledgers/queries.ts";
import type { Locale } from "#locales/locales.ts";

type Answer = Pick<ConsentEvent, "purpose" | "recipient" | "text_hash">;

/** The purpose of special values that an answer was about; undefined for any other question. */
export function specialPurpose({ purpose, recipient }: Omit<Answer, "text_hash">): SpecialPurpose | undefined {
	return SPECIAL_PURPOSES.find((one) => one === purpose && recipient === "");
}

/** Words that were kept as they were answered, by their brand and their hash. */
export function storedWords(texts: readonly ConsentText[], brand: string, textHash: string): WordsIn | undefined {
	const stored = texts.find(({ brand_id, hash }) => brand_id === brand && hash === textHash);
	return stored && { words: stored.words, locale: stored.locale as Locale };
}

/**
 * The very words that an answer was to; undefined where nothing knows them any more.
 * @param texts what was kept of the words of this answer
 */
export async function wordsAnswered(
	edition: Edition,
	answer: Answer,
	texts: readonly ConsentText[],
): Promise<WordsIn | undefined> {
	return storedWords(texts, edition.brand.id, answer.text_hash) ?? (await derivedWords(edition, answer));
}

/** The words as the edition in force puts them, or the code knows them. */
function derivedWords(edition: Edition, answer: Answer): Promise<WordsIn | undefined> {
	if (answer.recipient !== "") return answeredRecipientWords(edition, answer.recipient, answer.text_hash);
	if (isAboutStatistics(answer)) return answeredStatisticsWords(edition, answer.text_hash);
	const special = specialPurpose(answer);
	return special ? answeredSpecialWords(edition, special, answer.text_hash) : answeredWords(edition, answer.text_hash);
}
