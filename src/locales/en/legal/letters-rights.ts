import type { LetterBody, LetterContext, LetterLink } from "../../letter.ts";
import { language } from "../language.ts";
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

type Timed = { link: LetterLink; hours: number };

/** The same whatever the answer is: others may see a subject. */
const answered = "The answer to your question about your data";
const asked = (operator: string) =>
	`You get this mail because this address was filled in on the page that asks what ${operator} keeps of somebody.`;
const notYou = "Did you not ask this? Then there is nothing to do: the asker does not see what this mail says.";

type DisclosureTold = { at: string; silentUntil?: string | undefined; privacy: LetterLink };

/** Letters about a right that a member used, and about what was given of a member. */
export const rightsLetters = {
	disclosure_told: {
		subject: "Data about you were given",
		write: ({ at, silentUntil, privacy }: DisclosureTold, { operator, help, day }: LetterContext): LetterBody => ({
			paragraphs: [
				`On ${day(at)} ${operator} gave data about you to somebody who does not work for us, because a law or a court obliged us to, or to protect our rights in law. Two people looked at it first.`,
				...(silentUntil === undefined
					? []
					: [`Until ${day(silentUntil)} an order forbade us to tell you. That day has come, so we tell you now.`]),
				"To whom, which data and why, you read once you have signed in: this mail does not say it.",
			],
			links: [{ label: "See who got something about you", link: privacy }],
			after: [`Do you not agree, or do you have a question? Reply to this mail, or write to ${help}.`],
		}),
	},
	copy_link: {
		subject: answered,
		write: ({ link, hours }: Timed, { brand, operator }: LetterContext): LetterBody => ({
			paragraphs: [
				`Through ${brand} it was asked what ${operator} keeps under this e-mail address. It belongs to no account, but something is kept under it, such as a registration that was not confirmed.`,
				"With the link below you see what it is, have a copy made of it, or erase it. Whoever has the link can get that copy: pass it on to nobody.",
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
			{ brand, operator, help }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`Through ${brand} it was asked what ${operator} keeps under this e-mail address. It belongs to an account. You make a copy of what we keep in your account, once you have signed in: a link in a mail does not open it.`,
				...(others === undefined
					? []
					: [
							`Something is kept under this address beside your account, such as a registration that was not confirmed. You get that with the last link, which works for ${language.hours(others.hours)}. Pass it on to nobody.`,
						]),
			],
			links: [
				...pages.map((link) => ({ label: "Sign in for your copy", link })),
				...(others === undefined ? [] : [{ label: "See what else is kept", link: others.link }]),
			],
			after: [
				"Is your account suspended or closed? Sign in all the same: the page that you then see has a button that opens your privacy rights.",
				`Can you not sign in? Then write to ${help}: you have a right to a copy all the same.`,
				notYou,
			],
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
				`Did you use another address with us? Then ask again with that one. If you think that this answer is not right, write to ${help}.`,
				notYou,
			],
			because: asked(operator),
		}),
	},
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
