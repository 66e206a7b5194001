/** What Articles 9, 13, 14, 21 and 26 to 28 GDPR ask, beside the chapters that are about a subject. */
export const articlesWords = {
	/** In every place where a fact is missing that the statement has to name. */
	unnamed: "not yet named",
	gdpr: "GDPR is the General Data Protection Regulation, the privacy law of the European Union.",
	/** Of whom necessary data are asked. `without`: what follows if they are not given. */
	necessary: {
		member: {
			caption: "Necessary data of each member",
			intro: (items: string) =>
				`Of each member: we ask ${items} when you join, because they are a condition of the contract. The law does not oblige you to give them.`,
			without: "Without those data we cannot admit you as a member.",
			after: "The other data in this table arise because you use the site, or you set them up yourself.",
		},
		buyer: {
			caption: "Necessary data of buyers",
			intro: () => "Only if you buy something.",
			without: "Without these data we cannot carry out a purchase.",
			after: "You need none of them to be a member. Tax law obliges us to keep the invoice.",
		},
		performer: {
			caption: "Necessary data of performers",
			intro: () => "Only if you publish as a performer.",
			without: "Without these data you cannot publish as a performer.",
			after: "You need none of them to be a member.",
		},
		asker: {
			caption: "Necessary data of people who ask us something",
			intro: () => "Only if you ask us something or use a right.",
			without: "Else we cannot answer.",
			after: "You need none of them to be a member.",
		},
	},
	byContract: "Belongs to the contract with you.",
	byLaw: "The law obliges us to.",
	byThisLaw: (law: string) => `The law obliges us to (${law}).`,
	/** Which law, by purpose. */
	duties: {
		moderation: "Art. 16 and 20 Digital Services Act (EU) 2022/2065",
		accountability: "Art. 5(2), 7(1) and 12 GDPR",
		fiscal: "Art. 52 General State Taxes Act of the Netherlands",
	},
	unasked: {
		adult:
			"Origin, religion, political opinion, health and trade union membership are special too. We do not ask about them; if you write about them all the same, the same applies.",
		general:
			"We do not ask about origin, religion, political opinion, health or trade union membership (Art. 9 GDPR), and use them for nothing. So do not put them in your profile; what is there all the same you erase yourself, or ask us to.",
		criminal: "Nor do we ask about convictions and criminal offences (Art. 10 GDPR).",
	},
	optionalSpecial: (items: string) =>
		`You fill in ${items}, too, only if you want to, and only after you explicitly said yes to it.`,
	objection: {
		heading: "Your right to object",
		intro:
			"You can object at any time to each use of your data that rests on a legitimate interest (Art. 21 GDPR). Say what it is about your situation that makes you object. These are the uses:",
		item: (purpose: string, then: string) => `${purpose}: ${then}`,
		marketing: "Against advertising you need no reason: we always stop at once.",
		byEmail: "You object by mail to ",
		byHelpdesk: "You object with the ",
		account: "You can also do so in your account, under ‘Your privacy’.",
		free: "It costs you nothing.",
		row: "Under ‘Your right to object’ it says what you can object to and how.",
	},
	others: {
		heading: "If you are not a member",
		intro:
			"We may have data about people who are not members, too. They have the same rights as members (Art. 14 GDPR). This is what it can be:",
		caption: "Data about people who are not members",
		head: ["Who", "What, and from whom", "What for, and on which basis", "Kept for"],
		visitor: {
			who: "You visit the site",
			what: "An imprint of your IP address, to count abuse, and the necessary cookies in your browser. They come from your browser and your connection.",
			why: (basis: string) => `To secure the site: ${basis}.`,
			kept: (term: string) => `The imprint for ${term}; the cookies as the cookie table says.`,
			whatOfEvents: "The six data that arise by themselves.",
			keptOfEvents: (term: string) => `The six for ${term}.`,
		},
		address: {
			who: "Somebody joins with your e-mail address",
			what: "Your e-mail address, from the person who filled it in. You get a mail about it.",
			why: (basis: string) =>
				`To see whether the address belongs to that person: ${basis}. The interest is that nobody becomes a member in your name.`,
			kept: (term: string) => `${term}, unless the registration is confirmed or you discard it sooner.`,
		},
		depicted: {
			who: "You are in a photo or a text of a member",
			what: "What the photo or the text shows of you, from the member who put it there.",
			why: (basis: string) =>
				`To show the member's profile: ${basis}. The interest is that members can show who they are, also together with others. Our terms allow it only if you agreed.`,
			kept: (term: string) =>
				`Until the member erases it, and ${term} after the member closes the account at the latest.`,
		},
		mail: {
			who: "You mail us",
			asks: "You ask us something",
			what: "Your e-mail address and what you write, and what somebody else writes to us about you.",
			why: (basis: string) => `To answer: ${basis}.`,
			kept: (term: string) => `${term} after the answer.`,
			unnamed: "Not yet named.",
		},
		message: {
			who: "A member writes about you in a message",
			what: "What the message says about you, from the member who wrote it.",
			why: (basis: string) =>
				`To deliver the message: ${basis}. The interest is that members can write to each other freely.`,
			kept: (term: string) =>
				`Until the member erases it, and ${term} after the member closes the account at the latest.`,
		},
		report: {
			who: "You report something, or a report is about you",
			what: "What the report says, from the person who reports.",
			why: (basis: string) => `To handle the report: ${basis}.`,
			kept: (term: string) => `${term} after the decision.`,
		},
		ask: "If you want to know what we have about you, or want it to go, you need no account. Mail ",
	},
	recipients: {
		principleGroups:
			"We do not give your data to others, except as it says here. Whoever gets something stands in the table: by name or, as long as no company is named, as a group.",
		group: (name: string) => `${name} (a group; the name of the company is not yet named)`,
		countryUnnamed: "The country is not yet named.",
		alsoIn: (country: string, instrument: string) =>
			`Data are processed in ${country} as well. Protection: ${instrument}.`,
		decision: "Implementing Decision (EU) 2023/1795 of 10 July 2023",
		document: (document: string, date: string) => `Document: ${document}, ${date}.`,
		documentUnnamed: "The document with this recipient and its date are not yet named.",
		copyHere: "Read it here",
		thirdBefore:
			"A recipient outside the European Economic Area falls under a decision of the European Commission or is bound by arrangements; either way your data are protected there in a comparable way. The table says which document applies to whom. You ask for a copy at ",
	},
	partner: {
		/** Instead of a name. */
		unnamedProvider: (brand: string) => `The party that offers ${brand}`,
		unnamedController: (host: string, operator: string, short: string) =>
			`${host} is offered by a partner of ${operator}, called ${short} below, on its facilities. The legal name of that partner is not yet named. In this statement ‘we’ is ${short}. ${short} decides what your data are processed for and how, and is the controller for that.`,
		roles: {
			no_access: "The partner gets no data about you.",
			processor: "The partner works only on our instructions (processor, Art. 28 GDPR).",
			joint_controller:
				"The partner is responsible together with us (Art. 26 GDPR). For your rights you can turn to either; the essence of what we agreed you ask for at ",
		},
		roleUnnamed:
			"Whether the partner is a processor (Art. 28 GDPR) or responsible together with us (Art. 26 GDPR) is not yet named. The partner is not in the table of recipients: it gets no data about you from us.",
	},
	/** What a retention rule keeps, where a name of an item alone would stand in two rows with two terms. */
	keptWhole: {
		unconfirmed_account: "What you filled in when you registered, and when",
		guess_count: "How often a wrong password was entered",
		session: "Start, last use and end of each session, and on what kind of device it runs",
		one_time_code: "The code itself and, if you change your e-mail address, the new address",
		abuse_count: "An imprint of your IP address, from which nobody can read it back",
		name_hold: "An imprint of your user name, and of what it looks like",
		ban: "An imprint of your e-mail address",
		failed_payment: "How you wanted to pay, with reference and outcome, where a payment did not go through",
		contract_evidence: "What you bought, when, and which text you saw",
		performer_check: "Outcome of the check: kind of document, day, who checked, and whether the performer is of age",
	},
	keptPart: {
		account: { payment_reference: "that you paid before" },
		brand: {
			mail_choices: "how many messages you want on this site",
			orders: "what you have access to now and what is in your cart",
		},
		mail: { disclosures: "what we told somebody who had got something about you, when it was corrected or erased" },
		delivery_address: { orders: "dispatch and tracking code" },
	},
};
