import { writtenLine } from "#foundation/names/free-text.ts";
import { writtenField } from "#foundation/ui/written-field.ts";
import { type Locale, words } from "#locales/locales.ts";
import { type DisplayNameFault, MAX_DISPLAY_NAME_LENGTH } from "./brand-name.ts";

export const displayNameField = (locale: Locale) => writtenField(writtenLine, MAX_DISPLAY_NAME_LENGTH, locale);

export function displayNameMessage(fault: DisplayNameFault, locale: Locale): string {
	const { accounts, profiles } = words(locale);
	return fault === "own_user_name" ? profiles.error.displayNameIsUserName : accounts.error.userNameReserved;
}
