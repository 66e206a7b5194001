import type { ITEMS, ItemId } from "#foundation/register/items.ts";

/** Of whom a necessary item is asked, or by whom it arises, in the order of the statement. */
export const NECESSARY_GROUPS = ["member", "buyer", "performer", "asker"] as const;
export type NecessaryGroup = (typeof NECESSARY_GROUPS)[number];

type Necessary = {
	[Id in ItemId]: "necessary" extends keyof (typeof ITEMS)[Id]["in"] ? Id : never;
}[ItemId];

/** Every item that may be necessary, so that a new one is placed before it is said (GDPR Art. 13(2)(e)). */
const GROUP_OF: Record<Necessary, NecessaryGroup> = {
	...{ email: "member", user_name: "member", password: "member", gender: "member", adult_answer: "member" },
	...{ membership: "member", language: "member", account_state: "member", sign_in_means: "member" },
	...{ sessions: "member", ip_address: "member", device_type: "member", operating_system: "member" },
	...{ browser: "member", pages_visited: "member", internet_provider: "member", necessary_cookies: "member" },
	...{ mail_sent: "member", mail_choices: "member", reports: "member", block_marks: "member" },
	...{ consents: "member", acceptances: "member", disclosures: "member", staff_access: "member", measures: "member" },
	...{ age_checks: "member", held_items: "member" },
	...{ payment_means: "buyer", payment_reference: "buyer", orders: "buyer", invoices: "buyer" },
	...{ delivery_address: "buyer" },
	...{ identity_document: "performer", performer_identity: "performer", bsn: "performer" },
	...{ performer_earnings: "performer" },
	...{ helpdesk_messages: "asker", rights_requests: "asker", export_copy: "asker" },
};

const GROUPS: Partial<Record<ItemId, NecessaryGroup>> = GROUP_OF;

/** Absent: no item that may be necessary. */
export const necessaryGroup = (item: ItemId): NecessaryGroup | undefined => GROUPS[item];

/** What a person has to give in order to become a member: the fields of the form of joining (P01). */
export const ASKED_ON_JOINING: readonly ItemId[] = ["user_name", "gender", "email", "password", "adult_answer"];
