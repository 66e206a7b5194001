import { z } from "zod";
import { letter } from "#foundation/mail/letter.ts";
import { linkSchema, momentSchema } from "#foundation/mail/schema.ts";
import { words } from "#locales/locales.ts";

/** The letters of a member's rights: every export is one, and `src/letters.ts` lists them all. */

/** A restriction will be lifted, and not before the day that it names (GDPR Art. 18(3)). */
export const RESTRICTION_ENDS = letter(
	"restriction_ends",
	z.strictObject({ since: momentSchema, from: momentSchema, privacy: linkSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.restriction_ends },
);
