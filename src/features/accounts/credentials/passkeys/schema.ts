import { z } from "zod";
import { textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";

/** A key as it is sealed in its row. */
export const credentialSchema = z.strictObject({
	id: z.string(),
	/** COSE key, base64url. */
	publicKey: z.string(),
	transports: z.array(z.string().max(20)).max(8),
});
export type Credential = z.infer<typeof credentialSchema>;

const encoded = (most: number) =>
	z
		.string()
		.regex(/^[\w-]+$/)
		.max(most);
const envelope = { id: encoded(1_400), rawId: encoded(1_400), type: z.literal("public-key") };
const answerSchema = z.object({
	...envelope,
	response: z.object({
		clientDataJSON: encoded(2_000),
		authenticatorData: encoded(4_000),
		signature: encoded(4_000),
		userHandle: encoded(200).optional(),
	}),
});
const creationSchema = z.object({
	...envelope,
	response: z.object({
		clientDataJSON: encoded(2_000),
		attestationObject: encoded(10_000),
		transports: credentialSchema.shape.transports.optional(),
	}),
});

export type Answer = z.infer<typeof answerSchema>;
export type Creation = z.infer<typeof creationSchema>;

/** The JSON that a browser made, by its shape alone. */
const parserOf =
	<Shape>(schema: z.ZodType<Shape>) =>
	(text: string): Shape | undefined => {
		try {
			return schema.parse(JSON.parse(text));
		} catch {
			return undefined;
		}
	};
export const parseAnswer = parserOf(answerSchema);
const parseCreation = parserOf(creationSchema);

const MAX_NAME_LENGTH = 60;

/** Filled in by a script; a passkey without a name gets the usual one. */
export function passkeyForm(locale: Locale) {
	const { nameLong, standardName } = words(locale).security.passkey;
	const name = z.string().trim().max(MAX_NAME_LENGTH, nameLong(MAX_NAME_LENGTH)).prefault("");
	return z.strictObject({
		token: textField(),
		response: textField().transform(parseCreation),
		name: name.transform((typed) => typed || standardName),
		current_password: textField(),
	});
}

export function passkeyNameForm(locale: Locale) {
	const { nameMissing, nameLong } = words(locale).security.passkey;
	return z.strictObject({
		name: z.string().trim().min(1, nameMissing).max(MAX_NAME_LENGTH, nameLong(MAX_NAME_LENGTH)).prefault(""),
	});
}

/** Word of what was done just now. */
export const passkeysQuery = z.object({
	done: z.enum(["added", "renamed", "removed"]).optional().catch(undefined),
});
export type PasskeyDone = z.output<typeof passkeysQuery>["done"];

export const passkeyParams = z.object({ passkey: z.string() });
