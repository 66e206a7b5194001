import { z } from "zod";
import { localeSchema } from "#foundation/i18n/locale.ts";
import { returnPath } from "#foundation/ui/form-fields.ts";

/** The choice of a language, and the page on which it was made. */
export const languageForm = z.strictObject({ locale: localeSchema, path: returnPath() });
