import type * as en from "../en/desk.ts";
import { language } from "./language.ts";

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
		restrictionsTitle: "Afschermingen",
		restrictionsEmpty: "Geen lid heeft iets laten afschermen, behalve met een bezwaar.",
		use: "Gebruik",
		what: "Wat",
		everything: "Alles van het lid",
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
		notStoppable:
			"De software kan één lid niet buiten dit gebruik laten. Je kunt dit bezwaar hier daarom niet toewijzen. Heeft het lid gelijk, laat het bezwaar dan open staan en laat de exploitant eerst het gebruik aanpassen.",
		submit: "Beslissen en het lid mailen",
		done: "Er is beslist, en het lid krijgt dit per mail te horen.",
		unchanged: "Er is niets veranderd: er was al beslist, of het lid heeft het bezwaar ingetrokken.",
	},
	reason: "Reden voor het lid",
	reasonHint: (from, to) =>
		`${language.number(from)} tot ${language.number(to)} tekens. Dit staat in de mail en op de eigen pagina van het lid. Zet er niets in over anderen.`,
	ageObjection: {
		title: "Nagaan van de leeftijd kan niet",
		body: "Het lid heeft bezwaar gemaakt tegen het nagaan van de leeftijd, en gelijk gekregen. Er is niets veranderd.",
	},
};
