import { z } from "zod";
import { countrySchema } from "../i18n/countries.ts";
import { durationSchema } from "../i18n/duration.ts";
import { localeSchema } from "../i18n/locale.ts";
import { brandIdSchema, realmIdSchema } from "../ids.ts";
import { type EditionTerms, FEATURES } from "./edition-terms.ts";
import { homeSchema, questionSchema, sectionCopySchema, TITLED_SECTIONS } from "./home.ts";

/**
 * A brand as the Worker knows it: resolved (platform → operator → brand), flat, and checked.
 * The files people write have their own, strict schema (config.ts) and compile into this one, which passes over
 * unknown keys: a Worker of yesterday must read what today's publishes.
 */

export const featureSchema = z.enum(FEATURES);
export type BrandFeature = z.infer<typeof featureSchema>;

export const PAYMENT_METHODS = ["ideal", "bancontact", "card", "phone", "bank_transfer"] as const;
export const paymentMethodSchema = z.enum(PAYMENT_METHODS);

/** How data may leave the EEA: GDPR Art. 45 (adequacy, dpf) or Art. 46 (scc, bcr, code_of_conduct). */
export const TRANSFER_INSTRUMENTS = ["adequacy", "dpf", "scc", "bcr", "code_of_conduct"] as const;
export const RECIPIENT_ROLES = ["processor", "controller", "joint_controller", "authority"] as const;
export const RECIPIENT_KINDS = [
	"hosting",
	"development",
	"moderation",
	"analytics",
	"fraud_prevention",
	"payment_provider",
	"delivery",
	"mail",
	"tax_authority",
] as const;

/** `no_access`: gets no personal data. The others: GDPR Art. 28 and 26. */
export const PARTNER_ROLES = ["no_access", "processor", "joint_controller"] as const;

export const recipientSchema = z.object({
	id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,40}$/),
	/** The legal name; of a group, what it is called in the base language. */
	name: z.string().min(1).max(100),
	/** What the recipients are called, as long as no company is named: the statement says that they are a group. */
	group: z.partialRecord(localeSchema, z.string()).optional(),
	role: z.enum(RECIPIENT_ROLES),
	kind: z.enum(RECIPIENT_KINDS),
	/** Absent for a group whose country nobody has named yet. */
	country: countrySchema.optional(),
	/** Obligatory outside the EEA (GDPR Art. 44). */
	transfer: z.enum(TRANSFER_INSTRUMENTS).optional(),
	/** Countries outside the EEA in which it processes data beside its own. */
	processedIn: z.array(z.object({ country: countrySchema, transfer: z.enum(TRANSFER_INSTRUMENTS) })).optional(),
	/** The document that protects data outside the EEA, its date, and where a copy stands. Absent: not named yet. */
	instrument: z.object({ document: z.string(), date: z.string(), copy: z.string().optional() }).optional(),
	/** Ids of data items of the register (`register/items.ts`). */
	fields: z.array(z.string()).min(1),
	/** Shared only after the member or visitor said yes to this very recipient. */
	requiresConsent: z.boolean(),
	website: z.string().optional(),
});
export type Recipient = z.infer<typeof recipientSchema>;

/** No brand asks for a yes to more recipients: a browser keeps a visitor's answers to them in one cookie. */
export const MAX_ASKED_RECIPIENTS = 20;

export const operatorSchema = z.object({
	id: realmIdSchema,
	name: z.string(),
	/** The name the statement uses after the first mention. */
	shortName: z.string(),
	legalForm: z.partialRecord(localeSchema, z.string()),
	address: z.object({
		street: z.string(),
		postalCode: z.string(),
		city: z.string(),
		country: countrySchema,
	}),
	registration: z.object({ register: z.string(), number: z.string() }),
	vatNumber: z.string().optional(),
	phone: z.string(),
	email: z.string(),
	website: z.string(),
	dpo: z.object({ email: z.string(), name: z.string().optional() }),
	authority: z.object({
		name: z.string(),
		url: z.string(),
		country: countrySchema,
	}),
	/** The network whose partners use the operator's facilities. */
	network: z.string().optional(),
	/** Host of the realm's account pages in production. */
	accountHost: z.string(),
});
export type Operator = z.infer<typeof operatorSchema>;

/** How long what is kept, and for what. Running code asks `register/terms.ts`. */
export const legalTermsSchema = z.object({
	/** After closing an account, at the latest. */
	eraseAfterClosing: durationSchema,
	/** Request log: the six automatically generated data. */
	visitLogRetention: durationSchema,
	/**
	 * Terms, cookie ages and purposes. Absent from what was published before editions fixed them. A snapshot reads them
	 * once for all brands that share them (`editionTermsSchema`): reading them with each brand tripled its cost.
	 */
	register: z.custom<EditionTerms>((value) => typeof value === "object" && value !== null).optional(),
});
export type LegalTerms = z.infer<typeof legalTermsSchema>;

