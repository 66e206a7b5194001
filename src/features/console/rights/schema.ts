import { z } from "zod";
import type { Locale } from "#locales/locales.ts";
import { words } from "#locales/locales.ts";
import { doneQuery, reasonField, rowId } from "../schema.ts";

export const restrictionParams = z.object({ restriction: rowId });
export const objectionParams = z.object({ objection: rowId });
/** The last restriction of the page before; without one, the list begins. */
export const listQuery = z.object({ after: rowId.optional().default("") });
export const caseQuery = doneQuery(["recorded", "unchanged"]);

/** Characters of a reason that goes into a mail: longer than that of a look. */
export const DECISION_REASON = { shortest: 20, longest: 1_000 } as const;

export const endForm = (locale: Locale) => z.strictObject({ reason: reasonField(locale, DECISION_REASON) });

export const OUTCOMES = ["upheld", "refused"] as const;

export const decideForm = (locale: Locale) =>
	z.strictObject({
		outcome: z.enum(OUTCOMES, { error: words(locale).console.error.choose }),
		reason: reasonField(locale, DECISION_REASON),
	});
