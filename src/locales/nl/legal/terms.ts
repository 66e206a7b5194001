import type * as en from "../../en/legal/terms.ts";

export const terms: typeof en.terms = {
	title: (operator) => `Algemene voorwaarden van ${operator}`,
	lead: (operator) => `Deze voorwaarden gelden op elke site van ${operator} waar je lid van wordt.`,
	definitions: {
		heading: "Woorden",
		items: (operator) => [
			["Wij", `${operator}.`],
			["Site", "Een website waarop wij onze dienst aanbieden, onder een eigen naam (een merk) en een eigen adres."],
			["Partner", "Een organisatie die een site aanbiedt op onze voorzieningen."],
			[
				"Account",
				"Je registratie bij ons, met een gebruikersnaam en een manier om in te loggen. Je kunt er op meer dan één van onze sites lid mee zijn.",
			],
			["Lid", "Een natuurlijk persoon met een account die zich op een site heeft aangemeld."],
			["Aanmelding", "Het maken van een account, of lid worden van een site met het account dat je al hebt."],
			["Ledenbestand", "De gegevens van de leden van al onze sites samen; ook wel member-database."],
			["Persoonsgegeven", "Elk gegeven over een persoon die daaraan te herkennen is, ook samen met andere gegevens."],
			["Profiel", "Wat een lid op een site over zichzelf laat zien."],
			["Bericht", "Wat een lid via de site aan een ander lid stuurt."],
		],
		performers: [
			["Performer", "Een lid dat op een site eigen content aanbiedt aan leden die betalen."],
			["Performercontent", "Foto's, video's en andere beelden die een performer plaatst."],
		],
		payments: [["Betalend lid", "Een lid dat toegang heeft gekocht die nog loopt."]],
		last: [
			["AVG", "De Algemene verordening gegevensbescherming: Verordening (EU) 2016/679."],
			["Verklaring", "De privacyverklaring van de site, waarin staat wat er met je gegevens gebeurt."],
		],
	},
	joining: {
		heading: "Wie lid kan worden",
		person:
			"Lid worden kan alleen als natuurlijk persoon en voor jezelf. Elk profiel hoort bij een bestaand persoon; wij maken zelf geen profielen en laten onze medewerkers niet als lid optreden.",
		age: "Op een site voor volwassenen kun je alleen lid worden als je 18 jaar of ouder bent.",
		ages: "Vanaf welke leeftijd je lid kunt worden, staat in de verklaring van de site.",
		accept:
			"De overeenkomst ontstaat als je deze voorwaarden bij het aanmelden accepteert en je e-mailadres bevestigt. Je kunt ze bewaren en later teruglezen, ook in eerdere versies.",
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
		items: {
			impersonation: "je voordoen als iemand anders, of een profiel maken voor een ander;",
			harm: "anderen bedreigen, lastigvallen, discrimineren of oplichten;",
			sharing: "gegevens, berichten of beelden van een ander verspreiden zonder diens toestemming;",
			unlawful: "inhoud plaatsen die strafbaar is, of waarop een minderjarige te zien is;",
			misuse: "de dienst gebruiken om reclame te versturen, gegevens te verzamelen of de werking te verstoren.",
		},
		measures:
			"Bij een overtreding kunnen we inhoud verwijderen of een account beperken, opschorten of sluiten. We doen niet meer dan nodig is, schrijven je wat we besloten en waarom, en zeggen hoe je bezwaar maakt. Een bezwaar wordt door een mens behandeld. Is er direct gevaar voor anderen, dan kan de maatregel meteen ingaan.",
		report: "Zie je iets dat niet mag, meld het dan via het contactadres van de site.",
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
			". Die is informatie en geen deel van de overeenkomst: door deze voorwaarden te accepteren geef je geen toestemming voor het verwerken van gegevens.",
	},
	changes: {
		heading: "Wijziging van deze voorwaarden",
		body: "We kunnen deze voorwaarden wijzigen als daar een goede reden voor is, zoals een nieuwe wet, een nieuwe functie of de veiligheid van leden. Je hoort dat ten minste 30 dagen van tevoren, met wat er verandert. Ben je het er niet mee eens, dan kun je tot die dag kosteloos opzeggen; wat je vooruit hebt betaald en niet meer gebruikt, krijg je terug. Elke versie heeft een nummer en een datum en blijft te lezen.",
	},
	law: {
		heading: "Toepasselijk recht en geschillen",
		body: (country) =>
			`Op deze voorwaarden is het recht van ${country} van toepassing. Woon je als consument in een ander land van de Europese Unie, dan houd je de bescherming van de dwingende regels van dat land en kun je daar naar de rechter.`,
	},
	complaints: {
		heading: "Contact en klachten",
		who: (operator, address, registration) => `Je contractspartij is ${operator}, ${address} (${registration}).`,
		before: "Heb je een klacht, stuur die dan naar ",
		or: " of bel ",
		after:
			". We bevestigen de ontvangst en antwoorden binnen 14 dagen; lukt dat niet, dan laten we binnen die tijd weten wanneer wel.",
		dsa: "Dit adres is ook het contactpunt voor gebruikers en voor autoriteiten volgens de digitaledienstenverordening. Je kunt ons in het Nederlands en in het Engels schrijven.",
	},
};
