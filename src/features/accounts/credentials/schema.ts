import { z } from "zod";
import { linkSchema, wordsSchema } from "#foundation/mail/schema.ts";
import { textField } from "#foundation/ui/form-fields.ts";

/** What opens an account beside its password and its mailbox. `name`: of a passkey; `left`: of recovery codes. */
export const standingDoorSchema = z.strictObject({
	kind: z.enum(["passkey", "authenticator", "recovery_codes"]),
	name: wordsSchema.optional(),
	left: z.number().int().min(0).optional(),
	/** Where the member removes it. */
	link: linkSchema,
});
export type StandingDoor = z.infer<typeof standingDoorSchema>;

/** Of a letter. Absent in mails that were queued before there was such a list. */
export const standingSchema = z.array(standingDoorSchema).max(20).optional();

/** A change in how an account is signed in to, beside a new password and a new passkey, which have letters of their own. */
export const SECURITY_CHANGES = [
	"passkey_removed",
	"authenticator_on",
	"authenticator_off",
	"recovery_codes_new",
	"recovery_code_used",
	"sessions_ended",
] as const;
export type SecurityChange = (typeof SECURITY_CHANGES)[number];

/**
 * The password again, before something is changed or shown: where the sign-in is not of just now, the age of the session
 * tells. "" where it was not asked.
 */
export const proofForm = z.strictObject({ current_password: textField() });

/** What a new password must not resemble is sealed, so both are checked once the member is read. */
export const passwordForm = z.strictObject({ current_password: textField(), new_password: textField() });

/** Word of what was done just now. */
export const securityQuery = z.object({
	done: z.enum(["password", "session", "authenticator"]).optional().catch(undefined),
});
export type SecurityDone = z.output<typeof securityQuery>["done"];

export const sessionParams = z.object({ session: z.string() });
