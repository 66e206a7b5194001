import { z } from "zod";
import { letter } from "#foundation/mail/letter.ts";
import { linkSchema, momentSchema } from "#foundation/mail/schema.ts";
import { words } from "#locales/locales.ts";

/** The letters of the help desk: every export is one, and `src/letters.ts` lists them all. */

/** Days that `link` works: it opens the ticket and takes an answer. */
const days = z.number().int().min(1);
/** The ticket, to which an answer to the mail belongs; absent in letters that were queued before mail was taken in. */
const ticket = z.uuid().optional();

/**
 * A question came in. It repeats nothing of what was written: anybody can have it sent to an address that is not theirs.
 * `due`: by when it is answered; absent where the operator names no days.
 */
export const TICKET_RECEIVED = letter(
	"ticket_received",
	z.strictObject({ received: momentSchema, due: momentSchema.optional(), link: linkSchema, days, ticket }),
	"transactional",
	{
		...{ causedBy: "stranger", text: (locale) => words(locale).letters.ticket_received },
		answersTo: (letter) => letter.ticket,
	},
);

/** A member of staff answered. `answer`: as they wrote it. */
export const TICKET_ANSWERED = letter(
	"ticket_answered",
	z.strictObject({ received: momentSchema, answer: z.string(), link: linkSchema, days, ticket }),
	"transactional",
	{
		...{ causedBy: "account", text: (locale) => words(locale).letters.ticket_answered },
		answersTo: (letter) => letter.ticket,
	},
);
