import type * as en from "../../en/rights/tested.ts";
import { language } from "../language.ts";

export const tested: typeof en.tested = {
	title: "Wat tests van onze beloften bewijzen",
	description: (brand) => `Elke belofte uit de privacyverklaring van ${brand}, met de tests die haar bewijzen.`,
	lead: (passed, all) =>
		`${language.number(passed)} van de ${language.number(all)} beloften uit de privacyverklaring zijn in deze versie van de software bewezen door tests.`,
	noPromises: "In de verklaring die nu geldt zijn geen beloften gemarkeerd. Daarom staan ze hier niet.",
	untestedTitle: "Deze versie is niet getest",
	untestedBody:
		"Er is geen uitslag van alle tests op precies deze versie van de software. Daarom zegt deze pagina van geen enkele belofte dat die is bewezen.",
	meaningHeading: "Wat een test bewijst, en wat niet",
	meaning:
		"Een test laat de software doen wat een zin belooft, en kijkt of dat ook gebeurt. Slaagt de test, dan deed deze versie op dat moment wat de zin zegt. Een test bewijst niet dat het altijd en overal goed gaat, en zegt niets over wat mensen buiten de software om doen.",
	statement: "Verklaring",
	testedOn: "Getest op",
	run: "Alle tests samen",
	runBody: (passed, failed) =>
		`${language.number(passed)} geslaagd, ${failed === 0 ? "geen" : language.number(failed)} mislukt`,
	software: "Versie van de software",
	notComputed: "onbekend",
	groups: {
		failed: { heading: "Een test is mislukt", body: "Hiervan is een test mislukt, dus dit is niet bewezen." },
		untested: {
			heading: "Niet getest in deze versie",
			body: "Hier zijn tests voor, maar er is geen uitslag van deze versie.",
		},
		other_wording: {
			heading: "Getest met andere woorden",
			body: "De tests zijn geslaagd, maar de zin luidde toen anders.",
		},
		not_run: {
			heading: "Niet alle tests zijn uitgevoerd",
			body: "Hier zijn tests voor, maar ze zijn in deze versie niet allemaal uitgevoerd.",
		},
		open: {
			heading: "Nog niet door een test bewezen",
			body: "Wat hiervoor nodig is, is nog niet helemaal af, of er is nog geen test die het bewijst. Een test zegt er dus niets over.",
		},
		passed: {
			heading: "Bewezen door tests",
			body: "Alle tests hiervan zijn geslaagd, met de zin zoals die hier staat.",
		},
	},
	counted: (count) => (count === 1 ? "1 belofte" : `${language.number(count)} beloften`),
	noSentence: "De zin is in de verklaring niet gevonden. De belofte hoort bij dit deel.",
	tests: (count) => (count === 1 ? "1 test" : `${language.number(count)} tests`),
	outcomes: {
		passed: "geslaagd",
		flaky: "geslaagd bij de tweede poging",
		failed: "mislukt",
		not_run: "niet uitgevoerd",
	},
	cases: (count) => (count === 1 ? "1 geval" : `${language.number(count)} gevallen`),
	json: "Hetzelfde voor programma’s (JSON)",
	link: "Wat tests van onze beloften bewijzen",
};
