import type * as en from "../../en/legal/letters-rights.ts";

export const rightsLetters: typeof en.rightsLetters = {
	restriction_ends: {
		subject: "We gaan je gegevens weer gebruiken",
		write: ({ since, from, privacy }, { operator, help, day }) => ({
			paragraphs: [
				`Op jouw verzoek heeft ${operator} bepaalde gegevens van je alleen bewaard en niet gebruikt. Daar maken we een eind aan. Zoals de privacywet vraagt, laten we je dat vooraf weten.`,
			],
			facts: [
				["Afgeschermd sinds", day(since)],
				["Eindigt op zijn vroegst op", day(from)],
			],
			links: [{ label: "Bekijk wat is afgeschermd", link: privacy }],
			after: [`Ben je het er niet mee eens, schrijf dan vóór die dag naar ${help}.`],
		}),
	},
};
