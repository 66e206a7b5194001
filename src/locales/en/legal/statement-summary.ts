import { language } from "../language.ts";

/** The layer above the statement, and the headings of its chapters. */
export const statementSummary = {
	heading: "In one minute",
	intro: "These are the main points. Each line leads to the section that says all of it.",
	controller: (operator: string, city: string) => `${operator} in ${city} decides what happens to your data.`,
	account: (asked: string) => `When you join we ask your ${asked}.`,
	accountAdult: (asked: string, age: number) =>
		`When you join we ask your ${asked}, and whether you are ${age} or over.`,
	voluntary: "All else is optional.",
	special: (names: string) =>
		`${names}: we ask for and show these only if you explicitly said yes. You can always take that back.`,
	recipients: (count: number) =>
		language.plural(count, { one: "There is 1 recipient.", other: `There are ${count} recipients.` }),
	onInstruction: (count: number) =>
		language.plural(count, {
			one: "It works on our instructions alone.",
			other: "They work on our instructions alone.",
		}),
	afterConsent: (names: string, count: number) =>
		`${names} ${language.plural(count, { one: "gets", other: "get" })} something only after your yes.`,
	outside: (names: string, count: number) =>
		`Outside the European Economic Area too, ${names} ${language.plural(count, { one: "is", other: "are" })} bound to protect your data.`,
	erased: (term: string) =>
		`If you close your account, we erase your data ${term} later at the latest; much goes sooner.`,
	kept: "Proof, and what the law asks for, stay as the table says.",
	can: {
		access: "see your data",
		rectification: "correct them",
		erasure: "erase them",
		restriction: "restrict them",
		portability: "take them along",
		objection: "object",
		withdraw: "withdraw a consent",
		sharing: "stop sharing",
		close: "close your account",
	},
	objection: "You can always object to use for a legitimate interest.",
	rights: (can: string) => `You can ${can}.`,
	answer: (days: number) => `We answer within ${language.plural(days, { one: "1 day", other: `${days} days` })}.`,
	necessaryCookies: (count: number) =>
		language.plural(count, { one: "1 cookie, a necessary one.", other: `${count} cookies, all of them necessary.` }),
	cookies: (necessary: number, others: number) =>
		`${language.plural(necessary, { one: "1 necessary cookie", other: `${necessary} necessary cookies` })}; ${language.plural(others, { one: "1 other", other: `${others} others` })} only after your yes.`,
	complaint: (officer: string, authority: string) =>
		`Tell us or our data protection officer (${officer}). You can always go to the ${authority}.`,
	changes: "If what we do with your data changes, you hear at least 30 days before.",
	/** Heading of a part of Security. */
	encryption: "Encryption and backups",
	chapters: {
		"who-we-are": "Who we are",
		"your-data": "Your data",
		"on-this-site": "On this site",
		"sharing-and-keeping": "Sharing, keeping and protecting",
		"your-say": "Your say",
		"this-statement": "About this statement",
	},
};
