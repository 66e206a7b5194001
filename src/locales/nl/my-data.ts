import type * as en from "../en/my-data.ts";
import { language } from "./language.ts";

export const myData: typeof en.myData = {
	title: "Je privacy",
	lead: "Waar je ja op hebt gezegd, wat je is getoond, en wie van ons je gegevens heeft ingezien.",
	consentsTitle: "Je toestemmingen",
	consentsEmpty:
		"Je hebt nergens toestemming voor gegeven. Wat we zonder toestemming mogen doen, staat in de privacyverklaring van elke site.",
	words: "Je zei ja op:",
	earlier: "Wat je hier eerder op antwoordde",
	wordsGone: "De woorden waarop je ja zei, zijn sindsdien veranderd. De site vraagt het je opnieuw.",
	recipient: (name) => `Voor: ${name}`,
	kinds: {
		given: "Gegeven op",
		renewed: "Vernieuwd op",
		refused: "Geweigerd op",
		withdrawn: "Ingetrokken op",
		expired: "Verlopen op",
	},
	withdraw: (brand) => `Intrekken door ${brand} te verlaten`,
	withdrawSpecial: "Intrekken en wissen",
	agreedTitle: "Wat je is getoond en wat je hebt geaccepteerd",
	agreedEmpty: "Nog niets.",
	statementShown: (number) => `Privacyverklaring, versie ${number}: getoond`,
	termsAccepted: (number) => `Voorwaarden, versie ${number}: geaccepteerd`,
	evidence: {
		title: "Bewijs van wat je eerder hebt afgesproken",
		sealed:
			"Van sites die je hebt verlaten, bewaren we het bewijs van wat je daar hebt afgesproken. Dat is verzegeld: op deze pagina zie je niet welke sites het zijn.",
		count: (count) =>
			language.plural(count, {
				one: "Er is 1 verzegeld bewijs. Dat wordt gewist op",
				other: `Er zijn ${language.number(count)} verzegelde bewijzen. Het laatste wordt gewist op`,
			}),
		open: "Het bewijs openen",
		openLead: "De pagina hierna noemt de sites die je hebt verlaten. Let op dat er niemand meekijkt.",
		submit: "Openen",
		cancel: "Terug naar je privacy",
		lead: "Wat je hebt afgesproken op sites die je hebt verlaten. Deze pagina ziet niemand behalve jij.",
		incomplete: "Dit bewijs is niet compleet: er ontbreekt een deel of er is een deel veranderd.",
		empty: "Er is geen bewijs van sites die je hebt verlaten.",
		back: "Terug naar je privacy",
		kinds: {
			given: "toestemming gegeven",
			renewed: "toestemming vernieuwd",
			refused: "toestemming geweigerd",
			withdrawn: "toestemming ingetrokken",
			expired: "toestemming verlopen",
		},
	},
	disclosures: {
		title: "Wie iets over je heeft gekregen",
		lead: (term) =>
			`Elke keer dat we iets over je geven aan iemand die niet voor ons werkt, staat het hier: aan wie, wat en waarom. We bewaren dit ${term}. Een rechter of een andere instantie kan ons opdragen om een verstrekking tot een bepaalde dag niet te tonen; vanaf die dag lees je die hier.`,
		empty: "Er staat hier niets dat we je mogen tonen.",
		notListed:
			"We houden hier nog niet bij aan wie we iets over je hebben gegeven. Wil je het weten, vraag het ons dan. In de privacyverklaring van elke site staat wie er normaal gegevens krijgt, en waar je het kunt vragen.",
		notWhole:
			"Deze lijst is nog niet compleet. Wil je weten wie er nog meer iets over je heeft gekregen, vraag het ons dan. In de privacyverklaring van elke site staat wie er normaal gegevens krijgt, en waar je het kunt vragen.",
		what: "Wat",
		by: "Gegeven door",
		program: "het programma, vanzelf",
		reference: "Daar bekend als",
	},
	leftSite: "een site waar je geen lid meer van bent",
	accessTitle: "Wie je gegevens heeft ingezien",
	accessLead: (term) =>
		`Elke keer dat een medewerker iets van je opent, staat er een reden bij. Die lees je hier. We bewaren dit ${term}.`,
	accessEmpty: "Niemand heeft je gegevens ingezien.",
	role: "Wie",
	about: "Over",
	account: "je account zelf",
	reason: "Reden",
	ageCheck: "Een moderator wil zeker weten dat je oud genoeg bent.",
	photoReview: "Beoordeling van foto's: een moderator bekijkt elke foto voordat andere leden hem zien.",
	kindsOfAccess: {
		found: "Zocht je account op",
		opened: "Bekeek de status van je account",
		email: "Bekeek je e-mailadres",
		user_name: "Bekeek je gebruikersnaam",
		gender: "Bekeek wat je bij ‘ik ben’ hebt gekozen",
		photo: "Bekeek een foto die je toevoegde, met wat je erbij schreef",
		suspended: "Schortte je account op",
		restored: "Hief de opschorting op",
		age_check: "Begon na te gaan of je oud genoeg bent",
	},
};
