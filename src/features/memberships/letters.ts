import { z } from "zod";
import { standingSchema } from "#features/accounts/credentials/schema.ts";
import { withStanding } from "#features/accounts/credentials/standing.ts";
import { letter } from "#foundation/mail/letter.ts";
import { daySchema, linkSchema, wordsSchema } from "#foundation/mail/schema.ts";
import { words } from "#locales/locales.ts";
import { staysSchema, staysWords } from "./stays-words.ts";

/** The letters of memberships: every export is one, and `src/letters.ts` lists them all. */

/**
 * `difference`: what changes, sentence by sentence. `summary`: the same in one line, and how many more changes did not
 * fit into it; absent from what was queued before there was one.
 */
export const STATEMENT_CHANGE = letter(
	"statement_change",
	z.strictObject({
		change: z.enum(["editorial", "information", "consent"]),
		from: daySchema,
		difference: linkSchema,
		summary: z.strictObject({ line: wordsSchema, more: z.number().int().min(0) }).optional(),
	}),
	"transactional",
	{
		causedBy: "account",
		toEverybody: true,
		text: (locale) => words(locale).letters.statement_change,
		entries: ({ difference }, subject) => [{ title: subject, link: difference }],
	},
);

/** Changes that the member was told of and that do not come: since when they would have counted. */
export const STATEMENT_WITHDRAWN = letter(
	"statement_withdrawn",
	z.strictObject({ announced: z.array(z.strictObject({ from: daySchema, difference: linkSchema })).min(1) }),
	"transactional",
	{ causedBy: "account", toEverybody: true, text: (locale) => words(locale).letters.statement_withdrawn },
);

/** `reopen`: until the purge. `stays`: what is kept after it; absent from what was queued before it was said. */
export const ACCOUNT_CLOSED = letter(
	"account_closed",
	z.strictObject({ purge: daySchema, reopen: linkSchema, standing: standingSchema, stays: staysSchema }),
	"transactional",
	{
		causedBy: "account",
		text: (locale) => {
			const { subject, write } = withStanding(words(locale).letters.account_closed, locale);
			return {
				subject,
				write: ({ stays, ...own }, context) => write({ ...own, stays: staysWords(stays, locale) }, context),
			};
		},
	},
);
