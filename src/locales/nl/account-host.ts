import type * as en from "../en/account-host.ts";

export const accountHost: typeof en.accountHost = {
	rightsOnly:
		"Je bent alleen ingelogd voor je privacyrechten, een uur lang op zijn hoogst. Aan je account verandert niets.",
	nav: {
		label: "Account",
		home: "Je account",
		profile: "Profiel",
		brands: "Je sites",
		notifications: "Mail",
		privacy: "Privacy",
		security: "Beveiliging",
		signOut: "Uitloggen",
		back: (brand) => `Terug naar ${brand}`,
		statement: "Privacyverklaring",
		terms: "Voorwaarden",
		rights: "Je rechten",
	},
	operatedBy: (operator) => `${operator} beheert deze accountpagina's.`,
};
