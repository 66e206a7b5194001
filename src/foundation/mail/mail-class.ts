import type { PurposeId } from "../register/purposes.ts";

/**
 * What kind of mail. `transactional`: an account cannot do without it, so it always comes. All others carry a way to
 * stop them, obey the member's choices, and are limited per week (P16, P35, P36).
 */
export const OPTIONAL_CLASSES = ["service", "suggestions", "newsletter", "notification"] as const;
export type OptionalClass = (typeof OPTIONAL_CLASSES)[number];
export type MailClass = "transactional" | OptionalClass;

/** Of a row. The table's own check admits no other. */
export function mailClassOf(text: string): MailClass {
	const known = ["transactional" as const, ...OPTIONAL_CLASSES].find((one) => one === text);
	if (known === undefined) throw new RangeError("mail: a class that this code does not know");
	return known;
}

export function isOptional(mailClass: MailClass): mailClass is OptionalClass {
	return mailClass !== "transactional";
}

/** Without a choice. Advertising is asked for first (Dutch Telecommunications Act 11.7), what the service says is not. */
export const WANTED_BY_DEFAULT: Record<OptionalClass, boolean> = {
	service: true,
	suggestions: true,
	newsletter: false,
	notification: true,
};

/** What mail of each class serves: members who had that restricted, or objected to it, get none (GDPR Art. 18 and 21). */
export const PURPOSE_OF_MAIL: Record<OptionalClass, PurposeId> = {
	service: "service_information",
	suggestions: "suggestions",
	newsletter: "personalised_offers",
	notification: "service_information",
};

/** Optional mails to one member in seven days, of all classes and brands together; a class may have less. */
export const WEEKLY_LIMIT = { default: 3, least: 1, most: 14 } as const;
