import { dayInWords, timeInWords } from "../i18n/date.ts";
import type { Locale } from "../i18n/locale.ts";
import type { OptionalClass } from "./mail-class.ts";
import type { MailLink, MailVariables, StandingDoor, TemplateName } from "./schema.ts";

/** A letter in words. The first link is the button; the subject is the same for everybody, and discreet. */
export type LetterWords = {
	subject: string;
	paragraphs: string[];
	facts?: [term: string, value: string][];
	links?: { label: string; link: MailLink }[];
	/** Below the links, smaller. */
	after?: string[];
	entries?: { title: string; link?: MailLink | undefined }[];
	/** Why the reader gets it, where the class of the mail does not say so: staff are no members. */
	because?: string;
};

type Names = { brand: string; operator: string };
type Letters = { [Name in TemplateName]: (variables: MailVariables[Name], names: Names) => LetterWords };

type MailText = {
	subjects: Record<TemplateName, string>;
	letters: Letters;
	linkFallback: string;
	sentBy: (names: Names) => string;
	because: (names: Names) => Record<"transactional" | OptionalClass, string>;
	unsubscribe: Record<OptionalClass, string>;
	preferences: string;
	/** What a class is called on pages. */
	classes: Record<OptionalClass, { name: string; what: string }>;
	unsubscribePage: {
		title: string;
		ask: (kind: string, brand: string) => string;
		button: string;
		always: string;
		doneTitle: string;
		done: (kind: string, brand: string) => string;
		undo: string;
		undoneTitle: string;
		undone: (kind: string, brand: string) => string;
		badTitle: string;
		bad: (help: string) => string;
	};
	preferencesForm: {
		brandLegend: (brand: string) => string;
		limitLegend: string;
		limitLead: string;
		limit: (kind: string) => string;
		perWeek: (count: number) => string;
		stopLegend: string;
		stop: string;
		stopHint: string;
		always: string;
		save: string;
		saved: string;
		invalid: string;
	};
};

type StandingWords = {
	/** In front of the list. */
	lead: string;
	nothing: string;
	door: (door: Pick<StandingDoor, "kind" | "name" | "left">) => string;
};

/** What else opens an account: said in mails and on pages alike. */
export const STANDING_TEXT: Record<Locale, StandingWords> = {
	nl: {
		lead: "Dit opent je account ook nog. Ken je iets niet, haal het dan weg:",
		nothing: "Behalve je wachtwoord en je mailbox is er niets dat je account opent.",
		door: ({ kind, name, left }) =>
			({
				passkey: `Passkey “${name}”`,
				authenticator: "Je authenticator-app, na het wachtwoord",
				recovery_codes: `Herstelcodes in plaats van de app: nog ${left}`,
			})[kind],
	},
	en: {
		lead: "This opens your account too. If you do not know one of these, remove it:",
		nothing: "Apart from your password and your mailbox, nothing opens your account.",
		door: ({ kind, name, left }) =>
			({
				passkey: `Passkey “${name}”`,
				authenticator: "Your authenticator app, after the password",
				recovery_codes: `Recovery codes instead of the app: ${left} left`,
			})[kind],
	},
};

/** The list in a mail, and the sentence that leads to it. */
function standingIn(locale: Locale, standing: readonly StandingDoor[] | undefined) {
	const text = STANDING_TEXT[locale];
	if (standing === undefined) return { lead: [], entries: [] };
	return {
		lead: [standing.length > 0 ? text.lead : text.nothing],
		entries: standing.map((door) => ({ title: text.door(door), link: door.link })),
	};
}

const hoursInWords: Record<Locale, (hours: number) => string> = {
	nl: (hours) => (hours === 1 ? "één uur" : `${hours} uur`),
	en: (hours) => (hours === 1 ? "one hour" : `${hours} hours`),
};

