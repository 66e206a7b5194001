import type * as en from "../../en/legal/letters-measures.ts";
import { discreet } from "../../letter.ts";
import { clauses } from "./clauses.ts";
import { moderation } from "./moderation.ts";

const OTHER_STANDS = "Er geldt nog een ander besluit; in de mail daarover staat wat dat voor je betekent.";

const RIGHTS = "Je privacyrechten blijven gelden: je kunt je gegevens nog steeds opvragen of laten wissen.";
const RIGHTS_BY_BUTTON = `${RIGHTS} Log daarvoor in zoals je gewend bent: op de pagina die je dan ziet, staat een knop naar je privacyrechten.`;
const RIGHTS_IN_ACCOUNT = `${RIGHTS} Log daarvoor in op je account, dat open blijft, en kies Privacy.`;

export const measureLetters: typeof en.measureLetters = {
	suspended: {
		subject: "Een besluit over je account",
		write: (
			{ isWhole, clause, source, automated, reason, at, rights, terms },
			{ brand, operator, help, neutral, time },
		) => ({
			paragraphs: [
				moderation.suspended.what(operator, isWhole ? {} : { brand }),
				automated ? moderation.suspended.automated : moderation.suspended.human,
			],
			facts: moderation.facts({ at: time(at), rule: clauses[discreet(clause, neutral)], reason, source }),
			links: [
				{ label: moderation.termsLink, link: terms },
				{ label: moderation.rightsLink, link: rights },
			],
			after: [
				moderation.object(help),
				"Je kunt ook deze mail beantwoorden.",
				isWhole ? RIGHTS_BY_BUTTON : RIGHTS_IN_ACCOUNT,
			],
		}),
	},
	suspension_lifted: {
		subject: "Je opschorting is opgeheven",
		write: ({ isWhole, reason, at, otherStands, signIn }, { brand, operator, time }) => ({
			paragraphs: [
				`${operator} heeft de opschorting van je account${isWhole ? "" : ` op ${brand}`} opgeheven. ${otherStands ? OTHER_STANDS : "Je kunt weer inloggen, en anderen zien je weer zoals je dat zelf hebt ingesteld."}`,
			],
			facts: [
				["Sinds", time(at)],
				["Waarom", reason],
			],
			links: [{ label: "Inloggen", link: signIn }],
		}),
	},
	age_check: {
		subject: "Je profiel is tijdelijk verborgen",
		write: ({ age, clause, due, rights, terms }, { operator, help, neutral, day }) => ({
			paragraphs: [
				moderation.age.hidden(operator, age),
				due === undefined ? moderation.age.second : moderation.age.how(help),
			],
			facts: [
				["Regel uit de voorwaarden", clauses[discreet(clause, neutral)]],
				...(due === undefined ? [] : [["Laat het zien tot en met", day(due)] satisfies [string, string]]),
			],
			links: [
				{ label: moderation.termsLink, link: terms },
				{ label: moderation.rightsLink, link: rights },
			],
			after: [...(due === undefined ? [] : [moderation.age.after]), moderation.age.kept, moderation.object(help)],
		}),
	},
	age_check_ended: {
		subject: "Je leeftijd is nagegaan",
		write: ({ rights, otherStands }, { operator }) => ({
			paragraphs: [
				`${operator} is klaar met het nagaan van je leeftijd. ${otherStands ? OTHER_STANDS : "Anderen zien je profiel en je foto's weer, zoals je dat zelf hebt ingesteld."}`,
			],
			links: [{ label: moderation.rightsLink, link: rights }],
		}),
	},
};
