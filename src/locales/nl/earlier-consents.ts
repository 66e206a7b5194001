import type * as en from "../en/earlier-consents.ts";

export const earlierConsents: typeof en.earlierConsents = {
	profiles: [
		(brand, operator) =>
			`Ja, ${operator} mag wat ik hier over mezelf vertel en de foto's die ik toevoeg bewaren en aan andere leden van ${brand} tonen, ook voor zover dat iets zegt over mijn seksuele leven of voorkeur. Ik kan dit elk moment met één klik intrekken; dan wordt het meteen gewist.`,
	],
	suggestions: [],
};
