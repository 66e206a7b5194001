import type * as en from "../../en/legal/erasure.ts";
import { register } from "./register.ts";

export const erasure: typeof en.erasure = {
	title: "Alles nu wissen?",
	link: "Alles nu wissen",
	instead: "Wil je niet wachten tot die dag?",
	what: "Je wordt overal uitgelogd, en je account verdwijnt met alles wat erin staat: je profiel, je foto’s, je instellingen en je lidmaatschappen op alle sites.",
	noWayBack:
		"Terugdraaien kan niet. Wil je eerst een kopie van je gegevens? Maak die onder ‘Je privacy’, en kom dan hier terug.",
	copies: (day) =>
		`In onze systemen is het meteen weg. Reservekopieën van eerder kan uiterlijk vanaf ${day} niemand meer lezen.`,
	stays: (what) => `Dit bewaren we daarna nog, en verder niets: ${what}.`,
	receipt:
		"Is het klaar en gecontroleerd, dan krijg je per mail een ondertekend bewijs. Daarin staat wat is gewist, en wat we bewaren, waarom en tot wanneer.",
	submit: "Alles wissen",
	cancel: "Terug naar je privacy",
	runningTitle: "We wissen je gegevens",
	running:
		"Je bent overal uitgelogd, en niemand ziet nog iets van je. We wissen nu alles, en kijken daarna na wat er over is.",
	runningMail: "Je hoeft niet te wachten: het bewijs komt per mail.",
	look: "Opnieuw kijken",
	doneTitle: "Je gegevens zijn gewist",
	done: (time) =>
		`Je vroeg het op ${time}. Het is gedaan, en een ander deel van onze software heeft nagekeken wat er over was.`,
	doneReceipt:
		"In het bewijs staat wat is gewist, en wat we bewaren, waarom en tot wanneer. Het is ondertekend: je kunt er later mee laten zien dat dit is gebeurd. Bewaar het goed, want opnieuw maken kunnen we het niet.",
	joinAgain:
		"Met hetzelfde e-mailadres kun je opnieuw lid worden. Je gebruikersnaam geven we een tijd lang aan niemand.",
	download: "Download het bewijs",
	recipientsTitle: "Wie van ons hoort dat je gewist bent",
	outcomes: {
		told: "Heeft het gehoord.",
		waiting: "Hoort het zodra er iemand bereikbaar is.",
		by_hand: "Hoort het van een van onze medewerkers.",
	},
};

export const erasureLetters: typeof en.erasureLetters = {
	erasure_receipt: {
		subject: "Je gegevens zijn gewist",
		write: ({ at, copies, kept, recipients, verify }, { operator, day, time }) => ({
			paragraphs: [
				`${operator} heeft je account en je gegevens gewist, en dat gecontroleerd.`,
				"Het bewijs zit als bestand bij deze mail. Het is ondertekend, en zegt wat is gewist en wat we bewaren. Bewaar het goed, want opnieuw maken kunnen we het niet.",
				`Reservekopieën van eerder kan uiterlijk vanaf ${day(copies)} niemand meer lezen. Ook deze mail wissen we uit onze systemen, zodra hij is bezorgd.`,
			],
			facts: [
				["Gevraagd op", time(at)],
				...kept.map(({ rules, until }): [string, string] => [
					rules.map((rule) => register.retention[rule]).join(", "),
					until === undefined ? "Dit bewaren we nog een tijd." : `Dit bewaren we tot ${day(until)}.`,
				]),
				...(recipients.length === 0
					? []
					: [["Wie het van ons hoort", recipients.join(", ")] satisfies [string, string]]),
			],
			links: [{ label: "Controleer het bewijs", link: verify }],
			after: ["Met hetzelfde e-mailadres kun je opnieuw lid worden."],
			because: `Je krijgt deze mail omdat je ${operator} hebt gevraagd alles te wissen. Het is de laatste.`,
		}),
	},
};
