import { timeInWords } from "#foundation/i18n/date.ts";
import { hoursInWords } from "#foundation/i18n/duration.ts";
import type { Locale } from "#foundation/i18n/locale.ts";
import type { LetterText } from "#foundation/mail/letter.ts";
import type { MailLink } from "#foundation/mail/schema.ts";
import type { SecurityChange, StandingDoor } from "./credentials/schema.ts";
import { standingIn } from "./credentials/text-doors.ts";

type Link = { link: MailLink; hours: number };
type Change = { at: string; security: MailLink };
type Standing = { standing?: StandingDoor[] | undefined };

type LetterTexts = {
	confirm: LetterText<Link>;
	account_exists: LetterText<{ signIn: MailLink; reset: MailLink; add: MailLink }>;
	password_reset: LetterText<Link>;
	password_guesses: LetterText<Link & { at: string; reset: MailLink }>;
	password_changed: LetterText<Standing & { at: string; reset: MailLink }>;
	email_change_new: LetterText<Link>;
	email_change_old: LetterText<Link>;
	sign_in_new_device: LetterText<Change & { device: string }>;
	passkey_added: LetterText<Change & { name?: string | undefined }>;
	security_changed: LetterText<Change & Standing & { what: SecurityChange }>;
};

const CHANGES: Record<Locale, Record<SecurityChange, string>> = {
	nl: {
		passkey_removed: "Er is een passkey van je account verwijderd.",
		authenticator_on: "Inloggen vraagt voortaan ook een code uit je authenticator-app.",
		authenticator_off: "Inloggen vraagt geen code uit je authenticator-app meer.",
		recovery_codes_new: "Er zijn nieuwe herstelcodes gemaakt. De oude werken niet meer.",
		recovery_code_used: "Er is ingelogd met een van je herstelcodes. Die werkt nu niet meer.",
		sessions_ended: "Je account is op alle apparaten uitgelogd, en links uit eerdere mails werken niet meer.",
	},
	en: {
		passkey_removed: "A passkey was removed from your account.",
		authenticator_on: "Signing in now also asks for a code from your authenticator app.",
		authenticator_off: "Signing in no longer asks for a code from your authenticator app.",
		recovery_codes_new: "New recovery codes were made. The old ones no longer work.",
		recovery_code_used: "Someone signed in with one of your recovery codes. It no longer works.",
		sessions_ended: "Your account was signed out on all devices, and links of earlier mails no longer work.",
	},
};

