import type { CookieAge, PurposeTerm } from "../brand/edition-terms.ts";
import type { RetentionRule } from "./retention.ts";

/**
 * What editions said that were published before they fixed their terms (DECISIONS 88): the tables of that day. It is
 * never edited; what was published is what holds.
 */
export const FROZEN_RETENTION: Readonly<Record<string, RetentionRule>> = {
	account: { from: "account_closed", for: { setting: "eraseAfterClosing" }, atOnceOn: ["erasure_requested"] },
	account_field: {
		from: "account_closed",
		for: { setting: "eraseAfterClosing" },
		atOnceOn: ["cleared", "erasure_requested"],
	},
	brand: {
		from: "account_closed",
		for: { setting: "eraseAfterClosing" },
		atOnceOn: ["cleared", "left_brand", "consent_withdrawn", "erasure_requested"],
	},
	special: {
		from: "account_closed",
		for: { setting: "eraseAfterClosing" },
		atOnceOn: ["cleared", "left_brand", "consent_withdrawn", "erasure_requested"],
	},
	message: {
		from: "account_closed",
		for: { setting: "eraseAfterClosing" },
		atOnceOn: ["cleared", "left_brand", "consent_withdrawn", "erasure_requested"],
	},
	unconfirmed_account: { from: "joined", for: "P14D", atOnceOn: ["erasure_requested"] },
	visit_log: { from: "visited", for: { setting: "visitLogRetention" }, atOnceOn: [] },
	abuse_count: { from: "counted", for: "P1D", atOnceOn: [] },
	guess_count: { from: "counted", for: "P30D", atOnceOn: ["erasure_requested"] },
	session: { from: "signed_in", for: "P30D", atOnceOn: ["erasure_requested"] },
	one_time_code: { from: "issued", for: "P1D", atOnceOn: ["erasure_requested"] },
	mail: { from: "sent", for: "P30D", atOnceOn: ["erasure_requested"] },
	name_hold: { from: "account_erased", for: "P12M", atOnceOn: [] },
	ban: { from: "banned", for: "P24M", atOnceOn: [] },
	ticket: { from: "ticket_closed", for: "P12M", atOnceOn: ["erasure_requested"] },
	moderation_decision: { from: "decided", for: "P6M", atOnceOn: [], statute: "dsa_complaints" },
	export: { from: "export_made", for: "P7D", atOnceOn: ["erasure_requested"] },
	consent_evidence: { from: "consent_ended", for: "P5Y", atOnceOn: [] },
	acceptance: { from: "contract_ended", for: "P5Y", atOnceOn: [] },
	contract_evidence: { from: "contract_ended", for: "P5Y", atOnceOn: [] },
	rights_request: { from: "request_closed", for: "P5Y", atOnceOn: [] },
	disclosure: { from: "disclosed", for: "P5Y", atOnceOn: [] },
	staff_access: { from: "accessed", for: "P24M", atOnceOn: [] },
	payment: { from: "paid", for: "P18M", atOnceOn: [] },
	failed_payment: { from: "payment_failed", for: "P90D", atOnceOn: [] },
	fiscal: { from: "year_ended", for: "P7Y", atOnceOn: [], statute: "tax_records" },
	performer_tax: { from: "year_ended", for: "P7Y", atOnceOn: [], statute: "performer_report" },
	identity_document: { from: "checked", for: "P30D", atOnceOn: [] },
	performer_check: { from: "contract_ended", for: "P5Y", atOnceOn: [] },
	delivery_address: { from: "delivered", for: "P30D", atOnceOn: [] },
};

export const FROZEN_COOKIES: Readonly<Record<string, CookieAge>> = {
	language: "P1Y",
	age: "P1Y",
	cookie_choice: "P6M",
	ga: "P2Y",
	ga_property: "P2Y",
	session: "P30D",
	sign_in: "session",
	account_session: "P30D",
	device: "P400D",
	joining: "P14D",
	staff_session: "session",
};

