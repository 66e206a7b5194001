import { z } from "zod";
import { LOCALES, type Locale } from "#locales/locales.ts";

export const localeSchema = z.enum(LOCALES);

/** Of what a row, a file or a command names; absent for anything that is no language of ours. */
export const parseLocale = (text: string): Locale | undefined => localeSchema.safeParse(text).data;
