import type * as en from "../../en/legal/copies.ts";
import { language } from "../language.ts";

export const copyDoor: typeof en.copyDoor = {
	tooMany: "Dit is te vaak gevraagd. Wacht een kwartier en probeer het dan weer.",
	link: "Vraag op wat we van je bewaren",
	noAccount: "Geen account, maar wil je weten wat we van je bewaren?",
	ask: {
		title: "Vraag op wat we van je bewaren",
		lead: (operator) =>
			`Ook zonder account kun je vragen wat ${operator} van je bewaart, en er een kopie van krijgen (art. 15 AVG). Dat kost niets.`,
		how: "Vul je e-mailadres in. Het antwoord komt per mail: zo weten we dat het adres van jou is.",
		email: "E-mailadres",
		submit: "Opvragen",
		account: "Heb je een account?",
		own: "Maak de kopie in je account",
	},
	sent: {
		title: "Kijk in je mail",
		lines: (address) => [
			`Het antwoord is onderweg naar ${address}. Bewaren we iets onder dit adres, dan staat erin hoe je het krijgt; bewaren we niets, dan staat dat erin.`,
			"Na een paar minuten nog geen mail? Kijk dan ook bij ongewenste mail. Eén adres krijgt per uur en per dag maar een paar van deze mails.",
		],
	},
	open: {
		title: "Wat we van je bewaren",
		lead: (operator) => `${operator} bewaart het volgende onder je e-mailadres, zonder dat er een account bij hoort.`,
		careful: "Met de link uit de mail is de kopie op te halen. Stuur hem daarom aan niemand door.",
		entry: (number) => `Gegevens ${language.number(number)}`,
		waits: "Hiervan is nog geen kopie gemaakt.",
		beginLead:
			"Met de knop laat je een kopie maken: één zipbestand om te lezen, en om mee te nemen naar een andere dienst (JSON en CSV). Erin staat ook waarvoor we de gegevens gebruiken, hoe lang we ze bewaren en wie ze krijgt.",
		begin: "Maak de kopie",
		eraseLead: "Met deze knop wis je wat hierboven staat, meteen en voorgoed. Een kopie die is gemaakt, verdwijnt mee.",
		erase: "Wis deze gegevens",
		keep: "Je hoeft niet op deze pagina te blijven: met de link uit de mail kom je hier terug, tot de kopie is gewist.",
	},
	erased: {
		title: "Je gegevens worden gewist",
		body: "We wissen nu wat onder je e-mailadres stond. Daarna werkt de link niet meer. Je kunt je met hetzelfde adres opnieuw aanmelden.",
	},
	spent: {
		title: "Deze link werkt niet meer",
		body: "De link is te oud of niet heel overgekomen, of wat erachter stond is er niet meer: het is gewist, of het is inmiddels een account. Je kunt het opnieuw vragen.",
		again: "Opnieuw vragen",
	},
};

export const consoleCopy: typeof en.consoleCopy = {
	title: "Een kopie van je gegevens",
	link: "Een kopie van je gegevens maken",
	lead: "Wat we van je als medewerker bewaren, in één zipbestand (art. 15 AVG): je account, je sessies, je zoekopdrachten. Ben je ook lid van een site, dan maak je die kopie in dat account.",
	proof: "Je bent langer dan een kwartier geleden ingelogd. Laat zien dat jij het bent.",
};
