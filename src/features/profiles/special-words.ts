import type { Edition } from "#foundation/brand/edition.ts";
import { type SpecialPurpose, type WordsIn, wordsOfHash } from "#foundation/ledgers/consent.ts";
import { type Locale, words } from "#locales/locales.ts";

/** The question whose yes lets special values stand, as this language puts it. */
export function specialWords({ brand, legal }: Edition, purpose: SpecialPurpose, locale: Locale): string {
	return words(locale).profiles.consent[purpose](brand.look.name, legal.operator.name);
}

/**
 * The words to which somebody said yes: today's, or earlier ones to which a yes stands for what was given under it
 * (DECISIONS 101). Undefined where the brand, its operator or the question is another now.
 */
export async function answeredSpecialWords(
	edition: Edition,
	purpose: SpecialPurpose,
	textHash: string,
): Promise<WordsIn | undefined> {
	const { brand, legal } = edition;
	const today = await wordsOfHash(textHash, (locale) => specialWords(edition, purpose, locale));
	if (today !== undefined) return today;
	const count = words(edition.brand.look.locales.default).earlierConsents[purpose].length;
	for (let index = 0; index < count; index += 1) {
		const earlier = (locale: Locale) =>
			words(locale).earlierConsents[purpose][index]?.(brand.look.name, legal.operator.name) ?? "";
		const found = await wordsOfHash(textHash, earlier);
		if (found !== undefined) return found;
	}
	return undefined;
}
