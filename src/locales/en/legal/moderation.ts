const SOURCES = {
	own: "We noticed it ourselves.",
	notice: "Somebody reported it to us.",
};

type Scope = { brand?: string | undefined };
type Facts = { at: string; rule?: string | undefined; reason?: string | undefined; source?: keyof typeof SOURCES };

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
		automated:
			"Members of staff decided that you had to show your age. When the time for that had passed, the computer erased your photos and suspended your account. A member of staff looks at it if you object.",
	},
	/** Terms and values, in the order in which they are read. */
	facts: ({ at, rule, reason, source }: Facts): [string, string][] => [
		["Since", at],
		["How long", "Until we lift it; no end has been set."],
		...fact("Rule of the terms", rule),
		...fact("What happened", reason),
		...fact("How we know", source && SOURCES[source]),
	],
	unknown: (contact: string) => `We can no longer show the reason here. Ask us for it at ${contact}.`,
	object: (contact: string) =>
		`Do you disagree? Write to ${contact} and say why. A member of staff looks at it again and answers you. You can also go to court.`,
	objectLink: "Write to us about this",
	/** To a member who is signed in. */
	rights: "Your privacy rights remain:",
	rightsLink: "Your privacy rights",
	termsLink: "The terms",
	/** Of a check of age: the rule and how to show it, never what raised it. `age`: of the site. */
	age: {
		hidden: (operator: string, age: number) =>
			`${operator} wants to be sure that you are ${age} or older. Until then others do not see your profile and your photos on any site.`,
		how: (help: string) =>
			`This is how you show your age: write to ${help}. A member of staff sees an identity document, or sees you in a video call; another person confirms it.`,
		kept: "We keep no copy of the document and no recording of the call. We do keep the outcome, in which of these ways, when each step was taken, which members of staff took it, and which photo it was about.",
		second:
			"You need not do anything yet, and you can still sign in. A second person looks as well. If that person also thinks that you look too young, you get a mail that says how to show your age; if not, others see you again.",
		after: "If we have seen nothing by then, we first erase your photos and then suspend your account.",
		removed: {
			lapsed: (age: number) => `You did not show in time that you are ${age} or older. Your photos are erased.`,
			minor: (age: number) =>
				`Two people who work for us found that you are younger than ${age}. Your photos are erased.`,
		},
		console: {
			title: "Checks of age",
			lead: "A member who looks too young is hidden at once. What one person thinks or sees, another always confirms.",
			empty: "No check is open.",
			open: "Open",
			checkTitle: "Check of age",
			raise: (age: number) => `Looks younger than ${age}`,
			raiseTitle: "Perhaps too young",
			raiseLead:
				"The member's profile and photos are hidden on all sites at once. A colleague looks next. The member is told the rule and how to show their age, nothing of this photo and nothing of you.",
			photo: "Look at the photo",
			state: "Status",
			since: "Since",
			due: "At the latest",
			states: {
				raised: "waits for a second pair of eyes",
				asked: "waits for the member",
				shown: "waits for a second member of staff",
				dismissed: "looks old enough",
				adult: "old enough",
				failed: "photos being erased, account being suspended",
				removed: "photos erased, account suspended",
			},
			acts: {
				agree: "This person looks too young",
				dismiss: "This person looks old enough",
				show: "Record what I saw",
				confirm: "I confirm this outcome",
				refuse: "I do not confirm it",
			},
			kind: "What did you see?",
			kinds: { document: "An identity document", video_call: "The member, in a video call" },
			outcome: "What came out?",
			outcomes: { adult: "Old enough", minor: "Too young" },
			noCopy: "Make and keep no copy, no number and no recording.",
			seen: (kind: string, outcome: string) => `A colleague saw: ${kind} Outcome: ${outcome}`,
			own: "You took the step before. Another member of staff takes this one.",
			alone: (command: string) =>
				`Nobody else on the staff can. The operator is the second person then, on their own machine: ${command}`,
			nextCheck: "Next open check",
			previousCheck: "Previous open check",
			nothing: "There is nothing to decide here now.",
			done: "Recorded.",
			unchanged: "Nothing was recorded: a colleague took a step first, or this one is not yours.",
			running: "The age of this member is being checked already.",
		},
	},
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
			`The member reads this in a mail and on signing in: say what the member did, where and when. Name nobody else, and not the site. ${shortest} to ${longest} characters.`,
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
		liftLead: "The member gets a mail with your reason, and can sign in again if nothing else stands.",
		liftReason: "Why is it lifted?",
		clauseGone: "not known any more",
	},
};
