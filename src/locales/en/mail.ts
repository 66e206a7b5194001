import type { Names } from "../letter.ts";

/** What every mail says around its letter. */
export const mail = {
	linkFallback: "The button does not work? Copy this address to your browser:",
	sentBy: ({ brand, operator }: Names) =>
		brand === operator ? `${operator} sent you this mail.` : `${operator} sent you this mail on behalf of ${brand}.`,
	/** What a mail calls the brand whose reader wants it unnamed. */
	neutralBrand: (operator: string) => `a site of ${operator}`,
	because: ({ brand }: Names) => ({
		transactional:
			"You get this mail because your account needs it. That is why this kind of mail cannot be turned off.",
		service: `You get this mail because you are a member of ${brand}.`,
		suggestions: `You get this mail because suggestions of ${brand} are on for you.`,
		newsletter: `You get this mail because you asked for news of ${brand}.`,
		notification: `You get this mail because notifications of ${brand} are on for you.`,
	}),
	unsubscribe: {
		service: "No more mail about the service",
		suggestions: "No more suggestions",
		newsletter: "No more news",
		notification: "No more notifications",
	},
	preferences: "Choose which mail you get, and how often",
};
