import type { Art6, Art9, Category } from "#foundation/brand/edition-terms.ts";
import type { Duration } from "#foundation/i18n/duration.ts";
import type { Locale } from "#locales/locales.ts";

/**
 * What a statement says, as plain data that is stored with its version. Ids are strings: a stored version may name
 * what the register no longer has.
 */
export type StatementFacts = {
	values: {
		brandName: string;
		host: string;
		adult: boolean;
		minimumAge: number;
		responseDays: number;
		eraseAfterClosing: Duration;
		paymentMethods: string[];
		rightsContact: string;
		helpContact: string;
		dpo: string;
		authority: string;
		controllerName: string;
		controllerAddress: string;
		controllerPhone: string;
		controllerEmail: string;
		registration: string;
		partner: string;
	};
	features: string[];
	items: { item: string; category: Category; purposes: string[] }[];
	purposes: { purpose: string; category: Category; art6: Art6; art9?: Art9 }[];
	retention: { rule: string; duration: Duration; items: string[] }[];
	recipients: {
		id: string;
		name: string;
		/** In each language, of a group whose company is not named. */
		group?: Partial<Record<Locale, string>>;
		role: string;
		kind: string;
		/** Each country, by a space; none while none is named. */
		country: string;
		/** Each instrument, by a space. */
		transfer: string;
		requiresConsent: boolean;
		items: string[];
	}[];
	cookies: { name: string; necessary: boolean; keptFor: string; setBy: string }[];
	/** Everything else that a sentence names, as one text: a change of it is no mere wording either. */
	details: string;
};

/** One difference, in words, and whether it needs a new consent. */
export type Change = { consent: boolean; words: Record<Locale, string> };
