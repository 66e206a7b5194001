import { z } from "zod";
import { textField } from "#foundation/ui/form-fields.ts";

/** The sealed secret of the page, and the first code that an app makes with it. */
export const authenticatorForm = z.strictObject({
	token: textField(),
	code: textField(),
	current_password: textField(),
});
