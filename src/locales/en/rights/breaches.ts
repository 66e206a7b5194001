import type { LetterLink } from "../../letter.ts";
import { language } from "../language.ts";

const hours = (count: number) => language.plural(count, { one: "1 hour", other: `${language.number(count)} hours` });
const minutes = (count: number) =>
	language.plural(count, { one: "1 minute", other: `${language.number(count)} minutes` });
const members = (count: number) =>
	language.plural(count, { one: "1 member", other: `${language.number(count)} members` });
/** Days would hide how a term of hours runs. */
const span = (whole: number, rest: number) =>
	whole === 0 ? minutes(rest) : rest === 0 ? hours(whole) : `${hours(whole)} and ${minutes(rest)}`;

export const breaches = {
	title: "Data breaches",
	lead: "Every breach of personal data is recorded here, also when nobody has to be told (Art. 33(5) GDPR). The clock counts from the moment you came to know of it.",
	record: "Record a breach",
	empty: "No breach is open.",
	openTitle: "Open",
	closedTitle: "Closed",
	known: "Known since",
	left: "Authority",
	risk: "Risk",
	step: "Still to do",
	open: "Open",
	further: "Further",
	inTime: (whole: number, rest: number) => `${span(whole, rest)} left`,
	late: (whole: number, rest: number) => `overdue by ${span(whole, rest)}`,
	decided: "decided",
	membersWait: "members have to be told without undue delay",
	risks: {
		open: "not assessed yet",
		none: "a risk is unlikely",
		likely: "a risk, not a high one",
		high: "a high risk",
	},
	authorityStates: { open: "not told yet", told: "told", not_told: "not told, with a reason" },
	memberStates: { open: "not decided yet", told: "told", not_told: "not told, with a reason" },
	todo: {
		assess: "assess it",
		authority: "tell the authority, or say why not",
		members: "tell the members, or say why not",
		letters: "letters are going out",
		close: "close it",
	},
	noNames: "Write no names, addresses or words of members here: this record is kept for years.",
	newTitle: "Record a breach",
	newLead:
		"Write down what you know now. What you learn later is added; nothing is ever changed or taken away. The clock runs from the moment you fill in below, whenever you record it.",
	aware: "When you came to know of it",
	awareOn: "Day",
	awareTime: "Time",
	timeHint: "Dutch time, such as 14:05. Of an hour that occurs twice in a night in autumn, the first counts.",
	happened: "What happened",
	happenedHint: (to: number) =>
		`What was lost, changed, seen or sent, how it came to light, and about how many people are concerned. At most ${language.number(to)} characters.`,
	brands: "Sites that it touches",
	everyBrand: "All sites",
	items: "Kinds of data that it touches",
	itemsHint: "As the privacy statement names them. Who is affected is counted by these.",
	windowTitle: "From when to when",
	windowHint: "The days in which somebody could have got at the data. Where you do not know, take them widely.",
	from: "First day",
	to: "Last day",
	systems: "Systems and suppliers that it touches",
	measures: "What was done, and what will be done",
	riskLabel: "Is there a risk for members?",
	riskNow: "You may leave this open and assess it later.",
	riskReason: "Why you think so",
	riskReasonHint:
		"Kind of data, how many people, whether it can be read (what identifies members is stored encrypted), who got it, and what they could do with it.",
	submit: "Record",
	error: {
		time: "Write a time such as 14:05.",
		noSuchTime: "That time does not exist: the clock went forward that night. Take the time before or after it.",
		day: "Choose a day.",
		future: "This lies in the future. Write when you came to know of it.",
		notBefore: "This lies before the moment you came to know of it.",
		notYet: "This lies in the future. Write it down once it has happened.",
		brands: "Choose at least one site.",
		items: "Choose at least one kind of data.",
		window: "The last day lies before the first one.",
		windowFuture: "The last day lies in the future.",
		delay: (law: string) => `It was told after the term. Write why it took longer (${law}).`,
		noSuchStep: "This step is not open now. Nothing was written; below stands what is.",
		busy: "Somebody else added something at the same moment. Nothing of yours was written; read it and send it again.",
		confirm: "Tick that you have read it: a letter cannot be called back.",
	},
	done: {
		recorded: "The breach is recorded. The clock runs.",
		added: "It is added.",
		letter: "The letters go out in the minutes that follow.",
	},
	article: "Art. 33(1) GDPR",
	caseTitle: "A data breach",
	facts: {
		known: "Known since",
		recorded: "Recorded",
		tellBy: "Tell the authority by",
		law: "Term",
		lawOf: (count: number, law: string) => `${hours(count)} (${law})`,
		risk: "Risk",
		authority: "Authority",
		members: "Members",
		letters: "Letters",
		lettersOf: (queued: number, failed: number) =>
			failed === 0
				? members(queued)
				: `${members(queued)}; of ${language.number(failed)} the address could not be read`,
		lettersRun: "still going out",
		closed: "Closed",
	},
	affected: "Who is affected",
	letterLink: "Write a letter to the members",
	stepsTitle: "What you can do",
	steps: {
		assess: "Assess the risk",
		authority: "The authority was told",
		authorityNot: "The authority is not told",
		members: "The members were told in another way",
		membersNot: "The members are not told",
		add: "Add what you know now",
		close: "Close",
		reopen: "Open again",
	},
	authorityOn: "Day",
	authorityTime: "Time",
	reference: "Reference of the notification",
	delay: "Why it took longer than the term",
	delayHint: (law: string) => `Only where it was told after the term (${law}).`,
	authorityNotLead:
		"Only where a risk for members is unlikely (Art. 33(1)). If you assess it differently later, this is open again.",
	membersOn: "Day",
	membersTime: "Time",
	how: "How they were told",
	ground: "Why they are not told",
	grounds: {
		not_high: "The risk is not high (Art. 34(1))",
		unreadable: "Nobody can read the data, for they are encrypted (Art. 34(3)(a))",
		averted: "What was done since takes the high risk away (Art. 34(3)(b))",
		effort: "It would take disproportionate effort, and everybody is told publicly (Art. 34(3)(c))",
	},
	notHighOnly: "The risk was assessed as high: choose another ground.",
	reasonLabel: "Reason",
	text: "What is new",
	send: "Add to the record",
	log: "The record",
	program: "the program",
	entries: {
		recorded: "Recorded",
		added: "Added",
		assessed: "Assessed",
		authority_told: "The authority was told",
		authority_not_told: "The authority is not told",
		members_told: "The members were told",
		members_not_told: "The members are not told",
		letter_begun: "A letter to the members was begun",
		letter_ended: "The letters are on their way",
		closed: "Closed",
		reopened: "Opened again",
	},
	unreadable: "These words can no longer be opened.",
	until: (from: string, to: string) => `${from} to ${to}`,
	affectedTitle: "Who is affected",
	affectedLead:
		"Counts members of whom something of these kinds is held now, on these sites, and who were members before the end of the last day. Who joined later is left out; what came later of an older member is counted too. Only numbers come out: nobody's name is shown.",
	notCounted:
		"People without an account (askers of the help desk, visitors) are not among them, nor is anybody who left all of these sites.",
	gone: (count: number) =>
		`Since the first day, ${language.plural(count, { one: "1 account was", other: `${language.number(count)} accounts were` })} erased on request: these people can no longer be counted or told.`,
	count: "Count",
	countTitle: "Counted",
	total: "Members together",
	perItem: "Of whom this is held",
	noOne: "Of these kinds, nothing is held of any member on these sites.",
	noTable: "not kept by member",
	putDown: "Add to the record",
	counted: (total: string, parts: string) => `Counted: ${total}. ${parts}`,
	backToCase: "Back to the breach",
	letterTitle: "A letter to the members",
	letterLead:
		"Everybody who is affected gets this as a mail, in their own language and in the name of a site of theirs. It comes whatever mail they have stopped. No list of members is shown or made: the program sends it, a hundred at a time.",
	letterOne: "Each reads it in the name of one of their sites. So name no site: it could tell of another one.",
	letterReason: "Why the members are told",
	letterReasonHint: "Stands in the record of this breach.",
	letterIn: (name: string) => `Letter: ${name}`,
	nature: "What happened",
	consequences: "What may follow from it",
	letterMeasures: "What we did, and what you can do yourself",
	plain: "In plain words (Art. 34(2)). The letter itself adds the kinds of data and where questions go.",
	confirm: "I have read the letter in every language. It goes to everybody who is affected.",
	letterSubmit: "Send the letters",
	letterRuns: "Letters of this breach are going out. When they are out, another one can be written.",
	notAssessed: "Assess the risk first: the letter says what may follow.",
};

export const breachLetters = {
	breach_told: {
		subject: "About the security of your data",
		write: (
			{
				items,
				nature,
				consequences,
				measures,
				rights,
			}: {
				items: string;
				nature: string;
				consequences: string;
				measures: string;
				rights: LetterLink;
			},
			{ operator, help }: { operator: string; help: string },
		) => ({
			paragraphs: [
				`Something happened to data of yours that ${operator} keeps. We tell you what, and what you can do.`,
				...nature.split(/\n+/),
				`What may follow from it: ${consequences}`,
				...measures.split(/\n+/),
			],
			facts: [["Kinds of data", items]] as [string, string][],
			links: [{ label: "Your privacy rights", link: rights }],
			after: [
				`Questions go to ${help}. Never send your password to anybody, also not when a mail or a caller asks for it.`,
			],
			because:
				"You get this mail because the law obliges us to tell you of it (Art. 34 GDPR). You cannot stop mail like this.",
		}),
	},
};
