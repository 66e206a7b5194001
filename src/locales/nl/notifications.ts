import type * as en from "../en/notifications.ts";
import { language } from "./language.ts";

export const notifications: typeof en.notifications = {
	classes: {
		service: { name: "Over de dienst", what: "Wat er nieuw is op de site of anders werkt." },
		suggestions: { name: "Suggesties", what: "Wat volgens je eigen voorkeuren bij je past." },
		newsletter: { name: "Nieuws", what: "Nieuws en aanbiedingen. Staat uit tot je het aanzet." },
		notification: {
			name: "Meldingen",
			what: "Als er op de site iets is met jou of je profiel, zoals een foto die is goedgekeurd.",
		},
	},
	unsubscribePage: {
		title: "Mail uitzetten",
		ask: (kind, brand) =>
			`Wil je geen mail van ${brand} meer in de soort “${kind}”? Eén klik is genoeg; inloggen hoeft niet.`,
		button: "Zet deze mail uit",
		always:
			"Mail die je account nodig heeft, zoals het bevestigen van je adres of een nieuw wachtwoord, blijft komen. Een verandering van de privacyverklaring mailen we je ook altijd.",
		doneTitle: "Deze mail staat uit",
		done: (kind, brand) => `Je krijgt van ${brand} geen mail meer in de soort “${kind}”.`,
		undo: "Toch weer aanzetten",
		undoneTitle: "Deze mail staat weer aan",
		undone: (kind, brand) => `Je krijgt van ${brand} weer mail in de soort “${kind}”.`,
		badTitle: "Deze link werkt niet",
		bad: (help) =>
			`De link is niet volledig overgekomen, hoort bij een andere site of is te oud. Log in en kies bij Mail welke mail je krijgt, of schrijf naar ${help}; dan zetten wij de mail voor je uit.`,
	},
	preferencesForm: {
		brandLegend: (brand) => `Mail van ${brand}`,
		limitLegend: "Hoe vaak",
		limitLead:
			"Zoveel van deze mails krijg je hoogstens in zeven dagen, van al je sites samen. Wat daar niet in past, komt per site en per soort samen in een overzicht.",
		limitAll: "Samen hoogstens",
		finer: "Fijner instellen",
		finerLead: "Wil je van één soort minder, kies dat dan hier. Meer dan het aantal hierboven wordt het nooit.",
		asMany: "geen eigen grens",
		limit: (kind) => `${kind}: hoogstens`,
		perWeek: (count) => language.plural(count, { one: "1 per week", other: `${count} per week` }),
		stopLegend: "Alles uit",
		stop: "Stuur me helemaal geen mail van deze soorten",
		stopHint: "Je keuzes hierboven blijven bewaard voor als je dit weer uitzet.",
		always:
			"Mail die je account nodig heeft, komt altijd: je adres bevestigen, een nieuw wachtwoord, een melding dat er is ingelogd. Zonder die mail kunnen we je account niet beveiligen. Ook een verandering van de privacyverklaring mailen we je altijd.",
		none: "Andere mail sturen je sites je nu niet. Zodra dat verandert, kies je hier welke je wilt.",
		neutralLegend: "Neutrale afzender",
		neutral: "Noem de site niet in mijn mail",
		neutralHint:
			"De naam van de afzender, het onderwerp en de tekst noemen dan alleen de organisatie achter je account. Het mailadres van de afzender en de links blijven die van de site. Dit geldt voor al je mail, ook voor mail die je niet kunt uitzetten.",
		troubleLegend: "Mail die niet aankomt",
		trouble: {
			entry:
				"Een mail aan je adres kwam terug: het lijkt niet meer te bestaan. We sturen je daarom alleen nog mail waarmee je in je account komt. Werkt het adres niet meer, wijzig het dan bij Beveiliging.",
			needed:
				"Mail aan je adres kwam de laatste tijd steeds niet aan. We sturen je daarom even alleen de mail die je account nodig heeft.",
			complaint:
				"Je hebt een mail van ons als spam gemeld. Daarom staat alle mail uit die je kunt uitzetten. Hieronder zet je die weer aan als je dat wilt.",
		},
		works: "Mijn adres werkt, stuur me weer mail",
		worksHint: "Komt er daarna weer een mail terug, dan zie je dat hier.",
		save: "Keuzes bewaren",
		saved: "Je keuzes zijn bewaard.",
		invalid: "Deze keuzes kloppen niet. Kies opnieuw en bewaar ze.",
	},
};
