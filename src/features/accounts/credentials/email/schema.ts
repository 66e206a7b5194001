import { z } from "zod";
import { parseMailAddress } from "#foundation/names/mail-address.ts";
import { parsedField, textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";

/** Another address. That it is the member's own already, and whether the password is right, is seen later. */
export function emailForm(locale: Locale) {
	const { required, email: wrong } = words(locale).accounts.error;
	return z.strictObject({ email: parsedField(parseMailAddress, { required, wrong }), current_password: textField() });
}
