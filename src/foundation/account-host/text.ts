import type { Locale } from "../i18n/locale.ts";

type Words = typeof nl;

const nl = {
	nav: {
		label: "Account",
		home: "Je account",
		profile: "Profiel",
		brands: "Je sites",
		notifications: "Mail",
		privacy: "Privacy",
		security: "Beveiliging",
		signOut: "Uitloggen",
		back: (brand: string) => `Terug naar ${brand}`,
		statement: "Privacyverklaring",
		terms: "Voorwaarden",
		rights: "Je rechten",
	},
	operatedBy: (operator: string) => `${operator} beheert deze accountpagina's.`,
};

const en: Words = {
	nav: {
		label: "Account",
		home: "Your account",
		profile: "Profile",
		brands: "Your sites",
		notifications: "Mail",
		privacy: "Privacy",
		security: "Security",
		signOut: "Sign out",
		back: (brand) => `Back to ${brand}`,
		statement: "Privacy statement",
		terms: "Terms",
		rights: "Your rights",
	},
	operatedBy: (operator) => `${operator} runs these account pages.`,
};

/** Words of the shell of every page of the account host. */
export const ACCOUNT_HOST_TEXT: Record<Locale, Words> = { nl, en };
