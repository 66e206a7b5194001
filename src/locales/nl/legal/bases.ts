import type * as en from "../../en/legal/bases.ts";

export const bases: typeof en.bases = {
	special: {
		explanation:
			"De wet beschermt deze gegevens extra. We verwerken ze als je daar uitdrukkelijk ja op hebt gezegd, met één uitzondering. Die staat hieronder.",
		consent:
			"Voor bijzondere gegevens geldt artikel 9 AVG. We gebruiken ze op je uitdrukkelijke toestemming, die je per doel geeft en even makkelijk weer intrekt. Trek je die in, dan wissen we het gegeven meteen. Een veld invullen geldt niet als toestemming.",
		claims:
			"Er is één uitzondering. Aan wat hieronder staat, kan te zien zijn dat je lid bent of was van een site voor volwassenen. Toch bewaren we het, ook als je je toestemming intrekt of de site verlaat:",
		claimsWhy:
			"Jij en wij moeten erop kunnen terugvallen als een van ons zijn recht wil halen of zich tegen een eis moet verdedigen (artikel 9 lid 2 onder f AVG). Wat je zelf op je profiel zet, bewaren we hier nooit voor.",
	},
	within: (purpose) => `Dit hoort bij je toestemming voor ‘${purpose}’. Trek je die toestemming in, dan stopt dit ook.`,
	review:
		"Dat een moderator meekijkt, hoort bij je toestemming om je profiel en je foto's te tonen. Trek je die in, dan wissen we meteen al je foto's op deze site, met wat een moderator erover besloot. Ook een foto die nog wacht, gaat weg en wordt niet meer bekeken.",
	rejection: (mail) => `Wijst een moderator een foto af, dan mailen we je waarom. Die mail bewaren we ${mail}.`,
	records: (term) =>
		`Wat we zo vastleggen, bewaren we ${term}, ook als je de site verlaat of je account sluit. Over een foto staat er alleen dat een moderator die opende, en niets van de foto zelf.`,
	suspended: (term) =>
		`Schort een medewerker je op, op één site of met je hele account, dan staat dat besluit met de reden op dezelfde plek. Bij je account staat het ook, met de regel uit de voorwaarden: zolang de opschorting duurt, en daarna nog ${term}. Je krijgt het besluit per mail.`,
};
