import { type Locale, words } from "#locales/locales.ts";

/** The roles of staff, by which members read who opened what of them. */
export const STAFF_ROLES = ["support", "moderator", "privacy_officer", "operator", "brand_author"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export function staffRole(text: string | undefined): StaffRole | undefined {
	return STAFF_ROLES.find((role) => role === text);
}

/** A role as its holder is called; what is no role any more as it was written. */
export function roleWords(role: string, locale: Locale): string {
	const known = staffRole(role);
	return known ? words(locale).console.roles[known] : role;
}
