export const ui = {
	skip: "Skip to content",
	home: (name: string) => `${name}, to the home page`,
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
		/** Where who is signed in goes, and where who is not. */
		me: "My page",
		signIn: "Sign in",
		join: "Join",
		readHeading: "Read",
	},
	legal: {
		own: (brand: string, operator: string, city: string) => `${brand} is a brand of ${operator} in ${city}.`,
		ownPartner: (brand: string, operator: string) =>
			`${brand} is a partner of ${operator}, which runs the service and is responsible for your data.`,
		partner: (brand: string, partner: string, operator: string) =>
			`${brand} is offered by ${partner}. ${operator} runs the service and is responsible for your data.`,
		register: (register: string, number: string) => `${register} ${number}`,
		vat: (number: string) => `VAT number ${number}`,
		phone: "Telephone",
		email: "E-mail",
	},
	adultSite: (age: number) => `This site is for people aged ${age} and over.`,
	preview: "Preview: this site has not been published yet.",
	review: "For review: these pages also name parts that do not exist yet. Nothing of it is published.",
	colophon: "This site also works without scripts and follows the light or dark setting of your device.",
	noCookie: {
		title: "Your browser kept no cookie",
		body: "We remember your answer, or that you are signed in, in a functional cookie. Your browser was given it and came back without it, so we would only ask you again.",
		allow: "Allow cookies for this address in the settings of your browser, or use another browser. Then try again.",
		withoutTls:
			"Safari keeps no cookies of this service on addresses that begin with http://. For development, use Firefox or Chromium.",
	},
	quickExit: "Quick exit",
	toTop: "Back to top",
	backHome: "To the home page",
	errorLabel: (status: number) => `Error code ${status}`,
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
};

/** Where no brand is known, and so no language: all languages are said. */
export const unbranded = {
	421: {
		title: "No site belongs to this address",
		body: "No site is offered here at this address. Please check that the address was typed correctly.",
	},
	500: { title: "Something went wrong on our side", body: "It is not you. Please try again in a few minutes." },
	503: {
		title: "We are away for a moment",
		body: "The site cannot be reached right now. Please try again in a minute.",
	},
};
