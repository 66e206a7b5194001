import type {
	BrandFeature,
	PAYMENT_METHODS,
	RECIPIENT_KINDS,
	RECIPIENT_ROLES,
	TRANSFER_INSTRUMENTS,
} from "#foundation/brand/settings.ts";
import type { Locale } from "#foundation/i18n/locale.ts";
import type { PurposeId } from "#foundation/register/purposes.ts";
import type { LintRule } from "../lint/lint-rule.ts";

/** Why a legitimate interest is one (GDPR Art. 13(1)(d)). A purpose on that basis without a sentence here is refused. */
type Interests = Partial<Record<PurposeId, string>>;
type Named<Keys extends readonly string[]> = Record<Keys[number], string>;

const nlKinds: Named<typeof RECIPIENT_KINDS> = {
	hosting: "Servers, netwerk en opslag waarop de site draait",
	development: "Bouw en beheer van de site",
	moderation: "Controle op ongepaste inhoud",
	analytics: "Statistiek over het gebruik van de site",
	fraud_prevention: "Herkennen van vals verkeer en misbruik",
	payment_provider: "Uitvoeren van betalingen",
	delivery: "Bezorgen van bestelde artikelen",
	mail: "Versturen van e-mail",
	tax_authority: "Heffing van belasting",
};
const enKinds: Named<typeof RECIPIENT_KINDS> = {
	hosting: "Servers, network and storage that the site runs on",
	development: "Building and maintaining the site",
	moderation: "Checking for inappropriate content",
	analytics: "Statistics about the use of the site",
	fraud_prevention: "Recognising false traffic and abuse",
	payment_provider: "Carrying out payments",
	delivery: "Delivering ordered articles",
	mail: "Sending e-mail",
	tax_authority: "Levying taxes",
};
const nlRoles: Named<typeof RECIPIENT_ROLES> = {
	processor: "verwerker: werkt alleen in onze opdracht",
	controller: "zelf verantwoordelijk",
	joint_controller: "samen met ons verantwoordelijk",
	authority: "overheid",
};
const enRoles: Named<typeof RECIPIENT_ROLES> = {
	processor: "processor: works only on our instructions",
	controller: "responsible in its own right",
	joint_controller: "responsible together with us",
	authority: "public authority",
};
const nlTransfers: Named<typeof TRANSFER_INSTRUMENTS> = {
	adequacy: "de Europese Commissie heeft besloten dat dit land gegevens passend beschermt (art. 45 AVG)",
	dpf: "aangesloten bij het EU-VS-kader voor gegevensbescherming, waarover de Europese Commissie heeft besloten (art. 45 AVG)",
	scc: "bindende overeenkomst met de modelbepalingen van de Europese Commissie (art. 46 lid 2 onder c AVG)",
	bcr: "goedgekeurde bindende bedrijfsvoorschriften (art. 47 AVG)",
};
const enTransfers: Named<typeof TRANSFER_INSTRUMENTS> = {
	adequacy: "the European Commission has decided that this country protects data adequately (Art. 45 GDPR)",
	dpf: "takes part in the EU-US Data Privacy Framework, on which the European Commission has decided (Art. 45 GDPR)",
	scc: "binding agreement with the standard clauses of the European Commission (Art. 46(2)(c) GDPR)",
	bcr: "approved binding corporate rules (Art. 47 GDPR)",
};
const nlPayments: Named<typeof PAYMENT_METHODS> = {
	ideal: "iDEAL",
	bancontact: "Bancontact (vroeger Mistercash)",
	card: "creditcard",
	phone: "telefoon",
	bank_transfer: "bankoverschrijving",
};
const enPayments: Named<typeof PAYMENT_METHODS> = {
	ideal: "iDEAL",
	bancontact: "Bancontact (formerly Mistercash)",
	card: "credit card",
	phone: "telephone",
	bank_transfer: "bank transfer",
};
const nlInterests: Interests = {
	suggestions: "Leden komen om anderen te vinden; een suggestie die past bij wat je zelf opgaf, helpt daarbij.",
	service_information: "Wie van de dienst gebruikmaakt, moet horen wat eraan verandert, en ook antwoord krijgen.",
	personalised_offers: "We willen onze eigen diensten kunnen aanbieden aan mensen die ze al gebruiken.",
	statistics: "We willen weten hoe de dienst wordt gebruikt zonder naar personen te kijken.",
	security_improvement: "Een site die veilig is en goed werkt, is in ieders belang.",
	age_check: "Kinderen horen hier niet te komen, en daar zijn wij verantwoordelijk voor.",
	moderation: "Leden moeten erop kunnen rekenen dat inhoud die niet is toegestaan, verdwijnt.",
};
const enInterests: Interests = {
	suggestions: "Members come to find others; a suggestion that suits what you told us yourself helps with that.",
	service_information: "Those who use the service have to hear what changes in it, and to get an answer.",
	personalised_offers: "We want to be able to offer our own services to people who already use them.",
	statistics: "We want to know how the service is used without looking at persons.",
	security_improvement: "A site that is secure and works well is in everybody's interest.",
	age_check: "Children do not belong here, and that is our responsibility.",
	moderation: "Members have to be able to count on it that content which is not allowed disappears.",
};