/** Everything that the statement is derived from. It changes on the statement's clock (DECISIONS 6). */
export const legalSchema = z.object({
	...legalTermsSchema.shape,
	brandName: z.string(),
	host: z.string(),
	operator: operatorSchema,
	/** `own`: the operator's brand. `partner`: someone else runs the brand on the operator's facilities. */
	relation: z.enum(["own", "partner"]),
	/** The partner that runs the brand; present exactly when relation is `partner`. */
	partner: z
		.object({
			/** The legal name. Absent: not named yet. */
			name: z.string().optional(),
			network: z.string().optional(),
			/** What the partner is under the GDPR. Absent: not named yet. */
			role: z.enum(PARTNER_ROLES).optional(),
		})
		.optional(),
	adult: z.boolean(),
	minimumAge: z.number().int(),
	features: z.array(featureSchema),
	paymentMethods: z.array(paymentMethodSchema),
	contacts: z.object({
		/** Where a rights request goes first. */
		rights: z.union([
			z.object({ by: z.literal("email"), email: z.string() }),
			z.object({ by: z.literal("helpdesk"), email: z.string() }),
		]),
		help: z.string(),
		/** How long a mail to that address is kept after the answer. Absent: not named yet. */
		helpKept: durationSchema.optional(),
		security: z.string(),
	}),
	responseDays: z.number().int(),
	recipients: z.array(recipientSchema),
});
export type Legal = z.infer<typeof legalSchema>;

export const THEME_PRESETS = ["ink", "dusk", "ember", "harbour"] as const;
export const TYPEFACES = ["grotesque", "serif", "rounded", "system"] as const;
export const RADII = ["none", "small", "medium", "large"] as const;

export const assetSchema = z.object({
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	type: z.enum(["image/svg+xml", "image/png"]),
	width: z.number().int(),
	height: z.number().int(),
});
export type Asset = z.infer<typeof assetSchema>;

export const copySchema = z.object({
	tagline: z.string(),
	intro: z.string(),
	seoTitle: z.string(),
	seoDescription: z.string(),
	sections: z.partialRecord(z.enum(TITLED_SECTIONS), sectionCopySchema).optional(),
	questions: z.array(questionSchema).optional(),
});

/** What may change at once: look, words of its own, addresses. */
/** By when the supervisory authority is told of a breach, counted from when it became known, and the rule that says so. */
export const breachNoticeSchema = z.object({ hours: z.number().int(), law: z.string() });
export type BreachNotice = z.infer<typeof breachNoticeSchema>;
/** The law as it stands; an operator's file says another as soon as the law does. */
export const BREACH_NOTICE: BreachNotice = { hours: 72, law: "GDPR Art. 33(1)" };

/** What the record of processing says beside what the register gives (GDPR Art. 30). Absent: nobody named it. */
export const recordsSchema = z.object({
	representative: z.object({ name: z.string(), address: z.string().optional(), email: z.string() }).optional(),
	/** By which reference the assessment of Art. 35 is known: of the controller as a whole, and of single purposes. */
	dpia: z.string().optional(),
	dpiaOf: z.record(z.string(), z.string()).optional(),
	/** Security measures that no code takes. */
	measures: z.partialRecord(localeSchema, z.array(z.string())).optional(),
});
export type Records = z.infer<typeof recordsSchema>;

export const lookSchema = z.object({
	name: z.string(),
	state: z.enum(["live", "paused", "closed"]),
	hosts: z.object({ primary: z.string(), aliases: z.array(z.string()) }),
	locales: z.object({ default: localeSchema, available: z.array(localeSchema).min(1) }),
	theme: z.object({
		preset: z.enum(THEME_PRESETS),
		colors: z.object({ brand: z.string(), accent: z.string() }),
		radius: z.enum(RADII),
		typeface: z.enum(TYPEFACES),
		logo: assetSchema.optional(),
	}),
	/** Rendered at apply: 180, 192 and 512 pixels, PNG. */
	icons: z.array(assetSchema),
	copy: z.partialRecord(localeSchema, copySchema),
	/** Absent: as the preset has it. */
	home: homeSchema.optional(),
	mail: z.object({
		...{ senderName: z.string(), from: z.string(), replyTo: z.string() },
		/** Of the operator: where mail is taken in. Absent: answers go to `replyTo`, and no report comes back. */
		domain: z.string().optional(),
	}),
	priceList: z.string().optional(),
	/** Days in which questions to the help desk are answered. Absent: nothing is promised. */
	answerDays: z.number().int().optional(),
	/** Absent from what was published before there was a log of breaches. */
	breachNotice: breachNoticeSchema.optional(),
	records: recordsSchema.optional(),
});
export type Look = z.infer<typeof lookSchema>;

/** A numbered document (statement or terms), without its text: enough for lists and headers. */
export const versionSchema = z.object({
	number: z.number().int().min(0),
	/** ISO 8601, UTC. */
	publishedAt: z.string(),
	effectiveAt: z.string(),
	/** `archived`: an older text, kept word for word (number 0). */
	kind: z.enum(["generated", "archived"]),
	change: z.enum(["first", "editorial", "information", "consent", "archived"]),
	/** sha256 of the tree, per locale, hex. */
	hash: z.partialRecord(localeSchema, z.string()),
});
export type DocumentVersion = z.infer<typeof versionSchema>;

export const publishedBrandSchema = z.object({
	id: brandIdSchema,
	realm: realmIdSchema,
	revision: z.number().int().min(1),
	publishedAt: z.string(),
	look: lookSchema,
	/** Oldest first. In force: the last whose effectiveAt has come. */
	legal: z.array(z.object({ effectiveAt: z.string(), statement: z.number().int(), settings: legalSchema })).min(1),
	statements: z.array(versionSchema),
	terms: z.array(versionSchema),
});
export type PublishedBrand = z.infer<typeof publishedBrandSchema>;
