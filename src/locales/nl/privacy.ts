import type * as en from "../en/privacy.ts";
import { language } from "./language.ts";

export const privacy: typeof en.privacy = {
	cookies: {
		title: "Cookies op deze site",
		lead: "Een cookie is een klein bestand dat je browser bewaart. Hier staan ze allemaal, met wat ze doen en hoe lang ze blijven.",
		description: (brand) => `Alle cookies van ${brand}: waarvoor ze dienen, wie ze plaatst en hoe lang ze blijven.`,
		necessary: {
			heading: "Noodzakelijk",
			body: "Zonder deze cookies werkt de site niet zoals je vraagt. Daarvoor is geen toestemming nodig.",
		},
		choice: {
			heading: "Alleen als jij ja zegt",
			body: "Deze cookies worden pas geplaatst als je er toestemming voor geeft. Zeg je later nee, dan stoppen ze en ruimen we ze op.",
			none: "Zulke cookies gebruikt deze site niet.",
		},
		refuse: {
			heading: "Cookies weigeren",
			body: "In de instellingen van je browser kun je cookies weigeren en wissen. Zonder de noodzakelijke cookies kun je de site lezen, maar onthoudt die je keuzes niet.",
		},
		head: ["Naam", "Waarvoor", "Geplaatst door", "Hoe lang"],
		brandSets: (brand) => `${brand} zelf`,
	},
	rights: {
		proofs: {
			before: "Je krijgt er een ondertekend bewijs van, dat iedereen kan controleren:",
			verify: "een bewijs controleren",
			log: "Elke dag publiceren we de stand van ons logboek, zodat er niets ongezien uit kan verdwijnen:",
			head: "de stand van het logboek",
		},
		title: "Jouw rechten",
		lead: (operator) =>
			`De gegevens zijn van jou. Hier staat wat je van ${operator} kunt vragen, hoe je dat doet en wanneer je antwoord hebt.`,
		description: (brand) => `Hoe je bij ${brand} je gegevens inziet, verbetert, meeneemt of laat wissen.`,
		howHeading: "Zo vraag je het",
		askByEmail: "Stuur een e-mail naar",
		askByHelpdesk: "Vraag het eerst aan de helpdesk:",
		orWrite: "Kom je daar niet verder, schrijf dan naar",
		barred:
			"Is je account opgeschort of gesloten? Log in zoals je gewend bent: op de pagina die je dan ziet, staat een knop naar je privacyrechten.",
		identify:
			"Schrijf vanaf het e-mailadres dat bij je account hoort, dan weten we dat jij het bent. Is er meer nodig, dan vragen we niet meer dan dat.",
		answer: (days) =>
			`Binnen ${language.plural(days, { one: "1 dag", other: `${days} dagen` })} heb je antwoord. Het kost niets.`,
		refusal:
			"Kunnen we iets niet doen, dan schrijven we waarom niet, en wat je daartegen kunt doen: klagen bij de toezichthouder of naar de rechter gaan.",
		listHeading: "Wat je kunt vragen",
		law: (article) => `AVG, artikel ${article}`,
		list: {
			access: {
				name: "Inzage",
				article: "15",
				body: "In je account maak je een kopie: daarin staat welke gegevens we van je bewaren, waarvoor, hoe lang en wie ze kan krijgen.",
				ask: "Je kunt vragen welke gegevens we van je hebben, waarom, hoe lang en wie ze kreeg, met een kopie.",
			},
			rectification: {
				name: "Verbeteren en aanvullen",
				article: "16",
				body: "Klopt iets niet of ontbreekt er iets, dan passen we het aan.",
			},
			erasure: {
				name: "Wissen",
				article: "17",
				body: "We wissen je gegevens meteen als je dat vraagt. Wat we door een wet moeten bewaren blijft, tot de termijn om is. Ook blijft een tijd lang een afdruk van je gebruikersnaam staan, die niemand kan teruglezen, zodat niemand zich voor jou kan uitgeven. De privacyverklaring noemt die gegevens en termijnen.",
				ask: "Wat je zelf hebt ingevuld, wis je in je account. Je kunt ons vragen om ook de rest te wissen, of alles ineens. Wat we moeten bewaren, blijft dan tot de termijn om is; de privacyverklaring noemt het.",
			},
			restriction: {
				name: "Afschermen",
				article: "18",
				body: "Zolang we uitzoeken of iets klopt of mag, zetten we het gebruik van die gegevens stil.",
				ask: "Je kunt ons vragen om gegevens niet te gebruiken zolang we uitzoeken of iets klopt of mag.",
			},
			portability: {
				name: "Meenemen",
				article: "20",
				body: "De kopie die je in je account maakt, kan een andere dienst lezen (JSON en CSV).",
				ask: "Je kunt vragen om wat je ons gaf, in een bestand dat een andere dienst kan lezen.",
			},
			objection: {
				name: "Bezwaar maken",
				article: "21",
				body: "Je kunt bezwaar maken tegen een gebruik van je gegevens. Gaat het om reclame, dan stopt die altijd meteen.",
			},
			consent: {
				name: "Toestemming intrekken",
				article: "7, lid 3",
				body: "Waar je ja op zei, kun je altijd nog nee op zeggen. Dat werkt meteen en is net zo makkelijk als het ja zeggen was.",
			},
		},
		subject: (right, brand) => `${right} (${brand})`,
		writeAboutThis: (right) => `Schrijf ons over: ${right.toLowerCase()}`,
		officerHeading: "De functionaris voor gegevensbescherming",
		officer: "Voor vragen over hoe we met gegevens omgaan is er een functionaris voor gegevensbescherming:",
		complaintHeading: "Een klacht",
		complaint: [
			"Vind je dat we het niet goed doen, dan mag je altijd klagen bij de toezichthouder, ook zonder het eerst aan ons te vragen:",
			"AVG, artikel 77",
		],
		statement: "De hele privacyverklaring",
	},
};
