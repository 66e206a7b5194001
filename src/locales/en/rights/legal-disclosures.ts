import { language } from "../language.ts";

const characters = (from: number, to: number) => `${language.number(from)} to ${language.number(to)} characters.`;

/** Data that are given because a law, a court or a claim asks for it. */
export const legalDisclosures = {
	title: "Disclosures on a legal ground",
	lead: "Data of members that an authority or a court asks for, or that are needed to protect our rights in law. One person proposes, another decides; before that, nothing is given and the member hears nothing.",
	listsLabel: "Lists",
	lists: {
		waiting: (count: number) => `Waiting for a second person (${language.number(count)})`,
		silent: (count: number) => `Given, member not told yet (${language.number(count)})`,
		ended: (count: number) => `Done (${language.number(count)})`,
	},
	empty: {
		waiting: "Nothing waits for a second person.",
		silent: "Every member has heard of what was given.",
		ended: "Nothing has been decided yet.",
	},
	what: "What is asked",
	giving: (items: number) =>
		language.plural(items, { one: "Giving 1 kind of data", other: `Giving ${language.number(items)} kinds of data` }),
	longerSilence: "Keeping silent for longer",
	ground: "Ground",
	grounds: {
		legal_duty: "A law obliges us (Art. 6(1)(c))",
		court_order: "A court ordered it (Art. 6(1)(c))",
		own_rights: "To protect our rights in law (Art. 6(1)(f))",
	},
	state: "State",
	states: {
		proposed: "waits for a second person",
		approved: "approved",
		refused: "refused",
		withdrawn: "taken back",
		lapsed: "lapsed: nobody decided within four weeks",
		mail: "given, and the member was told",
		gone: "given; the account was erased before the member could be told",
	},
	silentUntil: (day: string) => `given; the member hears of it on ${day}`,
	proposed: "Proposed",
	decided: "Decided",
	taken: "Package taken",
	told: "Member told",
	tool: "the operator, by the command",
	program: "the program",
	caseTitle: "A disclosure on a legal ground",
	order: "Reference of the order or request",
	orderHint: "As it is known where it came from. The document itself is not stored here.",
	orderedOn: "Date of the order or request",
	article: "Article of law",
	articleHint: "The law and the article that it rests on.",
	reason: "Reason for the member",
	reasonHint: (from: number, to: number) =>
		`${characters(from, to)} The member reads this once nothing forbids it. Write nothing about others.`,
	recipient: "To whom",
	recipientHint: "Name of the authority, the court or the other party. The member reads this.",
	address: "Where the reply goes",
	addressHint: "Name, department and address. It is kept with the proposal.",
	items: "Which data",
	itemsHint: "No more than is asked. You see only what is held of this member.",
	optional: "(optional)",
	silentOn: "Do not tell the member until",
	silentOnHint:
		"Only where the order itself forbids to tell. Twelve months at most. On that day the member is told, unless another order prolongs it.",
	silence: "By which rule the order forbids to tell",
	silenceHint: "Only together with the day.",
	unreadable: "The words of this proposal cannot be read any more.",
	proposeLink: "Propose a disclosure on a legal ground",
	proposeTitle: "Propose a disclosure",
	proposeLead:
		"Check first that the order is genuine and that it obliges us, or that our claim needs this. Then write down what is asked.",
	twoPersons:
		"Nothing is given yet. Another person decides; this page is not enough, however often or wherever you sign in.",
	quiet:
		"Does an order forbid to tell? The member reads at once with which reason you look for the card and open it: write nothing of the order there.",
	propose: "Propose it",
	chooseItems: "Choose at least one.",
	notHeld: "One of these is not held of this member. Nothing was recorded; choose again.",
	notYet: "Choose today or a day before.",
	tooLong: (most: number) => `At most ${language.number(most)} characters.`,
	silenceTooLong: "Choose a day within twelve months. Longer takes another order.",
	silenceNeedsDay: "Choose the day that the order names.",
	ownTitle: "Your own proposal",
	own: "You proposed this, so another person decides.",
	ownBefore:
		"You proposed it by an account that you had before. It cannot be taken back with that any more; another person can refuse it.",
	tooLate:
		"The member hears of it already, or only after the day that is asked for here. It cannot be approved any more.",
	alone: (approve: string, refuse: string) =>
		`You proposed this, and nobody else here may decide. The operator is then the second person: ${approve}, or ${refuse}. You can take it back.`,
	withdraw: "Take it back",
	gone: "The account is gone or is being erased: nothing can be given any more.",
	approveTitle: "Approve",
	approveLead:
		"Compare with the order itself: whether it is genuine, what it asks, and no more than that. With your approval it is recorded as given, the member is told as soon as nothing forbids it, and you can take the package once.",
	approve: "Approve and give",
	refuseTitle: "Refuse",
	refusal: "Why not",
	refuse: "Refuse",
	packageTitle: "The package",
	packageLead:
		"A zip file with exactly the data above. You can take it once, within seven days of the decision; it is stored nowhere. Send it on in a safe way, and delete your own copy then.",
	take: "Take the package",
	notTaken: "The package cannot be taken: it was taken already, it is not yours to take, or seven days have passed.",
	tooLarge: "This is more than one package holds. Nothing was given. Propose it in parts, with fewer data each.",
	incomplete:
		"A part of it does not open, or a file is missing. Nothing was given, and the package was not taken. Let an administrator look, and try it then.",
	packageName: "Data that were asked for",
	prolongTitle: "Another order asks for a longer silence",
	prolongLead: "Here, too, another person decides. Until that decision the day stays as it is.",
	toProlonged: "The disclosure that this is about",
	noSilence: "The member has heard of it already, or no order forbids to tell.",
	notLonger: "Choose a day after the one that stands.",
	alreadyProposed: "A longer silence is proposed already, or somebody else did something at the same moment.",
	done: {
		proposed: "It is recorded. Another person decides.",
		approved: "It is approved and recorded.",
		refused: "It is refused. Nothing was given.",
		withdrawn: "It is taken back. Nothing was given.",
		unchanged:
			"Nothing was changed: it was decided already, it is not for you to decide, the account is being erased, or the silence has ended.",
	},
	/** What each field is called in the list of what is wrong. */
	labels: {
		ground: "Ground",
		order: "Reference",
		ordered_on: "Date of the order",
		article: "Article of law",
		reason: "Reason",
		recipient: "To whom",
		address: "Where the reply goes",
		items: "Which data",
		silent_on: "Do not tell until",
		silence: "Rule of silence",
	},
};