const nl = {
	and: "en",
	or: "of",
	title: (brand: string) => `Privacyverklaring van ${brand}`,
	lead: (brand: string) =>
		`Hier lees je welke gegevens ${brand} over je verwerkt, waarom en hoe lang, wie ze krijgt en wat jij daarover te zeggen hebt.`,
	head: {
		item: "Gegeven",
		what: "Wat en waarom",
		purposes: "Waarvoor",
		purpose: "Doel",
		meaning: "Wat we dan doen",
		basis: "Grondslag",
		choice: "Jouw keuze",
		recipient: "Ontvanger",
		role: "Wat die doet",
		place: "Land en bescherming",
		data: "Gegevens",
		when: "Wanneer",
		kept: "Soort",
		term: "Bewaartermijn",
		right: "Recht",
		yourself: "Zelf doen",
		ask: "Of vraag het ons",
		cookie: "Cookie",
		does: "Wat die doet",
		setBy: "Geplaatst door",
		cookieTerm: "Hoe lang",
		consent: "Toestemming",
	},
	controller: {
		heading: "Wie is verantwoordelijk?",
		own: (host: string, operator: string, short: string) =>
			`${host} wordt aangeboden door ${operator}, hierna ${short}; waar "wij" staat, bedoelen we haar ook. ${short} bepaalt waarvoor en hoe je gegevens worden verwerkt en is daarvoor de verwerkingsverantwoordelijke.`,
		partner: (host: string, partner: string, operator: string, short: string) =>
			`${host} wordt aangeboden door ${partner}, op de voorzieningen van ${operator}, hierna ${short}; waar "wij" staat, bedoelen we ${short}. ${short} bepaalt waarvoor en hoe je gegevens worden verwerkt en is daarvoor de verwerkingsverantwoordelijke.`,
		name: "Naam",
		legalForm: "Rechtsvorm",
		address: "Adres",
		vat: "Btw-nummer",
		phone: "Telefoon",
		email: "E-mail",
		website: "Website",
		dpo: (short: string) => `${short} heeft een functionaris voor gegevensbescherming. Die bereik je via `,
	},
	definitions: {
		heading: "Woorden die we gebruiken",
		before: "Account, lid, profiel, bericht en andere woorden betekenen hier hetzelfde als in de ",
		terms: "algemene voorwaarden",
		after: ". Daar staan de definities.",
	},
	account: {
		heading: "Je account",
		join: "Bij het aanmelden vragen we je gebruikersnaam, je geslacht, je e-mailadres en een wachtwoord. Meer is niet verplicht.",
		adult:
			"We vragen ook of je 18 jaar of ouder bent. We bewaren alleen je antwoord, de regel waarop het slaat en het tijdstip; een geboortedatum vragen we daarbij niet.",
		email:
			"Met je e-mailadres bevestig en activeer je je account, en we gebruiken het om contact met je op te nemen. Zolang je het niet hebt bevestigd, kun je niet inloggen.",
		userName: "Je gebruikersnaam kies je zelf, zolang niemand anders hem al gebruikt.",
		optional: (items: string) =>
			`Al het andere vul je alleen in als je dat wilt: ${items}. Deze velden zijn leeg tot jij ze invult, en je kunt ze één voor één weer wissen.`,
		shared: (short: string) =>
			`Op andere sites van ${short} kun je hetzelfde account gebruiken. Per site kies jij wat anderen zien. Een site laat nooit merken op welke andere sites je lid bent.`,
	},
	categories: {
		heading: "Welke gegevens, waarvoor en op welke grond",
		intro: (count: string) =>
			`Er zijn ${count} soorten gegevens, elk met eigen doelen en een eigen grondslag. We gebruiken ze voor niets anders dan wat hier staat.`,
		counts: { 2: "twee", 3: "drie" },
		obligation:
			"Noodzakelijke gegevens zijn nodig om een account te hebben; zonder die gegevens kunnen we je niet als lid toelaten. Vrijwillige gegevens hoef je nooit te geven, en je lidmaatschap hangt er niet van af.",
		items: (category: string) => `Welke ${category} we verwerken`,
		purposes: (category: string) => `Waarvoor we ${category} gebruiken`,
		plain: {
			necessary: "Nodig om de dienst te leveren.",
			voluntary: "Alleen als je het zelf geeft.",
			special: "Alleen met je uitdrukkelijke toestemming.",
		},
		seeCookies: "Welke dat zijn, staat onder Cookies.",
		partOf: (entry: string) => `Hoort bij: ${entry}.`,
		whereSpecial: "Voor zover hieruit een bijzonder gegeven blijkt.",
		switchedOff: (where: string) => `Uitzetten kan ${where}.`,
		withdraw: "Je kunt je toestemming altijd intrekken.",
		objection: "Je kunt bezwaar maken; dan stoppen we tot we het hebben beoordeeld.",
		objectionAbsolute: "Als je bezwaar maakt, stoppen we meteen.",
		noChoice: "Hoort bij de overeenkomst of bij een wettelijke plicht.",
		interestsHeading: "Gerechtvaardigde belangen",
		interests: "Waar als grondslag een gerechtvaardigd belang staat, is dat dit belang:",
		interest: (purpose: string, reason: string) => `${purpose}: ${reason}`,
	},
	special: {
		consent:
			"Voor bijzondere gegevens geldt artikel 9 AVG. De enige grond die we daarvoor gebruiken is je uitdrukkelijke toestemming, die je per doel geeft en even makkelijk weer intrekt. Trek je haar in, dan wissen we het gegeven meteen. Een veld invullen geldt niet als toestemming.",
		membership: (short: string) =>
			`Eén bijzonder gegeven hoort bij het lidmaatschap zelf: dat je lid bent van een site voor volwassenen. Daarvoor vraagt ${short} bij het aanmelden apart je uitdrukkelijke toestemming. Je trekt die in door de site te verlaten.`,
		never:
			"Bijzondere gegevens gebruiken we nooit voor statistiek en geven we nooit aan derden voor hun eigen doeleinden.",
		performers:
			"De content die een performer aan betalende leden wil laten zien, valt hier ook onder: die tonen we alleen op de uitdrukkelijke toestemming van de performer.",
	},
	automatic: {
		heading: "Gegevens die vanzelf ontstaan",
		intro:
			"Als je de site bezoekt, geeft je browser of je verbinding een paar gegevens door. We gebruiken ze om pagina's goed te tonen en om de site te beveiligen. Het zijn deze zes, en geen andere:",
		kept: (term: string) =>
			`Wat we bij een bezoek vastleggen, bewaren we ten hoogste ${term}. Het IP-adres is versleuteld onder een sleutel die maar voor één dag geldt. We leiden er geen locatie uit af.`,
		mac: "Het MAC-adres van je apparaat kan een website niet zien. Wij hebben het dus niet.",
	},
	messages: {
		heading: "Berichten tussen leden",
		body: "We slaan op wat je aan andere leden schrijft, omdat de ontvanger het anders niet kan lezen. Wis je een bericht of je account, dan verdwijnt de inhoud aan beide kanten; de ander ziet dan alleen nog dat er een bericht stond.",
	},
	suggestions: {
		heading: "Suggesties",
		body: "Een suggestie ontstaat uit filters die vooraf vastliggen en voorkeuren die je zelf hebt opgegeven. Wat je op de site doet, speelt daarbij geen rol. Je kunt suggesties uitzetten.",
		orientation:
			"Je geaardheid gebruiken we alleen als je die zelf invult en ermee instemt, en alleen om je in contact te brengen met leden die daarbij passen. Niet voor reclame en niet voor statistiek.",
	},
	performers: {
		heading: "Performers en hun content",
		content:
			"Wat een performer plaatst, slaan we op. Het is alleen zichtbaar voor andere leden die betalen, ook waar het gaat om kleine afbeeldingen en zoekresultaten.",
		identity:
			"Wie als performer wil publiceren, geeft een kopie van een paspoort of rijbewijs. De wet verplicht ons te controleren of dat document echt is. Vóór die controle kan een performer niets publiceren.",
		tax: "Van performers geven we het burgerservicenummer, de naam en het adres door aan de Belastingdienst, omdat de wet dat voorschrijft. Het burgerservicenummer wordt apart bewaard en voor niets anders gebruikt.",
	},
	payments: {
		heading: "Betalen",
		means: (methods: string) =>
			`Voor een aankoop kun je betalen per ${methods}. Daarvoor is, afhankelijk van wat je kiest, je telefoonnummer of een betaalgegeven nodig.`,
		phone:
			"Je telefoonnummer of betaalgegeven geef je aan de betaaldienst. Wij bewaren alleen welke betaalwijze je koos en wat die dienst ons meldt: kenmerk, bedrag, tijdstip en uitkomst.",
		redirect:
			"Bij een bankoverschrijving ga je naar de site van je bank en kom je na de betaling vanzelf terug op deze site.",
		only: "Betaalgegevens gebruiken we alleen om de betaling uit te voeren, dus niet voor statistiek of reclame. Er is één uitzondering, en die komt uit de wet: ",
		fiscal: (items: string, statute: string, term: string) =>
			`${items} moeten we voor de belasting bewaren tot ${term} (${statute}).`,
	},
	shop: {
		heading: "Artikelen bestellen",
		body: "Bestel je een artikel, dan vragen we een adres. Dat adres gebruiken we alleen om het artikel te bezorgen of te laten bezorgen.",
	},
	contact: {
		heading: "Vragen en meldingen",
		before: "Met het ",
		form: "formulier van de helpdesk",
		after:
			" stel je een vraag of doe je een melding. Het formulier vraagt je e-mailadres, een onderwerp, een omschrijving en, als je dat wilt, bijlagen. Meer vragen we niet. Een medewerker behandelt je bericht en antwoordt je.",
	},
	mail: {
		heading: "Mail en meldingen, en hoe je ze begrenst",
		body: "We kunnen je meldingen, suggesties en aanbiedingen van onze eigen diensten mailen. In elke mail van die soort staat een link waarmee je je met één klik uitschrijft.",
		limit:
			"In je account kies je per soort of je de mail wilt en hoeveel je er per week ten hoogste krijgt. Je kunt ook alles tegelijk stoppen. Dan sturen we alleen nog wat niet gemist kan worden, zoals een bevestiging die je zelf vraagt of een wijziging van deze verklaring.",
	},
	moderation: {
		heading: "Controle op ongepaste inhoud",
		body: "Moderatoren controleren profielen, foto's en berichten op inhoud die niet is toegestaan, bijvoorbeeld na een melding. Elke keer dat een medewerker gegevens van een lid opent, leggen we vast wie dat was, wanneer en waarom. Je kunt dat opvragen.",
	},
	statistics: {
		heading: "Statistiek",
		body: "Voor statistiek tellen we alleen aantallen, in groepen die zo groot zijn dat niemand erin te herkennen is. Namen of nummers van leden komen er niet in voor.",
	},
	sources: {
		heading: "Waar de gegevens vandaan komen",
		you: "Bijna alles geef je ons zelf, of ontstaat doordat je de site gebruikt.",
		payments: "Van de betaaldienst horen we of een betaling is gelukt.",
		members: "Van andere leden krijgen we wat zij je schrijven en wat zij over je melden.",
		closing: "Gegevens over je kopen we niet en halen we niet uit openbare bronnen.",
	},
	recipients: {
		heading: "Wie gegevens krijgt",
		principle:
			"We geven je gegevens niet aan anderen, behalve zoals het hier staat. Wie er iets krijgt, staat met naam in de tabel; techniek zorgt ervoor dat er naar niemand anders iets gaat.",
		groups: (list: string) => `Gegevens komen terecht bij deze groepen: ${list}.`,
		groupOwn: (short: string) => `medewerkers van ${short} die ze voor hun werk nodig hebben`,
		groupDevelopment: "de ontwikkelaars en beheerders van de site",
		groupModeration: "moderatoren",
		groupThird: "bedrijven buiten de Europese Economische Ruimte met wie bindende afspraken gelden",
		groupOther: "de andere partijen in de tabel",
		caption: "Ontvangers met naam",
		inEea: (country: string) => `${country}. Binnen de Europese Economische Ruimte.`,
		outside: (country: string, instrument: string) => `${country}. Bescherming: ${instrument}.`,
		afterConsent: "Alleen nadat je ja hebt gezegd tegen deze ontvanger.",
		necessary: "Als het nodig is voor de dienst waar je om vraagt.",
		byLaw: "Als de wet het voorschrijft.",
		consent: (names: string) =>
			`Voor ${names} vragen we vooraf je uitdrukkelijke toestemming, per ontvanger apart. Ja tegen de een is geen ja tegen de ander. Elke ontvanger zet je ook apart weer uit; vanaf dat moment gaat er niets meer heen. Geef je geen toestemming, dan werkt de site gewoon.`,
		noConsent:
			"Er is op dit moment geen ontvanger aan wie we op basis van toestemming iets geven. Komt die er, dan vragen we je toestemming voor die ene ontvanger, en zet je die ook apart weer uit.",
		withoutIp: (names: string, many: boolean) =>
			`${names} ${many ? "krijgen" : "krijgt"} gegevens die vanzelf ontstaan alleen in een vorm die niet tot jou is te herleiden. Je IP-adres of MAC-adres gaat er nooit heen.`,
		withIp: (names: string, many: boolean) =>
			`${names} ${many ? "krijgen" : "krijgt"} bij die toestemming ook je IP-adres, naast gegevens over je browser en je apparaat. Zonder toestemming gaat er niets heen, ook je IP-adres niet.`,
		neverIp:
			"Aan derden, dus aan wie niet alleen in onze opdracht werkt, geven we je IP-adres of MAC-adres nooit zonder jouw toestemming, tenzij de wet ons ertoe verplicht.",
		everything: "Alle gegevens die deze verklaring noemt.",
		third:
			"Een ontvanger buiten de Europese Economische Ruimte is gebonden aan afspraken die je gegevens daar vergelijkbaar beschermen. Welke dat zijn, staat per ontvanger in de tabel. Een kopie kun je opvragen.",
		duty: "We verstrekken ook gegevens als een wet of een rechter ons daartoe verplicht, of als dat nodig is om onze rechten te beschermen. We leggen vast wat we dan aan wie hebben gegeven en waarom, en laten het je zien als je om inzage vraagt, tenzij de wet dat verbiedt.",
	},
	retention: {
		heading: "Hoe lang we gegevens bewaren",
		intro: (term: string) =>
			`Sluit je je account, dan wissen we je gegevens uiterlijk ${term} daarna. Dat is de uiterste grens; veel gaat eerder weg, zoals de tabel laat zien. Wil je dat we direct wissen, dan doen we dat op je verzoek en krijg je een bevestiging van wat er is gewist.`,
		exception: "Wat de wet ons verplicht te bewaren",
		exceptionBody:
			"Er is één uitzondering op het wissen: wat een wet ons verplicht langer te bewaren. Zulke gegevens bewaren we los van je account, zonder wat daarvoor niet nodig is, en we gebruiken ze voor niets anders. Na de wettelijke termijn verdwijnen ook zij. Het gaat om:",
		exceptionItem: (what: string, term: string, statute: string) => `${what}: ${term} (${statute}).`,
		caption: "Bewaartermijn per soort",
	},
	rights: {
		heading: "Je rechten",
		intro:
			"Veel kun je zelf, direct in je account. Lukt dat niet, of doe je het liever niet zelf, dan vraag je het ons.",
		page: "Op de pagina ",
		pageLink: "je rechten",
		pageAfter: " staat hoe je elk recht gebruikt.",
		caption: "Welke rechten je hebt en hoe je ze gebruikt",
		byEmail: "Mail ",
		byHelpdesk: "Formulier van de helpdesk",
		rows: {
			access: ["Inzage (art. 15 AVG)", "Je ziet al je eigen gegevens in je account."],
			rectification: ["Verbeteren en aanvullen (art. 16 AVG)", "Wijzig wat je zelf hebt ingevuld in je account."],
			erasure: ["Wissen (art. 17 AVG)", "Wis een gegeven apart, of vraag in je account om alles direct te wissen."],
			restriction: [
				"Beperken of afschermen (art. 18 AVG)",
				"Vraag in je account om een verwerking stil te zetten. We bewaren het gegeven dan alleen nog.",
			],
			portability: [
				"Meenemen naar een ander platform (art. 20 AVG)",
				"Download in je account een kopie in een gangbaar bestand, met je berichten.",
			],
			objection: [
				"Bezwaar (art. 21 AVG)",
				"Maak in je account bezwaar tegen een doel. Tegen reclame is een bezwaar altijd raak.",
			],
			withdraw: [
				"Toestemming intrekken (art. 7 AVG)",
				"Elk moment, per doel en per ontvanger, in je account. Het werkt meteen.",
			],
			sharing: ["Delen stopzetten", "Zet een ontvanger uit bij de cookiekeuze of in je account."],
			close: ["Je account sluiten", "In je account. Je bent dan overal uitgelogd en je profiel is meteen onzichtbaar."],
		},
		contactEmail: "Verzoeken over je gegevens mail je naar ",
		contactHelpdesk: "Verzoeken over je gegevens stel je met het ",
		helpdeskForm: "formulier van de helpdesk",
		contactDpo: " Kom je er daar niet uit, dan helpt de functionaris voor gegevensbescherming: ",
		identity:
			"We willen zeker weten dat een verzoek van jou komt. Ben je ingelogd, dan is dat genoeg; anders sturen we je een link. Een kopie van je identiteitsbewijs vragen we daarvoor nooit. Een verzoek kost je niets.",
		answerHeading: "Wanneer je antwoord krijgt",
		answer: (days: number, weeks: string) =>
			`We antwoorden binnen ${days} dagen${weeks} op elk verzoek, of het nu gaat om inzage, wijzigen, verbeteren, aanvullen, verwijderen, wissen of afschermen.`,
		weeks: (weeks: number) => ` (${weeks} weken)`,
		refusal:
			"Kunnen we een verzoek niet inwilligen, dan schrijven we je waarom. In dat antwoord staat ook wat je dan kunt doen: een klacht bij de toezichthouder of een stap naar de rechter.",
	},
	complaint: {
		heading: "Een klacht",
		before:
			"Ben je het niet eens met hoe wij met je gegevens of je verzoek omgaan, laat het ons weten. Je kunt altijd ook een klacht indienen bij de toezichthouder: de ",
		after: ". En je kunt naar de rechter.",
	},
	dpo: {
		heading: "Functionaris voor gegevensbescherming",
		before: (short: string) =>
			`De functionaris voor gegevensbescherming van ${short} ziet er onafhankelijk op toe dat we ons aan de wet en aan deze verklaring houden. Je kunt er terecht met vragen en klachten over je gegevens: `,
		name: (name: string) => `${name}, `,
	},
	cookies: {
		heading: "Cookies",
		what: "Een cookie is een klein bestand dat je browser voor een site bewaart.",
		necessary:
			"Noodzakelijke cookies zorgen dat de site werkt: dat je ingelogd blijft en dat je taal en je keuzes worden onthouden. Daarvoor is geen toestemming nodig (art. 5 lid 3 van richtlijn 2002/58/EG, in Nederland art. 11.7a Telecommunicatiewet).",
		optional:
			"Andere cookies plaatsen we pas nadat je daar ja op hebt gezegd. Zeg je nee, of zeg je niets, dan komen ze er niet. Trek je je toestemming in, dan halen we ze weg.",
		none: "Andere cookies plaatsen we niet.",
		browser:
			"Je kunt cookies ook in je browser weigeren of verwijderen. Zonder de noodzakelijke cookies kun je niet ingelogd blijven.",
		page: "Op de pagina ",
		pageLink: "cookies",
		pageAfter: " staan ze ook, met je keuze.",
		caption: "Alle cookies op deze site",
		own: "deze site",
		yes: "Ja, vooraf",
		no: "Niet nodig",
	},
	security: {
		heading: "Beveiliging",
		access:
			"We nemen uitgebreide maatregelen om je gegevens te beschermen en onbevoegden buiten te houden. Medewerkers kunnen alleen bij wat ze voor hun taak nodig hebben, en elke inzage wordt vastgelegd.",
		encryption:
			"Alles wat iemand aanwijst of beschrijft, slaan we versleuteld op, met sleutels die bij jou horen. Wissen we je gegevens, dan vernietigen we die sleutels. Ook oude kopieën zijn dan niet meer te lezen.",
		backups:
			"De sleutels waarmee die sleutels zijn beveiligd, vervangen we regelmatig. Reservekopieën van vóór de laatste vervanging zijn daardoor met opzet onleesbaar.",
		password: "Je wachtwoord bewaren we alleen in een onleesbare vorm, die niet is terug te rekenen.",
	},
	automated: {
		heading: "Geen besluiten door een computer alleen",
		suggestions:
			"De site doet suggesties met vaste filters op de voorkeuren die je zelf hebt opgegeven. Een suggestie heeft voor jou geen rechtsgevolg.",
		body: "We nemen over jou geen besluiten die alleen op automatische verwerking berusten en die je in belangrijke mate raken (art. 22 AVG).",
	},
	age: {
		heading: "Minderjarigen",
		adult: (age: number) =>
			`Deze site is alleen voor volwassenen vanaf ${age} jaar. Merken we dat iemand jonger is, dan sluiten we het account en wissen we de gegevens.`,
		general: (age: number) =>
			`Je kunt lid worden vanaf ${age} jaar. Merken we dat iemand jonger is, dan sluiten we het account en wissen we de gegevens.`,
	},
	changes: {
		heading: "Wijzigingen en eerdere versies",
		versions: "Elke versie van deze verklaring heeft een nummer en een datum en blijft te lezen bij de ",
		versionsLink: "eerdere versies",
		pdfBefore: ". Je kunt de verklaring ook ",
		pdfLink: "als pdf downloaden",
		pdfAfter: ".",
		notice:
			"Een nieuwe versie geldt vanaf de datum die erbij staat. Verandert er iets aan wat we met je gegevens doen, dan hoor je dat ten minste 30 dagen van tevoren, per mail en op de site. Is voor een verandering je toestemming nodig, dan geldt die voor jou pas als je ja hebt gezegd. Alleen een betere formulering kan meteen ingaan.",
	},
	partner: {
		heading: (brand: string) => `Over ${brand}`,
		network: (brand: string, partner: string, network: string, short: string) =>
			`${partner === brand ? brand : `${partner}, die ${brand} aanbiedt,`} is partner van ${network} en werkt met de voorzieningen daarvan. Daarom geldt deze verklaring van ${short} ook voor de organisatie van ${partner}.`,
		plain: (brand: string, partner: string, short: string) =>
			`${partner === brand ? brand : `${partner}, die ${brand} aanbiedt,`} werkt met de voorzieningen van ${short}. Daarom geldt deze verklaring van ${short} ook voor de organisatie van ${partner}.`,
	},
	kinds: nlKinds,
	roles: nlRoles,
	transfers: nlTransfers,
	payment: nlPayments,
	interests: nlInterests,
};

