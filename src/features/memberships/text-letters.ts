import type { StandingDoor } from "#features/accounts/credentials/schema.ts";
import { standingIn } from "#features/accounts/credentials/text-doors.ts";
import { dayInWords } from "#foundation/i18n/date.ts";
import type { Locale } from "#foundation/i18n/locale.ts";
import type { LetterText } from "#foundation/mail/letter.ts";
import type { MailLink } from "#foundation/mail/schema.ts";

type LetterTexts = {
	statement_change: LetterText<{
		change: "editorial" | "information" | "consent";
		from: string;
		difference: MailLink;
	}>;
	account_closed: LetterText<{ purge: string; reopen: MailLink; standing?: StandingDoor[] | undefined }>;
};

export const MEMBERSHIP_LETTER_TEXT: Record<Locale, LetterTexts> = {
	nl: {
		statement_change: {
			subject: "De privacyverklaring verandert",
			write: ({ change, from, difference }, { brand }) => ({
				paragraphs: [
					{
						editorial: `De privacyverklaring van ${brand} is anders geschreven. Wat we met je gegevens doen, blijft gelijk.`,
						information: `De privacyverklaring van ${brand} verandert. Lees wat er anders wordt voordat het ingaat.`,
						consent: `De privacyverklaring van ${brand} verandert, en voor een onderdeel vragen we je toestemming. Zonder je ja gebeurt dat onderdeel niet.`,
					}[change],
				],
				facts: [["Vanaf", dayInWords(from, "nl")]],
				links: [{ label: "Bekijk wat er verandert", link: difference }],
			}),
		},
		account_closed: {
			subject: "Je account is gesloten",
			write: ({ purge, reopen, standing }) => ({
				paragraphs: [
					"Je account is gesloten. Je bent overal uitgelogd, en niemand ziet je nog.",
					"Tot de dag hieronder kun je het weer openen. Daarna worden je gegevens gewist, behalve wat de wet ons laat bewaren.",
					...standingIn("nl", standing).lead,
				],
				entries: standingIn("nl", standing).entries,
				facts: [["Gewist op", dayInWords(purge, "nl")]],
				links: [{ label: "Account weer openen", link: reopen }],
				after: ["Heb je het account niet zelf gesloten? Open het dan en kies een nieuw wachtwoord."],
			}),
		},
	},
	en: {
		statement_change: {
			subject: "The privacy statement is changing",
			write: ({ change, from, difference }, { brand }) => ({
				paragraphs: [
					{
						editorial: `The privacy statement of ${brand} was written differently. What we do with your data stays the same.`,
						information: `The privacy statement of ${brand} is changing. Read what will be different before it takes effect.`,
						consent: `The privacy statement of ${brand} is changing, and for one part we ask your consent. Without your yes, that part does not happen.`,
					}[change],
				],
				facts: [["From", dayInWords(from, "en")]],
				links: [{ label: "See what changes", link: difference }],
			}),
		},
		account_closed: {
			subject: "Your account is closed",
			write: ({ purge, reopen, standing }) => ({
				paragraphs: [
					"Your account is closed. You are signed out everywhere, and nobody sees you any more.",
					"Until the day below you can open it again. After that your data is erased, but for what the law makes us keep.",
					...standingIn("en", standing).lead,
				],
				entries: standingIn("en", standing).entries,
				facts: [["Erased on", dayInWords(purge, "en")]],
				links: [{ label: "Open account again", link: reopen }],
				after: ["You did not close it yourself? Open it, and choose a new password."],
			}),
		},
	},
};
