import type * as en from "../../en/rights/proofs.ts";
import { language } from "../language.ts";

export const proofs: typeof en.proofs = {
	head: {
		title: "Het controlegetal van ons logboek",
		description: "Het nieuwste controlegetal van het logboek, en hoe iedereen het kan nagaan.",
		lead: (operator) =>
			`${operator} houdt een logboek bij van privacyverzoeken en van wat er is gewist, zonder iemands naam erin. Elke dag wordt het laatste controlegetal daarvan ondertekend en hier gepubliceerd. Zo kan niemand er ongemerkt een regel in veranderen of uithalen, ook wij niet.`,
		day: "Dag",
		number: "Regel",
		hash: "Controlegetal",
		key: "Ondertekend met sleutel",
		waiting: (day) =>
			`Het controlegetal van ${day} is berekend maar nog niet gepubliceerd: dat gebeurt zodra het ook buiten de database staat.`,
		none: "Van dit logboek is nog geen dag afgesloten en gepubliceerd. De eerste volgt na middernacht.",
		json: "De ondertekende controlegetallen van de laatste maand, voor programma’s (JSON)",
		keys: "De publieke sleutels, voor programma’s (JSON)",
		receipts: "Een bewijs van wissen laten controleren",
	},
	verify: {
		title: "Controleer een bewijs van wissen",
		description: "Controleer of een bewijs van wissen echt is, en lees wat erin staat.",
		lead: "Als je gegevens zijn gewist, krijg je daarvan een bewijs. Hier zie je of het echt is en wat erin staat. Wat je invult, bewaren we niet.",
		receipt: "De tekst van het bewijs",
		receiptHint: "Plak de tekst, of kies hieronder het bestand.",
		file: "Of het bestand met het bewijs",
		fileHint: (kibibytes) => `Hoogstens ${language.number(kibibytes)} KiB.`,
		email: "Je e-mailadres",
		emailHint:
			"Alleen om te zien of het bewijs over dit adres gaat. Daarvoor is het bestand nodig, niet alleen de tekst.",
		optional: "(niet verplicht)",
		submit: "Controleren",
		missing: "Plak het bewijs of kies het bestand ervan.",
		both: "Geef de tekst of het bestand, niet allebei.",
		tooLong: (kibibytes) => `Dit is langer dan ${language.number(kibibytes)} KiB: zo lang is geen bewijs.`,
		notText: "In dit bestand staat geen tekst.",
		offline: "Een bewijs is ook zonder ons te controleren, met de publieke sleutels:",
	},
	verdict: {
		genuine: {
			title: "Dit bewijs is echt",
			body: (kid, when) => `Het is ondertekend met sleutel ${kid} en zegt dat er is gewist op ${when}.`,
		},
		no_receipt: {
			title: "Dit is geen bewijs van wissen",
			body: "De tekst heeft niet de vorm van een bewijs. Misschien ontbreekt er een stuk: kopieer het nog eens, van het eerste tot en met het laatste teken.",
		},
		unknown_key: {
			title: "Dit bewijs is ondertekend met een sleutel die we niet kennen",
			body: "Geen van de sleutels waarmee we ooit hebben ondertekend, is ervoor gebruikt. Het komt niet van ons.",
		},
		forged: {
			title: "Dit bewijs is vervalst of veranderd",
			body: "Het noemt een van onze sleutels, maar die heeft deze tekst niet ondertekend.",
		},
		not_understood: {
			title: "Dit bewijs is door ons ondertekend, maar we kunnen het niet lezen",
			body: "Er staat iets in wat deze pagina niet kent. Vraag bij de exploitant na wat het betekent.",
		},
		other_realm: {
			title: "Dit bewijs is niet van deze exploitant",
			body: "Het is gemaakt door een andere exploitant. Laat het controleren op een site van die exploitant.",
		},
		this_address: "Het gaat over het e-mailadres dat je hebt ingevuld.",
		another_address: "Het gaat niet over het e-mailadres dat je hebt ingevuld.",
		unknown_address:
			"Wil je zien of het over jouw adres gaat? Geef dan het bestand dat je bij het bewijs hebt gekregen.",
	},
	facts: {
		title: "Wat er in het bewijs staat",
		erasedAt: "Gewist op",
		request: "Nummer van het verzoek",
		erasure: "Nummer van het wissen",
		copies: "Kopieën",
		copiesGoneBy: (day) => `uiterlijk vanaf ${day} niet meer te lezen`,
		statement: "Geldende verklaring",
		version: (brand, number) => `${brand}: versie ${language.number(number)}`,
		erased: "Wat er is gewist",
		rows: (count) => language.plural(count, { one: "1 rij", other: `${language.number(count)} rijen` }),
		rowsOf: (rows, table) => `${rows} met ${table}`,
		keys: "Vernietigde sleutels",
		objects: "Verwijderde bestanden",
		verified: "Daarna gecontroleerd",
		verifiedBody: (when, checks, left) =>
			`op ${when}, op ${language.number(checks)} plaatsen; ${left === 0 ? "daar stond niets meer" : `daar stonden er nog ${language.number(left)}`}`,
		retained: "Wat er blijft, en tot wanneer",
		what: "Wat",
		basis: "Grondslag",
		rule: "Regel",
		until: "Tot",
		noDay: "na een gebeurtenis die nog moet komen",
		nothingStays: "Er blijft niets.",
		holds: "Wat er voorlopig wordt vastgehouden",
		noHolds: "Er wordt niets vastgehouden.",
		recipients: "Wie het heeft gehoord",
		noRecipients: "Niemand anders had iets van deze persoon.",
		outcome: { told: "heeft het gehoord", waiting: "hoort het nog", by_hand: "hoort het van een medewerker" },
		log: "Plaats in het logboek",
		logBody: (number) => `na regel ${language.number(number)}`,
		fingerprints: "Vingerafdrukken van de vernietigde sleutels",
	},
};
