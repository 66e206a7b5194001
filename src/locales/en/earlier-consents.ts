type ConsentWords = (brand: string, operator: string) => string;

/**
 * Words in which a consent was asked before, the newest first. A yes to them stands for what was given under it, until
 * something is added or changed. They are never edited: the consent ledger knows them by their hash.
 */
export const earlierConsents: Record<"profiles" | "suggestions", readonly ConsentWords[]> = {
	profiles: [
		(brand, operator) =>
			`Yes, ${operator} may keep what I tell about myself here and the photos that I add, and show them to other members of ${brand}, also where that says something about my sex life or orientation. I can withdraw this at any time with one click; it is then erased at once.`,
	],
	suggestions: [],
};
