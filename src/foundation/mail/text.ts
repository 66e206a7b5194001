import type { Locale } from "../i18n/locale.ts";
import type { LetterText, Names } from "./letter.ts";
import type { OptionalClass } from "./mail-class.ts";
import type { DigestEntry } from "./schema.ts";

/** What every mail says around its letter. */
type MailText = {
	linkFallback: string;
	sentBy: (names: Names) => string;
	because: (names: Names) => Record<"transactional" | OptionalClass, string>;
	unsubscribe: Record<OptionalClass, string>;
	preferences: string;
};

export const DIGEST_TEXT: Record<Locale, LetterText<{ entries: DigestEntry[]; more: number }>> = {
	nl: {
		subject: "Je weekoverzicht",
		write: ({ entries, more }, { brand }) => ({
			paragraphs: [`Deze berichten van ${brand} pasten niet binnen het aantal mails dat je per week wilt krijgen.`],
			entries,
			...(more > 0 ? { after: [more === 1 ? "En nog één ander bericht." : `En nog ${more} andere berichten.`] } : {}),
		}),
	},
	en: {
		subject: "Your weekly summary",
		write: ({ entries, more }, { brand }) => ({
			paragraphs: [`These messages of ${brand} did not fit in the number of mails that you want in a week.`],
			entries,
			...(more > 0 ? { after: [more === 1 ? "And one other message." : `And ${more} other messages.`] } : {}),
		}),
	},
};

export const MAIL_TEXT: Record<Locale, MailText> = {
	nl: {
		linkFallback: "Werkt de knop niet? Kopieer dan dit adres naar je browser:",
		sentBy: ({ brand, operator }) =>
			brand === operator ? `${operator} stuurde je deze mail.` : `${operator} stuurde je deze mail namens ${brand}.`,
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
	},
	en: {
		linkFallback: "The button does not work? Copy this address to your browser:",
		sentBy: ({ brand, operator }) =>
			brand === operator ? `${operator} sent you this mail.` : `${operator} sent you this mail on behalf of ${brand}.`,
		because: ({ brand }) => ({
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
	},
};
