import type { LetterBody, LetterContext, LetterLink } from "../../letter.ts";
import { register } from "./register.ts";

type RestrictionEnds = { since: string; from: string; reason: string; privacy: LetterLink };
type Decided = { use: keyof typeof register.purposes; since: string; reason: string; choices: LetterLink };
type Refused = Decided & { from?: string | undefined; authority: { name: string; url: string } };

const uses: Readonly<Record<string, { name: string }>> = register.purposes;

const decided = ({ use, since, reason }: Decided, day: LetterContext["day"]): [string, string][] => [
	["You objected on", day(since)],
	["Use", uses[use]?.name ?? use],
	["Why", reason],
];

/** Letters about a right that a member used. */
export const rightsLetters = {
	restriction_ends: {
		subject: "We will use your data again",
		write: ({ since, from, reason, privacy }: RestrictionEnds, { operator, help, day }: LetterContext): LetterBody => ({
			paragraphs: [
				`At your request, ${operator} has only stored certain data of yours and not used them. We will end that. As privacy law asks, we tell you so beforehand.`,
			],
			facts: [
				["Restricted since", day(since)],
				["Ends on, at the earliest", day(from)],
				["Why", reason],
			],
			links: [{ label: "See what is restricted", link: privacy }],
			after: [`If you do not agree, write to ${help} before that day.`],
		}),
	},
	objection_upheld: {
		subject: "We decided on your objection",
		write: (variables: Decided, { operator, day }: LetterContext): LetterBody => ({
			paragraphs: [
				`You objected to a use of your data by ${operator}, and we agree with you. We no longer use your data for this, unless you take your objection back.`,
			],
			facts: decided(variables, day),
			links: [{ label: "See your choices", link: variables.choices }],
		}),
	},
	objection_refused: {
		subject: "We decided on your objection",
		write: (variables: Refused, { operator, help, day }: LetterContext): LetterBody => ({
			paragraphs: [
				`You objected to a use of your data by ${operator}, and we refused that. Our reasons for this use weigh more, or we need it for a legal claim. You read below why.`,
				variables.from === undefined
					? "This use went on while we decided, and it still does."
					: "This use stood still while we decided. It will begin again, and we tell you so beforehand, as privacy law asks.",
			],
			facts: [
				...(variables.from === undefined
					? []
					: [["Begins again on, at the earliest", day(variables.from)] satisfies [string, string]]),
				...decided(variables, day),
			],
			links: [{ label: "See your choices", link: variables.choices }],
			after: [
				`If you do not agree, write to ${help}. You can also complain to the supervisory authority, ${variables.authority.name} (${variables.authority.url}), or go to court.`,
				"If something changes for you, you can object again.",
			],
		}),
	},
};
