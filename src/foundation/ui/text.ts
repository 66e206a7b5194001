import type { Locale } from "../i18n/locale.ts";

export const LANGUAGE_NAMES: Record<Locale, string> = { nl: "Nederlands", en: "English" };

/** HTTP answers that have a page of their own in the brand's look. */
export const ERROR_STATUSES = [400, 403, 404, 405, 409, 410, 413, 429, 500, 503] as const;
export type ErrorStatus = (typeof ERROR_STATUSES)[number];

type ChromeText = {
	skip: string;
	home: (name: string) => string;
	mainNavigation: string;
	footerNavigation: string;
	language: string;
	nav: {
		privacy: string;
		cookies: string;
		rights: string;
		versions: string;
		terms: string;
		contact: string;
		contactHeading: string;
		/** Where who is signed in goes, and where who is not. */
		me: string;
		signIn: string;
		readHeading: string;
	};
	legal: {
		own: (brand: string, operator: string, city: string) => string;
		ownPartner: (brand: string, operator: string) => string;
		partner: (brand: string, partner: string, operator: string) => string;
		register: (register: string, number: string) => string;
		vat: (number: string) => string;
		phone: string;
		email: string;
	};
	adultSite: (age: number) => string;
	preview: string;
	colophon: string;
	toTop: string;
	backHome: string;
	errorLabel: (status: number) => string;
	errors: Record<ErrorStatus | "unconfirmed", { title: string; body: string }>;
};

export const UI_TEXT: Record<Locale, ChromeText> = {
	nl: {
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
		colophon: "Deze site werkt zonder scripts en volgt de lichte of donkere stand van je apparaat.",
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
	},
	en: {
		skip: "Skip to content",
		home: (name) => `${name}, to the home page`,
		mainNavigation: "Main menu",
		footerNavigation: "Privacy and terms",
		language: "Language",
		nav: {
			privacy: "Privacy statement",
			cookies: "Cookies",
			rights: "Your rights",
			versions: "Earlier versions",
			terms: "Terms",
			contact: "Help",
			contactHeading: "Contact",
			me: "My page",
			signIn: "Sign in",
			readHeading: "Read",
		},
		legal: {
			own: (brand, operator, city) => `${brand} is a brand of ${operator} in ${city}.`,
			ownPartner: (brand, operator) =>
				`${brand} is a partner of ${operator}, which runs the service and is responsible for your data.`,
			partner: (brand, partner, operator) =>
				`${brand} is offered by ${partner}. ${operator} runs the service and is responsible for your data.`,
			register: (register, number) => `${register} ${number}`,
			vat: (number) => `VAT number ${number}`,
			phone: "Telephone",
			email: "E-mail",
		},
		adultSite: (age) => `This site is for people aged ${age} and over.`,
		preview: "Preview: this site has not been published yet.",
		colophon: "This site works without scripts and follows the light or dark setting of your device.",
		toTop: "Back to top",
		backHome: "To the home page",
		errorLabel: (status) => `Error code ${status}`,
		errors: {
			400: {
				title: "We do not understand this request",
				body: "Something is missing from the request, or it was damaged on its way. Go back, reload the page and try once more.",
			},
			403: {
				title: "This form came from another site",
				body: "We only accept forms that were filled in on this site itself. Open the page here and send the form again.",
			},
			404: {
				title: "This page does not exist",
				body: "There may be a slip in the address, or the page has moved. The home page will take you back.",
			},
			405: {
				title: "This page cannot be used that way",
				body: "The address exists, but not for this action. Please start again from the home page.",
			},
			409: {
				title: "Something else has just changed",
				body: "At the same moment something else of your account was changed, and that went first. Go back and do it once more.",
			},
			410: {
				title: "This page has been removed",
				body: "What stood here was taken away and will not come back. You can discard any link to it.",
			},
			413: {
				title: "That is too much at once",
				body: "What you sent is larger than we accept. Make it shorter or smaller and try again.",
			},
			429: {
				title: "It is too busy just now",
				body: "Too many tries are coming in at once. Wait a minute, go back and try again.",
			},
			500: {
				title: "Something went wrong on our side",
				body: "It is not you. Please try again in a few minutes. If it keeps going wrong, let us know.",
			},
			503: {
				title: "We are away for a moment",
				body: "The site cannot show this right now. Please try again in a minute.",
			},
			unconfirmed: {
				title: "Done, but not confirmed yet",
				body: "What you asked for has been done and stays that way. We could not yet record it in a second place. Try again in a minute, and we will confirm it.",
			},
		},
	},
};

export type UnbrandedStatus = 421 | 500 | 503;

/** For requests that reach no brand: both languages stand on the page. */
export const UNBRANDED_ERRORS: Record<UnbrandedStatus, Record<Locale, { title: string; body: string }>> = {
	421: {
		nl: {
			title: "Dit adres hoort bij geen site",
			body: "Op dit adres wordt hier geen site aangeboden. Controleer of het adres goed is getypt.",
		},
		en: {
			title: "No site belongs to this address",
			body: "No site is offered here at this address. Please check that the address was typed correctly.",
		},
	},
	500: {
		nl: {
			title: "Er ging bij ons iets mis",
			body: "Het ligt niet aan jou. Probeer het over een paar minuten opnieuw.",
		},
		en: { title: "Something went wrong on our side", body: "It is not you. Please try again in a few minutes." },
	},
	503: {
		nl: { title: "We zijn er even niet", body: "De site is nu niet bereikbaar. Probeer het over een minuut opnieuw." },
		en: {
			title: "We are away for a moment",
			body: "The site cannot be reached right now. Please try again in a minute.",
		},
	},
};
