import { z } from "zod";
import { localeSchema } from "#foundation/i18n/locale.ts";

/** A path of this brand and nothing else: two slashes or a backslash would name another host (threat T24). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
const SAFE_PATH = /^\/(?![/\\])[^\x00-\x1f\\]{0,500}$/;

/** The choice of a language, and the page on which it was made. */
export const languageForm = z.strictObject({ locale: localeSchema, path: z.string().regex(SAFE_PATH).catch("/") });
