import { z } from "zod";
import { letter } from "#foundation/mail/letter.ts";
import { linkSchema, momentSchema } from "#foundation/mail/schema.ts";
import { words } from "#locales/locales.ts";

/** The letters of a member's own data: every export is one, and `src/letters.ts` lists them all. */

/** Someone who was signed in asked for a copy; the owner is told, in case it was not they (threat T27). */
export const COPY_ASKED = letter(
	"copy_asked",
	z.strictObject({ at: momentSchema, page: linkSchema, security: linkSchema }),
	"transactional",
	{
		causedBy: "account",
		text: (locale) => words(locale).letters.copy_asked,
	},
);

/** The copy is whole. `page`: where it is fetched, behind a sign-in; no link of a mail opens it. */
export const COPY_READY = letter("copy_ready", z.strictObject({ page: linkSchema }), "transactional", {
	causedBy: "account",
	text: (locale) => words(locale).letters.copy_ready,
});
