import { z } from "zod";
import { textField } from "#foundation/ui/form-fields.ts";

/** The password again, where the sign-in is not of just now; "" where it was not asked. */
export const proofForm = z.strictObject({ current_password: textField() });
