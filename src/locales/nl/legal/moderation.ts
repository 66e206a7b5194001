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
