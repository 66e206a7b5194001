import type { BrandFeature } from "#foundation/brand/settings.ts";
import type { Locale } from "#foundation/i18n/locale.ts";

type HomeText = {
	age: {
		mark: (age: number) => string;
		title: (age: number) => string;
		body: (brand: string, age: number) => string;
		answer: (age: number) => string;
		leave: string;
		cookie: string;
	};
	join: string;
	joinNote: (age: number) => string;
	readStatement: string;
	featuresTitle: string;
	featuresLead: (brand: string) => string;
	features: Record<BrandFeature, { title: string; body: string }>;
	privacyTitle: string;
	privacyLead: (operator: string) => string;
	promises: {
		recipients: { title: string; body: (count: number) => string };
		answer: { title: string; body: (days: number) => string };
		versions: { title: string; body: string };
		consent: { title: string; body: string };
	};
	links: { statement: string; rights: string; cookies: string; versions: string };
};

export const HOME_TEXT: Record<Locale, HomeText> = {
	nl: {
		age: {
			mark: (age) => `${age}+`,
			title: (age) => `Deze site is voor mensen van ${age} jaar en ouder`,
			body: (brand, age) => `${brand} is bedoeld voor volwassenen. Ben je jonger dan ${age}, ga dan niet verder.`,
			answer: (age) => `Ik ben ${age} jaar of ouder`,
			leave: "Verlaat deze site",
			cookie:
				"We onthouden je antwoord in een functionele cookie. De privacyverklaring kun je altijd lezen, ook zonder te antwoorden.",
		},
		join: "Lid worden",
		joinNote: (age) =>
			`Je zegt dat je ${age} jaar of ouder bent, kiest een gebruikersnaam en een wachtwoord, en geeft je geslacht en e-mailadres. Al het andere vul je alleen in als je dat wilt.`,
		readStatement: "Lees de privacyverklaring",
		featuresTitle: "Wat erbij hoort",
		featuresLead: (brand) => `Waaruit ${brand} bestaat, en wat elk onderdeel met je gegevens doet.`,
		features: {
			profiles: {
				title: "Je eigen profiel",
				body: "Je vertelt zelf wat je kwijt wilt. Wat je vrijwillig invult, kun je per veld verbergen en weer wissen.",
			},
			messages: {
				title: "Berichten",
				body: "Gesprekken tussen leden. Elk bericht komt van een mens: nagemaakte profielen bestaan hier niet.",
			},
			suggestions: {
				title: "Suggesties",
				body: "Op grond van voorkeuren die je zelf opgeeft, met filters die vaststaan. Je gedrag wordt er niet voor gevolgd.",
			},
			performers: {
				title: "Performers",
				body: "Wie hier als performer werk aanbiedt, is van tevoren gecontroleerd. Dat werk is alleen voor betalende leden te zien.",
			},
			payments: {
				title: "Betalen",
				body: "Je ziet vooraf wat iets kost. Betaalgegevens dienen om te betalen; wat we voor de belasting moeten bewaren, staat in de privacyverklaring.",
			},
			shop: {
				title: "Winkel",
				body: "Artikelen die thuis worden bezorgd. Je adres dient alleen voor die bezorging.",
			},
			helpdesk: {
				title: "Helpdesk",
				body: "Je vraag komt bij een medewerker terecht, en die geeft antwoord.",
			},
			newsletters: {
				title: "Nieuws",
				body: "Je bepaalt hoe vaak er post komt, en in elke mail zit een link waarmee je hem uitzet.",
			},
			statistics: {
				title: "Anonieme cijfers",
				body: "Tellingen waarin niemand te herkennen is, om de site beter te maken.",
			},
		},
		privacyTitle: "Zo gaan we met je gegevens om",
		privacyLead: (operator) =>
			`${operator} is verantwoordelijk. De privacyverklaring wordt gemaakt uit hetzelfde register waar ook de site zich aan houdt, dus wat er staat klopt met wat er gebeurt.`,
		promises: {
			recipients: {
				title: "Wie iets krijgt",
				body: (count) =>
					count === 1
						? "Er is één partij die gegevens kan krijgen. De verklaring zegt wie of wat dat is, in welk land en waarom."
						: `Er zijn ${count} partijen die gegevens kunnen krijgen. De verklaring zegt van elk wie of wat het is, in welk land en waarom.`,
			},
			answer: {
				title: "Antwoord op tijd",
				body: (days) =>
					`Vraag je om inzage, verbetering of verwijdering, dan krijg je binnen ${days} dagen antwoord. Een weigering heeft altijd een reden.`,
			},
			versions: {
				title: "Niets stilletjes anders",
				body: "Elke versie van de verklaring blijft bewaard. Een verandering van inhoud wordt dertig dagen vooraf aangekondigd.",
			},
			consent: {
				title: "Jij zegt ja of nee",
				body: "Gevoelige gegevens en niet-noodzakelijke cookies gebruiken we alleen als je daar ja op zegt. Nee zeggen kan altijd nog.",
			},
		},
		links: {
			statement: "Privacyverklaring",
			rights: "Je rechten gebruiken",
			cookies: "Welke cookies er zijn",
			versions: "Alle versies",
		},
	},
	en: {
		age: {
			mark: (age) => `${age}+`,
			title: (age) => `This site is for people aged ${age} and over`,
			body: (brand, age) => `${brand} is meant for adults. If you are younger than ${age}, please do not go on.`,
			answer: (age) => `I am ${age} or older`,
			leave: "Leave this site",
			cookie:
				"We remember your answer in a functional cookie. You can always read the privacy statement, without answering too.",
		},
		join: "Join",
		joinNote: (age) =>
			`You say that you are ${age} or older, choose a user name and a password, and give your gender and e-mail address. Anything else you fill in only if you want to.`,
		readStatement: "Read the privacy statement",
		featuresTitle: "What is part of it",
		featuresLead: (brand) => `What ${brand} is made of, and what each part does with your data.`,
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
		privacyLead: (operator) =>
			`${operator} is responsible. The privacy statement is made from the same register that the site itself obeys, so what it says is what happens.`,
		promises: {
			recipients: {
				title: "Who gets something",
				body: (count) =>
					count === 1
						? "There is one party that can receive data. The statement says who or what it is, in which country and why."
						: `There are ${count} parties that can receive data. The statement says of each who or what it is, in which country and why.`,
			},
			answer: {
				title: "Answered in time",
				body: (days) =>
					`If you ask to see, correct or erase your data, you have an answer within ${days} days. A refusal always comes with its reason.`,
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
	},
};
