import type { Art6, Art9, Category, PurposeReasonId, PurposeTerm, PurposeUse } from "../brand/edition-terms.ts";

/**
 * Special rests on explicit consent (Art. 9(2)(a)), but for records that must outlive it to establish, exercise or
 * defend claims (Art. 9(2)(f), DECISIONS 101). A use is promised (P49, P51, P53) or has its reason.
 */
type DeclaredUse = { art6: Art6; art9?: Art9 } & Pick<PurposeUse, "within"> &
	({ promised: true } | { reason: PurposeReasonId });
type Purpose = Omit<PurposeTerm, "uses"> & { uses: Partial<Record<Category, DeclaredUse>> };

const special = (reason?: PurposeReasonId): DeclaredUse =>
	reason ? { art6: "a", art9: "a", reason } : { art6: "a", art9: "a", promised: true };
/** Part of what the consent of another purpose allows, and gone with it. */
const reviewed: DeclaredUse = { art6: "a", art9: "a", within: ["profiles", "publication"], reason: "review" };
/** For the defence of claims: no consent gave it, so none takes it away. */
const forClaims = (art6: Art6, reason: PurposeReasonId): DeclaredUse => ({ art6, art9: "f", reason });
const promised = (art6: Art6): DeclaredUse => ({ art6, promised: true });
const added = (art6: Art6, reason: PurposeReasonId): DeclaredUse => ({ art6, reason });

const PURPOSE_TABLE = {
	use_of_site: {
		uses: { necessary: promised("b"), voluntary: added("b", "own_lists"), special: special("membership") },
		objection: "no",
		dpv: "RequestedServiceProvision",
	},
	payments: { uses: { necessary: promised("b") }, objection: "no", switchedBy: "payments", dpv: "PaymentManagement" },
	sending_messages: {
		uses: {
			necessary: promised("b"),
			voluntary: added("b", "delivery_of_message"),
			special: special("delivery_of_message"),
		},
		objection: "no",
		switchedBy: "messages",
		dpv: "CommunicationManagement",
	},
	service_information: {
		uses: { necessary: promised("f") },
		objection: "absolute",
		switch: "service_mail",
		dpv: "CommunicationForCustomerCare",
	},

	suggestions: {
		uses: { necessary: added("f", "matching"), voluntary: promised("f"), special: special() },
		objection: "assessed",
		switch: "suggestions",
		switchedBy: "suggestions",
		dpv: "ProvidePersonalisedRecommendations",
	},
	profiles: {
		uses: { voluntary: promised("a"), special: special() },
		objection: "no",
		switch: "visibility",
		switchedBy: "profiles",
		dpv: "ServiceProvision",
	},
	personalised_offers: {
		uses: { voluntary: promised("f") },
		objection: "absolute",
		switch: "offers",
		switchedBy: "newsletters",
		dpv: "DirectMarketing",
	},
	statistics: {
		uses: { voluntary: promised("a") },
		objection: "no",
		switch: "statistics",
		switchedBy: "statistics",
		dpv: "ServiceUsageAnalytics",
	},
	security_improvement: {
		uses: { necessary: added("f", "security"), voluntary: promised("f") },
		objection: "assessed",
		switch: "improvement",
		dpv: "EnforceSecurity",
	},
	third_parties: {
		uses: { necessary: added("a", "named_recipients"), voluntary: promised("a") },
		objection: "no",
		switch: "sharing",
		dpv: "CommercialPurpose",
	},
	personalisation: {
		uses: { special: special() },
		objection: "no",
		switch: "consent",
		switchedBy: "suggestions",
		dpv: "Personalisation",
	},

	age_check: {
		uses: { necessary: added("f", "minors") },
		objection: "assessed",
		switchedBy: "adult",
		dpv: "AgeVerification",
	},
	moderation: {
		uses: { voluntary: added("f", "moderation"), special: reviewed },
		objection: "assessed",
		dpv: "MisusePreventionAndDetection",
	},
	decisions: {
		uses: {
			necessary: added("f", "decisions"),
			voluntary: added("f", "decisions"),
			special: forClaims("f", "decisions"),
		},
		objection: "assessed",
		dpv: "DisputeManagement",
	},
	publication: {
		uses: { voluntary: added("b", "publication"), special: special("publication") },
		objection: "no",
		switchedBy: "performers",
		dpv: "ServiceProvision",
	},
	performer_check: {
		uses: { necessary: added("c", "performer") },
		objection: "no",
		switchedBy: "performers",
		dpv: "IdentityVerification",
	},
	fiscal: { uses: { necessary: added("c", "fiscal") }, objection: "no", dpv: "LegalCompliance" },
	delivery: {
		uses: { necessary: added("b", "order") },
		objection: "no",
		switchedBy: "shop",
		dpv: "DeliveryOfGoods",
	},
	accountability: {
		uses: { necessary: added("c", "accountability"), special: forClaims("c", "accountability") },
		objection: "no",
		dpv: "RecordManagement",
	},
	legal_duty: { uses: { necessary: added("c", "legal_duty") }, objection: "no", dpv: "LegalCompliance" },
} as const satisfies Record<string, Purpose>;

export type PurposeId = keyof typeof PURPOSE_TABLE;
/**
 * The closed list of purposes: nothing is used for anything else. A publication copies it into the edition; what runs
 * obeys the edition in force (`terms.ts`).
 */
export const PURPOSES: Record<PurposeId, Purpose> = PURPOSE_TABLE;
export const PURPOSE_IDS = Object.keys(PURPOSE_TABLE) as PurposeId[];

/** The purposes that P49, P51 and P53 promise for each category, in the order of the statements. */
export const PROMISED_PURPOSES = {
	necessary: ["use_of_site", "payments", "sending_messages", "service_information"],
	voluntary: ["suggestions", "profiles", "personalised_offers", "statistics", "security_improvement", "third_parties"],
	special: ["suggestions", "profiles", "personalisation"],
} as const satisfies Record<Category, readonly PurposeId[]>;
