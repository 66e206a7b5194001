import { z } from "zod";
import { type Locale, words } from "#locales/locales.ts";

const MAX_IDENTIFIER_LENGTH = 254;

/** A name or an address, as long as an address may be. */
export function resetForm(locale: Locale) {
	const { required, tooLong } = words(locale).accounts.error;
	return z.strictObject({
		identifier: z
			.string()
			.trim()
			.min(1, required)
			.max(MAX_IDENTIFIER_LENGTH, tooLong(MAX_IDENTIFIER_LENGTH))
			.prefault(""),
	});
}
