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
	readStatement: "Read the privacy statement",
	featuresTitle: "What is part of it",
	featuresLead: (brand: string) => `What ${brand} is made of, and what each part does with your data.`,
	features: {
		profiles: {
			title: "A profile of your own",
			body: "You decide what to tell. What you fill in voluntarily can be hidden, and erased again, field by field.",
		},
		messages: {
			title: "Messages",
			body: "Conversations between members. Every message comes from a person: there are no made-up profiles here.",
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
			body: "Your question reaches a member of staff, who answers it.",
		},
		newsletters: {
			title: "News",
			body: "You decide how often mail comes, and every mail holds a link that turns it off.",
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
