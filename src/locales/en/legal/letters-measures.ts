import { discreet, type LetterBody, type LetterContext, type LetterLink } from "../../letter.ts";
import { clauses } from "./clauses.ts";
import { moderation } from "./moderation.ts";

type AgeCheck = {
	age: number;
	clause: "age" | "ages";
	due?: string | undefined;
	rights: LetterLink;
	terms: LetterLink;
};
type Suspension = {
	isWhole: boolean;
	clause: keyof typeof clauses;
	source: "own" | "notice";
	automated?: boolean | undefined;
	reason: string;
	at: string;
	rights: LetterLink;
	terms: LetterLink;
};
type Lifting = {
	isWhole: boolean;
	reason: string;
	at: string;
	otherStands?: boolean | undefined;
	signIn: LetterLink;
};

const OTHER_STANDS = "Another decision still stands; the mail about it says what it means for you.";

/** How a suspended member reaches their privacy rights: of the whole account, or on one brand. */
const RIGHTS = "Your privacy rights remain: you can still ask for your data, or have it erased.";
const RIGHTS_BY_BUTTON = `${RIGHTS} For that you sign in as you always do; the page that you then see has a button that opens your privacy rights.`;
const RIGHTS_IN_ACCOUNT = `${RIGHTS} For that you sign in to your account, which stays open, and choose Privacy.`;

/** Letters about a measure, and about a check of age. */
export const measureLetters = {
	suspended: {
		subject: "A decision about your account",
		write: (
			{ isWhole, clause, source, automated, reason, at, rights, terms }: Suspension,
			{ brand, operator, help, neutral, time }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				moderation.suspended.what(operator, isWhole ? {} : { brand }),
				automated ? moderation.suspended.automated : moderation.suspended.human,
			],
			facts: moderation.facts({ at: time(at), rule: clauses[discreet(clause, neutral)], reason, source }),
			links: [
				{ label: moderation.termsLink, link: terms },
				{ label: moderation.rightsLink, link: rights },
			],
			after: [
				moderation.object(help),
				"You can also answer this mail.",
				isWhole ? RIGHTS_BY_BUTTON : RIGHTS_IN_ACCOUNT,
			],
		}),
	},
	suspension_lifted: {
		subject: "Your suspension is lifted",
		write: (
			{ isWhole, reason, at, otherStands, signIn }: Lifting,
			{ brand, operator, time }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`${operator} has lifted the suspension of your account${isWhole ? "" : ` on ${brand}`}. ${otherStands ? OTHER_STANDS : "You can sign in again, and others see you as you chose yourself."}`,
			],
			facts: [
				["Since", time(at)],
				["Why", reason],
			],
			links: [{ label: "Sign in", link: signIn }],
		}),
	},
	age_check: {
		subject: "Your profile is hidden for now",
		write: (
			{ age, clause, due, rights, terms }: AgeCheck,
			{ operator, help, neutral, day }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				moderation.age.hidden(operator, age),
				due === undefined ? moderation.age.second : moderation.age.how(help),
			],
			facts: [
				["Rule of the terms", clauses[discreet(clause, neutral)]],
				...(due === undefined ? [] : [["Show it on or before", day(due)] satisfies [string, string]]),
			],
			links: [
				{ label: moderation.termsLink, link: terms },
				{ label: moderation.rightsLink, link: rights },
			],
			after: [...(due === undefined ? [] : [moderation.age.after]), moderation.age.kept, moderation.object(help)],
		}),
	},
	age_check_ended: {
		subject: "The check of your age has ended",
		write: (
			{ rights, otherStands }: { rights: LetterLink; otherStands?: boolean | undefined },
			{ operator }: LetterContext,
		): LetterBody => ({
			paragraphs: [
				`${operator} has ended the check of your age. ${otherStands ? OTHER_STANDS : "Others see your profile and your photos again, as you chose yourself."}`,
			],
			links: [{ label: moderation.rightsLink, link: rights }],
		}),
	},
};
