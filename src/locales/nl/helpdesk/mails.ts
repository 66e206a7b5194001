import type * as en from "../../en/helpdesk/mails.ts";
import { language } from "../language.ts";

const byLink = (days: number, takesAnswers: boolean) =>
	takesAnswers
		? `De link werkt ${language.number(days)} dagen. Je kunt ook gewoon op deze mail antwoorden. Doe dat vanaf het adres waarop je hem kreeg, dan komt je antwoord bij je bericht.`
		: `De link werkt ${language.number(days)} dagen. Reageer via de link: een antwoord op deze mail komt niet bij je bericht terecht.`;
const because = (brand: string) =>
	`Je krijgt deze mail omdat met dit adres een bericht naar de helpdesk van ${brand} is gestuurd.`;

export const helpdeskLetters: typeof en.helpdeskLetters = {
	ticket_received: {
		subject: "We hebben je bericht",
		write: ({ received, due, link, days }, { brand, operator, help, takesAnswers, day }) => ({
			paragraphs: [
				`${operator} heeft je bericht aan de helpdesk van ${brand} ontvangen. Een medewerker leest het en antwoordt je per mail.`,
			],
			facts: [
				["Ontvangen op", day(received)],
				...(due === undefined ? [] : [["Antwoord uiterlijk op", day(due)] as [string, string]]),
			],
			links: [{ label: "Bekijk je bericht", link }],
			after: [byLink(days, takesAnswers), `Heb je niets gestuurd? Dan hoef je niets te doen, of schrijf naar ${help}.`],
			because: because(brand),
		}),
	},
	ticket_answered: {
		subject: "Antwoord op je bericht",
		write: ({ received, answer, link, days }, { brand, operator, takesAnswers, day }) => ({
			paragraphs: [
				`Een medewerker van ${operator} antwoordt op je bericht van ${day(received)}:`,
				...answer.split(/\n+/),
			],
			links: [{ label: "Reageren", link }],
			after: [
				byLink(days, takesAnswers),
				`Horen we ${language.number(days)} dagen niets, dan sluiten we je bericht af. Het blijft daarna bewaard zoals de privacyverklaring zegt.`,
			],
			because: because(brand),
		}),
	},
};
