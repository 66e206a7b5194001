import type { RejectionReason } from "#features/profiles/photos/photo-decision.ts";
import { timeInWords } from "#foundation/i18n/date.ts";
import { hoursInWords } from "#foundation/i18n/duration.ts";
import type { Locale } from "#foundation/i18n/locale.ts";
import type { LetterText } from "#foundation/mail/letter.ts";
import type { MailLink } from "#foundation/mail/schema.ts";

type Link = { link: MailLink; hours: number };

type LetterTexts = {
	photo_rejected: LetterText<{ reason: RejectionReason; at: string; photos: MailLink }>;
	account_suspended: LetterText<{ at: string; rights: MailLink }>;
	staff_invited: LetterText<Link>;
	staff_second_step: LetterText<Link>;
};

const REJECTIONS: Record<Locale, Record<RejectionReason, string>> = {
	nl: {
		no_person: "Er staat geen persoon op die te herkennen is.",
		someone_else: "Er staat iemand anders op dan jij.",
		looks_minor: "Iemand op de foto lijkt jonger dan 18.",
		explicit: "De foto laat meer zien dan op deze site mag.",
		contact_details: "Er staan contactgegevens op, zoals een nummer, een adres of een accountnaam.",
		other: "Iets anders. De moderator schreef erbij wat; dat lees je bij de foto.",
	},
	en: {
		no_person: "It shows no person who can be recognised.",
		someone_else: "It shows someone other than you.",
		looks_minor: "Someone in it looks younger than 18.",
		explicit: "It shows more than this site allows.",
		contact_details: "It shows contact details, such as a number, an address or an account name.",
		other: "Something else. The moderator wrote what; you read it beside the photo.",
	},
};

export const CONSOLE_LETTER_TEXT: Record<Locale, LetterTexts> = {
	nl: {
		photo_rejected: {
			subject: "Een foto van je is afgewezen",
			write: ({ reason, at, photos }, { brand }) => ({
				paragraphs: [
					`Een moderator heeft een foto bekeken die je op ${brand} toevoegde, en afgewezen. Andere leden zien hem niet.`,
				],
				facts: [
					["Reden", REJECTIONS.nl[reason]],
					["Wanneer", timeInWords(at, "nl")],
				],
				links: [{ label: "Je foto's bekijken", link: photos }],
				after: [
					"Klopt dit volgens jou niet? Beantwoord deze mail en schrijf waarom. Je kunt ook een andere foto toevoegen.",
				],
			}),
		},
		account_suspended: {
			subject: "Je account is opgeschort",
			write: ({ at, rights }, { operator }) => ({
				paragraphs: [
					`${operator} heeft je account opgeschort. Je bent overal uitgelogd, je kunt voorlopig niet inloggen en anderen zien je niet.`,
					"Wil je weten waarom, of ben je het er niet mee eens? Antwoord dan op deze mail. Een medewerker kijkt er opnieuw naar.",
				],
				facts: [["Sinds", timeInWords(at, "nl")]],
				links: [{ label: "Je privacyrechten", link: rights }],
				after: ["Je privacyrechten blijven gelden: je kunt je gegevens nog steeds opvragen of laten wissen."],
			}),
		},
		staff_invited: {
			subject: "Je uitnodiging als medewerker",
			write: ({ link, hours }, { operator }) => ({
				paragraphs: [
					`${operator} nodigt je uit om er als medewerker te werken.`,
					`Met de link hieronder maak je je account. Hij werkt één keer en ${hoursInWords(hours, "nl")} lang, alleen voor dit e-mailadres. Houd een authenticator-app bij de hand.`,
					"Voordat je aan het werk kunt, moet een tweede collega akkoord geven.",
				],
				links: [{ label: "Account maken", link }],
				after: ["Verwachtte je dit niet? Gebruik de link dan niet en gooi deze mail weg."],
				because: `Je krijgt deze mail omdat een medewerker van ${operator} je met dit adres heeft uitgenodigd.`,
			}),
		},
		staff_second_step: {
			subject: "Stel je tweede stap opnieuw in",
			write: ({ link, hours }, { operator }) => ({
				paragraphs: [
					"Een beheerder heeft je oude tweede stap weggenomen. Je bent overal uitgelogd.",
					`Met de link hieronder en je wachtwoord stel je een nieuwe in. De link werkt één keer en ${hoursInWords(hours, "nl")} lang. Geef hem aan niemand.`,
				],
				links: [{ label: "Tweede stap instellen", link }],
				after: ["Heb je hier niet om gevraagd? Gebruik de link dan niet en vraag een beheerder wat er aan de hand is."],
				because: `Je krijgt deze mail omdat je medewerker bent van ${operator}.`,
			}),
		},
	},
	en: {
		photo_rejected: {
			subject: "A photo of yours was rejected",
			write: ({ reason, at, photos }, { brand }) => ({
				paragraphs: [
					`A moderator looked at a photo that you added on ${brand}, and rejected it. Other members do not see it.`,
				],
				facts: [
					["Reason", REJECTIONS.en[reason]],
					["When", timeInWords(at, "en")],
				],
				links: [{ label: "See your photos", link: photos }],
				after: ["You think this is not right? Answer this mail and write why. You can also add another photo."],
			}),
		},
		account_suspended: {
			subject: "Your account is suspended",
			write: ({ at, rights }, { operator }) => ({
				paragraphs: [
					`${operator} has suspended your account. You are signed out everywhere, cannot sign in for now, and others do not see you.`,
					"Do you want to know why, or do you disagree? Then answer this mail. A member of staff will look at it again.",
				],
				facts: [["Since", timeInWords(at, "en")]],
				links: [{ label: "Your privacy rights", link: rights }],
				after: ["Your privacy rights remain: you can still ask for your data, or have it erased."],
			}),
		},
		staff_invited: {
			subject: "Your invitation to the staff",
			write: ({ link, hours }, { operator }) => ({
				paragraphs: [
					`${operator} invites you to work there as a member of staff.`,
					`The link below makes your account. It works once, for ${hoursInWords(hours, "en")}, and for this e-mail address alone. Have an authenticator app at hand.`,
					"Before you can begin to work, a second colleague has to agree.",
				],
				links: [{ label: "Make my account", link }],
				after: ["You did not expect this? Then do not use the link, and throw this mail away."],
				because: `You get this mail because a member of staff of ${operator} invited you at this address.`,
			}),
		},
		staff_second_step: {
			subject: "Set up your second step again",
			write: ({ link, hours }, { operator }) => ({
				paragraphs: [
					"An operator took your old second step away. You are signed out everywhere.",
					`The link below, with your password, sets up a new one. It works once, for ${hoursInWords(hours, "en")}. Give it to nobody.`,
				],
				links: [{ label: "Set up second step", link }],
				after: ["You did not ask for this? Then do not use the link, and ask an operator what is going on."],
				because: `You get this mail because you are on the staff of ${operator}.`,
			}),
		},
	},
};
