import { language } from "./language.ts";

export const myData = {
	title: "Your privacy",
	lead: "What you said yes to, what you were shown, and who of us looked at your data.",
	consentsTitle: "Your consents",
	consentsEmpty:
		"You have consented to nothing. What we may do without consent stands in the privacy statement of each site.",
	words: "You said yes to:",
	earlier: "What you answered to this before",
	wordsGone: "The words that you said yes to have changed since. The site will ask you anew.",
	recipient: (name: string) => `For: ${name}`,
	kinds: {
		given: "Given on",
		renewed: "Renewed on",
		refused: "Refused on",
		withdrawn: "Withdrawn on",
		expired: "Expired on",
	},
	withdraw: (brand: string) => `Withdraw by leaving ${brand}`,
	withdrawSpecial: "Withdraw and erase",
	agreedTitle: "What you were shown and what you accepted",
	agreedEmpty: "Nothing yet.",
	statementShown: (number: number) => `Privacy statement, version ${number}: shown`,
	termsAccepted: (number: number) => `Terms, version ${number}: accepted`,
	evidence: {
		title: "Evidence of what you agreed to earlier",
		sealed:
			"Of sites that you left, we keep the evidence of what you agreed to there. It is sealed: this page does not show which sites they are.",
		count: (count: number) =>
			language.plural(count, {
				one: "There is 1 sealed piece of evidence. It is erased on",
				other: `There are ${language.number(count)} sealed pieces of evidence. The last is erased on`,
			}),
		open: "Open the evidence",
		openLead: "The page after this names the sites that you left. Make sure that nobody is looking over your shoulder.",
		submit: "Open",
		cancel: "Back to your privacy",
		lead: "What you agreed to on sites that you left. Nobody but you sees this page.",
		incomplete: "This evidence is not complete: part of it is missing or was altered.",
		empty: "There is no evidence of sites that you left.",
		back: "Back to your privacy",
		kinds: {
			given: "consent given",
			renewed: "consent renewed",
			refused: "consent refused",
			withdrawn: "consent withdrawn",
			expired: "consent expired",
		},
	},
	disclosures: {
		title: "Who got something about you",
		lead: (term: string) =>
			`Each time we give something about you to somebody who does not work for us, it stands here: to whom, what and why. We keep this for ${term}. A court or an authority can order us to keep an entry back until a certain day; from that day on you read it here.`,
		empty: "There is nothing here that we may show you.",
		notListed:
			"We do not list here yet to whom we gave something about you. Ask us if you want to know. The privacy statement of each site says who gets data as a rule, and where to ask.",
		notWhole:
			"This list is not complete yet. Ask us if you want to know who else got something about you. The privacy statement of each site says who gets data as a rule, and where to ask.",
		what: "What",
		by: "Given by",
		program: "the program, by itself",
		reference: "Known there as",
	},
	leftSite: "a site that you are no longer a member of",
	accessTitle: "Who looked at your data",
	accessLead: (term: string) =>
		`Each time a member of staff opens something of yours, a reason stands beside it. You read it here. We keep this for ${term}.`,
	accessEmpty: "Nobody has looked at your data.",
	role: "Who",
	about: "About",
	account: "your account itself",
	reason: "Reason",
	ageCheck: "A moderator wants to be sure that you are old enough.",
	photoReview: "Photo review: a moderator looks at each photo before other members see it.",
	kindsOfAccess: {
		found: "Looked up your account",
		opened: "Looked at the state of your account",
		email: "Saw your e-mail address",
		user_name: "Saw your user name",
		gender: "Saw what you chose at ‘I am’",
		photo: "Saw a photo that you added, with what you wrote beside it",
		suspended: "Suspended your account",
		restored: "Lifted the suspension",
		age_check: "Began to check whether you are old enough",
	},
};
