import { clauses } from "./clauses.ts";

const SOURCES = {
	own: "We noticed it ourselves.",
	notice: "Somebody reported it to us.",
};

type Clause = keyof typeof clauses;
type Scope = { brand?: string | undefined };
type Facts = { at: string; clause?: Clause; reason?: string | undefined; source?: keyof typeof SOURCES };

/** A line of a list of facts, if it is known. */
const fact = (term: string, value: string | undefined): [string, string][] =>
	value === undefined ? [] : [[term, value]];

/** What a member is told of a measure: the same words stand in the mail and on the page. */
export const moderation = {
	/** `brand`: where it holds; absent for the whole account. */
	suspended: {
		title: ({ brand }: Scope) => (brand === undefined ? "Your account is suspended" : `You are suspended on ${brand}`),
		what: (operator: string, { brand }: Scope) =>
			brand === undefined
				? `${operator} has suspended your account on all its sites. You are signed out everywhere, cannot sign in for now, and others do not see you.`
				: `${operator} has suspended you on ${brand}. You cannot sign in there for now, and others do not see your profile and your photos there. On other sites nothing changes for you.`,
		human: "A member of staff decided this. No decision was taken automatically.",
	},
	/** Terms and values, in the order in which they are read. */
	facts: ({ at, clause, reason, source }: Facts): [string, string][] => [
		["Since", at],
		["How long", "Until we lift it; no end has been set."],
		...fact("Rule of the terms", clause && clauses[clause]),
		...fact("What happened", reason),
		...fact("How we know", source && SOURCES[source]),
	],
	unknown: (contact: string) => `We can no longer show the reason here. Ask us for it at ${contact}.`,
	object: (contact: string) =>
		`Do you disagree? Write to ${contact} and say why. A member of staff looks at it again and answers you. You can also go to court.`,
	objectLink: "Write to us about this",
	rights: "Your privacy rights remain: you can still ask for your data, or have it erased.",
	rightsLink: "Your privacy rights",
	termsLink: "The terms",
	/** In the console. */
	form: {
		scope: "Where does it hold?",
		choose: "Choose",
		scopeHint: "On one site the member stays signed in and visible on the others.",
		account: "The whole account, on all sites",
		clause: "Which rule of the terms?",
		source: "How do we know?",
		sources: SOURCES,
		reason: "What happened?",
		reasonHint: (shortest: number, longest: number) =>
			`The member reads this in a mail and on signing in: say what the member did, where and when. Name nobody else. ${shortest} to ${longest} characters.`,
		readTitle: "What the member reads",
		read: [
			"what you decide and where it holds, from now until it is lifted",
			"the rule, in the words of the terms",
			"what happened, as you write it above",
			"whether we noticed it ourselves or somebody reported it, without a name",
			"that a member of staff decided it, and how to object",
		],
		notMember: "The member is not a member of this site.",
		lift: "Lift",
		liftLead: "The member gets a mail with your reason, and can sign in again.",
		liftReason: "Why is it lifted?",
		clauseGone: "not known any more",
	},
};
