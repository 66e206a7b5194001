import { z } from "zod";
import { REASON } from "#foundation/ledgers/staff-access.ts";
import { letter } from "#foundation/mail/letter.ts";
import { linkSchema, momentSchema } from "#foundation/mail/schema.ts";
import { words } from "#locales/locales.ts";
import { CLAUSES, MEASURE_SOURCES } from "./measure.ts";

/** The letters of moderation: every export is one, and `src/letters.ts` lists them all. */

const reasonSchema = z
	.string()
	.trim()
	.min(REASON.shortest)
	.max(REASON.longest * 2);
/** `isWhole`: of the account, else of the brand that writes. */
const scopeSchema = z.boolean();

/**
 * The statement of reasons of a suspension (Regulation (EU) 2022/2065, Art. 17). None of its parts may be empty: such a
 * mail is neither queued nor sent.
 */
export const SUSPENDED = letter(
	"suspended",
	z.strictObject({
		isWhole: scopeSchema,
		clause: z.enum(CLAUSES),
		source: z.enum(MEASURE_SOURCES),
		automated: z.boolean().optional(),
		reason: reasonSchema,
		at: momentSchema,
		rights: linkSchema,
		terms: linkSchema,
	}),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.suspended },
);

/** A suspension was lifted. */
export const SUSPENSION_LIFTED = letter(
	"suspension_lifted",
	z.strictObject({
		isWhole: scopeSchema,
		reason: reasonSchema,
		at: momentSchema,
		/** Whether another measure keeps the member out or hidden where this one did. */
		otherStands: z.boolean().optional(),
		signIn: linkSchema,
	}),
	"transactional",
	{ causedBy: "account", text: (locale) => words(locale).letters.suspension_lifted },
);