const SUBJECTS: Record<Locale, Record<TemplateName, string>> = {
	nl: {
		confirm: "Bevestig je e-mailadres",
		account_exists: "Je hebt al een account",
		password_reset: "Kies een nieuw wachtwoord",
		password_guesses: "Iemand probeert in te loggen",
		password_changed: "Je wachtwoord is gewijzigd",
		email_change_new: "Bevestig je nieuwe e-mailadres",
		email_change_old: "Verzoek om je e-mailadres te wijzigen",
		sign_in_new_device: "Ingelogd op een nieuw apparaat",
		passkey_added: "Er is een passkey toegevoegd",
		security_changed: "De beveiliging van je account is gewijzigd",
		statement_change: "De privacyverklaring verandert",
		photo_rejected: "Een foto van je is afgewezen",
		account_closed: "Je account is gesloten",
		account_suspended: "Je account is opgeschort",
		staff_invited: "Je uitnodiging als medewerker",
		staff_second_step: "Stel je tweede stap opnieuw in",
		digest: "Je weekoverzicht",
	},
	en: {
		confirm: "Confirm your e-mail address",
		account_exists: "You already have an account",
		password_reset: "Choose a new password",
		password_guesses: "Someone is trying to sign in",
		password_changed: "Your password was changed",
		email_change_new: "Confirm your new e-mail address",
		email_change_old: "Request to change your e-mail address",
		sign_in_new_device: "Signed in on a new device",
		passkey_added: "A passkey was added",
		security_changed: "The security of your account was changed",
		statement_change: "The privacy statement is changing",
		photo_rejected: "A photo of yours was rejected",
		account_closed: "Your account is closed",
		account_suspended: "Your account is suspended",
		staff_invited: "Your invitation to the staff",
		staff_second_step: "Set up your second step again",
		digest: "Your weekly summary",
	},
};

