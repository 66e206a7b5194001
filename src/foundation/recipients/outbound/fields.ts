import type { ItemId } from "../../register/items.ts";
import type { PageKind } from "../../register/page-kinds.ts";

/** What an event can tell of a visit. Nothing else of a person can be put into one: no path, no query, no referrer. */
export type EventFields = {
	/** The kind of the page, from the closed list. */
	page: PageKind;
	ipAddress: string;
	deviceType: string;
	operatingSystem: string;
	browser: string;
	/** As the browser calls itself: type, system and browser at once. */
	userAgent: string;
	/** A random number that this browser keeps for this recipient, in a cookie. */
	clientId: string;
};

/** The items of the register that each field tells: it leaves only where the recipient gets all of them. */
export const FIELD_ITEMS = {
	page: ["pages_visited"],
	ipAddress: ["ip_address"],
	deviceType: ["device_type"],
	operatingSystem: ["operating_system"],
	browser: ["browser"],
	userAgent: ["device_type", "operating_system", "browser"],
	clientId: ["non_necessary_cookies"],
} as const satisfies Record<keyof EventFields, readonly ItemId[]>;

const FIELDS = Object.keys(FIELD_ITEMS) as (keyof EventFields)[];

/** Only the fields that somebody who gets these items may have. */
export function allowedFields(
	items: readonly string[],
	fields: Readonly<Partial<EventFields>>,
): Readonly<Partial<EventFields>> {
	const allowed = FIELDS.filter((field) => FIELD_ITEMS[field].every((item) => items.includes(item)));
	return Object.fromEntries(allowed.flatMap((field) => (fields[field] === undefined ? [] : [[field, fields[field]]])));
}

/** The items that these fields told. */
export const itemsTold = (fields: Readonly<Partial<EventFields>>): ItemId[] => [
	...new Set(FIELDS.flatMap((field) => (fields[field] === undefined ? [] : FIELD_ITEMS[field]))),
];
