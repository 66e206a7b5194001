import { z } from "zod";
import { parseMailAddress } from "#foundation/names/mail-address.ts";
import { parsedField, textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";

/** The one thing that is asked of a person without an account. */
export const askForm = (locale: Locale) => {
	const { required, email: wrong } = words(locale).accounts.error;
	return z.strictObject({ email: parsedField(parseMailAddress, { required, wrong }) });
};

/** The code of the mailed link, and which of its copies. Missing ones are a link that no longer works. */
export const fetchQuery = z.object({ code: textField(), copy: textField() });