export type StatementWords = typeof nl;

const en: StatementWords = {
	and: "and",
	or: "or",
	title: (brand) => `Privacy statement of ${brand}`,
	lead: (brand) =>
		`Here you read which data ${brand} processes about you, why and for how long, who gets them and what say you have in it.`,
	head: {
		item: "Data",
		what: "What and why",
		purposes: "Used for",
		purpose: "Purpose",
		meaning: "What we do then",
		basis: "Legal basis",
		choice: "Your choice",
		recipient: "Recipient",
		role: "What it does",
		place: "Country and protection",
		data: "Data",
		when: "When",
		kept: "Kind",
		term: "Kept for",
		right: "Right",
		yourself: "Do it yourself",
		ask: "Or ask us",
		cookie: "Cookie",
		does: "What it does",
		setBy: "Set by",
		cookieTerm: "For how long",
		consent: "Consent",
	},
	controller: {
		heading: "Who is responsible?",
		own: (host, operator, short) =>
			`${host} is offered by ${operator}, called ${short} below; "we" means the same. ${short} decides what your data are processed for and how, and is the controller for that.`,
		partner: (host, partner, operator, short) =>
			`${host} is offered by ${partner}, on the facilities of ${operator}, called ${short} below; "we" means ${short}. ${short} decides what your data are processed for and how, and is the controller for that.`,
		name: "Name",
		legalForm: "Legal form",
		address: "Address",
		vat: "VAT number",
		phone: "Telephone",
		email: "E-mail",
		website: "Website",
		dpo: (short) => `${short} has a data protection officer, whom you reach at `,
	},
	definitions: {
		heading: "Words that we use",
		before: "Account, member, profile, message and other words mean the same here as in the ",
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
		userName: "You choose your user name yourself, as long as nobody else uses it already.",
		optional: (items) =>
			`You fill in anything else only if you want to: ${items}. These fields are empty until you fill them in, and you can erase them one by one.`,
		shared: (short) =>
			`You can use the same account on other sites of ${short}. You choose per site what others see. A site never lets on which other sites you are a member of.`,
	},
	categories: {
		heading: "Which data, what for and on which basis",
		intro: (count) =>
			`There are ${count} kinds of data, each with its own purposes and its own legal basis. We use them for nothing but what it says here.`,
		counts: { 2: "two", 3: "three" },
		obligation:
			"Necessary data are needed to have an account; without them we cannot admit you as a member. You never have to give voluntary data, and your membership does not depend on them.",
		items: (category) => `Which ${category} we process`,
		purposes: (category) => `What we use ${category} for`,
		plain: {
			necessary: "Needed to provide the service.",
			voluntary: "Only if you give it yourself.",
			special: "Only with your explicit consent.",
		},
		seeCookies: "Which they are stands under Cookies.",
		partOf: (entry) => `Part of: ${entry}.`,
		whereSpecial: "As far as it shows something that is special data.",
		switchedOff: (where) => `You switch it off ${where}.`,
		withdraw: "You can withdraw your consent at any time.",
		objection: "You can object; we then stop until we have assessed it.",
		objectionAbsolute: "If you object, we stop at once.",
		noChoice: "Belongs to the contract or to a legal obligation.",
		interestsHeading: "Legitimate interests",
		interests: "Where the legal basis is a legitimate interest, it is this interest:",
		interest: (purpose, reason) => `${purpose}: ${reason}`,
	},
	special: {
		consent:
			"Article 9 GDPR applies to special data. The only ground that we use for them is your explicit consent, which you give for each purpose and withdraw just as easily. If you withdraw it, we erase the data at once. Filling in a field does not count as consent.",
		membership: (short) =>
			`One special fact belongs to membership itself: that you are a member of a site for adults. ${short} asks your explicit consent for that separately when you join. You withdraw it by leaving the site.`,
		never: "We never use special data for statistics and never give them to third parties for purposes of their own.",
		performers:
			"The content that a performer wants to show to paying members belongs here too: we show it only on the performer's explicit consent.",
	},
	automatic: {
		heading: "Data that arise by themselves",
		intro:
			"When you visit the site, your browser or your connection passes on a few data. We use them to show pages properly and to secure the site. They are these six, and no others:",
		kept: (term) =>
			`What we record of a visit we keep for ${term} at most. The IP address is encrypted under a key that is valid for one day only. We derive no location from it.`,
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
		means: (methods) =>
			`You can pay for a purchase by ${methods}. Depending on what you choose, that needs your telephone number or payment data.`,
		phone:
			"You give your telephone number or payment data to the payment service. We keep only which means of payment you chose and what that service reports to us: reference, amount, time and outcome.",
		redirect:
			"With a bank transfer you go to the site of your bank and come back to this site by yourself after paying.",
		only: "We use payment data only to carry out the payment, so not for statistics or advertising. There is one exception, and it comes from the law: ",
		fiscal: (items, statute, term) => `for tax purposes we have to keep ${items} until ${term} (${statute}).`,
	},
	shop: {
		heading: "Ordering articles",
		body: "If you order an article we ask for an address. We use that address only to deliver the article or to have it delivered.",
	},
	contact: {
		heading: "Questions and reports",
		before: "With the ",
		form: "helpdesk form",
		after:
			" you ask a question or report something. The form asks your e-mail address, a subject, a description and, if you want, attachments. We ask nothing more. A member of staff handles your message and answers you.",
	},
	mail: {
		heading: "Mail and notices, and how you limit them",
		body: "We may mail you notices, suggestions and offers of our own services. Each mail of that kind has a link by which you unsubscribe with one click.",
		limit:
			"In your account you choose for each kind whether you want the mail and how many you get per week at most. You can also stop everything at once. We then send only what cannot be missed, such as a confirmation that you ask for yourself or a change to this statement.",
	},
	moderation: {
		heading: "Checking for inappropriate content",
		body: "Moderators check profiles, photos and messages for content that is not allowed, for example after a report. Each time a member of staff opens a member's data we record who it was, when and why. You can ask for that record.",
	},
	statistics: {
		heading: "Statistics",
		body: "For statistics we count numbers only, in groups so large that nobody in them can be recognised. They contain no names or numbers of members.",
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
			"We do not give your data to others, except as it says here. Whoever gets something stands in the table by name; technology sees to it that nothing goes to anybody else.",
		groups: (list) => `Data reach these groups: ${list}.`,
		groupOwn: (short) => `staff of ${short} who need them for their work`,
		groupDevelopment: "the developers and administrators of the site",
		groupModeration: "moderators",
		groupThird: "companies outside the European Economic Area that are bound by agreements",
		groupOther: "the other parties in the table",
		caption: "Recipients by name",
		inEea: (country) => `${country}. Within the European Economic Area.`,
		outside: (country, instrument) => `${country}. Protection: ${instrument}.`,
		afterConsent: "Only after you said yes to this recipient.",
		necessary: "Where it is needed for the service that you ask for.",
		byLaw: "Where the law prescribes it.",
		consent: (names) =>
			`For ${names} we ask your explicit consent beforehand, for each recipient separately. Yes to one is not yes to another. You also switch each of them off separately; from then on nothing goes there. Without your consent the site simply works.`,
		noConsent:
			"At present there is no recipient to whom we give anything on the basis of consent. If there will be one, we ask your consent for that one recipient, and you can switch it off separately.",
		withoutIp: (names, many) =>
			`${names} ${many ? "get" : "gets"} data that arise by themselves only in a form that cannot be traced to you. Your IP address or MAC address never goes there.`,
		withIp: (names, many) =>
			`${names} then also ${many ? "get" : "gets"} your IP address, besides data about your browser and your device. Without consent nothing goes there, nor does your IP address.`,
		neverIp:
			"To third parties, that is to whoever does not work on our instructions alone, we never give your IP address or MAC address without your consent, unless the law obliges us to.",
		everything: "All data that this statement names.",
		third:
			"A recipient outside the European Economic Area is bound by arrangements that protect your data there in a comparable way. The table says which ones apply to whom. You can ask for a copy.",
		duty: "We also hand over data when a law or a court obliges us to, or when it is needed to protect our rights. We record what we then gave to whom and why, and show it to you when you ask for access, unless the law forbids that.",
	},
	retention: {
		heading: "How long we keep data",
		intro: (term) =>
			`If you close your account we erase your data ${term} later at the latest. That is the outer limit; much goes earlier, as the table shows. If you want us to erase at once, we do so at your request and you get a confirmation of what was erased.`,
		exception: "What the law obliges us to keep",
		exceptionBody:
			"There is one exception to erasure: what a law obliges us to keep for longer. We keep such data apart from your account, without anything that is not needed for it, and use them for nothing else. After the statutory term they go as well. These are:",
		exceptionItem: (what, term, statute) => `${what}: ${term} (${statute}).`,
		caption: "Retention per kind",
	},
	rights: {
		heading: "Your rights",
		intro:
			"Much of it you can do yourself, straight away in your account. If that does not work, or you would rather not, ask us.",
		page: "The page ",
		pageLink: "your rights",
		pageAfter: " says how you use each right.",
		caption: "Which rights you have and how you use them",
		byEmail: "Mail ",
		byHelpdesk: "Helpdesk form",
		rows: {
			access: ["Access (Art. 15 GDPR)", "You see all your own data in your account."],
			rectification: [
				"Rectification and completion (Art. 16 GDPR)",
				"Change what you filled in yourself in your account.",
			],
			erasure: ["Erasure (Art. 17 GDPR)", "Erase one item, or ask in your account to erase everything at once."],
			restriction: [
				"Restriction or shielding (Art. 18 GDPR)",
				"Ask in your account to halt a processing. We then only store the data.",
			],
			portability: [
				"Taking them to another platform (Art. 20 GDPR)",
				"Download a copy in a common file format in your account, with your messages.",
			],
			objection: [
				"Objection (Art. 21 GDPR)",
				"Object to a purpose in your account. An objection to advertising always succeeds.",
			],
			withdraw: [
				"Withdrawing consent (Art. 7 GDPR)",
				"At any time, per purpose and per recipient, in your account. It works at once.",
			],
			sharing: ["Stopping sharing", "Switch a recipient off in the cookie choice or in your account."],
			close: [
				"Closing your account",
				"In your account. You are then signed out everywhere and your profile is invisible at once.",
			],
		},
		contactEmail: "You mail requests about your data to ",
		contactHelpdesk: "You make requests about your data with the ",
		helpdeskForm: "helpdesk form",
		contactDpo: " If that does not help, the data protection officer will: ",
		identity:
			"We want to be sure that a request comes from you. If you are signed in, that is enough; otherwise we send you a link. We never ask for a copy of your identity document for it. A request costs you nothing.",
		answerHeading: "When you get an answer",
		answer: (days, weeks) =>
			`We answer every request within ${days} days${weeks}, whether it is about access, changing, improving, completing, deleting, erasing or shielding.`,
		weeks: (weeks) => ` (${weeks} weeks)`,
		refusal:
			"If we cannot grant a request, we write to you why. That answer also says what you can do then: complain to the supervisory authority or go to court.",
	},
	complaint: {
		heading: "A complaint",
		before:
			"If you do not agree with how we treat your data or your request, let us know. You can always complain to the supervisory authority as well: the ",
		after: ". And you can go to court.",
	},
	dpo: {
		heading: "Data protection officer",
		before: (short) =>
			`The data protection officer of ${short} independently watches that we keep to the law and to this statement. You can turn there with questions and complaints about your data: `,
		name: (name) => `${name}, `,
	},
	cookies: {
		heading: "Cookies",
		what: "A cookie is a small file that your browser keeps for a site.",
		necessary:
			"Necessary cookies make the site work: that you stay signed in and that your language and your choices are remembered. They need no consent (Art. 5(3) of Directive 2002/58/EC, in the Netherlands Art. 11.7a of the Telecommunications Act).",
		optional:
			"We set other cookies only after you said yes to them. If you say no, or say nothing, they do not come. If you withdraw your consent, we remove them.",
		none: "We set no other cookies.",
		browser:
			"You can also refuse or delete cookies in your browser. Without the necessary cookies you cannot stay signed in.",
		page: "They are also on the page ",
		pageLink: "cookies",
		pageAfter: ", with your choice.",
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
			"We store everything that identifies or describes a person encrypted, with keys that belong to you. When we erase your data we destroy those keys. Old copies cannot be read any more then either.",
		backups:
			"The keys that protect those keys are replaced regularly. Backups from before the last replacement are unreadable on purpose.",
		password: "We keep your password only in an unreadable form that cannot be reversed.",
	},
	automated: {
		heading: "No decisions by a computer alone",
		suggestions:
			"The site makes suggestions with fixed filters on the preferences that you gave yourself. A suggestion has no legal effect for you.",
		body: "We take no decisions about you that rest on automated processing alone and that affect you significantly (Art. 22 GDPR).",
	},
	age: {
		heading: "Minors",
		adult: (age) =>
			`This site is for adults of ${age} and over only. If we notice that somebody is younger, we close the account and erase the data.`,
		general: (age) =>
			`You can become a member from the age of ${age}. If we notice that somebody is younger, we close the account and erase the data.`,
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
		heading: (brand) => `About ${brand}`,
		network: (brand, partner, network, short) =>
			`${partner === brand ? brand : `${partner}, which offers ${brand},`} is a partner of ${network} and works with its facilities. This statement of ${short} therefore also holds for the organisation of ${partner}.`,
		plain: (brand, partner, short) =>
			`${partner === brand ? brand : `${partner}, which offers ${brand},`} works with the facilities of ${short}. This statement of ${short} therefore also holds for the organisation of ${partner}.`,
	},
	kinds: enKinds,
	roles: enRoles,
	transfers: enTransfers,
	payment: enPayments,
	interests: enInterests,
};

