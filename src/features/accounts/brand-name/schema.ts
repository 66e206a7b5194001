import { writtenLine } from "#foundation/names/free-text.ts";
import { writtenField } from "#foundation/ui/written-field.ts";
import type { Locale } from "#locales/locales.ts";
import { MAX_DISPLAY_NAME_LENGTH } from "./brand-name.ts";

export const displayNameField = (locale: Locale) => writtenField(writtenLine, MAX_DISPLAY_NAME_LENGTH, locale);