export const ACCOUNT_LETTER_TEXT: Record<Locale, LetterTexts> = {
	nl: {
		confirm: {
			subject: "Bevestig je e-mailadres",
			write: ({ link, hours }, { brand }) => ({
				paragraphs: [
					`Met dit e-mailadres is een account aangevraagd via ${brand}. Bevestig het adres, dan kun je inloggen.`,
				],
				links: [{ label: "E-mailadres bevestigen", link }],
				after: [
					`De link werkt ${hoursInWords(hours, "nl")}.`,
					"Heb je geen account aangevraagd? Dan hoef je niets te doen: zonder bevestiging wordt de aanvraag gewist.",
				],
			}),
		},
		account_exists: {
			subject: "Je hebt al een account",
			write: ({ signIn, reset, add }, { brand, operator }) => ({
				paragraphs: [
					`Iemand wilde via ${brand} een account maken met dit e-mailadres. Dat adres heeft al een account bij ${operator}, dus er is niets nieuws gemaakt.`,
					"Was jij het? Log dan in met het account dat je hebt.",
				],
				links: [
					{ label: "Inloggen", link: signIn },
					{ label: `${brand} aan je account toevoegen`, link: add },
					{ label: "Een nieuw wachtwoord kiezen", link: reset },
				],
				after: [
					"Was jij het niet? Dan hoef je niets te doen. Degene die het probeerde, ziet niet dat dit adres bekend is.",
				],
			}),
		},
		password_reset: {
			subject: "Kies een nieuw wachtwoord",
			write: ({ link, hours }) => ({
				paragraphs: ["Er is gevraagd om een nieuw wachtwoord voor je account. Met deze link kies je er een."],
				links: [{ label: "Nieuw wachtwoord kiezen", link }],
				after: [
					`De link werkt ${hoursInWords(hours, "nl")}, en één keer.`,
					"Heb je dit niet gevraagd? Dan hoef je niets te doen: je wachtwoord blijft zoals het is.",
				],
			}),
		},
		password_guesses: {
			subject: "Iemand probeert in te loggen",
			write: ({ at, link, hours, reset }) => ({
				paragraphs: [
					"Er is heel vaak achter elkaar een verkeerd wachtwoord ingevuld voor je account. Op een nieuw apparaat of in een nieuwe browser inloggen kan daarom voorlopig alleen nog met de link hieronder. Waar je al eens was ingelogd, werkt alles gewoon.",
					"Was jij het zelf? Open de link dan in de browser waarin je wilt inloggen, en log daarna in met je wachtwoord.",
				],
				facts: [["Gemerkt op", timeInWords(at, "nl")]],
				links: [
					{ label: "Deze browser toelaten", link },
					{ label: "Een nieuw wachtwoord kiezen", link: reset },
				],
				after: [
					`De link werkt ${hoursInWords(hours, "nl")}. Wie alleen de link heeft en je wachtwoord niet, komt er niet in.`,
					"Was jij het niet? Dan hoef je niets te doen. Gebruik je je wachtwoord ook ergens anders, kies dan wel een nieuw.",
				],
			}),
		},
		password_changed: {
			subject: "Je wachtwoord is gewijzigd",
			write: ({ at, reset, standing }) => ({
				paragraphs: [
					"Het wachtwoord van je account is gewijzigd. Op je andere apparaten ben je uitgelogd, en links uit eerdere mails werken niet meer.",
					...standingIn("nl", standing).lead,
				],
				entries: standingIn("nl", standing).entries,
				facts: [["Wanneer", timeInWords(at, "nl")]],
				links: [{ label: "Dit was ik niet", link: reset }],
				after: ["Was je het zelf? Dan hoef je niets te doen."],
			}),
		},
		email_change_new: {
			subject: "Bevestig je nieuwe e-mailadres",
			write: ({ link, hours }) => ({
				paragraphs: ["Dit adres is opgegeven als nieuw e-mailadres van een account. Bevestig dat het van jou is."],
				links: [{ label: "Nieuw adres bevestigen", link }],
				after: [
					`De link werkt ${hoursInWords(hours, "nl")}. Ook op het oude adres moet de wijziging worden bevestigd.`,
					"Zegt dit je niets? Dan hoef je niets te doen.",
				],
			}),
		},
		email_change_old: {
			subject: "Verzoek om je e-mailadres te wijzigen",
			write: ({ link, hours }) => ({
				paragraphs: [
					"Er is gevraagd om het e-mailadres van je account te wijzigen. Ben jij dat, bevestig het dan hier. Ook op het nieuwe adres moet worden bevestigd.",
				],
				links: [{ label: "Wijziging bevestigen", link }],
				after: [
					`De link werkt ${hoursInWords(hours, "nl")}.`,
					"Heb je dit niet gevraagd? Bevestig dan niet, en kies een nieuw wachtwoord: iemand anders was ingelogd.",
				],
			}),
		},
		sign_in_new_device: {
			subject: "Ingelogd op een nieuw apparaat",
			write: ({ at, device, security }) => ({
				paragraphs: ["Er is ingelogd op je account, vanaf een apparaat dat we nog niet kenden."],
				facts: [
					["Wanneer", timeInWords(at, "nl")],
					["Waarmee", device],
				],
				links: [{ label: "Apparaten bekijken", link: security }],
				after: [
					"Was jij het? Dan hoef je niets te doen. Zo niet, log het apparaat dan uit en kies een nieuw wachtwoord.",
				],
			}),
		},
		passkey_added: {
			subject: "Er is een passkey toegevoegd",
			write: ({ at, name, security }) => ({
				paragraphs: ["Aan je account is een passkey toegevoegd. Wie die heeft, kan ermee inloggen."],
				facts: [
					...(name === undefined ? [] : [["Naam", name] as [string, string]]),
					["Wanneer", timeInWords(at, "nl")],
				],
				links: [{ label: "Passkeys bekijken", link: security }],
				after: ["Was jij het niet? Verwijder de passkey dan en kies een nieuw wachtwoord."],
			}),
		},
		security_changed: {
			subject: "De beveiliging van je account is gewijzigd",
			write: ({ what, at, security, standing }) => ({
				paragraphs: [CHANGES.nl[what], ...standingIn("nl", standing).lead],
				entries: standingIn("nl", standing).entries,
				facts: [["Wanneer", timeInWords(at, "nl")]],
				links: [{ label: "Beveiliging bekijken", link: security }],
				after: ["Was jij het? Dan hoef je niets te doen. Zo niet, kies dan een nieuw wachtwoord en log overal uit."],
			}),
		},
	},
	en: {
		confirm: {
			subject: "Confirm your e-mail address",
			write: ({ link, hours }, { brand }) => ({
				paragraphs: [
					`An account was requested through ${brand} with this e-mail address. Confirm it, and you can sign in.`,
				],
				links: [{ label: "Confirm e-mail address", link }],
				after: [
					`The link works for ${hoursInWords(hours, "en")}.`,
					"You did not request an account? Then there is nothing to do: unconfirmed, the request is erased.",
				],
			}),
		},
		account_exists: {
			subject: "You already have an account",
			write: ({ signIn, reset, add }, { brand, operator }) => ({
				paragraphs: [
					`Someone wanted to make an account through ${brand} with this e-mail address. It already has an account with ${operator}, so nothing new was made.`,
					"Was it you? Then sign in with the account that you have.",
				],
				links: [
					{ label: "Sign in", link: signIn },
					{ label: `Add ${brand} to your account`, link: add },
					{ label: "Choose a new password", link: reset },
				],
				after: ["Was it not you? Then there is nothing to do. Whoever tried does not see that this address is known."],
			}),
		},
		password_reset: {
			subject: "Choose a new password",
			write: ({ link, hours }) => ({
				paragraphs: ["A new password was requested for your account. With this link you choose one."],
				links: [{ label: "Choose a new password", link }],
				after: [
					`The link works for ${hoursInWords(hours, "en")}, and once.`,
					"You did not request this? Then there is nothing to do: your password stays as it is.",
				],
			}),
		},
		password_guesses: {
			subject: "Someone is trying to sign in",
			write: ({ at, link, hours, reset }) => ({
				paragraphs: [
					"A wrong password was entered for your account many times in a row. For now, signing in on a new device or in a new browser takes the link below. Where you have signed in before, everything works as usual.",
					"Was it you? Then open the link in the browser that you want to sign in with, and sign in there with your password.",
				],
				facts: [["Noticed", timeInWords(at, "en")]],
				links: [
					{ label: "Allow this browser", link },
					{ label: "Choose a new password", link: reset },
				],
				after: [
					`The link works for ${hoursInWords(hours, "en")}. With the link alone, without your password, nobody gets in.`,
					"Was it not you? Then there is nothing to do. If you use your password anywhere else too, do choose a new one.",
				],
			}),
		},
		password_changed: {
			subject: "Your password was changed",
			write: ({ at, reset, standing }) => ({
				paragraphs: [
					"The password of your account was changed. On your other devices you are signed out, and links of earlier mails no longer work.",
					...standingIn("en", standing).lead,
				],
				entries: standingIn("en", standing).entries,
				facts: [["When", timeInWords(at, "en")]],
				links: [{ label: "This was not me", link: reset }],
				after: ["Was it you? Then there is nothing to do."],
			}),
		},
		email_change_new: {
			subject: "Confirm your new e-mail address",
			write: ({ link, hours }) => ({
				paragraphs: ["This address was given as the new e-mail address of an account. Confirm that it is yours."],
				links: [{ label: "Confirm new address", link }],
				after: [
					`The link works for ${hoursInWords(hours, "en")}. The change must be confirmed at the old address too.`,
					"This means nothing to you? Then there is nothing to do.",
				],
			}),
		},
		email_change_old: {
			subject: "Request to change your e-mail address",
			write: ({ link, hours }) => ({
				paragraphs: [
					"A change of the e-mail address of your account was requested. If it was you, confirm it here. It must be confirmed at the new address too.",
				],
				links: [{ label: "Confirm change", link }],
				after: [
					`The link works for ${hoursInWords(hours, "en")}.`,
					"You did not request this? Do not confirm, and choose a new password: someone else was signed in.",
				],
			}),
		},
		sign_in_new_device: {
			subject: "Signed in on a new device",
			write: ({ at, device, security }) => ({
				paragraphs: ["Someone signed in to your account, from a device that we did not know."],
				facts: [
					["When", timeInWords(at, "en")],
					["With", device],
				],
				links: [{ label: "See devices", link: security }],
				after: ["Was it you? Then there is nothing to do. If not, sign the device out and choose a new password."],
			}),
		},
		passkey_added: {
			subject: "A passkey was added",
			write: ({ at, name, security }) => ({
				paragraphs: ["A passkey was added to your account. Whoever has it can sign in with it."],
				facts: [...(name === undefined ? [] : [["Name", name] as [string, string]]), ["When", timeInWords(at, "en")]],
				links: [{ label: "See passkeys", link: security }],
				after: ["Was it not you? Then remove the passkey and choose a new password."],
			}),
		},
		security_changed: {
			subject: "The security of your account was changed",
			write: ({ what, at, security, standing }) => ({
				paragraphs: [CHANGES.en[what], ...standingIn("en", standing).lead],
				entries: standingIn("en", standing).entries,
				facts: [["When", timeInWords(at, "en")]],
				links: [{ label: "See security", link: security }],
				after: ["Was it you? Then there is nothing to do. If not, choose a new password and sign out everywhere."],
			}),
		},
	},
};