/** The statement's own words; those of items, purposes, terms and cookies are the register's (`words/text.ts`). */
export const STATEMENT_WORDS: Record<Locale, StatementWords> = { nl, en };

/** Why a finding in an older statement is one. */
export const LINT_WORDS: Record<Locale, Record<LintRule, string>> = {
	nl: {
		"empty-list": "De tekst kondigt een lijst aan en geeft die niet: de lezer weet niet wat er had moeten staan.",
		"repealed-wbp": "De Wet bescherming persoonsgegevens geldt niet meer sinds 25 mei 2018; nu geldt de AVG.",
		"obsolete-notification":
			"Verwerkingen hoeven niet meer bij de toezichthouder te worden gemeld; het nummer betekent niets meer.",
		"changes-without-notice":
			"Leden moeten op tijd horen dat er iets verandert; zonder bericht is de wijziging niet transparant.",
		"special-on-contract-or-interest":
			"Bijzondere gegevens mogen niet op een overeenkomst of gerechtvaardigd belang rusten; hier kan alleen uitdrukkelijke toestemming.",
		"criminal-as-special":
			"Strafrechtelijke gegevens zijn geen bijzondere categorie van artikel 9; ze vallen onder artikel 10 en mogen hier niet worden verwerkt.",
		"filling-in-as-publishing":
			"Een veld invullen is niet hetzelfde als gegevens zelf openbaar maken, en ook geen uitdrukkelijke toestemming.",
		"erasure-term-hides-fiscal":
			"Alles wissen binnen deze termijn botst met de bewaarplicht van zeven jaar voor facturen; de uitzondering ontbreekt.",
		"payment-only-hides-fiscal":
			"Betaalgegevens worden ook voor de belasting bewaard, zeven jaar; dat ze alleen voor de betaling dienen, klopt dus niet.",
		"missing-authority": "De tekst zegt niet dat men bij de toezichthouder kan klagen.",
		"missing-dpo": "De tekst noemt geen functionaris voor gegevensbescherming.",
		"missing-response-term": "De tekst zegt niet binnen welke termijn een verzoek wordt beantwoord.",
	},
	en: {
		"empty-list": "The text announces a list and does not give it: the reader cannot know what belongs there.",
		"repealed-wbp": "The Dutch Wbp was repealed on 25 May 2018; the GDPR applies now.",
		"obsolete-notification":
			"Processing no longer has to be notified to the authority; the number has no meaning any more.",
		"changes-without-notice": "Members have to hear of a change in time; without notice it is not transparent.",
		"special-on-contract-or-interest":
			"Special data cannot rest on a contract or a legitimate interest; here only explicit consent will do.",
		"criminal-as-special":
			"Criminal data are not a special category of Article 9; they fall under Article 10 and may not be processed here.",
		"filling-in-as-publishing":
			"Filling in a field is not the same as making data public oneself, and no explicit consent either.",
		"erasure-term-hides-fiscal":
			"Erasing everything within this term contradicts the seven years for which invoices are kept; the exception is missing.",
		"payment-only-hides-fiscal":
			"Payment data are also kept for tax, for seven years; that they serve only the payment is therefore not true.",
		"missing-authority": "The text does not say that one can complain to the supervisory authority.",
		"missing-dpo": "The text names no data protection officer.",
		"missing-response-term": "The text does not say within which term a request is answered.",
	},
};

