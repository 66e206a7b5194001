import { language } from "./language.ts";

export const home = {
	age: {
		title: (age: number) => `If you are younger than ${age}, please do not go on.`,
		answer: (age: number) => `I am ${age} or older`,
		leave: "Leave this site",
		cookie: "We remember your answer in a functional cookie.",
	},
	join: "Join",
	joinNote: (age: number) =>
		`You say that you are ${age} or older, choose a user name and a password, and give your gender and e-mail address. Anything else you fill in only if you want to.`,
	/** Of sections whose words a brand may write itself. */
	sections: {
		offer: {
			title: "What awaits you",
			lead: (brand: string) => `Getting to know someone begins like this on ${brand}.`,
		},
		steps: { title: "How it begins", lead: () => "Three small steps, at your own pace." },
		manners: { title: "How we treat each other", lead: () => "Be curious. Be kind. Never push." },
		choice: { title: "At your own pace", lead: () => "What you show, and when, is part of the game." },
		questions: { title: "Good to know", lead: () => "" },
		invitation: {
			title: "Curious?",
			lead: (brand: string) => `On ${brand} you begin with a name and a few words.`,
		},
	},
	steps: (age: number) => [
		["Choose a name", "A user name and a password. Your own name may stay with you."],
		[
			"Confirm your address",
			`Your e-mail address, your gender, and that you are ${age} or older. The rest is up to you.`,
		],
		["Tell what you like", "A photo, a few words, what is on your mind. Tomorrow it may be something else."],
	],
	manners: [
		["A no is a no", "Going on after a no is not allowed here."],
		["Real people", "A profile has to be that of an existing person. We make up none ourselves."],
		["What you see stays here", "You pass on nobody's photos and words without their consent."],
	],
	choice: [
		["Little by little", "Begin with a few words, and add more once it feels right."],
		["Another name", "On every site you can go by another name."],
		["Away at once", "Every page for members has a button that leaves the site immediately."],
	],
	features: {
		profiles: {
			title: "A profile of your own",
			body: "A photo, and a few lines about what moves you. Enough to make someone curious; the rest can wait until you feel like it.",
		},
		messages: {
			title: "Messages",
			body: "Write to someone who intrigues you, and see what comes back. Every message comes from a person: there are no made-up profiles here.",
		},
		suggestions: {
			title: "Suggestions",
			body: "Based on preferences that you give yourself, with filters that are set beforehand. Your behaviour is not followed for it.",
		},
		performers: {
			title: "Performers",
			body: "Whoever offers work here as a performer was checked first. That work is visible to paying members only.",
		},
		payments: {
			title: "Paying",
			body: "You see beforehand what something costs. Payment data serves to pay; what tax law makes us keep stands in the privacy statement.",
		},
		shop: {
			title: "Shop",
			body: "Articles delivered to your home. Your address serves that delivery and nothing else.",
		},
		helpdesk: {
			title: "Help desk",
			body: "Stuck, or unsure how something works? Your question reaches a person, who answers it.",
		},
		newsletters: {
			title: "News",
			body: "You decide how often we write. One click in each mail ends it.",
		},
		statistics: {
			title: "Anonymous figures",
			body: "Counts in which nobody can be recognised, to make the site better.",
		},
	},
	privacyTitle: "How we treat your data",
	privacyLead: (operator: string) =>
		`${operator} is responsible. The privacy statement is made from the same register that the site itself obeys, so what it says is what happens.`,
	promises: {
		recipients: {
			title: "Who gets something",
			body: (count: number) =>
				language.plural(count, {
					one: "There is one party that can receive data. The statement says who or what it is, in which country and why.",
					other: `There are ${count} parties that can receive data. The statement says of each who or what it is, in which country and why.`,
				}),
		},
		answer: {
			title: "Answered in time",
			body: (days: number) =>
				`If you ask to see, correct or erase your data, you have an answer within ${language.plural(days, { one: "1 day", other: `${days} days` })}. A refusal always comes with its reason.`,
		},
		versions: {
			title: "Nothing changes quietly",
			body: "Every version of the statement is kept. A change of content is announced thirty days ahead.",
		},
		consent: {
			title: "You say yes or no",
			body: "We use sensitive data and cookies that are not necessary only if you say yes to it. You can still say no at any time.",
		},
	},
	links: {
		statement: "Privacy statement",
		rights: "Use your rights",
		cookies: "Which cookies there are",
		versions: "All versions",
	},
};
