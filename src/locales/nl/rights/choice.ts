import type * as en from "../../en/rights/choice.ts";

type Question = Parameters<typeof en.choice.question.adult>[0];

const learnsOf = ({ operator, recipient, brand }: Question, site: string) =>
	`Ja, ${operator} mag ${recipient} laten weten dat ik ${brand} bezoek${site}.`;

const rest = ({ purpose, role, data, places, term }: Question) =>
	`Het gaat om ${purpose} (${role}). Wat er daarvoor heen gaat: ${data}. Waar dat wordt verwerkt: ${places}. Mijn antwoord geldt ${term}, en ik kan het op elk moment intrekken.`;

export const choice: typeof en.choice = {
	question: {
		ordinary: (question) => `${learnsOf(question, "")} ${rest(question)}`,
		adult: (question) =>
			`${learnsOf(question, ", een site voor volwassenen: dat kan iets zeggen over mijn seksuele leven of voorkeur")} ${rest(question)}`,
	},
	purposes: {
		hosting: "het draaien van de site",
		development: "bouw en beheer van de site",
		moderation: "controle op ongepaste inhoud",
		analytics: "statistiek over het gebruik van de site",
		fraud_prevention: "het herkennen van vals verkeer en misbruik",
		payment_provider: "het uitvoeren van betalingen",
		delivery: "het bezorgen van bestelde artikelen",
		mail: "het versturen van e-mail",
		tax_authority: "de heffing van belasting",
	},
	roles: {
		processor: "die werkt alleen in onze opdracht",
		controller: "die bepaalt zelf wat er verder mee gebeurt",
		joint_controller: "die bepaalt samen met ons wat ermee gebeurt",
		authority: "dat is een overheid",
	},
	pageKinds: "wat voor soort pagina's er worden geopend",
	everything: "alle gegevens die de privacyverklaring noemt",
	place: (country, protection) => `${country} (${protection})`,
	unnamedPlace: "een land dat nog niet is genoemd",
	transfers: {
		adequacy: "een land dat gegevens passend beschermt, volgens een besluit van de Europese Commissie",
		dpf: "onder het EU-VS-kader voor gegevensbescherming",
		scc: "met de modelbepalingen van de Europese Commissie",
		bcr: "met bindende bedrijfsvoorschriften",
		code_of_conduct: "met een goedgekeurde gedragscode",
	},
	termFor: (duration) => `ten hoogste ${duration}`,
	termSession: "tot de browser wordt gesloten",
	bar: {
		label: "Je bezoek delen",
		question: (recipients) =>
			`Mogen we ${recipients} laten weten dat je deze site bezoekt? Alleen als jij ja zegt; de site werkt ook zonder.`,
		refuse: "Weigeren",
		choose: "Zelf kiezen",
	},
	page: {
		heading: "Wie mag weten dat je hier komt",
		lead: "Deze partijen krijgen pas iets van je bezoek als jij ja zegt. Dat doe je per partij. Zonder ja werkt de site net zo goed.",
		nobody: "We hoeven je hier niets te vragen: van je bezoek krijgt niemand anders iets waar jouw ja voor nodig is.",
		signal:
			"Je browser vraagt sites om niets te delen (Global Privacy Control). Dat nemen we als een nee tegen elke partij hieronder. Wil je het ergens anders, zeg dan hier ja.",
		signalOver:
			"Je zei hier ja voordat je browser sites vroeg om niets te delen. Daarom telt dat ja nu niet; zeg het nog eens als je het wilt.",
		given: "Je antwoord: ja, sinds",
		refused: "Je antwoord: nee, sinds",
		none: "Je hebt nog niet geantwoord. Er gaat niets heen.",
		yes: "Ja, deel",
		no: "Nee, deel niet",
		aloud: (recipient) => `met ${recipient}`,
		refuseAll: "Alles weigeren",
		saved: "Je antwoord is bewaard.",
		changed:
			"De woorden zijn veranderd sinds je deze pagina opende, dus we hebben je antwoord niet overgenomen. Lees ze nog een keer.",
		gone: "Die partij krijgt hier niets meer, dus er valt niets te antwoorden.",
		account: "Deze antwoorden, en de eerdere, vind je ook bij je privacy in je account.",
	},
	account: {
		title: "Delen met anderen",
		lead: "Per site zie je wie iets van je bezoek krijgt als jij ja zegt. Je zet elk antwoord hier om, en dat werkt meteen.",
		empty: "Geen van je sites vraagt je om iets van je bezoek met een ander te delen.",
		site: (brand) => `Op ${brand}`,
		states: {
			given: "Je antwoord: ja, sinds",
			refused: "Je antwoord: nee, sinds",
			changed: "Je zei ja, maar de woorden zijn sindsdien veranderd. Dat ja telt niet meer; er gaat niets heen.",
			expired: "Je zei ja, maar de tijd daarvan is om. Dat ja telt niet meer; er gaat niets heen.",
			none: "Je hebt nog niet geantwoord. Er gaat niets heen.",
			gone: "Deze partij krijgt hier niets meer.",
		},
		yes: "Ja, deel",
		no: "Nee, deel niet",
		aloud: (recipient, brand) => `met ${recipient}, op ${brand}`,
		history: "Wat je antwoordde, en op welke woorden",
		kinds: {
			given: "Ja gezegd op",
			renewed: "Nog eens ja gezegd op",
			refused: "Nee gezegd op",
			withdrawn: "Ingetrokken op",
			expired: "Verlopen op",
		},
		wordsLost: "De woorden van toen hebben we niet meer.",
		saved: "Je antwoord is bewaard en werkt vanaf nu.",
		changed:
			"De woorden zijn veranderd sinds je deze pagina opende, dus we hebben je antwoord niet overgenomen. Lees ze nog een keer.",
		elsewhere:
			"In een browser waarin je op die site nog bent ingelogd, telt een nieuw ja vanaf je volgende bezoek aan je eigen pagina daar.",
		record: "Al je toestemmingen als bestand (ISO/IEC TS 27560, JSON)",
		back: "Terug naar je privacy",
	},
	recordFile: (day) => `toestemmingen-${day}.json`,
};