/** Words of the machine-readable statement that the statement itself does not have. */
export const TILT_WORDS = {
	nl: {
		dpo: "Functionaris voor gegevensbescherming",
		withoutNecessary: "Zonder dit gegeven kunnen we de dienst niet leveren of een wettelijke plicht niet nakomen.",
		withoutOther: "Geen. Je hoeft dit gegeven niet te geven.",
		rights: "Je hebt als betrokkene afdwingbare rechten en kunt naar de toezichthouder en de rechter.",
		signedIn: "Ingelogd zijn, of een link die we je mailen",
		member: "Jijzelf, of je gebruik van de site",
	},
	en: {
		dpo: "Data protection officer",
		withoutNecessary: "Without this we cannot provide the service or meet a legal obligation.",
		withoutOther: "None. You do not have to give this.",
		rights: "You have enforceable rights as a data subject and can turn to the supervisory authority and the courts.",
		signedIn: "Being signed in, or a link that we mail you",
		member: "You yourself, or your use of the site",
	},
} satisfies Record<Locale, Record<string, string>>;

/** A single value whose change is said as "from … to …". */
export const CHANGE_LABELS = [
	"brandName",
	"host",
	"adult",
	"minimumAge",
	"responseDays",
	"eraseAfterClosing",
	"paymentMethods",
	"rightsContact",
	"helpContact",
	"dpo",
	"authority",
	"controllerName",
	"controllerAddress",
	"controllerPhone",
	"controllerEmail",
	"registration",
	"partner",
] as const;
export type ChangeLabel = (typeof CHANGE_LABELS)[number];

