import type * as en from "../../en/legal/moderation.ts";

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
		automated:
			"Medewerkers besloten dat je je leeftijd moest laten zien. Toen de tijd daarvoor om was, heeft de computer je foto's gewist en je account opgeschort. Een medewerker kijkt ernaar als je bezwaar maakt.",
	},
	facts: ({ at, rule, reason, source }) => [
		["Sinds", at],
		["Hoelang", "Tot we het opheffen; er is geen einde vastgesteld."],
		...fact("Regel uit de voorwaarden", rule),
		...fact("Wat er gebeurde", reason),
		...fact("Hoe we het weten", source && sources[source]),
	],
	unknown: (contact) => `De reden kunnen we hier niet meer tonen. Vraag ernaar via ${contact}.`,
	object: (contact) =>
		`Ben je het er niet mee eens? Schrijf naar ${contact} en vertel waarom. Een medewerker kijkt er opnieuw naar en antwoordt je. Je kunt ook naar de rechter.`,
	objectLink: "Schrijf ons hierover",
	rights: "Je privacyrechten blijven gelden:",
	rightsLink: "Je privacyrechten",
	termsLink: "De voorwaarden",
	age: {
		hidden: (operator, age) =>
			`${operator} wil zeker weten dat je ${age} jaar of ouder bent. Tot dat vaststaat, zien anderen je profiel en je foto's op geen enkele site.`,
		how: (help) =>
			`Zo laat je je leeftijd zien: schrijf naar ${help}. Een medewerker ziet een identiteitsbewijs, of ziet je in een videogesprek; iemand anders bevestigt het.`,
		kept: "We bewaren geen kopie van het document en geen opname van het gesprek. Wel bewaren we de uitkomst, op welke manier, wanneer elke stap was, welke medewerkers die zetten en om welke foto het ging.",
		second:
			"Je hoeft nu nog niets te doen, en je kunt gewoon inloggen. Iemand anders kijkt ook mee. Vindt die ook dat je te jong lijkt, dan krijg je een mail waarin staat hoe je je leeftijd laat zien; zo niet, dan zien anderen je weer.",
		after: "Hebben we dan niets gezien, dan wissen we eerst je foto's en schorten we daarna je account op.",
		removed: {
			lapsed: (age) => `Je hebt niet op tijd laten zien dat je ${age} jaar of ouder bent. Je foto's zijn gewist.`,
			minor: (age) => `Twee mensen van ons stelden vast dat je jonger bent dan ${age}. Je foto's zijn gewist.`,
		},
		console: {
			title: "Leeftijd nagaan",
			lead: "Wie te jong lijkt, is meteen verborgen. Wat de een vindt of ziet, bevestigt steeds een ander.",
			empty: "Er loopt niets.",
			open: "Openen",
			checkTitle: "Leeftijd nagaan van een lid",
			raise: (age) => `Lijkt jonger dan ${age}`,
			raiseTitle: "Misschien te jong",
			raiseLead:
				"Profiel en foto's van het lid zijn meteen op alle sites verborgen. Een collega kijkt daarna mee. Het lid hoort de regel en hoe je je leeftijd laat zien, niets over deze foto en niets over jou.",
			photo: "Foto bekijken",
			state: "Status",
			since: "Sinds",
			due: "Uiterlijk op",
			states: {
				raised: "wacht op een tweede paar ogen",
				asked: "wacht op het lid",
				shown: "wacht op een tweede medewerker",
				dismissed: "lijkt oud genoeg",
				adult: "oud genoeg",
				failed: "foto's worden gewist, account wordt opgeschort",
				removed: "foto's gewist, account opgeschort",
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
			nextCheck: "Volgende controle",
			previousCheck: "Vorige die loopt",
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
			`Het lid leest dit in een mail en bij het inloggen: schrijf wat het lid deed, waar en wanneer. Noem niemand anders, en ook de site niet. ${shortest} tot ${longest} tekens.`,
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
		liftLead: "Het lid krijgt een mail met je reden. Geldt er niets anders meer, dan kan het lid weer inloggen.",
		liftReason: "Waarom wordt het opgeheven?",
		clauseGone: "niet meer bekend",
	},
};
