import type { Locale } from "#foundation/i18n/locale.ts";

type Definition = [term: string, text: string];

const nl = {
	title: (operator: string) => `Algemene voorwaarden van ${operator}`,
	lead: (operator: string) => `Deze voorwaarden gelden op elke site van ${operator} waar je lid van wordt.`,
	definitions: {
		heading: "Woorden",
		items: (operator: string): Definition[] => [
			["Wij", `${operator}.`],
			["Site", "Een website waarop wij onze dienst aanbieden, onder een eigen naam (een merk) en een eigen adres."],
			["Partner", "Een organisatie die een site aanbiedt op onze voorzieningen."],
			[
				"Account",
				"Je registratie bij ons, met een gebruikersnaam en een manier om in te loggen. Je kunt er op meer dan één van onze sites lid mee zijn.",
			],
			["Lid", "Een natuurlijk persoon met een account die zich op een site heeft aangemeld."],
			["Profiel", "Wat een lid op een site over zichzelf laat zien."],
			["Bericht", "Wat een lid via de site aan een ander lid stuurt."],
		],
		performers: [
			["Performer", "Een lid dat op een site eigen content aanbiedt aan leden die betalen."],
			["Performercontent", "Foto's, video's en andere beelden die een performer plaatst."],
		] as Definition[],
		payments: [["Betalend lid", "Een lid dat toegang heeft gekocht die nog loopt."]] as Definition[],
		last: [
			["Verklaring", "De privacyverklaring van de site, waarin staat wat er met je gegevens gebeurt."],
		] as Definition[],
	},
	joining: {
		heading: "Wie lid kan worden",
		person:
			"Lid worden kan alleen als natuurlijk persoon en voor jezelf. Elk profiel hoort bij een bestaand persoon; wij maken zelf geen profielen en laten onze medewerkers niet als lid optreden.",
		age: "Op een site voor volwassenen kun je alleen lid worden als je 18 jaar of ouder bent.",
		ages: "Vanaf welke leeftijd je lid kunt worden, staat in de verklaring van de site.",
		accept:
			"De overeenkomst ontstaat als je deze voorwaarden bij het aanmelden aanvaardt en je e-mailadres bevestigt. Je kunt ze bewaren en later teruglezen, ook in eerdere versies.",
	},
	account: {
		heading: "Je account",
		items: [
			"Je geeft bij het aanmelden een e-mailadres dat van jou is.",
			"Je houdt je wachtwoord en andere middelen om in te loggen voor jezelf.",
			"Denk je dat iemand anders je account gebruikt, verander dan je wachtwoord en laat het ons weten.",
			"Je kunt een site verlaten of je account sluiten wanneer je wilt, zonder opgaaf van reden.",
		],
	},
	conduct: {
		heading: "Hoe je met anderen omgaat",
		intro: "Dit mag niet:",
		items: [
			"je voordoen als iemand anders, of een profiel maken voor een ander;",
			"anderen bedreigen, lastigvallen, discrimineren of oplichten;",
			"gegevens, berichten of beelden van een ander verspreiden zonder diens toestemming;",
			"inhoud plaatsen die strafbaar is, of waarop een minderjarige te zien is;",
			"de dienst gebruiken om reclame te versturen, gegevens te verzamelen of de werking te verstoren.",
		],
		measures:
			"Bij een overtreding kunnen we inhoud verwijderen of een account beperken, opschorten of sluiten. We doen niet meer dan nodig is, schrijven je wat we besloten en waarom, en zeggen hoe je bezwaar maakt. Een bezwaar wordt door een mens behandeld. Is er direct gevaar voor anderen, dan kan de maatregel meteen ingaan.",
		report: "Zie je iets dat niet mag, meld het dan via de helpdesk of het contactadres van de site.",
	},
	content: {
		heading: "Wat je plaatst",
		yours:
			"Wat je schrijft of plaatst, blijft van jou. Je geeft ons alleen toestemming om het op te slaan en te laten zien op de sites waar jij het zelf zichtbaar maakt, zolang je het daar laat staan. Wis je het, dan eindigt die toestemming.",
		sure: "Je plaatst alleen wat je mag plaatsen. Staan er anderen op een foto of video, dan hebben zij daarmee ingestemd.",
		performers:
			"Performercontent is alleen voor betalende leden en alleen om zelf te bekijken. Kopiëren of verspreiden mag niet. Performers zijn 18 jaar of ouder; hun identiteit wordt gecontroleerd voordat er iets verschijnt.",
	},
	payments: {
		heading: "Betalen en herroepen",
		price:
			"Waar je voor betaalt, zie je vooraf wat het kost, met alle belastingen en kosten, en hoe lang het duurt. Je betaalt pas nadat je op een knop hebt gedrukt waarop staat dat je dan moet betalen.",
		withdraw:
			"Als consument kun je een aankoop binnen 14 dagen zonder reden herroepen. Bij een dienst die op jouw verzoek al is begonnen, betaal je dan alleen het deel dat je hebt gehad. Bij digitale inhoud vervalt dit recht alleen als we met jouw uitdrukkelijke instemming direct leveren en je daarbij hebt erkend dat je het recht dan verliest. Ook bij een artikel gelden wettelijke uitzonderingen; welke, lees je voordat je bestelt.",
		end: "Een abonnement dat stilzwijgend doorloopt, kun je na de eerste periode op elk moment opzeggen, met een opzegtermijn van ten hoogste een maand.",
		legal: "Wat je koopt, moet goed zijn. De wettelijke rechten die je dan hebt, gelden onverkort.",
	},
	service: {
		heading: "Wat je van ons mag verwachten",
		care: "We leveren de dienst met zorg en herstellen storingen zo snel als redelijk is. Voor onderhoud kan een site kort niet bereikbaar zijn. We beloven niet dat je iemand ontmoet: wat leden doen en schrijven, is hun eigen keuze.",
		liability:
			"Schieten we tekort, dan vergoeden we de schade die daarvan het gevolg is volgens de wet. We zijn niet aansprakelijk voor wat andere leden doen, behalve voor zover de wet dat anders regelt. Niets in deze voorwaarden beperkt onze aansprakelijkheid voor opzet, bewuste roekeloosheid, letsel of overlijden, of rechten die je als consument hebt en waarvan niet ten nadele van jou mag worden afgeweken.",
	},
	privacy: {
		heading: "Je gegevens",
		before: "Wat er met je gegevens gebeurt, staat in de ",
		link: "privacyverklaring",
		after:
			". Die is informatie en geen deel van de overeenkomst: door deze voorwaarden te aanvaarden geef je geen toestemming voor het verwerken van gegevens.",
	},
	changes: {
		heading: "Wijziging van deze voorwaarden",
		body: "We kunnen deze voorwaarden wijzigen als daar een goede reden voor is, zoals een nieuwe wet, een nieuwe functie of de veiligheid van leden. Je hoort dat ten minste 30 dagen van tevoren, met wat er verandert. Ben je het er niet mee eens, dan kun je tot die dag kosteloos opzeggen; wat je vooruit hebt betaald en niet meer gebruikt, krijg je terug. Elke versie heeft een nummer en een datum en blijft te lezen.",
	},
	law: {
		heading: "Toepasselijk recht en geschillen",
		body: (country: string) =>
			`Op deze voorwaarden is het recht van ${country} van toepassing. Woon je als consument in een ander land van de Europese Unie, dan houd je de bescherming van de dwingende regels van dat land en kun je daar naar de rechter.`,
	},
	complaints: {
		heading: "Contact en klachten",
		who: (operator: string, address: string, registration: string) =>
			`Je contractspartij is ${operator}, ${address} (${registration}).`,
		before: "Heb je een klacht, stuur die dan naar ",
		or: " of bel ",
		after:
			". We bevestigen de ontvangst en antwoorden binnen 14 dagen; lukt dat niet, dan laten we binnen die tijd weten wanneer wel.",
		dsa: "Dit adres is ook het contactpunt voor gebruikers en voor autoriteiten volgens de digitaledienstenverordening. Je kunt ons in het Nederlands en in het Engels schrijven.",
	},
};

