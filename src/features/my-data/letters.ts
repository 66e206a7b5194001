import { z } from "zod";
import { letter } from "#foundation/mail/letter.ts";
import { hoursSchema, linkSchema, momentSchema } from "#foundation/mail/schema.ts";
import { RECEIPT_FILE_NAME, receiptFileSchema } from "#foundation/proof/receipt.ts";
import { PURPOSE_IDS } from "#foundation/register/purposes.ts";
import { RETENTION_IDS } from "#foundation/register/retention.ts";
import { words } from "#locales/locales.ts";

/** The letters of a member's own data: every export is one, and `src/letters.ts` lists them all. */

/**
 * Someone who was signed in asked for a copy; the owner is told, in case it was not they (threat T27). `security`: for an
 * owner who did not. `rightsOnly`: the account is suspended or closed, and that is where a new password is chosen.
 */
export const COPY_ASKED = letter(
	"copy_asked",
	z.strictObject({
		...{ at: momentSchema, page: linkSchema, security: linkSchema },
		rightsOnly: z.literal(true).optional(),
	}),
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

/**
 * A restriction will be lifted, and not before the day that it names (GDPR Art. 18(3)). `reason`: as a member of staff
 * wrote it.
 */
export const RESTRICTION_ENDS = letter(
	"restriction_ends",
	z.strictObject({ since: momentSchema, from: momentSchema, reason: z.string(), privacy: linkSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.restriction_ends },
);

/** Somebody asked what is held under this address, which has no account. `link`: begins the copies and opens them. */
export const COPY_LINK = letter(
	"copy_link",
	z.strictObject({ link: linkSchema, hours: hoursSchema }),
	"transactional",
	{ causedBy: "stranger", text: (locale) => words(locale).letters.copy_link },
);

/** The address has an account, where its owner signs in for a copy. `others`: what is held beside it. */
export const COPY_ACCOUNT = letter(
	"copy_account",
	z.strictObject({
		pages: z.array(linkSchema).min(1),
		others: z.strictObject({ link: linkSchema, hours: hoursSchema }).optional(),
	}),
	"transactional",
	{ causedBy: "stranger", text: (locale) => words(locale).letters.copy_account },
);

/** Nothing is held under this address. */
export const COPY_NONE = letter("copy_none", z.strictObject({ statement: linkSchema }), "transactional", {
	causedBy: "stranger",
	text: (locale) => words(locale).letters.copy_none,
});

const decided = {
	use: z.enum(PURPOSE_IDS),
	/** When the member objected. */
	since: momentSchema,
	/** As a member of staff wrote it. */
	reason: z.string(),
	choices: linkSchema,
};

/** An objection was upheld: the use stays off. */
export const OBJECTION_UPHELD = letter("objection_upheld", z.strictObject(decided), "transactional", {
	causedBy: "account",
	text: (locale) => words(locale).letters.objection_upheld,
});

/** An objection was refused (GDPR Art. 12(4)). `from`: when the use begins again; absent where it never stopped. */
export const OBJECTION_REFUSED = letter(
	"objection_refused",
	z.strictObject({
		...decided,
		from: momentSchema.optional(),
		authority: z.strictObject({ name: z.string(), url: z.string() }),
	}),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.objection_refused },
);

/**
 * Everything was erased, and verified. `file`: the receipt, which goes along. `kept`: names of tables of which something
 * stays, with the end of its term where it is known.
 */
export const ERASURE_RECEIPT = letter(
	"erasure_receipt",
	z.strictObject({
		at: momentSchema,
		copies: z.iso.date(),
		kept: z.array(z.strictObject({ rules: z.array(z.enum(RETENTION_IDS)), until: momentSchema.optional() })),
		recipients: z.array(z.string()),
		verify: linkSchema,
		file: receiptFileSchema,
	}),
	"transactional",
	{
		causedBy: "account",
		text: (locale) => words(locale).letters.erasure_receipt,
		file: ({ file }) => ({
			name: RECEIPT_FILE_NAME,
			type: "application/json",
			content: JSON.stringify(file, null, "\t"),
		}),
	},
);