export const FROZEN_PURPOSES: Readonly<Record<string, PurposeTerm>> = {
	use_of_site: {
		uses: {
			necessary: { art6: "b", promised: true },
			voluntary: { art6: "b", reason: "own_lists" },
			special: { art6: "a", art9: "a", reason: "membership" },
		},
		objection: "no",
		dpv: "RequestedServiceProvision",
	},
	payments: {
		uses: { necessary: { art6: "b", promised: true } },
		objection: "no",
		switchedBy: "payments",
		dpv: "PaymentManagement",
	},
	sending_messages: {
		uses: {
			necessary: { art6: "b", promised: true },
			voluntary: { art6: "b", reason: "delivery_of_message" },
			special: { art6: "a", art9: "a", reason: "delivery_of_message" },
		},
		objection: "no",
		dpv: "CommunicationManagement",
	},
	service_information: {
		uses: { necessary: { art6: "f", promised: true } },
		objection: "absolute",
		switch: "service_mail",
		dpv: "CommunicationForCustomerCare",
	},
	suggestions: {
		uses: {
			necessary: { art6: "f", reason: "matching" },
			voluntary: { art6: "f", promised: true },
			special: { art6: "a", art9: "a", promised: true },
		},
		objection: "assessed",
		switch: "suggestions",
		switchedBy: "suggestions",
		dpv: "ProvidePersonalisedRecommendations",
	},
	profiles: {
		uses: { voluntary: { art6: "a", promised: true }, special: { art6: "a", art9: "a", promised: true } },
		objection: "no",
		switch: "visibility",
		switchedBy: "profiles",
		dpv: "ServiceProvision",
	},
	personalised_offers: {
		uses: { voluntary: { art6: "f", promised: true } },
		objection: "absolute",
		switch: "offers",
		switchedBy: "newsletters",
		dpv: "DirectMarketing",
	},
	statistics: {
		uses: { voluntary: { art6: "a", promised: true } },
		objection: "no",
		switch: "statistics",
		switchedBy: "statistics",
		dpv: "ServiceUsageAnalytics",
	},
	security_improvement: {
		uses: { necessary: { art6: "f", reason: "security" }, voluntary: { art6: "f", promised: true } },
		objection: "assessed",
		switch: "improvement",
		dpv: "EnforceSecurity",
	},
	third_parties: {
		uses: { necessary: { art6: "a", reason: "named_recipients" }, voluntary: { art6: "a", promised: true } },
		objection: "no",
		switch: "sharing",
		dpv: "CommercialPurpose",
	},
	personalisation: {
		uses: { special: { art6: "a", art9: "a", promised: true } },
		objection: "no",
		switch: "consent",
		switchedBy: "profiles",
		dpv: "Personalisation",
	},
	age_check: {
		uses: { necessary: { art6: "f", reason: "minors" } },
		objection: "assessed",
		switchedBy: "adult",
		dpv: "AgeVerification",
	},
	moderation: {
		uses: {
			necessary: { art6: "c", reason: "moderation" },
			voluntary: { art6: "f", reason: "moderation" },
			special: { art6: "a", art9: "a", reason: "moderation" },
		},
		objection: "assessed",
		dpv: "MisusePreventionAndDetection",
	},
	publication: {
		uses: { voluntary: { art6: "b", reason: "publication" }, special: { art6: "a", art9: "a", reason: "publication" } },
		objection: "no",
		switchedBy: "performers",
		dpv: "ServiceProvision",
	},
	performer_check: {
		uses: { necessary: { art6: "c", reason: "performer" } },
		objection: "no",
		switchedBy: "performers",
		dpv: "IdentityVerification",
	},
	fiscal: { uses: { necessary: { art6: "c", reason: "fiscal" } }, objection: "no", dpv: "LegalCompliance" },
	delivery: {
		uses: { necessary: { art6: "b", reason: "order" } },
		objection: "no",
		switchedBy: "shop",
		dpv: "DeliveryOfGoods",
	},
	accountability: {
		uses: { necessary: { art6: "c", reason: "accountability" } },
		objection: "no",
		dpv: "RecordManagement",
	},
	legal_duty: { uses: { necessary: { art6: "c", reason: "legal_duty" } }, objection: "no", dpv: "LegalCompliance" },
};
