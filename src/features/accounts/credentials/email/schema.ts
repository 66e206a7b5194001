import { z } from "zod";
import type { Locale } from "#foundation/i18n/locale.ts";
import { parsedField, textField } from "#foundation/ui/form-fields.ts";
import { parseEmail } from "../../identity.ts";
import { ACCOUNT_TEXT } from "../../text.ts";

/** Another address. That it is the member's own already, and whether the password is right, is seen later. */
export function emailForm(locale: Locale) {
	const { required, email: wrong } = ACCOUNT_TEXT[locale].error;
	return z.strictObject({ email: parsedField(parseEmail, { required, wrong }), current_password: textField() });
}
