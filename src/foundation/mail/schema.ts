import { z } from "zod";

/** What the variables of letters are made of. */

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

export const momentSchema = z.iso.datetime();
export const daySchema = z.union([z.iso.datetime(), z.iso.date()]);
export const wordsSchema = z.string().max(200);
/** How long a link works. */
export const hoursSchema = z.number().int().min(1);

/** A line of a digest. */
export const entrySchema = z.strictObject({ title: wordsSchema, link: linkSchema.optional() });
export type DigestEntry = z.infer<typeof entrySchema>;
