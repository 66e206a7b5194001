import { z } from "zod";
import { words } from "#locales/locales.ts";
import { type LetterKind, letter } from "./letter.ts";
import { entrySchema } from "./schema.ts";

/**
 * Mails that had no room in their week, as one. `more`: how many entries did not fit in here. Its class is that of the
 * mails that it stands for.
 */
export const DIGEST = letter(
	"digest",
	z.strictObject({ entries: z.array(entrySchema).min(1), more: z.number().int().min(0) }),
	"service",
	{ causedBy: "account", text: (locale) => words(locale).letters.digest, entries: ({ entries }) => entries },
);

/** Every letter that this code knows, by name. */
export type Letters = ReadonlyMap<string, LetterKind>;

/**
 * The list of all letters, beside those of mail itself.
 * @throws Error for a name that two letters have
 */
export function lettersOf(...features: readonly LetterKind[][]): Letters {
	const kinds: LetterKind[] = [DIGEST, ...features.flat()];
	const letters = new Map(kinds.map((kind) => [kind.name, kind]));
	if (letters.size < kinds.length) throw new Error("mail: two letters of one name");
	return letters;
}
