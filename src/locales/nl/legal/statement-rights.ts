import type * as en from "../../en/legal/statement-rights.ts";
import { language } from "../language.ts";

export const rightsWords: typeof en.rightsWords = {
	heading: "Je rechten",
	intro: "Veel kun je zelf, direct in je account. Lukt dat niet, of doe je het liever niet zelf, dan vraag je het ons.",
	page: "Op de pagina ",
	pageLink: "je rechten",
	pageAfter: " staat hoe je elk recht gebruikt.",
	caption: "Welke rechten je hebt en hoe je ze gebruikt",
	rows: {
		access: {
			name: "Inzage (art. 15 AVG)",
			yourself:
				"In je account maak je een kopie van wat we van je bewaren, met waarvoor, hoe lang en wie het kan krijgen.",
			ask: "In je account zie je wat je hebt ingevuld, waar je ja op zei en welke medewerkers je gegevens hebben geopend. De rest vraag je ons.",
		},
		rectification: {
			name: "Verbeteren en aanvullen (art. 16 AVG)",
			yourself: "Je profiel en je e-mailadres wijzig je in je account. De rest vraag je ons.",
			ask: "Vraag het ons.",
		},
		erasure: {
			name: "Wissen (art. 17 AVG)",
			yourself: "Wis een gegeven apart, of vraag in je account om alles direct te wissen.",
			ask: "Wat je zelf hebt ingevuld, wis je per gegeven in je account. De rest, of alles ineens, vraag je ons.",
		},
		restriction: {
			name: "Beperken of afschermen (art. 18 AVG)",
			yourself:
				"Doe dat in je account, onder ‘Je privacy’. Het werkt meteen: we bewaren het gegeven dan alleen nog, en geen termijn wist het tot je er een eind aan maakt.",
			ask: "Vraag het ons.",
		},
		portability: {
			name: "Meenemen naar een ander platform (art. 20 AVG)",
			yourself: "Download in je account een kopie die een andere dienst kan lezen.",
			ask: "Vraag het ons.",
		},
		withdraw: {
			name: "Toestemming intrekken (art. 7 AVG)",
			yourself: "Elk moment, voor elke toestemming apart, in je account. Het werkt meteen.",
			ask: "Vraag het ons.",
		},
		sharing: {
			name: "Delen stopzetten",
			yourself: "Zet een ontvanger uit bij de cookiekeuze of in je account.",
			ask: "Vraag het ons.",
		},
		close: {
			name: "Je account sluiten",
			yourself: "In je account. Je bent dan overal uitgelogd en je profiel is meteen onzichtbaar.",
			ask: "Vraag het ons.",
		},
	},
	contactEmail: "Verzoeken over je gegevens mail je naar ",
	contactHelpdesk: "Verzoeken doe je met het ",
	helpdeskForm: "formulier van de helpdesk",
	contactDpo: " Lukt dat niet, mail dan ",
	identity:
		"We willen zeker weten dat een verzoek van jou komt. Inloggen is genoeg; anders sturen we je een link. Een kopie van je identiteitsbewijs vragen we nooit. Een verzoek kost je niets.",
	identityByMail:
		"We willen zeker weten dat een verzoek van jou komt. Schrijf daarom vanaf het e-mailadres van je account; hebben we dan nog iets nodig om je te herkennen, dan vragen we niet meer dan dat. Een kopie van je identiteitsbewijs vragen we daarvoor nooit. Een verzoek kost je niets.",
	barred: "Met een opgeschort of gesloten account houd je deze rechten. Inloggen opent alleen die pagina's.",
	answerHeading: "Wanneer je antwoord krijgt",
	answer: (days, weeks) =>
		`We antwoorden binnen ${language.plural(days, { one: "1 dag", other: `${days} dagen` })}${weeks === undefined ? "" : ` (${language.plural(weeks, { one: "1 week", other: `${weeks} weken` })})`} op elk verzoek, of het nu gaat om inzage, wijzigen, verbeteren, aanvullen, verwijderen, wissen of afschermen.`,
	refusal:
		"Kunnen we een verzoek niet inwilligen, dan schrijven we je waarom. In dat antwoord staat ook wat je dan kunt doen: een klacht bij de toezichthouder of een stap naar de rechter.",
};
