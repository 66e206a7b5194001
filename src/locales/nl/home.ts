import type * as en from "../en/home.ts";
import { language } from "./language.ts";

export const home: typeof en.home = {
	age: {
		title: (age) => `Ben je jonger dan ${age}, ga dan niet verder.`,
		answer: (age) => `Ik ben ${age} of ouder`,
		leave: "Verlaat deze site",
		cookie: "Je antwoord onthouden we in een functionele cookie.",
	},
	join: "Lid worden",
	joinNote: (age) =>
		`Je zegt dat je ${age} jaar of ouder bent, kiest een gebruikersnaam en een wachtwoord, en geeft je geslacht en e-mailadres. Al het andere vul je alleen in als je dat wilt.`,
	readStatement: "Lees de privacyverklaring",
	featuresTitle: "Wat je hier kunt",
	featuresLead: (brand) => `Waaruit ${brand} bestaat, en wat elk onderdeel met je gegevens doet.`,
	features: {
		profiles: {
			title: "Je eigen profiel",
			body: "Je vertelt zelf wat je kwijt wilt. Wat je vrijwillig invult, kun je per veld verbergen en weer wissen.",
		},
		messages: {
			title: "Berichten",
			body: "Gesprekken tussen leden. Elk bericht komt van een mens: nagemaakte profielen bestaan hier niet.",
		},
		suggestions: {
			title: "Suggesties",
			body: "Op grond van voorkeuren die je zelf opgeeft, met filters die vaststaan. Je gedrag wordt er niet voor gevolgd.",
		},
		performers: {
			title: "Performers",
			body: "Wie hier als performer werk aanbiedt, is van tevoren gecontroleerd. Dat werk is alleen voor betalende leden te zien.",
		},
		payments: {
			title: "Betalen",
			body: "Je ziet vooraf wat iets kost. Betaalgegevens dienen om te betalen; wat we voor de belasting moeten bewaren, staat in de privacyverklaring.",
		},
		shop: {
			title: "Winkel",
			body: "Artikelen die thuis worden bezorgd. Je adres dient alleen voor die bezorging.",
		},
		helpdesk: {
			title: "Helpdesk",
			body: "Je vraag komt bij een medewerker terecht, en die geeft antwoord.",
		},
		newsletters: {
			title: "Nieuws",
			body: "Je bepaalt hoe vaak er post komt, en in elke mail zit een link waarmee je hem uitzet.",
		},
		statistics: {
			title: "Anonieme cijfers",
			body: "Tellingen waarin niemand te herkennen is, om de site beter te maken.",
		},
	},
	privacyTitle: "Zo gaan we met je gegevens om",
	privacyLead: (operator) =>
		`${operator} is verantwoordelijk. De privacyverklaring wordt gemaakt uit hetzelfde register waar ook de site zich aan houdt, dus wat er staat klopt met wat er gebeurt.`,
	promises: {
		recipients: {
			title: "Wie je gegevens krijgt",
			body: (count) =>
				language.plural(count, {
					one: "Er is één partij die gegevens kan krijgen. De verklaring zegt wie of wat dat is, in welk land en waarom.",
					other: `Er zijn ${count} partijen die gegevens kunnen krijgen. De verklaring zegt van elk wie of wat het is, in welk land en waarom.`,
				}),
		},
		answer: {
			title: "Antwoord op tijd",
			body: (days) =>
				`Vraag je om inzage, verbetering of verwijdering, dan krijg je binnen ${language.plural(days, { one: "1 dag", other: `${days} dagen` })} antwoord. Een weigering heeft altijd een reden.`,
		},
		versions: {
			title: "Geen stille wijzigingen",
			body: "Elke versie van de verklaring blijft bewaard. Een verandering van inhoud wordt dertig dagen vooraf aangekondigd.",
		},
		consent: {
			title: "Jij zegt ja of nee",
			body: "Gevoelige gegevens en niet-noodzakelijke cookies gebruiken we alleen als je daar ja op zegt. Nee zeggen kan altijd nog.",
		},
	},
	links: {
		statement: "Privacyverklaring",
		rights: "Je rechten gebruiken",
		cookies: "Welke cookies er zijn",
		versions: "Alle versies",
	},
};
