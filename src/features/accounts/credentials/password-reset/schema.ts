import { z } from "zod";
import type { Locale } from "#foundation/i18n/locale.ts";
import { ACCOUNT_TEXT } from "../../text.ts";

const MAX_IDENTIFIER_LENGTH = 254;

/** A name or an address, as long as an address may be. */
export function resetForm(locale: Locale) {
	const { required, tooLong } = ACCOUNT_TEXT[locale].error;
	return z.strictObject({
		identifier: z.string().trim().min(1, required).max(MAX_IDENTIFIER_LENGTH, tooLong).prefault(""),
	});
}
