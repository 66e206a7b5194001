import { z } from "zod";
import { offered } from "#foundation/ui/form-fields.ts";
import { type Locale, words } from "#locales/locales.ts";
import { doneQuery, rowId } from "../schema.ts";
import { AGE_ACTS, AGE_OUTCOMES, AGE_PROOFS } from "./age-check.ts";

export const checkParams = z.object({ check: rowId });
export const checkQuery = doneQuery(["recorded", "unchanged"]);

/** A button of a check; what was seen goes with `show` alone. */
export function stepForm(locale: Locale) {
	const { choose } = words(locale).console.error;
	const act = offered(AGE_ACTS);
	return z.discriminatedUnion("act", [
		z.strictObject({
			act: act.extract(["show"]),
			kind: z.enum(AGE_PROOFS, { error: choose }),
			outcome: z.enum(AGE_OUTCOMES, { error: choose }),
		}),
		z.strictObject({ act: act.exclude(["show"]) }),
	]);
}
