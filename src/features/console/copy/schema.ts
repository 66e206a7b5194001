import { z } from "zod";
import { textField } from "#foundation/ui/form-fields.ts";

/** Asked where the sign-in is longer ago; whether they are needed, and fit, a rule says. */
export const copyProofForm = z.strictObject({ current_password: textField(), authenticator_code: textField() });
