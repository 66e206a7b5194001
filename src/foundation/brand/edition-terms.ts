import { z } from "zod";
import { type Duration, durationSchema } from "../i18n/duration.ts";

/**
 * What an edition fixes of the register: every term, cookie age and purpose as it stood when its statement was
 * published (DECISIONS 88). Running code obeys these and never the register's tables, so that a deployment cannot
 * change a term before the statement says so.
 */

/** What starts a retention clock. */
export const RETENTION_EVENTS = [
	"account_closed",
	"joined",
	"visited",
	"issued",
	"signed_in",
	"sent",
	"export_made",
	"consent_ended",
	"request_closed",
	"disclosed",
	"accessed",
	"ticket_closed",
	"decided",
	"banned",
	"account_erased",
	"paid",
	"payment_failed",
	"year_ended",
	"delivered",
	"contract_ended",
	"checked",
	"counted",
] as const;
export type RetentionEvent = (typeof RETENTION_EVENTS)[number];

/** What ends the keeping at once, before the clock has run. */
export const ERASING_EVENTS = ["cleared", "left_brand", "consent_withdrawn", "erasure_requested"] as const;
export type ErasingEvent = (typeof ERASING_EVENTS)[number];

/** Laws that set a term. */
export const STATUTES = ["tax_records", "performer_report", "dsa_complaints"] as const;
export type StatuteId = (typeof STATUTES)[number];

/** The three categories of the statement, in its order. */
export const CATEGORIES = ["necessary", "voluntary", "special"] as const;
export type Category = (typeof CATEGORIES)[number];

/** Where a member switches a purpose off. */
export const SWITCHES = [
	"visibility",
	"suggestions",
	"offers",
	"service_mail",
	"statistics",
	"improvement",
	"sharing",
	"consent",
] as const;
export type SwitchId = (typeof SWITCHES)[number];

/** Why a purpose stands beside the promised ones of a category. */
export const PURPOSE_REASONS = [
	"minors",
	"security",
	"matching",
	"membership",
	"delivery_of_message",
	"own_lists",
	"publication",
	"moderation",
	"performer",
	"fiscal",
	"order",
	"accountability",
	"legal_duty",
	"named_recipients",
	"review",
	"decisions",
] as const;
export type PurposeReasonId = (typeof PURPOSE_REASONS)[number];

/** What a brand may switch on. Each planned data declaration names the feature that brings it. */
export const FEATURES = [
	"profiles",
	"messages",
	"suggestions",
	"performers",
	"payments",
	"shop",
	"helpdesk",
	"newsletters",
	"statistics",
] as const;

/** GDPR Art. 6(1), by letter. */
export type Art6 = z.infer<typeof art6Schema>;
const art6Schema = z.enum(["a", "b", "c", "f"]);
/** GDPR Art. 9(2), by letter: explicit consent, and the establishment, exercise or defence of legal claims. */
export const ART9 = ["a", "f"] as const;
export type Art9 = (typeof ART9)[number];
const art9Schema = z.enum(ART9);

/** Purposes that show data to others, whose consent takes in what comes before the showing. */
export const SHOWING_PURPOSES = ["profiles", "publication"] as const;

/** One purpose in one category: its basis, and whether it is promised or added for a reason. */
export type PurposeUse = z.infer<typeof useSchema>;
const useSchema = z.object({
	art6: art6Schema,
	art9: art9Schema.optional(),
	/** The purposes to whose consent this use belongs: it has no consent of its own, and ends with theirs. */
	within: z.array(z.enum(SHOWING_PURPOSES)).optional(),
	/** P49, P51 or P53 names it. */
	promised: z.literal(true).optional(),
	/** Otherwise: why it stands beside the promised ones. */
	reason: z.enum(PURPOSE_REASONS).optional(),
});

const purposeSchema = z.object({
	/** A category that is absent may never be used for this purpose. Special always has a condition of Art. 9(2). */
	uses: z.partialRecord(z.enum(CATEGORIES), useSchema),
	/** Art. 21(1): a member may object. `absolute`: Art. 21(2), always honoured at once. */
	objection: z.enum(["no", "assessed", "absolute"]),
	switch: z.enum(SWITCHES).optional(),
	/** Only brands with this feature use data for it. */
	switchedBy: z.enum([...FEATURES, "adult"]).optional(),
	/** Term of the Data Privacy Vocabulary (purposes). */
	dpv: z.string(),
});

const ruleSchema = z.object({
	from: z.enum(RETENTION_EVENTS),
	for: durationSchema,
	atOnceOn: z.array(z.enum(ERASING_EVENTS)),
	/** The law that sets the term. */
	statute: z.enum(STATUTES).optional(),
});

/**
 * By id of the register, as strings: an edition may hold what this code's register lacks, or lack what it has. An
 * entry that this code cannot read is one of newer code, which this code has no use for.
 */
const byId = <Entry extends z.ZodType>(entry: Entry) => z.record(z.string(), entry.optional().catch(undefined));

export const editionTermsSchema = z.object({
	retention: byId(ruleSchema),
	/** Until when the browser keeps a cookie; `session`: until it closes. */
	cookies: byId(z.union([durationSchema, z.literal("session")])),
	purposes: byId(purposeSchema),
});
export type EditionTerms = z.infer<typeof editionTermsSchema>;
export type RetentionTerm = z.infer<typeof ruleSchema>;
export type PurposeTerm = z.infer<typeof purposeSchema>;
export type CookieAge = Duration | "session";
