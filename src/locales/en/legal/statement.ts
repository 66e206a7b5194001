import { language } from "../language.ts";
import { articlesWords } from "./statement-articles.ts";
import { rightsWords } from "./statement-rights.ts";

export const statement = {
	title: (brand: string) => `Privacy statement of ${brand}`,
	/** Of a text from before the versions, where it has no title of its own. */
	archiveTitle: "Earlier privacy statement",
	lead: (brand: string) =>
		`Here you read which data ${brand} processes about you, why and for how long, who gets them and what say you have in it.`,
	/** Of a text with everything that is planned. */
	forReview: "For review only: this text also names parts that do not exist yet.",
	head: {
		item: "Data",
		what: "What and why",
		purposes: "Used for",
		purpose: "Purpose",
		meaning: "What we do then",
		basis: "Legal basis",
		choice: "Your choice",
		recipient: "Recipient",
		role: "What for",
		place: "Country and protection",
		data: "Data",
		when: "When",
		kept: "Kind",
		term: "Kept for",
		right: "Right",
		yourself: "Do it yourself",
		cookie: "Cookie",
		does: "What for",
		setBy: "Set by",
		cookieTerm: "For how long",
		consent: "Consent",
	},
	controller: {
		heading: "Who is responsible?",
		own: (host: string, operator: string, short: string) =>
			`${host} is offered by ${operator}, called ${short} below. In this statement ‘we’ is ${short}. ${short} decides what your data are processed for and how, and is the controller for that.`,
		partner: (host: string, partner: string, operator: string, short: string) =>
			`${host} is offered by ${partner}, on the facilities of ${operator}, called ${short} below. In this statement ‘we’ is ${short}. ${short} decides what your data are processed for and how, and is the controller for that.`,
		name: "Name",
		legalForm: "Legal form",
		address: "Address",
		vat: "VAT number",
		phone: "Telephone",
		email: "E-mail",
		website: "Website",
		dpo: (short: string) => `${short} has a data protection officer, whom you reach at `,
	},
	definitions: {
		heading: "Words that we use",
		before: "Account, member, profile and other words mean the same here as in the ",
		terms: "terms",
		after: ". The definitions are there.",
	},
	account: {
		heading: "Your account",
		join: "When you join we ask your user name, your gender, your e-mail address and a password. Nothing more is obligatory.",
		adult:
			"We also ask whether you are 18 or older. We keep only your answer, the rule it belongs to and the time; we do not ask a date of birth for it.",
		email:
			"With your e-mail address you confirm and activate your account, and we use it to contact you. As long as you have not confirmed it you cannot sign in.",
		userName:
			"You choose your user name yourself, as long as nobody else already uses it or a name that looks like it. A name that reads as the site's own or as a member of staff's is taken.",
		userNameUnseen: "Other members never see your user name: you sign in with it.",
		optional: (items: string) =>
			`You fill in anything else only if you want to: ${items}. These fields are empty until you fill them in, and you can erase them one by one.`,
		shared: (short: string) =>
			`You can use the same account on other sites of ${short}. You choose per site what others see. A site never lets on which other sites you are a member of.`,
	},
	categories: {
		heading: "Which data, what for and on which basis",
		intro: (count: string) =>
			`There are ${count} kinds of data, each with its own purposes and its own legal basis. We use them for nothing but what it says here.`,
		counts: { 2: "two", 3: "three" },
		obligation:
			"Which necessary data we ask depends on what you do. You never have to give voluntary data, and your membership does not depend on them.",
		items: (category: string) => `Which ${category} we process`,
		purposes: (category: string) => `What we use ${category} for`,
		plain: {
			necessary: "Needed to provide the service.",
			voluntary: "Only if you give it yourself.",
			special: "Only with your explicit consent.",
		},
		seeCookies: "Which they are stands under Cookies.",
		whereSpecial: "As far as it shows something that is special data.",
		switchedOff: (where: string) => `You switch it off ${where}.`,
		withdraw: "You can withdraw your consent at any time.",
		objection: "You can object; we then stop until we have assessed it.",
		objectionProtects:
			"You can object; we then decide on it. Until then it goes on, because it protects others or a claim.",
		objectionAbsolute: "If you object, we stop at once.",
		interestsHeading: "Legitimate interests",
		interests: "Where the legal basis is a legitimate interest, it is this interest:",
		interest: (purpose: string, reason: string) => `${purpose}: ${reason}`,
	},
	special: {
		consent:
			"Article 9 GDPR applies to special data. The only ground that we use for them is your explicit consent, which you give for each purpose and withdraw just as easily. If you withdraw it, we erase the data at once. Filling in a field does not count as consent.",
		membership: (short: string) =>
			`One special fact belongs to membership itself: that you are a member of a site for adults. ${short} asks your explicit consent for that separately when you join. You withdraw it by leaving the site. What remains then is the evidence of what you agreed to, sealed (see how long we keep data).`,
		never: "We never use special data for statistics and never give them to third parties for purposes of their own.",
		performers:
			"The content that a performer wants to show to paying members belongs here too: we show it only on the performer's explicit consent.",
	},
	automatic: {
		heading: "Data that arise by themselves",
		intro:
			"When you visit the site, your browser or your connection passes on a few data. We use these six, and no others:",
		kept: (term: string, counted: string) =>
			`Page views we only count, per hour and kind of page, not by whom. We keep the six when you send a form, are refused something or sign in: with time and occasion, without name or account, encrypted, for ${term} at most. To count abuse we hold an imprint of your IP address for ${counted} at most. We derive no location from anything.`,
		some: "When you visit the site, your browser or your connection passes on a few data. Of these we use only:",
		withoutVisits: (term: string) =>
			`Of the device and the browser with which you sign in we keep the kind, so that you see where you are signed in. Your IP address itself we do not keep: to count abuse we hold an imprint of it for ${term} at most, from which nobody can read it back. We do not record which pages you visit, and we derive no location from anything.`,
		mac: "A website cannot see the MAC address of your device, so we do not have it.",
	},
	messages: {
		heading: "Messages between members",
		body: "We store what you write to other members, because the recipient could not read it otherwise. If you erase a message or your account, the content disappears on both sides; the other then only sees that there was a message.",
	},
	suggestions: {
		heading: "Suggestions",
		body: "A suggestion comes from filters that are set in advance and preferences that you gave yourself. What you do on the site plays no part in it. You can switch suggestions off.",
		orientation:
			"We use your orientation only if you fill it in yourself and consent to it, and only to bring you into contact with members whom it suits. Not for advertising and not for statistics.",
	},
	performers: {
		heading: "Performers and their content",
		content:
			"We store what a performer publishes. It is visible only to other members who pay, small images and search results included.",
		identity:
			"Whoever wants to publish as a performer gives a copy of a passport or driving licence. The law obliges us to check that this document is genuine. Before that check a performer cannot publish anything.",
		tax: "We pass on performers' citizen service number (BSN), name and address to the tax authority, because the law prescribes it. The citizen service number is kept apart and used for nothing else.",
	},
	payments: {
		heading: "Paying",
		means: (methods: string) =>
			`You can pay for a purchase by ${methods}. Depending on what you choose, that needs your telephone number or payment data.`,
		phone:
			"You give your telephone number or payment data to the payment service. We keep only which means of payment you chose and what that service reports to us: reference, amount, time and outcome.",
		redirect:
			"With a bank transfer you go to the site of your bank and come back to this site by yourself after paying.",
		only: "We use payment data only to carry out the payment, so not for statistics or advertising. There is one exception, and it comes from the law: ",
		fiscal: (items: string, statute: string, term: string) =>
			`for tax purposes we have to keep ${items} until ${term} (${statute}).`,
	},
	shop: {
		heading: "Ordering articles",
		body: "If you order an article we ask for an address. We use that address only to deliver the article or to have it delivered.",
	},
	contact: {
		heading: "Questions and reports",
		beforeMail: "If you want to ask or report something, mail ",
		afterMail: ". A member of staff reads your message and answers you.",
		before: "The ",
		form: "helpdesk form",
		after:
			" asks only your e-mail address, a subject, a description and, if you want, attachments. A member of staff answers you.",
	},
	mail: {
		heading: "Mail, and how you limit it",
		kinds: {
			service: "news about the service",
			suggestions: "suggestions",
			newsletter: "offers of our own services",
			notification: "notifications",
		},
		body: (kinds: string) =>
			`We may mail you ${kinds}. Each mail of that kind has a link by which you unsubscribe with one click.`,
		limit:
			"In your account you choose for each kind whether you want the mail, and how many of these mails you get per week at most: together and, if you want, of each kind. You can also stop everything at once. We then send only what cannot be missed, such as a confirmation that you ask for yourself or a change to this statement.",
		neutral:
			"You can choose that the sender's name, the subject and the text of our mail do not name the site. The sender's address and the links still do.",
	},
	moderation: {
		heading: "Checking for inappropriate content",
		body: "Moderators check profiles, photos and messages for content that is not allowed, for example after a report.",
		photos: "A moderator looks at each photo that you add, before other members see it.",
		compared:
			"If you also have photos on another site of ours, we compare a new photo with those and warn you if it is the same. We keep nothing of that comparison.",
		recorded:
			"Each time a member of staff opens a member's data we record who it was, when and why. You read that in your account, under your privacy.",
	},
	statistics: {
		accounts:
			"Once a week we count how many accounts there are, how many came and how many ended. For that we do not look at anybody's data: these are numbers alone.",
		members:
			"If you turn statistics on, we also count you by age group and by the part of the country where you live. For that we use your birth date and your town. This is off until you turn it on, site by site. If you turn it off again, you are not in the next count.",
		published:
			"What is left are numbers of ten or more, rounded down to tens, which change only once they differ by ten. They contain no names or numbers of members. What we count in between is erased as soon as the table is made; the tables themselves are kept.",
	},
	sources: {
		heading: "Where the data come from",
		you: "You give us nearly everything yourself, or it arises because you use the site.",
		payments: "From the payment service we hear whether a payment succeeded.",
		members: "From other members we get what they write to you and what they report about you.",
		closing: "We do not buy data about you and do not take them from public sources.",
	},
	recipients: {
		heading: "Who gets data",
		principle:
			"We do not give your data to others, except as it says here. Whoever gets something stands in the table: by name.",
		groups: (list: string) => `Data reach these groups: ${list}.`,
		groupOwn: (short: string) => `staff of ${short} who need them for their work`,
		groupDevelopment: "the developers and administrators of the site",
		groupModeration: "moderators",
		groupThird:
			"companies outside the European Economic Area that fall under an adequacy decision or are bound by agreements",
		groupOther: "the other parties in the table",
		caption: "Who gets data",
		inEea: (country: string) => `${country}. Within the European Economic Area.`,
		outside: (country: string, instrument: string) => `${country}. Protection: ${instrument}.`,
		afterConsent: "Only after you said yes to this recipient.",
		necessary: "Where it is needed for the service that you ask for.",
		byLaw: "Where the law prescribes it.",
		consent: (names: string) =>
			`For ${names} we ask your explicit consent beforehand, for each recipient separately; you switch each off separately. If you say no, the site simply works.`,
		noConsent:
			"At present there is no recipient to whom we give anything on the basis of consent. If there will be one, we ask your consent for that one recipient, and you can switch it off separately.",
		withoutIp: (names: string, count: number) =>
			`${names} ${language.plural(count, { one: "gets", other: "get" })} data that arise by themselves only in a form that cannot be traced to you. Your IP address or MAC address never goes there.`,
		/** Without names: all that were just named. */
		withIp: (names: string | undefined, count: number) =>
			`${names ?? language.plural(count, { one: "It", other: "They" })} then also ${language.plural(count, { one: "gets", other: "get" })} your IP address.`,
		neverIp:
			"To third parties, that is to whoever does not work on our instructions alone, we never give your IP address or MAC address without your consent, unless the law obliges us to.",
		everything: "All data that this statement names.",
		/** Of a page, a recipient of visits learns the kind alone. */
		pageKinds: "The kinds of pages that you open",
		duty: "We also hand over data when a law or a court obliges us to, or when it is needed to protect our rights.",
		dutyRecorded:
			"We record what we then gave to whom and why. You see it when you ask for access, unless that is not allowed.",
	},
	retention: {
		heading: "How long we keep data",
		intro: (term: string) =>
			`If you close your account we erase your data ${term} later at the latest. That is the outer limit; much goes earlier, as the table shows.`,
		atOnce: "If you want us to erase at once, we do so at your request and you get a confirmation of what was erased.",
		onRequest: "If you want your data to go earlier, ask us; how to ask is under your rights.",
		nameHold: (term: string) =>
			`An imprint of your user name, and one of what it looks like, stay for ${term} at most after an erasure. So nobody can pass for you under your name, or under one that looks like it. Nobody can read the name back from an imprint. Beside it stands only when your account was erased.`,
		evidence: (consents: string, acceptances: string) =>
			`If you leave a site, what belongs to it goes at once and your consents there end. What we must be able to prove stays: which consents you gave and when they ended (${consents} after their end), and which terms you accepted and which statements you were shown (${acceptances} after you leave). We seal that evidence: in our database neither your account nor the site stands beside it, and it is used for nothing but showing what was agreed to. You can open it yourself under your privacy.`,
		exception: "What the law obliges us to keep",
		exceptionBody:
			"Apart from that there is one exception to erasure: what a law obliges us to keep for longer. We keep such data apart from your account, without anything that is not needed for it, and use them for nothing else. After the statutory term they go as well. These are:",
		exceptionItem: (what: string, term: string, statute: string) => `${what}: ${term} (${statute}).`,
		caption: "Retention per kind",
	},
	rights: rightsWords,
	articles: articlesWords,
	complaint: {
		heading: "A complaint",
		before:
			"If you do not agree with how we treat your data or your request, let us know. You can always complain to the supervisory authority as well: the ",
		after: ". And you can go to court.",
	},
	dpo: {
		heading: "Data protection officer",
		before: (short: string) =>
			`The data protection officer of ${short} independently watches that we keep to the law and to this statement. You can turn there with questions and complaints about your data: `,
		name: (name: string) => `${name}, `,
	},
	cookies: {
		heading: "Cookies",
		what: "A cookie is a small file that your browser keeps for a site.",
		necessary:
			"Necessary cookies make the site work: that you stay signed in and that your language and your choices are remembered. They need no consent (Art. 5(3) of Directive 2002/58/EC, in the Netherlands Art. 11.7a of the Telecommunications Act).",
		optional: "We set other cookies only after your yes, and remove them if you take that back.",
		none: "We set no other cookies.",
		browser:
			"You can also refuse or delete cookies in your browser. Without the necessary cookies you cannot stay signed in.",
		page: "They are also on the page ",
		pageLink: "cookies",
		pageAfter: ", with your choice.",
		pageAfterList: ".",
		caption: "All cookies on this site",
		own: "this site",
		yes: "Yes, beforehand",
		no: "Not needed",
	},
	security: {
		heading: "Security",
		access:
			"We take extensive measures to protect your data and to keep out whoever has no business there. Staff can reach only what they need for their task, and each access is recorded.",
		encryption:
			"We store what identifies you and what you tell about yourself encrypted, with keys that belong to you. Beside a random number, unencrypted, stand facts such as when your account was made and which consents you gave. When we erase your data we destroy those keys.",
		backups:
			"The keys that protect those keys are replaced regularly. Backups from before the last replacement are unreadable on purpose, so what was erased cannot be read in them either.",
		nameHold:
			"The imprint of the user name of an erased account stands under a secret of its own, another one each quarter. We do not replace that secret along with those keys. We destroy it once all imprints that were made with it have ended.",
		password: "We keep your password only encrypted; nobody can derive it from that.",
	},
	automated: {
		heading: "No decisions by a computer alone",
		suggestions:
			"The site makes suggestions with fixed filters on the preferences that you gave yourself. A suggestion has no legal effect for you.",
		body: "We take no decisions about you that rest on automated processing alone and that affect you significantly (Art. 22 GDPR).",
	},
	age: {
		heading: "Minors",
		adult: (age: number) => `This site is for adults of ${age} and over only.`,
		general: (age: number) => `You can become a member from the age of ${age}.`,
		erased: "If we notice that somebody is younger, we close the account and erase the data.",
		checked: (asked: string, term: string) =>
			`If a person in a photo looks too young, that member is visible nowhere from that moment, and a second person looks as well. If both think so, we ask the member to show their age within ${asked}: one member of staff sees an identity document or holds a video call, and another person confirms the outcome. We keep the outcome, the way, the moment of each step, which members of staff took it and which photo it was about, until ${term} after it has ended, and no copy. Our interest is that we can explain what we decided. If nothing is shown, or the member turns out to be too young, we first erase the photos and then suspend the account. When the time has passed the computer does that, as both people decided before; a member of staff looks at it if the member objects.`,
		suspended:
			"Once it is certain that somebody is younger, we suspend the account at once: nobody sees it or gets into it any more.",
	},
	changes: {
		heading: "Changes and earlier versions",
		versions: "Each version of this statement has a number and a date and can still be read among the ",
		versionsLink: "earlier versions",
		pdfBefore: ". You can also ",
		pdfLink: "download the statement as a PDF",
		pdfAfter: ".",
		notice:
			"A new version applies from the date that it bears. If something changes in what we do with your data, you hear of it at least 30 days beforehand, by mail and on the site. If a change needs your consent, it applies to you only once you said yes. Only a better wording may take effect at once.",
	},
	partner: {
		heading: (brand: string) => `About ${brand}`,
		/** The partner, where its legal name is known. */
		provider: (brand: string, partner: string) => (partner === brand ? brand : `${partner}, which offers ${brand},`),
		ownNetwork: (provider: string, network: string, short: string) =>
			`${provider} is a partner of ${network}, the network of ${short}: its partners use the facilities of ${short} and adopt this statement. It therefore also holds for the partner's organisation.`,
		network: (provider: string, network: string, short: string) =>
			`${provider} is a partner of ${network} and uses the facilities of ${short}. This statement of ${short} therefore also holds for the partner's organisation.`,
		plain: (provider: string, short: string) =>
			`${provider} uses the facilities of ${short}. This statement of ${short} therefore also holds for the partner's organisation.`,
	},
	kinds: {
		hosting: "Servers, network and storage that the site runs on",
		development: "Building and maintaining the site",
		moderation: "Checking for inappropriate content",
		analytics: "Statistics about the use of the site: the data are analysed, and we adapt the site to the outcome",
		fraud_prevention: "Recognising false traffic and abuse",
		payment_provider: "Carrying out payments",
		delivery: "Delivering ordered articles",
		mail: "Sending e-mail",
		tax_authority: "Levying taxes",
	},
	roles: {
		processor: "processor, Art. 28 GDPR: works only on our instructions",
		controller: "responsible in its own right",
		joint_controller: "responsible together with us, Art. 26 GDPR",
		authority: "public authority",
	},
	transfers: {
		adequacy: "the European Commission has decided that this country protects data adequately (Art. 45 GDPR)",
		dpf: "takes part in the EU-US Data Privacy Framework, on which the European Commission has decided (Art. 45 GDPR)",
		scc: "binding agreement with the standard clauses of the European Commission (Art. 46(2)(c) GDPR)",
		code_of_conduct: "binding commitments under an approved code of conduct (Art. 46(2)(e) GDPR)",
		bcr: "approved binding corporate rules (Art. 47 GDPR)",
	},
	payment: {
		ideal: "iDEAL",
		bancontact: "Bancontact (formerly Mistercash)",
		card: "credit card",
		phone: "telephone",
		bank_transfer: "bank transfer",
	},
	/** Why a legitimate interest is one (GDPR Art. 13(1)(d)). A purpose on that basis without a sentence here is refused. */
	interests: {
		suggestions: "Members come to find others; a suggestion that suits what you told us yourself helps with that.",
		service_information: "Those who use the service have to hear what changes in it, and to get an answer.",
		personalised_offers: "We want to be able to offer our own services to people who already use them.",
		statistics: "We want to know how the service is used without looking at persons.",
		security_improvement: "A site that is secure and works well is in everybody's interest.",
		age_check: "Children do not belong here, and that is our responsibility.",
		moderation: "Members have to be able to count on it that content which is not allowed disappears.",
		decisions:
			"It has to stay clear who took a decision and why, also when it leads to a complaint or a case in court.",
	},
};
