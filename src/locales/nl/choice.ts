import type * as en from "../en/choice.ts";

type Question = Parameters<typeof en.choice.question.adult>[0];

const learnsOf = ({ operator, recipient, brand }: Question, site: string) =>
	`Ja, ${operator} mag ${recipient} laten weten dat iemand met deze browser ${brand} bezoekt${site}.`;

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
};
