/** Words of the shell of every page of the account host. */
export const accountHost = {
	/** On the pages of a session that opens these alone. */
	rightsOnly: "You are signed in for your privacy rights alone, for an hour at most. Your account stays as it is.",
	nav: {
		label: "Account",
		home: "Your account",
		profile: "Profile",
		brands: "Your sites",
		notifications: "Mail",
		privacy: "Privacy",
		security: "Security",
		signOut: "Sign out",
		back: (brand: string) => `Back to ${brand}`,
		statement: "Privacy statement",
		terms: "Terms",
		rights: "Your rights",
	},
	operatedBy: (operator: string) => `${operator} runs these account pages.`,
};