export type TermsWords = typeof nl;

const en: TermsWords = {
	title: (operator) => `Terms of ${operator}`,
	lead: (operator) => `These terms apply on each site of ${operator} that you become a member of.`,
	definitions: {
		heading: "Words",
		items: (operator) => [
			["We", `${operator}.`],
			["Site", "A website on which we offer our service, under a name (a brand) and an address of its own."],
			["Partner", "An organisation that offers a site on our facilities."],
			[
				"Account",
				"Your registration with us, with a user name and a way to sign in. With it you can be a member of more than one of our sites.",
			],
			["Member", "A natural person with an account who has joined a site."],
			["Profile", "What a member shows of himself or herself on a site."],
			["Message", "What a member sends to another member through the site."],
		],
		performers: [
			["Performer", "A member who offers content of his or her own on a site to members who pay."],
			["Performer content", "Photos, videos and other images that a performer publishes."],
		],
		payments: [["Paying member", "A member who has bought access that is still running."]],
		last: [["Statement", "The privacy statement of the site, which says what happens to your data."]],
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
		items: [
			"passing yourself off as somebody else, or making a profile for another person;",
			"threatening, harassing, discriminating against or defrauding others;",
			"spreading another person's data, messages or images without that person's consent;",
			"publishing content that is a criminal offence, or that shows a minor;",
			"using the service to send advertising, to harvest data or to disturb its working.",
		],
		measures:
			"On a breach we may remove content or limit, suspend or close an account. We do no more than is needed, write to you what we decided and why, and say how you object. A human being handles the objection. If others are in immediate danger, the measure may take effect at once.",
		report:
			"If you see something that is not allowed, report it through the helpdesk or the contact address of the site.",
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
		body: (country) =>
			`The law of ${country} applies to these terms. If you live as a consumer in another country of the European Union, you keep the protection of that country's mandatory rules and can go to court there.`,
	},
	complaints: {
		heading: "Contact and complaints",
		who: (operator, address, registration) => `Your contracting party is ${operator}, ${address} (${registration}).`,
		before: "If you have a complaint, send it to ",
		or: " or call ",
		after:
			". We confirm that we got it and answer within 14 days; if we cannot, we let you know within that time when we will.",
		dsa: "This address is also the point of contact for users and for authorities under the Digital Services Act. You can write to us in Dutch and in English.",
	},
};

export const TERMS_WORDS: Record<Locale, TermsWords> = { nl, en };
