import type * as en from "../en/letters.ts";
import { helpdeskLetters } from "./helpdesk/mails.ts";
import { language } from "./language.ts";
import { erasureLetters } from "./legal/erasure.ts";
import { measureLetters } from "./legal/letters-measures.ts";
import { rightsLetters } from "./legal/letters-rights.ts";
import { requestLetters } from "./legal/requests/mails.ts";
import { breachLetters } from "./rights/breaches.ts";

const changes = {
	passkey_removed: "Er is een passkey van je account verwijderd.",
	authenticator_on: "Inloggen vraagt voortaan ook een code uit je authenticator-app.",
	authenticator_off: "Inloggen vraagt geen code uit je authenticator-app meer.",
	recovery_codes_new: "Er zijn nieuwe herstelcodes gemaakt. De oude werken niet meer.",
	recovery_code_used: "Er is ingelogd met een van je herstelcodes. Die werkt nu niet meer.",
	sessions_ended: "Je account is op alle apparaten uitgelogd, en links uit eerdere mails werken niet meer.",
};

const newPassword = "Een nieuw wachtwoord kiezen";

const rejections = {
	no_person: "Er staat geen persoon op die te herkennen is.",
	someone_else: "Er staat iemand anders op dan jij.",
	looks_minor: "Iemand op de foto lijkt jonger dan 18.",
	explicit: "De foto laat meer zien dan op deze site mag.",
	contact_details: "Er staan contactgegevens op, zoals een nummer, een adres of een accountnaam.",
	other: "Iets anders. De moderator schreef erbij wat; dat lees je bij de foto.",
};

/** Why the mail comes though the reader stopped all other mail. */
const everybody = (brand: string) =>
	`Je krijgt deze mail omdat ${brand} gegevens van je bewaart. Over een verandering van de privacyverklaring mailen we iedereen, ook wie andere mail heeft uitgezet of het account heeft gesloten.`;

const moreChanges = (more: number) =>
	more === 0 ? "" : ` En nog ${more === 1 ? "één verandering" : `${more} veranderingen`}.`;

