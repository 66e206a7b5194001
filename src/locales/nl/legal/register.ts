import type * as en from "../../en/legal/register.ts";
import { language } from "../language.ts";
import { retention } from "./retention.ts";

export const register: typeof en.register = {
	categories: {
		necessary: {
			name: "Noodzakelijke gegevens",
			explanation: "Zonder deze gegevens kunnen we de dienst niet leveren of een wettelijke plicht niet nakomen.",
		},
		voluntary: {
			name: "Vrijwillige gegevens",
			explanation: "Je bepaalt zelf of je deze gegevens geeft. Je kunt ze elk apart weer wissen.",
		},
		special: {
			name: "Bijzondere gegevens",
			explanation:
				"De wet beschermt deze gegevens extra. We verwerken ze alleen als je daar uitdrukkelijk ja op hebt gezegd.",
		},
	},
	entries: {
		email: "E-mailadres",
		ip_address: "IP-adres",
		account_name: "Accountnaam",
		password: "Wachtwoord",
		payment_data: "Betaalgegevens",
		necessary_cookies: "Noodzakelijke cookies",
		account_information: "Accountinformatie",
		photos: "Foto's",
		messages: "Berichten",
		preferences: "Voorkeuren",
		non_necessary_cookies: "Niet-noodzakelijke cookies",
		sexual_preferences: "Seksuele voorkeuren",
		hobbies: "Hobby's",
	},
	items: {
		email: {
			name: "E-mailadres",
			explanation: "Om je account te bevestigen en te activeren en om contact met je op te nemen.",
		},
		user_name: {
			name: "Gebruikersnaam",
			explanation: "Vrij te kiezen, zolang de naam niet bezet is. Je logt ermee in; andere leden zien die nooit.",
		},
		password: {
			name: "Wachtwoord",
			explanation: "Alleen versleuteld bewaard. Niemand kan je wachtwoord eruit afleiden, wij ook niet.",
		},
		gender: { name: "Geslacht" },
		adult_answer: {
			name: "Antwoord op de leeftijdsvraag",
			explanation:
				"Alleen het antwoord dat je 18 jaar of ouder bent, met de regel en het tijdstip. Geen geboortedatum.",
		},
		membership: { name: "Lidmaatschap van deze site", explanation: "Dat je lid bent en sinds wanneer." },
		language: { name: "Taal van je voorkeur" },
		account_state: {
			name: "Status van je account",
			explanation:
				"Wanneer het is gemaakt, bevestigd, opgeschort of gesloten, en wanneer het wordt gewist. Ook of er kort geleden vaak een verkeerd wachtwoord voor is ingevuld.",
		},
		sign_in_means: {
			name: "Extra inlogmiddelen",
			explanation: "Passkeys, codes van een authenticator-app en herstelcodes, als je die instelt.",
		},
		sessions: { name: "Waar je bent ingelogd", explanation: "Begin, laatste gebruik en einde van elke sessie." },
		ip_address: { name: "IP-adres" },
		device_type: { name: "Type apparaat" },
		operating_system: { name: "Besturingssysteem" },
		browser: { name: "Browser" },
		pages_visited: { name: "Bezochte pagina's" },
		internet_provider: { name: "Internetprovider" },
		necessary_cookies: { name: "Noodzakelijke cookies" },
		non_necessary_cookies: { name: "Niet-noodzakelijke cookies" },
		phone: { name: "Telefoonnummer" },
		birth_date: { name: "Geboortedatum", explanation: "Anderen zien alleen je leeftijd, en alleen als je dat aanzet." },
		town: {
			name: "Woonplaats",
			explanation: "De enige plaats die we van je kennen: we leiden geen locatie af uit je IP-adres of je apparaat.",
		},
		display_name: {
			name: "Naam op deze site",
			explanation: "De naam die andere leden op deze site zien. Zonder naam heet je daar Lid.",
		},
		about_me: { name: "Over mij" },
		hobbies: { name: "Hobby's" },
		photos: {
			name: "Foto's",
			explanation: "Zonder de verborgen gegevens die een camera toevoegt; die halen we eruit.",
		},
		messages: { name: "Berichten" },
		preferences: {
			name: "Voorkeuren",
			explanation: "De filters die je zelf instelt voor suggesties, en welke gegevens je op deze site laat zien.",
			without: "Welke gegevens je op deze site laat zien.",
		},
		saved_and_blocked: { name: "Bewaarde en geblokkeerde leden" },
		sexual_preferences: { name: "Seksuele voorkeuren" },
		orientation: {
			name: "Seksuele gerichtheid",
			explanation: "Alleen om je in contact te brengen met leden die bij je passen; voor niets anders.",
		},
		performer_content: {
			name: "Performercontent",
			explanation: "Foto's en video's die een performer plaatst. Alleen betalende leden zien ze.",
		},
		identity_document: {
			name: "Kopie van paspoort of rijbewijs",
			explanation: "Alleen van performers, om te controleren of het document echt is.",
		},
		performer_identity: { name: "Naam, adres en geboortedatum van performers" },
		bsn: {
			name: "Burgerservicenummer (BSN)",
			explanation: "Alleen van performers, alleen voor de opgave aan de Belastingdienst.",
		},
		performer_earnings: { name: "Uitbetalingen aan performers", explanation: "Bedragen, data en het rekeningnummer." },
		payment_means: {
			name: "Betaalwijze",
			explanation:
				"Welke betaalwijze je kiest. Je rekeningnummer, kaartnummer of telefoonnummer geef je aan de betaaldienst, niet aan ons.",
		},
		payment_reference: {
			name: "Betaling",
			explanation: "Bedrag, tijdstip, uitkomst en het kenmerk van de betaaldienst.",
		},
		orders: {
			name: "Bestellingen en toegang",
			explanation: "Wat je hebt gekocht, waar je toegang toe hebt en je tegoed.",
		},
		invoices: { name: "Facturen", explanation: "Factuurnummer, datum, bedrag en btw." },
		delivery_address: { name: "Bezorgadres", explanation: "Alleen om het bestelde artikel te bezorgen." },
		helpdesk_messages: {
			name: "Vragen aan de helpdesk",
			explanation: "Wat je invult en meestuurt, met ons antwoord.",
		},
		mail_sent: {
			name: "Mail die we je sturen",
			explanation: "Ontvanger, soort, inhoud en of het versturen is gelukt.",
		},
		mail_choices: {
			name: "Je keuzes voor mail",
			explanation:
				"Welke soorten mail je wilt, hoe vaak ten hoogste, of de mail de site noemt, en of we helemaal stoppen.",
		},
		reports: { name: "Meldingen en besluiten van moderatoren" },
		measures: {
			name: "Opschortingen",
			explanation: "Waar en sinds wanneer je bent opgeschort, volgens welke regel uit de voorwaarden, en waarom.",
		},
		age_checks: {
			name: "Het nagaan van je leeftijd",
			explanation:
				"De uitkomst, op welke manier, wanneer elke stap was, welke medewerkers die zetten en om welke foto het ging. Geen kopie van wat je liet zien.",
		},
		block_marks: {
			name: "Kenmerken van geblokkeerde accounts",
			explanation: "Versleutelde afdrukken van een gebruikersnaam of e-mailadres, die niemand kan teruglezen.",
			without: "Een afdruk van de gebruikersnaam van een gewist account, die niemand kan teruglezen.",
		},
		consents: {
			name: "Toestemmingen",
			explanation: "Waarop je ja of nee zei, wanneer, en welke tekst je toen zag.",
		},
		acceptances: { name: "Geaccepteerde voorwaarden en getoonde verklaringen" },
		rights_requests: {
			name: "Privacyverzoeken",
			explanation: "Je verzoek, de voortgang, ons antwoord en beperkingen die gelden.",
		},
		export_copy: { name: "Kopie van je gegevens", explanation: "Het bestand dat je zelf hebt opgevraagd." },
		disclosures: {
			name: "Verstrekkingen aan anderen",
			explanation: "Wie gegevens over jou kreeg of er op grond van de wet om vroeg, wanneer en waarom.",
		},
		staff_access: {
			name: "Inzage en besluiten door medewerkers",
			explanation: "Welke medewerker je gegevens opende of je account opschortte, wanneer en met welke reden.",
		},
		held_items: {
			name: "Gegevens voor een rechtszaak of een wettelijke plicht",
			explanation:
				"Een enkel gegeven, zoals één foto, dat we moeten bewaren tot een zaak of een wettelijke plicht voorbij is; ook waarom, en tot wanneer.",
		},
	},
	itemReasons: {
		joining: "Je vult dit in bij het aanmelden, omdat leden elkaar hierop vinden.",
		minors: "Deze site is alleen voor volwassenen; we moeten weten dat je oud genoeg bent.",
		automatic:
			"Je browser en je verbinding geven dit vanzelf door. We hebben het nodig om pagina's goed te tonen en de site te beveiligen.",
		sign_in: "Hiermee beschermen we je account en kun jij zien en beëindigen wat er is ingelogd.",
		service: "Zonder dit kan de dienst niet werken zoals jij die hebt ingesteld.",
		contact: "Je vraagt ons iets, of wij moeten je iets laten weten.",
		accountability: "De privacywet vraagt dat we kunnen laten zien wat er met je gegevens is gebeurd.",
		safety: "Om leden te beschermen tegen misbruik en om besluiten te kunnen uitleggen, zoals de wet vraagt.",
		order: "Je hebt iets gekocht en wij moeten dat kunnen leveren.",
		fiscal: "De belastingwet verplicht ons dit vast te leggen en te bewaren.",
		performer: "Je kiest ervoor als performer te publiceren; daar hoort dit bij.",
		matching: "Je geeft dit alleen als je wilt dat suggesties er rekening mee houden.",
		free_text: "Wat je in een vrije tekst of een foto over jezelf laat zien, kan een bijzonder gegeven zijn.",
		membership_reveals: "Lid zijn van een site voor volwassenen zegt op zichzelf al iets over je seksuele leven.",
	},
	purposes: {
		use_of_site: {
			name: "Gebruik van de site",
			explanation: "Je account aanmaken, je laten inloggen en de site laten werken zoals jij die instelt.",
		},
		payments: {
			name: "Betalingen verwerken",
			explanation: "Een betaling uitvoeren die je zelf start, en niets anders.",
		},
		sending_messages: {
			name: "Berichten versturen",
			explanation: "Berichten tussen leden bezorgen en je laten weten dat er een bericht is.",
		},
		service_information: {
			name: "Informatie over onze eigen diensten en antwoord op vragen",
			explanation: "Je laten weten wat er aan de dienst verandert en antwoorden op wat je ons vraagt of meldt.",
		},
		suggestions: {
			name: "Suggesties",
			explanation:
				"Leden voorstellen op basis van filters die vooraf zijn ingesteld en voorkeuren die je zelf hebt opgegeven; nooit op basis van je gedrag.",
		},
		profiles: {
			name: "Profielen",
			explanation: "Je profiel samenstellen en tonen, voor zover je dat per gegeven hebt aangezet.",
		},
		personalised_offers: {
			name: "Persoonlijke aanbiedingen",
			explanation: "Aanbiedingen van onze eigen diensten die passen bij wat je hebt opgegeven.",
		},
		statistics: {
			name: "Anonieme statistiek",
			explanation: "Leden die dat aanzetten meetellen naar leeftijd en deel van het land, in groepen van tien of meer.",
		},
		security_improvement: {
			name: "De site beveiligen en verbeteren",
			explanation: "Misbruik en storingen vinden, en zien wat beter kan.",
		},
		third_parties: {
			name: "Delen met derden na jouw toestemming",
			explanation: "Alleen met de partij waarvoor je ja hebt gezegd, en alleen wat daarbij is genoemd.",
		},
		personalisation: {
			name: "De site aan je voorkeuren aanpassen",
			explanation: "Laten zien wat bij je voorkeuren past. Hier komt geen reclame aan te pas.",
		},
		age_check: { name: "Minderjarigen weren", explanation: "Vragen of je oud genoeg bent en het antwoord onthouden." },
		moderation: {
			name: "Controle op ongepaste inhoud",
			explanation:
				"Profielen, foto's en berichten nakijken op inhoud die niet is toegestaan, door mensen die dat als werk doen.",
			without: "Foto's bekijken voordat anderen ze zien, door mensen die dat als werk doen.",
		},
		decisions: {
			name: "Besluiten over leden en inhoud",
			explanation:
				"Meldingen, besluiten en klachten vastleggen, met de reden, zodat een besluit is uit te leggen en te verdedigen.",
			without:
				"Nagaan wat ons wordt gemeld, en vastleggen wat een medewerker over je account besluit en waarom, zodat dat is uit te leggen en te verdedigen.",
		},
		publication: {
			name: "Performercontent tonen aan betalende leden",
			explanation: "Wat een performer plaatst, is alleen zichtbaar voor andere leden die betalen.",
		},
		performer_check: {
			name: "Performers controleren",
			explanation: "Vaststellen wie een performer is, of het document echt is en of de performer meerderjarig is.",
		},
		fiscal: {
			name: "Belastingplicht",
			explanation: "De administratie voeren en opgaven doen die de belastingwet voorschrijft.",
		},
		delivery: { name: "Bezorging", explanation: "Het artikel dat je hebt besteld bij je laten bezorgen." },
		accountability: {
			name: "Je rechten uitvoeren en verantwoording afleggen",
			explanation: "Verzoeken behandelen en kunnen aantonen wat je hebt toegestaan, geaccepteerd en gevraagd.",
		},
		legal_duty: {
			name: "Wettelijke plicht en rechtsvordering",
			explanation: "Gegevens verstrekken als een wet of een rechter dat eist, of om onze rechten te beschermen.",
		},
	},
	purposeReasons: {
		minors: "Minderjarigen mogen deze site niet gebruiken.",
		security: "Een site die niet wordt beveiligd, kan je gegevens niet beschermen.",
		matching: "Een suggestie moet passen bij wat je van jezelf hebt opgegeven.",
		membership: "Zonder je lidmaatschap vast te leggen kunnen we je niet als lid toelaten.",
		delivery_of_message: "Een bericht komt alleen aan als we het aan de ontvanger mogen tonen.",
		own_lists: "Je bewaart of blokkeert leden zodat de site dat voor je onthoudt.",
		publication: "Een performer plaatst content om die aan betalende leden te laten zien.",
		moderation: "Inhoud die niet is toegestaan, hoort niet op de site.",
		performer: "De wet vraagt dat we vaststellen wie er publiceert en of die persoon meerderjarig is.",
		fiscal: "De belastingwet schrijft dit voor.",
		order: "Zonder adres kan een artikel niet worden bezorgd.",
		accountability: "De privacywet verplicht ons verzoeken uit te voeren en dat te kunnen laten zien.",
		legal_duty: "Een wet of een rechter kan ons hiertoe verplichten.",
		named_recipients: "Alleen na jouw ja, per genoemde ontvanger.",
		review: "Dit is een deel van je ja op tonen aan andere leden.",
		decisions: "Jij moet kunnen nagaan wat een medewerker deed en besloot, en wij moeten het kunnen uitleggen.",
	},
	switches: {
		visibility: "per gegeven en per site in je profiel",
		suggestions: "bij de privacy-instellingen van je account",
		offers: "bij Mail in je account en met de link in elk van die mails",
		service_mail: "bij Mail in je account en met de link in elk van die mails",
		statistics: "bij de privacy-instellingen van je account",
		improvement: "bij de privacy-instellingen van je account",
		sharing: "per ontvanger, op de pagina Cookies en bij Delen met anderen in je account",
		consent: "bij de toestemmingen van je account",
	},
	art6: {
		a: "toestemming (art. 6 lid 1 onder a AVG)",
		b: "uitvoering van de overeenkomst (art. 6 lid 1 onder b AVG)",
		c: "wettelijke plicht (art. 6 lid 1 onder c AVG)",
		f: "gerechtvaardigd belang (art. 6 lid 1 onder f AVG)",
	},
	art9: {
		a: "uitdrukkelijke toestemming (art. 9 lid 2 onder a AVG)",
		f: "rechtsvordering (art. 9 lid 2 onder f AVG)",
	},
	retention,
	after: {
		account_closed: "nadat je je account hebt gesloten",
		joined: "nadat je je hebt aangemeld",
		visited: "na het bezoek",
		issued: "nadat de code is gemaakt",
		signed_in: "nadat je voor het laatst hebt ingelogd of bent doorgegaan",
		sent: "nadat de mail is verstuurd",
		export_made: "nadat het bestand is gemaakt",
		consent_ended: "nadat de toestemming is geëindigd",
		request_closed: "nadat het verzoek is afgehandeld",
		disclosed: "na de verstrekking",
		accessed: "na de inzage",
		ticket_closed: "nadat de vraag is afgehandeld",
		decided: "nadat het besluit is geëindigd",
		banned: "na de blokkade",
		account_erased: "nadat het account is gewist",
		paid: "na de betaling",
		payment_failed: "nadat de betaling is mislukt of verlopen",
		year_ended: "na het einde van het jaar waarop ze betrekking hebben",
		delivered: "na de bezorging",
		contract_ended: "nadat de overeenkomst is geëindigd",
		checked: "na de controle",
		counted: "na de telling",
	},
	atOnceWhen: {
		cleared: "je het zelf wist",
		left_brand: "je deze site verlaat",
		consent_withdrawn: "je je toestemming intrekt",
		erasure_requested: "je vraagt om direct te wissen",
	},
	cookies: {
		age: "Onthoudt dat je hebt geantwoord dat je 18 jaar of ouder bent.",
		language: "Onthoudt de taal die je hebt gekozen.",
		cookie_choice: "Onthoudt per ontvanger je ja of nee, op welke woorden en wanneer.",
		sign_in: "Verbindt de stappen van het inloggen en beschermt tegen misbruik daarvan.",
		session: "Houdt je ingelogd op deze site.",
		account_session: "Houdt je ingelogd op de accountpagina's.",
		staff_session: "Houdt een medewerker ingelogd op de werkpagina's.",
		device:
			"Onthoudt dat dit apparaat van jou is, zodat we je waarschuwen als er vanaf een ander wordt ingelogd en jij hier kunt blijven inloggen.",
		joining: "Onthoudt dat je in deze browser lid werd, zodat alleen jij je account met één klik activeert.",
		ga: "Een willekeurig nummer, voor de statistiek van Google Analytics.",
	},
	duration: {
		D: (count) => language.plural(count, { one: "1 dag", other: `${count} dagen` }),
		M: (count) => language.plural(count, { one: "1 maand", other: `${count} maanden` }),
		Y: (count) => language.plural(count, { one: "1 jaar", other: `${count} jaar` }),
	},
	untilBrowserCloses: "tot je de browser sluit",
	atOnce: "direct als",
	statutes: {
		tax_records: "art. 52 lid 4 Algemene wet inzake rijksbelastingen",
		performer_report:
			"art. 10.8 Wet inkomstenbelasting 2001, art. 22a Uitvoeringsbesluit inkomstenbelasting 2001 en art. 52 lid 4 Algemene wet inzake rijksbelastingen",
		dsa_complaints: "art. 20 lid 1 Digitaledienstenverordening (EU) 2022/2065",
	},
};
