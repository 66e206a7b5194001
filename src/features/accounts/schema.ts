import { z } from "zod";
import { textField } from "#foundation/ui/form-fields.ts";
import type { Locale } from "#locales/locales.ts";
import { newPasswordField } from "./password-error.ts";

/** The code of a mailed link; a missing one is a link that no longer works. */
export const codeQuery = z.object({ code: textField() });

/** One button under the page of a mailed link. */
export const codeForm = z.strictObject({ code: textField() });

/** A new password, by the code of a mailed link. */
export const newPasswordForm = (reader: { locale: Locale; brandName: string }) =>
	z.strictObject({ code: textField(), new_password: newPasswordField(reader) });
