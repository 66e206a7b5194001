import type { Category } from "../brand/edition-terms.ts";

/** The entries of the three lists that the statements promise (P48, P50, P52), in their order. */
export const LIST_ENTRIES = {
	necessary: ["email", "ip_address", "account_name", "password", "payment_data", "necessary_cookies"],
	voluntary: ["account_information", "photos", "messages", "preferences", "non_necessary_cookies"],
	special: ["sexual_preferences", "photos", "messages", "hobbies"],
} as const satisfies Record<Category, readonly string[]>;
export type ListEntryId = (typeof LIST_ENTRIES)[Category][number];

/** Why an item stands in a category beside the promised list: a law or the service itself adds it. */
export const ITEM_REASONS = [
	"joining",
	"minors",
	"automatic",
	"sign_in",
	"service",
	"contact",
	"accountability",
	"safety",
	"order",
	"fiscal",
	"performer",
	"matching",
	"free_text",
	"membership_reveals",
] as const;
export type ItemReasonId = (typeof ITEM_REASONS)[number];

/** An item's place in one category: on the promised list, or added with its reason. */
export type ItemPlace = { listedAs: ListEntryId } | { reason: ItemReasonId };

export type Item = {
	/** The only categories in which the register may hold this item. */
	in: Partial<Record<Category, ItemPlace>>;
	/** One of the six automatically generated data (P14). */
	automatic?: true;
};

/** P14: these six and no seventh. */
export const AUTOMATIC_ITEMS = [
	"device_type",
	"ip_address",
	"operating_system",
	"browser",
	"pages_visited",
	"internet_provider",
] as const;

const automatic = { in: { necessary: { reason: "automatic" } }, automatic: true } as const;
const account = { listedAs: "account_information" } as const;

/** Every kind of personal data there is, as a reader understands it. Words: `words/text.ts`. */
export const ITEMS = {
	email: { in: { necessary: { listedAs: "email" } } },
	user_name: { in: { necessary: { listedAs: "account_name" } } },
	password: { in: { necessary: { listedAs: "password" } } },
	gender: { in: { necessary: { reason: "joining" } } },
	adult_answer: { in: { necessary: { reason: "minors" } } },
	membership: { in: { necessary: { reason: "service" }, special: { reason: "membership_reveals" } } },
	language: { in: { necessary: { reason: "service" } } },
	account_state: { in: { necessary: { reason: "service" } } },
	sign_in_means: { in: { necessary: { reason: "sign_in" } } },
	sessions: { in: { necessary: { reason: "sign_in" } } },

	ip_address: { in: { necessary: { listedAs: "ip_address" } }, automatic: true },
	device_type: automatic,
	operating_system: automatic,
	browser: automatic,
	pages_visited: automatic,
	internet_provider: automatic,
	necessary_cookies: { in: { necessary: { listedAs: "necessary_cookies" } } },
	non_necessary_cookies: { in: { voluntary: { listedAs: "non_necessary_cookies" } } },

	phone: { in: { voluntary: account } },
	birth_date: { in: { voluntary: account } },
	town: { in: { voluntary: account } },
	display_name: { in: { voluntary: account } },
	about_me: { in: { voluntary: account, special: { reason: "free_text" } } },
	hobbies: { in: { voluntary: account, special: { listedAs: "hobbies" } } },
	photos: { in: { voluntary: { listedAs: "photos" }, special: { listedAs: "photos" } } },
	messages: { in: { voluntary: { listedAs: "messages" }, special: { listedAs: "messages" } } },
	preferences: { in: { voluntary: { listedAs: "preferences" } } },
	saved_and_blocked: { in: { voluntary: { reason: "service" } } },
	sexual_preferences: { in: { special: { listedAs: "sexual_preferences" } } },
	orientation: { in: { special: { reason: "matching" } } },

	performer_content: { in: { voluntary: { reason: "performer" }, special: { reason: "performer" } } },
	identity_document: { in: { necessary: { reason: "performer" } } },
	performer_identity: { in: { necessary: { reason: "performer" } } },
	bsn: { in: { necessary: { reason: "fiscal" } } },
	performer_earnings: { in: { necessary: { reason: "fiscal" } } },

	payment_means: { in: { necessary: { listedAs: "payment_data" } } },
	payment_reference: { in: { necessary: { listedAs: "payment_data" } } },
	orders: { in: { necessary: { reason: "order" } } },
	invoices: { in: { necessary: { reason: "fiscal" } } },
	delivery_address: { in: { necessary: { reason: "order" } } },

	helpdesk_messages: { in: { necessary: { reason: "contact" } } },
	mail_sent: { in: { necessary: { reason: "contact" } } },
	mail_choices: { in: { necessary: { reason: "contact" } } },
	reports: { in: { necessary: { reason: "safety" }, special: { reason: "membership_reveals" } } },
	measures: { in: { necessary: { reason: "safety" }, special: { reason: "membership_reveals" } } },
	age_checks: { in: { necessary: { reason: "safety" }, special: { reason: "membership_reveals" } } },
	block_marks: { in: { necessary: { reason: "safety" } } },

	consents: { in: { necessary: { reason: "accountability" } } },
	acceptances: { in: { necessary: { reason: "accountability" } } },
	rights_requests: { in: { necessary: { reason: "accountability" } } },
	export_copy: { in: { necessary: { reason: "accountability" } } },
	disclosures: { in: { necessary: { reason: "accountability" }, special: { reason: "membership_reveals" } } },
	staff_access: { in: { necessary: { reason: "accountability" }, special: { reason: "membership_reveals" } } },
	held_items: { in: { necessary: { reason: "accountability" }, special: { reason: "membership_reveals" } } },
} as const satisfies Record<string, Item>;

export type ItemId = keyof typeof ITEMS;
export const ITEM_IDS = Object.keys(ITEMS) as ItemId[];

/** The item with its optional parts visible to the type checker. */
export function itemOf(id: ItemId): Item {
	return ITEMS[id];
}

export function isItemId(text: string): text is ItemId {
	return Object.hasOwn(ITEMS, text);
}
