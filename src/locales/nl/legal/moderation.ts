import type * as en from "../../en/legal/moderation.ts";
import { clauses } from "./clauses.ts";

const sources = {
	own: "We merkten het zelf.",
	notice: "Iemand meldde het bij ons.",
};

/** A line of a list of facts, if it is known. */
const fact = (term: string, value: string | undefined): [string, string][] =>
	value === undefined ? [] : [[term, value]];

export const moderation: typeof en.moderation = {
	suspended: {
		title: ({ brand }) => (brand === undefined ? "Je account is opgeschort" : `Je bent opgeschort op ${brand}`),
		what: (operator, { brand }) =>
			brand === undefined
				? `${operator} heeft je account opgeschort op al zijn sites. Je bent overal uitgelogd, je kunt voorlopig niet inloggen en anderen zien je niet.`
				: `${operator} heeft je opgeschort op ${brand}. Je kunt daar voorlopig niet inloggen, en anderen zien je profiel en je foto's daar niet. Op andere sites verandert er voor jou niets.`,
		human: "Een medewerker heeft dit besloten. Er is niets automatisch beslist.",
	},
	facts: ({ at, clause, reason, source }) => [
		["Sinds", at],
		["Hoelang", "Tot we het opheffen; er is geen einde vastgesteld."],
		...fact("Regel uit de voorwaarden", clause && clauses[clause]),
		...fact("Wat er gebeurde", reason),
		...fact("Hoe we het weten", source && sources[source]),
	],
	unknown: (contact) => `De reden kunnen we hier niet meer tonen. Vraag ernaar via ${contact}.`,
	object: (contact) =>
		`Ben je het er niet mee eens? Schrijf naar ${contact} en vertel waarom. Een medewerker kijkt er opnieuw naar en antwoordt je. Je kunt ook naar de rechter.`,
	objectLink: "Schrijf ons hierover",
	rights: "Je privacyrechten blijven gelden: je kunt je gegevens nog steeds opvragen of laten wissen.",
	rightsLink: "Je privacyrechten",
	termsLink: "De voorwaarden",
	age: {
		hidden: (operator, age) =>
			`${operator} wil zeker weten dat je ${age} jaar of ouder bent. Tot dat vaststaat, zien anderen je profiel en je foto's op geen enkele site. Je kunt wel inloggen.`,
		how: (help) =>
			`Zo laat je je leeftijd zien: schrijf naar ${help}. Een medewerker ziet een identiteitsbewijs, of ziet je in een videogesprek; een tweede medewerker bevestigt het.`,
		kept: "We bewaren geen kopie van het document en geen opname van het gesprek: alleen de uitkomst, op welke manier, wanneer, en de rol van beide medewerkers.",
		second: "Een tweede medewerker kijkt nu ook. Je hoort van ons wat die vindt.",
		after: "Hebben we dan niets gezien, dan wissen we eerst je foto's en schorten we daarna je account op.",
		removed: (age, term) =>
			`Binnen ${term} werd niet duidelijk dat je ${age} jaar of ouder bent, of het werd duidelijk dat je dat niet bent. Je foto's zijn gewist.`,
		console: {
			title: "Leeftijd nagaan",
			lead: "Wie te jong lijkt, is meteen verborgen. Elke stap daarna zet een andere medewerker.",
			empty: "Er loopt niets.",
			open: "Openen",
			checkTitle: "Leeftijd nagaan van een lid",
			raise: (age) => `Lijkt jonger dan ${age}`,
			raiseTitle: "Misschien te jong",
			raiseLead:
				"Profiel en foto's van het lid zijn meteen op alle sites verborgen. Een collega kijkt daarna mee. Het lid hoort de regel en hoe je je leeftijd laat zien, niets over deze foto en niets over jou.",
			photo: "Foto bekijken",
			state: "Stand",
			since: "Sinds",
			due: "Te laten zien voor",
			states: {
				raised: "wacht op een tweede paar ogen",
				asked: "wacht op het lid",
				shown: "wacht op een tweede medewerker",
				dismissed: "oud genoeg op het oog",
				adult: "oud genoeg",
				failed: "wordt weggehaald",
				removed: "weggehaald",
			},
			acts: {
				agree: "Deze persoon lijkt te jong",
				dismiss: "Deze persoon lijkt oud genoeg",
				show: "Vastleggen wat ik zag",
				confirm: "Ik bevestig deze uitkomst",
				refuse: "Ik bevestig die niet",
			},
			kind: "Wat zag je?",
			kinds: { document: "Een identiteitsbewijs", video_call: "Het lid, in een videogesprek" },
			outcome: "Wat kwam eruit?",
			outcomes: { adult: "Oud genoeg", minor: "Te jong" },
			noCopy: "Maak en bewaar geen kopie, geen nummer en geen opname.",
			seen: (kind, outcome) => `Een collega zag: ${kind} Uitkomst: ${outcome}`,
			own: "Jij zette de vorige stap. Een andere medewerker zet deze.",
			alone: (command) =>
				`Verder kan niemand van de medewerkers dit. De beheerder is dan de tweede, op de eigen computer: ${command}`,
			nothing: "Er valt hier nu niets te beslissen.",
			done: "Vastgelegd.",
			unchanged: "Er is niets vastgelegd: een collega was eerder, of deze stap is niet aan jou.",
			running: "De leeftijd van dit lid wordt al nagegaan.",
		},
	},
	form: {
		scope: "Waar geldt het?",
		choose: "Kies",
		scopeHint: "Geldt het op één site, dan blijft het lid op de andere ingelogd en zichtbaar.",
		account: "Het hele account, op alle sites",
		clause: "Welke regel uit de voorwaarden?",
		source: "Hoe weten we het?",
		sources,
		reason: "Wat is er gebeurd?",
		reasonHint: (shortest, longest) =>
			`Het lid leest dit in een mail en bij het inloggen: schrijf wat het lid deed, waar en wanneer. Noem niemand anders. ${shortest} tot ${longest} tekens.`,
		readTitle: "Wat het lid leest",
		read: [
			"wat je besluit en waar het geldt, van nu tot het wordt opgeheven",
			"de regel, in de woorden van de voorwaarden",
			"wat er gebeurde, zoals je het hierboven schrijft",
			"of we het zelf merkten of iemand het meldde, zonder naam",
			"dat een medewerker het besloot, en hoe het lid bezwaar maakt",
		],
		notMember: "Het lid is geen lid van deze site.",
		lift: "Opheffen",
		liftLead: "Het lid krijgt een mail met je reden en kan weer inloggen.",
		liftReason: "Waarom wordt het opgeheven?",
		clauseGone: "niet meer bekend",
	},
};
