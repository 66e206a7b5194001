import { z } from "zod";
import { brandIdSchema } from "#foundation/ids.ts";
import { offered, optionalText } from "#foundation/ui/form-fields.ts";

export const brandParam = z.object({ brand: brandIdSchema });

/** `left`: the brand that was just left. */
export const brandsQuery = z.object({ left: optionalText() });

export const visibilityForm = z.strictObject({ state: offered(["active", "hidden"]) });
