import type { SwitchId } from "../brand/edition-terms.ts";
import type { BrandFeature, Recipient } from "../brand/settings.ts";
import type { Need } from "./running.ts";

/*
 * What sentences need so that they are true, as data (DECISIONS 98). A row whose needs do not run leaves room for the
 * honest other sentence, or for none. The needs of promises stand with the promises.
 */

/** The page on which a visitor says yes or no to each recipient. */
const CONSENT_CHOICE: Need = { route: "brand POST /privacy/cookies" };
const HELPDESK: readonly Need[] = [{ table: "ticket" }, { route: "brand GET /helpdesk" }];
const REPORTS: readonly Need[] = [{ table: "report" }, { route: "brand GET /report" }];
const EXPORT: readonly Need[] = [{ table: "export" }, { route: "account GET /privacy/export" }];
const ERASURE: readonly Need[] = [{ route: "account POST /privacy/erase" }, { job: "retention" }];
const PRIVACY_SETTINGS: readonly Need[] = [{ table: "processing_choice" }, { route: "account POST /privacy/choices" }];
const RESTRICTION: readonly Need[] = [
	{ table: "restriction" },
	{ route: "account POST /privacy/restriction" },
	{ job: "lifted-restrictions" },
];
/** Doors for a member and for a visitor, and the desk that answers. */
const RIGHTS_DESK: readonly Need[] = [
	{ table: "rights_request" },
	{ route: "account POST /privacy/requests" },
	{ route: "account POST /privacy/ask" },
	{ route: "account POST /console/requests/:request" },
	{ job: "rights-requests" },
];
const MESSAGES: readonly Need[] = [{ table: "message" }, { route: "brand GET /messages" }];
const SUGGESTIONS: readonly Need[] = [{ table: "suggestion_filter" }, { route: "brand GET /suggestions" }];
const PAYMENTS: readonly Need[] = [{ table: "payment" }, { route: "account GET /payments" }];
const PERFORMERS: readonly Need[] = [{ table: "performer_item" }, { table: "performer_tax" }];
const SHOP: readonly Need[] = [{ table: "delivery_address" }, ...PAYMENTS];
/** Counted every week, of those who turned it on. */
const STATISTICS: readonly Need[] = [
	{ table: "statistics_cell" },
	{ job: "statistics" },
	{ route: "account POST /privacy/statistics" },
];
const PHOTO_REVIEW: readonly Need[] = [{ route: "account POST /console/photos/:photo/approve" }];
const SUSPENSION: readonly Need[] = [{ route: "account POST /console/members/:member/suspend" }];
/** The page of choices, and mail that they concern: a letter of a class that may be stopped. */
const NOTIFICATIONS: readonly Need[] = [{ mail: "notification" }, { route: "account POST /notifications" }];

/** What a brand may switch on: without its needs a publication leaves it out of the edition. */
export const FEATURE_NEEDS: Record<BrandFeature, readonly Need[]> = {
	profiles: [{ table: "profile" }, { route: "account POST /profile/:brand" }, { route: "brand GET /members/:member" }],
	messages: MESSAGES,
	suggestions: SUGGESTIONS,
	performers: PERFORMERS,
	payments: PAYMENTS,
	shop: SHOP,
	helpdesk: HELPDESK,
	newsletters: [{ mail: "newsletter" }],
	statistics: STATISTICS,
};

/** What brings data to a recipient. One that asks for consent also needs the place where it is asked. */
const KIND_NEEDS: Record<Recipient["kind"], readonly Need[]> = {
	hosting: [],
	development: [],
	moderation: PHOTO_REVIEW,
	analytics: [],
	fraud_prevention: [],
	payment_provider: PAYMENTS,
	delivery: SHOP,
	mail: [],
	tax_authority: PERFORMERS,
};

/** Kinds of recipients that get something only from a program that sends it to them, each by code of its own. */
const SENT_BY_PROGRAM: readonly Recipient["kind"][] = ["analytics", "fraud_prevention"];
export const isSentByProgram = ({ kind }: Pick<Recipient, "kind">): boolean => SENT_BY_PROGRAM.includes(kind);

export const recipientNeeds = ({ id, kind, requiresConsent }: Recipient): readonly Need[] => [
	...KIND_NEEDS[kind],
	...(isSentByProgram({ kind }) ? [{ adapter: id }] : []),
	...(requiresConsent ? [CONSENT_CHOICE] : []),
];

/** Where a member finds the switch of a purpose. */
export const SWITCH_NEEDS: Record<SwitchId, readonly Need[]> = {
	visibility: [{ route: "account POST /profile/:brand/visibility" }],
	suggestions: [...SUGGESTIONS, ...PRIVACY_SETTINGS],
	offers: NOTIFICATIONS,
	service_mail: NOTIFICATIONS,
	statistics: STATISTICS,
	improvement: [{ table: "visit" }, ...PRIVACY_SETTINGS],
	sharing: [CONSENT_CHOICE],
	consent: [{ route: "account POST /profile/:brand/withdraw" }],
};

const SENTENCE_NEEDS = {
	/** A recipient is asked for, and refused, by name. */
	"consent.recipients": [CONSENT_CHOICE],
	"data.automatic": [{ table: "visit" }, { job: "visits" }, { job: "retention" }],
	"data.block_marks": [{ table: "ban" }],
	"data.preferences": SUGGESTIONS,
	"decisions.suspended": SUSPENSION,
	/** The record alone tells of nothing: somebody proposes to give data, and another person's approval writes it there. */
	"disclosures.recorded": [
		...[{ table: "disclosure" }, { table: "legal_disclosure" }],
		{ route: "account POST /console/members/:member/disclosures" },
		{ route: "account POST /console/disclosures/:legal" },
		{ job: "legal-disclosures" },
	],
	"erasure.at_once": ERASURE,
	"erasure.by_term": [{ job: "retention" }],
	"mail.choices": NOTIFICATIONS,
	messages: MESSAGES,
	"minors.checked": [{ route: "account POST /console/photos/:photo/age" }, { job: "age-checks" }],
	"minors.erased": [{ route: "account POST /console/members/:member/erase" }],
	"minors.suspended": SUSPENSION,
	"moderation.photos": PHOTO_REVIEW,
	"moderation.reports": REPORTS,
	"changes.notice": [{ job: "statement-notices" }],
	"keys.rotated": [{ job: "key-rotation" }],
	"right.access": EXPORT,
	/** A member who cannot sign in keeps the pages of these rights. */
	"right.barred": [{ route: "account POST /sign-in/rights" }],
	"right.close": [{ route: "account POST /close" }],
	"right.objection": PRIVACY_SETTINGS,
	"right.portability": EXPORT,
	"right.rectification": [{ route: "account POST /profile" }, { route: "account POST /security/email" }],
	"right.requests": RIGHTS_DESK,
	"right.restriction": RESTRICTION,
	"right.withdraw": [
		{ route: "account POST /profile/:brand/withdraw" },
		{ route: "account POST /brands/:brand/leave" },
	],
} as const satisfies Record<string, readonly Need[]>;

export type SentenceId = keyof typeof SENTENCE_NEEDS;
export const SENTENCES: Record<SentenceId, readonly Need[]> = SENTENCE_NEEDS;
export const SENTENCE_IDS = Object.keys(SENTENCE_NEEDS) as SentenceId[];
