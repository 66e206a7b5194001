import type * as en from "../../en/legal/statement-articles.ts";

export const articlesWords: typeof en.articlesWords = {
	unnamed: "nog niet genoemd",
	gdpr: "AVG staat voor Algemene verordening gegevensbescherming, de privacywet van de Europese Unie.",
	necessary: {
		member: {
			caption: "Noodzakelijke gegevens van elk lid",
			intro: (items) =>
				`Van elk lid: ${items} vragen we bij het aanmelden, omdat ze een voorwaarde zijn voor de overeenkomst. De wet verplicht je niet om ze te geven.`,
			without: "Zonder die gegevens kunnen we je niet als lid toelaten.",
			after: "De andere gegevens in deze tabel ontstaan doordat je de site gebruikt, of je stelt ze zelf in.",
		},
		buyer: {
			caption: "Noodzakelijke gegevens van kopers",
			intro: () => "Alleen als je iets koopt.",
			without: "Zonder deze gegevens kunnen we een aankoop niet uitvoeren.",
			after: "Om lid te zijn heb je ze niet nodig. De factuur moeten we van de belastingwet bewaren.",
		},
		performer: {
			caption: "Noodzakelijke gegevens van performers",
			intro: () => "Alleen als je als performer publiceert.",
			without: "Zonder deze gegevens kun je niet als performer publiceren.",
			after: "Om lid te zijn heb je ze niet nodig.",
		},
		asker: {
			caption: "Noodzakelijke gegevens van mensen die ons iets vragen",
			intro: () => "Alleen als je ons iets vraagt of een recht gebruikt.",
			without: "Anders kunnen we niet antwoorden.",
			after: "Om lid te zijn heb je ze niet nodig.",
		},
	},
	byContract: "Hoort bij de overeenkomst met jou.",
	byLaw: "De wet verplicht ons hiertoe.",
	byThisLaw: (law) => `De wet verplicht ons hiertoe (${law}).`,
	duties: {
		moderation: "art. 16 en 20 Digitaledienstenverordening (EU) 2022/2065",
		accountability: "art. 5 lid 2, 7 lid 1 en 12 AVG",
		fiscal: "art. 52 Algemene wet inzake rijksbelastingen",
	},
	unasked: {
		adult:
			"Ook afkomst, geloof, politieke opvatting, gezondheid en vakbondslidmaatschap zijn bijzonder. We vragen er niet naar; schrijf je er toch over, dan geldt hetzelfde.",
		general:
			"Naar afkomst, geloof, politieke opvatting, gezondheid en vakbondslidmaatschap (art. 9 AVG) vragen we niet, en we gebruiken ze nergens voor. Zet ze dus niet in je profiel; staat er toch iets, dan wis je het zelf of vraag je het ons.",
		criminal: "Naar veroordelingen en strafbare feiten (art. 10 AVG) vragen we ook niet.",
	},
	optionalSpecial: (items) =>
		`Ook ${items} vul je alleen in als je dat wilt, en pas nadat je daar uitdrukkelijk ja op hebt gezegd.`,
	objection: {
		heading: "Je recht van bezwaar",
		intro:
			"Je kunt op elk moment bezwaar maken tegen elk gebruik van je gegevens dat berust op een gerechtvaardigd belang (art. 21 AVG). Zeg erbij waarom het in jouw situatie niet past. Het gaat hierom:",
		item: (purpose, then) => `${purpose}: ${then}`,
		marketing: "Bezwaar tegen reclame volgen we altijd meteen; daar heb je geen reden voor nodig.",
		byEmail: "Bezwaar maak je per mail aan ",
		byHelpdesk: "Bezwaar maak je met het ",
		account: "Het kan ook in je account, onder ‘Je privacy’.",
		free: "Het kost je niets.",
		row: "Onder ‘Je recht van bezwaar’ staat waartegen je bezwaar kunt maken en hoe.",
	},
	others: {
		heading: "Als je geen lid bent",
		intro:
			"Ook over mensen die geen lid zijn, kunnen we gegevens hebben. Zij hebben dezelfde rechten als leden (art. 14 AVG). Het gaat hierom:",
		caption: "Gegevens over mensen die geen lid zijn",
		head: ["Wie", "Wat, en van wie", "Waarvoor, en op welke grond", "Hoe lang"],
		visitor: {
			who: "Je bezoekt de site",
			what: "Een afdruk van je IP-adres, om misbruik te tellen, en de noodzakelijke cookies in je browser. Ze komen van je browser en je verbinding.",
			why: (basis) => `Om de site te beveiligen: ${basis}.`,
			kept: (term) => `De afdruk ${term}; de cookies zoals in de tabel met cookies staat.`,
			whatOfEvents: "De zes gegevens die vanzelf ontstaan.",
			keptOfEvents: (term) => `De zes ${term}.`,
		},
		address: {
			who: "Iemand meldt zich aan met jouw e-mailadres",
			what: "Je e-mailadres, van degene die het invulde. Je krijgt er een mail over.",
			why: (basis) =>
				`Om te zien of het adres van die persoon is: ${basis}. Het belang is dat niemand uit jouw naam lid wordt.`,
			kept: (term) => `${term}, tenzij de aanmelding wordt bevestigd of jij die eerder weggooit.`,
		},
		depicted: {
			who: "Je staat op een foto of in een tekst van een lid",
			what: "Wat de foto of de tekst van jou laat zien, van het lid dat die plaatste.",
			why: (basis) =>
				`Om het profiel van het lid te tonen: ${basis}. Het belang is dat een lid kan laten zien wie het is, ook samen met anderen. Volgens onze voorwaarden mag dat alleen als je ermee hebt ingestemd.`,
			kept: (term) => `Tot het lid het wist, en uiterlijk ${term} nadat het lid het account heeft gesloten.`,
		},
		mail: {
			who: "Je mailt ons",
			asks: "Je vraagt ons iets",
			what: "Je e-mailadres en wat je schrijft, en wat iemand anders ons over jou schrijft.",
			why: (basis) => `Om te antwoorden: ${basis}.`,
			kept: (term) => `${term} na het antwoord.`,
			unnamed: "Nog niet genoemd.",
		},
		message: {
			who: "Een lid schrijft over jou in een bericht",
			what: "Wat het bericht over jou zegt, van het lid dat het schreef.",
			why: (basis) => `Om het bericht te bezorgen: ${basis}. Het belang is dat leden elkaar vrij kunnen schrijven.`,
			kept: (term) => `Tot het lid het wist, en uiterlijk ${term} nadat het lid het account heeft gesloten.`,
		},
		report: {
			who: "Je meldt iets, of een melding gaat over jou",
			what: "Wat in de melding staat, van degene die meldt.",
			why: (basis) => `Om de melding te behandelen: ${basis}.`,
			kept: (term) => `${term} na het besluit.`,
		},
		ask: "Wil je weten wat we van je hebben, of wil je dat het weggaat, dan heb je geen account nodig. Mail naar ",
	},
	recipients: {
		principleGroups:
			"We geven je gegevens niet aan anderen, behalve zoals het hier staat. Wie er iets krijgt, staat in de tabel: met naam of, zolang er geen bedrijf is genoemd, als groep.",
		group: (name) => `${name} (groep; de naam van het bedrijf is nog niet genoemd)`,
		countryUnnamed: "Het land is nog niet genoemd.",
		alsoIn: (country, instrument) => `De gegevens worden ook verwerkt in ${country}. Bescherming: ${instrument}.`,
		decision: "Uitvoeringsbesluit (EU) 2023/1795 van 10 juli 2023",
		document: (document, date) => `Geregeld in: ${document}, ${date}.`,
		documentUnnamed: "Het document met deze ontvanger en de datum ervan zijn nog niet genoemd.",
		copyHere: "Lees het hier",
		thirdBefore:
			"Een ontvanger buiten de Europese Economische Ruimte valt onder een besluit van de Europese Commissie of is gebonden aan afspraken; in beide gevallen zijn je gegevens daar vergelijkbaar beschermd. Welk document geldt, staat per ontvanger in de tabel. Een kopie vraag je op bij ",
	},
	partner: {
		unnamedProvider: (brand) => `De aanbieder van ${brand}`,
		unnamedController: (host, operator, short) =>
			`${host} wordt aangeboden door een partner van ${operator}, hierna ${short}, op de voorzieningen daarvan. De juridische naam van die partner is nog niet genoemd. In deze verklaring is ‘wij’ ${short}. ${short} bepaalt waarvoor en hoe je gegevens worden verwerkt en is daarvoor de verwerkingsverantwoordelijke.`,
		roles: {
			no_access: "De partner krijgt geen gegevens over jou.",
			processor: "De partner werkt alleen in onze opdracht (verwerker, art. 28 AVG).",
			joint_controller:
				"De partner is samen met ons verantwoordelijk (art. 26 AVG). Voor je rechten kun je bij allebei terecht; de kern van wat we hebben afgesproken, vraag je op bij ",
		},
		roleUnnamed:
			"Of de partner verwerker is (art. 28 AVG) of samen met ons verantwoordelijk (art. 26 AVG), is nog niet genoemd. In de tabel met ontvangers staat de partner niet: van ons krijgt die geen gegevens over jou.",
	},
	keptWhole: {
		unconfirmed_account: "Wat je bij het aanmelden invulde, en wanneer",
		guess_count: "Hoe vaak er een verkeerd wachtwoord is ingevuld",
		session: "Begin, laatste gebruik en einde van elke sessie, en op wat voor apparaat die loopt",
		one_time_code: "De code zelf en, als je je e-mailadres wijzigt, het nieuwe adres",
		abuse_count: "Een afdruk van je IP-adres, waaruit niemand het kan teruglezen",
		name_hold: "Een afdruk van je gebruikersnaam, en van hoe die eruitziet",
		ban: "Een afdruk van je e-mailadres",
		failed_payment: "Hoe je wilde betalen, met kenmerk en uitkomst, als een betaling niet doorging",
		contract_evidence: "Wat je hebt gekocht, wanneer, en welke tekst je toen zag",
		performer_check:
			"Uitkomst van de controle: soort document, datum, wie controleerde en of de performer meerderjarig is",
	},
	keptPart: {
		account: { payment_reference: "dat je eerder hebt betaald" },
		brand: {
			mail_choices: "hoeveel berichten je op deze site wilt",
			orders: "waar je nu toegang toe hebt en wat in je winkelwagen ligt",
		},
		mail: {
			disclosures: "wat ontvangers over je hoorden, als er iets werd verbeterd of gewist",
		},
		delivery_address: { orders: "verzending en volgcode" },
	},
};
