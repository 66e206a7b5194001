import { z } from "zod";
import type { Locale } from "#locales/locales.ts";
import { localeSchema } from "../i18n/locale.ts";
import type { Letter } from "./letter.ts";
import type { Letters } from "./letters.ts";

/** What the outbox keeps of a mail beside its address. */
export type Payload = { locale: Locale; letter: Letter };

const payloadSchema = z.strictObject({
	locale: localeSchema,
	letter: z.strictObject({ template: z.string(), variables: z.unknown() }),
});

/** A letter that is in no list: of a feature that is gone, or of newer code. */
export class UnknownLetter extends Error {}

/** @throws UnknownLetter, or ZodError when its letter does not take the variables */
export function parsePayload(letters: Letters, text: string): Payload {
	const { locale, letter } = payloadSchema.parse(JSON.parse(text));
	const kind = letters.get(letter.template);
	if (kind === undefined) throw new UnknownLetter("mail: a letter that this code does not know");
	kind.check(letter.variables);
	return { locale, letter: { kind, variables: letter.variables } };
}

/** @throws ZodError for variables that the letter does not take: a mistake is seen when it is made */
export function writePayload({ locale, letter: { kind, variables } }: Payload): string {
	kind.check(variables);
	return JSON.stringify({ locale, letter: { template: kind.name, variables } });
}
