import type { ErasingEvent, RetentionEvent, StatuteId } from "../brand/edition-terms.ts";
import type { Duration } from "../i18n/duration.ts";

export type RetentionSetting = "eraseAfterClosing" | "visitLogRetention";

export type RetentionRule = {
	from: RetentionEvent;
	for: Duration | { setting: RetentionSetting };
	atOnceOn: readonly ErasingEvent[];
	/** The law that sets the term. */
	statute?: StatuteId;
};

const afterClosing = (...atOnceOn: ErasingEvent[]): RetentionRule => ({
	from: "account_closed",
	for: { setting: "eraseAfterClosing" },
	atOnceOn: [...atOnceOn, "erasure_requested"],
});
const fixed = (from: RetentionEvent, duration: Duration, ...atOnceOn: ErasingEvent[]): RetentionRule => ({
	from,
	for: duration,
	atOnceOn,
});
const byLaw = (from: RetentionEvent, duration: Duration, statute: StatuteId): RetentionRule => ({
	from,
	for: duration,
	atOnceOn: [],
	statute,
});

const RETENTION_TABLE = {
	account: afterClosing(),
	account_field: afterClosing("cleared"),
	brand: afterClosing("cleared", "left_brand", "consent_withdrawn"),
	special: afterClosing("cleared", "left_brand", "consent_withdrawn"),
	message: afterClosing("cleared", "left_brand", "consent_withdrawn"),
	unconfirmed_account: fixed("joined", "P14D", "erasure_requested"),
	visit_log: { from: "visited", for: { setting: "visitLogRetention" }, atOnceOn: [] },
	abuse_count: fixed("counted", "P1D"),
	guess_count: fixed("counted", "P30D", "erasure_requested"),
	session: fixed("signed_in", "P30D", "erasure_requested"),
	one_time_code: fixed("issued", "P1D", "erasure_requested"),
	mail: fixed("sent", "P30D", "erasure_requested"),
	name_hold: fixed("account_erased", "P12M"),
	ban: fixed("banned", "P24M"),
	ticket: fixed("ticket_closed", "P12M", "erasure_requested"),
	moderation_decision: byLaw("decided", "P6M", "dsa_complaints"),
	export: fixed("export_made", "P7D", "erasure_requested"),
	consent_evidence: fixed("consent_ended", "P5Y"),
	acceptance: fixed("contract_ended", "P5Y"),
	contract_evidence: fixed("contract_ended", "P5Y"),
	rights_request: fixed("request_closed", "P5Y"),
	disclosure: fixed("disclosed", "P5Y"),
	staff_access: fixed("accessed", "P24M"),
	payment: fixed("paid", "P18M"),
	failed_payment: fixed("payment_failed", "P90D"),
	fiscal: byLaw("year_ended", "P7Y", "tax_records"),
	performer_tax: byLaw("year_ended", "P7Y", "performer_report"),
	identity_document: fixed("checked", "P30D"),
	performer_check: fixed("contract_ended", "P5Y"),
	delivery_address: fixed("delivered", "P30D"),
} as const satisfies Record<string, RetentionRule>;

export type RetentionId = keyof typeof RETENTION_TABLE;
/**
 * The closed list of retention rules: nothing is kept by any other. A publication copies it into the edition; what
 * runs obeys the edition in force (`terms.ts`).
 */
export const RETENTION: Record<RetentionId, RetentionRule> = RETENTION_TABLE;
export const RETENTION_IDS = Object.keys(RETENTION_TABLE) as RetentionId[];
