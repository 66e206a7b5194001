import { z } from "zod";
import { recipientSchema } from "#foundation/brand/settings.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { NOT_OFFERED, offered, optionalText, returnPath } from "#foundation/ui/form-fields.ts";

/** sha256, hex, of the words that the form showed. */
const wordsField = z.string({ error: NOT_OFFERED }).regex(/^[0-9a-f]{64}$/, { error: NOT_OFFERED });
const recipientField = z
	.string({ error: NOT_OFFERED })
	.refine((id) => recipientSchema.shape.id.safeParse(id).success, { error: NOT_OFFERED });

/** A no to every recipient, or an answer to one, in the words that stood beside it. */
export const choiceForm = z.discriminatedUnion("answer", [
	z.strictObject({ answer: z.literal("refuse_all"), path: returnPath() }),
	z.strictObject({
		answer: z.enum(["yes", "no"]),
		recipient: recipientField,
		words: wordsField,
		path: returnPath(),
	}),
]);
export type ChoiceForm = z.output<typeof choiceForm>;

/** `from`: the page to go back to. `done`: an answer was kept. */
export const cookiesQuery = z.object({ from: returnPath().optional(), done: optionalText() });

/** A member's answer on the account host, about one recipient of one of their brands. */
export const sharingForm = z.strictObject({
	answer: offered(["yes", "no"]),
	brand: brandIdSchema,
	recipient: recipientField,
	words: wordsField,
});

export const sharingQuery = z.object({ done: optionalText() });
