import { answeredWords } from "#features/accounts/agreements.ts";
import { answeredSpecialWords } from "#features/profiles/special-words.ts";
import type { Edition } from "#foundation/brand/edition.ts";
import { answeredRecipientWords } from "#foundation/choice/words.ts";
import { type ConsentEvent, SPECIAL_PURPOSES, type SpecialPurpose, type WordsIn } from "#foundation/ledgers/consent.ts";

type Answer = Pick<ConsentEvent, "purpose" | "recipient" | "text_hash">;

/** The purpose of special values that an answer was about; undefined for any other question. */
export function specialPurpose({ purpose, recipient }: Omit<Answer, "text_hash">): SpecialPurpose | undefined {
	return SPECIAL_PURPOSES.find((one) => one === purpose && recipient === "");
}

/** The very words that an answer was to; undefined where nothing here knows them any more. */
export function wordsAnswered(edition: Edition, answer: Answer): Promise<WordsIn | undefined> {
	if (answer.recipient !== "") return answeredRecipientWords(edition, answer.recipient, answer.text_hash);
	const special = specialPurpose(answer);
	return special ? answeredSpecialWords(edition, special, answer.text_hash) : answeredWords(edition, answer.text_hash);
}