type ChangeWords = {
	labels: Record<ChangeLabel, string>;
	recipientLabels: Record<"name" | "country" | "transfer" | "role" | "kind", string>;
	features: Record<BrandFeature, string>;
	days: (days: number) => string;
	yes: string;
	no: string;
	nothing: string;
	fromTo: (what: string, before: string, after: string) => string;
	wordingOnly: string;
	details: string;
	itemAdded: (item: string, category: string) => string;
	itemRemoved: (item: string, category: string) => string;
	purposeAdded: (purpose: string, category: string) => string;
	purposeRemoved: (purpose: string, category: string) => string;
	itemPurposeAdded: (item: string, category: string, purpose: string) => string;
	itemPurposeRemoved: (item: string, category: string, purpose: string) => string;
	basisChanged: (purpose: string, category: string) => string;
	retention: (what: string, before: string, after: string) => string;
	retentionAdded: (what: string, term: string) => string;
	retentionRemoved: (what: string) => string;
	retentionItems: (what: string) => string;
	recipientAdded: (name: string, items: string) => string;
	recipientRemoved: (name: string) => string;
	recipientItemsAdded: (name: string, items: string) => string;
	recipientItemsRemoved: (name: string, items: string) => string;
	recipientAsks: (name: string) => string;
	recipientAsksNoMore: (name: string) => string;
	recipientField: (name: string, label: string, before: string, after: string) => string;
	cookieAdded: (name: string) => string;
	cookieRemoved: (name: string) => string;
	cookieChanged: (name: string) => string;
	featureOn: (feature: string) => string;
	featureOff: (feature: string) => string;
};