const REJECTIONS: Record<Locale, Record<MailVariables["photo_rejected"]["reason"], string>> = {
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

const CHANGES: Record<Locale, Record<MailVariables["security_changed"]["what"], string>> = {
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

const DUTCH: Letters = {
	confirm: ({ link, hours }, { brand }) => ({
		subject: SUBJECTS.nl.confirm,
		paragraphs: [
			`Met dit e-mailadres is een account aangevraagd via ${brand}. Bevestig het adres, dan kun je inloggen.`,
		],
		links: [{ label: "E-mailadres bevestigen", link }],
		after: [
			`De link werkt ${hoursInWords.nl(hours)}.`,
			"Heb je geen account aangevraagd? Dan hoef je niets te doen: zonder bevestiging wordt de aanvraag gewist.",
		],
	}),
	account_exists: ({ signIn, reset, add }, { brand, operator }) => ({
		subject: SUBJECTS.nl.account_exists,
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
	password_reset: ({ link, hours }) => ({
		subject: SUBJECTS.nl.password_reset,
		paragraphs: ["Er is gevraagd om een nieuw wachtwoord voor je account. Met deze link kies je er een."],
		links: [{ label: "Nieuw wachtwoord kiezen", link }],
		after: [
			`De link werkt ${hoursInWords.nl(hours)}, en één keer.`,
			"Heb je dit niet gevraagd? Dan hoef je niets te doen: je wachtwoord blijft zoals het is.",
		],
	}),
	password_guesses: ({ at, link, hours, reset }) => ({
		subject: SUBJECTS.nl.password_guesses,
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
			`De link werkt ${hoursInWords.nl(hours)}. Wie alleen de link heeft en je wachtwoord niet, komt er niet in.`,
			"Was jij het niet? Dan hoef je niets te doen. Gebruik je je wachtwoord ook ergens anders, kies dan wel een nieuw.",
		],
	}),
	password_changed: ({ at, reset, standing }) => ({
		subject: SUBJECTS.nl.password_changed,
		paragraphs: [
			"Het wachtwoord van je account is gewijzigd. Op je andere apparaten ben je uitgelogd, en links uit eerdere mails werken niet meer.",
			...standingIn("nl", standing).lead,
		],
		entries: standingIn("nl", standing).entries,
		facts: [["Wanneer", timeInWords(at, "nl")]],
		links: [{ label: "Dit was ik niet", link: reset }],
		after: ["Was je het zelf? Dan hoef je niets te doen."],
	}),
	email_change_new: ({ link, hours }) => ({
		subject: SUBJECTS.nl.email_change_new,
		paragraphs: ["Dit adres is opgegeven als nieuw e-mailadres van een account. Bevestig dat het van jou is."],
		links: [{ label: "Nieuw adres bevestigen", link }],
		after: [
			`De link werkt ${hoursInWords.nl(hours)}. Ook op het oude adres moet de wijziging worden bevestigd.`,
			"Zegt dit je niets? Dan hoef je niets te doen.",
		],
	}),
	email_change_old: ({ link, hours }) => ({
		subject: SUBJECTS.nl.email_change_old,
		paragraphs: [
			"Er is gevraagd om het e-mailadres van je account te wijzigen. Ben jij dat, bevestig het dan hier. Ook op het nieuwe adres moet worden bevestigd.",
		],
		links: [{ label: "Wijziging bevestigen", link }],
		after: [
			`De link werkt ${hoursInWords.nl(hours)}.`,
			"Heb je dit niet gevraagd? Bevestig dan niet, en kies een nieuw wachtwoord: iemand anders was ingelogd.",
		],
	}),
	sign_in_new_device: ({ at, device, security }) => ({
		subject: SUBJECTS.nl.sign_in_new_device,
		paragraphs: ["Er is ingelogd op je account, vanaf een apparaat dat we nog niet kenden."],
		facts: [
			["Wanneer", timeInWords(at, "nl")],
			["Waarmee", device],
		],
		links: [{ label: "Apparaten bekijken", link: security }],
		after: ["Was jij het? Dan hoef je niets te doen. Zo niet, log het apparaat dan uit en kies een nieuw wachtwoord."],
	}),
	security_changed: ({ what, at, security, standing }) => ({
		subject: SUBJECTS.nl.security_changed,
		paragraphs: [CHANGES.nl[what], ...standingIn("nl", standing).lead],
		entries: standingIn("nl", standing).entries,
		facts: [["Wanneer", timeInWords(at, "nl")]],
		links: [{ label: "Beveiliging bekijken", link: security }],
		after: ["Was jij het? Dan hoef je niets te doen. Zo niet, kies dan een nieuw wachtwoord en log overal uit."],
	}),
	passkey_added: ({ at, name, security }) => ({
		subject: SUBJECTS.nl.passkey_added,
		paragraphs: ["Aan je account is een passkey toegevoegd. Wie die heeft, kan ermee inloggen."],
		facts: [...(name === undefined ? [] : [["Naam", name] as [string, string]]), ["Wanneer", timeInWords(at, "nl")]],
		links: [{ label: "Passkeys bekijken", link: security }],
		after: ["Was jij het niet? Verwijder de passkey dan en kies een nieuw wachtwoord."],
	}),
	statement_change: ({ change, from, difference }, { brand }) => ({
		subject: SUBJECTS.nl.statement_change,
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
	photo_rejected: ({ reason, at, photos }, { brand }) => ({
		subject: SUBJECTS.nl.photo_rejected,
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
	account_closed: ({ purge, reopen, standing }) => ({
		subject: SUBJECTS.nl.account_closed,
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
	account_suspended: ({ at, rights }, { operator }) => ({
		subject: SUBJECTS.nl.account_suspended,
		paragraphs: [
			`${operator} heeft je account opgeschort. Je bent overal uitgelogd, je kunt voorlopig niet inloggen en anderen zien je niet.`,
			"Wil je weten waarom, of ben je het er niet mee eens? Antwoord dan op deze mail. Een medewerker kijkt er opnieuw naar.",
		],
		facts: [["Sinds", timeInWords(at, "nl")]],
		links: [{ label: "Je privacyrechten", link: rights }],
		after: ["Je privacyrechten blijven gelden: je kunt je gegevens nog steeds opvragen of laten wissen."],
	}),
	staff_invited: ({ link, hours }, { operator }) => ({
		subject: SUBJECTS.nl.staff_invited,
		paragraphs: [
			`${operator} nodigt je uit om er als medewerker te werken.`,
			`Met de link hieronder maak je je account. Hij werkt één keer en ${hoursInWords.nl(hours)} lang, alleen voor dit e-mailadres. Houd een authenticator-app bij de hand.`,
			"Voordat je aan het werk kunt, moet een tweede collega akkoord geven.",
		],
		links: [{ label: "Account maken", link }],
		after: ["Verwachtte je dit niet? Gebruik de link dan niet en gooi deze mail weg."],
		because: `Je krijgt deze mail omdat een medewerker van ${operator} je met dit adres heeft uitgenodigd.`,
	}),
	staff_second_step: ({ link, hours }, { operator }) => ({
		subject: SUBJECTS.nl.staff_second_step,
		paragraphs: [
			"Een beheerder heeft je oude tweede stap weggenomen. Je bent overal uitgelogd.",
			`Met de link hieronder en je wachtwoord stel je een nieuwe in. De link werkt één keer en ${hoursInWords.nl(hours)} lang. Geef hem aan niemand.`,
		],
		links: [{ label: "Tweede stap instellen", link }],
		after: ["Heb je hier niet om gevraagd? Gebruik de link dan niet en vraag een beheerder wat er aan de hand is."],
		because: `Je krijgt deze mail omdat je medewerker bent van ${operator}.`,
	}),
	digest: ({ entries, more }, { brand }) => ({
		subject: SUBJECTS.nl.digest,
		paragraphs: [`Deze berichten van ${brand} pasten niet binnen het aantal mails dat je per week wilt krijgen.`],
		entries,
		...(more > 0 ? { after: [more === 1 ? "En nog één ander bericht." : `En nog ${more} andere berichten.`] } : {}),
	}),
};

const ENGLISH: Letters = {
	confirm: ({ link, hours }, { brand }) => ({
		subject: SUBJECTS.en.confirm,
		paragraphs: [
			`An account was requested through ${brand} with this e-mail address. Confirm it, and you can sign in.`,
		],
		links: [{ label: "Confirm e-mail address", link }],
		after: [
			`The link works for ${hoursInWords.en(hours)}.`,
			"You did not request an account? Then there is nothing to do: unconfirmed, the request is erased.",
		],
	}),
	account_exists: ({ signIn, reset, add }, { brand, operator }) => ({
		subject: SUBJECTS.en.account_exists,
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
	password_reset: ({ link, hours }) => ({
		subject: SUBJECTS.en.password_reset,
		paragraphs: ["A new password was requested for your account. With this link you choose one."],
		links: [{ label: "Choose a new password", link }],
		after: [
			`The link works for ${hoursInWords.en(hours)}, and once.`,
			"You did not request this? Then there is nothing to do: your password stays as it is.",
		],
	}),
	password_guesses: ({ at, link, hours, reset }) => ({
		subject: SUBJECTS.en.password_guesses,
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
			`The link works for ${hoursInWords.en(hours)}. With the link alone, without your password, nobody gets in.`,
			"Was it not you? Then there is nothing to do. If you use your password anywhere else too, do choose a new one.",
		],
	}),
	password_changed: ({ at, reset, standing }) => ({
		subject: SUBJECTS.en.password_changed,
		paragraphs: [
			"The password of your account was changed. On your other devices you are signed out, and links of earlier mails no longer work.",
			...standingIn("en", standing).lead,
		],
		entries: standingIn("en", standing).entries,
		facts: [["When", timeInWords(at, "en")]],
		links: [{ label: "This was not me", link: reset }],
		after: ["Was it you? Then there is nothing to do."],
	}),
	email_change_new: ({ link, hours }) => ({
		subject: SUBJECTS.en.email_change_new,
		paragraphs: ["This address was given as the new e-mail address of an account. Confirm that it is yours."],
		links: [{ label: "Confirm new address", link }],
		after: [
			`The link works for ${hoursInWords.en(hours)}. The change must be confirmed at the old address too.`,
			"This means nothing to you? Then there is nothing to do.",
		],
	}),
	email_change_old: ({ link, hours }) => ({
		subject: SUBJECTS.en.email_change_old,
		paragraphs: [
			"A change of the e-mail address of your account was requested. If it was you, confirm it here. It must be confirmed at the new address too.",
		],
		links: [{ label: "Confirm change", link }],
		after: [
			`The link works for ${hoursInWords.en(hours)}.`,
			"You did not request this? Do not confirm, and choose a new password: someone else was signed in.",
		],
	}),
	sign_in_new_device: ({ at, device, security }) => ({
		subject: SUBJECTS.en.sign_in_new_device,
		paragraphs: ["Someone signed in to your account, from a device that we did not know."],
		facts: [
			["When", timeInWords(at, "en")],
			["With", device],
		],
		links: [{ label: "See devices", link: security }],
		after: ["Was it you? Then there is nothing to do. If not, sign the device out and choose a new password."],
	}),
	security_changed: ({ what, at, security, standing }) => ({
		subject: SUBJECTS.en.security_changed,
		paragraphs: [CHANGES.en[what], ...standingIn("en", standing).lead],
		entries: standingIn("en", standing).entries,
		facts: [["When", timeInWords(at, "en")]],
		links: [{ label: "See security", link: security }],
		after: ["Was it you? Then there is nothing to do. If not, choose a new password and sign out everywhere."],
	}),
	passkey_added: ({ at, name, security }) => ({
		subject: SUBJECTS.en.passkey_added,
		paragraphs: ["A passkey was added to your account. Whoever has it can sign in with it."],
		facts: [...(name === undefined ? [] : [["Name", name] as [string, string]]), ["When", timeInWords(at, "en")]],
		links: [{ label: "See passkeys", link: security }],
		after: ["Was it not you? Then remove the passkey and choose a new password."],
	}),
	statement_change: ({ change, from, difference }, { brand }) => ({
		subject: SUBJECTS.en.statement_change,
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
	photo_rejected: ({ reason, at, photos }, { brand }) => ({
		subject: SUBJECTS.en.photo_rejected,
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
	account_closed: ({ purge, reopen, standing }) => ({
		subject: SUBJECTS.en.account_closed,
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
	account_suspended: ({ at, rights }, { operator }) => ({
		subject: SUBJECTS.en.account_suspended,
		paragraphs: [
			`${operator} has suspended your account. You are signed out everywhere, cannot sign in for now, and others do not see you.`,
			"Do you want to know why, or do you disagree? Then answer this mail. A member of staff will look at it again.",
		],
		facts: [["Since", timeInWords(at, "en")]],
		links: [{ label: "Your privacy rights", link: rights }],
		after: ["Your privacy rights remain: you can still ask for your data, or have it erased."],
	}),
	staff_invited: ({ link, hours }, { operator }) => ({
		subject: SUBJECTS.en.staff_invited,
		paragraphs: [
			`${operator} invites you to work there as a member of staff.`,
			`The link below makes your account. It works once, for ${hoursInWords.en(hours)}, and for this e-mail address alone. Have an authenticator app at hand.`,
			"Before you can begin to work, a second colleague has to agree.",
		],
		links: [{ label: "Make my account", link }],
		after: ["You did not expect this? Then do not use the link, and throw this mail away."],
		because: `You get this mail because a member of staff of ${operator} invited you at this address.`,
	}),
	staff_second_step: ({ link, hours }, { operator }) => ({
		subject: SUBJECTS.en.staff_second_step,
		paragraphs: [
			"An operator took your old second step away. You are signed out everywhere.",
			`The link below, with your password, sets up a new one. It works once, for ${hoursInWords.en(hours)}. Give it to nobody.`,
		],
		links: [{ label: "Set up second step", link }],
		after: ["You did not ask for this? Then do not use the link, and ask an operator what is going on."],
		because: `You get this mail because you are on the staff of ${operator}.`,
	}),
	digest: ({ entries, more }, { brand }) => ({
		subject: SUBJECTS.en.digest,
		paragraphs: [`These messages of ${brand} did not fit in the number of mails that you want in a week.`],
		entries,
		...(more > 0 ? { after: [more === 1 ? "And one other message." : `And ${more} other messages.`] } : {}),
	}),
};

export const MAIL_TEXT: Record<Locale, MailText> = {
	nl: {
		subjects: SUBJECTS.nl,
		letters: DUTCH,
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
		classes: {
			service: { name: "Over de dienst", what: "Zoals een verandering van de privacyverklaring." },
			suggestions: { name: "Suggesties", what: "Wat volgens je eigen voorkeuren bij je past." },
			newsletter: { name: "Nieuws", what: "Nieuws en aanbiedingen. Staat uit tot je het aanzet." },
			notification: { name: "Meldingen", what: "Dat er iets voor je klaarstaat, zoals een bericht." },
		},
		unsubscribePage: {
			title: "Mail uitzetten",
			ask: (kind, brand) =>
				`Wil je geen mail van ${brand} meer in de soort “${kind}”? Eén klik is genoeg; inloggen hoeft niet.`,
			button: "Zet deze mail uit",
			always:
				"Mail die je account nodig heeft, zoals het bevestigen van je adres of een nieuw wachtwoord, blijft komen.",
			doneTitle: "Deze mail staat uit",
			done: (kind, brand) => `Je krijgt van ${brand} geen mail meer in de soort “${kind}”.`,
			undo: "Toch weer aanzetten",
			undoneTitle: "Deze mail staat weer aan",
			undone: (kind, brand) => `Je krijgt van ${brand} weer mail in de soort “${kind}”.`,
			badTitle: "Deze link werkt niet",
			bad: (help) =>
				`De link is niet volledig overgekomen, hoort bij een andere site of is te oud. Log in en kies bij Meldingen welke mail je krijgt, of schrijf naar ${help}; dan zetten wij de mail voor je uit.`,
		},
		preferencesForm: {
			brandLegend: (brand) => `Mail van ${brand}`,
			limitLegend: "Hoe vaak",
			limitLead:
				"Zoveel mails van een soort krijg je hoogstens in zeven dagen, van al je sites samen. Wat daar niet in past, komt samen in één overzicht.",
			limit: (kind) => `${kind}: hoogstens`,
			perWeek: (count) => `${count} per week`,
			stopLegend: "Alles uit",
			stop: "Stuur me helemaal geen mail van deze soorten",
			stopHint: "Je keuzes hierboven blijven bewaard voor als je dit weer uitzet.",
			always:
				"Mail die je account nodig heeft, komt altijd: je adres bevestigen, een nieuw wachtwoord, een melding dat er is ingelogd. Zonder die mail kunnen we je account niet beveiligen.",
			save: "Keuzes bewaren",
			saved: "Je keuzes zijn bewaard.",
			invalid: "Deze keuzes kloppen niet. Kies opnieuw en bewaar ze.",
		},
	},
	en: {
		subjects: SUBJECTS.en,
		letters: ENGLISH,
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
		classes: {
			service: { name: "About the service", what: "Such as a change of the privacy statement." },
			suggestions: { name: "Suggestions", what: "What suits you, by your own preferences." },
			newsletter: { name: "News", what: "News and offers. Off until you turn it on." },
			notification: { name: "Notifications", what: "That something is waiting for you, such as a message." },
		},
		unsubscribePage: {
			title: "Turn mail off",
			ask: (kind, brand) =>
				`No more mail of ${brand} of the kind “${kind}”? One click is enough; you need not sign in.`,
			button: "Turn this mail off",
			always: "Mail that your account needs, such as confirming your address or a new password, keeps coming.",
			doneTitle: "This mail is off",
			done: (kind, brand) => `${brand} sends you no more mail of the kind “${kind}”.`,
			undo: "Turn it on again",
			undoneTitle: "This mail is on again",
			undone: (kind, brand) => `${brand} sends you mail of the kind “${kind}” again.`,
			badTitle: "This link does not work",
			bad: (help) =>
				`The link did not arrive whole, belongs to another site, or is too old. Sign in and choose under Notifications which mail you get, or write to ${help}; then we turn the mail off for you.`,
		},
		preferencesForm: {
			brandLegend: (brand) => `Mail of ${brand}`,
			limitLegend: "How often",
			limitLead:
				"You get at most this many mails of a kind in seven days, from all your sites together. What does not fit comes together in one summary.",
			limit: (kind) => `${kind}: at most`,
			perWeek: (count) => `${count} a week`,
			stopLegend: "Everything off",
			stop: "Send me no mail of these kinds at all",
			stopHint: "Your choices above are kept for when you turn this off again.",
			always:
				"Mail that your account needs always comes: confirming your address, a new password, a notice that someone signed in. Without that mail we cannot keep your account safe.",
			save: "Keep choices",
			saved: "Your choices are kept.",
			invalid: "These choices are not right. Choose again and keep them.",
		},
	},
};
