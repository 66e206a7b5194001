import { z } from "zod";
import { recipientSchema } from "#foundation/brand/settings.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { NOT_OFFERED, optionalText, returnPath } from "#foundation/ui/form-fields.ts";

/** sha256, hex, of the words that the form showed. */
const wordsField = z.string({ error: NOT_OFFERED }).regex(/^[0-9a-f]{64}$/, { error: NOT_OFFERED });
const recipientField = z
	.string({ error: NOT_OFFERED })
	.refine((id) => recipientSchema.shape.id.safeParse(id).success, { error: NOT_OFFERED });

/** What a no comes with where its button stands beside that of a yes. */
const wordsOfNo = z.string({ error: NOT_OFFERED }).optional();

/** A no to every recipient, a no to one, or a yes to one in the words that stood beside it. */
export const choiceForm = z.discriminatedUnion("answer", [
	z.strictObject({ answer: z.literal("refuse_all"), path: returnPath() }),
	z.strictObject({
		answer: z.literal("yes"),
		recipient: recipientField,
		words: wordsField,
		path: returnPath(),
	}),
	z.strictObject({ answer: z.literal("no"), recipient: recipientField, words: wordsOfNo, path: returnPath() }),
]);
export type ChoiceForm = z.output<typeof choiceForm>;

/** `from`: the page to go back to. `done`: an answer was kept. */
export const cookiesQuery = z.object({ from: returnPath().optional(), done: optionalText() });

/** A member's answer on the account host, about one recipient of one of their brands. */
export const sharingForm = z.discriminatedUnion("answer", [
	z.strictObject({ answer: z.literal("yes"), brand: brandIdSchema, recipient: recipientField, words: wordsField }),
	z.strictObject({ answer: z.literal("no"), brand: brandIdSchema, recipient: recipientField, words: wordsOfNo }),
]);
export type SharingForm = z.output<typeof sharingForm>;

export const sharingQuery = z.object({ done: optionalText() });