const nlChange: ChangeWords = {
	labels: {
		brandName: "De naam van de site",
		host: "Het webadres",
		adult: "Alleen voor volwassenen: dit",
		minimumAge: "De minimumleeftijd",
		responseDays: "De antwoordtermijn",
		eraseAfterClosing: "De uiterste wistermijn na het sluiten van een account",
		paymentMethods: "De lijst van betaalwijzen",
		rightsContact: "Het adres voor privacyverzoeken",
		helpContact: "Het adres voor hulp",
		dpo: "Het adres van de functionaris voor gegevensbescherming",
		authority: "De toezichthouder",
		controllerName: "De naam van de verantwoordelijke",
		controllerAddress: "Het adres van de verantwoordelijke",
		controllerPhone: "Het telefoonnummer van de verantwoordelijke",
		controllerEmail: "Het e-mailadres van de verantwoordelijke",
		registration: "De inschrijving van de verantwoordelijke",
		partner: "De partner die de site aanbiedt",
	},
	recipientLabels: {
		name: "de naam",
		country: "het land",
		transfer: "de bescherming bij doorgifte",
		role: "de rol",
		kind: "wat die doet",
	},
	features: {
		profiles: "profielen",
		messages: "berichten",
		suggestions: "suggesties",
		performers: "performers",
		payments: "betalingen",
		shop: "artikelen bestellen",
		helpdesk: "de helpdesk",
		newsletters: "meldingen en aanbiedingen per mail",
		statistics: "anonieme statistiek",
	},
	days: (days) => (days === 1 ? "1 dag" : `${days} dagen`),
	yes: "ja",
	no: "nee",
	nothing: "geen",
	fromTo: (what, before, after) => `${what} gaat van ${before} naar ${after}.`,
	wordingOnly: "Alleen de formulering is veranderd.",
	details:
		"Een bijzonderheid van de verantwoordelijke, een doel of een bewaartermijn is veranderd; de gemarkeerde tekst laat zien welke.",
	itemAdded: (item, category) => `Nieuw bij ${category}: ${item}.`,
	itemRemoved: (item, category) => `Niet meer bij ${category}: ${item}.`,
	purposeAdded: (purpose, category) => `Nieuw doel voor ${category}: ${purpose}.`,
	purposeRemoved: (purpose, category) => `Niet langer een doel voor ${category}: ${purpose}.`,
	itemPurposeAdded: (item, category, purpose) => `Bij ${category} wordt ook voor "${purpose}" gebruikt: ${item}.`,
	itemPurposeRemoved: (item, category, purpose) =>
		`Bij ${category} wordt niet langer voor "${purpose}" gebruikt: ${item}.`,
	basisChanged: (purpose, category) => `Bij ${category} krijgt "${purpose}" een andere grondslag.`,
	retention: (what, before, after) => `${what}: de bewaartermijn gaat van ${before} naar ${after}.`,
	retentionAdded: (what, term) => `${what}: nieuwe bewaartermijn van ${term}.`,
	retentionRemoved: (what) => `${what}: deze bewaartermijn vervalt.`,
	retentionItems: (what) => `${what}: onder deze bewaartermijn vallen nu andere gegevens.`,
	recipientAdded: (name, items) => `Nieuwe ontvanger: ${name} (${items}).`,
	recipientRemoved: (name) => `${name} is geen ontvanger meer.`,
	recipientItemsAdded: (name, items) => `${name} krijgt ook: ${items}.`,
	recipientItemsRemoved: (name, items) => `${name} krijgt niet meer: ${items}.`,
	recipientAsks: (name) => `${name} krijgt voortaan alleen nog iets na toestemming.`,
	recipientAsksNoMore: (name) => `${name} krijgt voortaan gegevens zonder dat daar toestemming voor nodig is.`,
	recipientField: (name, label, before, after) => `${name}: ${label} gaat van ${before} naar ${after}.`,
	cookieAdded: (name) => `Nieuwe cookie: ${name}.`,
	cookieRemoved: (name) => `Deze cookie vervalt: ${name}.`,
	cookieChanged: (name) => `Cookie ${name} verandert (duur, noodzaak of plaatser).`,
	featureOn: (feature) => `Nieuw op deze site: ${feature}.`,
	featureOff: (feature) => `Niet meer op deze site: ${feature}.`,
};

