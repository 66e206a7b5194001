import type * as en from "../en/ui.ts";

export const ui: typeof en.ui = {
	skip: "Naar de inhoud",
	home: (name) => `${name}, naar de startpagina`,
	mainNavigation: "Hoofdmenu",
	footerNavigation: "Privacy en voorwaarden",
	language: "Taal",
	nav: {
		privacy: "Privacyverklaring",
		cookies: "Cookies",
		rights: "Jouw rechten",
		versions: "Eerdere versies",
		terms: "Voorwaarden",
		contact: "Hulp",
		contactHeading: "Contact",
		me: "Mijn pagina",
		signIn: "Inloggen",
		join: "Lid worden",
		readHeading: "Lezen",
	},
	legal: {
		own: (brand, operator, city) => `${brand} is een merk van ${operator} in ${city}.`,
		ownPartner: (brand, operator) =>
			`${brand} is partner van ${operator}, die de dienst verzorgt en verantwoordelijk is voor je gegevens.`,
		partner: (brand, partner, operator) =>
			`${brand} wordt aangeboden door ${partner}. ${operator} verzorgt de dienst en is verantwoordelijk voor je gegevens.`,
		register: (register, number) => `${register} ${number}`,
		vat: (number) => `Btw-nummer ${number}`,
		phone: "Telefoon",
		email: "E-mail",
	},
	adultSite: (age) => `Deze site is voor mensen van ${age} jaar en ouder.`,
	preview: "Voorbeeld: deze site is nog niet gepubliceerd.",
	review: "Ter beoordeling: deze pagina's noemen ook onderdelen die er nog niet zijn. Niets ervan is gepubliceerd.",
	colophon: "Deze site werkt ook zonder scripts en volgt de lichte of donkere stand van je apparaat.",
	noCookie: {
		title: "Je browser heeft geen cookie bewaard",
		body: "We onthouden je antwoord, of dat je bent ingelogd, in een functionele cookie. Je browser kreeg die wel, maar kwam zonder terug. We zouden het je dus alleen maar opnieuw vragen.",
		allow:
			"Sta cookies toe voor dit adres in de instellingen van je browser, of gebruik een andere browser. Probeer het daarna opnieuw.",
		withoutTls:
			"Safari bewaart geen cookies van deze dienst op adressen die met http:// beginnen. Gebruik bij het ontwikkelen Firefox of Chromium.",
	},
	quickExit: "Snel weg",
	toTop: "Naar boven",
	backHome: "Naar de startpagina",
	errorLabel: (status) => `Foutcode ${status}`,
	errors: {
		400: {
			title: "We begrijpen dit verzoek niet",
			body: "Er ontbreekt iets in het verzoek, of het is onderweg beschadigd. Ga terug, laad de pagina opnieuw en probeer het nog eens.",
		},
		403: {
			title: "Dit formulier kwam van een andere site",
			body: "We nemen alleen formulieren aan die op deze site zelf zijn ingevuld. Open de pagina hier en verstuur het formulier opnieuw.",
		},
		404: {
			title: "Deze pagina is er niet",
			body: "Misschien zit er een tikfout in het adres, of is de pagina verplaatst. Vanaf de startpagina vind je de weg terug.",
		},
		405: {
			title: "Zo kun je deze pagina niet gebruiken",
			body: "Het adres bestaat, maar niet voor deze handeling. Begin opnieuw vanaf de startpagina.",
		},
		409: {
			title: "Er veranderde net iets anders",
			body: "Op hetzelfde moment werd iets anders van je account gewijzigd, en dat ging voor. Ga terug en doe het nog een keer.",
		},
		410: {
			title: "Deze pagina is weggehaald",
			body: "Wat hier stond is verwijderd en komt niet terug. Een verwijzing ernaartoe kun je weggooien.",
		},
		413: {
			title: "Dat is te veel in één keer",
			body: "Wat je verstuurde is groter dan we aannemen. Maak het korter of kleiner en probeer het opnieuw.",
		},
		429: {
			title: "Het is nu te druk",
			body: "Er komen in korte tijd te veel pogingen binnen. Wacht een minuut, ga terug en probeer het opnieuw.",
		},
		500: {
			title: "Er ging bij ons iets mis",
			body: "Het ligt niet aan jou. Probeer het over een paar minuten opnieuw. Blijft het misgaan, laat het ons dan weten.",
		},
		503: {
			title: "We zijn er even niet",
			body: "De site kan dit op dit moment niet laten zien. Probeer het over een minuut opnieuw.",
		},
		unconfirmed: {
			title: "Gedaan, maar nog niet bevestigd",
			body: "Wat je vroeg, is uitgevoerd en blijft zo. We konden het alleen nog niet op een tweede plek vastleggen. Probeer het over een minuut nog eens, dan bevestigen we het.",
		},
	},
};

export const unbranded: typeof en.unbranded = {
	421: {
		title: "Dit adres hoort bij geen site",
		body: "Op dit adres wordt hier geen site aangeboden. Controleer of het adres goed is getypt.",
	},
	500: {
		title: "Er ging bij ons iets mis",
		body: "Het ligt niet aan jou. Probeer het over een paar minuten opnieuw.",
	},
	503: { title: "We zijn er even niet", body: "De site is nu niet bereikbaar. Probeer het over een minuut opnieuw." },
};
