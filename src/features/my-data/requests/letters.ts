import { z } from "zod";
import { letter } from "#foundation/mail/letter.ts";
import { hoursSchema, linkSchema, momentSchema } from "#foundation/mail/schema.ts";
import { REFUSAL_GROUNDS, REQUEST_KINDS } from "#foundation/rights/requests/request.ts";
import { words } from "#locales/locales.ts";

/** The letters of requests: every export is one, and `src/letters.ts` lists them all. */

const kind = z.enum(REQUEST_KINDS);
const days = z.number().int().min(1);
const page = linkSchema;
/** As a member of staff wrote it. */
const reason = z.string();
const authority = z.strictObject({ name: z.string(), url: z.string() });

/** It came in and is verified. `due`: the day by which it is answered. */
export const REQUEST_RECEIVED = letter(
	"request_received",
	z.strictObject({ kind, received: momentSchema, due: momentSchema, page }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.request_received },
);

/** Somebody typed the address and asked something: `link` confirms it. */
export const REQUEST_CONFIRM = letter(
	"request_confirm",
	z.strictObject({ kind, link: linkSchema, days }),
	"transactional",
	{ causedBy: "stranger", text: (locale) => words(locale).letters.request_confirm },
);

/** Staff typed in a letter and ask the member whether it is theirs (GDPR Art. 12(6)). */
export const REQUEST_IDENTITY = letter(
	"request_identity",
	z.strictObject({ kind, link: linkSchema, days, received: momentSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.request_identity },
);

/** The answer takes longer (GDPR Art. 12(3)). */
export const REQUEST_EXTENDED = letter(
	"request_extended",
	z.strictObject({ kind, due: momentSchema, until: momentSchema, reason, authority, page }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.request_extended },
);

const refusal = z.strictObject({ kind, ground: z.enum(REFUSAL_GROUNDS), reason, authority, page });

/** It is refused, with the reason and the ways to complain (GDPR Art. 12(4)). */
export const REQUEST_REFUSED = letter("request_refused", refusal, "transactional", {
	causedBy: "account",
	text: (locale) => words(locale).letters.request_refused,
});

/** A part of it is refused. */
export const REQUEST_PARTLY_FULFILLED = letter("request_partly_fulfilled", refusal, "transactional", {
	causedBy: "account",
	text: (locale) => words(locale).letters.request_partly_fulfilled,
});

/** It is done. `page`: where the member sees it; of a copy, where it is fetched behind a sign-in. */
export const REQUEST_FULFILLED = letter(
	"request_fulfilled",
	z.strictObject({ kind, answer: z.string().optional(), page }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.request_fulfilled },
);

/** To every known address: an erasure begins then, unless `cancel` is followed (threat T27). */
export const ERASURE_ANNOUNCED = letter(
	"erasure_announced",
	z.strictObject({ begins: momentSchema, hours: hoursSchema, cancel: linkSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.erasure_announced },
);

export const ERASURE_CANCELLED = letter(
	"erasure_cancelled",
	z.strictObject({ at: momentSchema, page }),
	"transactional",
	{
		causedBy: "account",
		text: (locale) => words(locale).letters.erasure_cancelled,
	},
);

export const REQUEST_WITHDRAWN = letter("request_withdrawn", z.strictObject({ kind, page }), "transactional", {
	causedBy: "account",
	text: (locale) => words(locale).letters.request_withdrawn,
});

/** Nobody confirmed a letter that staff typed in. */
export const REQUEST_EXPIRED = letter("request_expired", z.strictObject({ kind, days, page }), "transactional", {
	causedBy: "account",
	text: (locale) => words(locale).letters.request_expired,
});

const nobody = z.strictObject({ statement: linkSchema, authority });

/** Nobody was found under the address of a letter that staff typed in. */
export const REQUEST_NOBODY = letter("request_nobody", nobody, "transactional", {
	causedBy: "stranger",
	text: (locale) => words(locale).letters.request_nobody,
});