const enChange: ChangeWords = {
	labels: {
		brandName: "The name of the site",
		host: "The web address",
		adult: "Adults only: this",
		minimumAge: "The minimum age",
		responseDays: "The answer term",
		eraseAfterClosing: "The outer limit for erasure after closing an account",
		paymentMethods: "The list of means of payment",
		rightsContact: "The address for privacy requests",
		helpContact: "The address for help",
		dpo: "The address of the data protection officer",
		authority: "The supervisory authority",
		controllerName: "The name of the controller",
		controllerAddress: "The address of the controller",
		controllerPhone: "The telephone number of the controller",
		controllerEmail: "The e-mail address of the controller",
		registration: "The registration of the controller",
		partner: "The partner that offers the site",
	},
	recipientLabels: {
		name: "the name",
		country: "the country",
		transfer: "the protection of the transfer",
		role: "the role",
		kind: "what it does",
	},
	features: {
		profiles: "profiles",
		messages: "messages",
		suggestions: "suggestions",
		performers: "performers",
		payments: "payments",
		shop: "ordering articles",
		helpdesk: "the helpdesk",
		newsletters: "notices and offers by mail",
		statistics: "anonymised statistics",
	},
	days: (days) => (days === 1 ? "1 day" : `${days} days`),
	yes: "yes",
	no: "no",
	nothing: "none",
	fromTo: (what, before, after) => `${what} goes from ${before} to ${after}.`,
	wordingOnly: "Only the wording has changed.",
	details: "A detail of the controller, a purpose or a retention term has changed; the marked text shows which.",
	itemAdded: (item, category) => `New among ${category}: ${item}.`,
	itemRemoved: (item, category) => `No longer among ${category}: ${item}.`,
	purposeAdded: (purpose, category) => `New purpose of ${category}: ${purpose}.`,
	purposeRemoved: (purpose, category) => `No longer a purpose of ${category}: ${purpose}.`,
	itemPurposeAdded: (item, category, purpose) => `Among ${category}, also used for "${purpose}": ${item}.`,
	itemPurposeRemoved: (item, category, purpose) => `Among ${category}, no longer used for "${purpose}": ${item}.`,
	basisChanged: (purpose, category) => `Among ${category}, "${purpose}" gets another legal basis.`,
	retention: (what, before, after) => `${what}: the retention term goes from ${before} to ${after}.`,
	retentionAdded: (what, term) => `${what}: a new retention term of ${term}.`,
	retentionRemoved: (what) => `${what}: this retention term lapses.`,
	retentionItems: (what) => `${what}: this retention term now covers other data.`,
	recipientAdded: (name, items) => `New recipient: ${name} (${items}).`,
	recipientRemoved: (name) => `${name} is no longer a recipient.`,
	recipientItemsAdded: (name, items) => `${name} also gets: ${items}.`,
	recipientItemsRemoved: (name, items) => `${name} no longer gets: ${items}.`,
	recipientAsks: (name) => `${name} gets something only after consent from now on.`,
	recipientAsksNoMore: (name) => `${name} gets data without needing consent from now on.`,
	recipientField: (name, label, before, after) => `${name}: ${label} goes from ${before} to ${after}.`,
	cookieAdded: (name) => `New cookie: ${name}.`,
	cookieRemoved: (name) => `This cookie lapses: ${name}.`,
	cookieChanged: (name) => `Cookie ${name} changes (duration, necessity or who sets it).`,
	featureOn: (feature) => `New on this site: ${feature}.`,
	featureOff: (feature) => `No longer on this site: ${feature}.`,
};

export const CHANGE_WORDS: Record<Locale, ChangeWords> = { nl: nlChange, en: enChange };
