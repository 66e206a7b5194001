import { language } from "../language.ts";

const days = (count: number) => language.plural(count, { one: "1 day", other: `${language.number(count)} days` });

/** The desk of staff that decides on restrictions and objections, and tells recipients by hand. */
export const desk = {
	open: "Open",
	more: (count: number) => `And ${language.number(count)} more. They appear here once the oldest are done.`,
	since: "Since",
	waiting: "Waiting for",
	days,
	member: "The member's page",
	back: "Back to the list",
	rights: {
		title: "Restrictions and objections",
		lead: "Members began these themselves, and they hold until somebody decides. What you decide is told to the member by mail, with the reason that you write.",
		objectionsTitle: "Objections that wait for a decision",
		objectionsEmpty: "No objection waits for a decision.",
		further: (count: number) => `Next (${language.number(count)} more)`,
		restrictionsTitle: "Restrictions",
		restrictionsEmpty: "No member has restricted anything, except by an objection.",
		use: "Use",
		what: "What",
		everything: "Everything of the member",
		oneOf: (what: string) => `${what} (one of them)`,
		on: (what: string, brand: string) => `${what}, on ${brand}`,
		ground: "Ground",
		/** GDPR Art. 18(1)(a), (b), (c) and (d), and Art. 21(2). */
		grounds: {
			accuracy: "The member says that it is not correct (Art. 18(1)(a))",
			unlawful: "The member says that the use is unlawful and wants nothing erased (Art. 18(1)(b))",
			claim: "The member needs it for a legal claim (Art. 18(1)(c))",
			objection: "The member objected to this use (Art. 18(1)(d))",
			marketing: "The member objected to this use, which needs no decision (Art. 21(2))",
		},
		ends: "Ends",
		untold: "Not told",
		endsFrom: (day: string) => `${day}, at the earliest`,
	},
	restriction: {
		title: "A restriction",
		told: "Told to the member on",
		by: "By",
		ended: "Ended on",
		endedBy: {
			member: "the member ended it",
			controller: "seven days after the member was told",
			account: "the account is gone",
		},
		formTitle: "End this restriction",
		formLead: (days: string) =>
			`The member gets a mail with your reason now, and the restriction ends ${days} after that. Until then the member can object to it.`,
		submit: "Tell the member that it ends",
		done: "The member is told by mail.",
		unchanged: "Nothing was changed: the member was told already, or the restriction has ended or is not ended here.",
		byObjection:
			"This restriction comes from an objection. It ends when the objection is refused or taken back, and not here.",
		final: "An objection to this use needs no decision: only the member ends it.",
	},
	objection: {
		title: "An objection",
		meanwhile: "Until the decision",
		halted: "the use stands still",
		goesOn: "the use goes on, because it protects others or a claim",
		outcome: "Your decision",
		outcomes: {
			upheld: "Uphold it: the use stops for good",
			refused: "Refuse it: the use goes on",
		},
		decided: {
			upheld: "upheld: the use has stopped",
			refused: "refused: the use goes on",
		},
		state: "Outcome",
		takenBack: "The member took it back, or the account is gone.",
		decidedOn: "Decided on",
		by: "By",
		formTitle: "Decide",
		formLead:
			"You may refuse it only for compelling reasons that weigh more than the interests, rights and freedoms of this member, or because of a legal claim (Art. 21(1) GDPR).",
		whenRefused: (days: string) =>
			`If you refuse it, a use that stands still begins again ${days} after the mail to the member.`,
		checkRuns:
			"A check of this member's age is running. Have it dismissed or finished first, under Ages; then you can uphold the objection.",
		notStoppable:
			"The software cannot leave a single member out of this use. You can therefore not uphold this objection here. If the member is right, leave it open, and have the operator change the use first.",
		submit: "Decide and tell the member",
		done: "It is decided, and the member is told by mail.",
		unchanged: "Nothing was changed: it was decided already, or the member took it back.",
	},
	notices: {
		title: "Notices to recipients",
		lead: "Who got data about a member must hear when those are corrected, erased or restricted (Art. 19 GDPR). These could not be told by a program, so somebody has to tell them.",
		empty: "Nothing waits: every recipient has been told.",
		recipient: "Recipient",
		act: "What happened",
		/** By the act that a recipient is told of. */
		acts: {
			rectified: "Data were corrected",
			erased: "Data were erased",
			restricted: "The use of data was restricted",
			restriction_lifted: "A restriction ended",
			consent_withdrawn: "A consent was withdrawn",
			objection: "The member objected to a use",
		},
		state: "Why it waits",
		states: {
			by_hand: "the recipient takes no notices from a program",
			failed: "it could not be delivered",
			refused: "the recipient refused it",
			queued: "a program tries to deliver it",
			sent: "the recipient was told",
		},
		code: "Error code",
		noticeTitle: "A notice to a recipient",
		references: "Known to the recipient as",
		noReferences:
			"This recipient was given nothing by which it knows the member. Nobody can say about whom it is; ask the operator what was given, and when.",
		items: "Data that it is about",
		told: "Told on",
		toldBy: "Told by",
		program: "the program, by itself",
		unopened:
			"What this notice says cannot be opened at this moment: its key is there and does not fit. Try again later. Do not mark it as told until you have read it.",
		unreadable:
			"What this notice says can no longer be read: its key is gone or its content is damaged. Whom it is about cannot be found out here.",
		formTitle: "What did you do?",
		formLead:
			"Tell the recipient first, in a way that it can prove later. Give it the references and the data above, and nothing else.",
		tell: "I told the recipient",
		again: "Let the program try again",
		againLead: "This recipient takes notices from a program. It is tried within a minute.",
		done: "It is noted that the recipient was told.",
		queued: "The program tries again within a minute.",
		unchanged: "Nothing was changed: the notice does not wait for a person any more, or cannot be tried again.",
	},
	reason: "Reason for the member",
	reasonHint: (from: number, to: number) =>
		`${language.number(from)} to ${language.number(to)} characters. It stands in the mail, and on the member's own page. Put nothing about others in it.`,
	ageObjection: {
		title: "No check of age can be begun",
		body: "The member's objection to checks of age was upheld. Nothing was changed.",
	},
};
