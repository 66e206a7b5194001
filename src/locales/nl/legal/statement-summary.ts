import type * as en from "../../en/legal/statement-summary.ts";
import { language } from "../language.ts";

export const statementSummary: typeof en.statementSummary = {
	heading: "In één minuut",
	intro: "Dit zijn de hoofdlijnen. Elke regel leidt naar het deel waar alles staat.",
	controller: (operator, city) => `${operator} in ${city} bepaalt wat er met je gegevens gebeurt.`,
	account: (asked) => `Bij het aanmelden vragen we je ${asked}.`,
	accountAdult: (asked, age) => `Bij het aanmelden vragen we je ${asked}, en of je ${age} jaar of ouder bent.`,
	voluntary: "Al het andere is vrij.",
	special: (names) =>
		`${names}: die vragen en tonen we alleen als je daar uitdrukkelijk ja op hebt gezegd. Dat kun je altijd intrekken.`,
	recipients: (count) => language.plural(count, { one: "Er is 1 ontvanger.", other: `Er zijn ${count} ontvangers.` }),
	onInstruction: (count) =>
		language.plural(count, {
			one: "Die werkt alleen in onze opdracht.",
			other: "Ze werken alleen in onze opdracht.",
		}),
	afterConsent: (names, count) =>
		`${names} ${language.plural(count, { one: "krijgt", other: "krijgen" })} pas iets na jouw ja.`,
	outside: (names, count) =>
		`Ook buiten de Europese Economische Ruimte ${language.plural(count, { one: "moet", other: "moeten" })} ${names} je gegevens beschermen.`,
	erased: (term) => `Sluit je je account, dan wissen we je gegevens uiterlijk ${term} erna; veel gaat eerder.`,
	kept: "Bewijs, en wat de wet eist, blijft zolang de tabel zegt.",
	can: {
		access: "je gegevens inzien",
		rectification: "ze laten verbeteren",
		erasure: "laten wissen",
		restriction: "laten afschermen",
		portability: "meenemen",
		objection: "bezwaar maken",
		withdraw: "een toestemming intrekken",
		sharing: "delen stopzetten",
		close: "je account sluiten",
	},
	objection: "Tegen gebruik op grond van gerechtvaardigd belang kun je altijd bezwaar maken.",
	rights: (can) => `Je kunt ${can}.`,
	answer: (days) => `We antwoorden binnen ${language.plural(days, { one: "1 dag", other: `${days} dagen` })}.`,
	necessaryCookies: (count) =>
		language.plural(count, {
			one: "1 cookie, die noodzakelijk is.",
			other: `${count} cookies, allemaal noodzakelijk.`,
		}),
	cookies: (necessary, others) =>
		`${language.plural(necessary, { one: "1 noodzakelijke cookie", other: `${necessary} noodzakelijke cookies` })}; ${language.plural(others, { one: "1 andere", other: `${others} andere` })} pas na jouw ja.`,
	complaint: (officer, authority) =>
		`Meld het ons of onze functionaris voor gegevensbescherming (${officer}). Naar de ${authority} kun je altijd.`,
	changes: "Verandert wat we met je gegevens doen, dan hoor je dat minstens 30 dagen vooraf.",
	encryption: "Versleuteling en reservekopieën",
	chapters: {
		"who-we-are": "Wie we zijn",
		"your-data": "Je gegevens",
		"on-this-site": "Op deze site",
		"sharing-and-keeping": "Delen, bewaren en beveiligen",
		"your-say": "Wat jij kunt doen",
		"this-statement": "Over deze verklaring",
	},
};
