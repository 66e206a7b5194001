import { z } from "zod";
import { parseMailAddress } from "#foundation/names/mail-address.ts";
import { REQUEST_KINDS } from "#foundation/rights/requests/request.ts";
import { NOT_OFFERED, parsedField, textField } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";

/** What may be typed of a request. */
export const MAX_REQUEST_TEXT = 4_000;

/** The code of the mailed link, and what is to be done with what it stands for. */
export const openForm = z.strictObject({
	code: textField(),
	act: z.enum(["copy", "erase"], { error: NOT_OFFERED }).prefault("copy"),
});

/** Which right, of whom; a copy where nothing is chosen. No more is asked of a person who is not signed in. */
export const askForm = (locale: Locale) => {
	const { required, email: wrong } = words(locale).accounts.error;
	const { tooLong } = words(locale).requests.own;
	return z.strictObject({
		email: parsedField(parseMailAddress, { required, wrong }),
		kind: z.enum(REQUEST_KINDS, { error: NOT_OFFERED }).prefault("access"),
		text: textField()
			.transform((typed) => typed.trim())
			.refine((typed) => [...typed].length <= MAX_REQUEST_TEXT, { error: tooLong(MAX_REQUEST_TEXT) }),
	});
};

/** The code of the mailed link, and which of its copies. Missing ones are a link that no longer works. */
export const fetchQuery = z.object({ code: textField(), copy: textField() });
