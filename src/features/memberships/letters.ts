import { z } from "zod";
import { standingSchema } from "#features/accounts/credentials/schema.ts";
import { withStanding } from "#features/accounts/credentials/standing.ts";
import { letter } from "#foundation/mail/letter.ts";
import { daySchema, linkSchema } from "#foundation/mail/schema.ts";
import { words } from "#locales/locales.ts";

/** The letters of memberships: every export is one, and `src/letters.ts` lists them all. */

/** `difference`: what changes, sentence by sentence. */
export const STATEMENT_CHANGE = letter(
	"statement_change",
	z.strictObject({
		change: z.enum(["editorial", "information", "consent"]),
		from: daySchema,
		difference: linkSchema,
	}),
	"service",
	{
		causedBy: "account",
		text: (locale) => words(locale).letters.statement_change,
		entries: ({ difference }, subject) => [{ title: subject, link: difference }],
	},
);

/** `reopen`: until the purge. */
export const ACCOUNT_CLOSED = letter(
	"account_closed",
	z.strictObject({ purge: daySchema, reopen: linkSchema, standing: standingSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => withStanding(words(locale).letters.account_closed, locale) },
);
