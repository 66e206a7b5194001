import type * as en from "../../en/legal/letters-rights.ts";
import type { LetterContext } from "../../letter.ts";
import { register } from "./register.ts";

type Decided = Parameters<typeof en.rightsLetters.objection_upheld.write>[0];

const uses: Readonly<Record<string, { name: string }>> = register.purposes;

const decided = ({ use, since, reason }: Decided, day: LetterContext["day"]): [string, string][] => [
	["Bezwaar gemaakt op", day(since)],
	["Gebruik", uses[use]?.name ?? use],
	["Waarom", reason],
];

export const rightsLetters: typeof en.rightsLetters = {
	restriction_ends: {
		subject: "We gaan je gegevens weer gebruiken",
		write: ({ since, from, reason, privacy }, { operator, help, day }) => ({
			paragraphs: [
				`Op jouw verzoek heeft ${operator} bepaalde gegevens van je alleen bewaard en niet gebruikt. Daar maken we een eind aan. Zoals de privacywet vraagt, laten we je dat vooraf weten.`,
			],
			facts: [
				["Afgeschermd sinds", day(since)],
				["Eindigt op zijn vroegst op", day(from)],
				["Waarom", reason],
			],
			links: [{ label: "Bekijk wat is afgeschermd", link: privacy }],
			after: [`Ben je het er niet mee eens, schrijf dan vóór die dag naar ${help}.`],
		}),
	},
	objection_upheld: {
		subject: "We hebben over je bezwaar beslist",
		write: (variables, { operator, day }) => ({
			paragraphs: [
				`Je hebt bezwaar gemaakt tegen een gebruik van je gegevens door ${operator}, en we geven je gelijk. We gebruiken je gegevens hier niet meer voor, tenzij je je bezwaar intrekt.`,
			],
			facts: decided(variables, day),
			links: [{ label: "Bekijk je keuzes", link: variables.choices }],
		}),
	},
	objection_refused: {
		subject: "We hebben over je bezwaar beslist",
		write: (variables, { operator, help, day }) => ({
			paragraphs: [
				`Je hebt bezwaar gemaakt tegen een gebruik van je gegevens door ${operator}, en dat hebben we afgewezen. Onze redenen voor dit gebruik wegen zwaarder, of we hebben het nodig voor een juridische claim. Hieronder lees je waarom.`,
				variables.from === undefined
					? "Dit gebruik ging door terwijl we beslisten, en dat blijft zo."
					: "Dit gebruik stond stil terwijl we beslisten. Het begint weer, en zoals de privacywet vraagt laten we je dat vooraf weten.",
			],
			facts: [
				...(variables.from === undefined
					? []
					: [["Begint op zijn vroegst weer op", day(variables.from)] satisfies [string, string]]),
				...decided(variables, day),
			],
			links: [{ label: "Bekijk je keuzes", link: variables.choices }],
			after: [
				`Ben je het er niet mee eens, schrijf dan naar ${help}. Je kunt ook een klacht indienen bij de toezichthouder, ${variables.authority.name} (${variables.authority.url}), of naar de rechter gaan.`,
				"Is er bij jou iets veranderd, dan kun je opnieuw bezwaar maken.",
			],
		}),
	},
};
