import type { Locale } from "../i18n/locale.ts";

/** What can be wrong with a new password. */
export type PasswordFault =
	| "short"
	| "long"
	| "context"
	| "common"
	| "keyboard"
	| "repeat"
	| "sequence"
	| "date"
	| "guessable";

export const PASSWORD_WORDS: Record<Locale, Record<PasswordFault, string>> = {
	nl: {
		short: "Neem minstens 8 tekens. Een wachtwoord van 15 tekens of meer is veel beter.",
		long: "Neem hoogstens 1.000 tekens.",
		context: "Gebruik niet je gebruikersnaam, je e-mailadres of de naam van deze site als wachtwoord.",
		common: "Dit wachtwoord, of iets dat er erg op lijkt, wordt te vaak gebruikt. Bedenk een ander.",
		keyboard: "Letters die naast elkaar op het toetsenbord liggen, zijn snel geraden. Neem een paar losse woorden.",
		repeat: "Herhalingen zijn snel geraden. Neem een paar losse woorden.",
		sequence: "Reeksen zoals abc of 1234 zijn snel geraden. Neem een paar losse woorden.",
		date: "Een datum of een jaartal is snel geraden. Neem een paar losse woorden.",
		guessable: "Dit wachtwoord is te snel geraden. Maak het langer, bijvoorbeeld met een paar losse woorden.",
	},
	en: {
		short: "Use at least 8 characters. A password of 15 characters or more is much better.",
		long: "Use at most 1,000 characters.",
		context: "Do not use your user name, your e-mail address or the name of this site as your password.",
		common: "This password, or one much like it, is used too often. Think of another one.",
		keyboard: "Keys that are next to each other are guessed quickly. Use a few unrelated words.",
		repeat: "Repetitions are guessed quickly. Use a few unrelated words.",
		sequence: "Sequences such as abc or 1234 are guessed quickly. Use a few unrelated words.",
		date: "A date or a year is guessed quickly. Use a few unrelated words.",
		guessable: "This password is guessed too quickly. Make it longer, for example with a few unrelated words.",
	},
};
