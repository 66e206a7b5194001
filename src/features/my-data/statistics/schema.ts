import { z } from "zod";
import { type BrandId, brandIdSchema } from "#foundation/ids.ts";
import { optionalText } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";

export const statisticsQuery = z.object({ done: optionalText() });

/**
 * "yes": the member is counted on this brand from the next count on; "no": they are not. `words`: hash of those that
 * stood beside the button, which only a yes needs.
 */
export function statisticsForm(locale: Locale) {
	const { choose } = words(locale).statistics;
	return z.strictObject({
		brand: z.string({ error: choose }).refine((text): text is BrandId => brandIdSchema.safeParse(text).success, choose),
		allowed: z.enum(["yes", "no"], { error: choose }),
		words: z.string({ error: choose }).optional(),
	});
}
