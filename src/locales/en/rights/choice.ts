/** Of one recipient, as its question names them. */
type Question = {
	operator: string;
	recipient: string;
	brand: string;
	/** Purpose and role, in words. */
	purpose: string;
	role: string;
	/** A list. */
	data: string;
	places: string;
	/** How long the answer counts. */
	term: string;
};

const learnsOf = ({ operator, recipient, brand }: Question, site: string) =>
	`Yes, ${operator} may let ${recipient} know that I visit ${brand}${site}.`;

const rest = ({ purpose, role, data, places, term }: Question) =>
	`It is for ${purpose} (${role}). What it gets: ${data}. Where that is processed: ${places}. My answer counts ${term}, and I can take it back at any time.`;

/** The words of a yes, and the choice of each recipient on every page that offers it. */
export const choice = {
	/** What is said yes to: a yes counts for these words alone. */
	question: {
		ordinary: (question: Question) => `${learnsOf(question, "")} ${rest(question)}`,
		adult: (question: Question) =>
			`${learnsOf(question, ", a site for adults: that can say something about my sex life or orientation")} ${rest(question)}`,
	},
	purposes: {
		hosting: "running the site",
		development: "building and maintaining the site",
		moderation: "checking for inappropriate content",
		analytics: "statistics about the use of the site",
		fraud_prevention: "recognising false traffic and abuse",
		payment_provider: "carrying out payments",
		delivery: "delivering ordered articles",
		mail: "sending e-mail",
		tax_authority: "levying taxes",
	},
	roles: {
		processor: "it works on our instructions alone",
		controller: "it decides for itself what it does with it",
		joint_controller: "it decides with us what is done with it",
		authority: "it is a public authority",
	},
	/** Within a sentence. Of a page, a recipient learns the kind and never the address. */
	pageKinds: "the kinds of pages that are opened",
	everything: "all data that the privacy statement names",
	place: (country: string, protection: string) => `${country} (${protection})`,
	unnamedPlace: "a country that is not yet named",
	transfers: {
		adequacy: "a country with adequate protection, by a decision of the European Commission",
		dpf: "under the EU-US Data Privacy Framework",
		scc: "under the standard clauses of the European Commission",
		bcr: "under binding corporate rules",
		code_of_conduct: "under an approved code of conduct",
	},
	termFor: (duration: string) => `for ${duration} at most`,
	termSession: "until the browser is closed",
	/** Asked on every page of a brand until there is an answer. */
	bar: {
		label: "Sharing your visit",
		question: (recipients: string) =>
			`May we let ${recipients} know that you visit this site? Only if you say yes; the site works without it.`,
		refuse: "Refuse",
		choose: "Choose",
	},
	page: {
		heading: "Who may know that you visit",
		lead: "These parties get something of your visit only after your yes. You give it to each of them apart. Without it the site works just as well.",
		nobody: "There is nobody to ask you about: of your visit nobody else gets anything that needs your yes.",
		signal:
			"Your browser asks sites to share nothing (Global Privacy Control). We take that as a no to every party below. Where you want it otherwise, say yes here.",
		signalOver:
			"You said yes here before your browser began to ask sites to share nothing. So this yes does not count now; say it once more if you want it.",
		given: "Your answer: yes, since",
		refused: "Your answer: no, since",
		none: "You have not answered yet. Nothing goes there.",
		yes: "Yes, share",
		no: "No, do not share",
		/** Goes on after one of those, for those who hear the page. */
		aloud: (recipient: string) => `with ${recipient}`,
		refuseAll: "Refuse all",
		saved: "Your answer is saved.",
		changed:
			"The words have changed since you opened this page, so your answer was not taken. Please read them once more.",
		gone: "That party gets nothing here any more, so there is nothing to answer.",
		account: "You also find these answers, and the earlier ones, under your privacy in your account.",
	},
	/** A member's answers on all their sites. */
	account: {
		title: "Sharing with others",
		lead: "For each site you see who gets something of your visit if you say yes. You change each answer here, and it works at once.",
		empty: "None of your sites asks you to share anything of your visit with somebody else.",
		site: (brand: string) => `On ${brand}`,
		states: {
			given: "Your answer: yes, since",
			refused: "Your answer: no, since",
			changed: "You said yes, but the words have changed since. That yes counts no more; nothing goes there.",
			expired: "You said yes, but the time for it is over. That yes counts no more; nothing goes there.",
			none: "You have not answered yet. Nothing goes there.",
			gone: "This party gets nothing here any more.",
		},
		yes: "Yes, share",
		no: "No, do not share",
		/** Goes on after one of those, for those who hear the page. */
		aloud: (recipient: string, brand: string) => `with ${recipient}, on ${brand}`,
		history: "What you answered, and to which words",
		kinds: {
			given: "Said yes on",
			renewed: "Said yes again on",
			refused: "Said no on",
			withdrawn: "Taken back on",
			expired: "Expired on",
		},
		wordsLost: "We no longer have the words of that day.",
		saved: "Your answer is saved and works from now on.",
		changed:
			"The words have changed since you opened this page, so your answer was not taken. Please read them once more.",
		elsewhere:
			"In a browser where you are still signed in on that site, a new yes counts from your next visit to your own page there.",
		record: "All your consents as a file (ISO/IEC TS 27560, JSON)",
		back: "Back to your privacy",
	},
	recordFile: (day: string) => `consents-${day}.json`,
};
