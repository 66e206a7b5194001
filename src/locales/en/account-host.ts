/** Words of the shell of every page of the account host. */
export const accountHost = {
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
