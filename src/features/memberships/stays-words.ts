import { z } from "zod";
import { type Duration, durationSchema } from "#foundation/i18n/duration.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import { type Locale, words } from "#locales/locales.ts";

/** What is kept after a departure, as a letter carries it. */
export const staysSchema = z
	.array(z.strictObject({ rule: z.string(), from: z.string(), duration: durationSchema }))
	.optional();

type Kept = { rule: string; from: string; duration: Duration };

/** "5 years after the consent has ended" */
export function untilWords({ from, duration }: Omit<Kept, "rule">, locale: Locale): string {
	const { after } = words(locale).register;
	return `${durationWords(duration, locale)} ${after[from as keyof typeof after]}`;
}

/** A name as it stands within a sentence. */
export const lowered = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** All of it in one sentence's part; undefined when nothing is kept. */
export function staysWords(stays: readonly Kept[] | undefined, locale: Locale): string | undefined {
	if (stays === undefined || stays.length === 0) return undefined;
	const { retention } = words(locale).register;
	const names = stays.map((kept) => {
		const name = retention[kept.rule as keyof typeof retention];
		return `${lowered(name)} (${untilWords(kept, locale)})`;
	});
	return joinWords(names, locale);
}
