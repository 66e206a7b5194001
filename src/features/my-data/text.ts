import type { Locale } from "#foundation/i18n/locale.ts";

type Words = typeof nl;

const nl = {
	title: "Je privacy",
	lead: "Waar je ja op hebt gezegd, wat je is getoond, en wie van ons je gegevens heeft ingezien.",
	consentsTitle: "Je toestemmingen",
	consentsEmpty:
		"Je hebt nergens toestemming voor gegeven. Wat we zonder toestemming mogen doen, staat in de privacyverklaring van elke site.",
	words: "Je zei ja op:",
	wordsGone: "De woorden waarop je ja zei, zijn sindsdien veranderd. De site vraagt het je opnieuw.",
	recipient: (name: string) => `Voor: ${name}`,
	kinds: {
		given: "Gegeven op",
		renewed: "Vernieuwd op",
		refused: "Geweigerd op",
		withdrawn: "Ingetrokken op",
		expired: "Verlopen op",
	},
	withdraw: (brand: string) => `Intrekken door ${brand} te verlaten`,
	withdrawSpecial: "Intrekken en wissen",
	agreedTitle: "Wat je is getoond en wat je hebt geaccepteerd",
	agreedEmpty: "Nog niets.",
	statementShown: (number: number) => `Privacyverklaring, versie ${number}: getoond`,
	termsAccepted: (number: number) => `Voorwaarden, versie ${number}: geaccepteerd`,
	accessTitle: "Wie je gegevens heeft ingezien",
	accessLead:
		"Elke keer dat een medewerker iets van je opent, moet die eerst een reden opschrijven. Die lees je hier. We bewaren dit 24 maanden.",
	accessEmpty: "Niemand heeft je gegevens ingezien.",
	role: "Wie",
	about: "Over",
	account: "je account zelf",
	reason: "Reden",
	photoReview: "Beoordeling van foto's: een moderator bekijkt elke foto voordat andere leden hem zien.",
	kindsOfAccess: {
		found: "Zocht je account op",
		opened: "Bekeek de stand van je account",
		email: "Bekeek je e-mailadres",
		user_name: "Bekeek je gebruikersnaam",
		gender: "Bekeek wat je bij ‘ik ben’ hebt gekozen",
		photo: "Bekeek een foto die je toevoegde, met wat je erbij schreef",
		suspended: "Schortte je account op",
		restored: "Hief de opschorting op",
	},
};

const en: Words = {
	title: "Your privacy",
	lead: "What you said yes to, what you were shown, and who of us looked at your data.",
	consentsTitle: "Your consents",
	consentsEmpty:
		"You have consented to nothing. What we may do without consent stands in the privacy statement of each site.",
	words: "You said yes to:",
	wordsGone: "The words that you said yes to have changed since. The site will ask you anew.",
	recipient: (name) => `For: ${name}`,
	kinds: {
		given: "Given on",
		renewed: "Renewed on",
		refused: "Refused on",
		withdrawn: "Withdrawn on",
		expired: "Expired on",
	},
	withdraw: (brand) => `Withdraw by leaving ${brand}`,
	withdrawSpecial: "Withdraw and erase",
	agreedTitle: "What you were shown and what you accepted",
	agreedEmpty: "Nothing yet.",
	statementShown: (number) => `Privacy statement, version ${number}: shown`,
	termsAccepted: (number) => `Terms, version ${number}: accepted`,
	accessTitle: "Who looked at your data",
	accessLead:
		"Each time a member of staff opens something of yours, they must write down a reason first. You read it here. We keep this for 24 months.",
	accessEmpty: "Nobody has looked at your data.",
	role: "Who",
	about: "About",
	account: "your account itself",
	reason: "Reason",
	photoReview: "Photo review: a moderator looks at each photo before other members see it.",
	kindsOfAccess: {
		found: "Looked up your account",
		opened: "Looked at the state of your account",
		email: "Saw your e-mail address",
		user_name: "Saw your user name",
		gender: "Saw what you chose at ‘I am’",
		photo: "Saw a photo that you added, with what you wrote beside it",
		suspended: "Suspended your account",
		restored: "Lifted the suspension",
	},
};

export const OWN_TEXT: Record<Locale, Words> = { nl, en };
