import type { Locale } from "#foundation/i18n/locale.ts";

export const RIGHTS = [
	"access",
	"rectification",
	"erasure",
	"restriction",
	"portability",
	"objection",
	"consent",
] as const;
/** The rights that are exercised with us; the complaint goes to the authority. */
export type RightId = (typeof RIGHTS)[number];

type PagesText = {
	cookies: {
		title: string;
		lead: string;
		description: (brand: string) => string;
		necessary: { heading: string; body: string };
		choice: { heading: string; body: string; none: string };
		refuse: { heading: string; body: string };
		head: [string, string, string, string];
		brandSets: (brand: string) => string;
	};
	rights: {
		title: string;
		lead: (operator: string) => string;
		description: (brand: string) => string;
		howHeading: string;
		askByEmail: string;
		askByHelpdesk: string;
		orWrite: string;
		identify: string;
		answer: (days: number) => string;
		refusal: string;
		listHeading: string;
		law: (article: string) => string;
		list: Record<RightId, { name: string; article: string; body: string }>;
		subject: (right: string, brand: string) => string;
		writeAboutThis: (right: string) => string;
		officerHeading: string;
		officer: string;
		complaintHeading: string;
		complaint: [string, string];
		statement: string;
	};
};

export const PAGES_TEXT: Record<Locale, PagesText> = {
	nl: {
		cookies: {
			title: "Cookies op deze site",
			lead: "Een cookie is een klein bestand dat je browser bewaart. Hier staan ze allemaal, met wat ze doen en hoe lang ze blijven.",
			description: (brand) => `Alle cookies van ${brand}: waarvoor ze dienen, wie ze plaatst en hoe lang ze blijven.`,
			necessary: {
				heading: "Noodzakelijk",
				body: "Zonder deze cookies werkt de site niet zoals je vraagt. Daarvoor is geen toestemming nodig.",
			},
			choice: {
				heading: "Alleen als jij ja zegt",
				body: "Deze cookies worden pas geplaatst als je er toestemming voor geeft. Zeg je later nee, dan stoppen ze en ruimen we ze op.",
				none: "Zulke cookies gebruikt deze site niet.",
			},
			refuse: {
				heading: "Cookies weigeren",
				body: "In de instellingen van je browser kun je cookies weigeren en wissen. Zonder de noodzakelijke cookies blijf je de site kunnen lezen, maar onthoudt hij je keuzes niet.",
			},
			head: ["Naam", "Wat hij doet", "Geplaatst door", "Hoe lang hij blijft"],
			brandSets: (brand) => `${brand} zelf`,
		},
		rights: {
			title: "Jouw rechten",
			lead: (operator) =>
				`De gegevens zijn van jou. Hier staat wat je van ${operator} kunt vragen, hoe je dat doet en wanneer je antwoord hebt.`,
			description: (brand) => `Hoe je bij ${brand} je gegevens inziet, verbetert, meeneemt of laat wissen.`,
			howHeading: "Zo vraag je het",
			askByEmail: "Stuur een e-mail naar",
			askByHelpdesk: "Vraag het eerst aan de helpdesk:",
			orWrite: "Kom je daar niet verder, schrijf dan naar",
			identify:
				"Schrijf vanaf het e-mailadres dat bij je account hoort, dan weten we dat jij het bent. Is er meer nodig, dan vragen we niet meer dan dat.",
			answer: (days) => `Binnen ${days} dagen heb je antwoord. Het kost niets.`,
			refusal:
				"Kunnen we iets niet doen, dan schrijven we waarom niet, en wat je daartegen kunt doen: klagen bij de toezichthouder of naar de rechter gaan.",
			listHeading: "Wat je kunt vragen",
			law: (article) => `AVG, artikel ${article}`,
			list: {
				access: {
					name: "Inzage",
					article: "15",
					body: "Je krijgt te zien welke gegevens we van je hebben, waarom, hoe lang en wie ze kreeg, met een kopie.",
				},
				rectification: {
					name: "Verbeteren en aanvullen",
					article: "16",
					body: "Klopt iets niet of ontbreekt er iets, dan passen we het aan.",
				},
				erasure: {
					name: "Wissen",
					article: "17",
					body: "We wissen je gegevens meteen als je dat vraagt. Alleen wat we door een wet moeten bewaren blijft, tot de termijn om is. De privacyverklaring noemt die gegevens en termijnen.",
				},
				restriction: {
					name: "Afschermen",
					article: "18",
					body: "Zolang we uitzoeken of iets klopt of mag, zetten we het gebruik van die gegevens stil.",
				},
				portability: {
					name: "Meenemen",
					article: "20",
					body: "Je krijgt wat je ons gaf in een bestand dat een andere dienst kan lezen.",
				},
				objection: {
					name: "Bezwaar maken",
					article: "21",
					body: "Je kunt bezwaar maken tegen een gebruik van je gegevens. Gaat het om reclame, dan stopt die altijd meteen.",
				},
				consent: {
					name: "Toestemming intrekken",
					article: "7, lid 3",
					body: "Waar je ja op zei, kun je altijd nog nee op zeggen. Dat werkt meteen en is net zo makkelijk als het ja zeggen was.",
				},
			},
			subject: (right, brand) => `${right} (${brand})`,
			writeAboutThis: (right) => `Schrijf ons over: ${right.toLowerCase()}`,
			officerHeading: "De functionaris voor gegevensbescherming",
			officer: "Voor vragen over hoe we met gegevens omgaan is er een functionaris voor gegevensbescherming:",
			complaintHeading: "Een klacht",
			complaint: [
				"Vind je dat we het niet goed doen, dan mag je altijd klagen bij de toezichthouder, ook zonder het eerst aan ons te vragen:",
				"AVG, artikel 77",
			],
			statement: "De hele privacyverklaring",
		},
	},
	en: {
		cookies: {
			title: "Cookies on this site",
			lead: "A cookie is a small file that your browser keeps. All of them are listed here, with what they do and how long they stay.",
			description: (brand) => `All cookies of ${brand}: what they are for, who sets them and how long they stay.`,
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
			head: ["Name", "What it does", "Set by", "How long it stays"],
			brandSets: (brand) => `${brand} itself`,
		},
		rights: {
			title: "Your rights",
			lead: (operator) =>
				`The data is yours. Here you read what you can ask of ${operator}, how to ask it and when you have an answer.`,
			description: (brand) => `How to see, correct, take along or erase your data at ${brand}.`,
			howHeading: "How to ask",
			askByEmail: "Send an e-mail to",
			askByHelpdesk: "Ask the help desk first:",
			orWrite: "If that does not help you, write to",
			identify:
				"Write from the e-mail address that belongs to your account, so that we know it is you. Should more be needed, we ask no more than that.",
			answer: (days) => `You have an answer within ${days} days. It costs nothing.`,
			refusal:
				"If there is something we cannot do, we write why, and what you can do about it: complain to the authority or go to court.",
			listHeading: "What you can ask",
			law: (article) => `GDPR, Article ${article}`,
			list: {
				access: {
					name: "Access",
					article: "15",
					body: "You get to see which data we hold about you, why, for how long and who received it, with a copy.",
				},
				rectification: {
					name: "Correction and completion",
					article: "16",
					body: "If something is wrong or missing, we put it right.",
				},
				erasure: {
					name: "Erasure",
					article: "17",
					body: "We erase your data at once when you ask for it. Only what a law makes us keep stays, until its term is over. The privacy statement names that data and those terms.",
				},
				restriction: {
					name: "Restriction",
					article: "18",
					body: "While we find out whether something is correct or allowed, we stop using that data.",
				},
				portability: {
					name: "Taking it along",
					article: "20",
					body: "You get what you gave us in a file that another service can read.",
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
			subject: (right, brand) => `${right} (${brand})`,
			writeAboutThis: (right) => `Write to us about: ${right.toLowerCase()}`,
			officerHeading: "The data protection officer",
			officer: "For questions about how we treat data there is a data protection officer:",
			complaintHeading: "A complaint",
			complaint: [
				"If you think that we do not do this well, you may always complain to the authority, also without asking us first:",
				"GDPR, Article 77",
			],
			statement: "The whole privacy statement",
		},
	},
};
