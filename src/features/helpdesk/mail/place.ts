import type { Context } from "#foundation/context.ts";

/** What a rule of tickets takes of the context, for a mail. */
export type MailPlace = Pick<Context, "realm" | "settings" | "snapshot" | "now" | "at" | "keys" | "database">;
