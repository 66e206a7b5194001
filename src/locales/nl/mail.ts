import type * as en from "../en/mail.ts";

export const mail: typeof en.mail = {
	linkFallback: "Werkt de knop niet? Kopieer dan dit adres naar je browser:",
	sentBy: ({ brand, operator }) =>
		brand === operator ? `${operator} stuurde je deze mail.` : `${operator} stuurde je deze mail namens ${brand}.`,
	neutralBrand: (operator) => `een site van ${operator}`,
	because: ({ brand }) => ({
		transactional:
			"Je krijgt deze mail omdat je account het nodig heeft. Je kunt dit soort mail daarom niet uitzetten.",
		service: `Je krijgt deze mail omdat je lid bent van ${brand}.`,
		suggestions: `Je krijgt deze mail omdat je suggesties van ${brand} aan hebt staan.`,
		newsletter: `Je krijgt deze mail omdat je om nieuws van ${brand} hebt gevraagd.`,
		notification: `Je krijgt deze mail omdat je meldingen van ${brand} aan hebt staan.`,
	}),
	unsubscribe: {
		service: "Geen mail meer over de dienst",
		suggestions: "Geen suggesties meer",
		newsletter: "Geen nieuws meer",
		notification: "Geen meldingen meer",
	},
	preferences: "Kies welke mail je krijgt en hoe vaak",
};
