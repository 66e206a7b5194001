import type * as en from "../../en/rights/legal-disclosures.ts";
import { language } from "../language.ts";

const characters = (from: number, to: number) => `${language.number(from)} tot ${language.number(to)} tekens.`;

export const legalDisclosures: typeof en.legalDisclosures = {
	title: "Verstrekkingen op grond van de wet",
	lead: "Gegevens van leden waar een instantie of een rechter om vraagt, of die nodig zijn om onze rechten te verdedigen. De een stelt het voor, een ander beslist; tot die tijd wordt er niets verstrekt en hoort het lid niets.",
	listsLabel: "Lijsten",
	lists: {
		waiting: (count) => `Wacht op een tweede persoon (${language.number(count)})`,
		silent: (count) => `Verstrekt, het lid weet het nog niet (${language.number(count)})`,
		ended: (count) => `Afgehandeld (${language.number(count)})`,
	},
	empty: {
		waiting: "Er wacht niets op een tweede persoon.",
		silent: "Elk lid heeft gehoord wat er is verstrekt.",
		ended: "Er is nog niets beslist.",
	},
	what: "Wat er wordt gevraagd",
	giving: (items) =>
		language.plural(items, {
			one: "1 soort gegevens verstrekken",
			other: `${language.number(items)} soorten gegevens verstrekken`,
		}),
	longerSilence: "Langer zwijgen",
	ground: "Grond",
	grounds: {
		legal_duty: "Een wet verplicht ons (art. 6 lid 1 onder c)",
		court_order: "Een rechter heeft het bevolen (art. 6 lid 1 onder c)",
		own_rights: "Om onze rechten te verdedigen (art. 6 lid 1 onder f)",
	},
	state: "Stand",
	states: {
		proposed: "wacht op een tweede persoon",
		approved: "goedgekeurd",
		refused: "afgewezen",
		withdrawn: "ingetrokken",
		lapsed: "vervallen: niemand besliste binnen vier weken",
		mail: "verstrekt, en het lid heeft het gehoord",
		gone: "verstrekt; het account was gewist voordat het lid het kon horen",
	},
	silentUntil: (day) => `verstrekt; het lid hoort het op ${day}`,
	proposed: "Voorgesteld",
	decided: "Beslist",
	taken: "Pakket opgehaald",
	told: "Lid ingelicht",
	tool: "de exploitant, met de opdrachtregel",
	program: "het programma",
	caseTitle: "Een verstrekking op grond van de wet",
	order: "Kenmerk van het bevel of verzoek",
	orderHint: "Zoals het daar bekend is. Het document zelf wordt hier niet bewaard.",
	orderedOn: "Datum van het bevel of verzoek",
	article: "Wetsartikel",
	articleHint: "De wet en het artikel waar het op rust.",
	reason: "Reden voor het lid",
	reasonHint: (from, to) =>
		`${characters(from, to)} Het lid leest dit zodra niets dat meer verbiedt. Zet er niets in over anderen.`,
	recipient: "Aan wie",
	recipientHint: "Naam van de instantie, de rechter of de andere partij. Het lid leest dit.",
	address: "Waar het antwoord heen gaat",
	addressHint: "Naam, afdeling en adres. Dit blijft bij het voorstel bewaard.",
	items: "Welke gegevens",
	itemsHint: "Niet meer dan er wordt gevraagd. Je ziet alleen wat er van dit lid is.",
	optional: "(mag leeg blijven)",
	silentOn: "Het lid niet inlichten tot",
	silentOnHint:
		"Alleen als het bevel zelf verbiedt om het te zeggen. Hoogstens twaalf maanden. Op die dag hoort het lid het, tenzij een nieuw bevel dat verlengt.",
	silence: "Op grond waarvan het bevel verbiedt om het te zeggen",
	silenceHint: "Alleen samen met de dag.",
	unreadable: "De woorden van dit voorstel zijn niet meer te lezen.",
	proposeLink: "Een verstrekking op grond van de wet voorstellen",
	proposeTitle: "Een verstrekking voorstellen",
	proposeLead:
		"Ga eerst na dat het bevel echt is en ons verplicht, of dat onze claim dit nodig heeft. Schrijf daarna op wat er wordt gevraagd.",
	twoPersons:
		"Er wordt nog niets verstrekt. Een ander beslist; jouw voorstel is niet genoeg, hoe vaak of waar je ook inlogt.",
	quiet:
		"Verbiedt een bevel om het te zeggen? Met welke reden je een lid opzoekt en de pagina opent, leest het lid meteen: zet daar niets in over het bevel.",
	propose: "Voorstellen",
	chooseItems: "Kies er minstens een.",
	notHeld: "Een hiervan is er niet van dit lid. Er is niets vastgelegd; kies opnieuw.",
	notYet: "Kies vandaag of een dag ervoor.",
	tooLong: (most) => `Hoogstens ${language.number(most)} tekens.`,
	silenceTooLong: "Kies een dag binnen twaalf maanden. Voor langer is een nieuw bevel nodig.",
	silenceNeedsDay: "Kies de dag die het bevel noemt.",
	ownTitle: "Je eigen voorstel",
	own: "Jij stelde dit voor, dus een ander beslist.",
	ownBefore:
		"Je stelde het voor met een account dat je eerder had. Intrekken kan daarmee niet meer; een ander kan het afwijzen.",
	tooLate: "Het lid hoort het al, of hoort het pas na de dag die hier is gevraagd. Goedkeuren kan niet meer.",
	alone: (approve, refuse) =>
		`Jij stelde dit voor, en verder mag hier niemand beslissen. De exploitant is dan de tweede persoon: ${approve}, of ${refuse}. Je kunt het intrekken.`,
	withdraw: "Intrekken",
	gone: "Het account is weg of wordt gewist: er kan niets meer worden verstrekt.",
	approveTitle: "Goedkeuren",
	approveLead:
		"Leg er het bevel zelf naast: is het echt, wat vraagt het, en is dit niet meer dan dat? Met jouw akkoord staat vast dat het is verstrekt, hoort het lid het zodra niets dat verbiedt, en kun jij het pakket één keer ophalen.",
	approve: "Goedkeuren en verstrekken",
	refuseTitle: "Afwijzen",
	refusal: "Waarom niet",
	refuse: "Afwijzen",
	packageTitle: "Het pakket",
	packageLead:
		"Een zipbestand met precies de gegevens hierboven. Je kunt het één keer ophalen, binnen zeven dagen na de beslissing; het wordt nergens bewaard. Stuur het veilig door en verwijder daarna je eigen kopie.",
	take: "Pakket ophalen",
	notTaken: "Het pakket is niet op te halen: het is al opgehaald, het is niet aan jou, of er zijn zeven dagen voorbij.",
	tooLarge:
		"Dit is meer dan er in één pakket past. Er is niets verstrekt. Stel het in delen voor, met telkens minder gegevens.",
	incomplete:
		"Een deel hiervan gaat niet open, of een bestand ontbreekt. Er is niets verstrekt en het pakket is niet opgehaald. Laat een beheerder kijken en probeer het daarna opnieuw.",
	packageName: "Gegevens waar om is gevraagd",
	prolongTitle: "Een nieuw bevel vraagt om langer te zwijgen",
	prolongLead: "Ook hierover beslist een ander. Tot die beslissing blijft de dag zoals hij is.",
	toProlonged: "De verstrekking waar dit over gaat",
	noSilence: "Het lid heeft het al gehoord, of geen bevel verbiedt het.",
	notLonger: "Kies een dag na de dag die nu geldt.",
	alreadyProposed: "Langer zwijgen is al voorgesteld, of iemand anders deed op hetzelfde moment iets.",
	done: {
		proposed: "Het is vastgelegd. Een ander beslist.",
		approved: "Het is goedgekeurd en vastgelegd.",
		refused: "Het is afgewezen. Er is niets verstrekt.",
		withdrawn: "Het is ingetrokken. Er is niets verstrekt.",
		unchanged:
			"Er is niets veranderd: er was al beslist, het is niet aan jou om te beslissen, het account wordt gewist, of de stilte is voorbij.",
	},
	labels: {
		ground: "Grond",
		order: "Kenmerk",
		ordered_on: "Datum van het bevel",
		article: "Wetsartikel",
		reason: "Reden",
		recipient: "Aan wie",
		address: "Waar het antwoord heen gaat",
		items: "Welke gegevens",
		silent_on: "Niet inlichten tot",
		silence: "Grond om te zwijgen",
	},
};
