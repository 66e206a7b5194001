type Definition = [term: string, text: string];

export const terms = {
	title: (operator: string) => `Terms of ${operator}`,
	lead: (operator: string) => `These terms apply on each site of ${operator} that you become a member of.`,
	definitions: {
		heading: "Words",
		items: (operator: string): Definition[] => [
			["We", `${operator}.`],
			["Site", "A website on which we offer our service, under a name (a brand) and an address of its own."],
			["Partner", "An organisation that offers a site on our facilities."],
			[
				"Account",
				"Your registration with us, with a user name and a way to sign in. With it you can be a member of more than one of our sites.",
			],
			["Member", "A natural person with an account who has joined a site."],
			["Registration", "Making an account, or joining a site with the account that you already have."],
			["Member database", "The data of the members of all our sites together."],
			["Personal data", "Every fact about a person who can be recognised by it, be it together with other facts."],
			["Profile", "What a member shows of himself or herself on a site."],
			["Message", "What a member sends to another member through the site."],
		],
		performers: [
			["Performer", "A member who offers content of his or her own on a site to members who pay."],
			["Performer content", "Photos, videos and other images that a performer publishes."],
		] as Definition[],
		payments: [["Paying member", "A member who has bought access that is still running."]] as Definition[],
		last: [
			["GDPR", "The General Data Protection Regulation: Regulation (EU) 2016/679."],
			["Statement", "The privacy statement of the site, which says what happens to your data."],
		] as Definition[],
	},
	joining: {
		heading: "Who can become a member",
		person:
			"Only a natural person can become a member, and only for himself or herself. Each profile belongs to an existing person; we make no profiles ourselves and do not let our staff act as members.",
		age: "On a site for adults you can become a member only if you are 18 or older.",
		ages: "The statement of the site says from which age you can become a member.",
		accept:
			"The contract comes about when you accept these terms on joining and confirm your e-mail address. You can keep them and read them back later, earlier versions included.",
	},
	account: {
		heading: "Your account",
		items: [
			"On joining you give an e-mail address that is yours.",
			"You keep your password and other means of signing in to yourself.",
			"If you think that somebody else uses your account, change your password and let us know.",
			"You can leave a site or close your account whenever you want, without giving a reason.",
		],
	},
	conduct: {
		heading: "How you treat others",
		intro: "This is not allowed:",
		items: {
			impersonation: "passing yourself off as somebody else, or making a profile for another person;",
			harm: "threatening, harassing, discriminating against or defrauding others;",
			sharing: "spreading another person's data, messages or images without that person's consent;",
			unlawful: "publishing content that is a criminal offence, or that shows a minor;",
			misuse: "using the service to send advertising, to harvest data or to disturb its working.",
		},
		measures:
			"On a breach we may remove content or limit, suspend or close an account. We do no more than is needed, write to you what we decided and why, and say how you object. A human being handles the objection. If others are in immediate danger, the measure may take effect at once.",
		report: "If you see something that is not allowed, report it through the contact address of the site.",
	},
	content: {
		heading: "What you publish",
		yours:
			"What you write or publish remains yours. You only permit us to store it and to show it on the sites where you make it visible yourself, for as long as you leave it there. If you erase it, that permission ends.",
		sure: "You publish only what you are allowed to publish. If others are in a photo or video, they have agreed to that.",
		performers:
			"Performer content is for paying members only, and only to look at themselves. Copying or spreading it is not allowed. Performers are 18 or older; their identity is checked before anything appears.",
	},
	payments: {
		heading: "Paying and withdrawing",
		price:
			"Where you pay for something you see beforehand what it costs, with all taxes and charges, and how long it lasts. You pay only after pressing a button that says that you then have to pay.",
		withdraw:
			"As a consumer you can withdraw from a purchase within 14 days without a reason. For a service that has begun at your request you then pay only the part that you have had. For digital content this right lapses only if we supply at once with your express agreement and you acknowledged that you then lose it. For an article, too, there are statutory exceptions; you read which before you order.",
		end: "A subscription that is tacitly extended you can end at any time after the first period, with at most one month's notice.",
		legal: "What you buy has to be sound. The statutory rights that you have apply in full.",
	},
	service: {
		heading: "What you may expect of us",
		care: "We provide the service with care and repair faults as soon as is reasonable. A site may be briefly out of reach for maintenance. We do not promise that you meet somebody: what members do and write is their own choice.",
		liability:
			"If we fall short, we compensate the damage that results from it according to the law. We are not liable for what other members do, except as far as the law provides otherwise. Nothing in these terms limits our liability for intent, deliberate recklessness, injury or death, or rights that you have as a consumer and that may not be departed from to your disadvantage.",
	},
	privacy: {
		heading: "Your data",
		before: "What happens to your data is in the ",
		link: "privacy statement",
		after:
			". It is information and no part of the contract: by accepting these terms you do not consent to any processing of data.",
	},
	changes: {
		heading: "Changes to these terms",
		body: "We may change these terms if there is a good reason for it, such as a new law, a new feature or the safety of members. You hear of it at least 30 days beforehand, with what changes. If you do not agree you can end the contract free of charge until that day; what you paid in advance and no longer use is paid back. Each version has a number and a date and can still be read.",
	},
	law: {
		heading: "Applicable law and disputes",
		body: (country: string) =>
			`The law of ${country} applies to these terms. If you live as a consumer in another country of the European Union, you keep the protection of that country's mandatory rules and can go to court there.`,
	},
	complaints: {
		heading: "Contact and complaints",
		who: (operator: string, address: string, registration: string) =>
			`Your contracting party is ${operator}, ${address} (${registration}).`,
		before: "If you have a complaint, send it to ",
		or: " or call ",
		after:
			". We confirm that we got it and answer within 14 days; if we cannot, we let you know within that time when we will.",
		dsa: "This address is also the point of contact for users and for authorities under the Digital Services Act. You can write to us in Dutch and in English.",
	},
};
