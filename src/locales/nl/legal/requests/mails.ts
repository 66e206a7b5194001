import type * as en from "../../../en/legal/requests/mails.ts";
import { language } from "../../language.ts";
import { requests } from "./desk.ts";

type Kind = keyof typeof requests.kinds;

/** The same for all of them: others may see a subject. */
const subject = "Je verzoek over je gegevens";
const kinds: Readonly<Record<string, string>> = requests.kinds;
const fact = (kind: Kind): [string, string] => ["Verzoek", kinds[kind] ?? kind];
const remedies = ({ name, url }: { name: string; url: string }, help: string) =>
	`Ben je het er niet mee eens, schrijf dan naar ${help}. Je kunt ook een klacht indienen bij de toezichthouder, ${name} (${url}), of naar de rechter gaan.`;

export const requestLetters: typeof en.requestLetters = {
	request_received: {
		subject,
		write: ({ kind, received, due, page }, { operator, help, day }) => ({
			paragraphs: [`${operator} heeft je verzoek ontvangen en gaat ermee aan de slag. Het kost niets.`],
			facts: [fact(kind), ["Ontvangen op", day(received)], ["Antwoord uiterlijk op", day(due)]],
			links: [{ label: "Bekijk je verzoeken", link: page }],
			after: [`Heb je er vragen over, schrijf dan naar ${help}. Stuur ons nooit een kopie van een identiteitsbewijs.`],
		}),
	},
	request_confirm: {
		subject,
		write: ({ kind, link, days }, { brand, operator }) => ({
			paragraphs: [
				`Via ${brand} is ${operator} uit jouw naam iets gevraagd. Deed je dat zelf? Bevestig het dan met de link hieronder. Zonder bevestiging gebeurt er niets.`,
			],
			facts: [fact(kind)],
			links: [{ label: "Bevestig het verzoek", link }],
			after: [
				`De link werkt ${language.number(days)} dagen. Heb je dit niet gevraagd? Dan hoef je niets te doen.`,
				"Niemand vraagt je om een kopie van een identiteitsbewijs.",
			],
			because: `Je krijgt deze mail omdat je adres is ingevuld op de pagina waar mensen ${operator} iets over hun gegevens vragen.`,
		}),
	},
	request_identity: {
		subject,
		write: ({ kind, link, days, received }, { operator, help, day }) => ({
			paragraphs: [
				`${operator} kreeg een brief of mail met een verzoek uit jouw naam. Om zeker te weten dat het van jou is, vragen we je het te bevestigen met de link hieronder. De tijd tot je dat doet, komt bij de tijd voor ons antwoord.`,
			],
			facts: [fact(kind), ["Ontvangen op", day(received)]],
			links: [{ label: "Bevestig het verzoek", link }],
			after: [
				`De link werkt ${language.number(days)} dagen; daarna vervalt het verzoek. Heb je dit niet gevraagd? Dan hoef je niets te doen.`,
				`Om een kopie van een identiteitsbewijs vragen we nooit. Heb je vragen, schrijf dan naar ${help}.`,
			],
		}),
	},
	request_extended: {
		subject,
		write: ({ kind, due, until, reason, authority, page }, { operator, help, day }) => ({
			paragraphs: [
				`${operator} heeft meer tijd nodig om je verzoek te beantwoorden. Dat mag van de privacywet één keer (art. 12 lid 3 AVG), en we laten je weten waarom.`,
			],
			facts: [
				fact(kind),
				["Het antwoord zou er uiterlijk zijn op", day(due)],
				["Dat wordt uiterlijk", day(until)],
				["Waarom", reason],
			],
			links: [{ label: "Bekijk je verzoeken", link: page }],
			after: [remedies(authority, help)],
		}),
	},
	request_refused: {
		subject,
		write: ({ kind, ground, reason, authority, page }, { operator, help }) => ({
			paragraphs: [`${operator} doet niet wat je hebt gevraagd. Hieronder staat waarom.`],
			facts: [fact(kind), ["Grond", requests.grounds[ground]], ["Waarom", reason]],
			links: [{ label: "Bekijk je verzoeken", link: page }],
			after: [remedies(authority, help)],
		}),
	},
	request_partly_fulfilled: {
		subject,
		write: ({ kind, ground, reason, authority, page }, { operator, help }) => ({
			paragraphs: [
				`${operator} heeft een deel van wat je vroeg uitgevoerd, en een deel niet. Hieronder staat wat, en waarom.`,
			],
			facts: [fact(kind), ["Grond", requests.grounds[ground]], ["Waarom", reason]],
			links: [{ label: "Bekijk je verzoeken", link: page }],
			after: [remedies(authority, help)],
		}),
	},
	request_fulfilled: {
		subject,
		write: ({ kind, answer, page }, { operator, help }) => ({
			paragraphs: [`${operator} heeft uitgevoerd wat je vroeg.`],
			facts: [fact(kind), ...(answer === undefined ? [] : [["Antwoord", answer] satisfies [string, string]])],
			links: [
				{ label: kind === "access" || kind === "portability" ? "Haal de kopie op" : "Bekijk je verzoeken", link: page },
			],
			after: [`Klopt er iets niet, schrijf dan naar ${help}.`],
		}),
	},
	erasure_announced: {
		subject,
		write: ({ begins, hours, cancel }, { operator, help, time }) => ({
			paragraphs: [
				`${operator} is gevraagd je account te wissen, met alle gegevens die erbij horen. Deze mail gaat naar elk adres dat we van je kennen.`,
				`Wil je dit niet? Houd het dan met één klik tegen, binnen ${language.hours(hours)}, zonder in te loggen. Wat is gewist, komt niet meer terug.`,
			],
			facts: [["Wissen begint op", time(begins)]],
			links: [{ label: "Houd het wissen tegen", link: cancel }],
			after: [`Werkt de link niet, schrijf dan vóór die tijd naar ${help}.`],
		}),
	},
	erasure_cancelled: {
		subject,
		write: ({ at, page }, { operator, help, time }) => ({
			paragraphs: [`Het wissen dat aan ${operator} is gevraagd, gaat niet door. Er is niets gewist.`],
			facts: [["Tegengehouden op", time(at)]],
			links: [{ label: "Bekijk je verzoeken", link: page }],
			after: [`Heb je het niet zelf tegengehouden, schrijf dan naar ${help}.`],
		}),
	},
	request_withdrawn: {
		subject,
		write: ({ kind, page }, { operator, help }) => ({
			paragraphs: [
				`Je verzoek is ingetrokken, en ${operator} doet er niets meer mee. Je kunt het altijd opnieuw vragen.`,
			],
			facts: [fact(kind)],
			links: [{ label: "Bekijk je verzoeken", link: page }],
			after: [`Heb je het niet zelf ingetrokken, schrijf dan naar ${help}.`],
		}),
	},
	request_expired: {
		subject,
		write: ({ kind, days, page }, { operator, help }) => ({
			paragraphs: [
				`${operator} kreeg een verzoek uit jouw naam, en het is niet binnen ${language.number(days)} dagen bevestigd. Daarom is het vervallen, en is er niets gedaan. Je kunt het altijd opnieuw vragen.`,
			],
			facts: [fact(kind)],
			links: [{ label: "Bekijk je verzoeken", link: page }],
			after: [`Heb je er vragen over, schrijf dan naar ${help}.`],
		}),
	},
	request_nobody: {
		subject,
		write: ({ statement, authority }, { operator, help }) => ({
			paragraphs: [
				`${operator} kreeg een verzoek over gegevens uit naam van wie dit e-mailadres gebruikt. Er is geen account van een lid met dit adres, en dus is er niets te doen. Van het verzoek wordt niets bewaard dan deze mail, verzegeld, zo lang als de privacyverklaring zegt.`,
			],
			links: [{ label: "De privacyverklaring", link: statement }],
			after: ["Gebruikte je bij ons een ander adres? Vraag het dan opnieuw met dat adres.", remedies(authority, help)],
			because: `Je krijgt deze mail omdat ${operator} iets is gevraagd over gegevens onder dit adres.`,
		}),
	},
};
