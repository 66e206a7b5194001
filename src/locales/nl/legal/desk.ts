import type * as en from "../../en/legal/desk.ts";
import { language } from "../language.ts";

const days = (count: number) => language.plural(count, { one: "1 dag", other: `${language.number(count)} dagen` });

export const desk: typeof en.desk = {
	open: "Openen",
	more: (count) => `En nog ${language.number(count)}. Die komen hier te staan als de oudste klaar zijn.`,
	since: "Sinds",
	waiting: "Wacht al",
	days,
	member: "De pagina van het lid",
	back: "Terug naar de lijst",
	rights: {
		title: "Afschermingen en bezwaren",
		lead: "Leden zijn hier zelf mee begonnen, en het geldt tot iemand beslist. Wat je beslist, krijgt het lid per mail, met de reden die je opschrijft.",
		objectionsTitle: "Bezwaren die op een beslissing wachten",
		objectionsEmpty: "Er wacht geen bezwaar op een beslissing.",
		further: (count) => `Verder (nog ${language.number(count)})`,
		restrictionsTitle: "Afschermingen",
		restrictionsEmpty: "Geen lid heeft iets laten afschermen, behalve met een bezwaar.",
		use: "Gebruik",
		what: "Wat",
		everything: "Alles van het lid",
		oneOf: (what) => `${what} (één daarvan)`,
		on: (what, brand) => `${what}, op ${brand}`,
		ground: "Grond",
		grounds: {
			accuracy: "Volgens het lid klopt het niet (art. 18 lid 1 onder a)",
			unlawful: "Volgens het lid mag dit gebruik niet, en het wil niets laten wissen (art. 18 lid 1 onder b)",
			claim: "Het lid heeft het nodig voor een juridische claim (art. 18 lid 1 onder c)",
			objection: "Het lid heeft bezwaar gemaakt tegen dit gebruik (art. 18 lid 1 onder d)",
			marketing: "Het lid heeft bezwaar gemaakt tegen dit gebruik; daar is geen beslissing over nodig (art. 21 lid 2)",
		},
		ends: "Eindigt",
		untold: "Nog niet gemeld",
		endsFrom: (day) => `op zijn vroegst op ${day}`,
	},
	restriction: {
		title: "Een afscherming",
		told: "Aan het lid gemeld op",
		by: "Door",
		ended: "Geëindigd op",
		endedBy: {
			member: "door het lid beëindigd",
			controller: "zeven dagen nadat het lid dat had gehoord",
			account: "het account is weg",
		},
		formTitle: "Deze afscherming beëindigen",
		formLead: (term) =>
			`Het lid krijgt nu een mail met je reden, en ${term} daarna eindigt de afscherming. Tot die tijd kan het lid ertegen opkomen.`,
		submit: "Het lid laten weten dat ze eindigt",
		done: "Het lid krijgt dit per mail te horen.",
		unchanged:
			"Er is niets veranderd: het lid had dit al gehoord, of de afscherming is al voorbij of eindigt niet hier.",
		byObjection:
			"Deze afscherming hoort bij een bezwaar. Ze eindigt als dat bezwaar wordt afgewezen of ingetrokken, en niet hier.",
		final: "Over een bezwaar tegen dit gebruik is geen beslissing nodig: alleen het lid zelf maakt er een eind aan.",
	},
	objection: {
		title: "Een bezwaar",
		meanwhile: "Tot de beslissing",
		halted: "staat het gebruik stil",
		goesOn: "gaat het gebruik door, omdat het anderen of een claim beschermt",
		outcome: "Je beslissing",
		outcomes: {
			upheld: "Gelijk geven: het gebruik stopt voorgoed",
			refused: "Afwijzen: het gebruik gaat door",
		},
		decided: {
			upheld: "gelijk gegeven: het gebruik is gestopt",
			refused: "afgewezen: het gebruik gaat door",
		},
		state: "Uitkomst",
		takenBack: "Het lid heeft het bezwaar ingetrokken, of het account is weg.",
		decidedOn: "Beslist op",
		by: "Door",
		formTitle: "Beslissen",
		formLead:
			"Afwijzen mag alleen om dwingende redenen die zwaarder wegen dan de belangen, rechten en vrijheden van dit lid, of vanwege een juridische claim (art. 21 lid 1 AVG).",
		whenRefused: (term) => `Wijs je het af, dan begint een gebruik dat stilstaat ${term} na de mail aan het lid weer.`,
		checkRuns:
			"Van dit lid loopt een leeftijdscontrole. Laat die eerst afwijzen of afronden, bij Leeftijden; daarna kun je het bezwaar toewijzen.",
		notStoppable:
			"De software kan één lid niet buiten dit gebruik laten. Je kunt dit bezwaar hier daarom niet toewijzen. Heeft het lid gelijk, laat het bezwaar dan open staan en laat de exploitant eerst het gebruik aanpassen.",
		submit: "Beslissen en het lid mailen",
		done: "Er is beslist, en het lid krijgt dit per mail te horen.",
		unchanged: "Er is niets veranderd: er was al beslist, of het lid heeft het bezwaar ingetrokken.",
	},
	notices: {
		title: "Meldingen aan ontvangers",
		lead: "Wie gegevens over een lid heeft gekregen, moet horen dat die zijn verbeterd, gewist of afgeschermd (art. 19 AVG). Deze meldingen kon geen programma doen; iemand moet het zelf laten weten.",
		empty: "Er wacht niets: elke ontvanger heeft het gehoord.",
		recipient: "Ontvanger",
		act: "Wat er is gebeurd",
		acts: {
			rectified: "Gegevens zijn verbeterd",
			erased: "Gegevens zijn gewist",
			restricted: "Het gebruik van gegevens is beperkt",
			restriction_lifted: "Een afscherming is voorbij",
			consent_withdrawn: "Een toestemming is ingetrokken",
			objection: "Het lid heeft bezwaar gemaakt tegen een gebruik",
		},
		state: "Waarom het wacht",
		states: {
			by_hand: "de ontvanger neemt geen meldingen van een programma aan",
			failed: "het is niet gelukt om het te bezorgen",
			refused: "de ontvanger heeft het geweigerd",
			queued: "een programma probeert het te bezorgen",
			sent: "de ontvanger heeft het gehoord",
		},
		code: "Foutcode",
		noticeTitle: "Een melding aan een ontvanger",
		references: "Bij de ontvanger bekend als",
		noReferences:
			"Deze ontvanger heeft niets gekregen waaraan hij het lid herkent. Niemand kan zeggen over wie het gaat; vraag de exploitant wat er is gegeven, en wanneer.",
		items: "Om welke gegevens het gaat",
		told: "Gemeld op",
		toldBy: "Gemeld door",
		program: "het programma zelf",
		unopened:
			"Wat in deze melding staat, is nu niet te openen: de sleutel is er wel, maar past niet. Probeer het later nog eens. Noteer pas dat je het hebt gemeld als je het hebt kunnen lezen.",
		unreadable:
			"Wat in deze melding staat, is niet meer te lezen: de sleutel is weg of de inhoud is beschadigd. Over wie het gaat, is hier niet na te gaan.",
		formTitle: "Wat heb je gedaan?",
		formLead:
			"Laat het de ontvanger eerst weten, op een manier die later te bewijzen is. Noem de kenmerken en de gegevens hierboven, en verder niets.",
		tell: "Ik heb het de ontvanger gemeld",
		again: "Het programma opnieuw laten proberen",
		againLead: "Deze ontvanger neemt meldingen van een programma aan. Het wordt binnen een minuut geprobeerd.",
		done: "Er staat nu bij dat de ontvanger het heeft gehoord.",
		queued: "Het programma probeert het binnen een minuut opnieuw.",
		unchanged: "Er is niets veranderd: de melding wacht niet meer op iemand, of is niet opnieuw te proberen.",
	},
	reason: "Reden voor het lid",
	reasonHint: (from, to) =>
		`${language.number(from)} tot ${language.number(to)} tekens. Dit staat in de mail en op de eigen pagina van het lid. Zet er niets in over anderen.`,
	ageObjection: {
		title: "Nagaan van de leeftijd kan niet",
		body: "Het lid heeft bezwaar gemaakt tegen het nagaan van de leeftijd, en gelijk gekregen. Er is niets veranderd.",
	},
};
