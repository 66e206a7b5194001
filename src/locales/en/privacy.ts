import { language } from "./language.ts";

export const privacy = {
	cookies: {
		title: "Cookies on this site",
		lead: "A cookie is a small file that your browser keeps. All of them are listed here, with what they do and how long they stay.",
		description: (brand: string) => `All cookies of ${brand}: what they are for, who sets them and how long they stay.`,
		necessary: {
			heading: "Necessary",
			body: "Without these cookies the site does not work the way you ask it to. They need no consent.",
		},
		choice: {
			heading: "Only if you say yes",
			body: "These cookies are set only once you consent to them. If you say no later, they stop and we clear them away.",
			none: "This site uses no such cookies.",
		},
		refuse: {
			heading: "Refusing cookies",
			body: "You can refuse and erase cookies in the settings of your browser. Without the necessary ones you can still read the site, but it will not remember your choices.",
		},
		head: ["Name", "What it does", "Set by", "How long it stays"] as [string, string, string, string],
		brandSets: (brand: string) => `${brand} itself`,
	},
	rights: {
		proofs: {
			before: "You get a signed receipt of it, which anybody can check:",
			verify: "check a receipt",
			log: "Each day we publish the head of our log, so that nothing can disappear from it unseen:",
			head: "the head of the log",
		},
		title: "Your rights",
		lead: (operator: string) =>
			`The data is yours. Here you read what you can ask of ${operator}, how to ask it and when you have an answer.`,
		description: (brand: string) => `How to see, correct, take along or erase your data at ${brand}.`,
		howHeading: "How to ask",
		askByEmail: "Send an e-mail to",
		askByHelpdesk: "Ask the help desk first:",
		orWrite: "If that does not help you, write to",
		barred:
			"Is your account suspended or closed? Sign in as you always do: the page that you then see has a button that opens your privacy rights.",
		identify:
			"Write from the e-mail address that belongs to your account, so that we know it is you. Should more be needed, we ask no more than that.",
		answer: (days: number) =>
			`You have an answer within ${language.plural(days, { one: "1 day", other: `${days} days` })}. It costs nothing.`,
		refusal:
			"If there is something we cannot do, we write why, and what you can do about it: complain to the authority or go to court.",
		listHeading: "What you can ask",
		law: (article: string) => `GDPR, Article ${article}`,
		list: {
			access: {
				name: "Access",
				article: "15",
				body: "In your account you make a copy: it says which data we keep of you, what for, how long and who may get them.",
				ask: "You can ask which data we hold about you, why, for how long and who received it, with a copy.",
			},
			rectification: {
				name: "Correction and completion",
				article: "16",
				body: "If something is wrong or missing, we put it right.",
			},
			erasure: {
				name: "Erasure",
				article: "17",
				body: "We erase your data at once when you ask for it. What a law makes us keep stays, until its term is over. For a while an imprint of your user name stays as well, which nobody can read back, so that nobody can pass for you. The privacy statement names that data and those terms.",
				ask: "In your account you erase what you filled in yourself. You can ask us to erase the rest, or everything at once. What we must keep then stays until its term is over; the privacy statement names it.",
			},
			restriction: {
				name: "Restriction",
				article: "18",
				body: "While we find out whether something is correct or allowed, we stop using that data.",
				ask: "You can ask us to stop using data while we find out whether something is correct or allowed.",
			},
			portability: {
				name: "Taking it along",
				article: "20",
				body: "Another service can read the copy that you make in your account (JSON and CSV).",
				ask: "You can ask for what you gave us in a file that another service can read.",
			},
			objection: {
				name: "Objection",
				article: "21",
				body: "You can object to a use of your data. If it is advertising, it always stops at once.",
			},
			consent: {
				name: "Withdrawing consent",
				article: "7(3)",
				body: "What you said yes to, you can still say no to at any time. It works at once and is as easy as saying yes was.",
			},
		},
		subject: (right: string, brand: string) => `${right} (${brand})`,
		writeAboutThis: (right: string) => `Write to us about: ${right.toLowerCase()}`,
		officerHeading: "The data protection officer",
		officer: "For questions about how we treat data there is a data protection officer:",
		complaintHeading: "A complaint",
		complaint: [
			"If you think that we do not do this well, you may always complain to the authority, also without asking us first:",
			"GDPR, Article 77",
		] as [string, string],
		statement: "The whole privacy statement",
	},
};
