import type { LetterBody, LetterContext, LetterLink } from "../../letter.ts";
import { language } from "../language.ts";

type RestrictionEnds = { since: string; from: string; privacy: LetterLink };

type Timed = { link: LetterLink; hours: number };

/** The same whatever the answer is: others may see a subject. */
const answered = "The answer to your question about your data";
const asked = (operator: string) =>
	`You get this mail because this address was filled in on the page that asks what ${operator} keeps of somebody.`;
const notYou = "Did you not ask this? Then there is nothing to do: the asker does not see what this mail says.";

/** Letters about a right that a member used. */
export const rightsLetters = {
	copy_link: {
		subject: answered,
		write: ({ link, hours }: Timed, { brand, operator }: LetterContext): LetterBody => ({
			paragraphs: [
				`Through ${brand} it was asked what ${operator} keeps under this e-mail address. It belongs to no account, but something is kept under it, such as a registration that was not confirmed.`,
				"With the link below you see what it is and have a copy made. Whoever has the link can get that copy: pass it on to nobody.",
			],
			links: [{ label: "See what is kept", link }],
			after: [
				`The link works for ${language.hours(hours)}. Once you have had the copy made, the page says until when you can get it.`,
				notYou,
			],
			because: asked(operator),
		}),
	},
	copy_account: {
		subject: answered,
		write: (
			{ pages, others }: { pages: readonly LetterLink[]; others?: Timed | undefined },
			{ brand, operator }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`Through ${brand} it was asked what ${operator} keeps under this e-mail address. It belongs to an account. You make a copy of what we keep in your account, once you have signed in: a link in a mail does not open it.`,
				...(others === undefined
					? []
					: [
							`Something is kept under this address beside your account, such as a registration that was not confirmed. You get that with the second link, which works for ${language.hours(others.hours)}. Pass it on to nobody.`,
						]),
			],
			links: [
				...pages.map((link) => ({ label: "Sign in for your copy", link })),
				...(others === undefined ? [] : [{ label: "See what else is kept", link: others.link }]),
			],
			after: [notYou],
			because: asked(operator),
		}),
	},
	copy_none: {
		subject: answered,
		write: ({ statement }: { statement: LetterLink }, { brand, operator, help }: LetterContext): LetterBody => ({
			paragraphs: [
				`Through ${brand} it was asked what ${operator} keeps under this e-mail address. The answer is: nothing. There is no account with this address, and no registration either.`,
				"What there is from now on is this mail. It stands in our system sealed, for as long as the privacy statement says of mail.",
			],
			links: [{ label: "The privacy statement", link: statement }],
			after: [
				`Did you use another address with us? Then ask again with that one. If you think that this answer is wrong, write to ${help}.`,
				notYou,
			],
			because: asked(operator),
		}),
	},
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
