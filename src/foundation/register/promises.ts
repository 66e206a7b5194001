import { both, FIRST_PROMISES, geilesexsite, type PromiseRow } from "./promises-first.ts";

const PROMISE_TABLE = {
	...FIRST_PROMISES,
	P32: geilesexsite("The controller is named with address, trade register number, e-mail and telephone.", {
		kept: "P32 P58 names the controller and the officer",
	}),
	P33: geilesexsite(
		"The categories of recipients are named: controller, developers and administrators, entities in third countries under binding agreements, moderators.",
		{ kept: "P33 names each recipient in its own row, and the four groups" },
	),
	P34: geilesexsite("Consent can be withdrawn at any time.", {
		kept: [
			"erases that brand's rows and keys, withdraws its consents, and leaves the others (P34)",
			"takes a yes back as it was given, with one press (P34, P54)",
			"stands while the ledger of the brand says so, and for its own recipient (P34)",
		],
	}),
	P35: geilesexsite("A page lets members limit the number of messages they get.", {
		kept: "P35 limits how many mails of a kind come in a week",
	}),
	P36: geilesexsite("A page lets members stop messages altogether.", {
		kept: "P36 stops every mail but what the account needs",
	}),
	P37: geilesexsite("A page lets members close their account.", {
		kept: [
			"joins a brand, confirms, signs in there, comes to a second brand, leaves it and closes (P01, P02, P37)",
			"ends when the account closes; it opens again with its password and asks every consent anew (P34, P37)",
		],
	}),
	P38: geilesexsite("Data are erased within 60 months after an account is closed.", {
		kept: "is gone on that day: no column of any table names it but what must stay, nor does a file (P38)",
	}),
	P39: geilesexsite("A request for immediate erasure is handled.", {
		kept: [
			"erases a member signed in afresh at once, proves it, and leaves only what the receipt names (P39)",
			"erases a registration that asked for it by its address, at once, and nothing of anybody else (P39)",
			"P39 lets nothing wait out its term after a request for erasure but what evidence or a law needs",
		],
	}),
	P40: geilesexsite("Members have access to their data and can have them rectified.", {
		kept: [
			"makes a copy in which every value is what the database holds, in JSON and in CSV, by its schema (P40, P43)",
			"mails a link to what is held without an account, and a copy of it that its manifest describes (P27, P40)",
			"answers with a copy: the member hears where it is once it is ready (P27, P40)",
			"names for each column that a member edits a form that runs, and a test of it (P26, P40)",
			"POST /profile puts what is right in the place of what was wrong, and keeps the rest (P40)",
			"changes the address once both have confirmed, in either order; sessions stay, other links die (P02, P40)",
			"fulfils with words that the member reads by mail and in the account (P28, P40)",
		],
	}),
	P41: geilesexsite("Members can have a processing restricted.", {
		kept: [
			"POST /privacy/restriction takes them from others' pages and photos at once, and leaves them their own (P41)",
			"POST /privacy/restriction hides it from others there, and the rest stays (P41)",
		],
	}),
	P42: geilesexsite("Members can object to a processing.", {
		kept: [
			"POST /privacy/choices stops service mail at once and for good, until it is taken back (P42)",
			"POST /privacy/choices halts an assessed use at once, and says that nobody has decided (P42)",
			"refuses it with grounds and remedies, and the use is on again seven days later (P42)",
			"upholds it: the use stays off, and the member reads why (P42)",
		],
	}),
	P43: geilesexsite("Members can take their data, chat history included, to another platform."),
	P44: geilesexsite("Members exercise their rights themselves first, and through the helpdesk otherwise.", {
		kept: [
			"hands it over as the request that the page makes, counted from the day it came in (P44)",
			"hands over what a visitor asked under a member's address once the link in a mail confirms it (P44, T27)",
			"gives who has no account a link to what is held, and answers the rest in the ticket (P44)",
		],
	}),
	P45: both("The helpdesk answers questions and reports.", {
		kept: [
			"lists what waits, the oldest day first, in one trip and without a word of it, by who has it (P45)",
			"answers by a mail that holds the answer, and the sender writes back by its link (P15, P45)",
			"is taken, given to a colleague who answers, closed, and opened again by its sender alone (P45)",
			"adds what the sender writes back, by a signed link and no other (P45)",
			"becomes a message of the ticket, once, without what it quotes (P45)",
		],
	}),
	P46: geilesexsite("A complaint about the handling can go to the supervisory authority.", {
		kept: [
			"P31 P46 P63 of $id in $locale leads to its PDF, to the authority and to the terms",
			"refuses nothing without a ground and words, and the mail names both and the ways to complain (P29, P46)",
		],
	}),
	P47: geilesexsite("There are three categories of personal data, each with its own basis and purposes.", {
		kept: "P47 gives each of the three categories",
	}),
	P48: geilesexsite(
		"Necessary data are e-mail address, IP address, account name, password, payment data and necessary cookies.",
	),
	P49: geilesexsite(
		"Necessary data serve the use of the site, payments, sending messages, and service information and answers.",
	),
	P50: geilesexsite(
		"Voluntary data are account information, photos, messages, preferences and cookies that are not necessary.",
	),
	P51: geilesexsite(
		"Voluntary data serve suggestions, profiles, personalised offers, anonymised statistics, securing and improving the site, and third parties on consent.",
	),
	P52: geilesexsite(
		"Special data are sexual preferences, and photos, messages and hobbies as far as they are special.",
	),
	P53: geilesexsite(
		"Special data serve suggestions, profiles and personalisation; never statistics, never third parties.",
	),
	P54: geilesexsite("Members can opt out of sharing.", {
		kept: [
			"switches as easily on as off, and the brand's browser follows (P34, P54)",
			"GET of a page sends nothing after a withdrawal, and takes the number away (P25, P54)",
		],
	}),
	P55: geilesexsite("Data are kept behind encryption.", {
		kept: "holds nothing of a member who %s, while the pages do (P55, P56, T31)",
	}),
	P56: geilesexsite("Passwords are stored unreadable.", {
		kept: [
			"opens with the keys of then, from a copy of then, but for passwords, which nothing opens (P56)",
			"holds nothing of a member who %s, while the pages do (P55, P56, T31)",
			"verifies the password and nothing near it (P56)",
		],
	}),
	P57: geilesexsite("Statistics are anonymised.", {
		kept: [
			"P51 P57 counts those who said yes by age and region, in tens, and nobody else, and keeps nothing of the way",
			"P57 writes no id of a member, and no value of one, into any row of its own",
			"P57 holds no cell, no difference of two tables and no total minus cells that describes 1 to 9 persons",
			"P57 changes a number only after ten persons or more came to its group or left it",
		],
	}),
	P58: geilesexsite("A responsible person and a data protection officer can be reached at a named address.", {
		kept: "P32 P58 names the controller and the officer",
	}),
	P59: geilesexsite("Suggestions follow preset filters on preferences the member gave."),
	P60: geilesexsite("Moderators check for inappropriate content.", {
		kept: [
			"shows the photo to others, who did not see it before, and opens the next (P60)",
			"P60 says of what moderators see before others that it is seen, and of nothing else",
		],
	}),
	P61: geilesexsite("Binding agreements give comparable protection for entities in third countries."),
	P62: geilesexsite("The operator's statement is valid for the partner's organisation.", {
		kept: "P62 is declared valid for the partner's organisation",
	}),
	P63: both("The terms hold the definitions that the statement uses.", {
		kept: ["P63 the terms open with the definitions", "P63 points to the terms for the words that it uses"],
	}),
} as const satisfies Record<string, PromiseRow>;

export type PromiseId = keyof typeof PROMISE_TABLE;
/** Every promise that the two statements make. A later feature turns a row from open to kept. */
export const PROMISES: Record<PromiseId, PromiseRow> = PROMISE_TABLE;
export const PROMISE_IDS = Object.keys(PROMISE_TABLE) as PromiseId[];

export function isPromiseId(text: string): text is PromiseId {
	return Object.hasOwn(PROMISE_TABLE, text);
}

/** The promises a brand's statement has to state. A brand that neither source names makes those of both. */
export function promisesInScope(brand: string): PromiseId[] {
	return PROMISE_IDS.filter((id) => {
		const { scope } = PROMISES[id];
		return scope === "both" || scope === brand;
	});
}
