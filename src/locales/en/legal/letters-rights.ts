import type { LetterBody, LetterContext, LetterLink } from "../../letter.ts";

type RestrictionEnds = { since: string; from: string; privacy: LetterLink };

/** Letters about a right that a member used. */
export const rightsLetters = {
	restriction_ends: {
		subject: "We will use your data again",
		write: ({ since, from, privacy }: RestrictionEnds, { operator, help, day }: LetterContext): LetterBody => ({
			paragraphs: [
				`At your request, ${operator} has only stored certain data of yours and not used them. We will end that. As privacy law asks, we tell you so beforehand.`,
			],
			facts: [
				["Restricted since", day(since)],
				["Ends on, at the earliest", day(from)],
			],
			links: [{ label: "See what is restricted", link: privacy }],
			after: [`If you do not agree, write to ${help} before that day.`],
		}),
	},
};
