import { z } from "zod";
import { letter } from "#foundation/mail/letter.ts";
import { hoursSchema, linkSchema, momentSchema, wordsSchema } from "#foundation/mail/schema.ts";
import { words } from "#locales/locales.ts";
import { SECURITY_CHANGES, standingSchema } from "./credentials/schema.ts";
import { withStanding } from "./credentials/standing.ts";

/** The letters of accounts: every export is one, and `src/letters.ts` lists them all. */

/** The address is not confirmed yet. `link`: confirms it. */
export const CONFIRM = letter("confirm", z.strictObject({ link: linkSchema, hours: hoursSchema }), "transactional", {
	causedBy: "stranger",
	text: (locale) => words(locale).letters.confirm,
});

/** Someone tried to join with the address of an account. `add`: join this brand with it. */
export const ACCOUNT_EXISTS = letter(
	"account_exists",
	z.strictObject({ signIn: linkSchema, reset: linkSchema, add: linkSchema }),
	"transactional",
	{ causedBy: "stranger", text: (locale) => words(locale).letters.account_exists },
);

export const PASSWORD_RESET = letter(
	"password_reset",
	z.strictObject({ link: linkSchema, hours: hoursSchema }),
	"transactional",
	{ causedBy: "way_in", text: (locale) => words(locale).letters.password_reset },
);

/** Somebody guesses at the password. `link`: makes the owner's new browser known; `reset`: for a forgotten password. */
export const PASSWORD_GUESSES = letter(
	"password_guesses",
	z.strictObject({ at: momentSchema, link: linkSchema, hours: hoursSchema, reset: linkSchema }),
	"transactional",
	{ causedBy: "way_in", text: (locale) => words(locale).letters.password_guesses },
);

/** `reset`: for an owner who did not do this. */
export const PASSWORD_CHANGED = letter(
	"password_changed",
	z.strictObject({ at: momentSchema, reset: linkSchema, standing: standingSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => withStanding(words(locale).letters.password_changed, locale) },
);

/** To the new address. */
export const EMAIL_CHANGE_NEW = letter(
	"email_change_new",
	z.strictObject({ link: linkSchema, hours: hoursSchema }),
	"transactional",
	{ causedBy: "stranger", text: (locale) => words(locale).letters.email_change_new },
);

/** To the old address. */
export const EMAIL_CHANGE_OLD = letter(
	"email_change_old",
	z.strictObject({ link: linkSchema, hours: hoursSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.email_change_old },
);

/**
 * `device`: what the browser said of itself, in few words. `rightsOnly`: the account is suspended or closed, the sign-in
 * opened its privacy rights, and `security` is where a new password is chosen.
 */
export const SIGN_IN_NEW_DEVICE = letter(
	"sign_in_new_device",
	z.strictObject({
		...{ at: momentSchema, device: wordsSchema, security: linkSchema },
		rightsOnly: z.literal(true).optional(),
	}),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.sign_in_new_device },
);

export const PASSKEY_ADDED = letter(
	"passkey_added",
	z.strictObject({ at: momentSchema, name: wordsSchema.optional(), security: linkSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.passkey_added },
);

/** Another change in how the account is signed in to. */
export const SECURITY_CHANGED = letter(
	"security_changed",
	z.strictObject({
		what: z.enum(SECURITY_CHANGES),
		at: momentSchema,
		security: linkSchema,
		standing: standingSchema,
	}),
	"transactional",
	{ causedBy: "account", text: (locale) => withStanding(words(locale).letters.security_changed, locale) },
);
