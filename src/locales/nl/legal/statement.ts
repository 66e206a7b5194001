import type * as en from "../../en/legal/statement.ts";
import { language } from "../language.ts";
import { articlesWords } from "./statement-articles.ts";
import { rightsWords } from "./statement-rights.ts";

export const statement: typeof en.statement = {
	title: (brand) => `Privacyverklaring van ${brand}`,
	archiveTitle: "Eerdere privacyverklaring",
	lead: (brand) =>
		`Hier lees je welke gegevens ${brand} over je verwerkt, waarom en hoe lang, wie ze krijgt en wat jij daarover te zeggen hebt.`,
	forReview: "Alleen ter beoordeling: deze tekst noemt ook onderdelen die er nog niet zijn.",
	head: {
		item: "Gegeven",
		what: "Wat en waarom",
		purposes: "Waarvoor",
		purpose: "Doel",
		meaning: "Wat we dan doen",
		basis: "Grondslag",
		choice: "Jouw keuze",
		recipient: "Ontvanger",
		role: "Waarvoor",
		place: "Land en bescherming",
		data: "Gegevens",
		when: "Wanneer",
		kept: "Soort",
		term: "Bewaartermijn",
		right: "Recht",
		yourself: "Zelf doen",
		cookie: "Cookie",
		does: "Waarvoor",
		setBy: "Geplaatst door",
		cookieTerm: "Hoe lang",
		consent: "Toestemming",
	},
	controller: {
		heading: "Wie is verantwoordelijk?",
		own: (host, operator, short) =>
			`${host} wordt aangeboden door ${operator}, hierna ${short}. In deze verklaring is ‘wij’ ${short}. ${short} bepaalt waarvoor en hoe je gegevens worden verwerkt en is daarvoor de verwerkingsverantwoordelijke.`,
		partner: (host, partner, operator, short) =>
			`${host} wordt aangeboden door ${partner}, op de voorzieningen van ${operator}, hierna ${short}. In deze verklaring is ‘wij’ ${short}. ${short} bepaalt waarvoor en hoe je gegevens worden verwerkt en is daarvoor de verwerkingsverantwoordelijke.`,
		name: "Naam",
		legalForm: "Rechtsvorm",
		address: "Adres",
		vat: "Btw-nummer",
		phone: "Telefoon",
		email: "E-mail",
		website: "Website",
		dpo: (short) => `${short} heeft een functionaris voor gegevensbescherming. Die bereik je via `,
	},
	definitions: {
		heading: "Woorden die we gebruiken",
		before: "Account, lid, profiel en andere woorden betekenen hier hetzelfde als in de ",
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
		userName:
			"Je gebruikersnaam kies je zelf, zolang niemand anders die naam of een naam die erop lijkt al gebruikt. Een naam die van de site of van een medewerker lijkt te zijn, is bezet.",
		userNameUnseen: "Andere leden zien je gebruikersnaam nooit: je logt ermee in.",
		optional: (items) =>
			`Al het andere vul je alleen in als je dat wilt: ${items}. Deze velden zijn leeg tot jij ze invult, en je kunt ze één voor één weer wissen.`,
		shared: (short) =>
			`Op andere sites van ${short} kun je hetzelfde account gebruiken. Per site kies jij wat anderen zien. Een site laat nooit merken op welke andere sites je lid bent.`,
	},
	categories: {
		heading: "Welke gegevens, waarvoor en op welke grond",
		intro: (count) =>
			`Er zijn ${count} soorten gegevens, elk met eigen doelen en een eigen grondslag. We gebruiken ze voor niets anders dan wat hier staat.`,
		counts: { 2: "twee", 3: "drie" },
		obligation:
			"Welke noodzakelijke gegevens we vragen, hangt af van wat je doet. Vrijwillige gegevens hoef je nooit te geven, en je lidmaatschap hangt er niet van af.",
		items: (category) => `Welke ${category} we verwerken`,
		purposes: (category) => `Waarvoor we ${category} gebruiken`,
		plain: {
			necessary: "Nodig om de dienst te leveren.",
			voluntary: "Alleen als je het zelf geeft.",
			special: "Alleen met je uitdrukkelijke toestemming.",
		},
		seeCookies: "Welke dat zijn, staat onder Cookies.",
		whereSpecial: "Voor zover hieruit een bijzonder gegeven blijkt.",
		switchedOff: (where) => `Uitzetten kan ${where}.`,
		withdraw: "Je kunt je toestemming altijd intrekken.",
		objection: "Je kunt bezwaar maken; dan stoppen we tot we het hebben beoordeeld.",
		objectionProtects:
			"Je kunt bezwaar maken; daar beslissen we dan over. Tot dan gaat het door, omdat het anderen of een claim beschermt.",
		objectionAbsolute: "Als je bezwaar maakt, stoppen we meteen.",
		interestsHeading: "Gerechtvaardigde belangen",
		interests: "Waar als grondslag een gerechtvaardigd belang staat, is dat dit belang:",
		interest: (purpose, reason) => `${purpose}: ${reason}`,
	},
	special: {
		consent:
			"Voor bijzondere gegevens geldt artikel 9 AVG. De enige grond die we daarvoor gebruiken is je uitdrukkelijke toestemming, die je per doel geeft en even makkelijk weer intrekt. Trek je die in, dan wissen we het gegeven meteen. Een veld invullen geldt niet als toestemming.",
		membership: (short) =>
			`Eén bijzonder gegeven hoort bij het lidmaatschap zelf: dat je lid bent van een site voor volwassenen. Daarvoor vraagt ${short} bij het aanmelden apart je uitdrukkelijke toestemming. Je trekt die in door de site te verlaten. Wat dan blijft, is het bewijs van wat je hebt afgesproken, verzegeld (zie hoe lang we gegevens bewaren).`,
		never:
			"Bijzondere gegevens gebruiken we nooit voor statistiek en geven we nooit aan derden voor hun eigen doeleinden.",
		performers:
			"De content die een performer aan betalende leden wil laten zien, valt hier ook onder: die tonen we alleen op de uitdrukkelijke toestemming van de performer.",
	},
	automatic: {
		heading: "Gegevens die vanzelf ontstaan",
		intro:
			"Als je de site bezoekt, geeft je browser of je verbinding een paar gegevens door. We gebruiken deze zes, en geen andere:",
		kept: (term, counted) =>
			`Pagina's tellen we alleen, per uur en soort, niet per persoon. De zes bewaren we als je een formulier verstuurt, iets geweigerd krijgt of inlogt: met tijdstip en aanleiding, zonder naam of account, versleuteld, ten hoogste ${term}. Om misbruik te tellen houden we ten hoogste ${counted} een afdruk van je IP-adres bij. Een locatie leiden we nergens uit af.`,
		some: "Als je de site bezoekt, geeft je browser of je verbinding een paar gegevens door. Daarvan gebruiken we alleen deze:",
		withoutVisits: (term) =>
			`Van het apparaat en de browser waarmee je inlogt, bewaren we wat voor soort het is, zodat je kunt zien waar je bent ingelogd. Je IP-adres zelf bewaren we niet: om misbruik te tellen houden we er ten hoogste ${term} een afdruk van bij, waaruit niemand het kan teruglezen. Welke pagina's je bezoekt leggen we niet vast, en we leiden nergens een locatie uit af.`,
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
			"Je gerichtheid gebruiken we alleen als je die zelf invult en ermee instemt, en alleen om je in contact te brengen met leden die daarbij passen. Niet voor reclame en niet voor statistiek.",
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
		means: (methods) =>
			`Voor een aankoop kun je betalen per ${methods}. Daarvoor is, afhankelijk van wat je kiest, je telefoonnummer of een betaalgegeven nodig.`,
		phone:
			"Je telefoonnummer of betaalgegeven geef je aan de betaaldienst. Wij bewaren alleen welke betaalwijze je koos en wat die dienst ons meldt: kenmerk, bedrag, tijdstip en uitkomst.",
		redirect:
			"Bij een bankoverschrijving ga je naar de site van je bank en kom je na de betaling vanzelf terug op deze site.",
		only: "Betaalgegevens gebruiken we alleen om de betaling uit te voeren, dus niet voor statistiek of reclame. Er is één uitzondering, en die komt uit de wet: ",
		fiscal: (items, statute, term) => `${items} moeten we voor de belasting bewaren tot ${term} (${statute}).`,
	},
	shop: {
		heading: "Artikelen bestellen",
		body: "Bestel je een artikel, dan vragen we een adres. Dat adres gebruiken we alleen om het artikel te bezorgen of te laten bezorgen.",
	},
	contact: {
		heading: "Vragen en meldingen",
		beforeMail: "Wil je iets vragen of melden, mail dan naar ",
		afterMail: ". Een medewerker leest je bericht en antwoordt je.",
		before: "Het ",
		form: "formulier van de helpdesk",
		after:
			" vraagt alleen je e-mailadres, onderwerp, omschrijving en bijlagen als je die meestuurt. Een medewerker antwoordt je.",
	},
	mail: {
		heading: "Mail, en hoe je die begrenst",
		kinds: {
			service: "nieuws over de dienst",
			suggestions: "suggesties",
			newsletter: "aanbiedingen van onze eigen diensten",
			notification: "meldingen",
		},
		body: (kinds) =>
			`We kunnen je ${kinds} mailen. In elke mail van die soort staat een link waarmee je je met één klik uitschrijft.`,
		limit:
			"In je account kies je per soort of je de mail wilt, en hoeveel van deze mails je per week ten hoogste krijgt: samen, en als je wilt per soort. Je kunt ook alles tegelijk stoppen. Dan sturen we alleen nog wat niet gemist kan worden, zoals een bevestiging die je zelf vraagt of een wijziging van deze verklaring.",
		neutral:
			"Je kunt kiezen dat de naam van de afzender, het onderwerp en de tekst van onze mail de site niet noemen. Het mailadres van de afzender en de links noemen de site wel.",
	},
	moderation: {
		heading: "Controle op ongepaste inhoud",
		body: "Moderatoren controleren profielen, foto's en berichten op inhoud die niet is toegestaan, bijvoorbeeld na een melding.",
		photos: "Een moderator bekijkt elke foto die je toevoegt, voordat andere leden die zien.",
		compared:
			"Heb je ook foto's op een andere site van ons, dan vergelijken we een nieuwe foto daarmee en waarschuwen we je als het dezelfde is. Van die vergelijking bewaren we niets.",
		recorded:
			"Elke keer dat een medewerker gegevens van een lid opent, leggen we vast wie dat was, wanneer en waarom. Je leest dat in je account, bij je privacy.",
	},
	statistics: {
		accounts:
			"Eén keer per week tellen we hoeveel accounts er zijn, erbij kwamen en ophielden. Naar iemands gegevens kijken we daarvoor niet.",
		members:
			"Als je statistiek aanzet, tellen we je ook mee naar leeftijd en deel van het land. Dat doen we met je geboortedatum en woonplaats. Het staat uit tot je het aanzet, per site. Zet je het uit, dan tel je daarna niet meer mee.",
		published:
			"Dat worden aantallen van tien of meer, in tientallen, die per tien veranderen. Namen of nummers van leden staan er niet in. Tussenstanden wissen we; de tabellen bewaren we.",
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
			"We geven je gegevens niet aan anderen, behalve zoals het hier staat. Wie er iets krijgt, staat in de tabel: met naam.",
		groups: (list) => `Gegevens komen terecht bij deze groepen: ${list}.`,
		groupOwn: (short) => `medewerkers van ${short} die ze voor hun werk nodig hebben`,
		groupDevelopment: "de ontwikkelaars en beheerders van de site",
		groupModeration: "moderatoren",
		groupThird:
			"bedrijven buiten de Europese Economische Ruimte die onder een adequaatheidsbesluit vallen of met wie bindende afspraken gelden",
		groupOther: "de andere partijen in de tabel",
		caption: "Wie gegevens krijgt",
		inEea: (country) => `${country}. Binnen de Europese Economische Ruimte.`,
		outside: (country, instrument) => `${country}. Bescherming: ${instrument}.`,
		afterConsent: "Alleen nadat je ja hebt gezegd tegen deze ontvanger.",
		necessary: "Als het nodig is voor de dienst waar je om vraagt.",
		byLaw: "Als de wet het voorschrijft.",
		consent: (names) =>
			`Voor ${names} vragen we vooraf je uitdrukkelijke toestemming, elk apart, en die zet je apart weer uit. Zonder werkt de site ook.`,
		noConsent:
			"Er is op dit moment geen ontvanger aan wie we op basis van toestemming iets geven. Komt die er, dan vragen we je toestemming voor die ene ontvanger, en zet je die ook apart weer uit.",
		withoutIp: (names, count) =>
			`${names} ${language.plural(count, { one: "krijgt", other: "krijgen" })} gegevens die vanzelf ontstaan alleen in een vorm die niet tot jou is te herleiden. Je IP-adres of MAC-adres gaat er nooit heen.`,
		withIp: (names, count) =>
			`Met je ja ${language.plural(count, { one: "krijgt", other: "krijgen" })} ${names ?? language.plural(count, { one: "die", other: "ze" })} ook je IP-adres.`,
		neverIp:
			"Aan derden (wie niet alleen in onze opdracht werkt) geven we je IP-adres of MAC-adres nooit zonder jouw toestemming, tenzij de wet het eist.",
		everything: "Alle gegevens die deze verklaring noemt.",
		pageKinds: "Het soort pagina's dat je opent",
		duty: "We geven ook gegevens als een wet of een rechter dat eist, of om onze rechten te beschermen.",
		dutyRecorded: "We leggen vast wat, aan wie en waarom. Bij inzage zie je het, tenzij dat niet mag.",
	},
	retention: {
		heading: "Hoe lang we gegevens bewaren",
		intro: (term) =>
			`Sluit je je account, dan wissen we je gegevens uiterlijk ${term} daarna. Veel gaat eerder weg, zoals de tabel laat zien.`,
		atOnce: "Op je verzoek wissen we direct, en bevestigen we wat er is gewist.",
		onRequest: "Wil je dat je gegevens eerder weggaan, vraag het ons dan; hoe dat gaat, staat bij je rechten.",
		nameHold: (term) =>
			`Van je gebruikersnaam blijft na het wissen nog ten hoogste ${term} een afdruk staan, en een van hoe die eruitziet. Zo kan niemand zich onder jouw naam, of onder een naam die erop lijkt, voor jou uitgeven. Uit zo'n afdruk kan niemand de naam teruglezen. Ernaast staat alleen wanneer je account is gewist.`,
		evidence: (consents, acceptances) =>
			`Verlaat je een site, dan gaat meteen weg wat daarbij hoort en eindigen je toestemmingen daar. Wat we moeten kunnen bewijzen, blijft: welke toestemmingen je gaf en wanneer ze eindigden (${consents} na hun einde), en welke voorwaarden je hebt geaccepteerd en welke verklaringen je zijn getoond (${acceptances} nadat je weg bent). Dat bewijs verzegelen we: in onze database staat er geen account en geen site bij, en we gebruiken het alleen om te laten zien wat is afgesproken. Je kunt het zelf openen bij je privacy.`,
		exception: "Wat de wet ons verplicht te bewaren",
		exceptionBody:
			"Verder is er één uitzondering op het wissen: wat een wet ons verplicht langer te bewaren. Zulke gegevens bewaren we los van je account, zonder wat daarvoor niet nodig is, en we gebruiken ze voor niets anders. Na de wettelijke termijn verdwijnen die ook. Het gaat om:",
		exceptionItem: (what, term, statute) => `${what}: ${term} (${statute}).`,
		caption: "Bewaartermijn per soort",
	},
	rights: rightsWords,
	articles: articlesWords,
	complaint: {
		heading: "Een klacht",
		before:
			"Ben je het niet eens met hoe wij met je gegevens of je verzoek omgaan, laat het ons weten. Je kunt altijd ook een klacht indienen bij de toezichthouder: de ",
		after: ". En je kunt naar de rechter.",
	},
	dpo: {
		heading: "Functionaris voor gegevensbescherming",
		before: (short) =>
			`De functionaris voor gegevensbescherming van ${short} ziet er onafhankelijk op toe dat we ons aan de wet en aan deze verklaring houden. Je kunt er terecht met vragen en klachten over je gegevens: `,
		name: (name) => `${name}, `,
	},
	cookies: {
		heading: "Cookies",
		what: "Een cookie is een klein bestand dat je browser voor een site bewaart.",
		necessary:
			"Noodzakelijke cookies zorgen dat de site werkt: dat je ingelogd blijft en dat je taal en je keuzes worden onthouden. Daarvoor is geen toestemming nodig (art. 5 lid 3 van richtlijn 2002/58/EG, in Nederland art. 11.7a Telecommunicatiewet).",
		optional: "Andere cookies plaatsen we pas na jouw ja, en halen we weg als je dat intrekt.",
		none: "Andere cookies plaatsen we niet.",
		browser:
			"Je kunt cookies ook in je browser weigeren of verwijderen. Zonder de noodzakelijke cookies kun je niet ingelogd blijven.",
		page: "Op de pagina ",
		pageLink: "cookies",
		pageAfter: " staan ze ook, met je keuze.",
		pageAfterList: " staan ze ook.",
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
			"Waaraan je te herkennen bent en wat je over jezelf vertelt, slaan we versleuteld op, met sleutels die bij jou horen. Onversleuteld, bij een willekeurig nummer, staan feiten zoals wanneer je account is gemaakt en welke toestemmingen je gaf. Wissen we je gegevens, dan vernietigen we die sleutels.",
		backups:
			"De sleutels waarmee die sleutels zijn beveiligd, vervangen we regelmatig. Reservekopieën van vóór de laatste vervanging zijn daardoor met opzet onleesbaar, dus ook wat gewist is, is daarin niet meer te lezen.",
		nameHold:
			"De afdruk van de gebruikersnaam van een gewist account staat onder een eigen geheim, elk kwartaal een ander. Dat geheim vervangen we niet mee. We vernietigen het zodra alle afdrukken ermee zijn verlopen.",
		password: "Je wachtwoord bewaren we alleen versleuteld; niemand kan het eruit afleiden.",
	},
	automated: {
		heading: "Geen besluiten door een computer alleen",
		suggestions:
			"De site doet suggesties met vaste filters op de voorkeuren die je zelf hebt opgegeven. Een suggestie heeft voor jou geen rechtsgevolg.",
		body: "We nemen over jou geen besluiten die alleen op automatische verwerking berusten en die je in belangrijke mate raken (art. 22 AVG).",
	},
	age: {
		heading: "Minderjarigen",
		adult: (age) => `Deze site is alleen voor volwassenen vanaf ${age} jaar.`,
		general: (age) => `Je kunt lid worden vanaf ${age} jaar.`,
		erased: "Merken we dat iemand jonger is, dan sluiten we het account en wissen we de gegevens.",
		checked: (asked, term) =>
			`Lijkt iemand op een foto te jong, dan is dat lid meteen nergens meer te zien en kijkt een tweede persoon mee. Vindt die dat ook, dan vragen we het lid om binnen ${asked} de leeftijd te laten zien: één medewerker ziet een identiteitsbewijs of voert een videogesprek, en iemand anders bevestigt de uitkomst. We bewaren de uitkomst, de manier, het moment van elke stap, welke medewerkers die zetten en om welke foto het ging, tot ${term} nadat we ermee klaar zijn, en geen kopie. Ons belang is dat we kunnen uitleggen wat we besloten. Laat het lid niets zien, of blijkt het te jong, dan wissen we eerst de foto's en schorten we daarna het account op. Als de tijd om is, doet de computer dat, zoals beide personen eerder besloten; maakt het lid bezwaar, dan kijkt een medewerker ernaar.`,
		suspended:
			"Staat vast dat iemand jonger is, dan schorten we het account meteen op: niemand ziet het dan nog en niemand komt er nog in.",
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
		heading: (brand) => `Over ${brand}`,
		provider: (brand, partner) => (partner === brand ? brand : `${partner}, die ${brand} aanbiedt,`),
		ownNetwork: (provider, network, short) =>
			`${provider} is partner van ${network}, het netwerk van ${short}: wie daarin een site aanbiedt, gebruikt de voorzieningen van ${short} en neemt deze verklaring over. Daarom geldt die ook voor de organisatie van de partner.`,
		network: (provider, network, short) =>
			`${provider} is partner van ${network} en gebruikt de voorzieningen van ${short}. Daarom geldt deze verklaring van ${short} ook voor de organisatie van de partner.`,
		plain: (provider, short) =>
			`${provider} gebruikt de voorzieningen van ${short}. Daarom geldt deze verklaring van ${short} ook voor de organisatie van de partner.`,
	},
	kinds: {
		hosting: "Servers, netwerk en opslag waarop de site draait",
		development: "Bouw en beheer van de site",
		moderation: "Controle op ongepaste inhoud",
		analytics:
			"Statistiek over het gebruik van de site: de gegevens worden geanalyseerd en met de uitkomst passen we de site aan",
		fraud_prevention: "Herkennen van vals verkeer en misbruik",
		payment_provider: "Uitvoeren van betalingen",
		delivery: "Bezorgen van bestelde artikelen",
		mail: "Versturen van e-mail",
		tax_authority: "Heffing van belasting",
	},
	roles: {
		processor: "verwerker, art. 28 AVG: werkt alleen in onze opdracht",
		controller: "zelf verantwoordelijk",
		joint_controller: "samen met ons verantwoordelijk, art. 26 AVG",
		authority: "overheid",
	},
	transfers: {
		adequacy: "de Europese Commissie heeft besloten dat dit land gegevens passend beschermt (art. 45 AVG)",
		dpf: "aangesloten bij het EU-VS-kader voor gegevensbescherming, waarover de Europese Commissie heeft besloten (art. 45 AVG)",
		scc: "bindende overeenkomst met de modelbepalingen van de Europese Commissie (art. 46 lid 2 onder c AVG)",
		code_of_conduct: "bindende toezeggingen volgens een goedgekeurde gedragscode (art. 46 lid 2 onder e AVG)",
		bcr: "goedgekeurde bindende bedrijfsvoorschriften (art. 47 AVG)",
	},
	payment: {
		ideal: "iDEAL",
		bancontact: "Bancontact (vroeger Mistercash)",
		card: "creditcard",
		phone: "telefoon",
		bank_transfer: "bankoverschrijving",
	},
	interests: {
		suggestions: "Leden komen om anderen te vinden; een suggestie die past bij wat je zelf opgaf, helpt daarbij.",
		service_information: "Wie van de dienst gebruikmaakt, moet horen wat eraan verandert, en ook antwoord krijgen.",
		personalised_offers: "We willen onze eigen diensten kunnen aanbieden aan mensen die ze al gebruiken.",
		statistics: "We willen weten hoe de dienst wordt gebruikt zonder naar personen te kijken.",
		security_improvement: "Een site die veilig is en goed werkt, is in ieders belang.",
		age_check: "Kinderen horen hier niet te komen, en daar zijn wij verantwoordelijk voor.",
		moderation: "Leden moeten erop kunnen rekenen dat inhoud die niet is toegestaan, verdwijnt.",
		decisions:
			"Over een besluit moet later nog duidelijk zijn wie het nam en waarom, ook als er een klacht of een zaak van komt.",
	},
};
