import { z } from "zod";
import { lowerFirst } from "#features/privacy/statement/draft.ts";
import { REJECTION_REASONS } from "#features/profiles/photos/photo-decision.ts";
import { joinWords } from "#foundation/i18n/join.ts";
import { letter } from "#foundation/mail/letter.ts";
import { daySchema, hoursSchema, linkSchema, momentSchema } from "#foundation/mail/schema.ts";
import { ITEM_IDS } from "#foundation/register/items.ts";
import { words } from "#locales/locales.ts";

/** The letters of the console: every export is one, and `src/letters.ts` lists them all. */

/** A moderator decided that others do not see it. `photos`: where the member reads the rest. */
export const PHOTO_REJECTED = letter(
	"photo_rejected",
	z.strictObject({ reason: z.enum(REJECTION_REASONS), at: momentSchema, photos: linkSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.photo_rejected },
);

/** A moderator decided that others may see it. `photos`: where the member reads of them. */
export const PHOTO_APPROVED = letter("photo_approved", z.strictObject({ photos: linkSchema }), "notification", {
	causedBy: "account",
	text: (locale) => words(locale).letters.photo_approved,
	entries: ({ photos }, subject) => [{ title: subject, link: photos }],
});

/** Queued by earlier code alone, which did not say why; `suspended` of moderation took its place. */
export const ACCOUNT_SUSPENDED = letter(
	"account_suspended",
	z.strictObject({ at: momentSchema, rights: linkSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.account_suspended },
);

/** A member is hidden until their age is known. `due`: by when to show it; absent until a second person has looked. */
export const AGE_CHECK = letter(
	"age_check",
	z.strictObject({
		age: z.number().int().min(1),
		clause: z.enum(["age", "ages"]),
		due: daySchema.optional(),
		rights: linkSchema,
		terms: linkSchema,
	}),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.age_check },
);

/** Others see the member again, unless another measure stands. */
export const AGE_CHECK_ENDED = letter(
	"age_check_ended",
	z.strictObject({ rights: linkSchema, otherStands: z.boolean().optional() }),
	"transactional",
	{
		causedBy: "account",
		text: (locale) => words(locale).letters.age_check_ended,
	},
);

/**
 * Data of the member were given on a legal ground. `silentUntil`: until when an order forbade to tell. The mail says no
 * more: whom, what and why stands behind the sign-in.
 */
export const DISCLOSURE_TOLD = letter(
	"disclosure_told",
	z.strictObject({ at: momentSchema, silentUntil: momentSchema.optional(), privacy: linkSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.disclosure_told },
);

/**
 * Data of the member were touched by a breach (GDPR Art. 34(2)). `items`: ids of the register. What else it says is as
 * the officer wrote it.
 */
export const BREACH_TOLD = letter(
	"breach_told",
	z.strictObject({
		items: z.array(z.enum(ITEM_IDS)).min(1),
		...{ nature: z.string(), consequences: z.string(), measures: z.string() },
		rights: linkSchema,
	}),
	"transactional",
	{
		causedBy: "account",
		toEverybody: true,
		text: (locale) => {
			const { subject, write } = words(locale).letters.breach_told;
			const { items: names } = words(locale).register;
			return {
				subject,
				write: ({ items, ...own }, context) =>
					write(
						{
							...own,
							items: joinWords(
								items.map((item, at) => (at === 0 ? names[item].name : lowerFirst(names[item].name))),
								locale,
							),
						},
						context,
					),
			};
		},
	},
);

/** To somebody who is to work here. `link`: makes the account. */
export const STAFF_INVITED = letter(
	"staff_invited",
	z.strictObject({ link: linkSchema, hours: hoursSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.staff_invited },
);

/** To a member of staff. `link`: sets up a new second step, beside the password. */
export const STAFF_SECOND_STEP = letter(
	"staff_second_step",
	z.strictObject({ link: linkSchema, hours: hoursSchema }),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.staff_second_step },
);
