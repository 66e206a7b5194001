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
	sections: {
		offer: { title: "Wat je hier vindt", lead: (brand) => `Iemand leren kennen begint op ${brand} hiermee.` },
		steps: { title: "Zo begin je", lead: () => "Drie kleine stappen, in je eigen tempo." },
		manners: { title: "Zo gaan we met elkaar om", lead: () => "Wees nieuwsgierig. Wees lief. Dring nooit aan." },
		choice: { title: "In je eigen tempo", lead: () => "Wat je laat zien, en wanneer, hoort bij het spel." },
		questions: { title: "Goed om te weten", lead: () => "" },
		invitation: {
			title: "Nieuwsgierig?",
			lead: (brand) => `Op ${brand} begin je met een naam en een paar woorden.`,
		},
	},
	steps: (age) => [
		["Kies een naam", "Een gebruikersnaam en een wachtwoord. Je eigen naam mag je voor jezelf houden."],
		["Bevestig je adres", `Je e-mailadres, je geslacht, en dat je ${age} jaar of ouder bent. Daarna kies je zelf.`],
		[
			"Vertel wat je leuk vindt",
			"Een foto, een paar woorden, wat je bezighoudt. Morgen mag het weer iets anders zijn.",
		],
	],
	manners: [
		["Een nee is een nee", "Doorgaan na een nee mag hier niet."],
		["Echte mensen", "Een profiel hoort van een bestaand mens te zijn. Zelf verzinnen we er geen."],
		["Wat je ziet, blijft hier", "Foto's en woorden van een ander geef je niet door zonder toestemming."],
	],
	choice: [
		["Beetje bij beetje", "Begin met een paar woorden, en vertel meer als het goed voelt."],
		["Een andere naam", "Op elke site kun je anders heten."],
		["Meteen weg", "Op elke pagina voor leden staat een knop waarmee je de site direct verlaat."],
	],
	features: {
		profiles: {
			title: "Je eigen profiel",
			body: "Een foto, en een paar zinnen over wat je raakt. Genoeg om iemand nieuwsgierig te maken; de rest komt als je daar zin in hebt.",
		},
		messages: {
			title: "Berichten",
			body: "Schrijf iemand die je intrigeert, en kijk wat er terugkomt. Elk bericht komt van een mens: nagemaakte profielen bestaan hier niet.",
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
			body: "Loop je vast, of weet je niet hoe iets werkt? Je vraag komt bij een mens terecht, en die geeft antwoord.",
		},
		newsletters: {
			title: "Nieuws",
			body: "Jij bepaalt hoe vaak we schrijven. Met één klik in elke mail stop je ermee.",
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