export const letters: typeof en.letters = {
	confirm: {
		subject: "Bevestig je e-mailadres",
		write: ({ link, hours }, { brand }) => ({
			paragraphs: [
				`Met dit e-mailadres is een account aangevraagd via ${brand}. Bevestig het adres, dan kun je inloggen.`,
			],
			links: [{ label: "E-mailadres bevestigen", link }],
			after: [
				`De link werkt ${language.hours(hours)}.`,
				"Heb je geen account aangevraagd? Dan hoef je niets te doen: zonder bevestiging wordt de aanvraag gewist.",
			],
		}),
	},
	account_exists: {
		subject: "Je hebt al een account",
		write: ({ signIn, reset, add }, { brand, operator }) => ({
			paragraphs: [
				`Iemand wilde via ${brand} een account maken met dit e-mailadres. Dat adres heeft al een account bij ${operator}, dus er is niets nieuws gemaakt.`,
				"Was jij het? Log dan in met het account dat je hebt.",
			],
			links: [
				{ label: "Inloggen", link: signIn },
				{ label: `${brand} aan je account toevoegen`, link: add },
				{ label: "Een nieuw wachtwoord kiezen", link: reset },
			],
			after: [
				"Was jij het niet? Dan hoef je niets te doen. Degene die het probeerde, ziet niet dat dit adres bekend is.",
			],
		}),
	},
	password_reset: {
		subject: "Kies een nieuw wachtwoord",
		write: ({ link, hours }) => ({
			paragraphs: ["Er is gevraagd om een nieuw wachtwoord voor je account. Met deze link kies je er een."],
			links: [{ label: "Nieuw wachtwoord kiezen", link }],
			after: [
				`De link werkt ${language.hours(hours)}, en één keer.`,
				"Heb je dit niet gevraagd? Dan hoef je niets te doen: je wachtwoord blijft zoals het is.",
			],
		}),
	},
	password_guesses: {
		subject: "Iemand probeert in te loggen",
		write: ({ at, link, hours, reset }, { time }) => ({
			paragraphs: [
				"Er is heel vaak achter elkaar een verkeerd wachtwoord ingevuld voor je account. Op een nieuw apparaat of in een nieuwe browser inloggen kan daarom voorlopig alleen nog met de link hieronder. Waar je al eens was ingelogd, werkt alles gewoon.",
				"Was jij het zelf? Open de link dan in de browser waarin je wilt inloggen, en log daarna in met je wachtwoord.",
			],
			facts: [["Gemerkt op", time(at)]],
			links: [
				{ label: "Deze browser toelaten", link },
				{ label: "Een nieuw wachtwoord kiezen", link: reset },
			],
			after: [
				`De link werkt ${language.hours(hours)}. Wie alleen de link heeft en je wachtwoord niet, komt er niet in.`,
				"Was jij het niet? Dan hoef je niets te doen. Gebruik je je wachtwoord ook ergens anders, kies dan wel een nieuw.",
			],
		}),
	},
	password_changed: {
		subject: "Je wachtwoord is gewijzigd",
		write: ({ at, reset, standing }, { time }) => ({
			paragraphs: [
				"Het wachtwoord van je account is gewijzigd. Op je andere apparaten ben je uitgelogd, en links uit eerdere mails werken niet meer.",
				...standing.lead,
			],
			entries: standing.entries,
			facts: [["Wanneer", time(at)]],
			links: [{ label: "Dit was ik niet", link: reset }],
			after: ["Was je het zelf? Dan hoef je niets te doen."],
		}),
	},
	email_change_new: {
		subject: "Bevestig je nieuwe e-mailadres",
		write: ({ link, hours }) => ({
			paragraphs: ["Dit adres is opgegeven als nieuw e-mailadres van een account. Bevestig dat het van jou is."],
			links: [{ label: "Nieuw adres bevestigen", link }],
			after: [
				`De link werkt ${language.hours(hours)}. Ook op het oude adres moet de wijziging worden bevestigd.`,
				"Zegt dit je niets? Dan hoef je niets te doen.",
			],
		}),
	},
	email_change_old: {
		subject: "Verzoek om je e-mailadres te wijzigen",
		write: ({ link, hours }) => ({
			paragraphs: [
				"Er is gevraagd om het e-mailadres van je account te wijzigen. Ben jij dat, bevestig het dan hier. Ook op het nieuwe adres moet worden bevestigd.",
			],
			links: [{ label: "Wijziging bevestigen", link }],
			after: [
				`De link werkt ${language.hours(hours)}.`,
				"Heb je dit niet gevraagd? Bevestig dan niet, en kies een nieuw wachtwoord: iemand anders was ingelogd.",
			],
		}),
	},
	sign_in_new_device: {
		subject: "Ingelogd op een nieuw apparaat",
		write: ({ at, device, security, rightsOnly }, { time }) => ({
			paragraphs: [
				"Er is ingelogd op je account, vanaf een apparaat dat we nog niet kenden.",
				...(rightsOnly
					? ["Je account zelf ging niet open. Alleen de pagina's van je privacyrechten, een uur lang op zijn hoogst."]
					: []),
			],
			facts: [
				["Wanneer", time(at)],
				["Waarmee", device],
			],
			links: [{ label: rightsOnly ? newPassword : "Apparaten bekijken", link: security }],
			after: [
				rightsOnly
					? "Was jij het? Dan hoef je niets te doen. Zo niet, kies dan een nieuw wachtwoord: daarmee log je het apparaat uit."
					: "Was jij het? Dan hoef je niets te doen. Zo niet, log het apparaat dan uit en kies een nieuw wachtwoord.",
			],
		}),
	},
	passkey_added: {
		subject: "Er is een passkey toegevoegd",
		write: ({ at, name, security }, { time }) => ({
			paragraphs: ["Aan je account is een passkey toegevoegd. Wie die heeft, kan ermee inloggen."],
			facts: [...(name === undefined ? [] : [["Naam", name] as [string, string]]), ["Wanneer", time(at)]],
			links: [{ label: "Passkeys bekijken", link: security }],
			after: ["Was jij het niet? Verwijder de passkey dan en kies een nieuw wachtwoord."],
		}),
	},
	security_changed: {
		subject: "De beveiliging van je account is gewijzigd",
		write: ({ what, at, security, standing }, { time }) => ({
			paragraphs: [changes[what], ...standing.lead],
			entries: standing.entries,
			facts: [["Wanneer", time(at)]],
			links: [{ label: "Beveiliging bekijken", link: security }],
			after: ["Was jij het? Dan hoef je niets te doen. Zo niet, kies dan een nieuw wachtwoord en log overal uit."],
		}),
	},
	photo_rejected: {
		subject: "Een foto van je is afgewezen",
		write: ({ reason, at, photos }, { brand, time }) => ({
			paragraphs: [
				`Een moderator heeft een foto bekeken die je op ${brand} toevoegde, en afgewezen. Andere leden zien hem niet.`,
			],
			facts: [
				["Reden", rejections[reason]],
				["Wanneer", time(at)],
			],
			links: [{ label: "Je foto's bekijken", link: photos }],
			after: [
				"Klopt dit volgens jou niet? Beantwoord deze mail en schrijf waarom. Je kunt ook een andere foto toevoegen.",
			],
		}),
	},
	photo_approved: {
		subject: "Een foto van je is goedgekeurd",
		write: ({ photos }, { brand }) => ({
			paragraphs: [
				`Een moderator heeft een foto van je op ${brand} bekeken en goedgekeurd. Wie je profiel daar mag bekijken, ziet de foto nu ook.`,
			],
			links: [{ label: "Je foto's bekijken", link: photos }],
			after: ["Wil je de foto toch niet laten zien? Verwijder hem dan uit je profiel."],
		}),
	},
	account_suspended: {
		subject: "Je account is opgeschort",
		write: ({ at, rights }, { operator, time }) => ({
			paragraphs: [
				`${operator} heeft je account opgeschort. Je bent overal uitgelogd, je kunt voorlopig niet inloggen en anderen zien je niet.`,
				"Wil je weten waarom, of ben je het er niet mee eens? Antwoord dan op deze mail. Een medewerker kijkt er opnieuw naar.",
			],
			facts: [["Sinds", time(at)]],
			links: [{ label: "Je privacyrechten", link: rights }],
			after: ["Je privacyrechten blijven gelden: je kunt je gegevens nog steeds opvragen of laten wissen."],
		}),
	},
	copy_asked: {
		subject: "Er is een kopie van je gegevens gevraagd",
		write: ({ at, page, security, rightsOnly }, { operator, time }) => ({
			paragraphs: [
				`Iemand die met je account was ingelogd, vroeg ${operator} om een kopie van je gegevens.`,
				"Was jij het? Dan hoef je niets te doen: je krijgt een mail als de kopie klaar is.",
			],
			facts: [["Wanneer", time(at)]],
			links: [
				{ label: "De kopie bekijken", link: page },
				{ label: rightsOnly ? newPassword : "Beveiliging bekijken", link: security },
			],
			after: [
				"Was jij het niet? Kies dan een nieuw wachtwoord: daarmee log je de ander uit. Ophalen kan alleen wie opnieuw inlogt.",
			],
		}),
	},
	copy_ready: {
		subject: "Je kopie staat klaar",
		write: ({ page }) => ({
			paragraphs: [
				"De kopie van je gegevens is klaar. Je haalt hem op in je account; we vragen daar opnieuw of jij het bent.",
			],
			links: [{ label: "De kopie ophalen", link: page }],
			after: ["Op die pagina staat ook tot wanneer dat kan."],
		}),
	},
	...measureLetters,
	...requestLetters,
	...breachLetters,
	...helpdeskLetters,
	...rightsLetters,
	...erasureLetters,
	staff_invited: {
		subject: "Je uitnodiging als medewerker",
		write: ({ link, hours }, { operator }) => ({
			paragraphs: [
				`${operator} nodigt je uit om er als medewerker te werken.`,
				`Met de link hieronder maak je je account. De link werkt één keer en ${language.hours(hours)} lang, alleen voor dit e-mailadres. Houd een authenticator-app bij de hand.`,
				"Voordat je aan het werk kunt, moet een tweede collega akkoord geven.",
			],
			links: [{ label: "Account maken", link }],
			after: ["Verwachtte je dit niet? Gebruik de link dan niet en gooi deze mail weg."],
			because: `Je krijgt deze mail omdat een medewerker van ${operator} je met dit adres heeft uitgenodigd.`,
		}),
	},
	staff_second_step: {
		subject: "Stel je tweede stap opnieuw in",
		write: ({ link, hours }, { operator }) => ({
			paragraphs: [
				"Een beheerder heeft je oude tweede stap weggenomen. Je bent overal uitgelogd.",
				`Met de link hieronder en je wachtwoord stel je een nieuwe in. De link werkt één keer en ${language.hours(hours)} lang. Geef die aan niemand.`,
			],
			links: [{ label: "Tweede stap instellen", link }],
			after: ["Heb je hier niet om gevraagd? Gebruik de link dan niet en vraag een beheerder wat er aan de hand is."],
			because: `Je krijgt deze mail omdat je medewerker bent van ${operator}.`,
		}),
	},
	statement_change: {
		subject: "De privacyverklaring verandert",
		write: ({ change, from, difference, summary }, { brand, day }) => ({
			paragraphs: [
				{
					editorial: `De privacyverklaring van ${brand} is anders geschreven. Wat we met je gegevens doen, blijft gelijk.`,
					information: `De privacyverklaring van ${brand} verandert. Lees wat er anders wordt voordat het ingaat.`,
					consent: `De privacyverklaring van ${brand} verandert, en voor een onderdeel vragen we je toestemming. Zonder je ja gebeurt dat onderdeel niet.`,
				}[change],
			],
			facts: [
				["Vanaf", day(from)],
				...(summary ? [["Wat er verandert", summary.line + moreChanges(summary.more)] satisfies [string, string]] : []),
			],
			links: [{ label: "Bekijk wat er verandert", link: difference }],
			because: everybody(brand),
		}),
	},
	statement_withdrawn: {
		subject: "De privacyverklaring verandert toch niet",
		write: ({ announced }, { brand, day }) => ({
			paragraphs: [
				`We schreven je eerder dat de privacyverklaring van ${brand} zou veranderen. Die verandering gaat niet door. Je hoeft niets te doen.`,
			],
			facts: announced.map(({ from }) => ["Aangekondigd voor", day(from)]),
			links: announced.map(({ difference }) => ({ label: "Bekijk wat was aangekondigd", link: difference })),
			because: everybody(brand),
		}),
	},
	account_closed: {
		subject: "Je account is gesloten",
		write: ({ purge, reopen, standing, stays }, { day }) => ({
			paragraphs: [
				"Je account is gesloten. Je bent overal uitgelogd, en niemand ziet je nog.",
				stays === undefined
					? "Tot de dag hieronder kun je het weer openen. Daarna worden je gegevens gewist, behalve wat de wet ons laat bewaren."
					: `Tot de dag hieronder kun je het weer openen. Daarna worden je gegevens gewist. Alleen dit bewaren we dan nog: ${stays}.`,
				...standing.lead,
			],
			entries: standing.entries,
			facts: [["Gewist op", day(purge)]],
			links: [{ label: "Account weer openen", link: reopen }],
			after: ["Heb je het account niet zelf gesloten? Open het dan en kies een nieuw wachtwoord."],
		}),
	},
	digest: {
		subject: "Je weekoverzicht",
		write: ({ entries, more }, { brand }) => ({
			paragraphs: [`Deze berichten van ${brand} pasten niet binnen het aantal mails dat je per week wilt krijgen.`],
			entries,
			...(more > 0
				? {
						after: [
							language.plural(more, { one: "En nog één ander bericht.", other: `En nog ${more} andere berichten.` }),
						],
					}
				: {}),
		}),
	},
};
