import type { Locale } from "#foundation/i18n/locale.ts";
import type { OptionalClass } from "#foundation/mail/mail-class.ts";

type NotificationText = {
	/** What a class is called on pages. */
	classes: Record<OptionalClass, { name: string; what: string }>;
	unsubscribePage: {
		title: string;
		ask: (kind: string, brand: string) => string;
		button: string;
		always: string;
		doneTitle: string;
		done: (kind: string, brand: string) => string;
		undo: string;
		undoneTitle: string;
		undone: (kind: string, brand: string) => string;
		badTitle: string;
		bad: (help: string) => string;
	};
	preferencesForm: {
		brandLegend: (brand: string) => string;
		limitLegend: string;
		limitLead: string;
		limit: (kind: string) => string;
		perWeek: (count: number) => string;
		stopLegend: string;
		stop: string;
		stopHint: string;
		always: string;
		save: string;
		saved: string;
		invalid: string;
	};
};

export const NOTIFICATION_TEXT: Record<Locale, NotificationText> = {
	nl: {
		classes: {
			service: { name: "Over de dienst", what: "Zoals een verandering van de privacyverklaring." },
			suggestions: { name: "Suggesties", what: "Wat volgens je eigen voorkeuren bij je past." },
			newsletter: { name: "Nieuws", what: "Nieuws en aanbiedingen. Staat uit tot je het aanzet." },
			notification: { name: "Meldingen", what: "Dat er iets voor je klaarstaat, zoals een bericht." },
		},
		unsubscribePage: {
			title: "Mail uitzetten",
			ask: (kind, brand) =>
				`Wil je geen mail van ${brand} meer in de soort “${kind}”? Eén klik is genoeg; inloggen hoeft niet.`,
			button: "Zet deze mail uit",
			always:
				"Mail die je account nodig heeft, zoals het bevestigen van je adres of een nieuw wachtwoord, blijft komen.",
			doneTitle: "Deze mail staat uit",
			done: (kind, brand) => `Je krijgt van ${brand} geen mail meer in de soort “${kind}”.`,
			undo: "Toch weer aanzetten",
			undoneTitle: "Deze mail staat weer aan",
			undone: (kind, brand) => `Je krijgt van ${brand} weer mail in de soort “${kind}”.`,
			badTitle: "Deze link werkt niet",
			bad: (help) =>
				`De link is niet volledig overgekomen, hoort bij een andere site of is te oud. Log in en kies bij Meldingen welke mail je krijgt, of schrijf naar ${help}; dan zetten wij de mail voor je uit.`,
		},
		preferencesForm: {
			brandLegend: (brand) => `Mail van ${brand}`,
			limitLegend: "Hoe vaak",
			limitLead:
				"Zoveel mails van een soort krijg je hoogstens in zeven dagen, van al je sites samen. Wat daar niet in past, komt samen in één overzicht.",
			limit: (kind) => `${kind}: hoogstens`,
			perWeek: (count) => `${count} per week`,
			stopLegend: "Alles uit",
			stop: "Stuur me helemaal geen mail van deze soorten",
			stopHint: "Je keuzes hierboven blijven bewaard voor als je dit weer uitzet.",
			always:
				"Mail die je account nodig heeft, komt altijd: je adres bevestigen, een nieuw wachtwoord, een melding dat er is ingelogd. Zonder die mail kunnen we je account niet beveiligen.",
			save: "Keuzes bewaren",
			saved: "Je keuzes zijn bewaard.",
			invalid: "Deze keuzes kloppen niet. Kies opnieuw en bewaar ze.",
		},
	},
	en: {
		classes: {
			service: { name: "About the service", what: "Such as a change of the privacy statement." },
			suggestions: { name: "Suggestions", what: "What suits you, by your own preferences." },
			newsletter: { name: "News", what: "News and offers. Off until you turn it on." },
			notification: { name: "Notifications", what: "That something is waiting for you, such as a message." },
		},
		unsubscribePage: {
			title: "Turn mail off",
			ask: (kind, brand) =>
				`No more mail of ${brand} of the kind “${kind}”? One click is enough; you need not sign in.`,
			button: "Turn this mail off",
			always: "Mail that your account needs, such as confirming your address or a new password, keeps coming.",
			doneTitle: "This mail is off",
			done: (kind, brand) => `${brand} sends you no more mail of the kind “${kind}”.`,
			undo: "Turn it on again",
			undoneTitle: "This mail is on again",
			undone: (kind, brand) => `${brand} sends you mail of the kind “${kind}” again.`,
			badTitle: "This link does not work",
			bad: (help) =>
				`The link did not arrive whole, belongs to another site, or is too old. Sign in and choose under Notifications which mail you get, or write to ${help}; then we turn the mail off for you.`,
		},
		preferencesForm: {
			brandLegend: (brand) => `Mail of ${brand}`,
			limitLegend: "How often",
			limitLead:
				"You get at most this many mails of a kind in seven days, from all your sites together. What does not fit comes together in one summary.",
			limit: (kind) => `${kind}: at most`,
			perWeek: (count) => `${count} a week`,
			stopLegend: "Everything off",
			stop: "Send me no mail of these kinds at all",
			stopHint: "Your choices above are kept for when you turn this off again.",
			always:
				"Mail that your account needs always comes: confirming your address, a new password, a notice that someone signed in. Without that mail we cannot keep your account safe.",
			save: "Keep choices",
			saved: "Your choices are kept.",
			invalid: "These choices are not right. Choose again and keep them.",
		},
	},
};
