import type * as en from "../../en/legal/letters-rights.ts";
import type { LetterContext } from "../../letter.ts";
import { language } from "../language.ts";
import { register } from "./register.ts";

/** The same whatever the answer is: others may see a subject. */
const answered = "Antwoord op je vraag over je gegevens";
const asked = (operator: string) =>
	`Je krijgt deze mail omdat dit adres is ingevuld op de pagina waar je kunt vragen wat ${operator} van je bewaart.`;
const notYou =
	"Heb je dit niet gevraagd? Dan hoef je niets te doen: wie het wel vroeg, ziet niet wat er in deze mail staat.";

type Decided = Parameters<typeof en.rightsLetters.objection_upheld.write>[0];

const uses: Readonly<Record<string, { name: string }>> = register.purposes;

const decided = ({ use, since, reason }: Decided, day: LetterContext["day"]): [string, string][] => [
	["Bezwaar gemaakt op", day(since)],
	["Gebruik", uses[use]?.name ?? use],
	["Waarom", reason],
];

export const rightsLetters: typeof en.rightsLetters = {
	disclosure_told: {
		subject: "Er zijn gegevens over je verstrekt",
		write: ({ at, silentUntil, privacy }, { operator, help, day }) => ({
			paragraphs: [
				`Op ${day(at)} heeft ${operator} gegevens over je verstrekt aan iemand die niet voor ons werkt, omdat een wet of een rechter ons daartoe verplichtte, of om onze rechten te verdedigen. Twee mensen hebben daar eerst naar gekeken.`,
				...(silentUntil === undefined
					? []
					: [
							`Tot ${day(silentUntil)} verbood een bevel ons om je dat te zeggen. Die dag is er, dus we zeggen het je nu.`,
						]),
				"Aan wie, welke gegevens en waarom, lees je als je bent ingelogd: in deze mail staat het niet.",
			],
			links: [{ label: "Bekijk wie iets over je heeft gekregen", link: privacy }],
			after: [`Ben je het er niet mee eens, of heb je een vraag? Beantwoord deze mail, of schrijf naar ${help}.`],
		}),
	},
	copy_link: {
		subject: answered,
		write: ({ link, hours }, { brand, operator }) => ({
			paragraphs: [
				`Via ${brand} is gevraagd wat ${operator} onder dit e-mailadres bewaart. Er hoort geen account bij, maar er staat wel iets onder, bijvoorbeeld een aanmelding die niet is bevestigd.`,
				"Met de link hieronder zie je wat het is, laat je er een kopie van maken, of wis je het. Wie de link heeft, kan die kopie ophalen: stuur hem aan niemand door.",
			],
			links: [{ label: "Bekijk wat er wordt bewaard", link }],
			after: [
				`De link werkt ${language.hours(hours)}. Heb je de kopie laten maken, dan staat op die pagina tot wanneer je hem kunt ophalen.`,
				notYou,
			],
			because: asked(operator),
		}),
	},
	copy_account: {
		subject: answered,
		write: ({ pages, others }, { brand, operator, help }) => ({
			paragraphs: [
				`Via ${brand} is gevraagd wat ${operator} onder dit e-mailadres bewaart. Er hoort een account bij. Een kopie van wat we bewaren, maak je in je account als je bent ingelogd: een link in een mail geeft daar geen toegang toe.`,
				...(others === undefined
					? []
					: [
							`Onder dit adres staat ook iets naast je account, bijvoorbeeld een aanmelding die niet is bevestigd. Dat krijg je met de laatste link, die ${language.hours(others.hours)} werkt. Stuur hem aan niemand door.`,
						]),
			],
			links: [
				...pages.map((link) => ({ label: "Inloggen voor je kopie", link })),
				...(others === undefined ? [] : [{ label: "Bekijk wat er nog meer wordt bewaard", link: others.link }]),
			],
			after: [
				"Is je account opgeschort of gesloten? Log dan toch in: op de pagina die je dan ziet, staat een knop naar je privacyrechten.",
				`Lukt inloggen niet? Schrijf dan naar ${help}: ook dan heb je recht op een kopie.`,
				notYou,
			],
			because: asked(operator),
		}),
	},
	copy_none: {
		subject: answered,
		write: ({ statement }, { brand, operator, help }) => ({
			paragraphs: [
				`Via ${brand} is gevraagd wat ${operator} onder dit e-mailadres bewaart. Het antwoord is: niets. Er is geen account met dit adres, en ook geen aanmelding.`,
				"Wat er vanaf nu wel is, is deze mail. Die staat verzegeld in ons systeem, zo lang als de privacyverklaring over mail zegt.",
			],
			links: [{ label: "De privacyverklaring", link: statement }],
			after: [
				`Gebruikte je bij ons een ander adres? Vraag het dan opnieuw met dat adres. Klopt dit antwoord volgens jou niet, schrijf dan naar ${help}.`,
				notYou,
			],
			because: asked(operator),
		}),
	},
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
