import { z } from "zod";
import { REJECTION_REASONS } from "#features/profiles/photos/photo-decision.ts";
import { localeSchema } from "../i18n/locale.ts";

/**
 * Where a link of a mail leads: the host comes from the settings when the mail is rendered, never from a request
 * (threat T6). The path begins with one slash: two would name another host, and to a browser a backslash is a slash.
 */
export const linkSchema = z.strictObject({
	at: z.enum(["brand", "account"]),
	path: z
		.string()
		.regex(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/)
		.max(1_000),
});
export type MailLink = z.infer<typeof linkSchema>;

const moment = z.iso.datetime();
const day = z.union([z.iso.datetime(), z.iso.date()]);
const words = z.string().max(200);
const hours = z.number().int().min(1);

const entrySchema = z.strictObject({ title: words, link: linkSchema.optional() });
export type DigestEntry = z.infer<typeof entrySchema>;

/** What opens an account beside its password and its mailbox. `name`: of a passkey; `left`: of recovery codes. */
const standingDoorSchema = z.strictObject({
	kind: z.enum(["passkey", "authenticator", "recovery_codes"]),
	name: words.optional(),
	left: z.number().int().min(0).optional(),
	/** Where the member removes it. */
	link: linkSchema,
});
export type StandingDoor = z.infer<typeof standingDoorSchema>;
/** Absent in mails that were queued before there was such a list. */
const standing = z.array(standingDoorSchema).max(20).optional();

/** What each template needs to know, and no more: a payload is kept until the mail's retention ends. */
export const TEMPLATES = {
	/** The address is not confirmed yet. `link`: confirms it. */
	confirm: z.strictObject({ link: linkSchema, hours }),
	/** Someone tried to join with the address of an account. `add`: join this brand with it. */
	account_exists: z.strictObject({ signIn: linkSchema, reset: linkSchema, add: linkSchema }),
	password_reset: z.strictObject({ link: linkSchema, hours }),
	/** Somebody guesses at the password. `link`: makes the owner's new browser known; `reset`: for a forgotten password. */
	password_guesses: z.strictObject({ at: moment, link: linkSchema, hours, reset: linkSchema }),
	/** `reset`: for whoever did not do this. */
	password_changed: z.strictObject({ at: moment, reset: linkSchema, standing }),
	/** To the new address. */
	email_change_new: z.strictObject({ link: linkSchema, hours }),
	/** To the old address. */
	email_change_old: z.strictObject({ link: linkSchema, hours }),
	/** `device`: what the browser said of itself, in few words. */
	sign_in_new_device: z.strictObject({ at: moment, device: words, security: linkSchema }),
	passkey_added: z.strictObject({ at: moment, name: words.optional(), security: linkSchema }),
	/** Another change in how the account is signed in to. */
	security_changed: z.strictObject({
		what: z.enum([
			"passkey_removed",
			"authenticator_on",
			"authenticator_off",
			"recovery_codes_new",
			"recovery_code_used",
			"sessions_ended",
		]),
		at: moment,
		security: linkSchema,
		standing,
	}),
	/** `difference`: what changes, sentence by sentence. */
	statement_change: z.strictObject({
		change: z.enum(["editorial", "information", "consent"]),
		from: day,
		difference: linkSchema,
	}),
	/** A moderator decided that others do not see it. `photos`: where the member reads the rest. */
	photo_rejected: z.strictObject({ reason: z.enum(REJECTION_REASONS), at: moment, photos: linkSchema }),
	/** `reopen`: until the purge. */
	account_closed: z.strictObject({ purge: day, reopen: linkSchema, standing }),
	/** By staff; `rights`: what remains open. */
	account_suspended: z.strictObject({ at: moment, rights: linkSchema }),
	/** To somebody who is to work here. `link`: makes the account. */
	staff_invited: z.strictObject({ link: linkSchema, hours }),
	/** To a member of staff. `link`: sets up a new second step, beside the password. */
	staff_second_step: z.strictObject({ link: linkSchema, hours }),
	/** What had no room in its week. `more`: how many entries did not fit in here. */
	digest: z.strictObject({ entries: z.array(entrySchema).min(1), more: z.number().int().min(0) }),
} as const;

export type TemplateName = keyof typeof TEMPLATES;
export type MailVariables = { [Name in TemplateName]: z.infer<(typeof TEMPLATES)[Name]> };
/** A template with its variables. */
export type Letter = { [Name in TemplateName]: { template: Name; variables: MailVariables[Name] } }[TemplateName];

const variants = Object.entries(TEMPLATES).map(([template, variables]) =>
	z.strictObject({ template: z.literal(template), variables }),
);

const payloadSchema = z.strictObject({ locale: localeSchema, letter: z.union(variants) });
export type Payload = { locale: z.infer<typeof localeSchema>; letter: Letter };

/** @throws ZodError when this code does not know the template, or its variables */
export function parsePayload(text: string): Payload {
	return payloadSchema.parse(JSON.parse(text)) as Payload;
}

/** @throws ZodError for variables that the template does not take: a mistake is seen when it is made */
export function writePayload(payload: Payload): string {
	return JSON.stringify(payloadSchema.parse(payload));
}
